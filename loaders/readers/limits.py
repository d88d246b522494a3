"""How much a document may ask of its reader, and the words of a refusal.

In:   nothing; every limit of the readers stands here, with the reason for its size.
Out:  the limits; refuse() and the checks that readers share.
Promise: a reader never holds more than these numbers allow, whatever the document claims.
The largest honest report seen has 60 pages, 4 MB of text and 3,000 cells.
"""

from typing import NoReturn

from loaders.errors import Refused

MEGABYTE = 1 << 20

MAX_BYTES = 100 * MEGABYTE  # a report with photographs; scans of 100 pages stay below it
MAX_TEXT_BYTES = 16 * MEGABYTE  # text, Markdown and web pages: no pictures inside, so far smaller
MAX_PAGES = 500
MAX_SECONDS = 60  # for all pages of a PDF, looked at between pages; a report takes 0.05
MAX_PAGE_CHARS = 100_000  # one PDF page; A4 in the smallest legible print holds 15,000
MAX_PAGE_STROKES = 20_000  # ruling lines of one PDF page; the densest form seen draws 180
MAX_CHARS = 5_000_000  # of one document, all lines and cells together
MAX_BLOCKS = 200_000
MAX_CELLS = 200_000  # of one document
MAX_ROWS, MAX_COLS = 20_000, 2_000  # of one grid
MAX_EXTENT = 2_000_000  # places of a sheet's rectangle, filled or not: a reader lays out all of them
MAX_COL_SPAN = 200  # wider spans are cut to this: no table seen has more columns, and browsers cut too, at 1,000
MAX_PLACES = 1_000_000  # columns covered by all cells of one grid: many wide spans cost as much as many cells
MAX_TAGS = 400_000  # of a web page; Word writes 30,000 for a long report
MAX_NESTING = 2_000  # elements inside elements, tables or not; parsers take time with its square
MAX_NESTED_TABLES = 40  # old pages lay out with ten
MAX_PART_DEPTH = 150  # sections, lists, frames, spans inside each other in OpenDocument; Python's stack holds 1,000
MAX_PARTS = 5_000  # files inside a docx or xlsx
MAX_UNPACKED = 300 * MEGABYTE  # of all parts together, as they unpack
MAX_PART = 60 * MEGABYTE  # of one XML part, as it unpacks
MAX_RATIO = 300  # unpacked / packed of one part larger than RATIO_FROM; honest XML reaches 100
RATIO_FROM = 2 * MEGABYTE
MAX_SHEETS = 200
MAX_ARCHIVE = 2_000 * MEGABYTE  # of all members of an archive; a county's reports of ten years take 300
MAX_SCAN_PAGES = 40  # pages without characters of one document; a report has 4 to 20, and each takes seconds
MAX_PIXELS = 50_000_000  # of one picture; A3 at 400 dots per inch has 31 million
MAX_SCAN_CELLS = 4_000  # of one scanned page; the densest form has 300
MAX_SCAN_STRIPS = 4_000  # pieces of writing on one scanned page; the smallest legible print has 400
MAX_SCAN_PAGE_SECONDS = 60  # of the processor, to recognise one page; a full page takes 6


def refuse(kind: str, reason: str) -> NoReturn:
    """Raises Refused; exists so that a refusal reads as a sentence where it happens."""
    raise Refused(kind, reason)


def check_bytes(size: int, limit: int = MAX_BYTES) -> None:
    """Raises Refused too_large above `limit` bytes."""
    if size > limit:
        refuse("too_large", f"文件有 {size / MEGABYTE:.0f} MB，超过 {limit // MEGABYTE} MB 的上限。"
                            "请去掉图片、附件，或只留年度报告正文后另存。")


def check_count(seen: int, limit: int, unit: str) -> None:
    """Raises Refused too_large when a document holds more of `unit` (Chinese, as in 页, 格) than the limit."""
    if seen > limit:
        refuse("too_large", f"文件超过 {limit:,} {unit}的上限，不像一份年度报告。请只留年度报告正文后另存再试。")


def refuse_corrupt(what: str) -> NoReturn:
    """Raises Refused corrupt; `what` is the format in Chinese."""
    refuse("corrupt", f"{what}已损坏或不完整，无法打开。请重新下载或复制；如能用 Office/WPS 打开，请另存一份再试。")


def refuse_encrypted(what: str) -> NoReturn:
    """Raises Refused encrypted; `what` is the format in Chinese."""
    refuse("encrypted", f"{what}设有打开密码，无法读取。请用原软件去掉密码后另存再试。")
