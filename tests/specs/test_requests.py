# ruff: noqa: E501
"""Table 3: what must hold inside one report. A blank leaves an identity untested; it never breaks it."""

import pytest

APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation", "total")


@pytest.mark.parametrize("applicant", APPLICANTS)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_comes_in_is_closed_or_carried_over(spec, applicant, edition):
    spec("""
              | new | carried_in | outcome_total | carried_out
        right |  21 |      3     |      20       |     4
        wrong |  21 |      3     |      20       |     3
        zeros |   0 |      0     |       0       |     0
        blank |  21 |            |      20       |     0
        """, check="requests.balance", at=f"requests/*/{applicant}", edition=edition, broken=["wrong"], untested=["blank"])


ZEROS = ["refused_state_secret", "refused_other_law", "refused_security", "refused_third_party", "refused_internal",
         "refused_process", "refused_case_file", "refused_query", "unable_to_create", "unable_unclear",
         "unprocessed_petition", "unprocessed_publication", "unprocessed_excessive", "unprocessed_reissue"]


def with_zeros(text: str) -> str:
    """A spec that prints 0 in the outcome rows it does not name."""
    head, *lines = text.strip("\n").splitlines()
    return "\n".join([f"{head} | {' | '.join(ZEROS)}", *(f"{line} | {' | '.join('0' for _ in ZEROS)}" for line in lines if line.strip())])


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_outcomes_add_up_to_their_total(spec, applicant):
    spec(with_zeros("""
              | granted | partial | unable_not_held | unprocessed_repeat | other_no_correction | other_no_fee | other_rest | outcome_total
        right |    9    |    2    |        4        |         1          |         1           |      0       |     3      |      20
        wrong |    9    |    2    |        4        |         1          |         1           |      0       |     3      |      19
        blank |    9    |         |        4        |         1          |         1           |      0       |     3      |      19
        """), check="requests.outcome_total", at=f"requests/*/{applicant}", broken=["wrong"], untested=["blank"])


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_other_handling_printed_as_one_row_stands_for_its_three(spec, edition):
    spec(with_zeros("""
              | granted | partial | unable_not_held | unprocessed_repeat | other | outcome_total
        right |    9    |    2    |        4        |         1          |   4   |      20
        wrong |    9    |    2    |        4        |         1          |   4   |      16
        blank |    9    |    2    |        4        |         1          |       |      16
        """), check="requests.outcome_total", at="requests/*/business", edition=edition, broken=["wrong"], untested=["blank"])


@pytest.mark.parametrize("item", ["new", "carried_in", "granted", "refused_query", "outcome_total", "carried_out", "unable"])
def test_applicants_add_up_to_the_total_of_the_row(spec, item):
    spec("""
              | natural_person | business | research | public_welfare | legal_service | other_organisation | total
        right |       7        |    1     |    0     |       0        |       0       |         1          |   9
        wrong |       7        |    1     |    0     |       0        |       0       |         1          |   8
        blank |       7        |    1     |          |       0        |       0       |         1          |   8
        """, check="requests.row_total", at=f"requests/{item}/*", broken=["wrong"], untested=["blank"])


def test_a_subtotal_of_refusals_adds_up_when_it_is_printed(spec):
    spec("""
              | refused_state_secret | refused_other_law | refused_security | refused_third_party | refused_internal | refused_process | refused_case_file | refused_query | refused
        right |          0           |         0         |        0         |          2          |        1         |        0        |         0         |       3       |    6
        wrong |          0           |         0         |        0         |          2          |        1         |        0        |         0         |       3       |    5
        blank |          0           |         0         |                  |          2          |        1         |        0        |         0         |       3       |    5
        none  |          0           |         0         |        0         |          2          |        1         |        0        |         0         |       3       |
        """, check="requests.refused_subtotal", at="requests/*/total", broken=["wrong"], untested=["blank", "none"])


def test_a_subtotal_of_the_unable_adds_up_when_it_is_printed(spec):
    spec("""
              | unable_not_held | unable_to_create | unable_unclear | unable
        right |        4        |        1         |       0        |   5
        wrong |        4        |        1         |       0        |   0
        """, check="requests.unable_subtotal", at="requests/*/total", broken=["wrong"])


def test_a_subtotal_of_the_unprocessed_adds_up_when_it_is_printed(spec):
    spec("""
              | unprocessed_petition | unprocessed_repeat | unprocessed_publication | unprocessed_excessive | unprocessed_reissue | unprocessed
        right |          1           |         2          |            0            |           0           |          0          |      3
        wrong |          1           |         2          |            0            |           0           |          0          |      2
        """, check="requests.unprocessed_subtotal", at="requests/*/total", broken=["wrong"])


def test_other_handling_printed_beside_its_three_is_their_sum(spec):
    spec("""
              | other_no_correction | other_no_fee | other_rest | other
        right |          1          |      0       |      3     |   4
        wrong |          1          |      0       |      3     |   3
        """, check="requests.other_subtotal", at="requests/*/total", broken=["wrong"])


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_what_is_carried_out_is_carried_in_the_year_after(spec, applicant):
    spec("""
              | last:carried_out | carried_in
        right |        3         |     3
        wrong |        3         |     2
        blank |        3         |
        """, check="requests.carry_over", at=f"requests/*/{applicant}", broken=["wrong"], untested=["blank"])
