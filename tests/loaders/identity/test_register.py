"""The register: divisions by year, names that mean one agency, and files that break their rules."""

import pickle

import pytest

from loaders.errors import BadForm
from loaders.register import Register, agency_id
from loaders.register.kinds import classify
from loaders.register.rows import (
    AGENCY_COLUMNS,
    DIVISION_COLUMNS,
    read_agencies,
    read_divisions,
    write_rows,
)
from loaders.report import Identity
from loaders.tables import TABLES
from tests.loaders.identity.register import REFERENCE, shipped

DIVISIONS = ",".join(DIVISION_COLUMNS) + """
990000,云岭省,云岭省,province,,990000,,1980,
990100,松江市,云岭省松江市,city,990000,990000,990100,1980,
990101,临水区,云岭省松江市临水区,county,990100,990000,990100,2015,
990121,临水县,云岭省松江市临水县,county,990100,990000,990100,1980,2014
"""
AGENCIES = ",".join(AGENCY_COLUMNS) + """
990101-edu,松江市临水区教育体育局,教育体育局,dept,990101,county,松江市临水区教育局;临水教体局,2015,
990100-gov,松江市人民政府,人民政府,gov,990100,city,,,
"""


@pytest.fixture
def load(tmp_path):
    def write(divisions=DIVISIONS, agencies=AGENCIES) -> Register:
        (tmp_path / "divisions.csv").write_text(divisions, "utf-8")
        (tmp_path / "agencies.csv").write_text(agencies, "utf-8")
        return Register.load(tmp_path)

    return write


def test_the_shipped_divisions_come_back_byte_for_byte(tmp_path):
    rows = read_divisions(REFERENCE / "divisions.csv")
    write_rows(tmp_path / "divisions.csv", DIVISION_COLUMNS, rows)
    assert (tmp_path / "divisions.csv").read_bytes() == (REFERENCE / "divisions.csv").read_bytes()
    assert rows == tuple(sorted(rows, key=lambda row: (row.district_id, row.valid_from)))


def test_agencies_come_back_byte_for_byte(load, tmp_path):
    register = load()
    write_rows(tmp_path / "again.csv", AGENCY_COLUMNS, register.agencies)
    assert (tmp_path / "again.csv").read_text("utf-8") == AGENCIES


def test_the_shipped_divisions_are_those_of_the_ministry():
    # The ministry's list of 2025-12-31: what was founded later is no part of it.
    now = [d for d in shipped().divisions if d.valid_to is None and d.valid_from <= 2025]
    assert {level: sum(d.level == level for d in now) for level in ("province", "city", "county")} == {
        "province": 33, "city": 333, "county": 2845}
    by_code = {d.district_id: d for d in now}
    assert all(by_code[d.parent_id].level in ("province", "city") for d in now if d.parent_id)
    assert by_code["440204"].full_label == "广东省韶关市浈江区"


@pytest.mark.parametrize(("name", "year", "district"), [
    ("洪泽县人民政府", 2015, "320829"), ("洪泽区人民政府", 2016, "320813"), ("洪泽区人民政府", 2024, "320813"),
    ("居巢区人民政府", 2010, "341402"), ("渝北区人民政府", 2024, "500112"), ("两江新区管理委员会", 2025, "500157"),
    ("江干区教育局", 2020, "330104"), ("临平区教育局", 2021, "330113"), ("莱芜市教育局", 2018, "371200"),
    ("济南市莱芜区教育局", 2019, "370116"), ("草湖市人民政府", 2026, "659013"), ("白杨市人民政府", 2023, "659012"),
    ("崇文区教育局", 2009, "110103"), ("密云县教育局", 2014, "110228"), ("密云区教育局", 2015, "110118"),
    ("儋州市教育局", 2014, "469003"), ("儋州市教育局", 2015, "460400"), ("沙县教育局", 2020, "350427"),
    ("观山湖区教育局", 2012, "520115"), ("霍尔果斯市教育局", 2014, "654004"), ("红寺堡区教育局", 2009, "640303"),
])
def test_a_place_is_that_of_the_year(name, year, district):
    found = shipped().resolve(name, year)
    assert found.agency.district_id == district and not found.out_of_year


def test_a_name_out_of_its_year_is_known_but_said_to_be_so():
    found = shipped().resolve("洪泽县人民政府", 2020)
    assert found.agency.district_id == "320829" and found.out_of_year


def test_an_ambiguous_name_has_candidates_and_no_district():
    found = shipped().resolve("鼓楼区教育局", 2022)
    assert found.agency.district_id is None and found.agency.agency_id.startswith("unknown-")
    assert {d.district_id for d in found.candidates} == {"320106", "320302", "350102", "410204"}


def test_a_parent_nearby_settles_an_ambiguous_name():
    found = shipped().resolve("鼓楼区教育局", 2022, ["350100"])
    assert (found.agency.district_id, found.how) == ("350102", "near")


