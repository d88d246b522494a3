"""The reverse proxy of deploy/nginx.conf, run for a test: Debian's nginx on a free port, by a user who is not root.

In:   the port of a served dashboard; Debian's package nginx-light (tests/system/needs.py).
Out:  proxied(): the address that readers would open.
Promise: the very file that is shipped, but for the two ports; nothing outside a temporary folder.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.served import answers, free_port
from tests.system.needs import nginx

# What Debian's own nginx.conf says around sites-enabled, in a folder of ours.
AROUND = """daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    {temporary}
    include {folder}/site.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def proxied(port: int, wait: float = 60) -> Iterator[str]:
    """Yields the proxy's address. Raises with nginx's own words when it does not come up."""
    folder, own = Path(tempfile.mkdtemp(prefix="disclosure-nginx-")), free_port()
    shipped = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    assert shipped.count("listen 80;") == shipped.count("127.0.0.1:8501;") == 1
    site = shipped.replace("listen 80;", f"listen 127.0.0.1:{own};").replace("127.0.0.1:8501;", f"127.0.0.1:{port};")
    (folder / "site.conf").write_text(site, "utf-8")
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n    " for name in TEMPORARY)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, temporary=temporary), "utf-8")
    (folder / "error.log").touch()
    who = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.iterdir()):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen([nginx(), "-p", str(folder), "-e", str(folder / "error.log"), "-c",
                                    str(folder / "nginx.conf")], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                   cwd=folder, **who)
    address = f"http://127.0.0.1:{own}"
    try:
        until = time.monotonic() + wait
        while not answers(address):
            told = (folder / "said").read_text("utf-8") + (folder / "error.log").read_text("utf-8")
            assert process.poll() is None and time.monotonic() < until, told[-2000:]
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(folder)

