"""A process that marks one finding after another and says so after each, until it is killed.

In:   the setting ("" for SQLite) and the data root. Out: the uid of each event once it was kept, a line each.
"""

import sys
from pathlib import Path

from dashboard.verdicts import Ledger
from tests.dashboard.verdicts.promises import finding

if __name__ == "__main__":
    ledger, n = Ledger(sys.argv[1], Path(sys.argv[2])), 0
    while True:
        n += 1
        print(ledger.mark([finding(n % 50)], "confirmed", "甲")[0].uid, flush=True)
