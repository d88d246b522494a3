"""How every page looks, as pictures that a person has looked at; `python -m tests.browser.looks` takes them anew.

In:   a page that stands still; tests/browser/pictures: *.png, half as large as the page and of few colours, and
      taken_with.toml, the browser and the face they were taken with.
Out:  Album, picture(reader), changed(now, before), another(now).
Promise: letters drawn a little otherwise, or a page that is a pixel or two longer, look the same; a chart, a table or
a row of filters that is gone or has moved does not. What changes with each build (its version, the folder it reads) is
written over before the picture is taken. What looks otherwise is left in build/looks, with frames around it.
"""

import os
import subprocess
import sys
import tomllib
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.browser.visit import Visit
from tests.conftest import ROOT

FOLDER = Path(__file__).with_name("pictures")
SEEN = ROOT / "build" / "looks"
RENEW = "DISCLOSURE_LOOKS"
HEIGHT = 1800  # of a window that holds most pages whole; what stands lower is not in the picture
SQUARE = 16    # pixels of a picture
NEAR = 3       # a square may have moved by so many, whichever way
APART = 10.0   # of 255: what a square differs by at most, in the mean
MOST = 12      # squares that may differ: a few words; the smallest block of a page covers more
COLOURS = 144  # fewer, and the six colours of outcomes run into one another
_STILL = """() => {
  for (const span of document.querySelectorAll('.scope span'))
    if (/\\d{8}-\\d{6}|[ ：]\\/\\w/.test(span.textContent)) span.textContent = '—'
  document.activeElement?.blur?.()
  return document.fonts.ready.then(() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))
}"""
_FACE = "年报 0123 Wg"


