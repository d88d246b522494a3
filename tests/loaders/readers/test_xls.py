"""Old workbooks: read like new ones; hostile claims are refused before the reader makes room for them."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import Refused
from loaders.readers import detect, read
from tests.loaders.readers.old_shapes import biff, ole, record, xls
from tests.loaders.readers.shapes import flow

SOUND = xls({(0, 0): "二、主动公开政府信息情况", (1, 0): "规章", (1, 1): 3.0, (2, 0): "规范性文件", (2, 1): 12.5})


def kind_of_refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data, "report.xls")
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")
    return caught.value.kind


def test_texts_and_numbers_come_as_a_person_sees_them():
    assert detect(SOUND, "report.doc") == "xls"
    document = read(SOUND, "report.doc")
    assert flow(document) == ["二、主动公开政府信息情况", [["规章", "3"], ["规范性文件", "12.5"]]]
    assert (document.format, document.metadata["sheet_names"]) == ("xls", "年报表")


@pytest.mark.parametrize("size", [(0, 2**32 - 1, 0, 256), (9, 1, 0, 2), (0, 2**31, 0, 2**16 - 1), (0, 65_536, 9, 1)])
def test_a_sheet_that_claims_what_no_sheet_has(size):
    assert kind_of_refusal(xls({(0, 0): "规章"}, size=size)) == "corrupt"


def test_far_cells_and_many_strings():
    assert kind_of_refusal(xls({(0, 0): "规章", (65_535, 255): 1.0})) == "too_large"
    strings = record(0x00FC, struct.pack("<II", 1, 2**31) + b"\0" * 8)
    assert kind_of_refusal(xls({(0, 0): "规章"}, extra=strings)) == "corrupt"


def test_many_sheets_each_within_its_limit_are_too_large_together():
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + record(
        0x0203, struct.pack("<HHHd", 60_000, 9, 0, 1.0))
    assert kind_of_refusal(ole({"Workbook": biff({(0, 0): "规章"}) + sheet * 5})) == "too_large"


def test_a_password():
    assert kind_of_refusal(ole({"Workbook": biff({(0, 0): "规章"}, extra=record(0x002F, b"\0" * 6))})) == "encrypted"


def test_cut_at_any_point():
    for end in range(0, len(SOUND), 97):
        try:
            read(SOUND[:end], "a.xls")
        except Refused as refused:
            assert refused.kind in ("empty", "corrupt", "unknown", "unsupported"), end


@given(st.lists(st.tuples(st.integers(0, 4096), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_never_end_the_interpreter(changes):
    data = bytearray(SOUND)
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        read(bytes(data), "a.xls")
    except Refused as refused:
        assert refused.reason


@pytest.mark.parametrize(("streams", "kind"), [
    ({"WordDocument": b"\xec\xa5" + b"\0" * 8 + b"\0\x01"}, "encrypted"),
    ({"EncryptedPackage": b"x"}, "encrypted"),
    ({"PowerPoint Document": b"x"}, "unsupported"),
    ({"Something": b"x"}, "unsupported"),
])
def test_the_streams_at_the_root_tell_the_format(streams, kind):
    assert kind_of_refusal(ole(streams)) == kind


def test_a_workbook_beside_the_letter_leaves_it_a_letter():
    assert detect(ole({"WordDocument": b"\xec\xa5" + b"\0" * 10, "Workbook": b"x"}), "a.xls") == "doc"
