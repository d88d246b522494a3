"""The table of the country's divisions that lies beside the code, for a data root that has none.

In:   a reference folder.
Out:  lay_divisions(), whether the table was laid into it.
Promise: a table that is there is never touched. Without one no district would be known, and nothing would say so.
"""

import shutil
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference" / "divisions.csv"


def lay_divisions(reference: Path) -> bool:
    """Copy the shipped divisions.csv into `reference` where it has none; False where it has, or none is shipped."""
    own = reference / SHIPPED.name
    if own.exists() or not SHIPPED.is_file():
        return False
    reference.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SHIPPED, own)
    return True
