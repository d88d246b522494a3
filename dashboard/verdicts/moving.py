"""Verdicts as lines of JSON, to be kept as a backup or taken into another store.

In:   events; lines of such a file.
Out:  lines_of(), taken_from().
Promise: a file is taken whole or not at all; one that was cut short, or holds something else, is refused with the line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from dashboard.labels import say
from dashboard.verdicts.errors import Invalid
from dashboard.verdicts.events import LONGEST_NAME, LONGEST_NOTE, MARKS, UNDONE, Event, clean

_NAME = "disclosure_verdicts"
_FORMAT = 1
_TEXTS = ("uid", "kind", "id", "mark", "who", "note", "made_at")


def lines_of(events: Sequence[Event]) -> Iterator[str]:
    """The head, which says how many follow, and one line an event."""
    yield json.dumps({_NAME: _FORMAT, "events": len(events)})
    for e in events:
        yield json.dumps({"uid": e.uid, "kind": e.kind, "id": e.id, "mark": e.mark, "who": e.who, "note": e.note,
                          "made_at": e.made_at, "undoes": e.undoes, "figures": json.loads(e.figures or "null"),
                          "about": json.loads(e.about or "{}")}, ensure_ascii=False)


def taken_from(lines: Iterable[str]) -> list[Event]:
    """The events of a file made by lines_of. Raises Invalid."""
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    head = _object(*numbered[0]) if numbered else {}
    if head.get(_NAME) != _FORMAT or not isinstance(head.get("events"), int):
        raise Invalid(say("verdicts.not_a_backup"))
    if len(numbered) - 1 != head["events"]:
        raise Invalid(say("verdicts.cut_short", seen=len(numbered) - 1, expected=head["events"]))
    return [_event(n, _object(n, line)) for n, line in numbered[1:]]


def _object(n: int, line: str) -> dict:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Invalid(say("verdicts.bad_line", n=n, seen=line.strip()[:60]))
    return found


def _event(n: int, one: dict) -> Event:
    texts = [one.get(name) for name in _TEXTS]
    undoes, about = one.get("undoes"), one.get("about")
    try:
        is_right = (
            all(isinstance(t, str) for t in texts) and isinstance(about, dict)
            and re.fullmatch("[0-9a-f]{32}", one["uid"]) and 0 < len(one["kind"]) <= 16 and 0 < len(one["id"]) <= 200
            and one["mark"] in (*MARKS, UNDONE) and (undoes is not None) == (one["mark"] == UNDONE)
            and (undoes is None or re.fullmatch("[0-9a-f]{32}", undoes))
            and datetime.fromisoformat(one["made_at"]).isoformat(timespec="microseconds") == one["made_at"]
            and one["made_at"].endswith("+00:00") and clean(one["who"], LONGEST_NAME))
    except (ValueError, TypeError):
        is_right = False
    if not is_right:
        raise Invalid(say("verdicts.bad_line", n=n, seen=json.dumps(one, ensure_ascii=False)[:60]))
    figures = one.get("figures")
    return Event(one["uid"], clean(one["kind"], 16), clean(one["id"], 200), one["mark"],
                 clean(one["who"], LONGEST_NAME), clean(one["note"], LONGEST_NOTE), one["made_at"],
                 "" if figures is None else json.dumps(figures, ensure_ascii=False),
                 json.dumps(about, ensure_ascii=False, sort_keys=True), undoes)