@pytest.mark.parametrize("names", [
    ["洪泽区人民政府", "淮安市洪泽区人民政府", "江苏省淮安市洪泽区人民政府", "洪泽区政府", "淮安洪泽区人民政府"],
    ["洪泽区人民政府办公室", "淮安市洪泽区政府办", "淮安市洪泽区政府办公室"],
    ["淮安市发展和改革委员会", "淮安市发改委", "淮安市发展改革委", "淮安市发展和改革委员会（本级）"],
    ["淮安市洪泽区高良涧街道办事处", "洪泽区高良涧街道"],
])
def test_names_of_one_agency_have_one_id(names):
    assert len({shipped().resolve(name, 2022).agency.agency_id for name in names}) == 1


def test_names_of_different_agencies_have_different_ids():
    names = ["淮安市人民政府", "淮安市人民政府办公室", "洪泽区人民政府", "淮安市教育局", "淮安市淮安区人民政府",
             "恩施州教育局", "恩施市教育局"]
    assert len({shipped().resolve(name, 2022).agency.agency_id for name in names}) == len(names)


def test_the_id_is_the_district_and_a_slug():
    found = shipped().resolve("淮安市洪泽区人民政府", 2024).agency
    assert found.agency_id == agency_id("320813", "人民政府") and found.agency_id.startswith("320813-")
    assert found.short_label == "人民政府" and found.label == "淮安市洪泽区人民政府"


def test_the_register_wins(load):
    register = load()
    for name in ("松江市临水区教育局", "临水教体局", "临水区教育体育局"):
        found = register.resolve(name, 2020)
        assert (found.agency.agency_id, found.how) == ("990101-edu", "register")
    assert register.agency("990101-edu").label == "松江市临水区教育体育局"
    assert register.agency("990101-xyz") is None


def test_the_register_can_be_pickled(load):
    register = pickle.loads(pickle.dumps(load()))
    assert register.resolve("临水县财政局", 2010).agency.district_id == "990121"


def test_no_files_are_an_empty_register(tmp_path):
    register = Register.load(tmp_path)
    assert register.resolve("淮安市人民政府", 2022).agency.district_id is None
    assert register.agency_rows([]) == [] and register.division_rows() == []


def test_rows_fit_the_tables(load):
    register = load()
    told = register.resolve("松江市临水区财政局", 2020).agency
    seen = [Identity(agency="松江市临水区财政局", agency_id=told.agency_id, district="990101", year=2020),
            Identity(agency="松江市人民政府", agency_id="990100-gov", district="990100", year=2020),
            Identity(agency="某某局", agency_id="unknown-abc", year=2020), Identity()]
    rows = {row["agency_id"]: row for row in register.agency_rows(seen)}
    assert set(rows) == {"990101-edu", "990100-gov", told.agency_id, "unknown-abc"}
    assert rows[told.agency_id]["short_label"] == "财政局" and not rows[told.agency_id]["is_registered"]
    assert rows["990100-gov"]["is_registered"] and rows["unknown-abc"]["district_id"] is None
    assert all(list(row) == TABLES["agencies"].schema.names for row in rows.values())
    assert all(list(row) == TABLES["divisions"].schema.names for row in register.division_rows())


@pytest.mark.parametrize(("file", "line", "words"), [
    ("divisions", "99010,错区,错区,county,990100,990000,990100,1980,", ["divisions.csv 第 6 行", "99010", "六位"]),
    ("divisions", "990102,错区,错区,village,990100,990000,990100,1980,", ["第 6 行", "village", "county"]),
    ("divisions", "990102,错区,错区,county,999900,990000,990100,1980,", ["第 6 行", "999900", "不在本文件"]),
    ("divisions", "990101,错区,错区,county,990100,990000,990100,1980,2016", ["第 6 行", "990101", "两次"]),
    ("divisions", "990102,错区,错区,county,990100,990000,990100,80年,", ["第 6 行", "80年", "四位年份"]),
    ("agencies", "990100-gov,松江市财政局,财政局,dept,990100,city,,,",
     ["agencies.csv 第 4 行", "990100-gov", "第 3 行"]),
    ("agencies", "990100-f,松江市财政局,财政局,dept,999999,city,,,", ["第 4 行", "999999", "divisions.csv"]),
    ("agencies", "990100-f,松江市财政局,财政局,部门,990100,city,,,", ["第 4 行", "部门", "dept"]),
    ("agencies", "990100-f,松江市财政局,财政局,dept,990100,city,松江市人民政府,,",
     ["第 4 行", "松江市人民政府", "第 3 行"]),
    ("agencies", "990100-f,松江市财政局,财政局,dept,990100", ["第 4 行", "列数"]),
])
def test_a_broken_line_is_named_with_what_to_do(load, file, line, words):
    files = {"divisions": DIVISIONS, "agencies": AGENCIES}
    files[file] += line + "\n"
    with pytest.raises(BadForm) as failure:
        load(**files)
    assert all(word in str(failure.value) for word in words), failure.value
    assert "请" in str(failure.value)


