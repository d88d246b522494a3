"""The last run of the bench as Markdown, printed or put into README.md.

In:   build/bench.json, build/speed.json. Out: text; README.md between its marks.
Promise: the section names the date and the commit that was measured; nothing else of README.md changes.
"""

import json
from pathlib import Path

from tests.bench import accuracy, building, copied, reading, selftest
from tests.bench.speed import published as speed

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
SPEED = "<!-- speed -->"


def told(figures: dict) -> str:
    """The whole section."""
    unclean = "（另有未提交的改动）" if figures["is_dirty"] else ""
    parts = [
        f"{figures['date'][:10]}，提交 {figures['commit']}{unclean}，{figures['machine']}。"
        "朴素法：标签按子串找，配 pandas.read_html、pdfplumber、python-docx、pandas.read_excel；同一次运行。",
        reading.table(figures["reading"], figures["accuracy"]["naive_per_second"]),
        "“错”是没有存疑标记而与原文不符的格；“其中无核查发现”是连勾稽关系也没有指出的。加噪的文件见 `tests/noise/`。",
        "<details><summary>按格式与版式，原样与加噪，与朴素法相比</summary>",
        accuracy.table(figures["accuracy"]),
        "</details>",
        building.table(figures["building"]),
        *(part.table(figures[name]) for name, part in (("copied", copied), ("selftest", selftest))
          if name in figures),  # a run before they were measured lacks them
    ]
    return "\n\n".join(parts)


def into_readme(root: Path) -> None:
    """Replace what stands between the marks. Raises FileNotFoundError where neither bench has run."""
    runs = {BEGIN: ("bench.json", told), SPEED: ("speed.json", speed.told)}
    runs = {mark: (root / "build" / name, tell) for mark, (name, tell) in runs.items()
            if (root / "build" / name).is_file()}
    if not runs:
        raise FileNotFoundError(root / "build" / "bench.json")
    readme = root / "README.md"
    for begin, (path, tell) in runs.items():
        end = begin.replace("<!-- ", "<!-- /")
        before, _, rest = readme.read_text("utf-8").partition(begin)
        _, mark, after = rest.partition(end)
        if not mark:
            raise ValueError(f"README.md has no {begin} … {end}")
        section = tell(json.loads(path.read_text("utf-8")))
        readme.write_text(f"{before}{begin}\n{section}\n{end}{after}", "utf-8")
