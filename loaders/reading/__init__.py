"""One document from bytes to Report: read, extract, narrate, identify.

In:   a document's bytes, its name, the register.
Out:  read_report(), a Report.
Promise: a legible document is never lost: what could not be told (agency, year, a cell) is said in `reason`.
Only a document that holds no statutory table at all is Refused, but for the free narratives of the years before there
was one: such a report has sections and statements only, and no edition.
"""

import hashlib
from dataclasses import replace

from loaders.document import Document, Grid
from loaders.errors import Refused
from loaders.extract import Extraction
from loaders.identify import identify
from loaders.identify.doubts import unknown
from loaders.narrative import is_free, narrate
from loaders.reading.convincing import most_convincing
from loaders.register import Register
from loaders.report import DOUBTFUL, Identity, Report

_FREE = ("按章节标题认作叙述式年报：这种格式没有法定统计表，只收录章节和正文中的数；"
         "若统计表另行附后（2014—2018 年的报告常见），请连同附表一并放入")


def read_report(data: bytes, name: str, register: Register) -> Report:
    """The report of one document. `name` is its path in the reports folder: file and folder names are clues."""
    document, extraction = most_convincing(data, name)
    if not extraction.figures and not is_free(document):
        raise Refused("no_tables", _no_tables(document))
    sha256 = hashlib.sha256(data).hexdigest()
    narrative, who = narrate(document, extraction.edition), identify(document, name, register)
    reason = _reason(extraction, who)
    return Report(
        name=name, sha256=sha256, format=document.format, n_pages=document.n_pages, edition=extraction.edition,
        identity=_with_id(who, sha256), figures=extraction.figures, sections=narrative.sections,
        statements=narrative.statements, unclaimed=extraction.unclaimed, n_expected=extraction.n_expected,
        status="incomplete" if reason else "complete", reason=reason, metadata=document.metadata,
    )


def _no_tables(document: Document) -> str:
    grids = sum(isinstance(block, Grid) for block in document.blocks)
    seen = f"文中有 {grids} 个表格，但都不是" if grids else "文中没有表格，也没有"
    return (f"没有找到年度报告的法定表格：{seen}“主动公开”“收到和处理申请”“复议诉讼”三表。"
            "请确认这是政府信息公开工作年度报告的正文；若表格是图片，请换成可复制文字的版本。")


def _reason(extraction: Extraction, who: Identity) -> str:
    """Why the report is incomplete, in Chinese; "" when nothing is missing."""
    doubtful = sum(figure.state == DOUBTFUL for figure in extraction.figures)
    return "；".join(filter(None, (
        extraction.reason if extraction.figures else _FREE,
        f"{doubtful} 格存疑" if doubtful and not extraction.reason else "",
        *unknown(who),
    )))


def _with_id(who: Identity, sha256: str) -> Identity:
    """An identity that always has an agency_id; one that nobody could name is told apart by its document."""
    if who.agency_id:
        return who
    return replace(who, agency_id="unknown-" + hashlib.sha256((who.agency or sha256).encode()).hexdigest()[:8])
