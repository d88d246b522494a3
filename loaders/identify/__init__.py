"""Who reports, and on which year: every field with the evidence it was told from.

In:   a Document, its name (path relative to the reports folder) and the Register.
Out:  identify() -> Identity.
Promise: the printed title wins, then what is printed elsewhere, then metadata, file and folders; what disagrees is
kept as evidence. The year is the one reported ON. A field that nothing tells is None; a form that is still to be
filled in has neither agency nor year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.document import Document, Grid, Line
from loaders.form import editions
from loaders.form.phrases import tight
from loaders.form.printed import is_cell
from loaders.identify import clues
from loaders.identify.agencies import Claim, Names, choose
from loaders.identify.doubts import doubts
from loaders.identify.scope import scope
from loaders.identify.titles import Title, find_title, is_template, take_apart
from loaders.register import Register
from loaders.report import Evidence, Identity

HEAD_LINES = 400
# Ten times a long report: what a hostile document may cost has an end.
MOST_TEXT = 100_000
_BESIDE_TITLE = 3
_SEPARATORS = ("_", "|", "--", " - ", "-", "——")


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the document and its surroundings state. `lines`: all prose; `head`: those before the text proper."""

    lines: list[str]
    head: list[str]
    text: str
    title: Title | None
    web_title: Title | None
    file_title: Title | None
    signed: clues.Signature | None

    def titles(self) -> list[tuple[Title, str]]:
        """(title, source in Chinese), most trusted first."""
        named = ((self.title, "标题"), (self.web_title, "网页标题"), (self.file_title, "文件名"))
        return [(title, source) for title, source in named if title]


def identify(document: Document, name: str, register: Register) -> Identity:
    """The Identity of the report in `document`. Fields that could not be told are None."""
    lines = [block.text for block in document.blocks if isinstance(block, Line) and not is_cell(block.text)]
    head = _head(document) or lines[:HEAD_LINES]
    if template := next((tight(line) for line in head if is_template(line)), None):
        return Identity(title=template, evidence=(Evidence("title", template, "空白表式", template),),
                        doubts=doubts(None, None, (), frozenset(), set()))
    names = Names(register, name, document.metadata)
    stated = _Stated(
        lines, head, tight("".join(lines))[:MOST_TEXT],
        find_title(head, names.sureness) or find_title(lines[:HEAD_LINES], names.sureness),
        _named_title(document.metadata.get("title", ""), names), _named_title(names.stem, names),
        clues.signature(lines, names.is_agency))

    year, year_evidence, years = _year(stated, name)
    found, agency_evidence, of_agency = choose(list(_claims(stated, document)), names, year, stated.text)
    published, published_evidence = _published(stated, document, year)
    reach, reach_quote = scope(stated.text)
    printed, source = next(iter(stated.titles()), (None, ""))
    evidence = [*agency_evidence, *year_evidence, *published_evidence]
    if printed:
        evidence.append(Evidence("title", printed.text, source, printed.text))
    if reach_quote:
        evidence.append(Evidence("scope", reach, "正文", reach_quote))
    return Identity(
        agency=found.printed if found else None, agency_id=found.agency_id if found else None,
        district=found.district if found else None, year=year, scope=reach,
        title=printed.text if printed else None, published_on=published, evidence=tuple(evidence),
        doubts=doubts(found and found.printed, found and found.district, found.candidates if found else (), of_agency,
                      years),
        candidates=found.candidates if found else ())


def _head(document: Document) -> list[str]:
    """The lines before the text proper: up to the first heading of the form or its first table."""
    first = {tight(h) for e in editions() for s in e.sections if s.number == 1 for h in s.headings}
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid) and block.n_rows > 3 or len(lines) >= HEAD_LINES:
            break
        if isinstance(block, Line) and (text := tight(block.text)):
            if text.removeprefix("一、") in first:
                break
            lines.append(block.text)
    return lines


def _named_title(text: str, names: Names) -> Title | None:
    """The title inside a web page's <title> or a file's name, which may carry a site's name beside it."""
    for part in (text, *(part for separator in _SEPARATORS for part in text.split(separator))):
        title = take_apart(part)
        if title and (title.year or title.agency and names.sureness(title.agency, title.year)):
            return title
    return None


def _claims(stated: _Stated, document: Document) -> Iterator[Claim]:
    """Every agency name the document states, most trusted first."""
    if title := stated.title:
        if title.agency:
            yield Claim(title.agency, "标题", title.text)
        below = stated.head[title.line + title.n_lines:][:_BESIDE_TITLE]
        above = stated.head[max(0, title.line - _BESIDE_TITLE): title.line]
        for line in (*below, *reversed(above)):
            yield Claim(line, "标题上下行", tight(line), must_be_known=True)
    if stated.signed and stated.signed.agency:
        yield Claim(stated.signed.agency, "落款", stated.signed.quote)
    for title, source in stated.titles():
        if title is not stated.title and title.agency:
            yield Claim(title.agency, source, title.text)
    if source := document.metadata.get("source"):
        yield Claim(source, "网页“来源”", source, must_be_known=True)
    if written_by := clues.author(stated.text):
        yield Claim(written_by, "编制说明", f"本报告由{written_by}编制", must_be_known=True)


def _year(stated: _Stated, name: str) -> tuple[int | None, list[Evidence], set[int]]:
    """The year reported on: of the sources that state one, the most trusted; with all that they state, and the years
    that must agree."""
    said = [(title.year, source, title.text) for title, source in stated.titles() if title.year]
    if told := clues.period(stated.text):
        said.insert(1 if stated.title and stated.title.year else 0, (told[0], "统计期限", told[1]))
    printed = {year for year, _, _ in said}
    of_file = clues.name_years(name)[:1]
    said += [(year, "文件名" if is_file else "文件夹", part) for year, part, is_file in of_file]
    chosen = said[0][0] if said else None
    # A file or folder is often named for the year of publication, a folder for anything: that contradicts no title.
    binding = printed | {year for year, _, is_file in of_file if not printed or is_file and year - 1 not in printed}
    return chosen, [Evidence("year", str(year), source if year == chosen else f"{source}（与采用的年度不同）", quote)
                    for year, source, quote in said], binding


def _published(stated: _Stated, document: Document, year: int | None) -> tuple[date | None, list[Evidence]]:
    """The day of publication as the page or the signature prints it; never before the year reported on."""
    said = []
    # Only a page's metadata speaks of publication; a docx says when the file was first saved.
    if document.format in ("html", "markdown") and (day := clues.to_date(document.metadata.get("published", ""))):
        said.append((day, "网页发布时间", document.metadata["published"]))
    if told := clues.published(stated.lines):
        said.append((told[0], "页面发布时间", told[1]))
    if stated.signed:
        said.append((stated.signed.day, "落款日期", stated.signed.quote))
    chosen = next((day for day, _, _ in said if year is None or day.year >= year), None)
    return chosen, [Evidence("published_on", day.isoformat(), source if day == chosen else f"{source}（未采用）", quote)
                    for day, source, quote in said]
