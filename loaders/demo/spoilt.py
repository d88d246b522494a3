"""Files that nobody can read, as they turn up in every delivery.

In:   the kind of harm (a kind of errors.Refused), the bytes of a sound docx.
Out:  spoil().
Promise: each is refused for its own reason; none is dangerous.
"""

import struct
import zlib

_SECTOR = 512


def _photo() -> bytes:
    """A grey picture, 320 x 240 (PNG)."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + bytes((x + y) % 256 for x in range(320)) for y in range(240))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 320, 240, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b""))


def _entry(name: str, kind: int, child: int, right: int, size: int) -> bytes:
    """A directory entry of a compound file."""
    text = (name + "\0").encode("utf-16-le")
    return (text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind, 1])
            + (0xFFFFFFFF).to_bytes(4, "little") + right.to_bytes(4, "little", signed=False)
            + child.to_bytes(4, "little") + bytes(36) + (0).to_bytes(4, "little") + size.to_bytes(8, "little"))


def _encrypted() -> bytes:
    """The outer container of a document saved with a password; what would be its content is zeros."""
    none = 0xFFFFFFFF
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(6)
              + b"".join(n.to_bytes(4, "little") for n in (0, 1, 1, 0, 4096, none - 1, 0, none - 1, 0, 0))
              ).ljust(_SECTOR, b"\xff")
    fat = b"".join(n.to_bytes(4, "little") for n in (none - 2, none - 1)).ljust(_SECTOR, b"\xff")
    folder = (_entry("Root Entry", 5, 1, none, 0) + _entry("EncryptedPackage", 2, none, 2, 0)
              + _entry("EncryptionInfo", 2, none, none, 0)).ljust(_SECTOR, b"\0")
    return header + fat + folder


def spoil(kind: str, sound: bytes) -> bytes:
    """A file that must be refused as `kind`: empty, encrypted, corrupt (a docx cut short), unsupported (a photo)."""
    return {"empty": b"", "encrypted": _encrypted(), "corrupt": sound[: len(sound) * 3 // 5],
            "unsupported": _photo()}[kind]
