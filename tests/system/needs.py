"""Make sure of the Debian packages that the system tests need; fail with plain words where that is not possible.

In:   the machine. Out: nothing; exit 1 with a message when a package is missing and cannot be installed here.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LIBREOFFICE = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-noto-cjk")
APT = (*LIBREOFFICE, "postgresql", "nginx-light")


def postgres() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest; Debian does not put it on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def nginx() -> str | None:
    """The web server; Debian keeps it where ordinary users do not look."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def main() -> None:
    if shutil.which("soffice") and postgres() and nginx():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *APT]):
            subprocess.run(["apt-get", *command], env=env, stdout=sys.stderr, check=False)
    if not shutil.which("soffice"):
        sys.exit(
            "没有 LibreOffice（soffice）：make test-system 用它把文件另行排版后再读。"
            "请安装（Debian：以 root 运行 apt-get install " + " ".join(LIBREOFFICE) + "），再试一次。"
        )
    if not postgres():
        sys.exit("没有 PostgreSQL 服务器：make test-system 用它试共享的研判记录。"
                 "请安装（Debian：以 root 运行 apt-get install postgresql），再试一次。")
    if not nginx():
        sys.exit("没有 nginx：make test-system 用它试 deploy/nginx.conf。"
                 "请安装（Debian：以 root 运行 apt-get install nginx-light），再试一次。")


if __name__ == "__main__":
    main()
