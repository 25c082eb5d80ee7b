"""Nothing jumps, and nothing is loaded that is not asked for, in a real Chromium."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from massage_neuropathy.record import Event
from tests.stored_record import seed_record, wait_until_ready

PHONE = {"width": 412, "height": 823}
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90));
        shifts.push(`${entry.value.toFixed(4)}: ${moved}`);
      }
    }).observe({ type: "layout-shift", buffered: true });"""
# Family, size, weight and slant of all text below a node that has a place.
FONTS = """(root) => {
  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !node.checkVisibility()) continue;
    const { fontFamily, fontSize, fontWeight, fontStyle } = getComputedStyle(node);
    found.add([fontFamily, fontSize, fontWeight, fontStyle].join(" "));
  }
  return [...found];
}"""
# A page, and what is there once all of it is.
FILLED = {
    "index": "h1",
    "notebooks/00-start": "text=Begin the check",
    "notebooks/01-nerves": ".mn-quiz[data-live] .mn-check",
    "notebooks/13-claims": ".mn-filters",
    "notebooks/20-practice": ".mn-stage button",
    "notebooks/21-final": "text=How it is judged",
    "notebooks/22-progress": ".mn-map, .mn-lessons, .mn-lesson-line",
    "notebooks/23-review": ".mn-stage .mn-title",
    "notebooks/27-cases": ".mn-stage button",
    "book/verify": ".mn-study input",
}


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    page.add_init_script(SHIFTS)
    page.asked = []
    page.on("request", lambda request: page.asked.append(name_of(request)))
    return page


def name_of(request):
    """The name of a file that is asked for, without its version."""
    return request.url.rpartition("/")[2].partition("?")[0]


ANSWER = Event(
    id="a",
    at="2026-01-01T00:00:00.000Z",
    kind="answer",
    question="x",
    place="",
    hash="",
    options=("a",),
    certainty=None,
)


