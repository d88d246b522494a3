"""One document of every layout with every kind of noise: nothing is read that is not printed, little is lost."""

from collections import Counter

from loaders.demo.chance import Chance
from loaders.demo.layout import layouts
from loaders.demo.writers import write
from loaders.errors import Refused
from loaders.reading import read_report
from loaders.register import Register
from loaders.report import BLANK, DOUBTFUL, NUMBER
from tests.noise import printouts, score
from tests.noise.corpus import CLEAN, filings, printout, spoilt
from tests.noise.kinds import NOISES
from tests.noise.score import Illegible

AT_LEAST = 0.9  # of the cells of the noisy corpus come back right; measured 0.94 on 2026-11-23


def judged() -> list:
    """(document, verdicts by address, figures by address) of the whole corpus."""
    found = []
    for document in printouts(1):
        try:
            figures = read_report(document.data, document.name, Register()).figures
        except Refused:
            figures = ()
        read = {(f.table, f.item, f.column): (f.state, f.value) for f in figures}
        found.append((document, score(read, document.truth), read))
    return found


def test_nothing_is_read_that_is_not_printed_and_most_cells_come_back_in_spite_of_the_noise():
    documents = judged()
    wrong = {d.name: [("/".join(key), d.truth.get(key), read.get(key)) for key, v in verdicts.items() if v == "wrong"]
             for d, verdicts, read in documents}
    assert not {name: cells for name, cells in wrong.items() if cells}
    noisy = Counter(v for d, verdicts, _ in documents if d.noise != CLEAN for v in verdicts.values())
    clean = Counter(v for d, verdicts, _ in documents if d.noise == CLEAN for v in verdicts.values())
    assert noisy["right"] > AT_LEAST * noisy.total(), noisy
    assert set(clean) == {"right"}, clean
    met = {(d.layout, d.noise) for d, *_ in documents}
    assert met >= {(x.id, noise) for x in layouts() for noise, (_, formats) in NOISES.items() if x.format in formats}


def test_noise_really_spoils_the_document():
    """Each kind changes the sheet or, for row_groups, how it is cut."""
    for noise, (_, formats) in NOISES.items():
        layout = next(x for x in layouts() if x.format in formats)
        spoilt_data = write(spoilt(filings()[0], layout, noise, Chance.of(1, noise)).sheet)
        assert spoilt_data != write(printout(filings()[0], layout).sheet), noise


def test_the_score_itself():
    key, other = ("requests", "new", "total"), ("requests", "granted", "total")
    five, blank = (NUMBER, 5), (BLANK, None)
    assert score({key: five}, {key: five}) == {key: "right"}
    assert score({key: blank}, {key: five}) == {key: "wrong"}
    assert score({}, {key: five}) == {key: "missing"}
    assert score({key: (DOUBTFUL, None)}, {key: five}) == {key: "doubtful"}
    assert score({key: five, other: five}, {key: five})[other] == "wrong"
    unclear = {key: Illegible(five)}
    assert [score(read, unclear)[key] for read in ({}, {key: (NUMBER, 6)}, {key: five}, {key: blank})] == [
        "doubtful", "wrong", "right", "wrong"]
