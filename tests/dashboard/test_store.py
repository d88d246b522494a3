"""The store: locked down, honest about what it cannot open, with the tables of the contract."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from dashboard import store as opening
from dashboard.filters.scope import Scope
from dashboard.queries import scopes
from dashboard.state import _pointed_to
from dashboard.store import SCHEMA, EmptyStore, Store, Unusable, question
from loaders.tables import SCHEMA_VERSION, TABLES
from loaders.warehouse import current
from tests.dashboard import contract


@pytest.fixture(scope="module")
def store(demo_root):
    held = Store(current(demo_root))
    yield held
    held.close()


def described(store: Store, table: str) -> dict[str, str]:
    with store._con.cursor() as cursor:
        return {name: kind for name, kind, *_ in cursor.execute(f"DESCRIBE {table}").fetchall()}


def test_the_empty_tables_are_written_from_the_contract():
    assert contract.PATH.read_text("utf-8") == contract.text(), "run: python -m tests.dashboard.contract"


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_store_has_the_columns_of_a_snapshot(store, table):
    assert described(EmptyStore(), table) == described(store, table)


def test_every_cursor_keeps_the_footers_it_has_read(store):
    with store._con.cursor() as cursor:  # a setting of the session would be lost on it
        assert cursor.execute("SELECT current_setting('parquet_metadata_cache')").fetchone() == (True,)


@pytest.mark.parametrize(
    "statement",
    [
        "COPY items TO '{outside}/items.csv'",
        "ATTACH '{outside}/other.duckdb'",
        "SELECT * FROM read_text('{outside}/secret')",
        "SELECT * FROM read_parquet('{inside}/../../../secret')",
        "SELECT * FROM glob('{outside}/*')",
        "SET threads = 1",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD '{outside}/x.duckdb_extension'",
    ],
    ids=lambda s: s[:28],
)
def test_nothing_outside_the_snapshot_can_be_reached(store, demo_root, tmp_path, statement):
    (tmp_path / "secret").write_text("secret")
    with store._con.cursor() as cursor, pytest.raises(duckdb.Error) as refused:
        cursor.execute(statement.format(outside=tmp_path, inside=store.folder)).fetchall()
    assert isinstance(refused.value, (duckdb.PermissionException, duckdb.InvalidInputException, duckdb.IOException))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret"]


def test_a_frame_of_this_process_is_no_table(store):
    frame = scopes.years(store)
    assert len(frame)
    with store._con.cursor() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("SELECT * FROM frame").fetchall()


@pytest.mark.parametrize(
    "name",
    [
        "1) FROM agencies; --",
        "requests__new__total, label",
        "no_such_column",
        "label FROM x",
        'a"b',
        "",
        "Requests__new__total",
    ],
)
def test_a_place_takes_known_column_names_only(store, name):
    with pytest.raises(ValueError, match="no column"):
        store.ask("item", columns={"source": "agency_years", "item": name}, by="scope", **Scope().params())


@pytest.mark.parametrize("name", ["../store", "a/b/c", "item.sql", "", "x;y"])
def test_a_question_is_a_file_of_the_sql_folder(name):
    with pytest.raises(ValueError, match="no question"):
        question(name)


def test_many_threads_may_ask_at_once(store):
    asked = Scope("990000", 2019, 2025)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: scopes.units(store, asked, "agency"), range(64)))
    assert all(frame.equals(found[0]) for frame in found) and len(found[0])


@pytest.fixture
def copied(demo_root, tmp_path):
    return shutil.copytree(current(demo_root), tmp_path / "copy")


def rewrite(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_another_major_version_is_refused_in_words(copied):
    for seen in ("1.3", "3.0"):
        rewrite(copied, schema_version=seen)
        with pytest.raises(Unusable, match=f"{seen}.*2.x.*disclosure build"):
            Store(copied)


def test_an_older_minor_version_lacks_columns_and_says_what_to_do(copied, monkeypatch):
    monkeypatch.setattr(opening, "SCHEMA", (SCHEMA[0], SCHEMA[1] + 1))
    with pytest.raises(Unusable, match=f"{SCHEMA_VERSION}.*disclosure build"):
        Store(copied)


def test_the_version_the_questions_need_is_that_of_the_contract():
    assert ".".join(map(str, SCHEMA)) == SCHEMA_VERSION


def test_a_lost_pointer_falls_back_to_the_newest_snapshot_as_the_loaders_do(demo_root, tmp_path):
    home = tmp_path / "warehouse"
    for name in ("20200101-000000", "20200102-000000"):
        shutil.copytree(current(demo_root), home / name)
    assert _pointed_to(home).name == "20200102-000000"
    (home / "current").write_text("20200101-000000\n", "utf-8")
    assert _pointed_to(home).name == "20200101-000000"
    (home / "current").write_text("gone\n", "utf-8")
    assert _pointed_to(home).name == "20200102-000000"
    assert _pointed_to(tmp_path / "nothing") is None


def test_a_later_minor_version_opens(copied):
    rewrite(copied, schema_version="2.7")
    assert len(scopes.years(Store(copied)))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": "1.0"}'])
def test_a_torn_manifest_is_refused_in_words(copied, text):
    (copied / "manifest.json").write_text(text)
    with pytest.raises(Unusable, match="manifest.json"):
        Store(copied)


def test_a_table_without_files_is_named(copied):
    files = json.loads((copied / "manifest.json").read_text("utf-8"))["files"]
    rewrite(copied, files={k: v for k, v in files.items() if not k.startswith("agencies")})
    with pytest.raises(Unusable, match="agencies"):
        Store(copied)


def test_a_file_of_the_manifest_that_leaves_the_folder_is_not_read(copied, tmp_path):
    files = json.loads((copied / "manifest.json").read_text("utf-8"))["files"]
    rewrite(copied, files={"../agencies.parquet": {}, **{k: v for k, v in files.items() if k != "agencies.parquet"}})
    with pytest.raises(Unusable, match="agencies"):
        Store(copied)


def test_a_missing_file_is_said_in_words(copied):
    (copied / "findings.parquet").unlink()
    with pytest.raises(Unusable, match="findings"):
        Store(copied)
