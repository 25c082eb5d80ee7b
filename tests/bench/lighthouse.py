"""What Lighthouse says of every page, as on a phone: `lighthouse.mjs` runs it, this makes a table."""

import json
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median_low

from tests.bench.report import Budget, aligned

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TOOLS = Path(__file__).parent / "node_modules"
_SCRIPT = Path(__file__).with_name("lighthouse.mjs")
_NODE = Path(sysconfig.get_path("scripts")) / "node"
_RUNS = 3
_HEAVIEST = 3


class LighthouseError(Exception):
    """Lighthouse did not judge a page; the message says which file has what it said."""


@dataclass(frozen=True)
class Verdict:
    """What one run says of one page.

    Parameters
    ----------
    page : str
        Its path in the book.
    scores : dict of str to int
        From 0 to 100, by category.
    failed : tuple of str
        The audits that cost it points, each with the first thing that fails it.
    wire : int
        Bytes as received.
    """

    page: str
    scores: dict[str, int]
    failed: tuple[str, ...]
    wire: int

    @property
    def full(self) -> bool:
        """Whether it has all points."""
        return all(self.scores[category] == 100 for category in CATEGORIES)


def pages(book: Path) -> list[str]:
    """Return the paths of all pages of a built book."""
    found = (page.relative_to(book) for page in book.rglob("*.html"))
    return sorted(page.as_posix() for page in found if not page.parts[0].startswith("_"))


def version() -> str:
    """Return the version of the Lighthouse that is installed.

    Raises
    ------
    LighthouseError
        It is not.
    """
    try:
        return json.loads((TOOLS / "lighthouse/package.json").read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        raise LighthouseError("Lighthouse is missing: run `make bench`, which installs it") from None


def judge(site: str, pages: Sequence[str], chromium: str, log: Path) -> list[Verdict]:
    """Judge every page once; the three heaviest, and what has lost points, three times, with the medians.

    A busy moment of the machine costs points in performance. It does so once, a slow page each time.

    Parameters
    ----------
    site : str
        The address that the pages are served at.
    pages : sequence of str
        Their paths.
    chromium : str
        Path of the browser.
    log : Path
        The file for what Lighthouse says besides; what is in it is replaced.

    Raises
    ------
    LighthouseError
        A page could not be judged.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    first = {verdict.page: verdict for verdict in _run(site, pages, chromium, log)}
    heaviest = sorted(pages, key=lambda page: first[page].wire, reverse=True)[:_HEAVIEST]
    again = [page for page in pages if page in heaviest or not first[page].full]
    more = list(_run(site, again * (_RUNS - 1), chromium, log))
    return [typical([first[page], *(one for one in more if one.page == page)]) for page in pages]


def typical(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the middle one of several verdicts on a page, with the median of the scores in each category.

    The scores of one run would not do: it may have lost in one category by a chance that another run had in
    another.
    """
    ranked = sorted(verdicts, key=lambda verdict: sum(verdict.scores.values()))
    scores = {category: median_low(one.scores[category] for one in ranked) for category in CATEGORIES}
    return replace(ranked[(len(ranked) - 1) // 2], scores=scores)


def _run(site: str, pages: Sequence[str], chromium: str, log: Path) -> Iterator[Verdict]:
    if not pages:
        return
    command = [str(_NODE), str(_SCRIPT), chromium, *(f"{site}/{page}" for page in pages)]
    # To a file: a pipe that nobody reads while there are lines to come would fill up and stop it.
    with (
        log.open("a", encoding="utf-8") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process,
    ):
        for line in process.stdout:
            told = json.loads(line)
            print(".", end="", flush=True)
            page = told["address"].removeprefix(f"{site}/")
            yield Verdict(page, told["scores"], tuple(told["failed"]), told["wire"])
    print()
    if process.returncode:
        raise LighthouseError(f"Lighthouse failed; what it said is in {log}")


def budgets(verdicts: Iterable[Verdict]) -> list[Budget]:
    """Return how many pages may have less than 100, with how many have."""
    verdicts = list(verdicts)
    return [
        Budget(
            f"pages of {len(verdicts)} below 100 in {category}",
            sum(verdict.scores[category] < 100 for verdict in verdicts),
            0,
        )
        for category in CATEGORIES
    ]


def table(verdicts: Sequence[Verdict]) -> str:
    """Return one line for each page that has less than 100 in anything, with what cost it points."""
    lost = [verdict for verdict in verdicts if not verdict.full]
    if not lost:
        return f"Lighthouse: 100 in {', '.join(CATEGORIES)} on all {len(verdicts)} pages"
    rows = [(verdict.page, *(str(verdict.scores[category]) for category in CATEGORIES)) for verdict in lost]
    lines = aligned([(f"below 100: {len(lost)} of {len(verdicts)} pages", *CATEGORIES), *rows]).splitlines()
    costs = ["", *("; ".join(verdict.failed) for verdict in lost)]
    return "\n".join(f"{line}  {cost}".rstrip() for line, cost in zip(lines, costs, strict=True))
