"""An agency among its like: each usual measure with limits, and its disclosed share in the spread of the group."""

import numpy as np

from dashboard.briefing.agency.subject import Subject
from dashboard.briefing.model import Block, Column, Lines, Picture, Table, Words
from dashboard.briefing.questions import Compared
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, span
from dashboard.queries import compare, series

LEAST, MEASURE = 10, "rate_disclosed"
HEADS = (("measure", 2, False), ("rate", 1, True), ("of", 1.1, True), ("mean", 1.1, True), ("inner", 1.4, True),
         ("outer", 1.4, True), ("peers", 2.2, False), ("why", 1.7, False))


def blocks(subject: Subject) -> list[Block]:
    """Nothing but a sentence where it is not among the agencies that can be compared."""
    if not subject.years or subject.is_only_whole:
        return []
    found = Compared.of(subject.store, subject.chosen.last_year)
    at = found.known.at.get(subject.agency)
    period = span(found.years[0], found.years[-1])
    rows = [] if at is None else [_row(found, m, at) for m in found.tests]
    if not any(row[1] != full(None) for row in rows):
        return [Words(say("briefing.dossier.peers_none", span=period))]
    table = Table(say("briefing.dossier.peers_title", span=period), say("briefing.dossier.peers_sub"),
                  tuple(Column(say(f"briefing.questions.head.{h}"), share, number) for h, share, number in HEADS),
                  tuple(rows), say("briefing.dossier.peers_note"), is_small=True)
    return [table, *_band(subject, found, at)]


def _row(found: Compared, measure_id: str, at: int) -> tuple[str, ...]:
    words = found.row(measure_id, at)
    if not words["why"]:
        flags = _flags(found)
        words["why"] = flags.get((found.known.units["unit_id"].iloc[at], measure_id),
                                 say("briefing.questions.within"))
    return tuple(words[h] for h, _, _ in HEADS)


def _flags(found: Compared) -> dict[tuple[str, str], str]:
    """(agency, measure) -> mark of the tier, over everyone: a dossier is no choice of agencies."""
    marks, flags = listed("questions.mark"), found.judged().flags
    return {} if flags.empty else {(u, m): marks[t] for u, m, t in zip(
        flags["unit_id"], flags["measure_id"], flags["tier"])}


def _band(subject: Subject, found: Compared, at: int) -> list[Picture]:
    """The years of the disclosed share beside the deciles of the agencies it is compared with."""
    one = found.tests.get(MEASURE)
    if one is None or one.step[at] < 0:
        return []
    step, group = int(one.step[at]), int(one.group[at])
    ids = tuple(found.known.units["unit_id"].to_numpy(dtype=object)[np.flatnonzero(found.peers.codes[step] == group)])
    chosen = compare.Chosen("agency", ids, subject.chosen.first_year, subject.chosen.last_year)
    rows = compare.rates(subject.store, chosen, MEASURE)
    bands = series.quantiles(rows, subject.years, LEAST)
    own = series.along(rows, subject.years, "rate").get(subject.agency)
    if own is None or all(v is None for v in own) or all(v is None for v in bands["p50"]):
        return []
    return [Picture(say("briefing.dossier.band_title", **subject.said),
                    say("briefing.dossier.band_sub", like=say("briefing.questions.peers", like=found.like(step, group),
                                                              n=full(len(ids)))),
                    Lines(tuple(subject.years), {subject.name: tuple(own)}, True, bands),
                    say("briefing.dossier.band_alt", **subject.said), say("briefing.dossier.band_note", least=LEAST))]
