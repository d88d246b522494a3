"""What axe-core says of a page, and whether each figure has its "?".

In:   a page that stands still; axe_exceptions.toml.
Out:  violations(page, where), excused(), Heard, unexplained(page).
Promise: axe's whole usual set of rules (WCAG 2.2 A and AA, best practice), in the page and in every shadow root.
"""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visit import Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A figure: a chart, or a component of ours that draws a table or a picture. Each needs a "?" of its own before it.
_UNEXPLAINED = """() => {
  const draws = e => e.matches('.stPlotlyChart') || e.shadowRoot?.querySelector('thead, [role=grid], svg')
  const main = document.querySelector('[data-testid="stMain"]')
  const bare = []
  let explained = false
  for (const e of main.querySelectorAll('*')) {
    if (e.matches('details.guide')) explained = true
    else if (draws(e)) {
      if (!explained) bare.push(e.closest('[class*="st-key-"]')?.className ?? e.outerHTML.slice(0, 120))
      explained = false
    }
  }
  return bare
}"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def excused() -> list[dict]:
    return tomllib.loads(Path(__file__).with_name("axe_exceptions.toml").read_text("utf-8"))["exception"]


def violations(page: Page, where: str) -> tuple[list[str], list[int]]:
    """(what must be mended, which exceptions occurred), each violation as one line: rule, impact, element, why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", TAGS)["violations"]
    wrong, occurred = [], []
    for rule in found:
        for node in rule["nodes"]:
            allowed = [i for i, e in enumerate(excused()) if (e["rule"], e["where"]) == (rule["id"], where)
                       and page.evaluate("([html, css]) => { const t = document.createElement('template');"
                                         " t.innerHTML = html; return !!t.content.firstElementChild?.matches(css) }",
                                         [node["html"], e["element"]])]
            occurred += allowed
            if not allowed:
                wrong.append(f"{rule['id']} ({rule['impact']}) {node['target']}: {node['html'][:160]} "
                             f"{node['failureSummary'].splitlines()[-1].strip()}")
    return wrong, occurred


class Heard:
    """What axe said over many pages; which exceptions were needed."""

    def __init__(self):
        self.wrong, self.needed = [], set()

    def listen(self, reader: Visit, how: str) -> None:
        reader.drawn()
        where = reader.page.url.removeprefix(f"{reader.site}/").partition("?")[0]
        wrong, needed = violations(reader.page, where)
        self.wrong += [f"{where or 'overview'} {how}: {line}" for line in wrong]
        self.needed.update(needed)

    def is_well(self) -> None:
        assert not self.wrong, "\n".join(self.wrong)


def unexplained(page: Page) -> list[str]:
    """The figures of a page that no "?" stands before."""
    return page.evaluate(_UNEXPLAINED)
