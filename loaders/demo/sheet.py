"""A report as it goes to a writer: headings, paragraphs and drawn tables in reading order.

In:   a Filing and a Layout.
Out:  Sheet: Heading, Paragraph, Drawn in order; sheet().
Promise: every format's writer gets the same sheet; writers know formats, not the form.
"""

from dataclasses import dataclass

from loaders.demo.filing import Filing
from loaders.demo.layout import Layout, laid_out
from loaders.demo.names import words
from loaders.demo.printed import PrintedTable


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of one of the six parts; `number` as printed before it, "" where the layout prints none."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`place`: body, caption, or closing (the signature and date at the end)."""

    text: str
    place: str = "body"


@dataclass(frozen=True, slots=True)
class Sheet:
    title: tuple[str, ...]  # its lines
    note: str
    published: str  # ISO; "" where the report prints no date
    parts: tuple[Heading | Paragraph | PrintedTable, ...]
    layout: Layout


def sheet(filing: Filing, layout: Layout) -> Sheet:
    """The report in reading order; a table stands under its part's heading."""
    han = words("wording")["numbers"]["han"]
    tables = {t.section: t for t in filing.tables()}
    parts: list = []
    for n, section in enumerate(filing.prose.sections):
        parts.append(Heading("" if layout.headings == "bare" else han[n] + "、", section.heading))
        parts += [Paragraph(text) for text in section.text.split("\n") if text]
        if section.number in tables:
            for caption, drawn in laid_out(tables[section.number], layout):
                parts += [Paragraph(caption, "caption")] if caption else []
                parts.append(drawn)
    parts += [Paragraph(text, "closing") for text in filing.prose.closing]
    title = filing.prose.title
    lines = (title[:20], title[20:]) if layout.title == "split" else (title,)
    published = filing.published_on.isoformat() if filing.published_on else ""
    return Sheet(tuple(line for line in lines if line), filing.prose.note, published, tuple(parts), layout)
