"""`disclosure briefing`: a district's briefing or an agency's dossier as a file, for people and for pages.

In:   the --data option of the front door, and how it finds the current snapshot; DISCLOSURE_VERDICTS, DISCLOSURE_FONT.
Out:  make(data_root, current) -> the command.
Promise: the file is whole or not there. What it needs is loaded with the command, not with the program. `--lines`
tells the progress on stdout, one JSON object a line: step, share (0..1).
"""

import json
import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.labels import LANGUAGES, say, speaking

if TYPE_CHECKING:
    from dashboard.briefing.model import Briefing
    from dashboard.queries.scope import Scope
    from dashboard.queries.verdicts import Judged
    from dashboard.store import Store

_CONTENT, _DRAWN = .4, .85  # shares of the work, as measured: content, pictures, the document


class Failed(click.ClickException):
    """The warehouse cannot be used."""

    exit_code = 13

    def show(self, file=None) -> None:
        click.echo(self.message, err=True)


class NoFace(Failed):
    """No Chinese face on this machine."""

    exit_code = 14


class Progress:
    """`share` grows with every step that is told; silent without `lines`."""

    def __init__(self, lines: bool):
        self.lines, self.share = lines, 0.0

    def __call__(self, step: str) -> None:
        end, part = (_DRAWN, .1) if step == "draw" else (1, .5) if step == "write" else (_CONTENT, .12)
        self.share += (end - self.share) * part
        if self.lines:
            click.echo(json.dumps({"step": step, "share": round(self.share, 3)}))


def make(data_root: Callable, current: Callable[[Path], Path | None]) -> click.Command:
    """The command; `data_root` adds the option --data, `current` finds the folder of the snapshot in use."""

    @click.command("briefing")
    @click.option("--district", help=say("briefing.help.district"))
    @click.option("--agency", help=say("briefing.help.agency"))
    @click.option("--years", metavar="A-B", help=say("briefing.help.years"))
    @click.option("--kinds", metavar="KIND,…", help=say("briefing.help.kinds"))
    @click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True,
                  help=say("briefing.help.language"))
    @click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path),
                  help=say("briefing.help.out"))
    @click.option("--snapshot", hidden=True)
    @click.option("--lines", is_flag=True, hidden=True)
    @data_root
    def briefing(district, agency, years, kinds, language, out: Path, snapshot, lines: bool, data: Path) -> None:
        """简报：一个行政区划（--district）或一个机关（--agency）的 DOCX 或 PDF，按 --out 的后缀。"""
        click.get_current_context().with_resource(speaking(language))
        kind = out.suffix.lower().lstrip(".")
        if kind not in ("docx", "pdf"):
            raise click.BadParameter(say("briefing.error.suffix", name=out.name), param_hint="--out")
        if (district is None) == (agency is None):
            raise click.UsageError(say("briefing.error.which"))
        if agency and (years or kinds):
            raise click.UsageError(say("briefing.error.agency_alone"))
        folder = data.resolve() / "warehouse" / snapshot if snapshot and re.fullmatch(r"[\w-]+", snapshot) else \
            current(data)
        if folder is None:
            raise Failed(say("briefing.error.nothing", folder=data / "warehouse"))
        # matplotlib keeps a list of fonts: beside the data, not in anybody's home
        os.environ.setdefault("MPLCONFIGDIR", str(data.resolve() / "warehouse" / ".briefings" / "matplotlib"))
        tell = Progress(lines)
        store = _opened(folder)
        content = _dossier(store, data, agency, tell) if agency else _district(
            store, data, district, years, tuple(filter(None, (kinds or "").split(","))), tell)
        _write(out, _bytes(content, kind, tell))
        click.echo(say("briefing.written", path=out), err=True)

    return briefing


def _opened(folder: Path) -> "Store":
    from dashboard.store import Store, Unusable

    try:
        return Store(folder)
    except Unusable as error:
        raise Failed(str(error)) from error


def _district(store: "Store", data: Path, district: str, years, kinds: tuple[str, ...], tell: Progress) -> "Briefing":
    from dashboard.briefing.district import district as briefing
    from dashboard.queries.places import places
    from dashboard.queries.scope import EVERYWHERE

    known = places(store)
    if district != EVERYWHERE and district not in known:
        raise click.BadParameter(say("briefing.error.district", district=district, root=data, snapshot=store.snapshot,
                                     example=next(iter(known), EVERYWHERE)), param_hint="--district")
    scope = _scope(store, district, years, kinds)
    return briefing(store, scope, datetime.now().astimezone(), _judged(store, data), tell)


def _dossier(store: "Store", data: Path, agency: str, tell: Progress) -> "Briefing":
    from dashboard.briefing.agency import dossier
    from dashboard.queries import report

    found = dossier(store, agency, datetime.now().astimezone(), _judged(store, data), tell)
    if found is None:
        first = report.first(store)
        raise click.BadParameter(say("briefing.error.agency", agency=agency, root=data, snapshot=store.snapshot,
                                     example=report.agency_of(store, first) if first else "320100-1a2b3c4d"),
                                 param_hint="--agency")
    return found


def _scope(store: "Store", district: str, years: str | None, kinds: tuple[str, ...]) -> "Scope":
    """Years as given, else all that the snapshot holds."""
    from dashboard.queries import scopes
    from dashboard.queries.scope import Scope

    present = sorted(scopes.kinds(store)["kind"])
    if wrong := [k for k in kinds if k not in present]:
        raise click.BadParameter(say("briefing.error.kinds", seen=", ".join(wrong), known=", ".join(present)),
                                 param_hint="--kinds")
    if years is None:
        held = scopes.years(store)["year"]
        return Scope(district, int(held.min()), int(held.max()), kinds) if len(held) else Scope(district)
    found = re.fullmatch(r"(\d{4})(?:[-–](\d{4}))?", years)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not 2008 <= first <= last <= 2100:
        raise click.BadParameter(say("briefing.error.years", seen=years), param_hint="--years")
    return Scope(district, first, last, kinds)


def _judged(store: "Store", data: Path) -> "Judged":
    """The verdicts that stand; without them, with the reason, where they cannot be had."""
    from dashboard.queries import verdicts as ask
    from dashboard.verdicts import Ledger, Unreachable

    try:
        book = Ledger(os.environ.get("DISCLOSURE_VERDICTS", ""), data)
        events = {e.id: e for e in book.current(ask.FINDING)}
        book.close()
    except Unreachable as error:
        return ask.Judged("", ask.NOTHING.frame, str(error))
    return ask.Judged("", ask.judged(store, events))


def _bytes(content: "Briefing", kind: str, tell: Progress) -> bytes:
    from dashboard.briefing.fonts import NoFont
    from dashboard.briefing.making import made

    try:
        return made(content, kind, tell)
    except NoFont as error:
        raise NoFace(str(error)) from error


def _write(out: Path, data: bytes) -> None:
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, out)
    except OSError as error:
        raise click.FileError(str(out), str(error)) from error
    finally:
        beside.unlink(missing_ok=True)
