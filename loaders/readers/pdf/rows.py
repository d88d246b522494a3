"""Lines of writing cut into words, and which of them belong to a table.

In:   the characters of one line.
Out:  Row: its words, the numbers that stand alone among them, and whether it reads as data or as prose.
Promise: a number inside a sentence is part of the sentence.
"""

import re
from dataclasses import dataclass, field

from loaders.readers.headings import is_heading
from loaders.readers.pdf.page import Char
from loaders.readers.pdf.writing import Written, write

_NUMBER = re.compile(r"[+\-−]?\d[\d,.，]*(?:万?[元件条项个])?|[/／—–-]{1,2}")
_APART = 0.5  # of the size: a number with less room than this on a side belongs to a sentence
_FAR = 2.0  # of the size: a lone number this far behind its label is a cell
_WORD = 0.3  # of the size: the least gap between the heads of two columns
_GAP = 0.9  # of the size: gaps inside a sentence are smaller
_PAUSE = re.compile("[，。；]")  # what sentences have and heads have not
_SENTENCE = 24  # characters of a line without numbers that make it prose


@dataclass(slots=True, eq=False)
class Row:
    """One line of writing cut into words; `numbers` are those that stand alone."""

    words: list[Written]
    chars: list[Char]
    numbers: list[Written] = field(default_factory=list)

    @property
    def y(self) -> float:
        return (self.words[0].top + self.words[0].bottom) / 2

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def is_data(self) -> bool:
        """Numbers in columns: three and more, two beside a label, or one far behind its label at the line's end."""
        labels = [w for w in self.words if w not in self.numbers]
        if len(self.numbers) > 2 or (len(self.numbers) == 2 and labels):
            return True
        return (len(self.numbers) == 1 and bool(labels) and self.words[-1] is self.numbers[0]
                and self.words[-1].left - labels[-1].right > _FAR * self.size)

    @property
    def is_prose(self) -> bool:
        """A sentence, or a heading of the report: a long stretch of writing with hardly anything beside it."""
        if self.is_data:
            return False
        text = "".join(w.text for w in self.words)
        gap = _GAP if _PAUSE.search(text) else _WORD
        stretches = 1 + sum(b.left - a.right > gap * self.size for a, b in zip(self.words, self.words[1:]))
        return (len(text) >= _SENTENCE and stretches <= 2) or text.endswith("。") or is_heading(text)


def cut(line: list[Char]) -> Row:
    """The words of one line; a gap of a third of the size parts them."""
    words: list[list[Char]] = []
    size = max((char.size for char in line), default=0.0)
    for char in line:
        if char.text.isspace():
            continue
        if words and char.left - words[-1][-1].right <= _WORD * size:
            words[-1].append(char)
        else:
            words.append([char])
    row = Row([write(word)[0] for word in words], line)
    for at, word in enumerate(row.words):
        left = row.words[at - 1].right if at else float("-inf")
        right = row.words[at + 1].left if at + 1 < len(row.words) else float("inf")
        if _NUMBER.fullmatch(word.text) and min(word.left - left, right - word.right) >= _APART * word.size:
            row.numbers.append(word)
    return row
