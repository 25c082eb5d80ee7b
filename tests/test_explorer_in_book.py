"""Explorers in the published book, in real browsers: over http and from a file, by mouse and by keyboard."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from massage_neuropathy import frames
from tests.firefox import PlaywrightPage
from tests.test_book_in_browser import DESKTOP, PHONE, assert_accessible, visit

__all__ = ["visit"]  # A fixture.

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
_TOLD = re.compile(r'class="mn-explorer"[^>]*data-explorer="([^"]*)"')
EXPLORERS = [
    (path.relative_to(HTML).as_posix(), place)
    for path in sorted(HTML.glob("notebooks/*.html"))
    for place, _ in enumerate(_TOLD.findall(path.read_text(encoding="utf-8")))
]
WITHIN_MS = 100
# Notes how long after a control has moved its picture is in place.
CLOCK = """
(root) => {
    window.took = [];
    let moved = null;
    root.addEventListener("input", () => { moved = performance.now(); }, true);
    const isPicture = (node) => node.tagName === "IMG";
    new MutationObserver((changes) => {
        if (moved !== null && changes.some((change) => [...change.addedNodes].some(isPicture))) {
            window.took.push(performance.now() - moved);
            moved = null;
        }
    }).observe(root, { childList: true, subtree: true });
}
"""


def told(name, place):
    """Return what the page says about an explorer, and its states, from the files of the book."""
    page = HTML / name
    found = json.loads(unescape(_TOLD.findall(page.read_text(encoding="utf-8"))[place]))
    text = (page.parent / found["frames"]).read_text(encoding="utf-8")
    return found["controls"], json.loads(text[text.index(" = ") + 3 :].rstrip(";\n"))


def first(name, place):
    """Return the state that is shown first: file, outcome, description."""
    return state(*told(name, place))


def state(controls, found, **moved):
    """Return a state: that which is shown first, but for the controls in `moved`, by label."""
    index = 0
    for control in controls:
        index = index * len(control["texts"]) + moved.get(control["label"], control["start"])
    file, outcome, description = found["states"][index]
    return found["files"][file], outcome, description


def other(control):
    """Return an index next to the one that is shown first."""
    return control["start"] + 1 if control["start"] + 1 < len(control["texts"]) else control["start"] - 1


def move(explorer, control, index):
    """Set a control to the value with this index, as somebody would."""
    if control["kind"] == "range":
        slider = explorer.get_by_role("slider", name=control["label"])
        slider.focus()
        key = "ArrowRight" if index > control["start"] else "ArrowLeft"
        for _ in range(abs(index - control["start"])):
            slider.press(key)
    elif control["kind"] == "switch":
        explorer.get_by_role("checkbox", name=control["label"]).set_checked(index == 1)
    else:
        explorer.get_by_role("combobox", name=control["label"]).select_option(index=index)


def requested(page):
    """Return a list that fills with the paths a page asks for in the folder of the explorers."""
    asked = []
    page.on("request", lambda request: "/_explorers/" in request.url and asked.append(request.url))
    return asked


@pytest.fixture
def lesson(visit):
    """The page with the first explorer, and that explorer."""
    name, place = EXPLORERS[0]
    page = visit(name)
    return page, page.locator(".mn-explorer").nth(place)


def test_the_book_has_an_explorer_in_each_lesson_that_plans_one():
    lessons = {name.split("/")[1][:2] for name, _ in EXPLORERS}
    assert lessons >= {"01", "04", "05", "06", "07", "11"}


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize(("name", "place"), EXPLORERS)
def test_every_control_of_every_explorer_shows_its_state(visit, site, book, name, place, kind):
    controls, found = told(name, place)
    page = visit(name, address=site if kind == "http" else book.as_uri())
    explorer = page.locator(".mn-explorer").nth(place)
    expect(explorer.locator(".mn-outcome")).to_have_text(state(controls, found)[1])
    for control in controls:
        move(explorer, control, other(control))
        file, outcome, description = state(controls, found, **{control["label"]: other(control)})
        expect(explorer.locator(".mn-outcome")).to_have_text(outcome)
        image = explorer.locator("img")
        expect(image).to_have_attribute("src", re.compile(re.escape(f"_explorers/{file}")))
        expect(image).to_have_attribute("alt", description)
        assert image.evaluate("image => image.complete && image.naturalWidth > 0")
        expect(explorer.locator(".mn-described p")).to_have_text(description)
        explorer.get_by_role("button", name="Reset").click()
        expect(explorer.locator(".mn-outcome")).to_have_text(state(controls, found)[1])


def test_nothing_is_loaded_before_a_control_is_touched(lesson):
    page, explorer = lesson
    page.reload()
    asked = requested(page)
    page.wait_for_load_state("networkidle")
    explorer.scroll_into_view_if_needed()
    expect(explorer.locator("img")).to_be_visible()
    explorer.locator(".mn-controls").hover()
    page.wait_for_timeout(300)
    assert asked == [], "a mouse that passes by touches nothing"
    explorer.locator(".mn-controls input, .mn-controls select").first.focus()
    page.wait_for_timeout(500)
    assert any(url.endswith(".js") for url in asked)
    assert any(url.endswith((".svg", ".webp")) for url in asked), "the neighbors come ahead"


def test_the_first_picture_waits_until_it_is_near(lesson):
    image = lesson[1].locator("img")
    assert image.get_attribute("loading") == "lazy"


@pytest.mark.timed
@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize(("name", "place"), EXPLORERS)
def test_a_move_shows_within_a_tenth_of_a_second(visit, site, book, name, place, kind):
    """Once loaded and decoded: a slider goes through its values twice, and the second time counts."""
    controls, _ = told(name, place)
    ranges = [control for control in controls if control["kind"] == "range"]
    if not ranges:
        choices = [control for control in controls if len(control["texts"]) > 1]
        ranges = choices[:1]
    control = ranges[0]
    page = visit(name, address=site if kind == "http" else book.as_uri())
    explorer = page.locator(".mn-explorer").nth(place)
    field = explorer.locator(".mn-control", has_text=control["label"]).locator("input, select").first
    field.scroll_into_view_if_needed()
    there, back = ("ArrowRight", "ArrowLeft") if control["start"] == 0 else ("ArrowLeft", "ArrowRight")
    field.focus()
    for key in (there, back):
        field.press(key)
        page.wait_for_timeout(400)
    explorer.evaluate(CLOCK)
    for key in (there, back, there, back, there):
        field.press(key)
        page.wait_for_timeout(150)
    took = page.evaluate("window.took")
    assert took, "no picture was exchanged"
    assert sorted(took)[len(took) // 2] < WITHIN_MS, took


def test_a_slider_says_its_value_with_the_unit(visit):
    for name, place in EXPLORERS:
        controls, _ = told(name, place)
        page = visit(name)
        explorer = page.locator(".mn-explorer").nth(place)
        for control in controls:
            if control["kind"] == "range":
                slider = explorer.get_by_role("slider", name=control["label"])
                expect(slider).to_have_attribute("aria-valuetext", control["texts"][control["start"]])


def test_what_came_out_is_read_once_the_hand_has_come_to_rest(visit):
    name, place, control = next(
        (name, place, control)
        for name, place in EXPLORERS
        for control in told(name, place)[0]
        if control["kind"] == "range" and control["start"] + 2 < len(control["texts"])
    )
    page = visit(name)
    explorer = page.locator(".mn-explorer").nth(place)
    aloud = explorer.locator(".mn-aloud[role=status]")
    expect(aloud).to_have_text("")
    aloud.evaluate(
        """(node) => {
            window.heard = [];
            const hear = () => window.heard.push(node.textContent);
            new MutationObserver(hear).observe(node, { childList: true });
        }"""
    )
    move(explorer, control, control["start"] + 2)
    outcome = state(*told(name, place), **{control["label"]: control["start"] + 2})[1]
    expect(aloud).to_have_text(outcome)
    assert page.evaluate("window.heard") == [outcome]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_controls_stay_where_they_are_while_the_sentence_changes(visit, size):
    for name, place in EXPLORERS:
        page = visit(name, size=size)
        explorer = page.locator(".mn-explorer").nth(place)
        controls, found = told(name, place)

        def where(explorer=explorer):
            tops = "nodes => nodes.map(node => node.getBoundingClientRect().top)"
            root = explorer.bounding_box()["y"]
            return [round(top - root) for top in explorer.locator(".mn-control").evaluate_all(tops)]

        before = where()
        for control in controls:
            move(explorer, control, other(control))
            outcome = state(controls, found, **{control["label"]: other(control)})[1]
            expect(explorer.locator(".mn-outcome")).to_have_text(outcome)
            assert where() == before
            explorer.get_by_role("button", name="Reset").click()


def test_on_a_phone_the_picture_stays_in_sight_and_never_hides_what_has_the_focus(visit):
    sticks = 0
    for name, place in EXPLORERS:
        page = visit(name, size=PHONE)
        explorer = page.locator(".mn-explorer").nth(place)
        explorer.scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        if explorer.get_attribute("data-sticks") is None:
            continue
        sticks += 1
        fields = explorer.locator(".mn-controls :is(input, select, button)")
        # From below as well, where a picture that stays would be in the way.
        for field in [*fields.all(), *reversed(fields.all())]:
            page.evaluate("document.activeElement.blur()")
            field.focus()
            page.wait_for_timeout(100)
            image, box = explorer.locator("img").bounding_box(), field.bounding_box()
            assert box["y"] >= image["y"] + image["height"] - 1, (name, place)
            assert image["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"] + 1, (name, place)
    assert sticks >= len(EXPLORERS) / 2


def test_a_picture_that_cannot_be_had_is_told_and_asked_for_again(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    name, place = EXPLORERS[0]
    controls, found = told(name, place)
    page.goto(f"{site}/{name}")
    explorer = page.locator(".mn-explorer").nth(place)
    before = explorer.locator("img").get_attribute("src")
    page.route("**/_explorers/**", lambda route: route.abort())
    move(explorer, controls[0], other(controls[0]))
    expect(explorer.locator(".mn-outcome")).to_contain_text("could not be loaded")
    assert explorer.locator("img").get_attribute("src") == before
    page.unroute("**/_explorers/**")
    explorer.get_by_role("button", name="Reset").click()
    expect(explorer.locator(".mn-outcome")).to_have_text(state(controls, found)[1])
    context.close()


def test_without_a_script_there_is_the_first_picture_with_its_words(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, place in EXPLORERS:
        _, outcome, description = first(name, place)
        page.goto(f"{site}/{name}")
        explorer = page.locator(".mn-explorer").nth(place)
        explorer.scroll_into_view_if_needed()
        expect(explorer.locator("img")).to_be_visible()
        expect(explorer.locator("img")).to_have_attribute("alt", description)
        expect(explorer.locator(".mn-outcome")).to_have_text(outcome)
        expect(explorer.locator("input, select, button")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_moved_explorers_pass_axe(visit, colors, size):
    for name in dict(EXPLORERS):
        page = visit(name, colors=colors, size=size)
        for fold in page.locator(".mn-explorer .mn-described summary, .mn-fold > summary").all():
            fold.click()
        for place in range(page.locator(".mn-explorer").count()):
            controls, _ = told(name, place)
            move(page.locator(".mn-explorer").nth(place), controls[0], other(controls[0]))
        assert_accessible(page)


def test_a_prediction_is_kept_and_stands_beside_what_happens(visit):
    name = EXPLORERS[0][0]
    page = visit(name)
    asked = page.locator(".mn-quiz[data-mn=guess][data-moving] .mn-question").first
    question = asked.get_attribute("data-question")
    answer = page.locator(f".mn-quiz[data-mn=reveal][data-moving]:has([data-question={question}])")
    expect(answer.locator(".mn-feedback")).to_be_hidden()
    asked.locator("input").first.check()
    asked.get_by_role("button", name="Keep my prediction").click()
    expect(asked.locator(".mn-feedback")).to_contain_text("Your prediction is kept.")
    page.reload()
    answer.locator("summary", has_text="Your prediction, and what happens").click()
    expect(answer.locator(".mn-feedback")).to_contain_text("Your prediction")
    expect(answer.locator(".mn-reasons li").first).to_be_visible()


def test_the_whole_book_fits_on_a_stick(book):
    total = sum(path.stat().st_size for path in book.rglob("*") if path.is_file())
    assert total <= frames.MOST_BYTES_OF_THE_BOOK, f"{total / 2**20:.1f} MiB"


def test_only_pictures_of_explorers_on_a_page_are_published(book):
    wanted = set()
    for name, place in EXPLORERS:
        page = HTML / name
        found = json.loads(unescape(_TOLD.findall(page.read_text(encoding="utf-8"))[place]))
        wanted |= {Path(found["frames"]).name, *told(name, place)[1]["files"]}
    assert {path.name for path in (book / "_explorers").iterdir()} == wanted


def move_in_any_browser(browser, book):
    """Reset is pressed after a control was set by the page itself; return what is said before and after."""
    name, place = EXPLORERS[0]
    controls, found = told(name, place)
    browser.goto((book / name).as_uri())
    browser.text(".mn-explorer .mn-reset")
    node = "document.querySelector('.mn-explorer .mn-controls :is(input, select)')"
    change = other(controls[0])
    setting = (
        f"{node}.checked = {str(change == 1).lower()}"
        if controls[0]["kind"] == "switch"
        else f"{node}.value = {change}"
    )
    browser.evaluate(f"({setting}, {node}.dispatchEvent(new Event('input', {{ bubbles: true }})))")
    wanted = state(controls, found, **{controls[0]["label"]: change})[1]
    for _ in range(100):
        if browser.text(".mn-explorer .mn-outcome") == wanted:
            break
        browser.evaluate("new Promise((done) => setTimeout(done, 100))")
    said = browser.text(".mn-explorer .mn-outcome")
    return said, wanted, browser.evaluate("document.querySelector('.mn-explorer img').naturalWidth > 0")


def test_explorers_move_in_firefox_from_a_file(firefox, book):
    said, wanted, drawn = move_in_any_browser(firefox, book)
    assert said == wanted
    assert drawn


def test_the_other_driver_takes_the_same_steps(page, book):
    said, wanted, drawn = move_in_any_browser(PlaywrightPage(page), book)
    assert said == wanted
    assert drawn
