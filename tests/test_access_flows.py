"""Access in use, on every page and in the main states: reflow, large and spaced text, targets, motion.

The checks themselves are in `access_checks.js`. 320 by 256 CSS pixels are a window of 1280 by 1024
at 400 %, 640 by 512 one at 200 %.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from tests.browser import CHROMIUM_NAMES, find_program
from tests.sitting_by_hand import give, right
from tests.stored_record import seed_record, wait_until_ready
from tests.test_book_in_browser import DESKTOP, PAGES, first_of_each_type, respond
from tests.test_cases_in_book import FIRST as CASE
from tests.test_cases_in_book import address, play
from tests.test_result_in_book import PASSED_FINAL, START
from tests.test_review_in_book import looked_at, terms

COURSE = load_course()
CHECKS = Path(__file__).with_name("access_checks.js").read_text(encoding="utf-8")
ZOOMED, HALF = {"width": 320, "height": 256}, {"width": 640, "height": 512}
# SC 1.4.12.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
"""
VIEWS = {
    "1280 pixels": (DESKTOP, "", ("small", "cut", "overlapping", "moving")),
    "320 pixels": (
        ZOOMED,
        "",
        ("sideways", "unreachable", "stuck", "small", "cut", "overlapping"),
    ),
    "640 pixels": (HALF, "", ("sideways", "unreachable")),
    "320 pixels, spaced text": (ZOOMED, SPACED, ("sideways", "cut", "overlapping")),
    "1280 pixels, spaced text": (DESKTOP, SPACED, ("sideways", "cut", "overlapping")),
}
LARGE_TEXT = {"large text": (DESKTOP, "", ("sideways", "unreachable", "cut", "overlapping"))}
# The lesson with a question of every type and an explorer.
LESSON = "notebooks/06-noticing.html"
PRESS_ALL = "(nodes) => nodes.forEach((node) => node.click())"


def look(page, views=VIEWS):
    """Return what is wrong with what stands on a page, in each of the views."""
    page.evaluate(CHECKS)
    trouble = []
    for view, (size, css, names) in views.items():
        page.set_viewport_size(size)
        page.evaluate(
            """async (css) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(css);
                document.adoptedStyleSheets = [sheet];
                for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
            }""",
            css,
        )
        for name in names:
            trouble += [f"{view}: {name}: {one}" for one in page.evaluate(f"access.{name}()")]
    return trouble


