"""A source document as a person sees it: pages as pictures, or the text as it was read, and where each figure stands.

In:   the bytes of a document and its name.
Out:  draw(): one page as a picture.   read(): what stands where.
Promise: what is marked is what the reader read, by the same code that read it: nothing is looked for by guess.
"""

from loaders.pages.picture import Picture, draw
from loaders.pages.places import read

__all__ = ["Picture", "draw", "read"]
