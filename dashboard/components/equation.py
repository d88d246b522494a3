"""A finding and a cell as lines a reader can follow: each term on its own, then the sums, then the difference.

In:   a row of findings with its operands; a cell of evidence; the edition's printed labels.
Out:  Lines; Marks for the printed form.
Promise: only numbers that stand in the finding are shown; sums are of those numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dashboard.components.form_model import Address, Marks, plain
from dashboard.components.lines import Line
from dashboard.labels import say

SHORT = 4  # an equation of so few terms shows its zeros too


def spots(form: Iterable[Mapping]) -> dict[Address, tuple[str, str]]:
    """address -> (row, column) in the words of the form. The outermost head of a row is left out, but where the rest
    alone would read like a column (总计)."""
    form = list(form)
    heads = {cell["col_path"][-1] for cell in form}
    found = {}
    for cell in form:
        row, column = tuple(cell["row_path"]), tuple(cell["col_path"])
        short = row[1:] if len(row) > 2 or (len(row) == 2 and row[1] not in heads) else row or column[:-1]
        found[address_of(cell)] = say("components.path_joiner").join(short), column[-1]
    return found


def address_of(cell: Mapping) -> Address:
    return cell["table_id"], cell["item_id"], cell["column_id"]


def marks(finding: Mapping | None, picked: Address | None) -> Marks:
    """The cells of the finding's own year; the one to change where a repair is known, else the one it points at. A
    finding on a whole table, or on the report itself, points at none."""
    if finding is None:
        return Marks(picked=picked)
    part = {address_of(o) for o in finding["operands"] if o["year"] in (None, finding["year"])}
    breaking = finding["repair"] or finding
    at = address_of(breaking) if breaking["column_id"] else None
    return Marks(frozenset(part), frozenset({at} if at else ()), picked)


def lines(finding: Mapping, places: Mapping[Address, tuple[str, str]], names: Mapping[Address, str]) -> list[Line]:
    """The equation of a finding; without a right side (a bound) its own words stand under the figure. One about the
    prose: the sentence and where it stands, its number, the figures beside it, and every way to count them."""
    operands = list(finding["operands"])
    if finding["quote"]:
        return _quoted(finding, _namer(operands, places, names))
    sides = [[o for o in operands if o["side"] == side] for side in ("left", "right")]
    out: list[Line] = []
    for side in filter(None, sides):
        out += _side(side, finding["year"], _namer(operands, places, names))
    if all(sides):
        gap = abs(Decimal(str(finding["difference"])))
        out.append(Line(say("components.difference"), plain(gap), "sum"))
    else:
        out.append(Line("", finding["equation"], "words"))
    return out


def repairs(finding: Mapping) -> list[Line]:
    """Every change of one cell that is offered, the likeliest first, with where its cell seems to come from."""
    offered = list(finding["repairs"])
    out = [Line(say("components.repair_only") if finding["n_repairs"] == 1 else say("components.repair", n=n), say(
        "components.repair_from", text=each["text"].strip(), origin=say(f"report.origin.{each['origin']}"),
        why=each["origin_note"]), "words") for n, each in enumerate(offered, 1)]
    if (more := (finding["n_repairs"] or 0) - len(offered)) > 0:
        out.append(Line("", say("components.repairs_cut", n=more), "words"))
    return out


def letter(finding: Mapping) -> str:
    """The finding as an official writes it into a letter: whose report, the question, the changes of one cell that
    would do. `finding`: agency, year, message, repairs_text; of a report whose agency or year is not known, without."""
    told = say("components.letter", message=finding["message"], repairs=finding["repairs_text"] or "").strip()
    if not finding["agency"] or finding["year"] is None:
        return told
    return say("components.letter_of", agency=finding["agency"], year=int(finding["year"]), told=told)


def _quoted(finding: Mapping, name) -> list[Line]:
    section, page = (None if n is None else int(n) for n in (finding["section"], finding["page"]))
    part = say("components.part", digit=say("components.digits")[section - 1:section]) if section else ""
    at = part + (say("components.at_page", n=page) if page else "")
    place = at.rstrip(say("components.comma")) or say("components.prose")
    said = Line(say("components.stated"), measured(finding["left"], finding["unit"]), "sum")
    return [Line(say("components.quote", place=place), finding["quote"], "words"), said,
            *_terms(finding["operands"], finding["year"], name), Line("", finding["equation"], "words")]


def measured(value: Decimal | float, unit: str | None) -> str:
    """A number with its unit as a person writes them: 29 件, 12.5%."""
    return f"{plain(value)}{unit}" if unit == "%" else f"{plain(value)} {unit or ''}".strip()


def _side(side: Sequence[Mapping], year: int | None, name) -> list[Line]:
    out = _terms(side, year, name)
    if len(side) > 1:
        out.append(Line(say("components.sum"), plain(sum(o["sign"] * o["value"] for o in side)), "sum"))
    else:
        out = [Line(out[0].label, out[0].value, "sum")]
    return out


def _terms(side: Sequence[Mapping], year: int | None, name) -> list[Line]:
    zeros = [o for o in side if o["value"] == 0] if len(side) > SHORT else []
    out = [Line(_dated(o, year, name(o)), ("−" if o["sign"] < 0 else "") + plain(o["value"]))
           for o in side if o not in zeros]
    return out + ([Line(say("components.zeros", n=len(zeros)), "0", "faint")] if zeros else [])


def _dated(operand: Mapping, year: int | None, name: str) -> str:
    return name if operand["year"] in (None, year) else say("components.dated", year=operand["year"], name=name)


def _namer(operands: Sequence[Mapping], places: Mapping[Address, tuple[str, str]], names: Mapping[Address, str]):
    """How to call a term: by what tells it from the others, its column in one row, its row in one column."""
    items, columns = ({o[part] for o in operands} for part in ("item_id", "column_id"))

    def name(operand: Mapping) -> str:
        at = address_of(operand)
        row, column = places.get(at, ("", ""))
        if len(items) == 1 and len(columns) > 1 and column:
            return column
        if len(columns) == 1 and len(items) > 1 and row:
            return row
        return names.get(at) or "/".join(at)

    return name


def evidence(cell: Mapping | None) -> list[Line]:
    """What a cell prints, how it was read, where it stands; for a cell the document does not hold, that."""
    if cell is None:
        return [Line(say("components.printed_as"), say("components.absent")),
                Line("", say("components.absent_why"), "words")]
    raw = cell["raw"] if cell["raw"] is not None and cell["raw"].strip() else say("components.printed_blank")
    read = plain(cell["value"])
    unit = f" {cell['unit']}" if cell["unit"] else ""
    state = say(f"components.state.{cell['state']}")
    read_as = say("components.read_number", value=read + unit, state=state) if read else state
    out = [Line(say("components.printed_as"), raw), Line(say("components.read_as"), read_as),
           Line(say("components.place"), _place(cell))]
    if cell["corrected_from"] is not None:
        out.append(Line(say("components.corrected"), say("components.corrected_from", old=cell["corrected_from"])))
    if cell["note"]:
        out.append(Line(say("components.note"), cell["note"], "words"))
    return out


def _place(cell: Mapping) -> str:
    parts = [say(f"components.at_{part}", n=cell[part]) for part in ("page", "row", "col") if cell[part] is not None]
    return "".join(parts) or say("components.nowhere")
