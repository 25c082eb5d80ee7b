"""Find Chromium and Firefox, or install them: `python tests/browser.py`.

The tests fail, and never skip, when a browser is missing. Set CHROMIUM or FIREFOX to the path of a program to
use that one.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marionette_driver.marionette import Marionette
from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX_NAMES = ("firefox-esr", "firefox")
FIREFOX_PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
)

CHROMIUM_ADVICE = """Chromium is missing and could not be installed. Do one of these and run the tests again:
  - with a network: .venv/bin/python -m playwright install --with-deps chromium
  - on Debian: sudo apt-get install chromium
  - have it elsewhere: CHROMIUM=/path/to/chromium make test
  - leave the browser tests out: NO_BROWSER=1 make test"""

FIREFOX_ADVICE = """Firefox is missing and could not be installed. Do one of these and run the tests again:
  - on Debian: sudo apt-get install firefox-esr
  - elsewhere: install it from mozilla.org (Ubuntu's snap cannot be driven)
  - have it elsewhere: FIREFOX=/path/to/firefox make test
  - leave the browser tests out: NO_BROWSER=1 make test"""


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


def launch_chromium(driver: Playwright) -> Browser:
    """Launch the Chromium of the machine, or the driver's own.

    Raises
    ------
    BrowserMissing
        There is none.
    """
    path = os.environ.get("CHROMIUM") or find_program(CHROMIUM_NAMES)
    if not path and not Path(driver.chromium.executable_path).exists():
        raise BrowserMissing(CHROMIUM_ADVICE)
    # Without a network Chromium's own look-ups only cost time.
    return driver.chromium.launch(executable_path=path, args=["--disable-quic"])


@contextmanager
def launch_firefox() -> Iterator[Marionette]:
    """Launch the machine's Firefox without a window and close it afterwards.

    Marionette is the driver built into every Firefox: `navigate(url)`, `find_element(By.CSS_SELECTOR, ...)`,
    `refresh()`, `execute_script(...)`.

    Raises
    ------
    BrowserMissing
        There is none.
    """
    places = (place for place in FIREFOX_PLACES if Path(place).exists())
    path = os.environ.get("FIREFOX") or find_program(FIREFOX_NAMES) or next(places, None)
    if not path:
        raise BrowserMissing(FIREFOX_ADVICE)
    logging.getLogger("mozversion").disabled = True  # It prints the build, line by line, at every start.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as logs:
        firefox = Marionette(bin=path, headless=True, gecko_log=str(Path(logs) / "firefox.log"))
        try:
            firefox.start_session()
            yield firefox
        finally:
            firefox.cleanup()


def try_chromium() -> str | None:
    """Return the version of a Chromium that really shows a page, or None."""
    try:
        with sync_playwright() as driver, launch_chromium(driver) as chromium:
            chromium.new_page().goto("about:blank")
            return chromium.version
    except Exception as error:
        print(f"  Chromium: {_first_line(error)}", flush=True)
        return None


def try_firefox() -> str | None:
    """Return the version of a Firefox that really shows a page, or None."""
    try:
        with launch_firefox() as firefox:
            firefox.navigate("about:blank")
            return firefox.session_capabilities["browserVersion"]
    except Exception as error:
        print(f"  Firefox: {_first_line(error)}", flush=True)
        return None


def install_chromium() -> None:
    """Install Chromium: the driver's own download where that works, else Debian's package if we are root."""
    playwright = (sys.executable, "-m", "playwright")
    if not _run(*playwright, "install", "chromium"):
        _install_debian("chromium")
    elif _may_install_packages():
        _run(*playwright, "install-deps", "chromium")


def install_firefox() -> None:
    """Install Debian's Firefox if we are root."""
    _install_debian("firefox-esr")


def _install_debian(package: str) -> None:
    # Ubuntu's packages of the same names are pointers to snaps, or not there.
    if _may_install_packages() and _distribution() == "debian":
        _run("apt-get", "update", "-q")
        _run("apt-get", "install", "-q", "-y", "--no-install-recommends", package)


def _may_install_packages() -> bool:
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def _distribution() -> str:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition("=")[2].strip('"') for line in lines if line.startswith("ID=")), "")


def _run(*command: str) -> bool:
    print("  $", *command, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, timeout=900, env=environment).returncode == 0


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def main() -> int:
    """Make sure that both browsers work; return the exit status."""
    missing = []
    for name, attempt, install, advice in (
        ("Chromium", try_chromium, install_chromium, CHROMIUM_ADVICE),
        ("Firefox", try_firefox, install_firefox, FIREFOX_ADVICE),
    ):
        version = attempt()
        if not version:
            print(f"  {name} is not usable yet, installing it", flush=True)
            install()
            version = attempt()
        if version:
            print(f"  {name} {version}", flush=True)
        else:
            missing.append(advice)
    if missing:
        print("\n".join(missing), file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
