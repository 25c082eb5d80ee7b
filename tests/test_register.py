"""The register of claims: all of it can be read, and with a script searched and filtered, with no request."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from small_course import edit, write_project

from massage_neuropathy.content import load_course
from massage_neuropathy.sphinx_ext.assets import script
from massage_neuropathy.sphinx_ext.page import content_security_policy
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS
from massage_neuropathy.widgets.register import (
    claims_register,
    conflicting,
    contradictions,
    render_contradictions,
    render_register,
)
from tests.conftest import ROOT
from tests.test_book_in_browser import assert_accessible

BOOK_CSS = ROOT / "book/_static/book.css"
LIGHT, FIRM, FEET = (
    "Begin lightly and press harder later.",
    "Begin with firm pressure.",
    "Every foot over forty",
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return load_course(write_project(tmp_path_factory.mktemp("small")) / "massage_neuropathy/content")


def write_page(course, path):
    """Write a page with both widgets, as strict as those of the book."""
    css = COURSE_CSS.read_text(encoding="utf-8") + BOOK_CSS.read_text(encoding="utf-8")
    js = script(bundle("register_page.js"))
    path.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Register</title>"
        '<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{content_security_policy([js], css)}">'
        f"<style>{css}</style><body><main><h1>Claims</h1><h2>All</h2>{render_register(course)}"
        f"<h2>Pairs</h2>{render_contradictions(course)}</main><script>{js}</script>",
        encoding="utf-8",
    )
    return path.as_uri()


@pytest.fixture(scope="module")
def document(course, tmp_path_factory):
    return write_page(course, tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def register(page, document):
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("request", lambda request: page.trouble.append(request.url) if request.url != document else None)
    page.goto(document)
    page.get_by_role("search").wait_for()
    yield page
    assert page.trouble == []


def shown(page):
    texts = page.locator("[data-mn=register] .mn-claim:visible .mn-claim-text").all_inner_texts()
    return [next(part for part in (LIGHT, FIRM, FEET) if part in text) for text in texts]


def test_every_claim_stands_with_verdict_finding_words_and_sources(register):
    expect(register.get_by_role("status")).to_have_text("3 of 3 claims")
    claim = register.locator("[data-mn=register] .mn-claim", has_text=LIGHT).first
    for words in (
        "Article A",
        "Partly",
        "What was found: A light start is sound.",
        "What to say: We begin lightly and ask",
        "Article B says otherwise: Begin with firm pressure.",
        "Source: Smith and van der Berg 2019.",
    ):
        expect(claim).to_contain_text(words)
    headings = register.locator("[data-mn=register] h3").all_inner_texts()
    assert headings == ["Prevalence", "Technique"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("FIRM pressure", [LIGHT, FIRM]), ("seven surveys", [FEET]), ("ginsberg", [FEET]), ("zebra", [])],
)
def test_a_search_finds_claims_with_all_its_words(register, typed, found):
    register.get_by_role("searchbox", name="Search").fill(typed)
    assert shown(register) == found
    hint = "" if found else ": try another word, or show all"
    expect(register.get_by_role("status")).to_have_text(f"{len(found)} of 3 claims{hint}")


def test_filters_narrow_the_list_together_and_are_taken_back(register):
    verdict = register.get_by_role("combobox", name="Verdict")
    assert verdict.locator("option").all_inner_texts() == [
        "All",
        "Contradicted",
        "Partly",
        "Unsupported",
    ]
    register.get_by_role("combobox", name="Topic").select_option("Technique")
    assert shown(register) == [LIGHT, FIRM]
    expect(register.get_by_role("heading", name="Prevalence")).to_be_hidden()
    verdict.select_option("Unsupported")
    assert shown(register) == [FIRM]
    register.get_by_role("combobox", name="Article").select_option("A")
    assert shown(register) == []
    register.get_by_role("button", name="Show all").click()
    assert shown(register) == [FEET, LIGHT, FIRM]
    expect(verdict).to_have_value("")


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_register_is_no_barrier(register, colors):
    register.evaluate("colors => { document.documentElement.dataset.theme = colors; }", colors)
    assert_accessible(register)


def test_the_keyboard_alone_is_enough(register):
    register.get_by_role("searchbox", name="Search").focus()
    for name in ("Verdict", "Topic", "Article"):
        register.keyboard.press("Tab")
        expect(register.get_by_role("combobox", name=name)).to_be_focused()
    register.keyboard.press("ArrowDown")
    assert shown(register) == [LIGHT]
    register.keyboard.press("Tab")
    register.keyboard.press("Enter")
    assert shown(register) == [FEET, LIGHT, FIRM]


def test_on_paper_every_claim_is_there_whatever_was_searched(register):
    register.get_by_role("searchbox", name="Search").fill("zebra")
    register.emulate_media(media="print")
    assert shown(register) == [FEET, LIGHT, FIRM]
    expect(register.get_by_role("heading", name="Prevalence")).to_be_visible()
    expect(register.locator(".mn-filters")).to_be_hidden()


def test_without_script_everything_is_there_and_no_control_is_dead(chromium, document):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(document)
    assert shown(page) == [FEET, LIGHT, FIRM]
    expect(page.locator("input, select, button")).to_have_count(0)
    context.close()


def test_claims_that_conflict_stand_side_by_side_and_stacked_on_a_phone(register):
    pair = register.locator(".mn-pair")
    expect(pair).to_have_count(1)
    register.set_viewport_size({"width": 1000, "height": 800})
    one, other = (claim.bounding_box() for claim in pair.locator(".mn-claim").all())
    assert one["y"] == other["y"] and one["x"] + one["width"] < other["x"]
    register.set_viewport_size({"width": 320, "height": 800})
    one, other = (claim.bounding_box() for claim in pair.locator(".mn-claim").all())
    assert one["y"] + one["height"] <= other["y"]
    assert register.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_pair_is_shown_once_although_both_claims_name_it(course):
    assert [(one.article, other.article) for one, other in conflicting(course)] == [("A", "B")]


def test_authors_words_are_shown_as_typed(tmp_path):
    root = write_project(tmp_path)
    harmful = "<script>window.harmed = 1</script>"
    edit(root, "massage_neuropathy/content/claims.yml", "Begin with firm pressure.", harmful)
    course = load_course(root / "massage_neuropathy/content")
    for html in (render_register(course), render_contradictions(course)):
        assert "<script>" not in html and "&lt;script&gt;" in html


def test_the_course_has_both_as_widgets_with_html_and_a_line_of_text():
    for widget, text in ((claims_register(), "Register of "), (contradictions(), "Contradictions, ")):
        bundle, _ = widget._repr_mimebundle_()
        assert bundle["text/html"] == widget.html
        assert bundle["text/plain"].startswith(text)
        assert "application/vnd.jupyter.widget-view+json" in bundle


def many(course, count):
    """The course with as many claims as it takes, each in conflict with the next."""
    first = next(iter(course.claims.values()))
    names = [f"claim-{i:02d}" for i in range(count)]
    claims = {
        name: first.model_copy(update={"id": name, "claim": f"Claim {name}.", "conflicts_with": (other,)})
        for name, other in zip(names, [*names[1:], names[0]], strict=True)
    }
    return replace(course, claims=claims)


@pytest.fixture
def long_register(page, course, tmp_path):
    """A page with more claims and pairs than are shown at once."""
    page.goto(write_page(many(course, 23), tmp_path / "page.html"))
    page.get_by_role("search").wait_for()
    return page


def test_a_long_list_is_shown_in_steps_and_the_focus_goes_to_what_is_new(long_register):
    claims = long_register.locator("[data-mn=register] .mn-claim:visible")
    expect(claims).to_have_count(10)
    expect(long_register.get_by_role("status")).to_have_text("23 of 23 claims")
    more = long_register.locator("[data-mn=register] .mn-more")
    more.click()
    expect(claims).to_have_count(20)
    expect(claims.nth(10)).to_be_focused()
    expect(more).to_have_text("Show 3 more")
    more.click()
    expect(claims).to_have_count(23)
    expect(more).to_be_hidden()


def test_a_new_search_begins_at_the_first_step_and_finds_what_was_not_shown(long_register):
    long_register.locator("[data-mn=register] .mn-more").click()
    search = long_register.get_by_role("searchbox", name="Search")
    search.fill("claim-22")
    claims = long_register.locator("[data-mn=register] .mn-claim:visible .mn-claim-text")
    expect(claims.first).to_contain_text("Claim claim-2")
    search.fill("")
    expect(long_register.locator("[data-mn=register] .mn-claim:visible")).to_have_count(10)


def test_pairs_are_shown_in_steps_too_and_all_of_them_are_printed(long_register):
    pairs = long_register.locator(".mn-pair:visible")
    expect(pairs).to_have_count(5)
    long_register.locator("[data-mn=contradictions] .mn-more").click()
    expect(pairs).to_have_count(10)
    long_register.emulate_media(media="print")
    expect(pairs).to_have_count(23)
    expect(long_register.locator(".mn-more:visible")).to_have_count(0)
