"""Labels that a line break has torn, put together again.

In:   consecutive Lines of a document, numbered.
Out:  the same lines, the pieces of a torn label on the line of its first piece.
Promise: joined only where the whole reads as a label of the form and the pieces do not all do so by themselves; what
stands beside a piece, numbers or other cells, keeps its order. No character but the line break is lost.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.document import Line
from loaders.form.labels import bare
from loaders.locate import vocabulary
from loaders.numbers import is_value

Numbered = tuple[int, Line]
_MOST_PIECES = 12  # 2.申请人/逾期未按/收费通知…: three or four characters a line in a narrow column
_LONGEST = 80  # characters: no label of any edition is longer
_VALUES_BEHIND = re.compile(r"^(?P<label>\S.*?)(?P<values>(?:[ \u3000]+\S+)+)\s*$")
_REMARK = ("（", "(")


def rejoined(lines: Sequence[Numbered]) -> list[Numbered]:
    """The lines, torn labels whole."""
    found: list[Numbered] = []
    rest = list(reversed(lines))
    while rest:
        source, line = rest.pop()
        whole = _with_next(line.text, rest) if line.text.strip() else None
        if whole is None:
            found.append((source, line))
            continue
        text, n_used = whole
        del rest[-n_used:]
        rest.append((source, replace(line, text=text)))  # its last cell may be torn, too
    return found


def _with_next(text: str, rest: list[Numbered]) -> tuple[str, int] | None:
    """The line with what belongs to it of the lines below, and how many of them it takes; None when nothing does."""
    *before, tail = text.split("\t")
    if is_value(tail):
        return _with_remark(text, tail, rest) if before else None
    head, behind = tail, ""
    beside = _VALUES_BEHIND.match(tail) if not before else None
    if beside and all(is_value(v) for v in beside["values"].split()):
        head, behind = beside["label"], beside["values"]
    if not head.strip() or len(head) > _LONGEST or not vocabulary.may_begin(bare(head)):
        return None
    best = None
    pieces, label, amid = [bare(head)], head, ""
    for n, (_, line) in enumerate(reversed(rest[-2 * _MOST_PIECES:]), 1):
        if not line.text.strip():
            if not rest[-n - 1:-n] or not rest[-n - 1][1].text.strip():
                break  # two blank lines part more than the lines of a cell
            continue
        first, *cells = line.text.split("\t")
        if not first.strip():
            break  # the next cell, not the rest of this one
        if not cells and all(map(is_value, first.split())):
            amid = f"{amid} {first.strip()}"  # a tall cell: its numbers stand at the height of its middle
            continue
        own = _VALUES_BEHIND.match(first) if not cells and not behind else None
        own = own if own and all(is_value(v) for v in own["values"].split()) else None
        piece = own["label"] if own else first
        pieces.append(bare(piece))
        label += piece.strip()
        if is_value(piece) or len(pieces) > _MOST_PIECES or not vocabulary.may_begin(bare(label)):
            break
        if vocabulary.is_known(bare(label)) and not all(map(vocabulary.is_known, pieces)):
            after = (own["values"] if own else "") + "".join("\t" + cell for cell in cells)
            if not (bool(behind) + bool(amid) + bool(own) > 1):
                best = "\t".join([*before, label]) + behind + amid + after, n
        if own or cells or amid and behind:
            break
    return best


def _with_remark(text: str, value: str, rest: list[Numbered]) -> tuple[str, int] | None:
    """22 in a cell, （其中修订16件） on the line below it; not the corner of heads repeated below a row, which begins
    with a bracket as well."""
    if not rest or not value.strip():
        return None
    first, *cells = rest[-1][1].text.split("\t")
    if not first.lstrip().startswith(_REMARK) or vocabulary.is_beginning(bare(first)) or not is_value(value + first):
        return None
    return text + first.strip() + "".join("\t" + cell for cell in cells), 1
