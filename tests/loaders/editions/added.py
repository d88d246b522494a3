"""An invented edition of the form, as one file, and a document printed in it.

In:   nothing.
Out:  EDITION, DOCUMENT, TOLD (what the document says, by address); form_with_it(); disclosure().
Promise: only a file is added to the form: no code is touched.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from loaders.form import FOLDER
from tests.loaders.editions.pages import page

EDITION = """
edition = "2027"
label = "2027 年版表式"
notice = "试拟"
first_year = 2027
recognise = ["线上办理件数", "事项类别"]

[[section]]
number = 1
headings = ["总体情况"]

[[item]]
table = "services"
item = "enquiries"
column = "online"
label = "网上咨询件数"
label_en = "Enquiries online"
unit = "件"
kind = "flow"
[[item]]
table = "services"
item = "enquiries"
column = "cost"
label = "咨询办理经费"
unit = "万元"
kind = "money"
[[item]]
table = "services"
item = "visits"
column = "online"
label = "预约来访件数"
unit = "件"
kind = "flow"
[[item]]
table = "services"
item = "visits"
column = "cost"
label = "来访接待经费"
unit = "万元"
kind = "money"
[[item]]
table = "desks"
item = "open"
column = "count"
label = "开放窗口数"
unit = "个"
kind = "stock"

[[table]]
id = "services"
section = 2
label = "为民办事情况"
layout = "matrix"
corner = "事项类别"
columns = [{ id = "online", path = ["办理", "线上办理件数"] }, { id = "cost", path = ["办理", "办理经费（万元）"] }]
rows = [{ id = "enquiries", label = "政策咨询" }, { id = "visits", label = "预约来访" }]

[[table]]
id = "desks"
section = 3
label = "窗口情况"
layout = "list"
corner = "窗口指标"
unit_head = "计量单位"
columns = [{ id = "count", label = "年末实有数" }]
rows = [{ level = 1, label = "一、窗口设置" }, { level = 2, id = "open", label = "（一）政务公开窗口开放数" }]
"""
DOCUMENT = page("清河县财政局2027年政府信息公开工作年度报告", "一、总体情况", "略。",
                [["事项类别", "线上办理件数", "办理经费（万元）"], ["政策咨询", "41", "2.50"], ["预约来访", "", "/"]],
                [["窗口指标", "计量单位", "年末实有数"], ["一、窗口设置", "——", "——"],
                 ["（一）政务公开窗口开放数", "个", "3"]])
TOLD = {("services", "enquiries", "online"): ("number", 41), ("services", "enquiries", "cost"): ("number", 2.5),
        ("services", "visits", "online"): ("blank", None), ("services", "visits", "cost"): ("dash", None),
        ("desks", "open", "count"): ("number", 3)}


def form_with_it(folder: Path) -> Path:
    """The form as it is, and one file more."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "edition_2027.toml").write_text(EDITION, "utf-8")
    return folder


def disclosure(folder: Path, *words: str) -> str:
    done = subprocess.run([str(Path(sys.executable).with_name("disclosure")), *words], capture_output=True, text=True,
                          env={**os.environ, "DISCLOSURE_FORM": str(folder)}, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
