"""A slice of the mutated documents: no crash, no hang, no figure read that is not printed.

The whole, ten thousand: `python -m tests.fuzz --documents 10000`.
"""

from tests.fuzz.run import mutants, run

DOCUMENTS, SEED = 400, 5


def test_no_mutant_kills_hangs_or_confounds_its_worker_nor_yields_a_figure_it_does_not_print():
    summary = run(DOCUMENTS, SEED, workers=1)
    assert (summary.crashes, summary.hangs, summary.failed) == ([], [], [])
    assert summary.documents == DOCUMENTS and summary.read > DOCUMENTS // 2 and sum(summary.refused.values()) > 20
    assert 0 < summary.peak <= 300 << 20
    assert not summary.wrong
    assert summary.cells["right"] > 0.9 * summary.cells.total(), summary.cells


def test_a_mutant_can_be_made_again():
    whole = [m.data for m in mutants(6, SEED)]
    assert [m.data for m in mutants(3, SEED, first=3)] == whole[3:]
