"""What a reading depends on, as a short fingerprint: when it changes, documents are read again.

In:   the sources and data files of the reading stages, the versions of the libraries that open formats,
      and the user's register.
Out:  extractor(), everything().
Promise: a changed label, phrase or division is never overlooked, since nobody has to remember to raise a number;
a change of the checks, the marts or the command line reads nothing again (it only publishes anew).
"""

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from loaders.form import FOLDER

PACKAGE = Path(__file__).resolve().parents[1]
# The modules that read_report reaches; tests hold this list against the imports.
STAGES = ("document", "errors", "extract", "form", "identify", "locate", "narrative", "numbers", "readers", "reading",
          "reference_rows", "register", "report")
_LIBRARIES = ("lxml", "msdoc2docx", "office-oxide", "olefile", "pypdfium2", "python-calamine", "selectolax")
_OPTIONAL = ("onnxruntime", "rapidocr")  # without them scans are refused; with them the refused are read
_REGISTER, _REFERENCE = ("divisions.csv", "agencies.csv"), (
    "divisions.csv", "agencies.csv", "corrections.csv", "placements.csv", "withdrawn.csv", "deadlines.csv",
    "complete.csv")
_NOT_READING = {"checks.toml"}  # part of the form, but of no reading


def extractor(reference: Path) -> str:
    """Code and form, then the register: two parts, so that a person sees which of them moved."""
    files = [file for stage in STAGES for file in _files(stage) if file.name not in _NOT_READING]
    libraries = ",".join(f"{name}={_version(name)}" for name in (*_LIBRARIES, *_OPTIONAL))
    return f"{_digest(files, libraries)[:10]}-{_digest(reference / name for name in _REGISTER)[:6]}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def everything(reference: Path) -> str:
    """The fingerprint of all that a snapshot is made of besides documents: where it is the same, only what changed
    documents reach is derived anew."""
    files = [file for entry in sorted(PACKAGE.iterdir()) for file in _files(entry.stem)]
    return _digest([*files, *(reference / name for name in _REFERENCE)])


def _files(stage: str) -> list[Path]:
    folder = PACKAGE / stage
    found = list(folder.rglob("*")) if folder.is_dir() else [folder.with_suffix(".py")]
    if folder == PACKAGE / "form" and folder != FOLDER:
        found += FOLDER.rglob("*")  # the form in use is another than the package's own
    return sorted(p for p in found if p.is_file() and p.suffix in {".py", ".toml", ".csv", ".sql"})


def _digest(files: Iterable[Path], told: str = "") -> str:
    digest = hashlib.sha256(told.encode())
    for file in files:
        digest.update(b"\0" + file.name.encode() + b"\0")
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()
