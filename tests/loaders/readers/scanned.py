"""Printed documents turned into scans: what a flat-bed scanner or a copier makes of them.

In:   the bytes of a PDF, the resolution, and what went wrong on the glass.
Out:  pictures(), one a page; as_pdf(), as_tiff(): files that hold nothing but these pictures.
Promise: the same seed gives the same specks; no character of the source is left in the file.
"""

import io

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter


def pictures(data: bytes, dpi: int = 200, skew: float = 0.0, blur: float = 0.0, noise: float = 0.0,
             quality: int = 85, only: tuple[int, ...] = (), seed: int = 1) -> list[Image.Image]:
    """Grey pictures of the pages `only` (all by default); skew in degrees, to and fro; noise in shades of grey."""
    chance = np.random.default_rng(seed)
    found = []
    with pdfium.PdfDocument(data) as document:
        for number in only or range(len(document)):
            picture = document[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            if skew:
                turn = skew if number % 2 else -skew
                picture = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
            if blur:
                picture = picture.filter(ImageFilter.GaussianBlur(blur))
            if noise:
                shades = np.asarray(picture, dtype=float) * 0.97 + chance.normal(0, noise, picture.size[::-1])
                picture = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))
            packed = io.BytesIO()
            picture.save(packed, "JPEG", quality=quality)
            found.append(Image.open(packed))
            found[-1].load()
            found[-1].info.clear()
    return found


def as_pdf(pages: list[Image.Image], dpi: int = 200, quality: int = 85) -> bytes:
    packed = io.BytesIO()
    pages[0].save(packed, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)
    return packed.getvalue()


def as_tiff(pages: list[Image.Image]) -> bytes:
    packed = io.BytesIO()
    pages[0].copy().save(packed, "TIFF", save_all=True, append_images=[p.copy() for p in pages[1:]],
                         compression="tiff_deflate")
    return packed.getvalue()