def test_a_file_of_another_encoding_is_refused_with_advice(tmp_path):
    (tmp_path / "agencies.csv").write_bytes(AGENCIES.encode("gb18030"))
    with pytest.raises(BadForm, match="UTF-8"):
        read_agencies(tmp_path / "agencies.csv", [])


@pytest.mark.parametrize(("rest", "kind"), [
    ("人民政府", "gov"), ("人民政府办公室", "gov_office"), ("人民政府办公厅", "gov_office"), ("教育局", "dept"),
    ("国有资产监督管理委员会", "dept"), ("发展和改革委员会", "dept"), ("市场监督管理局", "dept"), ("财政厅", "dept"),
    ("花坪镇人民政府", "town"), ("和平乡人民政府", "town"), ("东城街道办事处", "subdistrict"), ("税务局", "vertical"),
    ("气象局", "vertical"), ("调查队", "vertical"), ("高新技术产业开发区管理委员会", "zone"),
    ("工业园区管理委员会", "zone"),
    ("住房公积金管理中心", "authorised"), ("太子镇党群服务中心", "authorised"),
    ("城市管理委员会", "dept"), ("某某", "unknown"),
    ("住房公积金管理委员会", "dept"), ("地方金融监督管理局", "dept"), ("消防救援支队", "vertical"),
])
def test_kinds_are_told_from_names(rest, kind):
    assert classify(rest) == kind


def test_names_hold_for_their_years(load):
    lines = ["990101-old,松江市临水区文化局,文化局,dept,990101,county,临水文体局@-2018;临水文旅局@2016,,2018",
             "990101-new,松江市临水区文旅体局,文旅体局,dept,990101,county,临水文体局@2019-,2019,"]
    register = load(agencies=AGENCIES + "\n".join(lines) + "\n")
    told = {year: register.resolve("临水文体局", year) for year in (2015, 2018, 2019, 2024, None)}
    assert {year: found.agency.agency_id for year, found in told.items()} == {
        2015: "990101-old", 2018: "990101-old", 2019: "990101-new", 2024: "990101-new", None: "990101-new"}
    assert not any(found.out_of_year for found in told.values())
    assert register.resolve("临水文旅局", 2016).out_of_year is False
    assert register.resolve("临水文旅局", 2020).out_of_year is True, "known, and said to be of other years"
    (row,) = [r for r in register.agency_rows(()) if r["agency_id"] == "990101-old"]
    assert row["aliases"] == ["临水文体局", "临水文旅局"]


@pytest.mark.parametrize(("aliases", "words"), [
    ("临水教体局@2016-", "已由第 2 行占用"), ("某局@12-18", "名称@2012-2018"), ("某局@", "名称@2012-2018")])
def test_years_of_names_are_checked(load, aliases, words):
    with pytest.raises(BadForm, match=words):
        load(agencies=AGENCIES + f"990101-x,松江市临水区某局,某局,dept,990101,county,{aliases},,\n")


def test_namesakes_of_several_cities_are_told_apart_by_where_a_document_stands(load):
    divisions = DIVISIONS + ("990200,柏江市,云岭省柏江市,city,990000,990000,990200,1980,\n"
                             "990201,临水区,云岭省柏江市临水区,county,990200,990000,990200,1980,\n")
    line = "{0}-tax,{1},{1},vertical,{0},county,,,\n"
    name = "国家税务总局临水区税务局"
    register = load(divisions, AGENCIES + line.format("990101", name) + line.format("990201", name))
    alone = register.resolve(name, 2024)
    assert alone.how == "unknown" and {d.district_id for d in alone.candidates} == {"990101", "990201"}
    for district, city, near in (("990101", "松江市", "990100"), ("990201", "柏江市", "990200")):
        assert register.resolve(name, 2024, [near]).agency.agency_id == f"{district}-tax"
        full = name.replace("临水区", f"{city}临水区")
        assert register.resolve(full, 2024).agency.agency_id == f"{district}-tax"
    assert pickle.loads(pickle.dumps(register)).resolve(name, 2024, ["990200"]).agency.agency_id == "990201-tax"


@pytest.mark.parametrize("name", ["松江市临水区审计局", "审计局", "云岭省审计局"])
def test_a_name_that_cannot_mean_both_districts_is_refused(load, name):
    divisions = DIVISIONS + ("990200,柏江市,云岭省柏江市,city,990000,990000,990200,1980,\n"
                             "990201,临水区,云岭省柏江市临水区,county,990200,990000,990200,1980,\n")
    line = "{0}-aud,{1},{1},dept,{0},county,,,\n"
    with pytest.raises(BadForm, match="占用"):
        load(divisions, AGENCIES + line.format("990101", name) + line.format("990201", name))
