"""The files of the form -> its nouns.

In:   a file edition_*.toml; rows of items.csv.
Out:  read_items(), own_items(), read_edition().
Promise: a file that breaks its own rules raises BadForm with the file and the place.
"""

import csv
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from loaders.errors import BadForm
from loaders.form.nouns import Address, Block, Column, Edition, Row, Section, Table

_LAYOUTS = ("blocks", "matrix", "strip", "list")
_KINDS = ("flow", "stock", "signed", "money")


def read_items(path: Path) -> tuple[Address, ...]:
    """The addresses of items.csv, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Address(*row) for row in list(csv.reader(file))[1:])


def own_items(path: Path) -> tuple[Address, ...]:
    """The addresses that an edition file brings with it: its [[item]] blocks."""
    found = []
    for raw in _parsed(path).get("item", ()):
        try:
            address = Address(raw["table"], raw["item"], raw["column"], raw["label"], raw.get("label_en", ""),
                              raw.get("unit", ""), raw["kind"], raw.get("outcome", ""), "", raw.get("article", ""))
        except KeyError as error:
            raise BadForm(f"表式文件 {path.name}：[[item]] {raw} 缺少 {error}。"
                          "请写明 table、item、column、label、kind。") from error
        if address.kind not in _KINDS or not all(part.isidentifier() and "__" not in part for part in address.key):
            raise BadForm(f"表式文件 {path.name}：[[item]] {'/'.join(address.key)} 的代号应为英文小写下划线，"
                          f"kind 应为 {'、'.join(_KINDS)} 之一。请改正。")
        found.append(address)
    return tuple(found)


def read_edition(path: Path, known: Collection[tuple[str, str, str]]) -> Edition:
    """One edition file; `known`: every address there is. Raises BadForm naming the file and the place when an address
    is unknown or printed twice."""
    raw = _parsed(path)
    try:
        tables = tuple(_table(t) for t in raw.get("table", ()))
        edition = Edition(raw["edition"], raw["label"], raw["notice"], raw["first_year"], raw.get("last_year"),
                          tuple(raw["recognise"]),
                          tuple(Section(s.get("number"), tuple(s["headings"])) for s in raw.get("section", ())), tables)
    except (KeyError, TypeError, ValueError) as error:
        raise BadForm(f"表式文件 {path.name} 无法读取：{error!r}。请对照 edition_2021.toml 的写法改正。") from error
    seen = set()
    for key in edition.expected():
        if key not in known:
            raise BadForm(f"表式文件 {path.name}：{'/'.join(key)} 不在 items.csv 中。"
                          "请先在 items.csv 增加这一项，或在本文件写一个 [[item]]。")
        if key in seen:
            raise BadForm(f"表式文件 {path.name}：{'/'.join(key)} 出现两次。每个地址只能印一次。")
        seen.add(key)
    return edition


def _parsed(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadForm(f"表式文件 {path.name} 无法读取：{error}。请对照 edition_2021.toml 的写法改正。") from error


def _table(raw: dict) -> Table:
    if raw["layout"] not in _LAYOUTS:
        raise ValueError(f"layout {raw['layout']}")
    blocks = tuple(map(_block, raw["block"])) if "block" in raw else (_block(raw),)
    return Table(raw["id"], raw["section"], raw["label"], raw["layout"], raw.get("corner", ""), blocks,
                 raw.get("unit_head", ""))


def _block(raw: dict) -> Block:
    columns = tuple(
        Column(c["id"], tuple(c.get("path") or (c["label"],)), c.get("item")) for c in raw["columns"]
    )
    return Block(raw.get("caption"), columns, tuple(_rows(raw.get("rows", ()))))


def _rows(lines: list[dict]) -> Iterator[Row]:
    """Rows with paths of their own; or the lines of a list with their levels, where one without an id is a heading."""
    above: list[str] = []
    for line in lines:
        if level := line.get("level"):
            if level > len(above) + 1:
                raise ValueError(f"level {level}: {line['label']}")
            above = [*above[:level - 1], line["label"]]
        if "id" in line:
            path = above if level else line.get("path") or (line["label"],)
            yield Row(line["id"], tuple(path), line.get("optional", False), tuple(line.get("instead_of", ())))
