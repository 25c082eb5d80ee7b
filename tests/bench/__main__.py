"""Measure the built book: `python -m tests.bench`, after `make book`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from massage_neuropathy.chromium import find_chromium, launch_chromium
from massage_neuropathy.content import load_course
from tests.bench import books, builds, explorers, lighthouse, measure, peers, report
from tests.bench.report import Budget
from tests.bench.server import serve
from tests.bench.voila_server import serve_voila

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "_build/html"
SCRATCH = ROOT / "_build/bench"

PEERS_NOTE = """\
The same five questions everywhere but in the lesson. Static pages are served with gzip, Voilà compresses too.
Requests to other hosts are counted and do not get through, but for the scripts that draw ipywidgets in a
stock book: this machine sends them in the place of their public hosts. Question: its controls are drawn.
Feedback: the frame after the one with it; none: a press does nothing, since nobody runs the code behind it.
Ratio: of the time to feedback. Blocking: what long tasks take beyond 50 ms each. Shift: how far the layout
jumps (CLS)."""


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as driver, launch_chromium(driver) as browser:
        yield browser


def measure_pages(runs: int) -> list[Budget]:
    """Print how the course and its peers do with the same questions, and what the heaviest lessons weigh."""
    course = load_course()
    questions = books.first_questions(course)
    print("Building the peers and a page like them in this course", flush=True)
    small = books.build_small(SCRATCH / "course", questions, ROOT)
    quiz = peers.build_jupyterquiz(SCRATCH / "jupyterquiz", questions)
    widgets = peers.build_widgets(SCRATCH / "ipywidgets", questions)
    manager = peers.fetch_manager(SCRATCH / "html-manager")
    with ExitStack() as stack:
        book_site, small_site, quiz_site, widgets_site, manager_site = (
            stack.enter_context(serve(folder)) for folder in (BOOK, small, quiz, widgets, manager)
        )
        drawn = peers.ask_manager((widgets / peers.PAGE).read_text(encoding="utf-8"), manager_site)
        books.write(widgets / "drawn.html", drawn)
        voila = stack.enter_context(serve_voila(SCRATCH / "ipywidgets" / peers.NOTEBOOK))
        pages = [
            measure.Page("this course, a lesson", f"{book_site}/{books.LESSON_PAGE}", measure.COURSE),
            measure.Page("this course", f"{small_site}/{books.SMALL_PAGE}", measure.COURSE),
            measure.Page("stock with jupyterquiz", f"{quiz_site}/{peers.PAGE}", measure.JUPYTERQUIZ),
            measure.Page("stock with ipywidgets", f"{widgets_site}/drawn.html", measure.DEAD_IPYWIDGETS),
            measure.Page("Voilà with ipywidgets", voila, measure.IPYWIDGETS),
        ]
        browser = stack.enter_context(_chromium())
        print(f"Chromium {browser.version}: {measure.CONDITIONS}; runs per page: {runs}", flush=True)
        _, ours, peer, *_ = measured = measure.measure(browser, pages, runs)
        weights = {
            page.stem: measure.weigh(browser, f"{book_site}/notebooks/{page.name}")
            for page in BOOK.glob("notebooks/*.html")
        }
    print("\n" + report.table(measured, peer=peer))
    print(PEERS_NOTE)
    print("\n" + report.weights_table(weights))
    lessons = [weights[lesson] for lesson in course.lessons]
    return [*report.weight_budgets(lessons), report.ratio_budget(ours, peer=peer)]


def measure_explorers() -> list[Budget]:
    """Print what every explorer weighs, and how long its pictures took."""
    with serve(BOOK) as site, _chromium() as browser:
        weights = [
            weight
            for page in sorted(BOOK.glob("notebooks/*.html"))
            if "mn-explorer" in page.read_text(encoding="utf-8")
            for weight in explorers.weigh_explorers(browser, f"{site}/notebooks/{page.name}")
        ]
    print("\n" + explorers.table(weights))
    print("\n" + explorers.build_times(BOOK.parent / "explorers"))
    return explorers.budgets(weights)


def judge_pages() -> list[Budget]:
    """Print what Lighthouse finds on the pages."""
    pages = lighthouse.pages(BOOK)
    print(f"Lighthouse {lighthouse.version()}, mobile, {len(pages)} pages", flush=True)
    with sync_playwright() as driver:
        chromium = find_chromium(driver)
    with serve(BOOK) as site:
        verdicts = lighthouse.judge(site, pages, chromium, SCRATCH / "lighthouse.log")
    print("\n" + lighthouse.table(verdicts))
    return lighthouse.budgets(verdicts)


def main() -> int:
    """Measure, print tables, then the budgets; return the exit status, 1 if a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=11, metavar="N", help="timed visits per page (default: 11)"
    )
    parser.add_argument(
        "--only", choices=("pages", "lighthouse", "explorers", "builds"), help="one part of it"
    )
    parser.add_argument("--no-large", action="store_true", help="build no course ten times as large")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    if not (BOOK / books.LESSON_PAGE).exists():
        parser.error(f"the book has no {books.LESSON_PAGE}: run `make book` first")

    parts: dict[str, Callable[[], list[Budget]]] = {
        "pages": partial(measure_pages, options.runs),
        "explorers": measure_explorers,
        "lighthouse": judge_pages,
        "builds": partial(builds.report_builds, large=not options.no_large),
    }
    budgets = [budget for name, part in parts.items() if options.only in (None, name) for budget in part()]
    print("\n" + "\n".join(map(str, budgets)))
    return 0 if all(budget.kept for budget in budgets) else 1


if __name__ == "__main__":
    sys.exit(main())
