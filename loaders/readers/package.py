"""The zip container of docx and xlsx, and its XML, opened safely.

In:   the bytes of an Office file.
Out:  Package: the names of its parts, their bytes, their XML trees.
Promise: sizes are checked before anything is unpacked and again while it unpacks; a document type (the way to entity
bombs) is refused, and neither entities nor the network are ever used.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from loaders.readers import limits

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True,
         "remove_pis": True}
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError)


class Package:
    """An opened Office file; `what` is its name in refusals, such as Word 文件."""

    def __init__(self, data: bytes, what: str):
        """Raises Refused corrupt, encrypted, zip_bomb or too_large."""
        self.what = what
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except _FAULTS:
            limits.refuse_corrupt(what)
        if len(self._parts) < len(self._zip.infolist()):  # two parts of one name: readers disagree on which counts
            limits.refuse_corrupt(what)
        limits.check_count(len(self._parts), limits.MAX_PARTS, "个内部文件")
        unpacked = 0
        for info in self._parts.values():
            unpacked += info.file_size
            ratio = info.file_size / max(info.compress_size, 1)
            if unpacked > limits.MAX_UNPACKED or (info.file_size > limits.RATIO_FROM and ratio > limits.MAX_RATIO):
                limits.refuse("zip_bomb", f"{what}解压后异常庞大（压缩比 {ratio:,.0f}），可能是恶意文件，未予打开。"
                                          "请确认来源；如无误，用 Office/WPS 另存一份再试。")
            if info.flag_bits & 1:
                limits.refuse_encrypted(what)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._parts)

    def bytes(self, name: str) -> bytes:
        """One part, unpacked. The size in the directory may lie, so reading stops at the limit."""
        if name not in self._parts:
            limits.refuse_corrupt(self.what)
        try:
            with self._zip.open(self._parts[name]) as part:
                data = part.read(limits.MAX_PART + 1)
        except (*_FAULTS, RuntimeError):
            limits.refuse_corrupt(self.what)
        limits.check_bytes(len(data), limits.MAX_PART)
        return data

    def xml(self, name: str) -> etree._Element:
        """The root element of one part. Raises Refused corrupt for ill-formed XML and for any document type."""
        try:
            root = etree.fromstring(self.bytes(name), etree.XMLParser(**_SAFE))
        except (etree.XMLSyntaxError, ValueError):
            limits.refuse_corrupt(self.what)
        self._check_type(root)
        return root

    def elements(self, name: str, tag: str) -> Iterator[etree._Element]:
        """The elements of that local name right below the root of a part, none where there is no such part. They come
        as the part is read: who has seen enough reads no further, and what is not read is not refused."""
        if name not in self:
            return
        reading = etree.iterparse(BytesIO(self.bytes(name)), events=("end",), tag=f"{{*}}{tag}", **_SAFE)
        try:
            for _, element in reading:
                above = element.getparent()
                if above is not None and above.getparent() is None:
                    self._check_type(above)
                    yield element
        except (etree.XMLSyntaxError, ValueError):
            limits.refuse_corrupt(self.what)

    def _check_type(self, root: etree._Element) -> None:
        if root.getroottree().docinfo.doctype:
            limits.refuse("unsafe", f"{self.what}里含有文档类型声明（DTD），正常的文件没有，未予打开。"
                                    "请用 Office/WPS 另存一份再试。")

    def main_part(self, default: str) -> str:
        """The name of the main document part, as the package's relations give it."""
        if "_rels/.rels" in self:
            for relation in self.xml("_rels/.rels"):
                if (relation.get("Type") or "").endswith("/officeDocument"):
                    name = posixpath.normpath(relation.get("Target", "").lstrip("/"))
                    return name if name in self else default
        return default

    def properties(self) -> dict[str, str]:
        """title and author as docProps/core.xml gives them. The date a file was made is not when it was published."""
        if "docProps/core.xml" not in self:
            return {}
        wanted = {"title": "title", "creator": "author"}
        found = {wanted.get(etree.QName(e).localname): (e.text or "").strip() for e in self.xml("docProps/core.xml")}
        return {key: text for key, text in found.items() if key and text}
