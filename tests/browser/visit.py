"""One reader at the dashboard: goes to pages, chooses, waits until a page stands still; every request is recorded.

In:   a browser, the address of a served dashboard.
Out:  Visit.
Promise: waits for states of the page, never for a time.
"""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as TookTooLong

WAIT = 20_000
PAGES = {"": "总览", "disclosure": "主动公开", "requests": "依申请公开", "disputes": "复议诉讼", "compare": "对比",
         "anomalies": "异常", "agency": "机关", "report": "原文", "coverage": "覆盖", "measures": "指标",
         "intake": "导入"}
# Streamlit asks below the page's own path first where it is served from, and takes "no" for an answer.
PROBE = re.compile(r"/_stcore/(health|host-config)$")


class Visit:
    """`page` is Playwright's; `asked`: the address of every request and web socket; `errors`: what the console said."""

    def __init__(self, browser: Browser, site: str, width: int, theme: str, height: int = 900, is_first: bool = False):
        self.site, self.asked, self.errors = site, [], []
        self._context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme,
                                            accept_downloads=True, locale="zh-CN")
        if not is_first:  # has been led around before
            self._context.add_init_script("try { localStorage.setItem('disclosure-tour', 'seen') } catch {}")
        self._context.set_default_timeout(WAIT)
        self._context.on("request", lambda request: self.asked.append(request.url))
        self.page = self._context.new_page()
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message) -> None:
        if message.type == "error" and not PROBE.search(message.location.get("url", "")):
            self.errors.append(f"{message.text} {message.location}")

    def outside(self) -> list[str]:
        """What was asked of any host but the dashboard's own."""
        own = urlsplit(self.site).netloc
        return [url for url in self.asked
                if urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).netloc != own]

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.site}/{path}")
        self.still()

    def still(self) -> None:
        """Until the server has answered and the page has drawn its head."""
        ready = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
        self.page.locator(ready).wait_for()
        self.page.locator("h1").wait_for()

    def drawn(self) -> None:
        """Until every chart is there, every component has filled its place, and nothing is still fading in."""
        self.page.wait_for_function("""() =>
            document.getAnimations().every(a => a.effect.getComputedTiming().iterations === Infinity) &&
            !document.querySelector('[data-testid="stSkeleton"]') &&
            [...document.querySelectorAll('.stPlotlyChart')].every(e => e.querySelector('.main-svg')) &&
            [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')].every(e =>
                e.closest('.st-key-around') || e.shadowRoot?.querySelector('table, svg, div, p, button'))""")

    def turn_to(self, name: str) -> None:
        """Go to a page by the navigation at the top."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{name}$")).click()
        self.page.wait_for_url(re.compile(f"/{next(path for path, n in PAGES.items() if n == name)}([?]|$)"))
        self.still()

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a box by the beginning of its text; the link says it afterwards."""
        self.pick(label, lambda: self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first,
                  lambda _: option)

    def pick(self, label: str | re.Pattern, choice, told, typed: str = "", tries: int = 3) -> str:
        """Open a box, type, click `choice()`; `told(its text)` must be in the link afterwards. The text is returned.

        A page that draws itself anew while the list is open may swallow the click: a person clicks again.
        """
        for left in reversed(range(tries)):
            self.still()
            box = self.page.get_by_role("combobox", name=label)
            box.click()
            if typed:
                box.fill(typed)
            option = choice()
            text = option.inner_text()
            option.click()
            self.page.keyboard.press("Escape")
            try:
                self.said_in_link(told(text), WAIT // 2 if left else WAIT)
            except TookTooLong:
                if not left:
                    raise
                continue
            self.still()
            return text
        raise AssertionError("unreachable")

    def said_in_link(self, text: str, within: float = WAIT) -> None:
        self.page.wait_for_function(
            "text => decodeURIComponent(location.href.replaceAll('+', ' ')).includes(text)", arg=text, timeout=within)

    def turn_light_or_dark(self, theme: str) -> None:
        """As a system does at dusk; until the colours that the server chooses have followed."""
        self.page.emulate_media(color_scheme=theme)
        self.page.wait_for_function("""dark => getComputedStyle(document.documentElement).getPropertyValue('--paper')
            === (dark ? '#10161D' : '#FFFFFF')""", arg=theme == "dark")
        self.still()

    def speak(self, language: str) -> None:
        """zh | en, by the switch at the top; until the page speaks it."""
        name = {"zh": "zh-CN", "en": "en"}[language]
        self.page.locator(".st-key-lang").get_by_role("radio").filter(has_text=re.compile(f"^{language}")).click()
        self.page.wait_for_function("name => document.documentElement.lang === name", arg=name)
        self.still()

    def answer(self) -> str:
        return self.page.locator(".answer").inner_text()

    def becomes(self, answer: str) -> None:
        """Until the answer sentence is this one."""
        expect(self.page.locator(".answer")).to_have_text(answer, timeout=WAIT)

    def is_demo(self) -> None:
        expect(self.page.locator(".scope em")).to_have_text("演示数据", timeout=WAIT)

    def is_no_wider_than_window(self) -> None:
        wide = self.page.evaluate("""() => Math.max(document.documentElement.scrollWidth,
            document.querySelector('[data-testid="stMain"]').scrollWidth) - window.innerWidth""")
        assert wide <= 0, f"{self.page.url}: {wide} px wider than the window"

    def close(self) -> None:
        self._context.close()
