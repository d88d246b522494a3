"""Which agencies of a district are far from their like: questions, never verdicts."""

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.model import Block, Column, Entries, Table, Words
from dashboard.briefing.questions import Compared
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, span
from dashboard.measures import measure
from dashboard.queries import outliers as ask

MOST = 15


def blocks(asked: Asked) -> list[Block]:
    """How much was tested and what chance alone would give; the flags, the surest first; what to ask."""
    found = Compared.of(asked.store, asked.scope.last_year)
    judged = found.judged(ask.members(asked.store, asked.scope))
    said = {"span": span(found.years[0], found.years[-1]), "place": asked.place}
    if not judged.n_tests:
        return [Words(say("briefing.questions.untested", **said))]
    intro = say("briefing.questions.intro", tests=full(judged.n_tests), units=full(judged.n_units),
                note=f"{judged.by_chance['note']:.1f}", watch=f"{judged.by_chance['watch']:.1f}", **said)
    if not len(judged.flags):
        return [Words(intro), Words(say("briefing.questions.none"))]
    marks, rows = listed("questions.mark"), []
    for flag in judged.flags.head(MOST).to_dict("records"):
        at = found.known.at[flag["unit_id"]]
        words = found.row(flag["measure_id"], at)
        rows.append((marks[flag["tier"]], found.known.units["label"].iloc[at], words["measure"], words["rate"],
                     words["of"], words["mean"], words["inner" if flag["tier"] == "note" else "outer"], words["peers"]))
    heads = (("tier", 1.1, False), ("agency", 2.6, False), ("measure", 1.8, False), ("rate", 1, True),
             ("of", 1.1, True), ("mean", 1, True), ("limits", 1.5, True), ("peers", 2, False))
    cut = say("briefing.questions.cut", n=full(len(judged.flags)), shown=MOST) if len(judged.flags) > MOST else ""
    asks = {m: measure(m) for m in judged.flags.head(MOST)["measure_id"]}
    return [Words(intro), Table(say("briefing.questions.title", n=full(len(judged.flags))),
                                say("briefing.questions.sub", **said),
                                tuple(Column(say(f"briefing.questions.head.{h}"), share, number)
                                      for h, share, number in heads), tuple(rows),
                                say("briefing.questions.note") + cut, is_small=True),
            Entries(tuple((say("briefing.questions.ask", measure=m.label), m.outliers.ask) for m in asks.values()))]
