"""The invented country to measure on: written once, kept in build/national until the loaders change.

In:   how many agencies, which years.
Out:  the data root.
Promise: a root that another version of the loaders wrote is not measured.
"""

import shutil
from hashlib import sha256
from pathlib import Path

from loaders.demo.national import write_country

ROOT = Path(__file__).resolve().parents[3]


def world(n_agencies: int, years: range, home: Path = ROOT / "build" / "national") -> Path:
    """The root under `home`, written where it is not there yet (the whole country: a few minutes)."""
    digest = sha256()
    for path in sorted((ROOT / "loaders").rglob("*")):
        if path.suffix in {".py", ".sql", ".toml", ".csv"}:
            digest.update(path.read_bytes())
    root = home / f"{n_agencies}-{years[0]}-{years[-1]}-{digest.hexdigest()[:10]}"
    if not root.exists():
        for old in home.glob(f"{n_agencies}-*"):
            shutil.rmtree(old)
        write_country(root, n_agencies, years)
    return root
