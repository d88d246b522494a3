"""The real reports beside the checkout, where they are: agency, year and what their prose is known to say."""

import json

import pytest

from loaders.identify import identify
from loaders.narrative import narrate
from loaders.readers import read
from tests.conftest import shared_reports
from tests.loaders.identity.register import shipped

READABLE = {".txt", ".pdf", ".docx"}
REPORTS = [p for p in shared_reports("*") if p.suffix in READABLE]
NUMBERS = {"hongze_2024": {"received": 17, "proactive": 2428, "fee": 0},
           "huaian_2024": {"received": 3119, "closed": 3050, "carried_in": 34, "carried_out": 103, "review": 351,
                           "review_upheld": 72, "review_corrected": 64, "review_other": 178, "review_pending": 37,
                           "suit": 46, "suit_upheld": 25, "suit_corrected": 5, "suit_other": 9, "suit_pending": 7,
                           "fee": 3940, "rules_issued": 1, "proactive": 5500},
           "shaoguan_zhenjiang_office_2020": {"proactive": 49}}

# 浈江's seven parts are all there (其他 among them) and are one less than the whole.
PARTS = {"huaian_2024": [(351, [72, 64, 178, 37], True), (46, [25, 5, 9, 7], True)],
         "shaoguan_zhenjiang_office_2020": [(49, [3, 0, 34, 2, 3, 1, 5], True)]}


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_agency_and_year(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    told = identify(read(path.read_bytes(), path.name), path.name, shipped())
    published = told.published_on.isoformat() if told.published_on else None
    assert (told.agency, told.year, published) == (expected["agency"], expected["year"], expected["published"])


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_sections_and_statements(path):
    told = narrate(read(path.read_bytes(), path.name))
    # The office's page of 2020 has no part six; everywhere else all six stand.
    assert [s.number for s in told.sections] == [1, 2, 3, 4, 5, 6][: 5 if "shaoguan" in path.name else 6]
    assert all(not s.text for s in told.sections if s.number in (2, 3, 4))
    # The docx of 淮安 leaves its prose out （略）; the blank form has none.
    known = {} if path.suffix == ".docx" else NUMBERS[path.stem]
    assert {s.meaning: int(s.value) for s in told.statements if not s.parts} == known
    assert [(int(s.value), [int(p.value) for p in s.parts], s.is_exhaustive) for s in told.statements if s.parts] == (
        [] if path.suffix == ".docx" else PARTS.get(path.stem, []))
    # 5500余条 is the only round number that they state.
    assert {s.meaning for s in told.statements if s.is_approximate} == (
        {"proactive"} if path.name == "huaian_2024.pdf" else set())
