"""Installs Chromium and a Korean font: `python3 -m local.setup.browser`.

Missing Debian packages are installed if the user has the permissions. Otherwise it prints what to install and fails.
"""

import os
import shutil
import subprocess
import sys

_WINDOWLESS = "chromium-headless-shell"
"""Chromium without the browser's own windows, which take two thirds of the processor time of a page."""
_COMMANDS = (_WINDOWLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FONT = "fonts-noto-cjk"


def find_chromium() -> str | None:
    """The path of the machine's Chromium or Chrome, the windowless one first; none if there isn't one."""
    return next((found for found in map(shutil.which, _COMMANDS) if found), None)


def has_korean_font() -> bool:
    """Whether a font with Hangul is installed."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=ko", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def missing_packages() -> list[str]:
    """The Debian packages that are missing."""
    return [
        *([] if shutil.which(_WINDOWLESS) else [_WINDOWLESS]),
        *([] if has_korean_font() else [_FONT]),
    ]


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _apt() -> list[str] | None:
    """The beginning of a command that changes packages; none without the permission to."""
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        return None
    return [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]


def _installed(apt: list[str], *packages: str) -> bool:
    return subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=False).returncode == 0


def install() -> int:
    """Installs what is missing; returns an exit status. Chromium with its windows will do if it is all there is."""
    lacking, apt = missing_packages(), _apt()
    if lacking and apt is not None:
        subprocess.run([*apt, "update"], check=False)
        if not has_korean_font():
            _installed(apt, _FONT)
        if _WINDOWLESS in lacking and not _installed(apt, _WINDOWLESS) and not find_chromium():
            _installed(apt, "chromium")
    if find_chromium() and has_korean_font():
        return 0
    print(f"The browser tests need {' and '.join(missing_packages())}.")
    print(f"Please install: sudo apt-get install {' '.join(missing_packages())}")
    return 1


if __name__ == "__main__":
    sys.exit(install())
