"""Access in use, on every page and in the main states: reflow, large and spaced text, targets, motion.

The checks themselves are in `access_checks.js`. 320 by 256 CSS pixels are a window of 1280 by 1024
at 400 %, 640 by 512 one at 200 %.
"""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from massage_neuropathy.chromium import CHROMIUM_NAMES, find_program
from massage_neuropathy.content import load_course
from tests.sitting_by_hand import give, right
from tests.stored_record import seed_record, wait_until_ready
from tests.test_book_in_browser import DESKTOP, PAGES, PHONE, first_of_each_type, respond
from tests.test_cases_in_book import FIRST as CASE
from tests.test_cases_in_book import address, play, root
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
FINAL = "notebooks/21-final.html"
# Rules that the policy of the pages does not stop, drawn before it goes on.
SET_CSS = """async (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}"""
PRESS_ALL = "(nodes) => nodes.forEach((node) => node.click())"


def look(page, views=VIEWS):
    """Return what is wrong with what stands on a page, in each of the views."""
    page.evaluate(CHECKS)
    trouble = []
    for view, (size, css, names) in views.items():
        page.set_viewport_size(size)
        page.evaluate(SET_CSS, css)
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


# ------------------------------------------------------------------------------------------ the statement

ROOT = Path(__file__).resolve().parents[1]


def test_the_statement_names_the_checker_that_is_installed_and_is_linked_everywhere(book):
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]["axe-core"]
    version = ".".join(pinned.split(".")[:2])
    assert f"axe-core {version} " in (ROOT / "book" / "accessibility.md").read_text(encoding="utf-8")
    for name in PAGES:
        assert ">Accessibility</a>" in (book / name).read_text(encoding="utf-8"), name


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
    heading(page, "What the client says")
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
    page.locator("[id$=open-heart-bones-feet]").click()
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
    page = fresh(FINAL)
    press(page, re.compile("^Begin$"))
    heading(page, "Question 1 of 40")
    unfold(page)
    press(page, "Mark for review")
    press(page, "Finish …")
    return page


@state
def the_whole_final_on_one_page(fresh):
    page = fresh(FINAL)
    press(page, re.compile("^Begin$"))
    press(page, "Show all on one page")
    expect(page.locator(".mn-stage .mn-question")).to_have_count(40)
    return page


@state
def a_result(fresh):
    page = fresh(FINAL, (*START, *PASSED_FINAL))
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


# ------------------------------------------------------------------------------------------ forced colors


# Of each: the page, what changes there, and the attribute that says its state, with what it may be.
LOOKS = [
    (FINAL, ".mn-tick", "data-state", ["", "begun", "done"]),
    (FINAL, ".mn-how-far progress", "value", ["0", "1", "2", "3", "4"]),
    (LESSON, "#contents li li a", "aria-current", [None, "page"]),
    (LESSON, "main .mn-option", "data-mark", [None, "right", "missed", "wrong"]),
    (LESSON, "main .mn-step", "data-mark", [None, "right", "wrong"]),
    (FINAL, ".mn-number-of", "data-progress", ["open", "answered"]),
    (FINAL, ".mn-number-of", "aria-current", [None, "true"]),
]
SET_STATE = """(node, [name, value]) => {
    if (value === null) node.removeAttribute(name);
    else node.setAttribute(name, value);
}"""


@pytest.fixture(scope="module", params=["light", "dark"])
def forced(chromium, site, request):
    """Pages of somebody whose system sets the colors."""
    context = chromium.new_context(
        forced_colors="active", color_scheme=request.param, reduced_motion="reduce", viewport=DESKTOP
    )
    pages = {name: context.new_page() for name in (LESSON, FINAL)}
    for name, page in pages.items():
        page.goto(f"{site}/{name}")
        wait_until_ready(page)
    press(pages[FINAL], re.compile("^Begin$"))
    heading(pages[FINAL], "Question 1 of 40")
    unfold(pages[FINAL])
    # What stands on other pages of the same style sheets.
    pages[FINAL].locator(".mn-study").first.evaluate(
        """(node) => {
            const make = (tag, name) => Object.assign(document.createElement(tag), { className: name });
            const bar = make("p", "mn-how-far");
            bar.append(make("progress", ""), make("span", "mn-tick"));
            bar.firstChild.max = 4;
            node.prepend(bar);
        }"""
    )
    yield pages
    context.close()


@pytest.mark.parametrize(("name", "selector", "attribute", "states"), LOOKS)
def test_states_can_be_told_apart_in_the_colors_of_the_system(forced, name, selector, attribute, states):
    node = forced[name].locator(selector).last
    node.scroll_into_view_if_needed()
    shown = set()
    for value in states:
        node.evaluate(SET_STATE, [attribute, value])
        shown.add(node.screenshot())
    assert len(shown) == len(states)


def test_a_choice_and_the_focus_can_be_seen_in_the_colors_of_the_system(forced):
    option = forced[LESSON].locator("main .mn-option").first
    before = option.screenshot()
    option.locator("input").press("Space")
    chosen = option.screenshot()
    option.locator("input").evaluate("(node) => node.blur()")
    assert len({before, chosen, option.screenshot()}) == 3


