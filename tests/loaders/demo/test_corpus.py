"""The rendered data root: whole or absent, the same bytes twice, every format, layout and oddity, told in the truth."""

import csv
import hashlib
import json
import re
import unicodedata

import pytest

from loaders.demo import province, render
from loaders.demo.layout import layouts
from loaders.demo.manner import manners
from loaders.document import Document, Line
from loaders.errors import DisclosureError
from loaders.form.numerals import NUMBER, parse
from loaders.narrative import narrate

SIZE, YEARS = 12, range(2019, 2023)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A small corpus, rendered once."""
    out = tmp_path_factory.mktemp("demo") / "root"
    render(out, SIZE, YEARS)
    return out


@pytest.fixture(scope="module")
def truth(root):
    return json.loads((root / "truth.json").read_text("utf-8"))


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_truth_names_every_document_and_its_bytes(root, truth):
    told = {d["path"]: d["sha256"] for d in truth["documents"]}
    lying = {path: hashlib.sha256(data).hexdigest() for path, data in contents(root / "reports").items()}
    assert told == lying
    assert (root / "DEMO").read_text("utf-8")


def test_every_format_and_layout_occurs(truth):
    reports = [d for d in truth["documents"] if d["kind"] == "report"]
    assert {d["format"] for d in reports} == {"text", "markdown", "html", "pdf", "docx", "xlsx"}
    assert {d["layout"] for d in reports} == {x.id for x in layouts()}
    assert len(manners()) > 10


def test_the_same_arguments_give_the_same_bytes(root, tmp_path):
    render(tmp_path / "again", SIZE, YEARS)
    assert contents(tmp_path / "again") == contents(root)


def test_a_copy_a_second_version_and_files_to_refuse(root, truth):
    by_kind = {kind: [d for d in truth["documents"] if d["kind"] == kind] for kind in ("copy", "second", "spoilt")}
    paths = {d["path"]: d for d in truth["documents"]}
    (copy,), (second,) = by_kind["copy"], by_kind["second"]
    assert copy["sha256"] == paths[copy["copy_of"]]["sha256"]
    assert second["sha256"] != paths[second["second_of"]]["sha256"]
    assert second["agency_id"] == paths[second["second_of"]]["agency_id"]
    assert {d["refused"] for d in by_kind["spoilt"]} == {"empty", "encrypted", "corrupt", "unsupported"}
    assert all("figures" not in d for d in by_kind["spoilt"] + by_kind["copy"])


def test_cells_are_numbers_blanks_and_dashes(truth):
    cells = [c for d in truth["documents"] if "figures" in d for c in d["figures"].values()]
    assert {c["state"] for c in cells} == {"number", "blank", "dash"}
    assert all((c["value"] is None) == (c["state"] != "number") for c in cells)
    assert all(re.search(r"[0-9０-９]", c["raw"]) for c in cells if c["state"] == "number")


def test_faults_point_at_documents_and_cells(truth):
    paths = {d["path"]: d for d in truth["documents"]}
    assert truth["faults"]
    for fault in truth["faults"]:
        for change in fault["changed"]:
            assert paths[fault["path"]]["figures"][change["address"]]["value"] == change["printed"] != change["true"]
        assert fault["breaks"]
        # A table that lacks or is copied, and a report that is late, have no cell: "disputes//", "//".
        assert all(b["address"] in paths[b["path"]]["figures"] or b["address"].endswith("//") for b in fault["breaks"])


def test_stated_numbers_stand_in_their_quotes(truth):
    stated = [(s, d) for d in truth["documents"] for s in d.get("statements", ())]
    assert len(stated) > 40
    for s, _ in stated:
        quote = unicodedata.normalize("NFKC", s["quote"])
        # Chinese numerals are held against the reader's own parser.
        printed = [str(parse(run)) for run in re.findall(NUMBER, quote)]
        assert f"{abs(s['value'])}" in printed or not s["value"], s


def test_what_the_prose_states_is_read_from_it_and_nothing_else():
    """Precision and recall over the sections as written, hostile sentences among them; PDFs break them further."""
    right = wrong = missed = 0
    for report in province(40, range(2019, 2024)).reports():
        lines = [text for s in report.sections for text in (f"{'一二三四五六'[s.number - 1]}、{s.heading}",
                                                           *s.text.split("\n"))]
        told = narrate(Document("text", tuple(map(Line, lines)))).statements
        read = {(s.meaning, s.value, s.is_approximate) for s in told}
        true = {(s.meaning, s.value, s.is_approximate) for s in report.statements}
        right, wrong, missed = right + len(read & true), wrong + len(read - true), missed + len(true - read)
    assert right > 700 and wrong == 0 and missed <= right // 50


def test_the_register_lists_every_agency_in_a_division(root, truth):
    with (root / "reference" / "divisions.csv").open(encoding="utf-8") as file:
        divisions = {row["district_id"]: row for row in csv.DictReader(file)}
    with (root / "reference" / "agencies.csv").open(encoding="utf-8") as file:
        agencies = {row["agency_id"]: row for row in csv.DictReader(file)}
    assert all(code.startswith("99") for code in divisions)
    assert {row["district_id"] for row in agencies.values()} <= set(divisions)
    for d in truth["documents"]:
        if "agency" in d:
            row = agencies[d["agency_id"]]
            assert d["agency"] in {row["label"], *row["aliases"].split(";")}


def test_the_smallest_corpus_has_its_extras_too(tmp_path):
    render(tmp_path / "root", 1, range(2020, 2021))
    documents = json.loads((tmp_path / "root" / "truth.json").read_text("utf-8"))["documents"]
    assert [d["kind"] for d in documents] == ["report", "copy", "second", *["spoilt"] * 4]


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "real.txt").write_text("真实报告", "utf-8")
    with pytest.raises(DisclosureError, match="没有写入"):
        render(tmp_path, 1, range(2023, 2024))
    assert contents(tmp_path) == {"reports/real.txt": "真实报告".encode()}


def test_an_interrupted_run_leaves_the_old_corpus_whole(tmp_path):
    out = tmp_path / "root"
    render(out, 2, range(2023, 2024))
    before = contents(out)

    def stop(done, whole):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(out, SIZE, YEARS, stop)
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["root"]


def test_a_warehouse_stays_when_the_corpus_is_rendered_anew(tmp_path):
    out = tmp_path / "root"
    render(out, 1, range(2023, 2024))
    (out / "warehouse").mkdir()
    (out / "warehouse" / "current").write_text("x", "utf-8")
    seen = []
    render(out, 2, range(2023, 2024), lambda done, whole: seen.append((done, whole)))
    assert (out / "warehouse" / "current").read_text("utf-8") == "x"
    assert seen[-1][0] == seen[-1][1] == len(seen)


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    (tmp_path / ".root.part-999999999").mkdir()
    render(tmp_path / "root", 1, range(2023, 2024))
    assert [p.name for p in tmp_path.iterdir()] == ["root"]
