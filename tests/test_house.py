"""The walls of the house: what may import what, how big a file may grow, where words and facts may stand.

A failure here names the file and the line; move the wall only together with the picture in README.md.
"""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(p for package in ("loaders", "dashboard") for p in (ROOT / package).rglob("*.py"))
TRACKED = (
    subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
)
HAN = re.compile(r"[\u4e00-\u9fff]")

# Each stage may import the stages of later lines and its own folder, never an earlier line.
LOADERS = [
    ["cli"],
    ["build", "selftest"],
    ["demo", "pages"],
    ["reading", "correct", "placements", "withdrawals", "warehouse", "dictionary"],
    ["extract", "narrative", "identify", "checks", "similar", "readers"],
    ["locate", "register"],
    ["numbers", "tables", "reference_rows"],
    ["document", "report", "form"],
    ["errors"],
]
DASHBOARD = [
    ["app"],
    ["app_pages"],
    ["parts"],
    ["look", "filters", "components", "downloads"],
    ["state"],
    ["selftest", "briefing", "originals"],
    ["questions"],
    ["outliers"],
    ["queries", "charts", "export", "intake", "verdicts_cli"],
    ["store", "verdicts"],
    ["columns"],
    ["measures"],
    ["labels", "turns", "unchanging"],
]
STREAMLIT = {"app", "unchanging", "app_pages", "parts", "filters", "state", "look", "components", "downloads", "cli"}
BANNED = re.compile(r"(^|_)(util|utils|helper|helpers|common|misc|manager)s?(_|$)")


def module(path: Path) -> tuple[str, str]:
    """(package, module): the first two names of a file's dotted path; a folder counts as one module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0], parts[1]


def imports(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of every import of a file, also inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_keep_their_direction(path):
    package, own = module(path)
    rank = {name: i for i, row in enumerate(LOADERS if package == "loaders" else DASHBOARD) for name in row}
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] not in ("loaders", "dashboard"):
            continue
        if parts[0] != package:
            assert relative(path) == "dashboard/cli.py" and name.startswith("loaders"), (
                f"{relative(path)}:{line} imports {name}"
            )
        elif len(parts) > 1 and own not in ("__init__", "cli") and parts[1] != own:
            assert own in rank, f"{relative(path)}: give {own} a place in the walls of tests/test_house.py"
            assert rank.get(parts[1], 99) > rank[own], (
                f"{relative(path)}:{line} imports {name}, which lies above or beside it"
            )
        if package == "dashboard" and own == "app_pages":
            assert "app_pages" not in parts[1:2], f"{relative(path)}:{line}: a page imports a page"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_fits_its_room(path):
    lines = path.read_text("utf-8").count("\n")
    assert lines <= 260, f"{relative(path)} has {lines} lines: split it"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_names_say_what_belongs_there(path):
    assert not BANNED.search(path.stem), f"{relative(path)}: a name that says nothing"
    assert (
        path.stem == "__init__"
        and not path.read_text("utf-8").strip()
        or ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ), f"{relative(path)} has no docstring"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_libraries_stay_in_their_rooms(path):
    package, own = module(path)
    for line, name in imports(path):
        library = name.split(".")[0]
        if library == "streamlit":
            assert package == "dashboard" and own in STREAMLIT, f"{relative(path)}:{line}: streamlit outside its rooms"
        if library == "plotly":
            assert own == "charts", f"{relative(path)}:{line}: plotly outside charts"
        if library == "matplotlib":
            assert own == "briefing", f"{relative(path)}:{line}: matplotlib outside briefing"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_sql_and_chinese_words_stand_where_they_belong(path):
    package, own = module(path)
    sql = re.compile(r"\b(SELECT\b.+\bFROM|INSERT INTO|CREATE (TABLE|VIEW)|COPY\b.+\bTO)\b", re.S | re.I)
    tree = ast.parse(path.read_text("utf-8"))
    documented = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, (ast.Module, ast.FunctionDef, ast.ClassDef)) and n.body and isinstance(n.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key in node.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    assert not HAN.search(key.value), f"{relative(path)}:{key.lineno}: Chinese as a dict key"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            if (package, own) != ("loaders", "checks"):
                assert not sql.search(node.value), f"{relative(path)}:{node.lineno}: SQL in a Python string"
            if package == "dashboard" and own != "cli":
                assert not HAN.search(node.value), (
                    f"{relative(path)}:{node.lineno}: words for people belong in labels/zh"
                )


def test_each_sql_file_states_its_grain_and_is_asked():
    python = "\n".join(p.read_text("utf-8") for p in SOURCES)
    for path in sorted((ROOT / "dashboard" / "sql").rglob("*.sql")):
        head = path.read_text("utf-8")
        assert re.match(rf"-- {path.stem}: .+", head), (
            f"{relative(path)}: the first line says `-- {path.stem}: the question`"
        )
        assert "-- grain:" in head, f"{relative(path)}: says no grain"
        assert path.stem in python, f"{relative(path)} is asked by nobody"


def test_every_page_is_in_the_navigation():
    app = (ROOT / "dashboard" / "app.py").read_text("utf-8")
    for path in (ROOT / "dashboard" / "app_pages").glob("*.py"):
        if path.stem != "__init__":
            assert path.stem in app, f"{relative(path)} is not in the navigation"


def test_every_command_is_in_the_readme():
    from dashboard.cli import main

    readme = (ROOT / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert f"disclosure {name}" in readme, f"README does not show `disclosure {name}`"
        assert command.help, f"`disclosure {name}` has no help"


def test_items_used_by_checks_and_measures_exist():
    from loaders.form import addresses

    known = {part for a in addresses() for part in (a.item, a.column, a.name, f"{a.table}/{a.item}", "/".join(a.key))}
    raw = tomllib.loads((ROOT / "dashboard" / "measures.toml").read_text("utf-8"))
    for measure in raw["measure"]:
        for side in ("numerator", "denominator"):
            for item in measure.get(side, ()):
                assert item.lstrip("-") in known, f"measures.toml {measure['id']}: {item} is on no form"


def test_the_data_dictionary_is_fresh():
    from loaders.dictionary import render

    assert (ROOT / "data" / "README.md").read_text("utf-8") == render(), (
        "run: python -m loaders.dictionary > data/README.md"
    )


def test_no_address_and_no_machine_path_in_any_tracked_file():
    address = re.compile(r"index[-]url|https?:[/]{2}[^\s\"']*[/](simple|packages)[/]|\"resolved\"[:] *\"http")
    machine = re.compile(r"(?<![\w.])/(root|work|home)/[\w.]")
    for name in filter(None, TRACKED):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".png", ".svg", ".csv", ".parquet"} or name == "tests/test_house.py":
            continue
        text = path.read_text("utf-8", errors="ignore")
        assert not address.search(text), f"{name} names a registry's address"
        assert not machine.search(text), f"{name} names a path of one machine"
    assert not {"uv.lock", "pylock.toml"} & set(TRACKED)


def test_constraints_pin_by_name_and_version_only():
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.\-\[\]]+==[0-9][\w.+]*(\s*;.*)?|#.*|", line), f"constraints.txt: {line}"
