"""The demonstration before 2019: lists and narratives in every layout, read back exactly."""

import pytest

from loaders.demo import province
from loaders.demo.layout import layouts
from loaders.demo.names import words
from loaders.demo.sheet import sheet
from loaders.demo.truth import of_report
from loaders.demo.writers import write
from loaders.reading import read_report
from loaders.register import Register
from loaders.register.rows import AGENCY_COLUMNS, DIVISION_COLUMNS
from tests.loaders.editions.pages import UNITS
from tests.round_trip import compare

YEARS = range(2012, 2020)


@pytest.fixture(scope="module")
def whole():
    return province(12, YEARS)


@pytest.fixture(scope="module")
def register(whole, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name, columns, rows in (("divisions", DIVISION_COLUMNS, [d.row() for d in whole.divisions]),
                                ("agencies", AGENCY_COLUMNS, [a.row(YEARS) for a in whole.agencies])):
        lines = [",".join(columns), *(",".join(str(row[c]) for c in columns) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return Register.load(folder)


def test_each_year_has_the_form_of_its_time(whole):
    assert {(f.year, f.told) for f in whole.filings} == {
        (2012, None), (2013, None), *((y, "2014") for y in range(2014, 2019)), (2019, "2019")}
    assert all({k[1] for k in f.numbers} == set(UNITS) for f in whole.filings if f.told == "2014")
    assert all(not f.numbers and f.prose.sections for f in whole.filings if f.told is None)


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.id)
@pytest.mark.parametrize("told", ["2014", None])
def test_it_is_read_back_exactly(whole, register, layout, told):
    mine = [f for f in whole.filings if f.told == told]
    filing = mine[layouts().index(layout) % len(mine)]
    name = f"{filing.printed_agency}{filing.year}.{words('layouts')['file']['suffixes'][layout.format]}"
    report, entry = read_report(write(sheet(filing, layout)), name, register), of_report(filing, layout)
    found = compare(report, entry)
    assert not found.wrong and not found.doubtful and len(found.right) == len(entry["figures"])
    assert (report.edition, report.identity.year, report.identity.agency_id) == (
        told, filing.year, filing.agency.agency_id)
    assert [(s.number, s.heading.split("、")[-1]) for s in report.sections] == [
        (s.number, s.heading.split("、")[-1]) for s in filing.prose.sections]
    assert [(s.meaning, s.value) for s in report.statements] == [(s.meaning, s.value) for s in filing.prose.statements]
    assert report.status == ("complete" if told else "incomplete") and not report.unclaimed


def test_faults_of_the_list_are_what_the_checks_find():
    from tests.loaders.demo.test_against_checks import found_and_told

    found, told = found_and_told(province(40, range(2014, 2019)))
    assert set(found) == told and len(found) == len(told) > 10
