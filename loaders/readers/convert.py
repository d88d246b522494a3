"""Old formats made into docx by LibreOffice, where it is installed, shut in on all sides.

In:   a document's bytes and the suffix that tells its format.
Out:  to_docx(), the bytes of a docx; is_installed().
Promise: a profile of its own in a folder that goes away; no macro, no link, no network (by its settings, and by the
kernel where that allows it); bounded time, memory and output; when time is up, or the reading process dies, it and
all its children die. DISCLOSURE_SOFFICE names another program; set but empty, it means none.
"""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from loaders.readers import limits

SECONDS = 40  # of one conversion, within the 60 of one document; an honest one takes about two
MAX_OUTPUT = 64 * limits.MEGABYTE
PACKAGE = "libreoffice-writer-nogui"
LACKING = "needs_package"  # the kind of refusal that an installation mends
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{}</oor:items>
"""
_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_CLOSED = (("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
           ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
           ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
           ("Office.Writer/Content/Update", "Link", "0"),
           ("Office.Common/Save/Document", "CreateBackup", "false"))


def is_installed() -> bool:
    """Whether there is a LibreOffice to ask."""
    return _program() is not None


def _program() -> str | None:
    named = os.environ.get("DISCLOSURE_SOFFICE")
    return shutil.which("soffice" if named is None else named) if named != "" else None


def to_docx(data: bytes, suffix: str, what: str) -> bytes:
    """The document as a docx. `what`: its format in Chinese. Raises Refused (needs_package, corrupt, timeout)."""
    program = _program()
    if program is None:
        limits.refuse(LACKING, f"这是{what}，要用 LibreOffice 才能读，这台机器上没有。请安装（Debian：apt-get install "
                                       f"{PACKAGE}）后再试；或用 Word/WPS 打开后另存为 docx。")
    with tempfile.TemporaryDirectory(prefix="disclosure-", ignore_cleanup_errors=True) as home:
        folder = Path(home)
        source = folder / f"source.{suffix}"
        source.write_bytes(data)
        _write_settings(folder)
        command = [*_walls(), program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
                   f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "docx",
                   "--outdir", str(folder / "out"), str(source)]
        if not _run(command, folder):
            limits.refuse("timeout", f"转换这个{what}超过 {SECONDS} 秒，已放弃。请用 Word/WPS 打开后另存为 docx 再试。")
        made = folder / "out" / "source.docx"
        if not made.is_file() or made.stat().st_size > MAX_OUTPUT:
            limits.refuse_corrupt(what)
        return made.read_bytes()


def _write_settings(folder: Path) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    settings = _SETTINGS.format("".join(_SETTING.format(*setting) for setting in _CLOSED))
    (user / "registrymodifications.xcu").write_text(settings, "utf-8")


@lru_cache(maxsize=1)
def _walls() -> tuple[str, ...]:
    """The command that shuts out the network, and takes all children along when it dies, where the kernel lets us."""
    walls = ("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return ()
    tried = subprocess.run([*walls, "true"], capture_output=True, check=False)
    return walls if tried.returncode == 0 else ()


def _run(command: list[str], folder: Path) -> bool:
    """False when time was up. Whatever it started ends with it."""
    quiet = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8",
             "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    process = subprocess.Popen(command, env=quiet, cwd=folder, start_new_session=True, preexec_fn=_limit,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True


def _limit() -> None:
    """In the child, before it begins: what it may use, and that it dies with the process that asked."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
