"""What explorers weigh below the fold, in sight and touched, and how long their pictures took to render."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Request

from massage_neuropathy.frames import REPORT
from tests.bench.measure import visit
from tests.bench.report import KIB, Budget

MAX_UNTOUCHED_KIB = 60
_SETTLED_MS = 1_500


@dataclass(frozen=True)
class ExplorerWeight:
    """Bytes of one explorer on the wire.

    Parameters
    ----------
    title : str
        What learners call it.
    below : int
        What the first view of its page loads for it: pictures, states.
    untouched : int
        Its words in the page and its first picture, once that is in sight.
    touched : int
        What comes when its first control is touched: all words, and the neighboring pictures.
    """

    title: str
    below: int
    untouched: int
    touched: int


def weigh_explorers(browser: Browser, url: str) -> list[ExplorerWeight]:
    """Scroll to every explorer of a page, then touch it, and return what each step has loaded."""
    with visit(browser) as (tab, _):
        answered: list[Request] = []
        tab.on("requestfinished", lambda request: answered.append(request))
        tab.goto(url, wait_until="networkidle")
        at_first = list(answered)
        found = []
        for explorer in tab.locator(".mn-explorer").all():
            image = explorer.locator("img")
            source = image.evaluate("image => image.src")
            words = len(gzip.compress(explorer.evaluate("node => node.outerHTML").encode()))
            below = _bytes(one for one in at_first if one.url == source or "/_explorers/" in one.url)
            image.scroll_into_view_if_needed()
            tab.wait_for_function("image => image.complete && image.naturalWidth", arg=image.element_handle())
            picture = _bytes(one for one in answered if one.url == source)
            before = len(answered)
            explorer.locator(".mn-controls :is(input, select)").first.focus()
            tab.wait_for_timeout(_SETTLED_MS)
            touched = _bytes(one for one in answered[before:] if "/_explorers/" in one.url)
            title = explorer.locator(".mn-title").inner_text()
            found.append(ExplorerWeight(title, below, words + picture, touched))
    return found


def _bytes(requests: Iterable[Request]) -> int:
    return sum(one.sizes()["responseBodySize"] + one.sizes()["responseHeadersSize"] for one in requests)


def budgets(weights: Iterable[ExplorerWeight]) -> list[Budget]:
    """Return what an explorer may add to a page before it is touched, with what the heaviest does."""
    weights = list(weights)
    return [
        Budget("KiB for explorers below the fold", max(one.below for one in weights) / KIB, 0),
        Budget(
            "KiB of an explorer untouched", max(one.untouched for one in weights) / KIB, MAX_UNTOUCHED_KIB
        ),
    ]


def table(weights: Iterable[ExplorerWeight]) -> str:
    """Return one line for each explorer: bytes below the fold, in sight, and after the first touch."""
    lines = [f"{'explorer':45}  below KiB  untouched KiB  first touch KiB"]
    lines += [
        f"{one.title:45}  {one.below / KIB:9.1f}  {one.untouched / KIB:13.1f}  {one.touched / KIB:15.1f}"
        for one in weights
    ]
    return "\n".join(lines)


def build_times(kept: Path) -> str:
    """Return one line for each explorer whose pictures are kept: their number, size, and time per state."""
    lines = [f"{'pictures of':45}  states  pictures    MiB  ms per state"]
    for folder in sorted(path for path in kept.iterdir() if (path / REPORT).exists()):
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        name = folder.name.rpartition("-")[0]
        lines.append(
            f"{name:45}  {report['states']:6}  {report['pictures']:8}  {report['bytes'] / KIB**2:5.1f}"
            f"  {1000 * report['seconds'] / report['states']:12.0f}"
        )
    return "\n".join(lines)