# ------------------------------------------------------------------------------------------ keyboard alone


class Keyboard:
    """Somebody at a page who has keys only. At every stop it is noted what is wrong with the focus there."""

    def __init__(self, page):
        self.page, self.trouble = page, []
        page.add_init_script(CHECKS)
        page.reload()
        wait_until_ready(page)

    def _look(self):
        stop = self.page.evaluate("access.focus()")
        self.trouble += [one for one in stop["trouble"] if one not in self.trouble]
        return not stop.get("end")

    def tab(self):
        """Go to the next stop; return whether there is one."""
        self.page.keyboard.press("Tab")
        return self._look()

    def at(self, selector):
        """Whether the focus is on such an element."""
        return self.page.evaluate("(one) => document.activeElement.matches(one)", selector)

    def to(self, selector):
        """Go on until the focus is on such an element."""
        for _ in range(200):
            assert self.tab(), f"no way to {selector} by keyboard"
            if self.at(selector):
                return
        raise AssertionError(f"no way to {selector} by keyboard")

    def press(self, *keys):
        """Press keys that do something where the focus is; it may be elsewhere afterwards."""
        for key in keys:
            self.page.evaluate("access.acted = true")
            self.page.keyboard.press(key)

    def arrives(self, words):
        """Wait until the focus is on a heading of a new screen."""
        expect(self.page.locator(":focus")).to_have_text(words)
        self.press()
        self._look()

    def hears(self, words):
        """Wait until a screen reader would have been told this."""
        for _ in range(250):
            if any(words in one for one in self.page.evaluate("access.heard ?? []")):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never announced: {words}")


@pytest.mark.parametrize(
    ("css", "wrong"),
    [
        (":focus-visible { outline: none !important; }", "has no outline"),
        (".mn-header { block-size: 95vh; inset: 0 0 auto; position: fixed !important; }", "is under"),
        ("main p { block-size: 1em; overflow: hidden; }", "has its outline cut"),
        ("main section { display: flex; flex-direction: column-reverse; }", "stands above"),
    ],
)
def test_a_focus_that_cannot_be_seen_or_followed_is_noted(fresh, css, wrong):
    page = fresh("book/about.html")
    keys = Keyboard(page)
    assert keys.tab()
    keys.press("Enter")
    page.evaluate(SET_CSS, css)
    for _ in range(8):
        keys.tab()
    assert any(wrong in one for one in keys.trouble), keys.trouble


