"""Fixtures shared by the tests: the built book, a site, the browsers."""

import functools
import http.server
import os
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NEEDS_BROWSER = {"chromium", "page", "firefox", "lab"}
NO_BROWSER = os.environ.get("NO_BROWSER", "") not in ("", "0")


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: needs a real browser; left out by NO_BROWSER=1")
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:moz")


def pytest_collection_modifyitems(config, items):
    for item in items:
        if NEEDS_BROWSER & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            # Under load a browser may be late. What then passes is listed as RERUN, to be mended.
            item.add_marker(pytest.mark.flaky(reruns=1))
    if NO_BROWSER:
        left_out = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter):
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
    from playwright.sync_api import sync_playwright

    from massage_neuropathy.chromium import launch_chromium

    with sync_playwright() as driver, launch_chromium(driver) as browser:
        _without_workers(browser)
        yield browser


def _without_workers(browser):
    """Give every context no service worker, whose downloads would disturb, unless it is made to allow one."""
    make = browser.new_context

    def new_context(**options):
        context = make(**options)
        if options.get("service_workers") != "allow":
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        return context

    browser.new_context = new_context


@pytest.fixture
def page(chromium):
    """An empty page with a storage of its own."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a working copy, as `make lab` starts it."""
    from tests.lab_server import running_lab

    with running_lab(tmp_path_factory.mktemp("lessons"), ROOT) as server:
        yield server


@pytest.fixture
def firefox():
    """A headless Firefox with a profile of its own, driven by Marionette."""
    from tests.browser import launch_firefox

    with launch_firefox() as browser:
        yield browser
