"""Judging on a page: who does it, the form of one subject, the bar of several, the words of a verdict.

In:   Subjects (what is judged, and its figures now); the ledger of state.
Out:  card(), bar(), warn_where_closed(); standing(), filter_options(), verdict_word(), cell(), moment(),
      ORDER.
Promise: whatever goes wrong is said beside the form, and nothing is half written; where the ledger cannot be had the
page stands and only the form is missing. Any tab may judge its own rows: their key must outlive a rebuild.
"""

from dashboard.parts.judging.bar import bar
from dashboard.parts.judging.card import card
from dashboard.parts.judging.words import ORDER, cell, filter_options, moment, standing, verdict_word, warn_where_closed

__all__ = ["ORDER", "bar", "card", "cell", "filter_options", "moment", "standing", "verdict_word", "warn_where_closed"]
