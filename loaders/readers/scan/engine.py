"""The recognition model: strips of writing -> text, with how sure each character is.

In:   grey strips of one line each, upright, dark on light.
Out:  Engine.read(), a Seen for each strip; available(), whether the model is installed; REMEDY, what to run if not.
Promise: nothing is fetched, sent or left behind, and no other code of the model's package is run: only its model file
is opened, by onnxruntime, on one thread. Memory is bounded by the widest batch.
"""

import importlib.util
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from loaders.readers import limits

REMEDY = "请在程序目录运行 make ocr 安装文字识别组件后再试，或改用文字版（docx、网页或由 Word/WPS 直接导出的 PDF）"
MODEL = "PP-OCRv6_rec_small.onnx"
HEIGHT = 48  # pixels; what the model was trained on
_STEP = 8  # pixels of width to one step of the model's answer
_LEAST, _MOST = 64, 1_600  # pixels of width: narrower strips are widened with paper, wider ones squeezed
_AREA = 4_096  # pixels of width of one batch: what bounds the memory


class Seen(NamedTuple):
    """What the model makes of a strip: its characters, how sure it is of each (0..1), where each stands (0..1)."""

    text: str
    sure: tuple[float, ...] = ()
    at: tuple[float, ...] = ()

    @property
    def least(self) -> float:
        return min(self.sure, default=0.0)


def model_file() -> Path | None:
    """Where the model lies; None where its package is not installed."""
    package = importlib.util.find_spec("rapidocr")
    for folder in package.submodule_search_locations or () if package else ():
        if (path := Path(folder) / "models" / MODEL).is_file():
            return path
    return None


def available() -> bool:
    return importlib.util.find_spec("onnxruntime") is not None and model_file() is not None


@lru_cache(maxsize=1)
def engine() -> "Engine":
    """The one engine of this process. Raises Refused no_ocr."""
    if not available():
        limits.refuse("no_ocr", f"这是扫描件或图片，需要文字识别组件，这台机器上没有安装。{REMEDY}。")
    return Engine(model_file())


class Engine:
    """The model, loaded once."""

    def __init__(self, path: Path):
        # Since 1.29 it reports to its makers and keeps an identity of the machine in the user's home: this ends both.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # 60 MB of memory: only the process that reads scans pays it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]

    def read(self, strips: list[np.ndarray]) -> list[Seen]:
        """One Seen a strip, in the order given."""
        scaled = [_scale(strip) for strip in strips]
        found: list[Seen] = [Seen("")] * len(scaled)
        order = sorted(range(len(scaled)), key=lambda i: scaled[i].shape[1])
        while order:
            width = scaled[order[0]].shape[1]
            batch = [order.pop(0)]
            while order and scaled[order[0]].shape[1] <= width * 1.15 + _STEP and (
                    (len(batch) + 1) * scaled[order[0]].shape[1] <= _AREA):
                batch.append(order.pop(0))
            width = scaled[batch[-1]].shape[1]
            for i, seen in zip(batch, self._answers([scaled[i] for i in batch], width)):
                found[i] = seen
        return found

    def _answers(self, strips: list[np.ndarray], width: int) -> list[Seen]:
        paper = np.ones((len(strips), 1, HEIGHT, width), np.float32)
        for row, strip in zip(paper, strips):
            row[0, :, :strip.shape[1]] = strip.astype(np.float32) / 127.5 - 1
        (chances,) = self._session.run(None, {self._input: np.repeat(paper, 3, axis=1)})
        return [self._decoded(row, strip.shape[1] / width) for row, strip in zip(chances, strips)]

    def _decoded(self, chances: np.ndarray, share: float) -> Seen:
        """The likeliest letter of each step; one letter over neighbouring steps counts once. `share` of the steps
        are the strip's own."""
        best, sure = chances.argmax(axis=1), chances.max(axis=1)
        text, chance, place = [], [], []
        for step, letter in enumerate(best):
            if letter and step and letter == best[step - 1]:
                chance[-1] = max(chance[-1], float(sure[step]))
            elif letter:
                text.append(self._letters[letter])
                chance.append(float(sure[step]))
                place.append(min(1.0, (step + 0.5) / (len(best) * share)))
        return Seen("".join(text), tuple(chance), tuple(place))


def _scale(strip: np.ndarray) -> np.ndarray:
    """The strip at the model's height, on paper as wide as the model needs at least."""
    height, width = strip.shape
    wide = min(max(1, round(width * HEIGHT / height)), _MOST)
    scaled = np.asarray(Image.fromarray(strip).resize((wide, HEIGHT), Image.Resampling.BICUBIC))
    whole = -(-max(wide, _LEAST) // _STEP) * _STEP
    return np.pad(scaled, ((0, 0), (0, whole - wide)), constant_values=255)
