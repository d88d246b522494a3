"""Names of WordprocessingML, whichever of its two namespaces a file uses.

In:   lxml elements.
Out:  local() the name without namespace; value() an attribute without namespace.
Promise: files in the strict and in the transitional namespace read the same.
"""

from functools import lru_cache

from lxml import etree

_SPACES = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
           "http://purl.oclc.org/ooxml/wordprocessingml/main")


@lru_cache(maxsize=4096)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """The element's name without namespace; "" for what is no element."""
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """A w: attribute of the element; None without element or attribute."""
    if element is None:
        return None
    for space in _SPACES:
        if (found := element.get(f"{{{space}}}{name}")) is not None:
            return found
    return element.get(name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names; None where it ends."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as w:vanish is set: present, and not switched off by its value."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def number(element: etree._Element | None, default: int = 0, name: str = "val") -> int:
    """An integer attribute; the default where it is missing or no number."""
    text = value(element, name) or ""
    return int(text[:9]) if text.lstrip("+-").isdecimal() else default
