"""Statistics over counts: which agencies are far from their like, from their own past, or in their mix.

In:   Counts (numerators and denominators by unit, year and measure), what may be asked of each measure, who is like
      whom.
Out:  judge -> Judgement (flags, what was tested); changes; mix_shifts; concentration.
Promise: a question, never a verdict. Knows no page and no SQL; same input, same answer; a small denominator gives no
flag; every answer says how many tests were made and how many flags chance alone would give.
"""

from dashboard.outliers.changes import changes
from dashboard.outliers.concentration import Concentration, concentration
from dashboard.outliers.counts import USUAL, Asked, Counts, Settings
from dashboard.outliers.judge import TIERS, Judgement, Tested, conclude, flags, judge, test_all
from dashboard.outliers.mix import FLOOR as MIX_FLOOR
from dashboard.outliers.mix import Mixes, mix_shifts
from dashboard.outliers.peers import Peers
from dashboard.outliers.tails import limits

__all__ = ["MIX_FLOOR", "TIERS", "USUAL", "Asked", "Concentration", "Counts", "Judgement", "Mixes", "Peers", "Settings",
           "Tested", "changes", "concentration", "conclude", "flags", "judge", "limits", "mix_shifts", "test_all"]
