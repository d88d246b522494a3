"""Labels and heads whose pieces share their lines with others: put together where there is one way, else left alone."""

import pytest

from loaders.demo.layout import layouts
from loaders.demo.printed import PrintedTable
from loaders.demo.sheet import sheet
from loaders.document import Document, Line
from loaders.extract import extract
from loaders.locate import woven
from loaders.report import NUMBER
from tests.noise.score import score
from tests.resaved import typeset
from tests.resaved.documents import filings


def full(edition_id: str):
    """A report without a blank in tables 三 and 四."""
    return next(f for f in filings() if f.edition == edition_id
                and all(figure.state == NUMBER for figure in f.figures() if figure.table != "disclosure"))


def printed(filing, lay) -> list[str]:
    return [line for part in sheet(filing, layouts()[0]).parts
            for line in (["", *lay(part), ""] if isinstance(part, PrintedTable) else [part.text])]


def judged(filing, lines: list[str]) -> dict:
    figures = extract(Document("text", tuple(map(Line, lines)))).figures
    return score({(f.table, f.item, f.column): (f.state, f.value) for f in figures},
                 {(f.table, f.item, f.column): (f.state, f.value) for f in filing.figures()})


@pytest.mark.parametrize("lay", typeset.TABLES)
@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_a_ruled_page_printed_line_by_line_is_read_whole(edition_id, lay):
    filing = full(edition_id)
    verdicts = judged(filing, printed(filing, typeset.TABLES[lay]))
    assert set(verdicts.values()) == {"right"}, [key for key, v in verdicts.items() if v != "right"]


@pytest.mark.parametrize("lay", ["layout", "spaced", "top"])
@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_a_line_of_numbers_lost_or_torn_gives_no_row_the_numbers_of_another(edition_id, lay):
    filing = full(edition_id)
    lines = printed(filing, typeset.TABLES[lay])
    rows = [n for n, line in enumerate(lines) if sum(word.isdigit() for word in line.split()) == 7]
    for n in rows[::5]:
        words = lines[n].split()
        lost = [*lines[:n], " ".join(words[:-7]), *lines[n + 1:]]
        torn = [*lines[:n], " ".join(words[:-1]), words[-1], *lines[n + 1:]]
        first = [*lines[:n], " ".join([*words[-7:], *words[:-7]]), *lines[n + 1:]]
        assert len({key[1] for key, v in judged(filing, lost).items() if v == "wrong"}) <= 1  # it prints none now
        for damaged in (torn, first):
            assert "wrong" not in judged(filing, damaged).values(), n


@pytest.mark.parametrize(("lines", "heads"), [
    (["自然 商业企 科研机 社会公 法律服 其他 总计", "人 业 构 益组织 务机构"], True),
    (["申请人情况", "自然人 法人或其他组织 总计", "商业企业 科研机构 社会公益组织 法律服务机构", "其他"], True),
    (["申请人情况", "商业企业 自然人 科研机构 社会公益组织 法律服务机构 其他 总计"], False),
    (["申请人情况", "自然人 商业企业 科研机构 社会公益组织 法律服务机构 总计"], False),
    (["申请人情况", "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 备注 总计"], False),
])
def test_heads_are_whole_and_in_the_forms_order_or_they_prove_nothing(lines, heads):
    filing = full("2021")
    body = printed(filing, typeset.TABLES["spaced"])
    title = next(n for n, line in enumerate(body) if "收到和处理" in line)
    first = next(n for n, line in enumerate(body) if line.startswith("一、本年新收"))
    numbered = list(enumerate(map(Line, [*body[:title + 1], *lines, *body[first:]])))
    stretch = woven.read(numbered, title + 1 + len(lines), 0)
    assert stretch is not None and bool(stretch.heads) == heads


def test_numbers_one_a_line_make_no_rows():
    table = next(t for t in full("2021").tables() if t.id == "requests")
    lines = ["三、收到和处理政府信息公开申请情况", *typeset.TABLES["spaced"](table)]
    alone = [Line(word) for line in lines for word in (line.split() if any(map(str.isdigit, line)) else [line])]
    stretches = [woven.read(list(enumerate(alone)), at, 0) for at in range(len(alone))]
    assert not any(stretch and stretch.spans for stretch in stretches)
