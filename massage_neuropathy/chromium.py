"""Find a Chromium and start it, for what is made with a browser and for the tests."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

CHROMIUM_ADVICE = """Chromium is missing.
Do one of these and try again:
  - with a network: .venv/bin/python -m playwright install --with-deps chromium
  - on Debian: sudo apt-get install chromium
  - have it elsewhere: set CHROMIUM=/path/to/chromium"""


class BrowserMissing(Exception):
    """A browser is not there; the message says what to install."""


def find_program(names: tuple[str, ...]) -> str | None:
    """Return the path of the first of `names` that is a real program, not Ubuntu's pointer to a snap.

    A snap cannot read the temporary folders that browser drivers work with.
    """
    for name in names:
        path = shutil.which(name)
        if path and not is_snap(Path(path)):
            return path
    return None


def is_snap(path: Path) -> bool:
    """Tell whether a program is a snap, or the script that stands in for one on Ubuntu."""
    if "snap" in path.parts or path.resolve().name == "snap":
        return True
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start


def find_chromium(driver: Playwright) -> str:
    """Return the path of the Chromium of the machine, or of the driver's own.

    Raises
    ------
    BrowserMissing
        There is none.
    """
    path = os.environ.get("CHROMIUM") or find_program(CHROMIUM_NAMES) or driver.chromium.executable_path
    if not Path(path).exists():
        raise BrowserMissing(CHROMIUM_ADVICE)
    return path


def launch_chromium(driver: Playwright) -> Browser:
    """Launch the Chromium of the machine, or the driver's own.

    Raises
    ------
    BrowserMissing
        There is none.
    """
    # Without a network Chromium's own look-ups only cost time.
    return driver.chromium.launch(executable_path=find_chromium(driver), args=["--disable-quic"])
