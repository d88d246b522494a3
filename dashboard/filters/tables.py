"""What pages call the statutory tables.

In:   the snapshot's form, labels/zh/report.toml.
Out:  table_names().
Promise: a table that an edition file brings with it has a name without a change here.
"""

from dashboard import state
from dashboard.labels import listed
from dashboard.queries import report


def table_names() -> dict[str, str]:
    """table_id -> its short name where pages speak of it, else the form's own; and the two parts beside the tables."""
    return {**state.answer(report.tables), **listed("report.tab")}
