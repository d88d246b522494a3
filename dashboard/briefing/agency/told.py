"""What an agency's reports break, which text they share, every figure of them, and the documents behind."""

from dashboard.briefing import closing
from dashboard.briefing.agency.subject import Subject, pieces, sign
from dashboard.briefing.findings import case
from dashboard.briefing.model import Block, Column, Table, Words
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, percent
from dashboard.queries import agency as ask
from dashboard.queries import compare, copied, history, report
from dashboard.queries.history import KEY_MEASURES
from dashboard.queries.scope import EVERYWHERE, Scope
from dashboard.queries.verdicts import OPEN

ORDER = ("disclosure", "requests", "disputes")
MOST_PAIRS = 100_000  # of a country, of which this agency's are taken


def findings(subject: Subject) -> list[Block]:
    """Every one, the newest year first, with its verdict."""
    off = [Words(say("briefing.findings.verdicts_off", why=subject.judged.error), True)] if subject.judged.error else []
    rows = report.records(ask.findings(subject.store, subject.agency))
    if not rows:
        tested = any(d["n_identities"] for d in subject.current)
        return [Words(say("briefing.dossier.findings_none" if tested else "briefing.dossier.findings_untested"))]
    verdicts = {r["id"]: r for r in subject.judged.frame.to_dict("records")}
    nothing = {"verdict": OPEN, "mark": None, "who": None, "note": None}
    return [*off, *(case(row | {"agency": subject.name} | verdicts.get(row["finding_id"], nothing)) for row in rows)]


def shared_text(subject: Subject) -> list[Block]:
    """The parts that share three tenths or more with another report, the most alike first."""
    scope = Scope(subject.documents[0]["district_id"] or EVERYWHERE, subject.chosen.first_year,
                  subject.chosen.last_year)
    rows = copied.listed(subject.store, scope, copied.Choice(), MOST_PAIRS)
    rows = report.records(rows[rows["agency_id"] == subject.agency])
    if not rows:
        return [Words(say("briefing.dossier.copied_none"))]
    parts, whose = listed("copied.section"), listed("copied.whose")
    out = tuple((str(r["year"]), parts.get(str(r["section"]), str(r["section"])), percent(r["share"], 0),
                 whose.get(r["kind"], r["kind"]), say("briefing.dossier.other_report", agency=r["other_agency"],
                                                      year=r["other_year"])) for r in rows)
    heads = ((say("briefing.requests.column.year"), .8, False), (say("briefing.dossier.part"), 1.4, False),
             (say("briefing.dossier.share"), 1, True), (say("copied.filter.whose"), 1.4, False),
             (say("briefing.dossier.other"), 3.4, False))
    return [Table(say("briefing.dossier.copied_title"), say("briefing.dossier.copied_sub"),
                  tuple(Column(*h) for h in heads), out, is_small=True)]


def figures(subject: Subject) -> list[Block]:
    """Every table of the form, a row an item, a column a report; of the requests their total."""
    heads = history.heads_of(subject.current)
    held = {(c["report_id"], c["table_id"], c["item_id"], c["column_id"]): c
            for c in report.records(ask.cells(subject.store, subject.agency))}
    printed = {key[1:] for key in held}
    addresses = [a for a in report.records(ask.addresses(subject.store))
                 if (a["table_id"], a["item_id"], a["column_id"]) in printed
                 and (a["table_id"] != "requests" or a["column_id"] == "total")]
    names, out = report.tables(subject.store), []
    tables = dict.fromkeys(a["table_id"] for a in addresses)
    for table in sorted(tables, key=lambda t: (ORDER.index(t) if t in ORDER else len(ORDER))):
        rows = [a for a in addresses if a["table_id"] == table]
        for lot in pieces(list(heads)):
            columns = (Column(say("briefing.dossier.item"), 3.6, False),
                       Column(say("briefing.dossier.unit"), .7, False), *(Column(heads[r]) for r in lot))
            lines = tuple((a["label"], a["unit"] or "", *(_cell(held.get((r, table, a["item_id"], a["column_id"])))
                                                          for r in lot)) for a in rows)
            note = say("briefing.dossier.figures_applicants") if table == "requests" else ""
            out.append(Table(names.get(table, table), say("briefing.dossier.figures_sub"), columns, lines, note,
                             is_small=True))
    return out


def _cell(cell: dict | None) -> str:
    return full(cell["value"]) if cell and cell["value"] is not None else sign(cell["state"] if cell else None)


def sources(subject: Subject) -> list[Block]:
    """What the words mean, what was corrected, and every document with its checksum."""
    none = full(None)
    rows = tuple((history.report_head(d), say("report.edition", edition=d["edition"]) if d["edition"] else none,
                  history.status(d), f"{d['published_on']:%Y-%m-%d}" if d["published_on"] else none,
                  full(d["n_findings"]), d["name"] or "", d["sha256"][:12]) for d in subject.documents)
    heads = ((say("report.report"), 1.3, False), (say("briefing.dossier.edition"), 1.2, False),
             (say("briefing.dossier.status"), 1, False), (say("briefing.dossier.published"), 1.2, False),
             (say("briefing.dossier.findings"), .8, True), (say("briefing.dossier.name"), 3.2, False),
             (say("briefing.dossier.sha256"), 1.5, False))
    ends = closing.blocks(subject.store, KEY_MEASURES, compare.corrections(subject.store, subject.chosen))
    return [*ends, Table(say("briefing.dossier.sources_title", n=len(rows)), say("briefing.dossier.sources_sub"),
                         tuple(Column(*h) for h in heads), rows, is_small=True)]
