"""The ledger: events are added, never changed; what stands is read from them.

In:   subjects, marks, who, note.
Out:  Ledger.
Promise: one transaction a call: all subjects are marked or none. Writers wait for each other. A mark on what somebody
else judged meanwhile is refused (Overtaken), not laid over it. Times grow along the history of a subject, also between
machines whose clocks disagree. Reading a SQLite store that does not exist yet creates nothing.
"""

import json
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Row, func, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError

from dashboard.labels import say
from dashboard.verdicts.engine import SCHEMA, TIMEOUT, address, book, metadata, open_engine, told, verdicts
from dashboard.verdicts.errors import Invalid, Overtaken, Unreachable
from dashboard.verdicts.events import LONGEST_NAME, LONGEST_NOTE, MARKS, UNDONE, Event, Subject, clean

_A_LOT = 200  # rows or names of one statement
_FIELDS = Event.__dataclass_fields__


class Ledger:
    """One store of verdicts. Safe to share between threads. `where` is its address for people."""

    def __init__(self, setting: str, folder: Path):
        """Raises Unreachable for a setting that names no store; connects to nothing."""
        url = address(setting, folder)
        self.where = told(url)
        self._file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        self._engine = open_engine(url)
        self._is_ready = False

    def close(self) -> None:
        self._engine.dispose()

    def version(self) -> int:
        """A number that grows with every change: a cached answer is good as long as it stays. Raises Unreachable."""
        with self._reading() as connection:
            return connection.scalar(select(book.c.n)) if connection is not None else 0

    def kinds(self) -> list[str]:
        """Every kind of subject that was ever judged. Raises Unreachable."""
        with self._reading() as connection:
            return [] if connection is None else sorted(connection.scalars(select(verdicts.c.kind).distinct()))

    def current(self, kind: str) -> list[Event]:
        """The verdict that stands on each subject of a kind, in no order. Raises Unreachable."""
        with self._reading() as connection:
            return _standing(connection, kind) if connection is not None else []

    def standing(self, kind: str, ids: Sequence[str]) -> dict[str, Event]:
        """id -> the verdict that stands on it; ids without one are left out. Raises Unreachable."""
        with self._reading() as connection:
            return {} if connection is None else {e.id: e for e in _standing(connection, kind, ids)}

    def history(self, kind: str, subject: str) -> list[Event]:
        """Every event of a subject, the newest first, undoings too. Raises Unreachable."""
        with self._reading() as connection:
            if connection is None:
                return []
            asked = select(verdicts).where(verdicts.c.kind == kind, verdicts.c.id == subject)
            return [_event(row) for row in connection.execute(_newest_first(asked))]

    def events(self) -> list[Event]:
        """Every event of the store in the order it was written. Raises Unreachable."""
        with self._reading() as connection:
            if connection is None:
                return []
            return [_event(row) for row in connection.execute(select(verdicts).order_by(verdicts.c.n))]

    def mark(self, subjects: Sequence[Subject], mark: str, who: str, note: str = "",
             seen: Mapping[str, str | None] | None = None) -> list[Event]:
        """Judge subjects alike, with one note. `seen`: id -> the uid that stood when the page was drawn (None: none);
        an id it does not name is not compared. Raises Invalid, Overtaken, Unreachable."""
        if mark not in MARKS:
            raise Invalid(say("verdicts.unknown_mark", seen=mark))
        who, note = _named(who), clean(note, LONGEST_NOTE)
        subjects = list({s.key: s for s in subjects}.values())
        with self._writing(len(subjects)) as (connection, first):
            made = []
            for kind in dict.fromkeys(s.kind for s in subjects):
                own = [s for s in subjects if s.kind == kind]
                ids = [s.id for s in own]
                _refuse_overtaken(connection, kind, ids, seen or {})
                last = _last_times(connection, kind, ids)
                made += [Event(uuid.uuid4().hex, kind, s.id, mark, who, note, _after(last.get(s.id)), s.figures,
                               json.dumps(dict(s.about), ensure_ascii=False, sort_keys=True)) for s in own]
            _add(connection, made, first)
        return made

    def undo(self, kind: str, ids: Sequence[str], who: str,
             seen: Mapping[str, str | None] | None = None) -> list[Event]:
        """Take back the verdict that stands on each subject; the one before it stands again. What has none is left.
        Raises Invalid, Overtaken, Unreachable."""
        who, ids = _named(who), list(dict.fromkeys(ids))
        with self._writing(len(ids)) as (connection, first):
            _refuse_overtaken(connection, kind, ids, seen or {})
            last = _last_times(connection, kind, ids)
            made = [Event(uuid.uuid4().hex, kind, e.id, UNDONE, who, "", _after(last.get(e.id)), undoes=e.uid,
                          about=e.about) for e in _standing(connection, kind, ids)]
            _add(connection, made, first)
        return made

    def take(self, events: Iterable[Event]) -> int:
        """Add events of another store as they are; those already here are left. How many were new. Raises
        Unreachable."""
        events = list({e.uid: e for e in events}.values())
        with self._writing(len(events)) as (connection, first):
            known = set()
            for uids in _parts([e.uid for e in events]):
                known |= set(connection.scalars(select(verdicts.c.uid).where(verdicts.c.uid.in_(uids))))
            new = [e for e in events if e.uid not in known]
            _add(connection, new, first)
        return len(new)

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """A connection; None while a SQLite file is not there yet."""
        if self._file is not None and not self._file.exists():
            yield None
            return
        with self._translated(), self._engine.connect() as connection:
            self._prepare()
            yield connection

    @contextmanager
    def _writing(self, n: int) -> Iterator[tuple[Connection, int]]:
        """A transaction that holds the turn to write, and the number of its first event, of at most `n`."""
        with self._translated():
            self._prepare()
            with self._engine.begin() as connection:
                connection.execute(update(book).values(n=book.c.n + n))
                yield connection, connection.scalar(select(book.c.n)) - n + 1

    def _prepare(self) -> None:
        """Make the tables where there are none, once a process. Raises Unreachable for a store of a later program."""
        if self._is_ready and (self._file is None or self._file.exists()):
            return
        until = time.monotonic() + TIMEOUT / 2
        while not self._has_book():  # other processes may make it at the same moment: then it is there the next time
            try:
                metadata.create_all(self._engine)
                with self._engine.begin() as connection:
                    connection.execute(insert(book).values(id=1, format=SCHEMA, n=0))
            except (IntegrityError, OperationalError, ProgrammingError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
        with self._engine.connect() as connection:
            found = connection.scalar(select(book.c.format))
        if found > SCHEMA:
            raise Unreachable(say("verdicts.newer_store", where=self.where, seen=found, expected=SCHEMA))
        self._is_ready = True

    def _has_book(self) -> bool:
        if not inspect(self._engine).has_table(book.name):
            return False
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(book)) == 1

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            seen = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
            raise Unreachable(say("verdicts.unreachable", where=self.where, seen=seen[0][:200])) from error


