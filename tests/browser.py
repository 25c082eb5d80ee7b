"""Find Chromium and Firefox for the tests, or install them: `python -m tests.browser [chromium|firefox]`.

The tests fail, and never skip, when a browser is missing. Set CHROMIUM or FIREFOX to the path of a program to
use that one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from massage_neuropathy.chromium import CHROMIUM_ADVICE, BrowserMissing, find_program, launch_chromium
from tests.firefox import MarionettePage, PlaywrightPage, marionette

FIREFOX_NAMES = ("firefox-esr", "firefox")
FIREFOX_PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
)

FIREFOX_ADVICE = """Firefox is missing.
Do one of these and run the tests again:
  - with a network: .venv/bin/python -m playwright install --with-deps firefox
  - on Debian: sudo apt-get install firefox-esr
  - elsewhere: install it from mozilla.org (Ubuntu's snap cannot be driven)
  - have it elsewhere: FIREFOX=/path/to/firefox make test"""

NO_BROWSER_ADVICE = "  - leave the browser tests out: NO_BROWSER=1 make test"


@contextmanager
def launch_firefox() -> Iterator[MarionettePage | PlaywrightPage]:
    """Launch the machine's Firefox, or the driver's own, without a window and close it afterwards.

    Raises
    ------
    BrowserMissing
        There is none.
    """
    places = (place for place in FIREFOX_PLACES if Path(place).exists())
    program = os.environ.get("FIREFOX") or find_program(FIREFOX_NAMES) or next(places, None)
    if program:
        with marionette(program) as page:
            yield page
        return
    with sync_playwright() as driver:
        if not Path(driver.firefox.executable_path).exists():
            raise BrowserMissing(FIREFOX_ADVICE)
        with driver.firefox.launch() as firefox:
            yield PlaywrightPage(firefox.new_page())


def try_chromium() -> str | None:
    """Return the version of a Chromium that really shows a page, or None."""
    try:
        with sync_playwright() as driver, launch_chromium(driver) as chromium:
            chromium.new_page().goto("about:blank")
            return chromium.version
    except Exception as error:
        print(f"  {_first_line(error)}", flush=True)
        return None


def try_firefox() -> str | None:
    """Return the name and version of a Firefox that really shows a page, or None."""
    try:
        with launch_firefox() as firefox:
            firefox.goto("about:blank")
            return str(firefox.evaluate("navigator.userAgent")).rpartition("Firefox/")[2]
    except Exception as error:
        print(f"  {_first_line(error)}", flush=True)
        return None


def install_chromium() -> None:
    """Install Chromium: the driver's own download where that works, else Debian's package if we are root."""
    _install("chromium", "chromium")


def install_firefox() -> None:
    """Install Firefox in the same way."""
    _install("firefox", "firefox-esr")


def _install(browser: str, debian_package: str) -> None:
    playwright = (sys.executable, "-m", "playwright")
    if not _run(*playwright, "install", browser):
        _install_debian(debian_package)
    elif _may_install_packages():
        _run(*playwright, "install-deps", browser)


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


def main(names: Sequence[str] = ()) -> int:
    """Make sure that the browsers named, or both, work; return the exit status."""
    browsers = {
        "chromium": ("Chromium", try_chromium, install_chromium, CHROMIUM_ADVICE),
        "firefox": ("Firefox", try_firefox, install_firefox, FIREFOX_ADVICE),
    }
    missing = []
    for wanted in names or browsers:
        name, attempt, install, advice = browsers[wanted]
        version = attempt()
        if not version:
            print(f"  {name} is not usable yet, installing it", flush=True)
            install()
            version = attempt()
        if version:
            print(f"  {name} {version}", flush=True)
        else:
            missing.append(f"{advice}\n{NO_BROWSER_ADVICE}")
    if missing:
        print("\n".join(missing), file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
