"""Text whose lines tear labels and numbers apart: what is whole again is read, what is not is doubtful, never wrong."""

import pytest

from loaders.document import Document, Line
from loaders.extract import extract
from loaders.form import edition
from loaders.locate.rejoined import rejoined
from loaders.readers import read
from loaders.readers.copied import rows_on_lines
from loaders.report import DOUBTFUL
from tests.fuzz.run import mutants
from tests.loaders.extraction import flattened
from tests.loaders.extraction.test_variants import NEW, figure, made
from tests.loaders.extraction.truth import check
from tests.noise.score import score

# Mutants whose cells were once read wrong without a doubt: a gap elsewhere than under the heads above, a label lost
# beside its group's name, a total taken for a subtotal, a torn label that begins two rows, a blank column that looked
# like the place of a merged label.
# The rest of a torn label without its row.
ONCE_WRONG = ((5, 943), (5, 1543), (5, 1727), (5, 4865), (5, 6049), (5, 7595), (11, 8585))


@pytest.mark.parametrize(("seed", "number"), ONCE_WRONG)
def test_mutants_once_read_wrong(seed, number):
    mutant = next(mutants(1, seed, first=number))
    figures = extract(read(mutant.data, mutant.name)).figures
    verdicts = score({(f.table, f.item, f.column): (f.state, f.value) for f in figures}, mutant.truth)
    assert "wrong" not in verdicts.values() and {"doubtful", "missing"} & set(verdicts.values())


def test_heads_repeated_below_a_row_take_none_of_its_numbers():
    """Their corner begins with a bracket, as a remark on the last number would; once the whole row was read blank."""
    mutant = next(mutants(1, 5, first=2747))
    figures = extract(read(mutant.data, mutant.name)).figures
    verdicts = score({(f.table, f.item, f.column): (f.state, f.value) for f in figures}, mutant.truth)
    assert {v for (_, item, _), v in verdicts.items() if item == "new"} == {"right"}


@pytest.mark.parametrize(("lines", "whole"), [
    (["要求行政", "机关确认或", "重新出具已获取信息\t0\t1"], ["要求行政机关确认或重新出具已获取信息\t0\t1"]),
    (["4.保护 0 0 1", "第三方", "合法权益"], ["4.保护第三方合法权益 0 0 1"]),
    (["2.没有", "现成信息需", "0 3", "要另行制作"], ["2.没有现成信息需要另行制作 0 3"]),
    (["信息\t本年新", "制作数量\t本年新", "公开数量"], ["信息\t本年新制作数量\t本年新公开数量"]),
    (["3.危", '及"三', "安全一", '稳定" 0 1'], ['3.危及"三安全一稳定" 0 1']),
    (["部分公开", "（区分处理的，只计这一情形，", "不计其他情形） 5"],
     ["部分公开（区分处理的，只计这一情形，不计其他情形） 5"]),
    (["规章\t22", "（其中修订16件）\t3"], ["规章\t22（其中修订16件）\t3"]),
    (["新收\t16", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t自然人"], None),
    (["\t规章", "\t20"], None),
    (["结果维持", "结果纠正", "0"], None),
    (["其他", "法律行政法规禁止公开"], None),
    (["自然人", "", "", "5"], None),
    (["1,", "562"], None),
])
def test_only_the_pieces_of_a_label_are_joined(lines, whole):
    found = [line.text for _, line in rejoined(list(enumerate(map(Line, lines))))]
    assert found == (whole or lines)


def test_a_page_that_a_browser_gives_out_has_its_rows_on_lines():
    """innerText of Chromium: cells of paragraphs, an empty cell, one of &nbsp;, two paragraphs in one cell."""
    given = "规章\n\n\t\n\n0\n\n\t\t\n\n\xa0\n\n\t\n\n5\n\n\n\n\n行政\n\n许可\n\n\t\t\n\n1\n\n\t\n\n2\n\n\n后文"
    rows = [line for line in rows_on_lines(given).split("\n") if line.strip()]
    assert rows == ["规章\t0\t\t\xa0\t5", "行政", "许可\t\t1\t2", "后文"]
    one_a_line = "\t规章\n\t\n\t5\n\n\t许可\n\t\n\t1\n"
    assert rows_on_lines(one_a_line) == one_a_line


@pytest.mark.parametrize(("seed", "number"), [(5, 4460), (11, 7590)])
def test_half_characters_of_a_damaged_pdf_are_written_nowhere(seed, number):
    """Half of a surrogate pair in a font's map, or in the title: once an exception of the reader itself."""
    mutant = next(mutants(1, seed, first=number))
    document = read(mutant.data, mutant.name)
    texts = [block.text if isinstance(block, Line) else "".join(c.text for c in block.cells)
             for block in document.blocks]
    assert "".join([*texts, *document.metadata.values()]).encode()


def numbers_first(lines: list[Line], labels: set[str]) -> list[Line]:
    """Each row's numbers before its label, as pdftotext prints a row whose label is the lower of its cells."""
    found: list[Line] = []
    for line in lines:
        last = next((i for i in range(len(found) - 1, -1, -1) if found[i].text in labels), None)
        is_number = line.text.isdigit()
        if is_number and last is not None and all(x.text.isdigit() for x in found[last + 1:]):
            found.insert(last, line)
        else:
            found.append(line)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_numbers_printed_before_their_labels_are_given_to_no_other_row(seed):
    texts, rows = made(seed=seed)
    lines = flattened.lines_alone(NEW, flattened.rows_of(NEW, texts, rows))
    labels = {line.text for line in lines if not line.text.isdigit()}
    check(Document("text", tuple(numbers_first(lines, labels))), texts, NEW, all_sure=False)


def test_the_second_line_of_a_wide_number_casts_doubt_on_its_row():
    texts, rows = made()
    lines = flattened.space_separated(NEW, flattened.rows_of(NEW, texts, rows))
    at = next(i for i, line in enumerate(lines) if "予以公开" in line.text)
    label, *values = lines[at].text.rsplit(" ", 7)
    torn = [Line(" ".join([label, *values[:-1], "1"])), Line("3")]
    extraction = extract(Document("text", (*lines[:at], *torn, *lines[at + 1:])))
    assert figure(extraction, "requests", "granted", "total").state == DOUBTFUL


@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_heads_that_stand_lower_than_their_neighbours_do_not_change_the_order_of_the_columns(edition_id):
    form = edition(edition_id)
    texts, rows = made(form)
    lines = flattened.space_separated(form, flattened.rows_of(form, texts, rows))
    at = next(i for i, line in enumerate(lines) if line.text.startswith("商业企业"))
    wide = "            商业企业  科研机构  社会公益组织  法律服务机构  其他"
    low = "自然人                                                            总计"
    heads = [Line("申请人情况"), Line("                 法人或其他组织"), Line(wide), Line(low)]
    check(Document("text", (*lines[:at - 2], *heads, *lines[at + 1:])), texts, form)
