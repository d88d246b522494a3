"""A PostgreSQL server of our own: a fresh cluster on a free port of this machine, run by a user who is not root.

In:   Debian's package postgresql (tests/system/needs.py).
Out:  Server: start, kill, database(), close.
Promise: nothing outside its own temporary folder; passwords are asked for; with TLS, by a certificate made here.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psutil

from tests.served import free_port
from tests.system.needs import postgres

PASSWORD = "geheim-42"


class Server:
    def __init__(self) -> None:
        self.programs = postgres()
        assert self.programs, "PostgreSQL is not installed: run python tests/system/needs.py"
        self.folder = Path(tempfile.mkdtemp(prefix="disclosure-pg-"))
        self.port = free_port()
        self._user = _other_user() if os.geteuid() == 0 else None
        if self._user:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
        (self.folder / "password").write_text(PASSWORD)
        (self.folder / "password").chmod(0o644)
        self.run("initdb", "-D", "data", "-U", "clerk", "-A", "scram-sha-256", "--pwfile", "password", "-E", "UTF8",
                 "--locale", "C.UTF-8")
        self.openssl()
        with (self.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nssl = on\n"
                           f"unix_socket_directories = '{self.folder}'\n")
        self.start()

    def openssl(self) -> None:
        subprocess.run(["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost", "-out",
                        "data/server.crt", "-keyout", "data/server.key"], check=True, capture_output=True,
                       **self._as_user())
        (self.folder / "data" / "server.key").chmod(0o600)

    def _as_user(self) -> dict:
        who = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        return {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder),
                                            "PGPASSWORD": PASSWORD}, **who}

    def run(self, program: str, *words: str) -> str:
        done = subprocess.run([self.programs / program, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=120, **self._as_user())
        assert done.returncode == 0, done.stdout
        return done.stdout

    def start(self) -> None:
        """Until it answers. A child of ours, so that one that was killed is truly gone and does not bar the next."""
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen([self.programs / "postgres", "-D", "data"], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, **self._as_user())
        until = time.monotonic() + 90
        while subprocess.run([self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                             **self._as_user()).returncode:
            said = (self.folder / "log").read_text("utf-8")[-2000:]
            assert self.process.poll() is None and time.monotonic() < until, said
            time.sleep(0.1)

    def kill(self) -> None:
        """The power cord: every process of the server gone at once."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()  # before its children, which it would replace
        self.process.wait(60)
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        psutil.wait_procs(children, 60)

    def psql(self, database: str, command: str) -> str:
        return self.run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "clerk", "-d", database, "-Atc", command)

    def database(self, name: str) -> str:
        """The setting that names a fresh database."""
        self.psql("postgres", f"CREATE DATABASE {name}")
        return self.setting(name)

    def setting(self, name: str, more: str = "") -> str:
        return f"postgresql://clerk:{PASSWORD}@127.0.0.1:{self.port}/{name}{more}"

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder)


def _other_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            pass
    raise RuntimeError("there is no user to run PostgreSQL as: it refuses to run as root")
