"""An agency's dossier: everything on it over the years, in order.

In:   a store, an agency's id, the verdicts that stand.
Out:  dossier() -> Briefing, None for an id of no agency of the snapshot.
Promise: the numbers are those of its page; what is a fact and what is a question stand apart.
"""

from collections.abc import Callable
from datetime import datetime

from dashboard.briefing.agency import key, peers, told
from dashboard.briefing.agency.subject import Subject
from dashboard.briefing.model import Block, Briefing, Heading
from dashboard.labels import say
from dashboard.queries import places
from dashboard.queries.verdicts import NOTHING, Judged
from dashboard.store import Store

SECTIONS: dict[str, Callable[[Subject], list[Block]]] = {
    "key": key.blocks, "peers": peers.blocks, "findings": told.findings, "copied": told.shared_text,
    "figures": told.figures, "closing": told.sources}


def dossier(store: Store, agency: str, made: datetime, judged: Judged = NOTHING,
            tell: Callable[[str], None] = lambda section: None) -> Briefing | None:
    """The whole content; `tell` hears each section as it begins."""
    subject = Subject.of(store, agency, judged)
    if subject is None:
        return None
    top = subject.documents[0]
    facts = ((say("briefing.dossier.district"), top["district_full"] or say("briefing.dossier.unknown")),
             (say("briefing.dossier.kind"), places.kind_label(top["kind"] or "unknown")),
             (say("briefing.dossier.registered"), say("agency.registered" if top["is_registered"]
                                                      else "agency.unregistered")),
             (say("filters.basis_head"), say("filters.basis")), (say("briefing.closing.snapshot"), store.snapshot),
             (say("briefing.made"), made.strftime("%Y-%m-%d %H:%M")))
    blocks: list[Block] = []
    made_of = {}
    for name, make in SECTIONS.items():
        tell(name)
        made_of[name] = make(subject)
    for digit, (name, part) in zip(say("components.digits"), ((n, p) for n, p in made_of.items() if p)):
        blocks += [Heading(say("briefing.numbered", digit=digit, text=say(f"briefing.dossier.section.{name}"))), *part]
    title = say("briefing.dossier.title", agency=subject.name)
    running = say("briefing.running_demo" if store.is_demo else "briefing.running", title=title,
                  snapshot=store.snapshot)
    return Briefing(title, key.answer(subject), facts, tuple(blocks), running, store.is_demo, made)
