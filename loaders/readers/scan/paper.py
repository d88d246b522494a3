"""A picture of a page -> paper that lies straight, and the ink on it.

In:   a grey picture and its resolution.
Out:  Paper: the picture turned upright by less than _SLANT degrees, light evened out, and where there is ink.
Promise: black on white whatever the scanner's light; nothing is sharpened, filled in or taken away.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

_SLANT = 4.0  # degrees; a sheet laid in worse than that is put in again
_ROUGH, _FINE = 0.2, 0.025  # degrees
_LOOK = 100  # dots per inch; the slant shows at this
_PATCH = 16  # pixels; the light is measured in patches of this side
_CONTRAST = (24, 96)  # of 255; ink differs from paper by at least the one, and what differs by the other is ink


@dataclass(slots=True)
class Paper:
    """One page: `grey` (255 paper, 0 ink), `ink` (where there is any), `dpi` dots per inch; `slant`: degrees by which
    the picture was turned, anticlockwise and about its middle, to lie straight."""

    grey: np.ndarray
    ink: np.ndarray
    dpi: float
    slant: float = 0.0

    def points(self, pixels: float) -> float:
        return pixels * 72 / self.dpi

    def pixels(self, points: float) -> int:
        return max(1, round(points * self.dpi / 72))


def lay(picture: Image.Image, dpi: float) -> Paper:
    """The paper of one page."""
    grey = _even(np.asarray(picture.convert("L")))
    slant = _slant(grey, dpi)
    if abs(slant) >= _FINE:
        turned = Image.fromarray(grey).rotate(slant, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        grey = np.asarray(turned)
    return Paper(grey, _ink(grey), dpi, slant if abs(slant) >= _FINE else 0.0)


def _even(grey: np.ndarray) -> np.ndarray:
    """The picture divided by the light of its surroundings: shadows and shaded cells become white."""
    height, width = grey.shape
    small = np.pad(grey, ((0, -height % _PATCH), (0, -width % _PATCH)), mode="edge")
    small = small.reshape(small.shape[0] // _PATCH, _PATCH, -1, _PATCH)
    light = np.percentile(small, 90, axis=(1, 3)).astype(np.float32)
    light = ndimage.median_filter(light, 5)
    light = np.asarray(Image.fromarray(light).resize(grey.shape[::-1], Image.Resampling.BILINEAR))
    return np.clip(grey * (255.0 / np.maximum(light, 40)), 0, 255).astype(np.uint8)


def _ink(grey: np.ndarray) -> np.ndarray:
    """Darker than the threshold that parts two heaps of greys best (Otsu 1979), within sense."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    weight, moment = counts.cumsum(), (counts * np.arange(256)).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (moment[-1] * weight - moment * weight[-1]) ** 2 / (weight * (weight[-1] - weight))
    threshold = int(np.nan_to_num(between).argmax())
    return grey < np.clip(threshold, 255 - _CONTRAST[1], 255 - _CONTRAST[0])


def _slant(grey: np.ndarray, dpi: float) -> float:
    """Degrees by which lines of writing and rules fall to the right."""
    factor = min(1.0, _LOOK / dpi)
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    small = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))
    ys, xs = np.nonzero(small < 160)
    if len(ys) > 400_000 or len(ys) < 50:
        return 0.0
    ys, xs = ys.astype(np.float32), xs.astype(np.float32)

    def sharpness(degrees: float) -> float:
        rows = np.bincount((ys - xs * np.tan(np.radians(degrees)) + 2 * size[0]).astype(np.int64)).astype(float)
        return float(np.square(np.diff(rows)).sum())

    rough = max(np.arange(-_SLANT, _SLANT + _ROUGH, _ROUGH), key=sharpness)
    return float(max(np.arange(rough - _ROUGH, rough + _ROUGH + _FINE, _FINE), key=sharpness))
