"""What about a report's identity a person should settle, and what each doubt is called.

In:   the agency that was chosen, the years that were stated.
Out:  WORDS, the ids with their Chinese; doubts(); unknown(), those that leave a report without agency or year.
Promise: a doubt is raised where the document does not say enough, or says two things; which of them holds is never
guessed. A person settles it with `disclosure place`.
"""

from loaders.report import Identity

WORDS = {
    "agency_unknown": "机关名称未能认出",
    "district_unknown": "机关属于哪个区划未能认出",
    "name_ambiguous": "机关名称对应多个区划",
    "year_unknown": "报告年度未能认出",
    "agency_conflict": "各处所称的机关不一致",
    "year_conflict": "各处所称的年度不一致",
    "name_out_of_year": "机关名称在报告年度已不用或尚未启用",
}
OF_YEAR = frozenset({"year_unknown", "year_conflict"})
_INCOMPLETE = ("agency_unknown", "year_unknown")


def doubts(agency: str | None, district: str | None, candidates: tuple[str, ...], of_agency: frozenset[str],
           years: set[int]) -> tuple[str, ...]:
    """The doubts in the order of WORDS. `of_agency`: those that choosing the agency raised; `years`: all years that
    speak of the year reported on."""
    found = set(of_agency)
    if agency is None:
        found.add("agency_unknown")
    elif district is None:
        found.add("name_ambiguous" if candidates else "district_unknown")
    if len(years) != 1:
        found.add("year_conflict" if years else "year_unknown")
    return tuple(name for name in WORDS if name in found)


def unknown(who: Identity) -> tuple[str, ...]:
    """The Chinese of what keeps a report from counting: no agency, no year."""
    missing = {"agency_unknown": who.agency is None, "year_unknown": who.year is None}
    return tuple(WORDS[name] for name in _INCOMPLETE if missing[name])
