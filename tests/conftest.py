"""Fixtures shared by the tests: the built book, a site, the browsers; and how notebooks are compared."""

import functools
import http.server
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import last_digits
import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRATCH = Path(tempfile.mkdtemp(prefix="massage-neuropathy-tests-"))

# Set before anything is imported or a kernel is started: no test may touch the record of a learner, and
# nobody's IPython settings may change an output.
os.environ["MASSAGE_NEUROPATHY_DATA"] = str(SCRATCH / "record")
os.environ["IPYTHONDIR"] = str(SCRATCH / "ipython")
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"

NEEDS_BROWSER = {"chromium", "page", "firefox"}
NO_BROWSER = os.environ.get("NO_BROWSER", "") not in ("", "0")


# On Linux the stored outputs, made on Linux, must be met exactly.
LAST_DIGITS = os.environ.get("LAST_DIGITS_RULE", "" if sys.platform == "linux" else "1") == "1"


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: needs a real browser; left out by NO_BROWSER=1")
    if LAST_DIGITS:
        last_digits.apply_to_nbval()


def pytest_unconfigure(config):
    shutil.rmtree(SCRATCH, ignore_errors=True)


def pytest_collection_modifyitems(config, items):
    for item in items:
        if NEEDS_BROWSER & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    if NO_BROWSER:
        left_out = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter):
    if LAST_DIGITS:
        terminalreporter.write_line(
            "Notebooks were compared by the last-digits rule of tests/last_digits.py."
        )
    if NO_BROWSER:
        terminalreporter.write_sep("=", "NO_BROWSER is set: the browser tests were left out", yellow=True)


@pytest.fixture(scope="session")
def book():
    """The folder of the built book."""
    folder = ROOT / "_build" / "html"
    if not (folder / "index.html").exists():
        pytest.fail("the book is not built: run `make book` first", pytrace=False)
    return folder


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def serve():
    """A function that serves a folder over http on this machine and returns its address."""
    servers = []

    def start(folder):
        handler = functools.partial(QuietHandler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(book, serve):
    """The address of the built book, served over http."""
    return serve(book)


# The driver occupies the event loop of its thread while it lives, so it lives for one module of tests only:
# the tests that execute notebooks need the loop too.
@pytest.fixture(scope="module")
def chromium():
    """A headless Chromium, driven by Playwright."""
    from browser import launch_chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, launch_chromium(driver) as browser:
        yield browser


@pytest.fixture
def page(chromium):
    """An empty page with a storage of its own."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def firefox():
    """A headless Firefox with a profile of its own, driven by Marionette."""
    from browser import launch_firefox

    with launch_firefox() as browser:
        yield browser
