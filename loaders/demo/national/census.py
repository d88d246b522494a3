"""Who reports in the invented country: tens of thousands of agencies in provinces, cities and counties.

In:   country.toml, the syllables and moods of the fictional province, a number of agencies, a seed.
Out:  census(): a Census, the register as tables and what figures are drawn from as arrays.
Promise: exactly that many agencies; every name is invented, every agency has one id.
"""

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from loaders.demo.names import Division, words
from loaders.tables import TABLES

_LETTER = {"province": "p", "city": "c", "county": "x"}
_TOWNS = (("town", "镇人民政府"), ("town", "乡人民政府"), ("subdistrict", "街道办事处"))


@dataclass(frozen=True, slots=True)
class Census:
    """divisions, agencies: TABLES of those names, in order of id. mood: name -> one number an agency (agencies.toml).
    makes_rules: one flag an agency. district_labels: the full label of each agency's district."""

    divisions: pa.Table
    agencies: pa.Table
    mood: dict[str, np.ndarray]
    makes_rules: np.ndarray
    district_labels: list[str]


@lru_cache(maxsize=1)
def country() -> dict:
    """country.toml."""
    return tomllib.loads(Path(__file__).with_name("country.toml").read_text("utf-8"))


def _pairs(name: str) -> list[str]:
    pool = words("places")[name]
    return [a + b for b in pool["second"] for a in pool["first"]]


def _cities() -> list[str]:
    """Names for as many cities as the country has: no two cities bear the same, as in the real one."""
    pools = [words("places")[name] for name in ("counties", "towns")]
    names = [a + b for second in pools for b in second["second"] for first in pools for a in first["first"]]
    return list(dict.fromkeys(names))


def _places(n_provinces: int) -> list[Division]:
    told, names, cities, found = country(), _pairs("counties"), _cities(), []
    kinds, suffix = words("places")["counties"]["kinds"], words("places")["cities"]["suffix"]
    for p, label in enumerate(told["provinces"][:n_provinces]):
        code = f"{told['first_code'] + p}"
        province = Division(code + "0000", *[label + told["province_suffix"]] * 2, "province", None, "")
        found.append(province)
        for c in range(told["cities_a_province"]):
            name = cities[(p * told["cities_a_province"] + c) * 7 % len(cities)] + suffix
            city = Division(f"{code}{c + 1:02d}00", name, province.label + name, "city", province.district_id, name)
            found.append(city)
            for k in range(told["counties_a_city"]):
                kind = kinds[k % 3]
                county = names[(p * 31 + c * 13 + k * 11 + 5) % len(names)] + kind["suffix"]
                found.append(Division(f"{code}{c + 1:02d}{kind['first_code'] + k // 3:02d}", county,
                                      city.full_label + county, "county", city.district_id, name))
    return found


def _bodies(place: Division, first_town: int) -> list[tuple]:
    """(label, short label, kind, level, mood, makes rules) of everyone who reports in one district."""
    told = country()
    level, parent = told["levels"][place.level], place.city if place.level == "county" else ""
    shorts = [(f"{place.label}{name}", *rest) for name, *rest in level["offices"]]
    shorts += [(f"{place.label}{field}{level['suffixes'][which]}", "dept", mood, False)
               for field, which, mood, levels in told["departments"] if _LETTER[place.level] in levels]
    rows = [(parent + short, short, kind, place.level, mood, rules) for short, kind, mood, rules in shorts]
    rows += [(name.format(place=parent + place.label), name.format(place=place.label), "vertical", place.level, mood,
              False) for name, mood in told["vertical"]]
    if place.level == "county":
        towns = _pairs("towns")
        for t in range(told["towns_a_county"]):
            kind, suffix = _TOWNS[t % 3]
            short = f"{place.label}{towns[(first_town + t) % len(towns)]}{suffix}"
            rows.append((parent + short, short, kind, "town", "township", False))
    return rows


def census(n_agencies: int, seed: int) -> Census:
    """Everyone of as many provinces as it takes; what is too many is left out of the counties' departments and towns,
    evenly. Raises ValueError when the country is too small for that number."""
    n_provinces, found = 0, []
    while len(found) < n_agencies:
        n_provinces += 1
        if n_provinces > len(country()["provinces"]):
            raise ValueError(f"the country has {len(found)} agencies")
        places = _places(n_provinces)
        code = places[-1].district_id[:2]
        found += [(place, *body) for n, place in enumerate(places) if place.district_id.startswith(code)
                  for body in _bodies(place, n * 7)]
    rng = np.random.default_rng([seed, 1])
    spare = [i for i, (place, _, _, kind, *_) in enumerate(found) if place.level == "county" and kind[:3] != "gov"]
    surplus = len(found) - n_agencies
    gone = set(rng.choice(spare, surplus, replace=False).tolist()) if surplus <= len(spare) else set()
    found = ([one for i, one in enumerate(found) if i not in gone] if gone or not surplus else found[:n_agencies])
    rows = sorted(((f"{one[0].district_id}-{hashlib.sha256(one[1].encode()).hexdigest()[:8]}", *one) for one in found),
                  key=lambda row: row[0])
    # An alias that two bear says of neither who is meant: counties of several cities are called 溪山区.
    used = Counter(name for row in rows for name in {row[2], row[3]})
    moods, names = words("agencies")["mood"], ("requests", "documents", "licensing", "penalties", "coercion", "fees",
                                               "disputes")
    return Census(
        divisions=pa.Table.from_pylist(
            [place.row() | {"parent_id": place.parent_id, "city_id": place.row()["city_id"] or None, "valid_to": None}
             for place in sorted(places, key=lambda d: d.district_id)], schema=TABLES["divisions"].schema),
        agencies=pa.Table.from_pylist(
            [{"agency_id": agency_id, "label": label, "short_label": short, "kind": kind, "level": level,
              "district_id": place.district_id, "is_registered": True,
              "aliases": [short] if short != label and used[short] == 1 else []}
             for agency_id, place, label, short, kind, level, *_ in rows], schema=TABLES["agencies"].schema),
        mood={name: np.array([moods[row[6]][name] for row in rows], float) for name in names},
        makes_rules=np.array([row[7] for row in rows]),
        district_labels=[row[1].full_label for row in rows])
