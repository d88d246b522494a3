"""agency_years in memory, a column at a time: how a large snapshot answers, from a county to the whole country.

In:   read(question, column), the questions of dashboard/sql/columns asked of a store whose agency_years lie in files.
Out:  Columns: what one can have of agencies and of districts, as frames like those of the questions in dashboard/sql.
Promise: the same rows and numbers as those questions give (tests/dashboard/test_wide.py holds each against the other).
Nothing is changed once made; threads may ask at once.
"""

from dashboard.columns.columns import Columns
from dashboard.columns.matrices import Matrices
from dashboard.columns.sums import Part

__all__ = ["Columns", "Matrices", "Part"]
