# ruff: noqa: E501
"""Table 2: counts, items and stocks, inside a report and from year to year."""

import pytest


@pytest.mark.parametrize("item", ["rules", "normative_documents"])
def test_the_newly_disclosed_are_among_all_disclosed(spec, item):
    spec("""
              | newly_disclosed | disclosed_total
        right |        5        |       5
        wrong |        6        |       5
        blank |        6        |
        """, check="disclosure.newly_disclosed", at=f"disclosure/{item}/*", edition="2019",
         broken=["wrong"], untested=["blank"])


@pytest.mark.parametrize("item", ["licensing", "other_services", "penalties", "coercion", "fees"])
def test_more_items_cannot_go_than_there_were(spec, item):
    spec("""
              | items_previous | items_change
        right |       5        |      -5
        wrong |       5        |      -6
        blank |                |      -6
        """, check="disclosure.items_remaining", at=f"disclosure/{item}/*", edition="2019",
         broken=["wrong"], untested=["blank"])


def test_only_bodies_with_the_power_make_rules(spec):
    spec("""
               | issued | kind       | level
        city   |   1    | gov        | city
        office |   1    | gov_office | province
        county |   1    | gov        | county
        bureau |   1    | dept       | city
        none   |   0    | dept       | city
        law    |   1    | vertical   | city
        """, check="disclosure.rules_power", at="disclosure/rules/*", broken=["county", "bureau"],
         untested=["city", "office", "none", "law"])


@pytest.mark.parametrize("item", ["rules", "normative_documents"])
def test_the_stock_grows_by_the_issued_less_the_repealed(spec, item):
    spec("""
              | last:in_force | issued | repealed | in_force
        right |       5       |   3    |    1     |    7
        wrong |       5       |   3    |    1     |    8
        blank |       5       |        |    1     |    8
        """, check="disclosure.stock", at=f"disclosure/{item}/*", broken=["wrong"], untested=["blank"])


@pytest.mark.parametrize("item", ["licensing", "other_services", "penalties", "coercion", "fees"])
def test_items_of_the_year_before_follow_from_its_report(spec, item):
    spec("""
              | last:items_previous | last:items_change | items_previous
        right |         12          |        -2         |       10
        wrong |         12          |        -2         |       12
        blank |         12          |                   |       12
        """, check="disclosure.items_chain", at=f"disclosure/{item}/*", edition="2019",
         broken=["wrong"], untested=["blank"])


@pytest.mark.parametrize("item", ["rules", "normative_documents"])
def test_what_is_disclosed_stays_disclosed(spec, item):
    spec("""
              | last:disclosed_total | disclosed_total
        right |          7           |       7
        wrong |          7           |       6
        blank |                      |       6
        """, check="disclosure.disclosed_total", at=f"disclosure/{item}/*", edition="2019",
         broken=["wrong"], untested=["blank"])


def test_counts_are_whole_and_not_negative(spec):
    found = spec("""
                 | decisions
        right    |    12
        zero     |     0
        negative |    -3
        part     |    12.5
        """, check="figures.count", at="disclosure/penalties/*", broken=["negative", "part"], untested=["right", "zero"])
    assert {f["agency_id"]: f["left"] for f in found} == {"negative": -3, "part": 12.5}


def test_a_change_may_be_negative_but_not_a_fraction(spec):
    spec("""
              | items_change
        right |    -3
        part  |    -2.5
        """, check="figures.signed_count", at="disclosure/penalties/*", edition="2019", broken=["part"], untested=["right"])


def test_amounts_are_not_negative_and_may_have_decimals(spec):
    spec("""
                 | amount
        right    |  1234.56
        negative |    -0.01
        """, check="figures.amount", at="disclosure/fees/*", broken=["negative"], untested=["right"])
