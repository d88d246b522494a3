"""The table one takes home of changes against the agencies' own past, and of mixes that moved.

In:   what computed.changed or computed.moved found, the rows of queries.outliers.units.
Out:  frame(), offer().
Promise: a row a question, as listed, with the question to ask and room for a reply.
"""

from collections.abc import Sequence

import pandas as pd

from dashboard import downloads, filters, outliers
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.numbers import full
from dashboard.measures import measure
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.questions import checklist
from dashboard.parts.anomalies.questions.verdicts import in_words

_COUNTS = ("now_n", "now_total", "before_n", "before_total")
_KINDS = {"year": "year", **dict.fromkeys(_COUNTS, "count"), **dict.fromkeys(("p", "dispersion", "p_widened"), "money")}


def frame(rows: pd.DataFrame, units: pd.DataFrame, year: int) -> pd.DataFrame:
    """Columns of labels/zh/questions.toml [past_column]; one row a question."""
    columns = list(listed("questions.past_column"))
    if not len(rows):
        return pd.DataFrame(columns=columns)
    known = units.set_index("unit_id").loc[rows["unit_id"]]
    out = rows.assign(tier=rows["tier"].map(listed("questions.mark")), agency=known["label"].to_numpy(),
                      district=known["district_id"].to_numpy(), year=year, reply="")
    if "mix_id" in rows:
        is_high = rows["now_n"] * rows["before_total"] >= rows["before_n"] * rows["now_total"]
        out = out.assign(measure=[say(f"questions.mix.{m}") for m in rows["mix_id"]], is_high=is_high,
                         part=[say(f"questions.part.{p}") for p in rows["part"]], ask=say("questions.mix.ask"))
    else:
        out = out.assign(measure=[measure(m).label for m in rows["measure_id"]], part="",
                         ask=[measure(m).outliers.ask for m in rows["measure_id"]])
    out = out.assign(**in_words(rows))
    side = {True: say("questions.high"), False: say("questions.low")}
    return out.assign(side=out["is_high"].map(side)).reindex(columns=columns)


def offer(view: Page, rows: pd.DataFrame, units: pd.DataFrame, words: str, n_tests: int,
          measures: Sequence[str] = ()) -> None:
    """The buttons; words: past | mix."""
    names, year = listed("questions.past_column"), view.scope.last_year
    title = say(f"questions.{words}.download", place=view.place, span=view.period)

    def made() -> tuple[pd.DataFrame, list[Field]]:
        return frame(rows, units, year), [Field(name, label, _KINDS.get(name, "text")) for name, label in names.items()]

    method = say(f"questions.{words}.method", floor=full(outliers.MIX_FLOOR))
    both = words == "mix" or any(measure(m).outliers.side == "both" for m in measures)
    usual, sides = outliers.USUAL, 2 if both else 1
    tests = [say("questions.tests.past", n=full(n_tests), note=f"{sides * usual.note * n_tests:,.1f}",
                 watch=f"{sides * usual.watch * n_tests:,.1f}")]
    downloads.offer(made, filters.about(title, view.scope, tuple(measures), basis=say("questions.basis"),
                                        definitions=[(say("questions.method.head"), method)]),
                    f"questions_{words}", title, is_empty=not n_tests)
    checklist.offer_past(view, rows, lambda part: frame(part, units, year), tests, method, words)
