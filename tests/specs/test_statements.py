"""The prose against the tables: what breaks a check, and every reading that must not.

Each row: the prose of one report on 2024 | the cells of its tables, as stating.py reads them | yes where it is a
finding.
"""

from random import Random

import pytest

from tests.specs.stating import disputes, found, group, holds

TABLE3 = "new 26, carried_in 2, outcome_total 27, carried_out 1"


def test_requests_received():
    holds(f"""
        收到政府信息公开申请26件。       | {TABLE3} |
        受理政府信息公开申请28件。       | {TABLE3} |
        共办理政府信息公开申请27件。     | {TABLE3} |
        收到政府信息公开申请29件。       | {TABLE3} | yes
        未收到政府信息公开申请。         | {TABLE3} | yes
        收到政府信息公开申请30余件。     | {TABLE3} |
        收到政府信息公开申请29件。       | new 26 |
        收到政府信息公开申请25件。       | new 26, outcome_total 27 | yes
        全县共收到申请26件，本机关收到政府信息公开申请3件。 | {TABLE3} | yes
        """, check="statements.received")


def test_only_what_the_tables_count_is_compared():
    real = "new 95, carried_in 0, outcome_total 95, carried_out 0"
    holds(f"""
        区政府办代表区政府受理政府信息公开申请17件，均已答复。         | {real} |
        全区各部门共收到政府信息公开申请400件。                       | {real} |
        区财政局收到政府信息公开申请4件。                             | {real} |
        清河县教育局收到政府信息公开申请4件。                         | {real} | yes
        县教育局收到政府信息公开申请4件。                             | {real} | yes
        全县收到政府信息公开申请400件，我局收到政府信息公开申请95件。 | {real} |
        """, check="statements.received")
    holds(f"""
        全县共受理政府信息公开申请400件。       | {real} | yes
        本机关共受理政府信息公开申请17件。      | {real} |
        """, check="statements.received", scope="aggregate")
    holds(f"县政府办公室共收到政府信息公开申请17件。 | {real} | yes", check="statements.received",
          label="清河县人民政府办公室")


def test_carried_over_and_closed():
    holds(f"""
        含上年度结转申请2件，另有1件顺延到下年度答复。  | {TABLE3} |
        含上年度结转申请3件。                           | {TABLE3} | yes
        含上年度结转申请3件。                           | {TABLE3}, last:carried_out 3 | yes
        收到政府信息公开申请26件，1件结转至下年度。     | {TABLE3} |
        收到政府信息公开申请26件，4件结转至下年度。     | {TABLE3} | yes
        收到政府信息公开申请26件，办结27件。            | {TABLE3} |
        收到政府信息公开申请26件，办结25件。            | {TABLE3}, other 3, unprocessed_petition 0 |
        收到政府信息公开申请26件，办结31件。            | {TABLE3}, other 2 | yes
        """, check="statements.handled")


def test_outcomes():
    refused, unable = group("refused", state_secret=2, query=5), group("unable", not_held=265, unclear=72)
    holds(f"""
        予以公开20件，部分公开3件。          | granted 20, partial 3 |
        予以公开23件。                       | granted 20, partial 3 |
        予以公开24件。                       | granted 20, partial 3 | yes
        予以公开24件。                       | granted 20 |
        予以公开和部分公开共258件。          | granted 200, partial 75 | yes
        不予公开7件。                        | {refused} |
        不予公开2件。                        | {refused} |
        不予公开8件。                        | {refused} | yes
        无法提供337件。                      | {unable} |
        无法提供265件。                      | {unable} | yes
        其他处理4件。                        | {group("other", no_correction=3, rest=1)} |
        其他处理4件。                        | other 4 |
        其他处理5件。                        | other 4 | yes
        """, check="statements.outcomes", section=3)


