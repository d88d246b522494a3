"""文本雷同: counts recomputed in pandas from the snapshot, the list, and two texts side by side."""

import pyarrow.parquet as pq
import pytest

from dashboard.components.side_by_side import Piece, pieces
from dashboard.filters.scope import Scope
from dashboard.labels import say
from dashboard.queries import copied as ask
from dashboard.queries.copied import Choice
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened, words

ALL = Scope("990000", 2019, 2025)
TAB = {"t": say("anomalies.tab.copied")}


@pytest.fixture(scope="module")
def rows(demo_root):
    return pq.read_table(current(demo_root) / "similarities.parquet").to_pandas()


def test_texts_are_cut_where_they_are_the_same_and_numbers_that_changed_are_told():
    left, right = pieces("甲。培训12场，乙", "丙培训7场，丁",
                         [{"start": 2, "end": 7, "other_start": 1, "other_end": 5}],
                         [{"start": 0, "end": 1}])
    assert left == (Piece("甲", "everyday"), Piece("。"), Piece("培训", "shared", 1), Piece("12", "shared", 1, True),
                    Piece("场", "shared", 1), Piece("，乙"))
    assert right == (Piece("丙"), Piece("培训", "shared", 1), Piece("7", "shared", 1, True), Piece("场", "shared", 1),
                     Piece("，丁"))


@pytest.mark.parametrize("passages", [
    [{"start": 0, "end": 4, "other_start": 2, "other_end": 6},
     {"start": 4, "end": 6, "other_start": 2, "other_end": 4}],
    [{"start": -3, "end": 2, "other_start": 4, "other_end": 900}],
    [{"start": 5, "end": 2, "other_start": 0, "other_end": 0}],
])
def test_whatever_a_file_says_no_character_is_lost_or_doubled(passages):
    for side, text in zip(pieces("一二三四五六", "七八九十百千", passages), ("一二三四五六", "七八九十百千")):
        assert "".join(piece.text for piece in side) == text


@pytest.mark.parametrize("least, whose, section", [(0.6, None, None), (0.3, "own", None), (0.9, "peer", 5)])
def test_the_list_and_its_counts(demo_root, rows, least, whose, section):
    want = rows[(rows["share"] >= least) & (rows["rank"] == 1)]
    want = want[want["kind"] == whose] if whose else want
    want = want[want["section"] == section] if section else want
    store, choice = Store(current(demo_root)), Choice(section, whose, least)
    found = ask.listed(store, ALL, choice, 10_000)
    n = {by: ask.counts(store, ALL, by, choice) for by in ("scope", "whose", "section", "verdict", "agency")}
    store.close()
    assert len(found) == len(want) > 0
    assert {by: rows["n_pairs"].sum() for by, rows in n.items()} == dict.fromkeys(n, len(want))
    assert n["scope"]["n_parts"].sum() == len(want.drop_duplicates(["report_id", "section"]))
    assert found["share"].is_monotonic_decreasing and found["agency"].notna().all()


def test_a_row_opens_two_texts_with_links_to_both_reports(shown, demo_root, rows):
    shown(demo_root)
    at = opened("anomalies", **TAB)
    first = given(at, "spark_table")[0]["rows"][0]
    pair = opened("anomalies", **TAB, pair=first["id"])
    (shown_pair,) = given(pair, "side_by_side")
    report, section, other, _ = first["id"].split("|")
    row = rows[(rows["report_id"] == report) & (rows["section"] == int(section)) & (rows["other_report_id"] == other)]
    row = row.iloc[0]
    assert [side["href"] for side in shown_pair["sides"]] == [
        f"report?r={report}", f"report?r={other}"]
    marked = ["".join(p["text"] for p in side["pieces"] if p["kind"] == "shared") for side in shown_pair["sides"]]
    assert len(marked[0]) >= row["n_shared"] and marked[1]
    assert not given(pair, "spark_table")
    assert any('class="verdict open"' in e.proto.body for e in pair.get("html"))


@pytest.mark.parametrize("pair_id", ["", "x", "a|5|b|1", "<b>|1|own|99999999999", "|||", "'; --"])
def test_a_link_to_no_pair(shown, demo_root, pair_id):
    shown(demo_root)
    at = opened("anomalies", **TAB, pair=pair_id)
    assert (say("copied.gone") in words(at)) == bool(pair_id)


def test_nothing_loaded_and_one_report(shown, empty_root, single_root):
    shown(empty_root)
    assert say("look.nothing_yet.title") in words(opened("anomalies", **TAB))
    shown(single_root)
    assert say("copied.list.why_none") in words(opened("anomalies", **TAB))
