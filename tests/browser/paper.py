"""A page as it is printed: what the paper says, and how it looks.

In:   a page that stands still.
Out:  Paper, printed(reader).
Promise: what Chromium itself would send to the printer, A4 by the style sheet.
"""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from tests.browser.visit import Visit

_SHOWN = """() => {
  const charts = [], names = [...document.querySelectorAll('.stMain h1, .stMain .answer')].map(e => e.innerText)
  const walk = root => { for (const e of root.querySelectorAll('*')) {
    if (e.matches('svg text') && e.closest('.main-svg, svg[role=img]') && getComputedStyle(e).visibility !== 'hidden'
        && e.getBoundingClientRect().width) charts.push(e.textContent)
    if (e.shadowRoot) walk(e.shadowRoot)
  } }
  walk(document.querySelector('.stMain'))
  return { head: names, charts, version: document.querySelector('.scope').innerText.match(/\\d{8}-\\d{6}/)?.[0] ?? '' }
}"""


@dataclass
class Paper:
    """`words` of all sheets, without blanks; `title`: how far its first letter runs, in points; `first`: the first
    sheet; `due`: what the page shows in its head, and in its charts."""

    words: str
    title: float
    first: Image.Image
    due: dict

    def lacks(self) -> list[str]:
        wanted = [*self.due["head"], self.due["version"], *self.due["charts"]]
        return [text for text in wanted if plain(text) not in self.words]


def origin(sheet: pypdfium2.PdfPage, letter: int) -> float:
    """How far from the left a letter of a sheet begins; its box says how far its ink does."""
    x, y, letters = ctypes.c_double(), ctypes.c_double(), sheet.get_textpage()
    assert raw.FPDFText_GetCharOrigin(letters.raw, letter, ctypes.byref(x), ctypes.byref(y))
    return x.value


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(reader: Visit) -> Paper:
    due = reader.page.evaluate(_SHOWN)
    with pypdfium2.PdfDocument(reader.page.pdf(prefer_css_page_size=True)) as document:
        words = ""
        for sheet in document:
            wide, high = sheet.get_size()
            words += sheet.get_textpage().get_text_bounded(0, 0, wide, high)
        title = origin(document[0], 1) - origin(document[0], 0)
        return Paper(plain(words), title, document[0].render(scale=1).to_pil().convert("RGB"), due)