def test_shares():
    cells = "granted 20, partial 3, outcome_total 59, new 60, carried_in 1, carried_out 2, other 0, unprocessed 0"
    refused, unprocessed = group("refused", state_secret=2, query=3), group("unprocessed")
    whole = f"{cells}, {refused}, {unprocessed}"
    holds(f"""
        予以公开20件，占33.9%。                    | {whole} |
        予以公开20件，占33.89%。                   | {whole} |
        予以公开20件，占33%。                      | {whole} |
        予以公开20件，占收到申请的33.3%。          | {whole} |
        予以公开率71.4%。                          | {whole} |
        予以公开20件，占35.9%。                    | {whole} | yes
        予以公开20件，占约36%。                    | {whole} |
        予以公开20件，占35.9%。                    | granted 20, partial 3, outcome_total 59 |
        予以公开和部分公开共23件，占38.98%。       | {whole} |
        予以公开和部分公开共23件，占33.9%。        | {whole} | yes
        """, check="statements.shares", section=3)


def test_growth():
    grown = ("new 3525, carried_in 121, outcome_total 3521, carried_out 125, "
             "last:new 3511, last:carried_in 96, last:outcome_total 3486, last:carried_out 121")
    holds(f"""
        收到政府信息公开申请3525件，同比增长0.4%。      | {grown} |
        受理政府信息公开申请3646件，同比增长1.08%。     | {grown} |
        受理政府信息公开申请3646件，同比增长1.1%。      | {grown} |
        受理政府信息公开申请3646件，同比增长1.05%。     | {grown} | yes
        受理政府信息公开申请3646件，同比下降1.08%。     | {grown} | yes
        收到政府信息公开申请3525件，同比增长50%。       | new 3525 |
        收到政府信息公开申请9件，同比增长2倍。          | new 9, last:new 3 |
        收到政府信息公开申请3646件，同比增长1.5倍。     | {grown} | yes
        收到政府信息公开申请9件，同比增长100%。         | new 9, last:new 0 |
        """, check="statements.growth")


def test_change():
    grown = "new 30, carried_in 1, outcome_total 29, last:new 25, last:carried_in 2, last:outcome_total 26"
    holds(f"""
        收到政府信息公开申请30件，较上年增加5件。      | {grown} |
        收到政府信息公开申请30件，较上年增加4件。      | {grown} |
        收到政府信息公开申请30件，较上年增加7件。      | {grown} | yes
        收到政府信息公开申请30件，较上年减少5件。      | {grown} | yes
        收到政府信息公开申请30件，较上年增加7件。      | new 30 |
        """, check="statements.change")


def test_reviews_and_suits():
    table = disputes(review=(72, 64, 178, 37, 351), suit_direct=(13, 4, 8, 1, 26), suit_after_review=(12, 1, 1, 6, 20))
    some = disputes(review=(1, 0, 0, 2, 3), suit_direct=(1, 0, 0, 0, 1), suit_after_review=(0, 0, 0, 2, 2))
    holds(f"""
        政府信息公开行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件。 | {table} |
        政府信息公开行政诉讼46件，其中结果维持25件，结果纠正5件。                             | {table} |
        行政复议314件。                    | {table} |
        行政复议340件。                    | {table} |
        行政复议360件。                    | {table} | yes
        行政复议340件。                    | {table}, last:disputes/review/pending 11 |
        行政诉讼26件。                     | {table} |
        行政诉讼50件。                     | {table} | yes
        向市政府备案行政复议134件。         | {table} |
        行政复议351件，维持73件。          | {table} | yes
        未发生行政复议。                   | {some}, last:disputes/review/pending 1 | yes
        未发生行政复议。                   | {some}, last:disputes/review/pending 3 |
        未发生行政复议。                   | {some} |
        未发生行政诉讼。                   | {disputes(suit_direct=(0, 0, 0, 1, 1))} |
        行政诉讼1件。                      | {some} |
        """, check="statements.disputes", section=4)


def test_rules_and_normative_documents():
    at = "disclosure/normative_documents/"
    holds(f"""
        制发行政规范性文件3件，废止规范性文件2件。     | {at}issued 3, {at}repealed 2 |
        制发行政规范性文件4件。                        | {at}issued 3 | yes
        未制发行政规范性文件。                         | {at}issued 3 | yes
        现行有效行政规范性文件14件。                   | {at}in_force 15 | yes
        全县制发行政规范性文件46件。                   | {at}issued 3 |
        联合印发规范性文件4件。                        | {at}issued 3 |
        制定政府规章2件。                              | disclosure/rules/issued 1 | yes
        """, check="statements.documents", section=2)
    holds(f"""
        制定规范性文件4件。        | {at}made 3, {at}newly_disclosed 4 |
        制定规范性文件5件。        | {at}made 3, {at}newly_disclosed 4 | yes
        """, check="statements.documents", section=2, edition="2019")