def settled(page):
    """Wait for two frames, after which a shift has been told."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )


@pytest.mark.parametrize("name", FILLED)
def test_nothing_jumps_when_scripts_fill_in_what_they_have(phone, site, name):
    phone.goto(f"{site}/{name}.html")
    phone.locator(FILLED[name]).first.wait_for(state="attached")
    settled(phone)
    assert phone.evaluate("shifts") == []


@pytest.mark.parametrize("width", [412, 1280])
def test_nothing_jumps_on_the_home_page_of_a_learner(phone, site, width):
    phone.set_viewport_size({"width": width, "height": 823})
    phone.goto(f"{site}/notebooks/06-noticing.html")
    wait_until_ready(phone)
    seed_record(phone, [ANSWER])
    phone.locator("article section section h2").nth(3).evaluate(
        "node => node.scrollIntoView({ behavior: 'instant' })"
    )
    phone.goto(f"{site}/index.html")
    expect(phone.locator(".mn-continue a").first).to_have_attribute("href", re.compile("06-noticing"))
    settled(phone)
    assert phone.evaluate("shifts") == []


@pytest.mark.parametrize("kind", ["http", "file"])
def test_the_index_is_loaded_only_for_a_query(phone, site, book, kind):
    root = site if kind == "http" else book.as_uri()
    heavy = ("search.js", "searchindex.js")
    phone.goto(f"{root}/search.html")
    expect(phone.locator("html")).to_have_attribute("data-theme", "light")
    assert not {*heavy} & {*phone.asked}
    phone.locator("main input[name=q]").fill("myelin")
    phone.keyboard.press("Enter")
    expect(phone.locator("#search-results li").first).to_be_visible()
    assert {*heavy} <= {*phone.asked}


def test_a_search_without_the_index_says_so(phone, site):
    phone.route("**/searchindex.js*", lambda route: route.abort())
    phone.goto(f"{site}/search.html?q=myelin")
    expect(phone.locator("#search-results")).to_have_text(
        "The index of the book could not be loaded, so nothing was searched. "
        "Check your connection, and search again."
    )


def test_the_questions_of_the_final_are_fetched_when_it_begins(phone, site):
    phone.goto(f"{site}/notebooks/21-final.html")
    begin = phone.get_by_role("button", name="Begin", exact=True)
    expect(begin).to_be_visible()
    assert "reserved.js" not in phone.asked
    begin.click()
    expect(phone.locator(".mn-stage .mn-question").first).to_be_visible()
    assert "reserved.js" in phone.asked


def test_a_final_that_cannot_be_fetched_is_not_begun(phone, site):
    phone.route("**/reserved.js*", lambda route: route.abort())
    phone.goto(f"{site}/notebooks/21-final.html")
    phone.get_by_role("button", name="Begin", exact=True).click()
    expect(phone.locator(".mn-stage")).to_contain_text("The questions could not be loaded")
    phone.unroute("**/reserved.js*")
    phone.get_by_role("button", name="Try again").click()
    expect(phone.get_by_role("button", name="Begin", exact=True)).to_be_visible()


def test_what_a_page_loads_late_is_of_its_own_version_whatever_stands_in_its_head(phone, site):
    phone.goto(f"{site}/notebooks/01-nerves.html")
    own = phone.locator("body > script[src]").evaluate("(script) => new URL(script.src).search")
    assert own.startswith("?v=")
    offline = f"{site}/_static/offline.js"
    loads = "(src) => document.head.append(Object.assign(document.createElement('script'), { src }))"
    phone.evaluate(loads, offline)
    expect(phone.locator("head script[src]")).to_have_count(1)
    question = phone.locator(".mn-quiz[data-mn=quiz] .mn-question[data-type=single]").first
    with phone.expect_request("**/_study/lessons.js*") as asked:
        question.locator(".mn-option input").first.check()
        question.locator(".mn-check:visible").first.click()
    assert urlsplit(asked.value.url).query == own[1:]


def test_the_first_quiz_answers_before_the_script_beside_the_page_has_come(phone, site):
    held = []
    phone.route("**/_static/*.js*", lambda route: held.append(route))
    phone.goto(f"{site}/notebooks/01-nerves.html", wait_until="commit")
    quiz = phone.locator(".mn-quiz").first
    question = quiz.locator(".mn-question").first
    question.locator(".mn-option input").first.check()
    question.locator(".mn-check:visible").first.click()
    expect(question.locator(".mn-verdict")).to_be_visible()
    expect(phone.locator(".mn-quiz[data-live]")).to_have_count(1)
    for route in held:
        route.continue_()
    expect(phone.locator(".mn-quiz:not([data-live])")).to_have_count(0)
    expect(question.locator(".mn-verdict")).to_be_visible()


def test_a_question_and_its_feedback_are_set_in_few_fonts(phone, site):
    """A browser looks up each of them before it can draw the question."""
    phone.goto(f"{site}/notebooks/13-claims.html")
    question = phone.locator(".mn-quiz[data-mn=quiz] .mn-question[data-type=single]").first
    question.locator(".mn-option input").last.check()
    question.locator(".mn-check:visible").first.click()
    expect(question.locator(".mn-verdict")).to_be_visible()
    assert len(question.locator(".mn-feedback").evaluate(FONTS)) > 1
    fonts = question.evaluate(FONTS)
    assert len(fonts) <= 4, fonts


def test_claims_out_of_sight_are_laid_out_when_they_come_near(phone, site):
    phone.goto(f"{site}/notebooks/13-claims.html")
    words = phone.locator(".mn-claims > .mn-claim:visible").last.locator(".mn-claim-text")
    is_laid_out = "(words) => words.checkVisibility({ contentVisibilityAuto: true })"
    phone.wait_for_function(f"(words) => !({is_laid_out})(words)", arg=words.element_handle())
    words.scroll_into_view_if_needed()
    phone.wait_for_function(is_laid_out, arg=words.element_handle())