def picture(reader: Visit) -> Image.Image:
    """The page as it stands, down to its end or the window's, at half its size."""
    page = reader.page
    page.wait_for_function("() => !document.querySelector('.state.drawing, [data-testid=stSkeleton]')")
    assert not page.get_by_test_id("stException").count(), f"{page.url} is broken"
    page.mouse.move(0, 0)
    page.evaluate(_STILL)
    taken, before = _taken(reader), None
    for _ in range(20):  # letters and charts fade in; two looks alike are a page that stands
        if taken == before:
            break
        taken, before = _taken(reader), taken
    shot = Image.open(BytesIO(taken)).convert("RGB")
    return shot.resize((shot.width // 2, shot.height // 2), Image.Resampling.LANCZOS)


def _taken(reader: Visit) -> bytes:
    size = reader.page.viewport_size
    end = reader.page.get_by_test_id("stMainBlockContainer").evaluate("e => e.getBoundingClientRect().bottom")
    return reader.page.screenshot(animations="disabled", caret="hide", clip={
        "x": 0, "y": 0, "width": size["width"], "height": min(size["height"], round(end))})


def changed(now: Image.Image, before: Image.Image) -> list[tuple[int, int]]:
    """(left, top) of the squares of `before` that are not found again at their place or beside it."""
    if now.width != before.width:
        return [(x, y) for y in range(0, before.height, SQUARE) for x in range(0, before.width, SQUARE)]
    high = -(-max(now.height, before.height) // SQUARE) * SQUARE
    wide = -(-now.width // SQUARE) * SQUARE
    here, there = _pixels(now, wide, high), _pixels(before, wide, high)
    apart = np.abs(here - there).reshape(high // SQUARE, SQUARE, wide // SQUARE, SQUARE, 3).mean(axis=(1, 3, 4))
    around = np.pad(here, ((NEAR, NEAR + 1), (NEAR, NEAR + 1), (0, 0)), mode="edge")
    down, right = (around + np.roll(around, -1, axis) for axis in (0, 1))  # a pixel of the page is half of one here
    shifts = (around, down / 2, right / 2, (down + np.roll(down, -1, 1)) / 4)
    return [(int(x), int(y)) for y, x in np.argwhere(apart > APART) * SQUARE
            if min(np.abs(moved[y + dy:y + dy + SQUARE, x + dx:x + dx + SQUARE]
                          - there[y:y + SQUARE, x:x + SQUARE]).mean()
                   for moved in shifts for dy in range(2 * NEAR + 1) for dx in range(2 * NEAR + 1)) > APART]


def _pixels(image: Image.Image, wide: int, high: int) -> np.ndarray:
    """Colours of a blurred picture, made as large as told by its own paper."""
    pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(1)), dtype=np.float32)
    whole = np.empty((high, wide, 3), dtype=np.float32)
    whole[:] = pixels[-1, 0]
    whole[:pixels.shape[0], :pixels.shape[1]] = pixels
    return whole


def taken_with(reader: Visit) -> dict[str, str]:
    """The browser's major version; the face it writes Chinese and digits in, and how wide that runs."""
    page = reader.page
    page.evaluate("""text => { const e = document.createElement('p'); e.id = 'face'; e.textContent = text
        e.style.cssText = 'position: absolute; visibility: hidden; font-size: 100px; white-space: nowrap'
        document.querySelector('[data-testid=stMain]').append(e) }""", _FACE)
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#face"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    wide = page.locator("#face").evaluate("e => { const wide = e.offsetWidth; e.remove(); return wide }")
    return {"chromium": page.context.browser.version.split(".")[0],
            "face": f"{', '.join(sorted({f['familyName'] for f in fonts}))}, {wide} px"}


class Album:
    """The kept pictures against what is seen now; `wrong` lists what looks otherwise or was never looked at."""

    def __init__(self, is_new: bool | None = None):
        self.wrong, self._with = [], {}
        self._is_new = os.environ.get(RENEW) == "renew" if is_new is None else is_new

    def look(self, reader: Visit, name: str) -> None:
        """Compare the page as it stands with its picture; keep it instead where pictures are taken anew."""
        self._with = self._with or taken_with(reader)
        now, path = picture(reader), FOLDER / f"{name}.png"
        if self._is_new:
            self._keep(now, path)
        apart = changed(now, opened(path)) if path.is_file() else None
        if apart is None or len(apart) > MOST:
            self.wrong.append(f"{name}: {'no picture is kept' if apart is None else f'{len(apart)} squares differ'}: "
                              f"{_shown(name, now, apart or [])}")

    def _keep(self, now: Image.Image, path: Path) -> None:
        """A page that looks as it did keeps its picture, to the byte."""
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / "taken_with.toml").write_text("".join(f'{k} = "{v}"\n' for k, v in self._with.items()), "utf-8")
        if not path.is_file() or opened(path).size != now.size or changed(now, opened(path)):
            now.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)

    def is_well(self) -> None:
        assert not self.wrong, "\n".join([*self.wrong, *unlike(self._with),
                                          "look at them; if they are right: python -m tests.browser.looks"])


def unlike(now: dict[str, str]) -> list[str]:
    """What the pictures were taken with, where something else looks at the pages now."""
    note = FOLDER / "taken_with.toml"
    kept = tomllib.loads(note.read_text("utf-8")) if note.is_file() else {}
    return [f"the pictures were taken with {name} {kept.get(name)}, this is {value}: that alone may be the difference"
            for name, value in now.items() if kept.get(name) != value]


def opened(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def _shown(name: str, now: Image.Image, apart: list[tuple[int, int]]) -> Path:
    """Leave what is seen where a person finds it, with a frame around each square that differs."""
    SEEN.mkdir(parents=True, exist_ok=True)
    marked, path = now.copy(), SEEN / f"{name}.png"
    for x, y in apart:
        ImageDraw.Draw(marked).rectangle((x, y, x + SQUARE - 1, y + SQUARE - 1), outline="#D000D0")
    marked.save(path)
    return path


if __name__ == "__main__":
    sys.exit(subprocess.run([sys.executable, "-m", "pytest", "-n", "0", "tests/browser/test_looks.py",
                             "tests/browser/test_pages.py", "-k", "looks_as or fits_a_phone"],
                            cwd=ROOT, env={**os.environ, RENEW: "renew"}).returncode)
