"""The extractor version covers all that a reading depends on, and nothing else."""

import ast

from loaders.build.version import PACKAGE, STAGES, extractor


def reached(stage, seen):
    """Every module of this package that a stage imports, directly or through others."""
    if stage in seen:
        return seen
    seen.add(stage)
    folder = PACKAGE / stage
    for path in folder.rglob("*.py") if folder.is_dir() else [folder.with_suffix(".py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            for name in names:
                parts = name.split(".")
                exists = len(parts) > 1 and ((PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").is_file())
                if parts[0] == "loaders" and exists:
                    reached(parts[1], seen)
    return seen


def test_every_module_that_reading_reaches_is_in_the_version():
    assert reached("reading", set()) == set(STAGES)


def test_the_register_has_a_part_of_its_own(tmp_path):
    before = extractor(tmp_path)
    (tmp_path / "agencies.csv").write_text("a", "utf-8")
    after = extractor(tmp_path)
    assert before.partition("-")[0] == after.partition("-")[0] and before != after
    (tmp_path / "corrections.csv").write_text("a", "utf-8")
    assert extractor(tmp_path) == after


def test_the_data_dictionary_is_fresh():
    from loaders.dictionary import render

    assert (PACKAGE.parent / "data" / "README.md").read_text("utf-8") == render()
