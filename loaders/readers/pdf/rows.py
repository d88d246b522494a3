"""Lines of writing cut into words, and which of them belong to a table.

In:   the characters of one line.
Out:  Row: its words, the numbers that stand alone among them, and whether it reads as data or as prose.
Promise: a number inside a sentence is part of the sentence.
"""

import re
from dataclasses import dataclass, field

from loaders.form.labels import bare
from loaders.locate import vocabulary
from loaders.readers.headings import is_heading
from loaders.readers.pdf.page import Char
from loaders.readers.pdf.writing import Written, write

_NUMBER = re.compile(r"[+\-−]?\d[\d,.，]*(?:万?[元件条项个])?|[/／—–-]{1,2}")
_APART = 0.5  # of the size: a number with less room than this on a side belongs to a sentence
_FAR = 2.0  # of the size: a lone number this far behind its label is a cell
_SPACED = 1.6  # of the size: characters of one word, spread over the width of a cell, stand no further apart
_WORD = 0.3  # of the size: the least gap between the heads of two columns
_CLOSE = 0.12  # of the size: the room between a label and a number close to it
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
                and (self.words[-1].left - labels[-1].right > _FAR * self.size
                     or len(labels) == 1 and is_whole(labels[0].text)))

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
    row = Row([write(part)[0] for word in _unspaced(words) for part in _label_and_number(word)], line)
    for at, word in enumerate(row.words):
        if not _NUMBER.fullmatch(word.text):
            continue
        left = word.left - row.words[at - 1].right if at else float("inf")
        right = row.words[at + 1].left - word.right if at + 1 < len(row.words) else float("inf")
        if left < _APART * word.size and is_whole(row.words[at - 1].text):
            left = float("inf")  # 规范性文件 22件: set close to the longest label of a column
        if min(left, right) >= _APART * word.size:
            row.numbers.append(word)
    return row


def _unspaced(words: list[list[Char]]) -> list[list[Char]]:
    """Words of one character each that make up a stretch of a label together (处 理 决 定) are one word."""
    found: list[list[Char]] = []
    run: list[list[Char]] = []
    for word in [*words, None]:
        is_next = (word is not None and len(word) == 1 and not word[0].text.isdigit()
                   and (not run or word[0].left - run[-1][-1].right <= _SPACED * word[0].size))
        if is_next:
            run.append(word)
            continue
        text = "".join(w[0].text for w in run)
        found.extend([[c for w in run for c in w]] if len(run) > 1 and vocabulary.is_part(bare(text)) else run)
        run = [word] if word is not None and len(word) == 1 and not word[0].text.isdigit() else []
        if word is not None and not run:
            found.append(word)
    return found


def _label_and_number(word: list[Char]) -> list[list[Char]]:
    """规范性文件 22件 is a label and its number, even where the room between the two is hardly wider than elsewhere."""
    for at in range(len(word) - 1, 0, -1):
        number = "".join(c.text for c in word[at:])
        if _NUMBER.fullmatch(number) and word[at - 1].text > "\u2e7f" and word[at].left - word[at - 1].right > (
                _CLOSE * word[at].size) and is_whole("".join(c.text for c in word[:at])):
            return [word[:at], word[at:]]
    return [word]


def is_whole(text: str) -> bool:
    """Whether a text is a label of the form, not a word that stands in sentences too (总计, 其他)."""
    return len(bare(text)) > 2 and vocabulary.is_known(bare(text))