@pytest.fixture(scope="module")
def reader(chromium):
    """A page of somebody who wants no motion, used again: opening one costs as much as the checks."""
    context = chromium.new_context(reduced_motion="reduce", viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def large_text(chromium):
    """A page of a browser whose text is set to twice its size."""
    program = os.environ.get("CHROMIUM") or find_program(CHROMIUM_NAMES)
    twice = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"
    with chromium.browser_type.launch(executable_path=program, args=["--disable-quic", twice]) as browser:
        yield browser.new_page(viewport=DESKTOP)


@pytest.fixture
def fresh(chromium, site):
    """A function that opens a page whose browser holds nothing, or these events."""
    contexts = []

    def open_page(path, record=(), *, size=DESKTOP, **media):
        contexts.append(chromium.new_context(viewport=size, reduced_motion="reduce", **media))
        page = contexts[-1].new_page()
        page.goto(f"{site}/{path}")
        wait_until_ready(page)
        if record:
            seed_record(page, record)
        return page

    yield open_page
    for context in contexts:
        context.close()


# ------------------------------------------------------------------------------------------ states

STATES = {}


def state(function):
    """Keep a function that brings a page, opened by `fresh`, into a state of a widget."""
    STATES[function.__name__.replace("_", " ")] = function
    return function


def unfold(page):
    """Open all that is folded."""
    page.locator("main details:not([open]) > summary").evaluate_all(PRESS_ALL)


def press(page, name):
    """Press the first button of this name."""
    page.locator("main").get_by_role("button", name=name).first.click()


def heading(page, words):
    """Wait for a heading."""
    expect(page.get_by_role("heading", name=words).first).to_be_visible()


def check_all(page):
    """Check every question of a lesson as it stands."""
    page.locator("main .mn-quiz[data-mn=quiz] .mn-check:not([hidden])").evaluate_all(
        """(nodes) => new Map(nodes.map((node) => [node.closest(".mn-question"), node]))
            .forEach((node) => node.click())"""
    )


@state
def questions_checked_without_an_answer(fresh):
    page = fresh(LESSON)
    check_all(page)
    expect(page.locator(".mn-feedback:not(:empty)").first).to_be_visible()
    return page


@state
def questions_answered_rightly(fresh):
    page = fresh(LESSON)
    for node in page.locator(".mn-quiz[data-mn=quiz] .mn-question:visible").all():
        name = node.get_attribute("data-question")
        give(node, name, right(name))
    check_all(page)
    expect(page.locator("[data-state=right]").nth(4)).to_be_visible()
    return page


@state
def questions_answered_anyhow_and_all_unfolded(fresh):
    page = fresh(LESSON)
    for mode in ("quiz", "guess"):
        for node, record in first_of_each_type(page, mode).values():
            respond(node, record)
    page.locator(".mn-quiz[data-mn=guess] .mn-keep").evaluate_all(PRESS_ALL)
    check_all(page)
    expect(page.locator("[data-state=wrong]").first).to_be_visible()
    unfold(page)
    return page


@state
def explorers_moved(fresh):
    page = fresh(LESSON)
    slider = page.locator(".mn-explorer").get_by_role("slider").first
    before = page.locator(".mn-explorer .mn-outcome").first.text_content()
    slider.focus()
    slider.press("End")
    expect(page.locator(".mn-explorer .mn-outcome").first).not_to_have_text(before)
    return page


@state
def clients_compared(fresh):
    page = fresh("notebooks/08-deciding.html")
    for node in page.locator(".mn-compare").all():
        node.locator("input").first.check()
        node.get_by_role("button", name="Compare").click()
    return page


@state
def search_results(fresh):
    page = fresh("search.html?q=nerve")
    expect(page.locator("#search-results a").first).to_be_visible()
    return page


@state
def the_form_of_the_screener(fresh):
    page = fresh("notebooks/25-screener.html")
    press(page, "Start with a blank form")
    unfold(page)
    page.locator(".mn-said-field input[value=yes]").evaluate_all(PRESS_ALL)
    expect(page.locator(".mn-follow").first).to_be_visible()
    return page


@state
def the_outcome_of_the_screener(fresh):
    page = the_form_of_the_screener(fresh)
    press(page, "Next: your answer")
    heading(page, "Your answer first")
    press(page, "Skip: show me")
    heading(page, "What these answers call for")
    unfold(page)
    return page


@state
def the_form_of_the_planner(fresh):
    page = fresh("notebooks/26-planner.html")
    page.locator("#mn-plan-heart-bones-feet").click()
    heading(page, "What the client feels and wants")
    return page


@state
def a_plan_compared(fresh):
    page = the_form_of_the_planner(fresh)
    press(page, "Next: your own plan")
    page.locator("main select").first.select_option(index=2)
    press(page, "Compare")
    heading(page, "Your plan and another one")
    unfold(page)
    press(page, re.compile("Session note"))
    expect(page.locator(".mn-paper")).to_be_visible()
    return page


@state
def a_scene_of_a_case(fresh):
    page = fresh(address(CASE))
    press(page, "Begin")
    page.locator(".mn-case-ask").evaluate_all(PRESS_ALL)
    page.locator(".mn-option input").first.check()
    return page


@state
def the_end_of_a_case(fresh):
    page = fresh(address(CASE))
    play(page, CASE, list(CASE.paths())[-1])
    unfold(page)
    return page


@state
def a_question_of_the_final(fresh):
    page = fresh("notebooks/21-final.html")
    press(page, re.compile("^Begin$"))
    heading(page, "Question 1 of 40")
    unfold(page)
    press(page, "Mark for review")
    press(page, "Finish …")
    return page


@state
def the_whole_final_on_one_page(fresh):
    page = fresh("notebooks/21-final.html")
    press(page, re.compile("^Begin$"))
    press(page, "Show all on one page")
    expect(page.locator(".mn-stage .mn-question")).to_have_count(40)
    return page


@state
def a_result(fresh):
    page = fresh("notebooks/21-final.html", (*START, *PASSED_FINAL))
    heading(page, "Your result")
    unfold(page)
    return page


@state
def progress_with_a_record(fresh):
    page = fresh("notebooks/22-progress.html", (*START, *PASSED_FINAL))
    expect(page.locator(".mn-standings").first).to_be_visible()
    unfold(page)
    return page


@state
def a_card_of_the_review(fresh):
    page = fresh("notebooks/23-review.html", [looked_at(terms()[0], 10)])
    press(page, "Start")
    press(page, "Show the meaning")
    expect(page.locator(".mn-ratings")).to_be_visible()
    return page


# ------------------------------------------------------------------------------------------ every view

BREAKS = {
    "sideways": ".mn-turn a { inline-size: 500px; }",
    "unreachable": "article { overflow-x: auto; } article p { inline-size: 500px; }",
    "stuck": ".mn-header { block-size: 100px; inset-block-start: 0; position: sticky; }",
    "small": ".mn-contents a { display: block; font-size: 5px; line-height: 1; padding: 0 !important; }",
    "cut": "h1 { block-size: 1em; overflow: hidden; }",
    "overlapping": "h1 { margin-block-end: -2em; }",
    "moving": ".mn-brand { transition: color 1s; }",
}


@pytest.mark.parametrize("name", BREAKS)
def test_every_check_finds_what_it_looks_for(reader, site, name):
    reader.goto(f"{site}/book/about.html")
    size = DESKTOP if name == "small" else ZOOMED
    assert look(reader, {"": (size, "", [name])}) == []
    assert look(reader, {"": (size, BREAKS[name], [name])}) != []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_in_every_view(reader, site, name):
    reader.goto(f"{site}/{name}")
    assert look(reader) == []


@pytest.mark.parametrize("name", STATES)
def test_a_state_can_be_read_in_every_view(fresh, name):
    assert look(STATES[name](fresh)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_with_text_of_twice_the_size(large_text, site, name):
    large_text.goto(f"{site}/{name}")
    assert large_text.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert look(large_text, LARGE_TEXT) == []
