"""Only new and changed documents are read; nothing once seen is lost."""

import json
import os

import pyarrow.parquet as pq
import pytest

from loaders.build import build
from loaders.build.lock import only_one
from loaders.errors import BadForm, StoreUnusable
from loaders.warehouse import Stored, current, manifest, warehouse
from loaders.warehouse.derive import Deriving
from tests.loaders.build.documents import AGENCIES, page, put


def documents(root):
    return {row["name"]: row for row in Stored(current(root)).documents}


def reports(root):
    return Stored(current(root)).rows("reports").to_pylist()


def test_a_second_build_reads_nothing_and_publishes_nothing(root):
    first = build(root)
    assert (first.n_read, first.n_loaded, first.refused, first.is_new) == (2, 2, (), True)
    second = build(root)
    assert (second.n_read, second.n_loaded, second.is_new) == (0, 2, False)
    assert second.snapshot == first.snapshot


def test_a_new_file_is_the_only_one_read_and_other_years_are_shared(root):
    before = build(root).snapshot
    put(root, "教育局2022.html", page("云麓市溪山区教育局", 2022, 5))
    after = build(root)
    assert (after.n_read, after.n_loaded) == (1, 3)
    shared = {p.name for p in after.snapshot.glob("*.parquet") if (before / p.name).exists()
              and p.stat().st_ino == (before / p.name).stat().st_ino}
    assert {"figures_2023.parquet", "evidence_2023.parquet", "sections_2023.parquet", "items.parquet"} <= shared
    kept = "figures_2023.parquet"
    assert manifest(before)["files"][kept] == manifest(after.snapshot)["files"][kept]


def test_a_changed_file_is_a_second_document_and_the_new_one_speaks(root):
    build(root)
    put(root, "溪山区/教育局2023.html", page("云麓市溪山区教育局", 2023, 9))
    assert build(root).n_read == 1
    versions = [r for r in reports(root) if r["agency_label"] == "云麓市溪山区教育局"]
    assert sorted(r["is_current"] for r in versions) == [False, True]
    (chosen,) = [r for r in versions if r["is_current"]]
    assert "同名的新文件" in chosen["choice"]
    figures = {r["sha256"]: r for r in Stored(current(root)).figures(2023).to_pylist()}
    assert figures[chosen["sha256"]]["disclosure__rules__issued"] == 9


def test_a_file_changed_back_speaks_again(root):
    path, first = root / "reports/溪山区/教育局2023.html", page("云麓市溪山区教育局", 2023, 7)
    build(root)
    path.write_text(page("云麓市溪山区教育局", 2023, 9), "utf-8")
    build(root)
    path.write_text(first, "utf-8")
    assert build(root).n_read == 0
    (chosen,) = [r for r in reports(root) if r["is_current"] and r["agency_label"] == "云麓市溪山区教育局"]
    figures = {r["sha256"]: r for r in Stored(current(root)).figures(2023).to_pylist()}
    assert figures[chosen["sha256"]]["disclosure__rules__issued"] == 7


def test_a_touched_file_is_looked_at_but_not_read(root):
    build(root)
    os.utime(root / "reports/溪山区/教育局2023.html")
    assert build(root).n_read == 0


@pytest.mark.parametrize("how", ["gone", "empty", "spoilt", "another"])
def test_a_memory_of_another_program_is_no_more_than_forgotten(root, how):
    build(root)
    memory = root / "warehouse/seen.parquet"
    rows = pq.read_table(memory)
    assert set(rows["file"].to_pylist()) == set(documents(root))
    memory.unlink()
    if how == "another":
        pq.write_table(rows.drop(["looked"]), memory)
    elif how != "gone":
        memory.write_bytes(b"PAR1 spoilt" if how == "spoilt" else b"")
    (root / "warehouse/seen.json").write_text("{}", "utf-8")
    assert build(root).n_read == 0
    assert not (root / "warehouse/seen.json").exists(), "of an older program"