def test_parts_of_a_stated_whole():
    holds("""
        主动公开政府信息49条。其中：机构职能3条，工作动态34条，其他（人事任免事项）1条，年度报告等共11条。 | |
        主动公开政府信息49条。其中：机构职能3条，工作动态34条，其他（人事任免事项）1条，年度报告等共10条。 | | yes
        收到政府信息公开申请20件，其中当面申请3件、网络申请12件。                 | |
        收到政府信息公开申请20件，其中当面申请3件、网络申请18件。                 | | yes
        收到政府信息公开申请20件，其中自然人18件，法人或其他组织1件。             | | yes
        收到政府信息公开申请20件，其中土地类12件，规划类9件。                     | |
        主动公开政府信息900条，其中通过网站公开800条，通过微信公众号公开300条。   | |
        """, check="statements.parts")
    holds("""
        收取信息处理费2950元，其中市公安局420元，市资规局2530元。  | |
        收取信息处理费2950元，其中市公安局420元，市资规局2830元。  | | yes
        """, check="statements.parts", section=6)


def test_a_table_of_noughts_beside_prose_that_says_more():
    noughts = ", ".join(f"{item} 0" for item in ("new", "carried_in", "granted", "outcome_total", "carried_out"))
    holds(f"""
        收到政府信息公开申请12件，办结12件，予以公开9件。  | {noughts} | yes
        收到政府信息公开申请30余件。                        | {noughts} | yes
        未收到政府信息公开申请。                            | {noughts} |
        全县共受理政府信息公开申请400件。                   | {noughts} |
        """, check="statements.idle")


def test_unpaid_fees_and_no_part_six():
    holds("""
        略。                           | other_no_fee 0 |
        收取信息处理费120元。          | other_no_fee 2 |
        略。                           | other_no_fee 2 | yes
        """, check="statements.fee_untold")
    holds("无。 | other_no_fee 2 |", check="statements.fee_untold", section=6)


def test_a_finding_says_quote_place_and_every_reading():
    [[one]] = found([("2024年，收到政府信息公开申请29件。", TABLE3)])
    assert one["place"] == "第一部分正文「收到的政府信息公开申请」与表三「新收申请」"
    assert (one["left"], one["right"], one["class"], one["severity"]) == (29, 28, "reporting", "W")
    for text in ("“2024年，收到政府信息公开申请29件”", "新收申请 26；", "新收申请 26 + 上年结转 2 = 28"):
        assert text in one["message"]
    assert one["equation"].startswith("正文 29 件；")
    assert {(o["item_id"], o["value"]) for o in one["operands"]} <= {
        ("new", 26), ("carried_in", 2), ("outcome_total", 27), ("carried_out", 1)} and one["operands"]
    [[nearer]] = found([("收到政府信息公开申请40件。", "new 26, carried_in 2, outcome_total 38, carried_out 1")])
    assert (nearer["right"], nearer["item_id"]) == (39, "new")
    assert {o["item_id"] for o in nearer["operands"]} == {"new", "outcome_total", "carried_out"}


@pytest.mark.parametrize("seed", [1, 2])
def test_sql_agrees_with_arithmetic_by_hand(seed):
    """Random cells, some blank: a count is a finding just when no reading can give it."""
    chance, said, wanted = Random(seed), [], []
    readings = [("new",), ("new", "carried_in"), ("outcome_total",), ("outcome_total", "carried_out")]
    for _ in range(60):
        cells = {name: chance.choice([None, 0, 1, 2, 3])
                 for name in ("new", "carried_in", "outcome_total", "carried_out")}
        count = chance.randint(0, 7)
        possible = any(
            count >= sum(cells[n] or 0 for n in r) if None in [cells[n] for n in r] else
            count == sum(cells[n] for n in r) for r in readings)
        text = ", ".join(f"{name} {value}" for name, value in cells.items() if value is not None)
        said.append((f"收到政府信息公开申请{count}件。", text))
        wanted.append(not possible)
    assert [bool(told) for told in found(said)] == wanted
