"""Visit pages as a phone on a slow line does, and note what they weigh and when they answer."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Error
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
_PATIENCE_MS = 120_000
_NO_KERNEL_MS = 3_000
_LONG_MS = 50
_WINDOW_GAP_MS, _WINDOW_MS = 1_000, 5_000  # of a session of layout shifts
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
    answers : bool
        Whether feedback must come. Where it need not, the wait is short.
    """

    question: str
    presses: tuple[str, ...]
    feedback: str
    answers: bool = True


COURSE = Controls(
    ".mn-quiz[data-mn=quiz] .mn-question[data-type=single]",
    (".mn-option input", "button.mn-check:not([hidden])"),
    ".mn-feedback .mn-verdict",
)
JUPYTERQUIZ = Controls("[id^=quizWrap]", (".MCButton",), ".Feedback.correct, .Feedback.incorrect")
IPYWIDGETS = Controls(".question", (".widget-radio-box input", ".widget-button"), ".feedback")
DEAD_IPYWIDGETS = replace(IPYWIDGETS, answers=False)  # in a built book, with no kernel


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
        Number of requests to the page's own host, and to others; of those only what is on this machine gets
        through.
    """

    wire: int
    decoded: int
    requests: int
    third_party: int


@dataclass(frozen=True)
class Timing:
    """What a visit saw. Times are in ms after it began.

    Parameters
    ----------
    first_paint : float
        The first text or image.
    shown : float
        The first question, with its controls.
    feedback : float or None
        The frame after the feedback to a first answer; None if none came.
    tasks : sequence of float
        How long each long task (over 50 ms) took, from the beginning until a second after all was loaded and
        answered.
    shifts : sequence of (float, float)
        When the layout shifted in that time and by how much; not what an answer moves.
    """

    first_paint: float
    shown: float
    feedback: float | None
    tasks: Sequence[float] = ()
    shifts: Sequence[tuple[float, float]] = ()

    @property
    def blocking(self) -> float:
        """Total blocking time: what long tasks take beyond 50 ms each."""
        return sum(duration - _LONG_MS for duration in self.tasks)

    @property
    def shift(self) -> float:
        """Cumulative layout shift: that of the worst session window (https://web.dev/articles/cls)."""
        worst = total = 0.0
        began = last = float("-inf")
        for start, value in sorted(self.shifts):
            if start - last >= _WINDOW_GAP_MS or start - began >= _WINDOW_MS:
                began, total = start, 0.0
            last, total = start, total + value
            worst = max(worst, total)
        return worst


@dataclass(frozen=True)
class Measurement:
    """All that was measured of a page."""

    name: str
    weight: Weight
    timings: tuple[Timing, ...]


def measure(browser: Browser, pages: Sequence[Page], runs: int) -> list[Measurement]:
    """Weigh every page, then time them in turn, so that a busy moment of the machine falls on all of them."""
    weights = [weigh(browser, page.url, until=page.controls.presses[-1]) for page in pages]
    rounds = [[time_feedback(browser, page) for page in pages] for _ in range(runs)]
    return [
        Measurement(page.name, weight, timings)
        for page, weight, timings in zip(pages, weights, zip(*rounds, strict=True), strict=True)
    ]


def weigh(browser: Browser, url: str, *, until: str = "body") -> Weight:
    """Return what the first view of a page loads until something is in it and the network is idle."""
    host = urlsplit(url).netloc
    received: dict[str, list[int]] = {}
    own: set[str] = set()

    def requested(event: dict[str, Any]) -> None:
        address = event["url"] if "url" in event else event["request"]["url"]
        if not address.startswith(("data:", "blob:")):
            received[event["requestId"]] = [0, 0]
            if urlsplit(address).netloc == host:
                own.add(event["requestId"])

    def unpacked(event: dict[str, Any]) -> None:
        if event["requestId"] in received:
            received[event["requestId"]][1] += event["dataLength"]

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in received:
            received[event["requestId"]][0] += event["encodedDataLength"]

    def told(event: dict[str, Any]) -> None:
        # A message through a socket; its size on the wire is not told.
        for column in (0, 1):
            received[event["requestId"]][column] += len(event["response"]["payloadData"])

    with visit(browser) as (tab, session):
        session.on("Network.requestWillBeSent", requested)
        session.on("Network.dataReceived", unpacked)
        session.on("Network.loadingFinished", finished)
        session.on("Network.webSocketCreated", requested)
        session.on("Network.webSocketFrameReceived", told)
        tab.goto(url, wait_until="networkidle", timeout=_PATIENCE_MS)
        tab.locator(until).first.wait_for(state="attached", timeout=_PATIENCE_MS)
        tab.wait_for_load_state("networkidle")
        tab.wait_for_timeout(_FAVICON_MS)
    wire, decoded = (sum(column) for column in zip(*received.values(), strict=True))
    return Weight(wire, decoded, len(own), len(received) - len(own))


def time_feedback(browser: Browser, page: Page) -> Timing:
    """Answer the first question of a page and return when it was seen and when the feedback was.

    Raises
    ------
    playwright.sync_api.Error
        There was no question within two minutes, or no feedback where it must come.
    """
    controls = asdict(page.controls)
    answer_ms = _PATIENCE_MS if controls.pop("answers") else _NO_KERNEL_MS
    settings = controls | {"patience_ms": _PATIENCE_MS, "answer_ms": answer_ms}
    with visit(browser) as (tab, _):
        tab.add_init_script(f"{_CLOCK.strip()}({json.dumps(settings)});")
        tab.goto(page.url, wait_until="commit", timeout=_PATIENCE_MS)
        timing = Timing(**tab.evaluate("() => window.benchClock"))
    if timing.feedback is None and page.controls.answers:
        raise Error(f"{page.name}: no feedback within {answer_ms} ms")
    return timing


@contextmanager
def visit(browser: Browser) -> Iterator[tuple[Tab, CDPSession]]:
    """Open a tab with nothing in its cache, slowed down."""
    context = browser.new_context(**_PHONE, proxy=_NOWHERE, service_workers="block")
    try:
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _CPU_SLOWDOWN})
        yield tab, session
    finally:
        context.close()
