"""统计异常: agencies far from their like, from their own past, or whose mix has moved; questions, never verdicts.

In the link: ov the way of looking, om the measure, og what peers are alike by, ow the years pooled, ot the tier, v the
verdict, ol the page of the list, oa the flag that is drawn; beside the filters of every page. The last year of the
scope is the year.
"""

from dashboard import filters, look
from dashboard.labels import listed, say
from dashboard.labels.numbers import full
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.questions.computed import Choice, judgement
from dashboard.parts.anomalies.questions.listing import choose_verdict
from dashboard.parts.anomalies.questions.past import show_mix, show_past
from dashboard.parts.anomalies.questions.peers import show_peers
from dashboard.questions import TRAITS, USUAL_TRAITS, askable, usual


def show(view: Page) -> None:
    with view.bar:
        way = filters.choose(say("questions.filter.way"), listed("questions.way"), "ov", 140)
        choice = _choice(view, way)
    if way == "mix":
        show_mix(view)
    elif way == "past":
        show_past(view, choice)
    else:
        _show_peers(view, choice)


def _choice(view: Page, way: str) -> Choice:
    """The measures, and where peers matter, who they are; what one way does not use keeps its place in the link."""
    measures, window, traits = usual(), 3, USUAL_TRAITS
    if way != "mix":
        names = {"": say("questions.filter.usual", n=full(len(usual())))}
        names |= {m: say("filters.option", code=f"{i:02d}", name=label) for i, (m, label) in enumerate(
            askable().items(), 1)}
        picked = filters.choose(say("questions.filter.measure"), names, "om", 190)
        measures = (picked,) if picked else measures
    if way == "peers":
        # Nothing chosen is the usual: an empty box has no place in a link, "everybody" has.
        picked = filters.choose_several(say("questions.filter.traits"), listed("questions.trait"), "og", 210,
                                        say("questions.filter.usual_traits"))
        traits = () if "everybody" in picked else tuple(t for t in TRAITS if t in picked) or USUAL_TRAITS
        window = int(filters.choose(say("questions.filter.window"), listed("questions.window"), "ow", 120))
    return Choice(view.scope.last_year, window, traits, measures)


def _show_peers(view: Page, choice: Choice) -> None:
    found = judgement(view.scope, choice)
    with view.bar:
        tiers = {"": say("questions.filter.every"), **listed("questions.tier")}
        tier = filters.choose(say("questions.filter.tier"), tiers, "ot", 120)
        verdict = choose_verdict()
    times = dict.fromkeys(listed("questions.tier"), 0)
    if len(found.flags):
        times |= found.flags["tier"].value_counts().to_dict()
    key = "untested" if not found.n_tests else "some" if len(found.flags) else "none"
    answer = look.rich(f"questions.answer.{key}", n_units=full(found.n_units),
                       **{t: full(n) for t, n in times.items()})
    scope_line = filters.scope_line(view.scope, say("questions.basis"))
    if found.n_tests:
        scope_line += [say("questions.tests.said", n=full(found.n_tests), units=full(found.n_units),
                           measures=full(len(choice.measures))),
                       say("questions.tests.chance", note=f"{found.by_chance['note']:,.1f}",
                           watch=f"{found.by_chance['watch']:,.1f}")]
    with view.top:
        look.head(say("questions.question", place=view.place), answer, scope_line)
    show_peers(view, choice, found, tier, verdict)
