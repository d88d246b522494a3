"""Old Word documents: the real one where it is, cut and spoilt in many places; the ways to read it."""

import random

import pytest

from loaders.errors import Refused
from loaders.extract import extract
from loaders.readers import alternatives, convert, detect, doc, read
from tests.conftest import shared_reports
from tests.loaders.readers.old_shapes import ole
from tests.loaders.readers.shapes import grids

REAL = pytest.mark.parametrize("path", shared_reports("*.doc"), ids=lambda path: path.name)


@REAL
def test_every_cell_keeps_its_place(path):
    data = path.read_bytes()
    assert detect(data, "x.pdf") == "doc"
    document = read(data, path.name)
    requests = max(grids(document), key=lambda grid: grid.n_rows)
    assert document.format == "doc" and requests.n_rows > 20
    assert not list(alternatives(data, path.name)), "without LibreOffice there is no other way"


@REAL
def test_the_second_way_reads_nothing_wrong(path):
    first, second = (extract(way(path.read_bytes())).figures for way in (doc._rebuilt, doc._outlined))
    values = {(f.table, f.item, f.column): (f.state, f.value) for f in first}
    wrong = {(f.table, f.item, f.column): f.raw for f in second
             if f.state != "doubtful" and (f.state, f.value) != values[f.table, f.item, f.column]}
    assert len(second) == len(first) and not wrong


@REAL
def test_cut_or_spoilt_it_is_read_or_refused(path):
    data, chance = path.read_bytes(), random.Random(2024)
    spoilt = [data[:end] for end in range(0, len(data), len(data) // 12)]
    for _ in range(25):
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 40)):
            changed[chance.randrange(512, len(changed))] = chance.randrange(256)
        spoilt.append(bytes(changed))
    for one in spoilt:
        try:
            read(one, "a.doc")
        except Refused as refused:
            assert refused.kind in ("empty", "corrupt", "encrypted", "needs_package", "unsupported", "too_large",
                                    "unknown", "zip_bomb", "unsafe"), refused.kind
            assert "请" in refused.reason


@pytest.mark.parametrize("data", [
    b"{\\rtf1\\ansi \\pard x\\par}",
    ole({"WordDocument": b"\xec\xa5" + b"\0" * 4000}),
    ole({"MatOST": b"x"}),
])
def test_without_libreoffice_the_refusal_names_the_package_and_the_way_out(data):
    with pytest.raises(Refused) as caught:
        read(data, "a.doc")
    assert caught.value.kind == convert.LACKING
    assert convert.PACKAGE in caught.value.reason and "另存为 docx" in caught.value.reason
