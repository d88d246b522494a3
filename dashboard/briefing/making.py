"""From content to bytes: the face, the pictures, the document.

In:   a Briefing; docx | pdf.
Out:  made() -> bytes.
Promise: without a Chinese face NoFont is raised before anything is drawn; nothing is left in the temporary folder.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from dashboard.briefing import docx, fonts, pdf
from dashboard.briefing.model import Briefing, Picture, texts
from dashboard.briefing.pictures import Pen
from dashboard.labels import listed

FORMATS = ("docx", "pdf")


def made(briefing: Briefing, kind: str, tell: Callable[[str], None] = lambda step: None) -> bytes:
    """The document; `tell` hears `draw` for each picture and `write`. Raises fonts.NoFont."""
    face = fonts.found()
    furniture = [*listed("charts").values(), *listed("briefing").values()]
    with tempfile.TemporaryDirectory(prefix="disclosure-briefing-") as folder:
        cut = fonts.cut(face, [*texts(briefing), *texts(furniture)], Path(folder))
        pen, pictures = Pen(*cut), {}
        for i, block in enumerate(briefing.blocks):
            if isinstance(block, Picture):
                tell("draw")
                pictures[i] = pen.draw(block.chart)
        tell("write")
        return docx.written(briefing, pictures) if kind == "docx" else pdf.written(briefing, pictures, cut)
