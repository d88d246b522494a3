"""A corrected figure is told as such wherever the command line and the stored tables tell it."""

import json

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from loaders.build import build
from loaders.warehouse import Stored, current
from tests.loaders.build.documents import make_root, page

HEADS = "report_id,table_id,item_id,column_id,from_value,to_value,reason,source,added_on\n"
KEY = ("requests", "new", "total")


def disclosure(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A report whose total of new requests is corrected from 0 to 5, so that its balance no longer holds."""
    root = make_root(tmp_path_factory.mktemp("corrected") / "data",
                     {"教育局.html": page("云麓市溪山区教育局", 2023, 7)})
    build(root)
    (report,) = Stored(current(root)).rows("reports").to_pylist()
    (root / "reference/corrections.csv").write_text(
        HEADS + f"{report['report_id']},{','.join(KEY)},0,5,印错,机关来函〔2024〕3号,2026-11-01\n", "utf-8")
    assert build(root).n_read == 0
    return root


def test_the_cell_stands_with_the_marks_and_in_its_column(root):
    (row,) = Stored(current(root)).figures(2023).to_pylist()
    (mark,) = [m for m in row["marks"] if m["corrected_from"] is not None]
    assert (mark["table_id"], mark["item_id"], mark["column_id"]) == KEY and mark["corrected_from"] == "0"
    assert row["requests__new__total"] == mark["value"] == 5
    assert all(word in mark["note"] for word in ("印错", "机关来函〔2024〕3号", "“0”", "“5”"))


def test_read_tells_what_the_file_prints_and_the_correction(root):
    done = disclosure("read", root / "reports/教育局.html", "--json", "--data", root)
    figures = {(f["table"], f["item"], f["column"]): f for f in json.loads(done.stdout)[0]["figures"]}
    assert (figures[KEY]["value"], figures[KEY]["corrected_to"]) == (0, "5") and "印错" in figures[KEY]["correction"]
    assert not [key for key, f in figures.items() if "corrected_to" in f and key != KEY]
    shown = disclosure("read", root / "reports/教育局.html", "--data", root).stdout
    assert "【更正】" in shown and "requests/new/total" in shown


def test_check_tells_which_of_its_numbers_are_corrected(root):
    done = disclosure("check", "--json", "--data", root)
    found = json.loads(done.stdout)
    assert done.exit_code == 1 and found
    cell = {"table": "requests", "item": "new", "column": "total", "printed": "0"}
    assert all(f["corrected"] == [cell] for f in found)
    assert "其中经人更正：requests/new/total（原读作 0）" in disclosure("check", "--data", root).stdout
