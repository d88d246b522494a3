"""Names of WordprocessingML, whichever of its two namespaces a file uses.

In:   lxml elements.
Out:  local() the name without namespace; named() the children by name; value() an attribute without namespace.
Promise: files in the strict and in the transitional namespace read the same.
"""

from functools import lru_cache

from lxml import etree

_SPACES = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
           "http://purl.oclc.org/ooxml/wordprocessingml/main")


@lru_cache(maxsize=4096)
def _bare(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _qualified(name: str) -> tuple[str, ...]:
    return *(f"{{{space}}}{name}" for space in _SPACES), name


def local(element: etree._Element) -> str:
    """The element's name without namespace; "" for what is no element."""
    return _bare(element.tag)


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """A w: attribute of the element; None without element or attribute."""
    if element is None:
        return None
    return next((found for each in _qualified(name) if (found := element.get(each)) is not None), None)


def named(element: etree._Element | None) -> dict[str, etree._Element]:
    """The first child of each local name. To ask for several children looks at each of them but once."""
    found: dict[str, etree._Element] = {}
    for each in element if element is not None else ():
        found.setdefault(_bare(each.tag), each)
    return found


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names; None where it ends."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if _bare(e.tag) == name), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as w:vanish is set: present, and not switched off by its value."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def number(element: etree._Element | None, default: int = 0, name: str = "val") -> int:
    """An integer attribute; the default where it is missing or no number."""
    text = value(element, name) or ""
    return int(text[:9]) if text.lstrip("+-").isdecimal() else default
