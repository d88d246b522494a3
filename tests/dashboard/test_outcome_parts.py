"""The rows of one group of outcomes: counted anew in pandas, named in every language, shown and taken home."""

import pandas as pd
import pytest

from dashboard import labels
from dashboard.parts.outcomes import Division, compared
from dashboard.queries import sums
from loaders.form import addresses, edition
from tests.dashboard.test_pages import answer, opened
from tests.dashboard.test_pages import figures as figures_of
from tests.dashboard.test_sums import GROUPS, SCOPES, figures, folder, store, unit, within  # noqa: F401 (fixtures)


@pytest.mark.parametrize("by", ["scope", "district", "agency"])
@pytest.mark.parametrize("applicant", ["total", "natural_person"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_row_is_the_sum_over_the_reports_that_print_them_all(store, figures, group, applicant, by):  # noqa: F811
    scope = SCOPES[0]
    held, of_edition = within(figures, scope).copy(), {}
    for name in held["edition"].unique():
        of_edition[name] = [f"requests__{i}__{c}" for t, i, c in edition(name).expected()
                            if t == "requests" and c == applicant and i.startswith(f"{group}_")]
    whole = [bool(of_edition[r["edition"]]) and not any(pd.isna(r[c]) for c in of_edition[r["edition"]])
             for r in held.to_dict("records")]
    columns = {f"requests__{i}__{applicant}": i for i in rows_of(group)}
    expected = held[whole].assign(unit_id=unit(held, scope, by), year=held["year"].astype(int)).groupby(
        ["unit_id", "year"])[list(columns)].sum().rename(columns=columns)
    found = sums.outcome_parts(store, scope, group, by, applicant).set_index(["unit_id", "year"])
    assert len(expected) and int(found["n_used"].sum()) == sum(whole) and int(found["n_reports"].sum()) == len(held)
    pd.testing.assert_frame_equal(found.loc[expected.index, list(expected)].astype(float), expected,
                                  check_index_type=False)
    assert found.loc[found["n_used"] == 0, list(expected)].isna().all(axis=None)


def rows_of(group: str) -> list[str]:
    return [a.item for a in addresses() if a.table == "requests" and a.column == "total"
            and a.item.startswith(f"{group}_") and a.item != f"{group}_total"]


@pytest.mark.parametrize("language", labels.LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_row_of_the_form_has_a_word(group, language):
    with labels.speaking(language):
        assert list(labels.listed(f"request_outcomes.rows.{group}")) == rows_of(group)


@pytest.mark.parametrize("group", ["不予公开的理由", "无法提供的原因", "不予处理的原因", "其他处理的情形"])
def test_a_group_is_looked_into(shown, demo_root, group):
    shown(demo_root)
    at = opened("request_outcomes", g=group, d="990200 沧岭市")
    assert f"“{group[:4]}”" in answer(at) and at.query_params["g"] == group
    bars, units, *_ = figures_of(at)
    words = list(labels.listed("request_outcomes.rows")[next(g for g, w in labels.listed(
        "request_outcomes.groups").items() if w == group[:4])].values())
    assert [d["name"] for d in bars["data"]] == [d["name"] for d in units["data"]] == words


def rows(**years: list[int]) -> Division:
    whole = pd.DataFrame([{"unit_id": "1", "year": int(y[1:]), "a": n[0], "b": n[1], "total": sum(n), "n_used": 1,
                           "n_reports": 1} for y, n in years.items()])
    return Division("refused", "不予公开的理由", {"a": "甲", "b": "乙"}, whole, whole)


@pytest.mark.parametrize(("division", "title", "faint"), [
    (rows(y2023=[50, 50], y2024=[80, 20]), "甲的份额比上年升 30.0 个百分点", [False, False]),
    (rows(y2023=[5, 5], y2024=[6, 4]), "构成与上年没有明显差别", [True, True]),
    (rows(y2024=[6, 4]), "没有 2023 年的数可比", [True, True]),
    (rows(y2023=[0, 0], y2024=[6, 4]), "没有 2023 年的数可比", [True, True]),
])
def test_a_change_is_told_only_where_it_is_more_than_chance(division, title, faint):
    told, lines = compared(division, (2023, 2024), 2024)
    assert told == title and [line.cells[3].faint for line in lines] == faint
