"""Measure the built book: `python -m tests.bench`, after `make book`."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from massage_neuropathy.content import load_course
from tests.bench import books, explorers, measure, report
from tests.bench.server import serve
from tests.browser import launch_chromium

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "_build/html"
SCRATCH = ROOT / "_build/bench"


def main() -> int:
    """Build, measure, report; return the exit status, 1 if a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="timed visits per page (default: 7)")
    runs = parser.parse_args().runs
    if runs < 1:
        parser.error("--runs must be at least 1")
    if not (BOOK / books.LESSON_PAGE).exists():
        parser.error(f"the book has no {books.LESSON_PAGE}: run `make book` first")

    questions = books.first_questions(load_course())
    print("Building the stock Jupyter Book and a page like it in this course", flush=True)
    stock = books.build_stock(SCRATCH / "stock", questions)
    small = books.build_small(SCRATCH / "course", questions, ROOT)
    with ExitStack() as stack:
        lesson_site, small_site, stock_site = (
            stack.enter_context(serve(folder)) for folder in (BOOK, small, stock)
        )
        pages = [
            measure.Page("this course, the lesson", f"{lesson_site}/{books.LESSON_PAGE}", measure.COURSE),
            measure.Page("this course, five questions", f"{small_site}/{books.SMALL_PAGE}", measure.COURSE),
            measure.Page(
                "stock book, five questions", f"{stock_site}/{books.STOCK_PAGE}", measure.JUPYTERQUIZ
            ),
        ]
        browser = stack.enter_context(launch_chromium(stack.enter_context(sync_playwright())))
        print(
            f"Measuring in Chromium {browser.version}: {measure.CONDITIONS}; runs per page: {runs}",
            flush=True,
        )
        lesson, small_page, stock_page = measure.measure(browser, pages, runs)
        weights = [
            weight
            for page in sorted(BOOK.glob("notebooks/*.html"))
            if "mn-explorer" in page.read_text(encoding="utf-8")
            for weight in explorers.weigh_explorers(browser, f"{lesson_site}/notebooks/{page.name}")
        ]

    print("\n" + report.table([lesson, small_page, stock_page], peer=stock_page))
    print("\n" + explorers.table(weights))
    print("\n" + explorers.build_times(BOOK.parent / "explorers"))
    budgets = report.budgets(lesson, peer=stock_page) + explorers.budgets(weights)
    print("\n" + "\n".join(map(str, budgets)))
    return 0 if all(budget.kept for budget in budgets) else 1


if __name__ == "__main__":
    sys.exit(main())
