"""The first chart in a real browser: from navigation to a line on the screen, against the least page there can be.

In:   a data root with a snapshot, a browser (tests/browser/find_browser.py).
Out:  medians of milliseconds and of received bytes for the overview, the usual page and the empty page.
Promise: every visit has an empty cache; the pages take turns, so that what else the machine does meets all alike. The
time is taken inside the page, by the first frame that holds what is looked for.
"""

import statistics
from collections import defaultdict
from pathlib import Path

from loaders.warehouse import current
from tests.bench.markdown import table as markdown
from tests.bench.speed.serving import scripted
from tests.browser.find_browser import noted
from tests.served import served

ROUNDS = 9
# The first line of a chart, ours or Plotly's; on the empty page its word. Ours lies in the shadow of a component.
LOOK = """
(() => {
  const seen = what => {
    if (what === "word") return document.querySelector('[data-testid="stMarkdown"] p')
    if (document.querySelector(".js-plotly-plot .scatterlayer path.js-line")) return true
    for (const host of document.querySelectorAll('[data-testid="stBidiComponentIsolated"]'))
      if (host.shadowRoot && host.shadowRoot.querySelector(".whole svg path.line")) return true
    return false
  }
  const look = () => {
    if (seen(window.lookedFor)) requestAnimationFrame(() => { window.firstChart = performance.now() })
    else requestAnimationFrame(look)
  }
  window.lookedFor = WHAT
  requestAnimationFrame(look)
})()
"""


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """ours | usual | empty -> ms, ms_low, ms_high, bytes."""
    from playwright.sync_api import sync_playwright

    times, sizes = defaultdict(list), defaultdict(list)
    with (served(folder) as (ours, _), scripted("usual_page", current(folder)) as (usual, _),
          scripted("empty_page", current(folder)) as (empty, _), sync_playwright() as playwright):
        browser = playwright.chromium.launch(executable_path=noted(), args=["--no-sandbox"])
        for turn in range(ROUNDS + 1):
            for name, port, what in (("empty", empty, "word"), ("ours", ours, "chart"), ("usual", usual, "chart")):
                seconds, size = _visit(browser, f"http://127.0.0.1:{port}/", what)
                if turn:  # the first warms the servers
                    times[name].append(seconds)
                    sizes[name].append(size)
        browser.close()
    return {name: {"ms": statistics.median(found), "ms_low": min(found), "ms_high": max(found),
                   "bytes": statistics.median(sizes[name])} for name, found in times.items()}


def _visit(browser, address: str, what: str) -> tuple[float, int]:
    """Milliseconds until it is there, and bytes received until then."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(LOOK.replace("WHAT", f'"{what}"'))
    page, received = context.new_page(), []
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_function("window.firstChart", timeout=60_000)
    found = page.evaluate("window.firstChart")
    context.close()
    return found, int(sum(received))


def table(found: dict[str, dict[str, float]]) -> str:
    names = {"empty": "只有一个字的页面", "ours": "总览", "usual": "总览，惯常写法"}
    rows = [[names[name], f["ms"], f["ms_low"], f["ms_high"], f["ms"] / found["empty"]["ms"], f["bytes"]]
            for name, f in found.items()]
    return markdown(["打开到第一张图", "中位（毫秒）", "最快", "最慢", "是空页面的几倍", "此前收到（字节）"], rows)
