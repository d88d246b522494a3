"""The container of old Office files (doc, xls, wps, et), looked into safely.

In:   bytes that begin with the container's mark.
Out:  streams(): what stands at its root; stream(): one of them; kind(): which reader it is for.
Promise: the names of the root's own streams decide, so a workbook inside a letter does not make the letter a workbook.
"""

from io import BytesIO

import olefile

from loaders.readers import limits

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WHAT = "旧版 Office 文件（doc、xls、wps）"
_WORD_ENCRYPTED = 0x0100  # of the flags of a Word file's head


def streams(data: bytes) -> frozenset[str]:
    """The names of the streams and folders at the root, in small letters. Raises Refused corrupt."""
    with _opened(data) as container:
        return frozenset(path[0].lower() for path in container.listdir(streams=True, storages=True))


def stream(data: bytes, *names: str) -> bytes:
    """The bytes of the first of `names` that is there. Raises Refused corrupt."""
    with _opened(data) as container:
        for name in names:
            if container.exists(name):
                try:
                    return container.openstream(name).read()
                except Exception:  # the library names no class for broken chains
                    limits.refuse_corrupt(_WHAT)
    limits.refuse_corrupt(_WHAT)
    raise AssertionError


def _opened(data: bytes) -> olefile.OleFileIO:
    try:
        return olefile.OleFileIO(BytesIO(data))
    except MemoryError:
        raise
    except Exception:  # any fault of a broken container, recursion included
        limits.refuse_corrupt(_WHAT)
        raise AssertionError from None


def kind(data: bytes) -> str:
    """doc, xls or works. Raises Refused: corrupt, encrypted, unsupported."""
    names = streams(data)
    if "encryptedpackage" in names:
        limits.refuse_encrypted("Office 文件")
    if "worddocument" in names:
        head = stream(data, "WordDocument")[:12]
        if len(head) == 12 and int.from_bytes(head[10:12], "little") & _WORD_ENCRYPTED:
            limits.refuse_encrypted("旧版 Word 文件（doc、wps）")
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    if "matost" in names or "contents" in names:
        return "works"
    what = "旧版演示文稿" if "powerpoint document" in names else "旧版 Office 文件"
    limits.refuse("unsupported", f"这是{what}，里面没有能读的正文。"
                                 "请用 Office/WPS 打开后另存为 docx、xlsx 或 pdf 再试。")
    raise AssertionError
