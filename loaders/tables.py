"""The data contract: the schema of every table of a snapshot, with a sentence for each column.

In:   loaders/form (the addresses become the columns of `figures` and of the marts).
Out:  TABLES, a Table for each file of a snapshot; SCHEMA_VERSION.
Promise: the dashboard and others rely on these names. A changed meaning or a removed column raises
the first part of SCHEMA_VERSION; the dashboard refuses another first part. data/README.md is made from this file.
"""

from dataclasses import dataclass

import pyarrow as pa

from loaders.form import addresses

SCHEMA_VERSION = "2.0"
MONEY = pa.decimal128(24, 6)
_STATE = "状态：number | blank（空）| dash（/）| text | doubtful（存疑）；原件没有的格不列"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a snapshot. `by_year`: files of their own for each report year; `key`: its unique columns.
    How a table lies in files: loaders/warehouse/files.py."""

    name: str
    label: str
    schema: pa.Schema
    key: tuple[str, ...]
    by_year: bool = False
    order: tuple[str, ...] = ()


def _schema(*columns: tuple) -> pa.Schema:
    return pa.schema([pa.field(name, kind, metadata={"description": text}) for name, kind, text in columns])


_S, _I, _B, _D = pa.string(), pa.int32(), pa.bool_(), pa.date32()
_REPORT = (("report_id", _S, "报告：agency_id-年度-范围"),
           ("sha256", _S, "来源文件的校验码"),
           ("agency_id", _S, "机关"),
           ("district_id", _S, "行政区划代码；不明为空"),
           ("year", pa.int16(), "报告年度"),
           ("is_current", _B, "同一机关同一年度有多份时，采用的一份"))
# Random characters cannot be packed: a sha256 a row would be half of all that the numbers take.
_ORDINAL = ("ordinal", _I, "同一机关同一年度的第几份文件：按 sha256 从 0 数，几乎都是 0")
_ADDRESS = (("table_id", _S, "表：disclosure | requests | disputes | activity"), ("item_id", _S, "项"), ("column_id", _S, "列"))
_CELL = pa.struct([("table_id", _S), ("item_id", _S), ("column_id", _S), ("state", _S), ("value", MONEY), ("raw", _S),
                   ("unit", _S), ("page", _I), ("row", _I), ("col", _I), ("note", _S), ("corrected_from", _S)])
_OPERAND = pa.struct([("table_id", _S), ("item_id", _S), ("column_id", _S), ("year", pa.int16()), ("side", _S),
                      ("sign", pa.int8()), ("value", MONEY)])
_REPAIR = pa.struct([("table_id", _S), ("item_id", _S), ("column_id", _S), ("year", pa.int16()), ("printed", MONEY),
                     ("value", MONEY), ("n_mended", _I), ("n_left", _I), ("breaks", pa.list_(_S)), ("origin", _S),
                     ("origin_note", _S), ("text", _S)])
_AT = ("position", pa.int16())  # of items
_STRETCH = [("start", _I), ("end", _I)]
_FIGURES = tuple((a.name, MONEY if a.kind == "money" else _I, f"{a.label}（{a.unit or '单位照原文'}）") for a in addresses())
_SUMS = tuple((a.name, MONEY if a.kind == "money" else pa.int64(), f"{a.label}之和；没有一份报告有此数则为空")
              for a in addresses())
_ALSO = {"requests__new__natural_person"}  # an indicator needs it
_AGENCY_ITEMS = tuple(f for f, a in zip(_FIGURES, addresses())
                      if a.table != "requests" or a.column == "total" or a.name in _ALSO)

TABLES: dict[str, Table] = {t.name: t for t in (
    Table("documents", "来源文件：见过的每一个文件", _schema(
        ("name", _S, "在资料夹中的相对路径；压缩包内的文件写作 包.zip!/内部路径"), ("sha256", _S, "内容校验码；原件存于 sources/<sha256>"),
        ("format", _S, "格式：text | markdown | html | pdf | image | docx | xlsx | doc | xls | odt | ods | rtf | works | mht | zip（未能解开的压缩包）| unknown"),
        ("bytes", pa.int64(), "字节数"), ("status", _S, "loaded | duplicate | refused"),
        ("reason", _S, "未读或重复的原因"), ("reason_id", _S, "原因的代号：empty, encrypted, no_tables…"),
        ("report_id", _S, "读出的报告"),
        ("agency_id", _S, "机关；没有读成的文件只凭文件名与文件夹，认不出为空"), ("year", pa.int16(), "报告年度，同上"),
        ("first_seen", pa.timestamp("s"), "首次读到的时间（UTC）"),
        ("extractor", _S, "读取程序的版本")), key=("name", "sha256"), order=("name",)),
    Table("reports", "年度报告：每份读出的文件一行", _schema(
        *_REPORT, _ORDINAL, ("agency_label", _S, "原文印的机关名称"), ("edition", _S, "格式版本：由表内标签认出"),
        ("scope", _S, "own 本级 | aggregate 汇总 | unknown 未明"), ("title", _S, "标题"),
        ("published_on", _D, "公布日期；原文没有则为空"), ("status", _S, "complete 完整 | incomplete 不完整"),
        ("reason", _S, "不完整的原因"), ("choice", _S, "多份并存时，为何采用或不采用这一份"),
        ("n_expected", _I, "该版本应有的格数"), ("n_read", _I, "读清的格数，空格也算"),
        ("n_blank", _I, "其中空着的格数"), ("n_doubtful", _I, "存疑的格数"), ("n_pages", _I, "页数；无页则为空"),
        ("n_identities", _I, "应核查的勾稽关系数"), ("n_untested", _I, "因缺数而未核的勾稽关系数"),
        ("unclaimed", pa.list_(_S), "表中没有对应项的行"),
        ("identity", pa.list_(pa.struct([("field", _S), ("value", _S), ("source", _S), ("quote", _S)])),
         "机关、区划、年度等各从何处认出"),
        ("doubts", pa.list_(_S), "归属有疑、待人确定之处：agency_unknown, district_unknown, name_ambiguous, year_unknown, "
         "agency_conflict, year_conflict, name_out_of_year；已由人确定的为空"),
        ("candidates", pa.list_(_S), "名称可能指的区划：代码 全称"), ("extractor", _S, "读取程序的版本")),
        key=("report_id", "sha256"), order=("year", "district_id", "agency_id")),
    Table("figures", "数：每份报告一行，每个地址一列；空即没有印出数字。report_id 与 sha256 在 reports 中，以 agency_id、year、ordinal 相连", _schema(
        *_REPORT[2:5], _ORDINAL, _REPORT[5], *_FIGURES,
        ("marks", pa.list_(_CELL), "不是普通数字的格：空、/、文字、存疑、印出单位或小数的格，以及更正过的格（corrected_from 不空）")),
        key=("agency_id", "year", "ordinal"), by_year=True, order=("district_id", "agency_id")),
    Table("evidence", "依据：每份报告一行，每格的原文与位置", _schema(
        *_REPORT, ("cells", pa.list_(_CELL), _STATE + "；row、col 从 1 数")),
        key=("report_id", "sha256"), by_year=True, order=("district_id", "agency_id")),
    Table("sections", "章节", _schema(*_REPORT, ("number", pa.int8(), "第几部分；认不出为空"), ("position", _I, "次序"),
                                    ("heading", _S, "标题"), ("text", _S, "正文"), ("page", _I, "起始页")),
          key=("report_id", "sha256", "position"), by_year=True, order=("district_id", "agency_id", "position")),
    Table("statements", "表述：正文中说到的数", _schema(
        *_REPORT, ("position", _I, "次序"), ("meaning", _S, "含义，见 phrases.toml"), ("value", MONEY, "数值"),
        ("unit", _S, "单位"), ("quote", _S, "原话"), ("section", pa.int8(), "第几部分"), ("page", _I, "页"),
        ("is_approximate", _B, "原话自称约数（余、约、多、近）；value 照印出的数，与表比对时只看是否为 0"),
        ("whose", _S, "说的是谁：own 本机关 | wider 全市、各部门等 | behalf 代其他机关 | named 点名的机关；原话没有说则为空"),
        ("subject", _S, "原话中说明是谁的字"), ("label", _S, "含义为 breakdown 时，总数计的是什么"),
        ("parts", pa.list_(pa.struct([("label", _S), ("value", MONEY)])), "含义为 breakdown 时的各分项；否则为空"),
        ("is_exhaustive", _B, "原话已列全分项（有“其他”一项）")),
        key=("report_id", "sha256", "position"), by_year=True, order=("district_id", "agency_id", "position")),
    Table("findings", "核查发现：报告不合勾稽关系之处（事实）", _schema(
        ("finding_id", _S, "由报告、核查、位置算出，不含数值"), *_REPORT[:5],
        ("check_id", _S, "勾稽关系"), ("class", _S, "arithmetic 算术 | reporting 填报"), ("severity", _S, "E | W | I"),
        ("place", _S, "位置的中文说明"), *_ADDRESS, ("left", MONEY, "左边之和"), ("right", MONEY, "右边之和"),
        ("difference", MONEY, "左减右"), ("equation", _S, "代入数字的等式"), ("message", _S, "可写入公文的一句话"),
        ("repair", pa.struct([("table_id", _S), ("item_id", _S), ("column_id", _S), ("value", MONEY), ("text", _S)]),
         "只改一格即可相等的改法；没有唯一改法则为空"),
        ("repairs", pa.list_(_REPAIR), "只改一格即可相等的各种改法，最可能的在前，至多六种：改后该格所在各式均相等的，其次是另有式仍不等的；"
         "都会使别的等式不等时才列出这样的改法。printed 原印（不是普通整数的，照 marks）、value 应为、n_mended 改后相等的式数（含本式）、"
         "n_left 仍不等的式数、breaks 会变得不等的式、origin 与 origin_note 该格看来出在原文还是读取；不是算术的为空"),
        ("n_repairs", _I, "这样的改法共有几种，列出与否都算"), ("repairs_text", _S, "把 repairs 写成可入公文的一句话；没有则为空"),
        ("operands", pa.list_(_OPERAND), "等式里的每个数"),
        ("origin", _S, "source 原文如此 | reading 疑似读取 | unsure 未定；只有算术发现才有"), ("origin_note", _S, "为何这样看"),
        ("explained", _S, "资料本身显示的正当例外，已降为 I；没有则为空"),
        ("quote", _S, "正文与表、正文与正文不符的，正文的原话；其他为空"), ("section", pa.int8(), "原话在第几部分"),
        ("page", _I, "原话在第几页"), ("unit", _S, "原话中数的单位；没有原话的，单位是所指格的")),
        key=("finding_id",), order=("year", "district_id", "agency_id")),
    Table("similarities", "雷同文字：报告的一个部分与另一份报告的共有文字；比对一、五、六部分", _schema(
        *_REPORT[:5], ("section", pa.int8(), "第几部分"), ("position", _I, "在 sections 中的次序"),
        ("kind", _S, "own 与本机关上一份年报 | peer 与其他机关同年或以前的年报"), ("rank", pa.int8(), "同类中第几相似，从 1 起"),
        ("other_report_id", _S, "另一份报告"), ("other_sha256", _S, "另一份报告的来源文件"), ("other_agency_id", _S, "另一机关"),
        ("other_year", pa.int16(), "另一份报告的年度"), ("other_section", pa.int8(), "另一份报告的第几部分"),
        ("other_position", _I, "在 sections 中的次序"), ("share", pa.float64(), "共有的字占自有文字的比例：n_shared / length"),
        ("n_shared", _I, "共有的字数；连续若干字相同才算，数字不论"), ("length", _I, "自有文字的字数：法定表述和大家都用的话已剔除"),
        ("n_characters", _I, "全部文字的字数，不含标点与空白；一个数计一字"), ("n_numbers", _I, "共有文字里的数"),
        ("n_numbers_changed", _I, "其中与另一份不同的数"),
        ("passages", pa.list_(pa.struct([*_STRETCH, ("other_start", _I), ("other_end", _I)])),
         "共有的段落在两份正文中的起止，从 0 数，不含末位"),
        ("everyday", pa.list_(pa.struct(_STRETCH)), "剔除的法定表述和大家都用的话在正文中的起止")),
        key=("report_id", "sha256", "section", "kind", "rank"), order=("year", "district_id", "agency_id", "section")),
    Table("agencies", "机关", _schema(
        ("agency_id", _S, "代码"), ("label", _S, "规范名称"), ("short_label", _S, "在本区划内的简称"),
        ("kind", _S, "gov | gov_office | dept | town | subdistrict | zone | vertical | authorised | unknown"),
        ("district_id", _S, "行政区划代码"), ("level", _S, "province | city | county | town"),
        ("aliases", pa.list_(_S), "别名"), ("is_registered", _B, "在册（agencies.csv）"),
        ("first_year", pa.int16(), "应报起始年度；未定为空"), ("last_year", pa.int16(), "应报截止年度；未定为空")),
        key=("agency_id",), order=("district_id", "agency_id")),
    Table("divisions", "行政区划", _schema(
        ("district_id", _S, "六位代码"), ("label", _S, "名称"), ("full_label", _S, "连同上级的全称"),
        ("level", _S, "province | city | county"), ("parent_id", _S, "上级代码"), ("province_id", _S, "省级代码"),
        ("city_id", _S, "地级代码；省级为空"), ("valid_from", pa.int16(), "启用年"), ("valid_to", pa.int16(), "名称沿用的最后一年；仍在用为空")),
        key=("district_id", "valid_from"), order=("district_id",)),
    Table("items", "表式的地址：每个地址一行", _schema(
        *_ADDRESS, ("name", _S, "在 figures 中的列名"), ("label", _S, "名称"), ("label_en", _S, "英文名称"),
        ("unit", _S, "单位；空为照原文"), ("kind", _S, "flow | stock | signed | money"),
        ("outcome", _S, "办理结果的组：granted | partial | refused | unable | unprocessed | other"),
        ("comparable_2019_2021", _S, "两版可比：same | break | none"), ("article", _S, "条例的条款"),
        ("position", pa.int16(), "次序"), ("editions", pa.list_(_S), "印有此格的版本")),
        key=("table_id", "item_id", "column_id"), order=("position",)),
    Table("form_cells", "表式的印法：每个版本、每张表的每一格，供照原样画出", _schema(
        ("edition", _S, "版本"), ("table_id", _S, "表"), ("block", pa.int8(), "第几块"), ("caption", _S, "块首"),
        ("item_id", _S, "项"), ("column_id", _S, "列"), ("row", pa.int16(), "块内第几行，从 1 数"),
        ("col", pa.int16(), "块内第几列，从 1 数"), ("row_path", pa.list_(_S), "行标签，由外到内"),
        ("col_path", pa.list_(_S), "列标签，由外到内"), ("corner", _S, "左上角文字"), ("is_optional", _B, "原表没有、各地自加的行"),
        ("table_label", _S, "表的名称"), ("layout", _S, "blocks | matrix | strip | list"),
        ("unit_head", _S, "单位一栏的栏首；没有此栏则为空"), ("unit", _S, "该行印的单位；没有此栏则为空")),
        key=("edition", "table_id", "item_id", "column_id"), order=("edition", "table_id", "block", "row", "col")),
    Table("checks", "勾稽关系", _schema(
        ("check_id", _S, "代号"), ("label", _S, "名称"), ("basis", _S, "依据"), ("class", _S, "arithmetic | reporting"),
        ("severity", _S, "E | W | I"), ("exceptions", _S, "正当的例外与应请对方说明的事"), ("position", pa.int16(), "次序")),
        key=("check_id",), order=("position",)),
    Table("mart_agencies", "机关 × 年度：页面与指标用的数（仅采用的报告）；办理结果的四组小计由各分项相加，区划不明为空串", _schema(
        *_REPORT[:5], _ORDINAL, ("kind", _S, "机关类别"), ("level", _S, "层级"), ("edition", _S, "版本"), ("scope", _S, "范围"),
        ("status", _S, "complete | incomplete"), *_AGENCY_ITEMS), key=("report_id",), order=("year", "district_id", "agency_id")),
    Table("mart_profiles", "机关的历年：每份采用的报告一行，全部的数压在一行里，按机关排列，供查一个或几个机关", _schema(
        ("report_id", _S, "报告"), ("agency_id", _S, "机关"), ("year", pa.int16(), "年度"), ("scope", _S, "范围"),
        ("counts", pa.list_(pa.struct([_AT, ("value", _I)])), "figures 中不空的整数；position 是 items 的次序"),
        ("amounts", pa.list_(pa.struct([_AT, ("value", MONEY)])), "figures 中不空的金额"),
        ("marks", pa.list_(pa.struct([_AT, ("state", _S), ("value", MONEY), ("corrected_from", _S)])),
         "不是普通数字的格和更正过的格，同 figures 的 marks；同一格以此为准")),
        key=("report_id",), order=("agency_id", "year")),
    Table("mart_districts", "行政区划 × 年度 × 层级 × 类别：各数之和（仅采用的报告，不含汇总报告）", _schema(
        ("district_id", _S, "行政区划"), ("year", pa.int16(), "年度"), ("level", _S, "机关层级"), ("kind", _S, "机关类别"),
        ("edition", _S, "版本"), ("n_reports", _I, "报告数"), *_SUMS),
        key=("district_id", "year", "level", "kind", "edition"), by_year=True, order=("year", "district_id")),
    Table("mart_coverage", "应报与已读：行政区划 × 年度 × 类别", _schema(
        ("district_id", _S, "行政区划；不明为空串"), ("year", pa.int16(), "年度"), ("kind", _S, "机关类别"),
        ("n_expected", _I, "在册而应报的机关数"), ("n_read", _I, "有采用的报告的机关数，汇总报告也算"),
        ("n_beyond", _I, "其中不在应报之列的"), ("n_incomplete", _I, "其中报告不完整的")),
        key=("district_id", "year", "kind"), by_year=True, order=("year", "district_id")),
    Table("mart_findings", "核查结果计数：每份采用的报告一行；区划不明为空串", _schema(
        *_REPORT[:5], ("kind", _S, "机关类别"), ("scope", _S, "范围"), ("n_identities", _I, "应核查数"), ("n_untested", _I, "未核数"),
        ("n_arithmetic", _I, "算术发现数"), ("n_reporting", _I, "填报发现数"), ("n_errors", _I, "其中 E 级")),
        key=("report_id",), order=("year", "district_id", "agency_id")),
)}
