"""A fictional province that reports: documents in every format and layout, with their truth.

In:   nothing but a seed and the data files of this folder.
Out:  province(), the register and the reports as objects; render(), the same as documents in a data root.
Promise: invented names and figures only; the same seed gives the same province.
"""

from loaders.demo.corpus import render
from loaders.demo.province import Province, province

__all__ = ["Province", "province", "render"]