# What stands at the focus, for a walk through a lesson.
HERE = """() => {
    const node = document.activeElement;
    const question = node.closest(".mn-question");
    return {
        question: question && `${node.closest(".mn-quiz").dataset.mn} ${question.dataset.question}`,
        kind: node.type ?? node.tagName.toLowerCase(),
        checks: node.matches(".mn-check, .mn-keep"),
        moves: node.matches(".mn-move[aria-disabled=false]"),
        explores: node.closest(".mn-explorer .mn-controls") !== null,
        folds: node.matches("summary:not(.mn-code *)") && !node.parentElement.open,
        leaves: node.matches(".mn-next-page"),
        inText: node.closest("main") !== null,
    };
}"""
KEY_OF = {
    "radio": "Space",
    "checkbox": "Space",
    "select-one": "ArrowDown",
    "text": "7",
    "range": "ArrowRight",
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_whole_lesson_can_be_done_with_the_keyboard(fresh, size):
    """From the link that skips to the text through every question, explorer and fold to the next page."""
    page = fresh(LESSON, size=size)
    keys = Keyboard(page)
    assert keys.tab() and keys.at(".mn-skip")
    keys.press("Enter")
    answered, explored, unfolded, moved = set(), 0, 0, set()
    for _ in range(1000):
        assert keys.tab(), "the next page cannot be reached"
        here = page.evaluate(HERE)
        assert here["inText"], "the link that skips has not led to the text"
        question = here["question"]
        if here["leaves"]:
            break
        if here["folds"]:
            keys.press("Enter")
            unfolded += 1
        elif here["explores"] and here["kind"] in KEY_OF:
            keys.press(KEY_OF[here["kind"]])
            explored += 1
        elif question and question not in answered:
            if here["checks"]:
                keys.press("Enter")
                answered.add(question)
            elif here["kind"] in KEY_OF:
                keys.press(KEY_OF[here["kind"]])
            elif here["moves"] and question not in moved:
                keys.press("Enter")
                moved.add(question)
    assert keys.trouble == []
    asked = page.locator(".mn-quiz:not([data-mn=reveal]) .mn-question")
    assert answered == set(
        asked.evaluate_all(
            "(nodes) => nodes.map((one) => `${one.closest('.mn-quiz').dataset.mn} ${one.dataset.question}`)"
        )
    )
    types = {COURSE.questions[one.split()[1]].type for one in answered}
    assert types == {"single", "multiple", "matching", "ordering", "numeric"}
    assert explored == page.locator(".mn-controls :is(input, select)").count() > 1
    assert unfolded > 10
    for verdict in page.locator(".mn-quiz[data-mn=quiz] .mn-verdict").all():
        keys.hears(verdict.text_content())
    keys.hears(page.locator(".mn-explorer .mn-outcome").first.text_content())
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text(COURSE.lessons["07-pressure"].title)


def test_a_client_is_screened_with_the_keyboard(fresh):
    page = fresh("notebooks/25-screener.html", size=PHONE)
    keys = Keyboard(page)
    keys.to(".mn-stage .mn-main")
    keys.press("Enter")
    keys.arrives("What the client says")
    keys.to(".mn-part[data-part=sensory] > summary")
    keys.press("Enter")
    keys.to(".mn-said-field input")
    keys.press("Space")
    expect(page.locator(".mn-follow").first).to_be_visible()
    keys.to(".mn-last ~ .mn-actions button, .mn-form ~ .mn-actions button")
    keys.press("Enter")
    keys.arrives("Your answer first")
    keys.to(".mn-five input")
    keys.press("Space", "ArrowDown")
    keys.to(".mn-main")
    keys.press("Enter")
    keys.arrives("What these answers call for")
    keys.to(".mn-outcome summary")
    keys.press("Enter")
    keys.to(".mn-next-page")
    assert keys.trouble == []


def test_a_session_is_planned_with_the_keyboard(fresh):
    page = fresh("notebooks/26-planner.html", size=PHONE)
    keys = Keyboard(page)
    keys.to("[id$=open-numb-soles]")
    keys.press("Enter")
    keys.arrives("What the client feels and wants")
    keys.to(".mn-plan-form input[type=checkbox], .mn-stage input[type=checkbox]")
    keys.press("Space")
    keys.to(".mn-main")
    keys.press("Enter")
    keys.arrives("Your own plan")
    keys.to("select")
    keys.press("ArrowDown")
    keys.to(".mn-main")
    keys.press("Enter")
    keys.arrives("Your plan and another one")
    keys.to(".mn-next-page")
    assert keys.trouble == []


def test_a_case_is_played_with_the_keyboard(fresh):
    page = fresh(address(CASE), size=PHONE)
    keys = Keyboard(page)
    case = root(page, CASE)
    keys.to(f"[data-case='{CASE.id}'] .mn-case-go")
    keys.press("Enter")
    scenes = 0
    while case.locator(".mn-option").count():
        keys.arrives(re.compile("."))
        keys.to(".mn-case-ask, .mn-option input")
        if keys.at(".mn-case-ask"):
            keys.press("Enter")
            keys.arrives(re.compile("."))
            keys.to(".mn-option input")
        keys.press("Space")
        keys.to("button")
        keys.press("Enter")
        scenes += 1
    keys.arrives(re.compile("."))
    assert scenes > 1
    keys.to("summary, .mn-case-go")
    assert keys.trouble == []


def test_a_final_is_sat_with_the_keyboard(fresh):
    page = fresh(FINAL, size=PHONE)
    keys = Keyboard(page)
    keys.to(".mn-stage .mn-actions button")
    keys.press("Enter")
    for number in (1, 2, 3):
        keys.arrives(f"Question {number} of 40")
        keys.to(".mn-stage :is(.mn-option input, select, input[type=text], .mn-move[aria-disabled=false])")
        keys.press(KEY_OF.get(page.evaluate("document.activeElement.type"), "Enter"))
        keys.to(".mn-sure input")
        keys.press("Space")
        keys.to(".mn-through button:last-child")
        keys.press("Enter")
    keys.arrives("Question 4 of 40")
    keys.to(".mn-navigator summary")
    keys.press("Enter")
    keys.to(".mn-number-of[data-progress=answered]")
    # Not always the first: one with several items that was drawn for it is answered in part.
    name = page.locator(":focus").get_attribute("aria-label").partition(":")[0]
    keys.press("Enter")
    keys.arrives(f"{name} of 40")
    keys.to(".mn-finish")
    keys.press("Enter")
    keys.to(".mn-next-page, .mn-asking button")
    assert keys.trouble == []


def test_the_menu_of_a_phone_is_used_with_the_keyboard(fresh):
    page = fresh(LESSON, size=PHONE)
    keys = Keyboard(page)
    keys.to(".mn-menu")
    keys.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-current", "page")
    for _ in range(6):
        assert keys.tab()
    assert keys.at("#contents a")
    keys.press("Escape")
    expect(page.locator(".mn-menu")).to_be_focused()
    keys.press("Enter")
    keys.to("#contents a[href*='07-pressure']")
    assert keys.trouble == []
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text(COURSE.lessons["07-pressure"].title)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_search_is_used_with_the_keyboard(fresh, size):
    page = fresh("book/about.html", size=size)
    keys = Keyboard(page)
    keys.to(".mn-to-search, .mn-contents input")
    if keys.at(".mn-to-search"):
        keys.press("Enter")
        page.wait_for_url("**/search.html")
        keys.to("main input")
    keys.press("m", "y", "e", "l", "i", "n")
    assert keys.trouble == []
    keys.press("Enter")
    expect(page.locator("#search-results a").first).to_be_visible()
    keys.hears("found")
    keys.to("#search-results a")
    assert keys.trouble == []
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text(re.compile(".+"))
