"""导入: documents dragged into the browser, read and shown with their doubts, then accepted or dropped.

The visit lives in the session: what was sent, the command that reads it, the command that publishes it. Nothing of it
is in the link, since a link is for others and these files are not theirs yet.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from dashboard import look, state
from dashboard.components import form_model, lines, printed_form
from dashboard.components.lines import Line
from dashboard.components.spark_table import Cell, Column, Row, table
from dashboard.filters.tables import table_names
from dashboard.intake.incoming import Incoming, Taken
from dashboard.intake.job import Job
from dashboard.labels import literal, say
from dashboard.labels.numbers import full
from dashboard.queries import report as ask
from dashboard.queries.intake import own_documents

EVERY = 1.0  # seconds between looks at a running command
MOST_DOUBTS = 60
DROP = "[data-testid=stFileUploaderDropzone]"  # its own words are English, whatever the browser speaks
NOTHING_LEFT = 10  # exit code of a build without any readable document: after an undo, as it should be
RUNNING = {"reading": "read", "building": "done", "undoing": "undone"}  # a command at work -> what it ends in


@dataclass
class Visit:
    """`job` is the command that runs or ran last; `stage`: start | reading | read | building | done | undoing |
    undone."""

    stage: str = "start"
    incoming: Incoming | None = None
    job: Job | None = None
    taken: list[Taken] = field(default_factory=list)
    n: int = 0  # uploaders so far: a new key empties the old one

    def found(self) -> list[dict]:
        """What was read so far: the objects of `disclosure read`, `file` beside them."""
        prefix = str(self.incoming.folder) + "/"
        objects = [json.loads(line) for line in list(self.job.lines)] if self.job else []
        return [one | {"file": one["source"].removeprefix(prefix)} for one in objects]


def visit() -> Visit:
    return st.session_state.setdefault("intake_visit", Visit())


def run(*words: str) -> Job:
    return Job([*words, "--data", str(state.home())])


def begin(sent: list) -> None:
    """Lay down what was sent and read it."""
    now = visit()
    now.incoming = Incoming(state.home())
    for file in sent:
        now.incoming.add(file.name, file.getvalue())
    now.job, now.stage, now.n = run("read", "--lines", str(now.incoming.folder)), "reading", now.n + 1


def drop() -> None:
    now = visit()
    if now.job:
        now.job.stop()
    if now.incoming:
        now.incoming.discard()
    st.session_state["intake_visit"] = Visit(n=now.n + 1)


def accept(names: list[str]) -> None:
    now = visit()
    now.taken = now.incoming.accept(names)
    now.incoming.discard()
    now.job, now.stage = run("build"), "building"


def undo() -> None:
    """Take the files of this visit out again: out of reports/, and out of use. What stood there before stays."""
    now = visit()
    new = tuple(taken.name for taken in now.taken if not taken.is_there)
    gone = state.answer(own_documents, new)
    if gone:
        run("withdraw", *gone, "--reason", say("intake.act.undo_reason")).wait(60)
    for name in new:
        (state.home() / "reports" / name).unlink(missing_ok=True)
    now.job, now.stage = run("build"), "undoing"


def is_readable(one: dict) -> bool:
    return one["status"] != "refused"


def n_doubtful(one: dict) -> int:
    return sum(figure["state"] == "doubtful" for figure in one["figures"])


def answer(now: Visit, found: list[dict]) -> str:
    if now.stage == "reading":
        return look.rich("intake.answer.reading", done=full(len(found)), total=full(len(now.incoming.names)))
    if now.stage == "read":
        readable = [one for one in found if is_readable(one)]
        return look.rich("intake.answer.read", total=full(len(found)), readable=full(len(readable)),
                         doubtful=full(sum(n_doubtful(one) > 0 for one in readable)),
                         refused=full(len(found) - len(readable)))
    if now.stage in ("done", "undone"):
        if now.job.code and not (now.stage == "undone" and now.job.code == NOTHING_LEFT):
            return look.rich("intake.answer.failed", reason=(now.job.said() or [""])[-1])
        return look.rich(f"intake.answer.{now.stage}", n=full(len(now.taken)))
    return look.rich(f"intake.answer.{now.stage}")


def offer_upload(now: Visit) -> None:
    how = st.segmented_control(say("intake.upload.how"), ["files", "folder"], default="files", key="intake_how",
                               format_func=lambda name: say(f"intake.upload.{name}"), required=True,
                               label_visibility="collapsed")
    st.html(f"<style>{DROP} [data-testid=stBaseButton-secondary] > * {{ position: absolute; clip-path: inset(50%); }}"
            f"{DROP} [data-testid=stBaseButton-secondary]::after {{ content: '{say(f'intake.upload.{how}')}'; }}"
            f"{DROP} {{ min-height: 9rem; align-items: center; justify-content: center; border-style: dashed; }}"
            f"{DROP} [data-testid=stFileUploaderDropzoneInstructions] {{ display: none; }}"
            f"{DROP}::after {{ content: '{say('intake.upload.drop')}'; padding-left: .8rem; }}</style>")
    sent = st.file_uploader(say("intake.upload.label"), key=f"intake_files_{how}_{now.n}",
                            accept_multiple_files="directory" if how == "folder" else True)
    look.foot(say("intake.scope.formats"))
    if sent:
        begin(sent)
        st.rerun()


def result_rows(found: list[dict]) -> list[Row]:
    unknown = say("intake.list.unknown")
    rows = []
    for one in found:
        doubts, readable = n_doubtful(one), is_readable(one)
        n_read = sum(figure["state"] != "doubtful" for figure in one["figures"])
        rows.append(Row(one["file"], (
            Cell(one["file"], one["file"]),
            Cell(say(f"intake.result.{one['status']}"), one["status"], faint=not readable),
            Cell(one["agency"] or (unknown if readable else ""), one["agency"] or "", small=one["district"] or ""),
            Cell(str(one["year"] or (unknown if readable else "")), one["year"]),
            Cell(one["edition"] or "", one["edition"] or ""),
            Cell(full(n_read) if readable else "", n_read if readable else None),
            Cell(full(doubts) if doubts else "", doubts if readable else None),
            Cell(full(len(one["findings"])) if one["findings"] else "", len(one["findings"]) if readable else None))))
    return rows


def show_list(found: list[dict]) -> None:
    look.caption(say("intake.list.title"), say("intake.list.sub"), "intake.list")
    heads = [Column(say("intake.list.file"), "words"), Column(say("intake.list.result")),
             Column(say("intake.list.agency"), "words"), Column(say("intake.list.year"), "number"),
             Column(say("intake.list.edition")), Column(say("intake.list.cells"), "number"),
             Column(say("intake.list.doubtful"), "number"), Column(say("intake.list.findings"), "number")]
    table(heads, result_rows(found), None, None, "intake_list", label=say("intake.list.label"),
          on_pick=lambda file: st.session_state.update(intake_file=file))
    opened = st.session_state.pop("intake_file", None)
    if one := next((one for one in found if one["file"] == opened), None):
        st.dialog(literal(Path(opened).name), width="large")(show_detail)(one)


def show_detail(one: dict) -> None:
    """What was read of one file: why not, what is doubtful, what it breaks, and its tables as printed."""
    look.foot(one["title"] or one["file"])
    if one["reason"]:
        lines.show([Line(say("intake.detail.reason" if is_readable(one) else "intake.detail.refused"), one["reason"],
                         "words")], "intake_reason")
    if not is_readable(one):
        return
    names, tables = state.answer(ask.labels), table_names()
    doubts = [f for f in one["figures"] if f["state"] == "doubtful"]
    if doubts:
        look.heading(say("intake.detail.doubts", n=len(doubts)), say("intake.detail.doubts_sub"))
        keys = [((f["table"], f["item"], f["column"]), f["raw"]) for f in doubts[:MOST_DOUBTS]]
        lines.show([Line(names.get(key, "/".join(key)), say("intake.detail.doubt", raw=raw), "words")
                    for key, raw in keys], "intake_doubts")
    if one["findings"]:
        look.heading(say("intake.detail.findings", n=len(one["findings"])), "")
        lines.show([Line(f["place"], f["message"], "words") for f in one["findings"]], "intake_findings")
    if not doubts and not one["findings"]:
        look.foot(say("intake.detail.none"))
    form = state.answer(ask.form, one["edition"]) if one["edition"] else []
    cells = [{"table_id": f["table"], "item_id": f["item"], "column_id": f["column"], "state": f["state"],
              "value": f["value"], "raw": f["raw"], "note": None, "corrected_from": None, "unit": None}
             for f in one["figures"]]
    for name in dict.fromkeys(c["table_id"] for c in form):
        title = tables.get(name, name)
        look.heading(title, "")
        printed_form.table(form_model.printed([c for c in form if c["table_id"] == name],
                                              [c for c in cells if c["table_id"] == name]), title, f"intake_{name}")


def offer_choice(found: list[dict]) -> None:
    """Which files to take, and the two ways on."""
    # an archive is accepted whole
    readable = list(dict.fromkeys(one["file"].partition("!/")[0] for one in found if is_readable(one)))
    left_out = st.multiselect(say("intake.act.leave"), readable, key=f"intake_left_out_{visit().n}",
                              placeholder=say("intake.act.leave_none"))
    chosen = [name for name in readable if name not in left_out]
    with st.container(horizontal=True, gap="small"):
        st.button(say("intake.act.accept", n=full(len(chosen))), type="primary", disabled=not chosen, width="content",
                  key="intake_accept", on_click=accept, args=(chosen,), help=say("intake.act.accept_help"))
        st.button(say("intake.act.discard"), key="intake_discard", width="content", on_click=drop)


@st.fragment(run_every=EVERY)
def watch() -> None:
    """The running command, looked at every second; the page is drawn anew when it has ended."""
    now = visit()
    if now.job is None or now.stage not in RUNNING:
        return
    over = now.job.is_over
    if now.stage == "reading":
        found = now.found()
        st.progress(min(1.0, len(found) / max(1, len(now.incoming.names))),
                    say("intake.progress", done=full(len(found)), total=full(len(now.incoming.names))))
    else:
        st.progress(1.0 if over else 0.5, literal((now.job.said() or [say("intake.publishing")])[-1]))
    if over:
        now.stage = RUNNING[now.stage]
        st.rerun()


def page() -> None:
    now = visit()
    found = now.found() if now.stage in ("reading", "read") else []
    place = say("intake.scope.where", folder=str(state.home() / "reports"))
    demo = say("intake.scope.demo") if state.store().is_demo else ""
    look.head(say("intake.question"), answer(now, found), [place, demo])
    if now.stage == "start":
        offer_upload(now)
    elif now.stage in RUNNING:
        watch()
        if now.stage == "reading":
            st.button(say("intake.act.stop"), key="intake_stop", on_click=drop)
    elif now.stage == "read":
        offer_choice(found)
        show_list(found)
    else:
        show_end(now)


def show_end(now: Visit) -> None:
    """What came of it: the command's own summary, undo, the next batch."""
    if n := sum(taken.is_there for taken in now.taken):
        look.foot(say("intake.act.same", n=full(n)))
    lines.show([Line(text, "", "words") for text in now.job.said()], "intake_said")
    with st.container(horizontal=True, gap="small"):
        st.button(say("intake.act.again"), key="intake_again", type="primary", on_click=drop)
        if now.stage == "done" and not now.job.code:
            st.button(say("intake.act.undo"), key="intake_undo", on_click=undo, help=say("intake.act.undo_help"))
    st.page_link("app_pages/coverage.py", label=say("intake.act.coverage"))


page()
