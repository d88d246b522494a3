"""Who reports, when the title alone does not say: page, signature, file, folders; and when they disagree."""

from datetime import date

import pytest

from loaders.document import Document, Line
from loaders.identify import identify
from loaders.identify.clues import to_date
from tests.loaders.identity.register import shipped

BODY = ("一、总体情况", "本年度工作情况如下。", "六、其他需要报告的事项", "无")


def told(*lines, name="a.html", form="text", metadata=None):
    return identify(Document(form, tuple(map(Line, lines)), metadata=metadata or {}), name, shipped())


def sources(identity, field):
    return {(e.value, e.source) for e in identity.evidence if e.field == field}


def test_a_web_page_tells_its_day_of_publication():
    page = told("首页 > 政府信息公开 > 年度报告", "淮安市教育局2022年政府信息公开工作年度报告",
                "发布时间：2023-01-17 10:22 来源：淮安市教育局 浏览次数：35", *BODY, form="html")
    assert page.published_on == date(2023, 1, 17) and page.agency == "淮安市教育局"


def test_meta_pubdate_counts_on_a_page_and_a_docx_date_does_not():
    metadata = {"published": "2023-01-20 09:00"}
    title = "淮安市教育局2022年政府信息公开工作年度报告"
    assert told(title, *BODY, form="html", metadata=metadata).published_on == date(2023, 1, 20)
    assert told(title, *BODY, form="docx", metadata=metadata).published_on is None


def test_the_signature_tells_agency_and_day():
    report = told("2022年政府信息公开工作年度报告", *BODY, "淮安市教育局", "二〇二三年一月十七日")
    assert (report.agency, report.district, report.published_on) == ("淮安市教育局", "320800", date(2023, 1, 17))
    assert ("淮安市教育局", "落款") in sources(report, "agency")


def test_a_day_before_the_year_reported_on_is_not_the_day_of_publication():
    report = told("淮安市教育局2022年政府信息公开工作年度报告", "发布时间：2019-04-03", *BODY)
    assert report.published_on is None
    assert ("2019-04-03", "页面发布时间（未采用）") in sources(report, "published_on")


def test_the_printed_title_wins_and_the_conflict_is_kept():
    report = told("淮安市教育局2022年政府信息公开工作年度报告", *BODY, "淮安市财政局", "2023年1月17日",
                  name="淮安市民政局2021年政府信息公开工作年度报告.txt")
    assert (report.agency, report.year) == ("淮安市教育局", 2022)
    assert ("淮安市财政局", "落款（与采用的机关不同）") in sources(report, "agency")
    assert ("淮安市民政局", "文件名（与采用的机关不同）") in sources(report, "agency")
    assert ("2021", "文件名（与采用的年度不同）") in sources(report, "year")


def test_the_period_tells_the_year_when_the_title_does_not():
    report = told("淮安市教育局政府信息公开工作年度报告", "数据统计期限自2022年1月1日起至2022年12月31日止。", *BODY)
    assert (report.year, sources(report, "year")) == (2022, {("2022", "统计期限")})


def test_the_year_of_publication_is_never_the_year_reported_on():
    report = told("淮安市教育局政府信息公开工作年度报告", "发布时间：2023-01-17", *BODY)
    assert report.year is None and report.published_on == date(2023, 1, 17)


def test_a_list_of_other_years_does_not_take_the_title_away():
    report = told("淮安市教育局2019年政府信息公开工作年度报告", "淮安市教育局2020年政府信息公开工作年度报告",
                  "淮安市教育局2022年政府信息公开工作年度报告", *BODY)
    assert report.year == 2022


def test_the_web_title_helps_where_the_page_prints_none():
    report = told(*BODY, form="html", metadata={"title": "淮安市教育局2022年政府信息公开工作年度报告_淮安市人民政府"})
    assert (report.agency, report.year) == ("淮安市教育局", 2022)


def test_a_full_name_in_the_text_settles_an_ambiguous_title():
    report = told("鼓楼区教育局2022年政府信息公开工作年度报告", "联系地址：南京市鼓楼区某路1号。", *BODY)
    assert report.district == "320106" and ("320106", "正文") in sources(report, "district")


def test_an_unsettled_name_keeps_its_candidates_and_its_folder_apart():
    title = "鼓楼区教育局2022年政府信息公开工作年度报告"
    here, there = (told(title, *BODY, name=f"{folder}/2022/a.txt") for folder in ("甲", "乙"))
    later = told(title, *BODY, name="甲/2023/a.txt")
    assert here.district is None and any("福州" in e.quote for e in here.evidence if e.field == "district")
    assert here.agency_id != there.agency_id and here.agency_id == later.agency_id


def test_an_empty_document_tells_nothing():
    report = told()
    assert (report.agency, report.agency_id, report.district, report.year, report.title) == (None,) * 5


@pytest.mark.parametrize(("sentence", "scope"), [
    ("本报告综合全市各县（市、区）、市政府各部门政府信息公开年度报告编制而成。", "aggregate"),
    ("本报告由区政府办公室汇总各部门、各街道数据编制。", "aggregate"),
    ("2022年，全市共受理政府信息公开申请3119件。", "aggregate"),
    ("2022年，本机关主动公开政府信息30条。", "own"),
    ("我局高度重视政府信息公开工作。", "own"),
    ("各单位结合本单位实际开展工作。", "unknown"),
    ("2022年，政府信息公开工作有序开展。", "unknown"),
    ("2022年，全市共受理政府信息公开申请30件，本机关答复5件。", "unknown"),
    ("1.本机关不掌握相关政府信息", "unknown"),
])
def test_scope_follows_the_words(sentence, scope):
    assert told("淮安市人民政府2022年政府信息公开工作年度报告", "一、总体情况", sentence).scope == scope


@pytest.mark.parametrize(("text", "day"), [
    ("2021年1月17日", date(2021, 1, 17)), ("2021-01-17 10:22:33", date(2021, 1, 17)), ("2021/1/7", date(2021, 1, 7)),
    ("2021.01.17", date(2021, 1, 17)), ("二〇二一年一月十七日", date(2021, 1, 17)),
    ("2021-01-17T08:00:00+08:00", date(2021, 1, 17)),
    ("二○二一年十二月三十一日", date(2021, 12, 31)), ("2021年13月1日", None), ("2021年", None), ("昨日", None),
])
def test_days_are_read_as_printed(text, day):
    assert to_date(text) == day
