"""Table 4: three groups, each with its total; and the cases left open a year ago."""

import pytest

GROUPS = ("review", "suit_direct", "suit_after_review")


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_results_add_up_to_the_total_of_the_group(spec, group, edition):
    spec("""
              | upheld | corrected | other | pending | total
        right |   10   |     1     |   0   |    2    |  13
        wrong |   10   |     1     |   0   |    0    |   0
        blank |   10   |           |   0   |    0    |   0
        """, check="disputes.total", at=f"disputes/{group}/*", edition=edition, broken=["wrong"], untested=["blank"])


@pytest.mark.parametrize("group", GROUPS)
def test_cases_left_open_reappear_the_year_after(spec, group):
    spec("""
              | last:pending | total
        right |      2       |   5
        wrong |      6       |   5
        blank |      6       |
        """, check="disputes.pending", at=f"disputes/{group}/*", broken=["wrong"], untested=["blank"])
