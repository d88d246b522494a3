"""An edition is one file: an invented one, read through the ordinary commands, stored, drawn; a bad one is named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import streamlit as st

from dashboard.components.form_model import printed
from loaders.errors import BadForm
from loaders.form import addresses
from loaders.form.reading import own_items, read_edition
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened
from tests.loaders.editions.added import DOCUMENT, EDITION, TOLD, disclosure, form_with_it


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return form_with_it(tmp_path_factory.mktemp("form") / "form")


@pytest.fixture(scope="module")
def snapshot(folder, tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("added") / "root"
    (root / "reports").mkdir(parents=True)
    (root / "reports" / "a.html").write_bytes(DOCUMENT)
    disclosure(folder, "build", "--data", str(root), "--workers", "1")
    return current(root)


def test_its_figures_come_back(folder, tmp_path):
    (tmp_path / "a.html").write_bytes(DOCUMENT)
    (report,) = json.loads(disclosure(folder, "read", "--json", str(tmp_path / "a.html")))
    assert (report["edition"], report["year"], report["status"]) == ("2027", 2027, "complete")
    assert {(f["table"], f["item"], f["column"]): (f["state"], f["value"]) for f in report["figures"]} == TOLD


def test_its_addresses_are_columns_beside_all_the_old_ones(snapshot):
    (row,) = pq.read_table(snapshot / "figures_2027.parquet").to_pylist()
    assert {key: row["__".join(key)] for key in TOLD} == {key: value for key, (_, value) in TOLD.items()}
    assert {a.name for a in addresses()} < set(row)
    items = {r["name"]: r for r in pq.read_table(snapshot / "items.parquet").to_pylist()}
    assert (items["services__enquiries__cost"]["unit"], items["desks__open__count"]["editions"]) == ("万元", ["2027"])


def test_its_tables_are_drawn(snapshot):
    form = [r for r in pq.read_table(snapshot / "form_cells.parquet").to_pylist() if r["edition"] == "2027"]
    (evidence,) = pq.read_table(snapshot / "evidence_2027.parquet").to_pylist()
    words = {}
    for table in ("services", "desks"):
        drawn = printed([r for r in form if r["table_id"] == table], evidence["cells"])
        words[table] = [[box.text for box in row] for section in drawn.sections for row in section.rows]
    assert words["services"][-2:] == [["政策咨询", "41", "2.50"], ["预约来访", "", "/"]]
    assert words["desks"] == [["窗口指标", "计量单位", "年末实有数"], ["一、窗口设置"],
                              ["（一）政务公开窗口开放数", "个", "3"]]


def test_the_pages_show_it(snapshot, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_DATA", str(snapshot.parents[1]))
    st.cache_data.clear()
    st.cache_resource.clear()
    (report,) = pq.read_table(snapshot / "reports.parquet").to_pylist()
    (services,) = given(opened("report", r=report["report_id"], t="为民办事情况"), "printed_form")
    (desks,) = given(opened("report", r=report["report_id"], t="窗口情况"), "printed_form")
    assert "为民办事情况" in services["label"] and "2.50" in str(services["sections"])
    assert "窗口情况" in desks["label"] and "计量单位" in str(desks["sections"])
    opened("agency", a=report["agency_id"])


@pytest.mark.parametrize(("change", "said"), [
    (("column = \"cost\"\nlabel = \"咨询", "column = \"the cost\"\nlabel = \"咨询"), "英文小写下划线"),
    (("kind = \"stock\"", "kind = \"much\""), "kind"),
    (("unit = \"个\"\nkind = \"stock\"", "unit = \"个\""), "缺少 'kind'"),
])
def test_a_bad_item_is_named_with_its_file(tmp_path, change, said):
    path = tmp_path / "edition_2027.toml"
    path.write_text(EDITION.replace(*change), "utf-8")
    with pytest.raises(BadForm, match=f"edition_2027.toml.*{said}"):
        own_items(path)


@pytest.mark.parametrize(("change", "said"), [
    (("id = \"open\", label", "id = \"shut\", label"), "desks/shut/count 不在 items.csv"),
    (("{ id = \"visits\", label", "{ id = \"enquiries\", label"), "services/enquiries/online 出现两次"),
    (("layout = \"list\"", "layout = \"heap\""), "无法读取"),
    (("level = 2", "level = 4"), "无法读取"),
    (("[[section]]", "[section"), "无法读取"),
])
def test_a_bad_edition_is_named_with_its_place(tmp_path, change, said):
    path = tmp_path / "edition_2027.toml"
    path.write_text(EDITION.replace(*change), "utf-8")
    known = {tuple(key) for key in TOLD}
    with pytest.raises(BadForm, match=f"edition_2027.toml.*{said}"):
        read_edition(path, known)


def test_another_form_is_another_reading(folder, tmp_path):
    """What was read with one form is read again with another."""
    tell = "from pathlib import Path; from loaders.build.version import extractor; print(extractor(Path('.')))"
    told = {subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True,
                           env={**os.environ, "DISCLOSURE_FORM": name}).stdout for name in ("", str(folder))}
    assert len(told) == 2
