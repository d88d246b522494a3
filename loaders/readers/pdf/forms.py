"""Forms of a PDF that draw themselves.

In:   the bytes of a PDF.
Out:  check_forms(): refuses a file whose forms call one another in a circle, or too deep.
Promise: pdfium follows each call anew, so a form that draws itself twice takes it longer than anyone lives, before the
first character is read. Forms are streams, and the dictionaries of streams always stand plainly in the file.
"""

import re

from loaders.readers import limits

_OBJECT = re.compile(rb"obj\b")  # what stands before it is looked at only then: most of a file is pictures and fonts
_NUMBER = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+$")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,10})\s+\d{1,5}\s+R")
_DRAWN = re.compile(rb"/XObject\s*<<(.*?)>>", re.S)
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R")
_HEAD = 20_000  # bytes of an object that may be its dictionary
_DEEPEST = 8  # forms inside forms; honest files have three


def check_forms(data: bytes) -> None:
    """Raises Refused too_deep."""
    if b"/Form" not in data or not _FORM.search(data):
        return
    heads = {int(number[1]): data[m.end():_end(data, m.end())] for m in _OBJECT.finditer(data)
             if (number := _NUMBER.search(data, max(0, m.start() - 20), m.start()))}
    calls: dict[int, set[int]] = {}
    for number, head in heads.items():
        if _FORM.search(head):
            drawn = _DRAWN.search(head)
            if drawn is None and (other := _RESOURCES.search(head)):
                drawn = _DRAWN.search(heads.get(int(other[1]), b""))
            calls[number] = {int(n) for n in _REFERENCE.findall(drawn[1])} if drawn else set()
    calls = {number: {other for other in others if other in calls} for number, others in calls.items()}
    for _ in range(_DEEPEST):  # takes away the forms that call none, then those that called only these, and so on
        leaves = {number for number, others in calls.items() if not others}
        if not leaves:
            break
        calls = {number: others - leaves for number, others in calls.items() if number not in leaves}
    if calls:
        limits.refuse("too_deep", f"这份 PDF 的图形互相套用，没有尽头或超过 {_DEEPEST} 层，无法画出。"
                                  "请用原来的程序重新导出或打印为 PDF，或换成 docx、网页版再试。")


def _end(data: bytes, start: int) -> int:
    """Where the dictionary of an object ends at the latest."""
    last = min(start + _HEAD, len(data))
    for word in (b"endobj", b"stream"):
        found = data.find(word, start, last)
        last = found if found >= 0 else last
    return last