def test_what_is_gone_from_the_sources_stays_as_another_reader_read_it(root):
    """A country of figures only has no sources at all."""
    build(root)
    kept = documents(root)["溪山区/教育局2023.html"]
    (root / "reports/溪山区/教育局2023.html").unlink()
    (warehouse(root) / "sources" / kept["sha256"]).unlink()
    (root / "reference/agencies.csv").write_text(
        AGENCIES + "990101-edu,云麓市溪山区教育局,教育局,dept,990101,county,,2019,\n", "utf-8")
    assert build(root).n_read == 1, "the register changed, but this one cannot be read again"
    assert documents(root)["溪山区/教育局2023.html"] == kept and len(reports(root)) == 2


def test_a_build_derives_anew_only_what_a_new_document_reaches(root, monkeypatch):
    build(root)
    monkeypatch.setattr(Deriving, "everything", None)
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    assert build(root).n_loaded == 3
    assert build(root).is_new is False


def test_a_change_that_keeps_size_and_time_is_seen_unless_the_look_was_settled(root):
    path = put(root, "a.html", page("云麓市溪山区水利局", 2023, 4))
    build(root)
    status = path.stat()
    path.write_text(page("云麓市溪山区水利局", 2023, 5), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert build(root).n_read == 1


def test_the_same_bytes_twice_are_one_report(root):
    put(root, "副本.html", page("云麓市溪山区教育局", 2023, 7))
    summary = build(root)
    assert (summary.n_loaded, summary.n_duplicates, summary.n_read) == (2, 1, 2)
    copies = [row for row in documents(root).values() if row["status"] == "duplicate"]
    assert len(copies) == 1 and "内容完全相同" in copies[0]["reason"] and copies[0]["report_id"]


def test_a_moved_file_keeps_its_report_under_the_new_name(root):
    build(root)
    (root / "reports/归档").mkdir()
    os.rename(root / "reports/溪山区/教育局2023.html", root / "reports/归档/教育局2023.html")
    build(root)
    rows = documents(root)
    assert rows["归档/教育局2023.html"]["status"] == "loaded"
    assert rows["溪山区/教育局2023.html"]["status"] == "duplicate"
    assert "归档/教育局2023.html" in rows["溪山区/教育局2023.html"]["reason"]
    assert len(reports(root)) == 2


def test_a_file_gone_stays_loaded(root):
    build(root)
    (root / "reports/溪山区/教育局2023.html").unlink()
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    assert build(root).n_loaded == 3


def test_bad_files_are_rows_with_reasons(root):
    put(root, "空.pdf", b"")
    put(root, "乱.docx", b"PK\x03\x04 not a zip")
    put(root, "通知.html", "<html><body><h1>关于放假的通知</h1><p>放假三天。</p></body></html>")
    summary = build(root)
    assert summary.n_loaded == 2 and len(summary.refused) == 3
    rows = documents(root)
    assert {rows[n]["status"] for n in ("空.pdf", "乱.docx", "通知.html")} == {"refused"}
    assert rows["通知.html"]["reason_id"] == "no_tables" and "法定表格" in rows["通知.html"]["reason"]
    assert rows["通知.html"]["format"] == "html" and all(rows[n]["reason"].endswith("。") for n, _ in summary.refused)
    assert build(root).n_read == 0, "a refused file is not read again until it changes"
    assert build(root, (root / "reports/通知.html",)).n_read == 1, "unless it is named"


def test_a_refused_file_is_told_by_its_name_as_far_as_that_goes(root):
    put(root, "云麓市溪山区水利局2022年政府信息公开工作年度报告.pdf", b"%PDF-1.4 broken")
    put(root, "x.pdf", b"%PDF-1.4 broken too")
    build(root)
    rows = {name: (row["status"], row["year"], row["agency_id"]) for name, row in documents(root).items()}
    status, year, agency_id = rows["云麓市溪山区水利局2022年政府信息公开工作年度报告.pdf"]
    assert (status, year) == ("refused", 2022) and agency_id.startswith("990101-")
    assert rows["x.pdf"] == ("refused", None, None)
    loaded = documents(root)["溪山区/教育局2023.html"]
    assert loaded["year"] == 2023 and loaded["report_id"].startswith(loaded["agency_id"])


def test_a_report_without_agency_or_year_is_loaded_and_says_so(root):
    put(root, "x.html", page("", 0).replace("<h1>0年政府信息公开工作年度报告</h1>", ""))
    build(root)
    (found,) = [r for r in reports(root) if r["year"] is None]
    assert found["agency_id"].startswith("unknown-") and found["status"] == "incomplete" and not found["is_current"]
    assert "年度未能认出" in found["reason"] and "机关名称未能认出" in found["reason"]
    assert Stored(current(root)).has("figures", None)


def test_hidden_files_and_links_out_of_the_folder_are_passed_over(root, tmp_path):
    outside = tmp_path / "外面.html"
    outside.write_text(page("云麓市溪山区水利局", 2023), "utf-8")
    os.symlink(outside, root / "reports" / "链接.html")
    put(root, ".隐藏.html", page("云麓市溪山区水利局", 2023))
    put(root, "~$教育局.docx", b"lock")
    assert build(root).n_files == 2


def test_a_file_outside_the_reports_folder_is_loaded_under_its_full_path(root, tmp_path):
    build(root)
    outside = tmp_path / "别处" / "水利局2023.html"
    outside.parent.mkdir()
    outside.write_text(page("云麓市溪山区水利局", 2023), "utf-8")
    assert build(root, (outside,)).n_read == 1
    assert build(root).n_loaded == 3, "a build of the folder leaves it"
    assert documents(root)[outside.as_posix()]["status"] == "loaded"


def test_a_name_in_another_encoding_is_made_legible(root):
    folder = os.fsencode(root / "reports")
    for raw, agency in (("水利局.html".encode("gb18030"), "水利局"), (b"\xff\xfe\xff.html", "农业局")):
        with open(os.path.join(folder, raw), "wb") as file:
            file.write(page(f"云麓市溪山区{agency}", 2023).encode())
    assert build(root).n_loaded == 4
    assert documents(root)["水利局.html"]["status"] == "loaded"
    assert build(root).n_read == 0


def test_a_snapshot_of_another_schema_is_read_again_from_its_sources(root):
    folder = build(root).snapshot
    told = manifest(folder) | {"schema_version": "0.9"}
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    (root / "reports/溪山区/教育局2023.html").unlink()
    summary = build(root)
    assert (summary.n_read, summary.n_loaded, summary.is_new) == (2, 2, True)


def test_sources_are_kept_whole(root):
    build(root)
    for name, row in documents(root).items():
        assert (warehouse(root) / "sources" / row["sha256"]).read_bytes() == (root / "reports" / name).read_bytes()


def test_a_changed_register_reads_again(root):
    build(root)
    (root / "reference/agencies.csv").write_text(
        AGENCIES + "990101-edu,云麓市溪山区教育局,教育局,dept,990101,county,,2019,\n", "utf-8")
    assert build(root).n_read == 2
    assert "990101-edu" in {r["agency_id"] for r in reports(root)}


def test_a_broken_reference_file_stops_at_once_and_leaves_the_data(root):
    before = build(root).snapshot
    (root / "reference/divisions.csv").write_text("district_id\n12\n", "utf-8")
    with pytest.raises(BadForm):
        build(root)
    assert current(root) == before


def test_a_second_build_at_the_same_time_is_told_who_is_at_work(root):
    build(root)
    with only_one(warehouse(root)), pytest.raises(StoreUnusable, match=f"进程 {os.getpid()}"):
        build(root)
    assert build(root).n_loaded == 2


def test_the_manifest_says_what_the_dashboard_needs(root):
    told = manifest(build(root).snapshot)
    assert {"schema_version", "snapshot", "created", "extractor", "is_demo", "counts", "files"} <= set(told)
    assert told["is_demo"] is False and told["counts"]["reports"] == 2
    (root / "DEMO").touch()
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    assert json.loads((build(root).snapshot / "manifest.json").read_text("utf-8"))["is_demo"] is True
