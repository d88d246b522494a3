"""Rendered reports spoilt the way real ones are, with the truth of what they still print.

In:   filings of the demonstration province, a layout family, a kind of noise.
Out:  printouts(), each a document's bytes with its truth; score(), what a reader made of it.
Promise: the truth is what stands printed after the noise. Where the noise made a cell illegible or ambiguous the
truth is ILLEGIBLE: any number claimed for it, unless the true one, is wrong.
"""

from tests.noise.corpus import Noisy, printouts
from tests.noise.score import VERDICTS, score

__all__ = ["VERDICTS", "Noisy", "printouts", "score"]
