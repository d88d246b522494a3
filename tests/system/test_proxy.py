"""The dashboard behind the documented proxy, in a real browser: what a first visit costs, and that all of it works."""

import json
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.find_browser import noted
from tests.browser.visit import Visit
from tests.dashboard import worlds
from tests.served import served
from tests.system.proxy import proxied

MOST = 4_000_000  # bytes of a first visit, to the last chart


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = worlds.full(tmp_path_factory.mktemp("proxied") / "root", 16)
    with served(root) as (port, _), proxied(port) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=noted(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def test_a_first_visit_is_light_and_the_page_works(site, chromium):
    visit = Visit(chromium, site, 1366, "light")
    client = visit.page.context.new_cdp_session(visit.page)
    client.send("Network.enable")
    received = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    client.on("Network.webSocketFrameReceived", lambda event: received.append(len(event["response"]["payloadData"])))
    visit.open()
    visit.page.locator(".whole svg path.line").first.wait_for()     # the first chart
    visit.page.locator(".whole svg rect").first.wait_for()          # the last one
    assert 500_000 < sum(received) <= MOST
    assert not any("Plotly" in asked for asked in visit.asked)
    before = visit.answer()
    visit.choose("截止年度", "2021")
    visit.said_in_link("y1=2021")
    assert "2021" in visit.answer() and visit.answer() != before
    visit.turn_to("主动公开")
    visit.page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert any("Plotly" in asked for asked in visit.asked) and sum(received) <= MOST
    visit.turn_to("覆盖")
    assert "2021" in visit.page.locator(".scope").inner_text()
    assert any(asked.startswith("ws://") for asked in visit.asked)
    assert not visit.outside() and not visit.errors
    visit.close()


def test_text_is_sent_compressed_and_kept_by_the_browser(site):
    with urllib.request.urlopen(site) as answer:
        page = answer.read().decode()
    script = next(part for part in page.split(chr(34)) if part.endswith(".js"))
    ask = urllib.request.Request(f"{site}/{script.lstrip('./')}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(ask) as answer:
        assert answer.headers["Content-Encoding"] == "gzip" and "immutable" in answer.headers["Cache-Control"]


def test_no_visitor_names_himself(tmp_path):
    """Behind the proxy the header that names a user comes from the proxy alone."""
    import http.server
    import threading

    heard = []

    class Heard(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(dict(self.headers))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with proxied(server.server_port) as address:
            ask = urllib.request.Request(f"{address}/me", headers={"X-Forwarded-User": "the minister"})
            urllib.request.urlopen(ask).read()
    finally:
        server.shutdown()
        server.server_close()
    assert "X-Forwarded-User" not in heard[-1], json.dumps(heard[-1])
