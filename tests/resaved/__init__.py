"""Rendered reports as other programs save them: word processors, converters to Markdown, dumps of tables.

In:   filings of the demonstration province.
Out:  WAYS, by name the suffix and the function from a Sheet to the text of a file; saved(), documents with their truth.
Promise: the truth is what the filing prints; a way of saving changes marks and places, never a word or a number.
"""

from tests.resaved.documents import WAYS, saved

__all__ = ["WAYS", "saved"]
