"""A district's briefing: the sections in order.

In:   a store, a scope, the verdicts that stand.
Out:  steps(): the sections' names and makers; district() -> Briefing.
Promise: a scope without a report gives a short document that says so, not an error.
"""

from collections.abc import Callable
from datetime import datetime

from dashboard.briefing import closing
from dashboard.briefing.district import disclosure, disputes, findings, key, questions, requests, units
from dashboard.briefing.district.asked import Asked
from dashboard.briefing.model import Block, Briefing, Heading
from dashboard.labels import say
from dashboard.queries import places, scopes
from dashboard.queries.scope import Scope
from dashboard.queries.verdicts import NOTHING, Judged
from dashboard.store import Store

SECTIONS: dict[str, Callable[[Asked], list[Block]]] = {
    "key": lambda asked: [key.table(asked)], "requests": requests.blocks, "disputes": disputes.blocks,
    "disclosure": disclosure.blocks, "units": units.blocks, "findings": findings.blocks,
    "questions": questions.blocks, "read": units.read,
    "closing": lambda asked: closing.blocks(
        asked.store, key.MEASURES, scopes.corrections(asked.store, asked.scope),
        int(asked.amount(key.NEW)["n_reports"].sum()), lambda: scopes.sources(asked.store, asked.scope))}


def district(store: Store, scope: Scope, made: datetime, judged: Judged = NOTHING,
             tell: Callable[[str], None] = lambda section: None) -> Briefing:
    """The whole content; `tell` hears each section as it begins."""
    asked = Asked.of(store, scope, judged)
    coverage = scopes.coverage(store, scope)
    title = say("briefing.title", **asked.said)
    facts = ((say("filters.district"), say("filters.option", code=scope.district, name=asked.place)),
             (say("filters.period"), say("filters.years", span=asked.period)),
             (say("filters.kinds"), places.kinds_said(scope.kinds) or say("filters.every_kind")),
             (say("filters.basis_head"), say("filters.basis")), (say("briefing.reports"), places.read_said(coverage)),
             (say("briefing.closing.snapshot"), store.snapshot),
             (say("briefing.made"), made.strftime("%Y-%m-%d %H:%M")))
    names = list(SECTIONS) if asked.names else ["read", "closing"]
    blocks: list[Block] = []
    for digit, name in zip(say("components.digits"), names):
        tell(name)
        head = say("briefing.numbered", digit=digit, text=say(f"briefing.section.{name}"))
        blocks += [Heading(head), *SECTIONS[name](asked)]
    running = say("briefing.running_demo" if store.is_demo else "briefing.running", title=title,
                  snapshot=store.snapshot)
    answer = key.answer(asked) if asked.names else say("briefing.answer.none")
    return Briefing(title, answer, facts, tuple(blocks), running, store.is_demo, made)
