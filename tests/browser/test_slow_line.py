"""A quick reader on a slow line: four pages asked for before the first answer arrives, and the last of them stands.

In:   a browser whose answers are held back until the server has finished every page that was asked for.
Promise: the page asked for last is drawn whole, and nothing fails. The browser tells the server which large messages
it keeps; Streamlit forgot them after two runs, so that an answer could refer to one no longer there and the page
stopped for good. `.streamlit/config.toml` keeps them longer.
"""

import re

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.visit import WAIT


class SlowLine:
    """What the server says to one page, passed on at once or held until `release`."""

    def __init__(self, page):
        self._page, self._held, self._holds, self.n_finished, self.n_referred = page, [], False, 0, 0
        page.route_web_socket(re.compile("/_stcore/stream"), self._begin)

    def _begin(self, browser) -> None:
        def answered(message) -> None:
            kind = ForwardMsg.FromString(message).WhichOneof("type")
            self.n_finished += kind == "script_finished"
            self.n_referred += kind == "ref_hash"
            if self._holds:
                self._held.append((browser, message))
            else:
                browser.send(message)

        browser.connect_to_server().on_message(answered)

    def hold(self) -> None:
        self._holds = True

    def finished(self, n_runs: int) -> None:
        """Until the server has finished that many pages in all."""
        for _ in range(WAIT // 50):
            if self.n_finished >= n_runs:
                return
            self._page.wait_for_timeout(50)
        raise AssertionError(f"{self.n_finished} pages finished, {n_runs} expected")

    def release(self) -> None:
        self._holds = False
        for browser, message in self._held:
            browser.send(message)


def test_four_quick_clicks_on_a_slow_line_end_on_the_last_page(visit, site):
    reader = visit(site)
    line = SlowLine(reader.page)
    reader.open("anomalies")
    table = reader.page.get_by_role("table", name=re.compile("^核查发现一览"))
    table.wait_for()
    reader.still()
    line.hold()
    line.n_referred = 0
    for name in ("指标", "覆盖", "主动公开", "异常"):
        before = line.n_finished
        reader.page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{name}$")).click()
        line.finished(before + 1)
    assert line.n_referred, "nothing was kept by the browser: this test shows nothing"
    line.release()
    reader.page.wait_for_url(re.compile("/anomalies"))
    reader.still()
    table.locator("tbody tr").first.wait_for()
