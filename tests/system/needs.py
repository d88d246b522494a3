"""Make sure of the Debian packages that the system tests need; fail with plain words where that is not possible.

In:   the machine. Out: nothing; exit 1 with a message when a package is missing and cannot be installed here.
"""

import os
import shutil
import subprocess
import sys

APT = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-noto-cjk")


def main() -> None:
    if shutil.which("soffice"):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *APT]):
            subprocess.run(["apt-get", *command], env=env, stdout=sys.stderr, check=False)
    if not shutil.which("soffice"):
        sys.exit(
            "没有 LibreOffice（soffice）：make test-system 用它把文件另行排版后再读。"
            "请安装（Debian：以 root 运行 apt-get install " + " ".join(APT) + "），再试一次。"
        )


if __name__ == "__main__":
    main()
