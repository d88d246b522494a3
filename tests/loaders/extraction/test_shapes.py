"""Random figures in either edition, drawn in every shape: each comes back exactly, or is doubtful, never wrong."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.form import edition
from tests.loaders.extraction import flattened
from tests.loaders.extraction.printing import (
    cut,
    document,
    draw_blocks,
    draw_matrix,
    draw_strip,
    heading,
    printed_rows,
    row_groups,
    stacked,
    table,
    tear_row,
    unmerged,
)
from tests.loaders.extraction.truth import check, figures_of

EDITIONS = ("2019", "2021")
PLACED = (flattened.one_cell_a_line, flattened.tab_separated)
LOOSE = (flattened.space_separated, flattened.lines_alone)
ALIGNED = (flattened.space_aligned,)
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
chances = st.integers(0, 10**9).map(Random)


class Sample:
    """One made report: its edition, rows and cell texts, and the parts of a document drawn from them."""

    def __init__(self, edition_id: str, chance: Random, blanks: float = 0.0):
        self.edition = edition(edition_id)
        self.chance = chance
        self.matrix = table(self.edition, "requests")
        one_row, subtotals = chance.choice(((False, False), (True, False), (False, True)))
        has_whole = any(r.instead_of for r in self.matrix.blocks[0].rows)
        self.rows = printed_rows(self.matrix, one_row and has_whole, subtotals)
        texts = figures_of(self.edition, self.rows, chance, noughts=chance.choice((0.2, 0.8)))
        marks = ("", "", "/", "-", "—")
        self.texts = {k: chance.choice(marks) if chance.random() < blanks else v for k, v in texts.items()}

    def document(self, blocks=None, matrix=None, strip=None):
        """The three tables under their headings; a part not given is drawn as the official form draws it."""
        e, t = self.edition, self.texts
        return document(e, heading(e, "disclosure"), blocks or draw_blocks(table(e, "disclosure"), t),
                        heading(e, "requests"), matrix or draw_matrix(self.matrix, t, self.rows),
                        heading(e, "disputes"), strip or draw_strip(table(e, "disputes"), t))

    def check(self, made, all_sure: bool = True):
        return check(made, self.texts, self.edition, all_sure)


@pytest.fixture(params=EDITIONS)
def edition_id(request):
    return request.param


same_edition = settings(quick, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@same_edition
@given(chance=chances)
def test_the_official_drawing_with_blanks_and_dashes(edition_id, chance):
    sample = Sample(edition_id, chance, blanks=chance.choice((0, 0.1, 0.9)))
    assert sample.check(sample.document()).reason == ""


@same_edition
@given(chance=chances)
def test_all_tables_in_one_grid(edition_id, chance):
    sample = Sample(edition_id, chance, blanks=0.1)
    e, t = sample.edition, sample.texts
    drawings = (draw_blocks(table(e, "disclosure"), t), draw_matrix(sample.matrix, t, sample.rows),
                draw_strip(table(e, "disputes"), t))
    sample.check(document(e, stacked(*drawings)))


@same_edition
@given(chance=chances, repeat=st.booleans())
def test_merged_cells_given_as_blanks_or_repeats(edition_id, chance, repeat):
    sample = Sample(edition_id, chance, blanks=0.1)
    e, t = sample.edition, sample.texts
    sample.check(sample.document(unmerged(draw_blocks(table(e, "disclosure"), t), repeat),
                                 unmerged(draw_matrix(sample.matrix, t, sample.rows), repeat),
                                 unmerged(draw_strip(table(e, "disputes"), t), repeat)), all_sure=not repeat)


@same_edition
@given(chance=chances, repeat=st.booleans(), tear=st.sampled_from((None, 3, 4)))
def test_a_table_over_two_pages(edition_id, chance, repeat, tear):
    sample = Sample(edition_id, chance, blanks=0.1)
    matrix = draw_matrix(sample.matrix, sample.texts, sample.rows)
    at = chance.randrange(1, matrix.height)
    is_below_heads = at >= matrix.heads
    pages = cut(matrix, at, repeat and is_below_heads, tear if is_below_heads else None)
    sample.check(sample.document(matrix=pages))


@same_edition
@given(chance=chances, tear=st.integers(2, 9))
def test_a_row_torn_by_the_page(edition_id, chance, tear):
    sample = Sample(edition_id, chance)
    matrix = draw_matrix(sample.matrix, sample.texts, sample.rows)
    sample.check(sample.document(matrix=tear_row(matrix, chance.randrange(matrix.heads, matrix.height), tear)),
                 all_sure=False)


@same_edition
@given(chance=chances)
def test_one_grid_for_each_group_of_rows(edition_id, chance):
    sample = Sample(edition_id, chance, blanks=0.1)
    sample.check(sample.document(matrix=row_groups(draw_matrix(sample.matrix, sample.texts, sample.rows))))


@same_edition
@given(chance=chances)
def test_columns_and_rows_in_another_order(edition_id, chance):
    sample = Sample(edition_id, chance, blanks=0.1)
    columns, rows = list(range(7)), list(sample.rows)
    chance.shuffle(columns)
    sample.check(sample.document(matrix=draw_matrix(sample.matrix, sample.texts, rows, order=columns)))
    chance.shuffle(rows)
    sample.check(sample.document(matrix=draw_matrix(sample.matrix, sample.texts, rows, order=columns)), all_sure=False)


@same_edition
@given(chance=chances)
def test_heads_left_out(edition_id, chance):
    sample = Sample(edition_id, chance, blanks=chance.choice((0, 0.1)))
    e, t = sample.edition, sample.texts
    matrix = draw_matrix(sample.matrix, t, sample.rows, with_heads=False)
    sample.check(sample.document(matrix=matrix), all_sure=False)
    sample.check(sample.document(draw_blocks(table(e, "disclosure"), t, with_heads=False)), all_sure=False)
    sample.check(sample.document(strip=draw_strip(table(e, "disputes"), t, with_heads=False)), all_sure=False)


@same_edition
@given(chance=chances, lay=st.sampled_from(PLACED))
def test_text_with_tabs(edition_id, chance, lay):
    sample = Sample(edition_id, chance, blanks=chance.choice((0, 0.1)))
    columns = list(range(7))
    chance.shuffle(columns)
    rows = flattened.rows_of(sample.edition, sample.texts, sample.rows, columns)
    sample.check(document(sample.edition, lay(sample.edition, rows)))


@same_edition
@given(chance=chances, lay=st.sampled_from(LOOSE))
def test_text_without_tabs(edition_id, chance, lay):
    sample = Sample(edition_id, chance)
    sample.check(document(sample.edition, lay(sample.edition, flattened.rows_of(
        sample.edition, sample.texts, sample.rows))))


@same_edition
@given(chance=chances, lay=st.sampled_from(LOOSE + ALIGNED), share=st.sampled_from((0.02, 0.1)))
def test_text_in_which_blanks_cannot_be_seen_is_never_read_wrong(edition_id, chance, lay, share):
    sample = Sample(edition_id, chance, blanks=share)
    sample.check(document(sample.edition, lay(sample.edition, flattened.rows_of(
        sample.edition, sample.texts, sample.rows))), all_sure=False)


@same_edition
@given(chance=chances, shape=st.sampled_from(("grid", *PLACED, *LOOSE, *ALIGNED)))
def test_two_cells_swapped_in_the_source_come_back_swapped(edition_id, chance, shape):
    sample = Sample(edition_id, chance)
    a, b = chance.sample([k for k in sample.texts if k[0] != "disclosure"], 2)
    sample.texts[a], sample.texts[b] = sample.texts[b], sample.texts[a]
    made = sample.document() if shape == "grid" else document(
        sample.edition, shape(sample.edition, flattened.rows_of(sample.edition, sample.texts, sample.rows)))
    sample.check(made)
