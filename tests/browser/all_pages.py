"""One walk over every page, Chinese in the light and English in the dark; what several tests ask of a page is noted on
the way, since opening it costs more than looking at it.

In:   a browser, a served demonstration.
Out:  walk() -> Walk.
Promise: notes alone: what is wrong is said by the test that asks for it.
"""

from dataclasses import dataclass, field

from tests.browser import accessible
from tests.browser.looks import Album
from tests.browser.paper import Paper, printed
from tests.browser.visit import PAGES, Visit

DARK = ("", "requests", "anomalies", "report")  # of which a second picture is kept
PHONE = ("", "compare", "report")                # and a third
SOURCE = "report?t=来源"
TABS = ("anomalies?t=统计异常", "anomalies?t=文本雷同", "anomalies?t=从哪看起", SOURCE)


@dataclass
class Walk:
    """`heard`: what axe says; `bare`: page -> figures without a "?"; `album`: pages that look otherwise;
    `paper`, `dark_paper`: page -> as it is printed."""

    heard: accessible.Heard = field(default_factory=accessible.Heard)
    bare: dict[str, list[str]] = field(default_factory=dict)
    album: Album = field(default_factory=Album)
    paper: dict[str, Paper] = field(default_factory=dict)
    dark_paper: dict[str, Paper] = field(default_factory=dict)


def walk(reader: Visit) -> Walk:
    found = Walk()
    for path in (*PAGES, *TABS):
        name = path.replace("?t=", "_") or "overview"
        reader.open(path)
        found.heard.listen(reader, "zh light")
        found.bare[path] = accessible.unexplained(reader.page)
        if path != SOURCE:
            found.album.look(reader, f"{name}_light")
        if path in TABS:
            continue
        found.paper[path] = printed(reader)
        reader.turn_light_or_dark("dark")
        if path in DARK:
            found.dark_paper[path] = printed(reader)
        reader.speak("en")
        found.heard.listen(reader, "en dark")
        if path in DARK:
            found.album.look(reader, f"{name}_dark")
        reader.page.emulate_media(color_scheme="light")
    return found
