"""Visit pages as a phone on a slow line does, and note what they weigh and when they answer."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession
from playwright.sync_api import Page as Tab

CONDITIONS = "412 x 823, CPU / 4, 1.6 Mbit/s, 150 ms"
_PHONE = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
_CPU_SLOWDOWN = 4
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
_PATIENCE_MS = 60_000
_FAVICON_MS = 1_000  # The browser asks for the favicon late, and the driver does not count it as the page's.
_CLOCK = (Path(__file__).parent / "clock.js").read_text(encoding="utf-8")

# What is not on this machine is asked of a proxy that is not there. Unlike a route through the driver, that
# costs the measured requests no time.
_NOWHERE = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}


@dataclass(frozen=True)
class Controls:
    """How a question is answered: CSS selectors, those of `presses` and `feedback` within the question.

    Parameters
    ----------
    question : str
        The question; the first on the page is answered.
    presses : tuple of str
        What to press, in order.
    feedback : str
        What is there once there is feedback.
    """

    question: str
    presses: tuple[str, ...]
    feedback: str


COURSE = Controls(
    ".mn-quiz[data-mn=quiz] .mn-question[data-type=single]",
    (".mn-option input", "button.mn-check:not([hidden])"),
    ".mn-feedback .mn-verdict",
)
JUPYTERQUIZ = Controls("[id^=quizWrap]", (".MCButton",), ".Feedback.correct, .Feedback.incorrect")


@dataclass(frozen=True)
class Page:
    """A page to measure."""

    name: str
    url: str
    controls: Controls


@dataclass(frozen=True)
class Weight:
    """What a first view loads, without scrolling, until the network is idle.

    Parameters
    ----------
    wire, decoded : int
        Bytes as received, headers included, and as unpacked.
    requests, third_party : int
        Number of requests to the page's own host, and to others (which are not let through).
    """

    wire: int
    decoded: int
    requests: int
    third_party: int


@dataclass(frozen=True)
class Timing:
    """When a visit saw something, in ms after it began.

    Parameters
    ----------
    first_paint : float
        The first text or image.
    feedback : float
        The frame after the feedback to a first answer.
    """

    first_paint: float
    feedback: float


@dataclass(frozen=True)
class Measurement:
    """All that was measured of a page."""

    name: str
    weight: Weight
    timings: tuple[Timing, ...]


def measure(browser: Browser, pages: Sequence[Page], runs: int) -> list[Measurement]:
    """Weigh every page, then time them in turn, so that a busy moment of the machine falls on all of them."""
    weights = [weigh(browser, page.url) for page in pages]
    rounds = [[time_feedback(browser, page) for page in pages] for _ in range(runs)]
    return [
        Measurement(page.name, weight, timings)
        for page, weight, timings in zip(pages, weights, zip(*rounds, strict=True), strict=True)
    ]


def weigh(browser: Browser, url: str) -> Weight:
    """Return what the first view of a page loads."""
    origin = "/".join(url.split("/")[:3]) + "/"
    sizes: dict[str, list[int]] = {}
    foreign: set[str] = set()

    def requested(event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if address.startswith(origin):
            sizes[event["requestId"]] = [0, 0]
        elif not address.startswith(("data:", "blob:")):
            foreign.add(event["requestId"])

    def unpacked(event: dict[str, Any]) -> None:
        if event["requestId"] in sizes:
            sizes[event["requestId"]][1] += event["dataLength"]

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in sizes:
            sizes[event["requestId"]][0] += event["encodedDataLength"]

    with visit(browser) as (tab, session):
        session.on("Network.requestWillBeSent", requested)
        session.on("Network.dataReceived", unpacked)
        session.on("Network.loadingFinished", finished)
        tab.goto(url, wait_until="networkidle")
        tab.wait_for_timeout(_FAVICON_MS)
    wire, decoded = (sum(column) for column in zip(*sizes.values(), strict=True))
    return Weight(wire, decoded, len(sizes), len(foreign))


def time_feedback(browser: Browser, page: Page) -> Timing:
    """Answer the first question of a page and return when it was seen and when the feedback was.

    Raises
    ------
    playwright.sync_api.Error
        There was no feedback within a minute.
    """
    settings = asdict(page.controls) | {"patience_ms": _PATIENCE_MS}
    with visit(browser) as (tab, _):
        tab.add_init_script(f"{_CLOCK.strip()}({json.dumps(settings)});")
        tab.goto(page.url, wait_until="commit")
        return Timing(*tab.evaluate("() => window.benchClock"))


@contextmanager
def visit(browser: Browser) -> Iterator[tuple[Tab, CDPSession]]:
    """Open a tab with nothing in its cache, slowed down."""
    context = browser.new_context(**_PHONE, proxy=_NOWHERE)
    try:
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _CPU_SLOWDOWN})
        yield tab, session
    finally:
        context.close()