def _named(who: str) -> str:
    name = clean(who.replace("\n", " ").replace("\t", " "), LONGEST_NAME)
    if not name:
        raise Invalid(say("verdicts.no_name"))
    return name


def _event(row: Row) -> Event:
    return Event(**{name: getattr(row, name) for name in _FIELDS})


def _newest_first(asked):
    return asked.order_by(verdicts.c.made_at.desc(), verdicts.c.n.desc())


def _standing(connection: Connection, kind: str, ids: Sequence[str] | None = None) -> list[Event]:
    """The latest event of each subject that is no undoing and was not undone."""
    taken_back = select(verdicts.c.undoes).where(verdicts.c.undoes.is_not(None), verdicts.c.kind == kind)
    found = []
    for part in _parts(ids) if ids is not None else [None]:
        nth = func.row_number().over(partition_by=verdicts.c.id,
                                     order_by=(verdicts.c.made_at.desc(), verdicts.c.n.desc())).label("nth")
        asked = select(verdicts, nth).where(verdicts.c.kind == kind, verdicts.c.mark != UNDONE,
                                            verdicts.c.uid.not_in(taken_back))
        if part is not None:
            asked = asked.where(verdicts.c.id.in_(part))
        ranked = asked.subquery()
        found += [_event(row) for row in connection.execute(select(ranked).where(ranked.c.nth == 1))]
    return found


def _refuse_overtaken(connection: Connection, kind: str, ids: Sequence[str], seen: Mapping[str, str | None]) -> None:
    now = {e.id: e for e in _standing(connection, kind, [i for i in ids if i in seen])} if seen else {}
    for subject in ids:
        event = now.get(subject)
        if subject in seen and seen[subject] != (event.uid if event else None):
            raise Overtaken(event)


def _last_times(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, str]:
    last = {}
    for part in _parts(ids):
        asked = select(verdicts.c.id, func.max(verdicts.c.made_at)).where(
            verdicts.c.kind == kind, verdicts.c.id.in_(part)).group_by(verdicts.c.id)
        last |= dict(connection.execute(asked).all())
    return last


def _after(last: str | None) -> str:
    """Now, or a moment after `last` where the clock has not got there."""
    now = datetime.now(UTC)
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def _add(connection: Connection, events: Sequence[Event], first: int) -> None:
    rows = [{name: getattr(e, name) for name in _FIELDS} | {"n": n} for n, e in enumerate(events, first)]
    for part in _parts(rows):
        connection.execute(insert(verdicts).values(part))


def _parts(things: Sequence) -> Iterator[Sequence]:
    return (things[i:i + _A_LOT] for i in range(0, len(things), _A_LOT))
