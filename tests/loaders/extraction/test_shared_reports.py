"""The real reports beside the checkout: every figure of each expected file, read from every format it lies there in."""

import json
from decimal import Decimal

import pytest

from loaders.extract import extract
from loaders.readers import read
from loaders.report import DOUBTFUL
from tests.conftest import shared_reports

FORMATS = (".pdf", ".docx", ".txt", ".html", ".xlsx", ".md")


def _documents():
    for expected in shared_reports("*.expected.json"):
        slug = expected.name.removesuffix(".expected.json")
        for path in shared_reports(f"{slug}*"):
            if path.suffix in FORMATS:
                yield pytest.param(path, expected, id=path.name)


@pytest.mark.parametrize("path, expected", list(_documents()))
def test_every_figure_is_read(path, expected):
    wanted = json.loads(expected.read_text("utf-8"))
    extraction = extract(read(path.read_bytes(), path.name))
    figures = {f"{f.table}/{f.item}/{f.column}": f for f in extraction.figures}
    assert extraction.edition == wanted["edition"]
    assert set(figures) == set(wanted["figures"])
    assert extraction.n_expected == len(wanted["figures"])
    assert not [f for f in extraction.figures if f.state == DOUBTFUL]
    for address, value in wanted["figures"].items():
        printed = None if value is None else Decimal(str(value))
        assert figures[address].value == printed, (address, figures[address])
    assert extraction.unclaimed == ()
    is_blank = all(value is None for value in wanted["figures"].values())
    assert bool(extraction.reason) == is_blank
