"""Table 二 of a district: a row a series and edition, a column a year."""

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.model import Block, Column, Table
from dashboard.labels import listed, say
from dashboard.labels.numbers import full
from dashboard.queries import disclosure as ask

MOST_YEARS = 8  # columns that fit on a page


def blocks(asked: Asked) -> list[Block]:
    """One table, of the last years that fit; the phases of a series that changed its meaning stand apart."""
    names, years, rows = listed("disclosure.series"), asked.years[-MOST_YEARS:], []
    skipped = len(asked.years) - len(years)
    for series_id in ask.all_series():
        item = names[series_id]
        for phases in ask.lines(asked.store, asked.scope, series_id, "scope").values():
            for phase, values in phases.items():
                words = say(f"disclosure.phase.{series_id}.{phase}")
                label = item if phase == "always" else say(f"briefing.disclosure.{phase}", item=item, words=words)
                if any(v is not None for v in values[skipped:]):
                    rows.append((label, *map(full, values[skipped:])))
    heads = (Column(say("briefing.disclosure.item"), 3.4, False), *(Column(str(y)) for y in years))
    return [Table(say("briefing.disclosure.title"), say("briefing.disclosure.sub"), heads, tuple(rows),
                  say("briefing.disclosure.note"), is_small=len(years) > 5)]
