"""Find a browser for the browser tests, or fetch one; print its path.

In:   the machine: an installed Chrome or Chromium; else, as root on Debian, the packages chromium and
      fonts-noto-cjk; else Playwright's own download into PLAYWRIGHT_BROWSERS_PATH.
Out:  the path of the executable, on stdout. Everything else goes to stderr.
Promise: no browser is a failure with words that say what to do, never a skipped test.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APT = ("chromium", "fonts-noto-cjk")


def installed() -> str | None:
    """The path of a Chrome or Chromium on PATH or at its usual macOS place; None when there is none."""
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return next((path for path in map(shutil.which, NAMES) if path), mac if os.path.exists(mac) else None)


def noted() -> str | None:
    """The one that make found (build/browser), else an installed one; None when there is none."""
    note = Path(__file__).resolve().parents[2] / "build" / "browser"
    path = note.read_text("utf-8").strip() if note.is_file() else installed()
    return path if path and os.path.exists(path) else None


def from_debian() -> str | None:
    """Install Debian's browser and a Chinese font as root; None when this is not root or not Debian."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    print("安装浏览器测试所需的软件包：" + " ".join(APT), file=sys.stderr)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *APT]):
        if subprocess.run(["apt-get", *command], env=env, stdout=sys.stderr).returncode:
            return None
    return installed()


def from_playwright() -> str | None:
    """Playwright's own Chromium, downloaded if need be; None when it cannot be had."""
    from playwright.sync_api import sync_playwright

    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr).returncode:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


if __name__ == "__main__":
    found = installed() or from_debian() or from_playwright()
    if not found:
        sys.exit(
            "没有找到浏览器，也装不上：浏览器测试无法进行。请安装 Chrome 或 Chromium（Debian：以 root 运行 "
            "apt-get install chromium fonts-noto-cjk），再运行 make test。"
        )
    print(found)
