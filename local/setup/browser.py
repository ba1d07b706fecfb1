"""Installs Chromium and a Korean font: `python3 -m local.setup.browser`.

Missing Debian packages are installed if the user has the permissions. Otherwise it prints what to install and fails.
"""

import os
import shutil
import subprocess
import sys

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGES = {"browser": "chromium", "font": "fonts-noto-cjk"}


def find_chromium() -> str | None:
    """The path of the machine's Chromium or Chrome; none if there isn't one."""
    return next((found for found in map(shutil.which, _COMMANDS) if found), None)


def has_korean_font() -> bool:
    """Whether a font with Hangul is installed."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ko", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing_packages() -> list[str]:
    """The Debian packages that are missing."""
    wanted = []
    if not find_chromium():
        wanted.append(_PACKAGES["browser"])
    if not has_korean_font():
        wanted.append(_PACKAGES["font"])
    return wanted


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install() -> int:
    """Installs the missing packages; returns an exit status."""
    lacking = missing_packages()
    if not lacking:
        return 0
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        print(f"The browser tests need {' and '.join(lacking)}.")
        print(f"Please install: sudo apt-get install {' '.join(lacking)}")
        return 1
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    subprocess.run([*apt, "update"], check=True)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *lacking], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(install())
