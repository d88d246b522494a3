"""The last measure of the pages as Markdown. In: build/speed.json as a dict. Out: told()."""

from tests.bench.speed import crowd, first_chart, pages, soak


def told(figures: dict) -> str:
    """The section; parts that were never measured are left out."""
    unclean = "（另有未提交的改动）" if figures["is_dirty"] else ""
    head = (f"{figures['date'][:10]}，提交 {figures['commit']}{unclean}，{figures['machine']}，演示数据。"
            "每次重算所用的服务器处理器时间（毫秒，中位与 p95），经 websocket 像浏览器那样换筛选；"
            "同一总览的惯常写法（plotly express、默认设置，"
            "`tests/bench/speed/usual_page.py`）同场比较。")
    parts = {"pages": pages, "first_chart": first_chart, "crowd": crowd, "soak": soak}
    return "\n\n".join([head, *(part.table(figures[name]) for name, part in parts.items() if name in figures)])
