"""One report: its document, its cells, its prose, what it breaks; and the way to it."""

import pandas as pd

from dashboard.store import Store


def places(store: Store) -> pd.DataFrame:
    """district_id -> label (None where no register names it), n_reports; '' for reports of no known district."""
    return store.ask("report/places")


def bodies(store: Store, district: str) -> pd.DataFrame:
    """agency_id -> label, short_label, last_year, n_reports, in pinyin order."""
    return store.ask("report/bodies", district=district)


def documents_of(store: Store, agency: str) -> pd.DataFrame:
    """One row per report and document of an agency, newest year first, the current one first of its year."""
    return store.ask("report/documents_of", agency=agency)


def agency_of(store: Store, report: str) -> str | None:
    """The agency of a report; None where the snapshot has no such report."""
    found = store.ask("report/agency_of", report=report)
    return None if found.empty else found["agency_id"][0]


def first(store: Store) -> str | None:
    """The report to open when none was asked for; None where there is none."""
    found = store.ask("report/first")
    return None if found.empty else found["report_id"][0]


def cells(store: Store, agency: str, year: int | None, sha256: str) -> list[dict]:
    """Every cell that the document prints: the fields of `evidence.cells`, missing ones None."""
    return records(store.ask("report/cells", agency=agency, year=year, sha256=sha256))


def cell_years(store: Store, agency: str, address: tuple[str, str, str]) -> list[dict]:
    """One cell in every report that counts for an agency, oldest first: year, value, state (None of a plain number, and
    where the report prints no such cell), corrected_from, edition. Raises ValueError for a cell of no form."""
    table, item, column = address
    return records(store.ask("report/cell_years", agency=agency, table=table, item=item, column=column))


def form(store: Store, edition: str) -> list[dict]:
    """Every printed cell of an edition, as `form_cells`."""
    return records(store.ask("report/form", edition=edition))


def tables(store: Store) -> dict[str, str]:
    """table_id -> its name on the form, for every table of every edition."""
    frame = store.ask("report/tables")
    return dict(zip(frame["table_id"], frame["label"]))


def findings(store: Store, report: str, sha256: str) -> list[dict]:
    """Every finding of a document, the gravest first, with check_label, basis and exceptions."""
    return records(store.ask("report/findings", report=report, sha256=sha256))


def labels(store: Store) -> dict[tuple[str, str, str], str]:
    """address -> its name, for every address of every edition."""
    frame = store.ask("report/labels")
    return dict(zip(zip(frame["table_id"], frame["item_id"], frame["column_id"]), frame["label"]))


def units(store: Store) -> dict[tuple[str, str, str], str | None]:
    """address -> its unit; None where the form prints none."""
    frame = store.ask("report/labels")
    units = frame["unit"].astype(object).where(frame["unit"].notna(), None)
    return dict(zip(zip(frame["table_id"], frame["item_id"], frame["column_id"]), units))


def sections(store: Store, agency: str, year: int | None, sha256: str) -> list[dict]:
    """number, heading, text, page of each section, in order."""
    return records(store.ask("report/sections", agency=agency, year=year, sha256=sha256))


def statements(store: Store, agency: str, year: int | None, sha256: str) -> list[dict]:
    """meaning, value, unit, quote, section, page of each number that the prose states, in order."""
    return records(store.ask("report/statements", agency=agency, year=year, sha256=sha256))


def records(frame: pd.DataFrame) -> list[dict]:
    """The rows as dicts, every kind of missing value as None."""
    plain = frame.astype(object)
    missing = pd.DataFrame({name: plain[name].map(_missing) for name in plain}, index=plain.index)
    return plain.mask(missing, None).to_dict("records") if len(plain) else []


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)
