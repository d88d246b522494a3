"""Where verdicts are kept: a SQLite file, or PostgreSQL; opened with the settings that keep what was written.

In:   the setting (environment DISCLOSURE_VERDICTS, may be empty) and the data root.
Out:  open_engine(), told(), the tables.
Promise: SQLite writes ahead and syncs at every commit; PostgreSQL is waited for at most TIMEOUT seconds. A message
never holds the password.
"""

import sqlite3
import ssl
import time
from pathlib import Path

from sqlalchemy import URL, Column, Engine, Integer, MetaData, String, Table, Text, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from dashboard.labels import say
from dashboard.verdicts.errors import Unreachable

FILE = "verdicts.sqlite"
TIMEOUT = 10  # seconds for a connection, an answer, another writer
SCHEMA = 1

metadata = MetaData()
verdicts = Table(
    "verdicts", metadata,
    Column("uid", String(32), primary_key=True),
    Column("n", Integer, nullable=False, unique=True),  # the order in this store
    Column("kind", String(16), nullable=False),
    Column("id", String(200), nullable=False, index=True),
    Column("mark", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("figures", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("undoes", String(32)),
)
# One row: `n`, the last number given out. Every writer changes it first and so waits its turn, in both databases alike.
book = Table("verdicts_book", metadata, Column("id", Integer, primary_key=True, autoincrement=False),
             Column("format", Integer, nullable=False), Column("n", Integer, nullable=False))


def address(setting: str, folder: Path) -> URL:
    """The URL of the store. Raises Unreachable for a setting that names none."""
    if not setting:
        return URL.create("sqlite", database=str(Path(folder).resolve() / FILE))
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError) as error:
        raise Unreachable(say("verdicts.bad_setting", seen=setting.partition(":")[0])) from error
    if url.get_backend_name() not in ("postgresql", "postgres", "sqlite"):
        raise Unreachable(say("verdicts.bad_setting", seen=url.get_backend_name()))
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    return url.set(drivername="postgresql+pg8000")


def told(url: URL) -> str:
    """The address as people may see it."""
    return url.database or "" if url.get_backend_name() == "sqlite" else say(
        "verdicts.server", host=url.host or "localhost", port=url.port or 5432, name=url.database or "")


def open_engine(url: URL) -> Engine:
    """An engine; nothing is connected yet."""
    if url.get_backend_name() == "sqlite":
        # No pool: a file that was put in place of this one (a backup) must not be missed by a connection kept open.
        engine = create_engine(url, connect_args={"timeout": TIMEOUT}, poolclass=NullPool, hide_parameters=True)
        event.listen(engine, "connect", _keep_safe)
        return engine
    mode = url.query.get("sslmode", "")
    url = url.difference_update_query(["sslmode"])
    return create_engine(url, connect_args={"timeout": TIMEOUT, "ssl_context": _tls(str(mode)),
                                            "application_name": "disclosure"},
                         pool_pre_ping=True, pool_size=4, max_overflow=4, pool_timeout=TIMEOUT, hide_parameters=True)


def _keep_safe(connection, _record) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = FULL")
    until = time.monotonic() + TIMEOUT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:
            # SQLite does not wait for its own time limit here: of eight who open a new file at once, those who find
            # another one changing the mode are told "database is locked" at once.
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
    cursor.close()


def _tls(mode: str) -> ssl.SSLContext | bool | None:
    """As libpq names them: prefer (encrypted where the server can; if not told), require (always), verify-full (and
    the server is who it says), disable. Raises Unreachable for another word."""
    if mode in ("", "prefer", "disable"):
        return False if mode == "disable" else None
    if mode not in ("require", "verify-full"):
        raise Unreachable(say("verdicts.bad_tls", seen=mode))
    context = ssl.create_default_context()
    if mode == "require":
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
