"""`disclosure verdicts`: what stands, and the whole ledger as a file to keep or to take elsewhere.

In:   the --data option of the front door; the environment DISCLOSURE_VERDICTS.
Out:  make(data_root) -> the command.
Promise: data on stdout, words for people on stderr; a file that is written is whole or not there; nothing is ever
taken away from the store. The database's library is loaded with the command, not with the program.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.labels import say

if TYPE_CHECKING:
    from dashboard.verdicts import Event, Ledger


class Failed(click.ClickException):
    """The store cannot be used."""

    exit_code = 13

    def show(self, file=None) -> None:
        click.echo(self.message, err=True)


class Refused(Failed):
    """The file is no backup."""

    exit_code = 2


def make(data_root: Callable) -> click.Group:
    """The group; `data_root` adds the option --data."""

    @click.group("verdicts", invoke_without_command=True)
    @click.option("--json", "as_json", is_flag=True, help=say("verdicts.help_json"))
    @click.pass_context
    @data_root
    def verdicts(context: click.Context, as_json: bool, data: Path) -> None:
        """研判：列出现在有效的；export FILE 备份全部，import FILE 并入另一处（如 SQLite 迁到 PostgreSQL）。

        记在数据根目录的 verdicts.sqlite；设了环境变量 DISCLOSURE_VERDICTS=postgresql://… 就记在那里。"""
        context.default_map = {name: {"data": data} for name in verdicts.commands}
        if context.invoked_subcommand is None:
            with _opened(data) as ledger:
                standing = sorted((e for kind in ledger.kinds() for e in ledger.current(kind)), key=lambda e: e.made_at)
            if as_json:
                click.echo(json.dumps([told(e) for e in standing], ensure_ascii=False, indent=1))
            else:
                click.echo("\n".join(_listed(standing)))

    @verdicts.command("export")
    @click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
    @data_root
    def export(file: Path, data: Path) -> None:
        """把全部研判（连同历次和撤回）写成一个文件；FILE 写 - 则写到标准输出。"""
        from dashboard.verdicts import lines_of

        with _opened(data) as ledger:
            text = "".join(f"{line}\n" for line in lines_of(ledger.events()))
        if str(file) == "-":
            click.echo(text, nl=False)
        else:
            beside = file.with_name(f".{file.name}.new")
            beside.write_text(text, "utf-8")
            os.replace(beside, file)
        click.echo(say("verdicts.exported", n=text.count("\n") - 1, where=ledger.where), err=True)

    @verdicts.command("import")
    @click.argument("file", type=click.File(encoding="utf-8"))
    @data_root
    def take(file, data: Path) -> None:
        """并入另一处导出的研判；已有的不重复，同一条发现以较晚的为准。FILE 写 - 则读标准输入。"""
        from dashboard.verdicts import taken_from

        with _opened(data) as ledger:
            events = taken_from(file)
            n = ledger.take(events)
        click.echo(say("verdicts.imported", n=n, known=len(events) - n, where=ledger.where), err=True)

    return verdicts


def told(event: "Event") -> dict:
    """An event with plain names, for programs."""
    return {"kind": event.kind, "id": event.id, "verdict": event.mark, "who": event.who, "note": event.note,
            "made_at": event.made_at, "about": json.loads(event.about or "{}")}


@contextmanager
def _opened(data: Path) -> Iterator["Ledger"]:
    """The ledger of a data root; what goes wrong with it becomes plain words and an exit code."""
    from dashboard.verdicts import Invalid, Ledger, Unreachable

    try:
        ledger = Ledger(os.environ.get("DISCLOSURE_VERDICTS", ""), data)
        yield ledger
        ledger.close()
    except Unreachable as error:
        raise Failed(str(error)) from error
    except Invalid as error:
        raise Refused(str(error)) from error
    except UnicodeDecodeError as error:
        raise Refused(say("verdicts.not_a_backup")) from error


def _listed(events: "list[Event]") -> Iterator[str]:
    from dashboard.verdicts import MARKS

    for e in events:
        about = json.loads(e.about or "{}")
        what = " ".join(str(about[name]) for name in ("agency", "year", "place") if about.get(name)) or e.id
        when = datetime.fromisoformat(e.made_at).astimezone().strftime("%Y-%m-%d %H:%M")
        yield say("verdicts.line", mark=say(f"verdicts.mark.{e.mark}"), what=what, who=e.who, when=when,
                  note=say("verdicts.line_note", note=" ".join(e.note.split())) if e.note else "")
    counts = Counter(e.mark for e in events)
    yield say("verdicts.total", n=len(events), marks=", ".join(
        say("verdicts.of_mark", mark=say(f"verdicts.mark.{m}"), n=counts[m]) for m in MARKS if counts[m]) or "—")
