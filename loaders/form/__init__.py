"""The statutory form as data: its editions, tables and items, read once from the files beside this one.

In:   edition_*.toml (what is printed), items.csv (what an address means), labels.toml (variants of labels).
Out:  Edition, Table, Block, Row, Column; Address; editions(), addresses().
Promise: an edition is a file; nothing here names a label, an item or a year. A file that breaks
its own rules raises BadForm with the file and the place. To add an edition: README.md of this folder.
"""

from functools import lru_cache

from loaders.errors import BadForm
from loaders.form.folder import FOLDER
from loaders.form.nouns import Address, Block, Column, Edition, Row, Section, Table
from loaders.form.reading import own_items, read_edition, read_items

__all__ = ["FOLDER", "Address", "Block", "Column", "Edition", "Row", "Section", "Table", "addresses", "edition",
           "editions"]


@lru_cache(maxsize=1)
def addresses() -> tuple[Address, ...]:
    """Every address of every edition: in the order of items.csv, then those that edition files bring with them."""
    found = {address.key: address for address in read_items(FOLDER / "items.csv")}
    for path in sorted(FOLDER.glob("edition_*.toml")):
        for address in own_items(path):
            if address.key in found:
                raise BadForm(f"表式文件 {path.name}：[[item]] {'/'.join(address.key)} 已经有了。请删去这一块。")
            found[address.key] = address
    return tuple(found.values())


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition_*.toml of the folder, oldest first."""
    known = {address.key for address in addresses()}
    found = [read_edition(path, known) for path in sorted(FOLDER.glob("edition_*.toml"))]
    return tuple(sorted(found, key=lambda e: e.first_year))


def edition(edition_id: str) -> Edition:
    """The edition of that id. Raises KeyError for an unknown one."""
    return {e.id: e for e in editions()}[edition_id]
