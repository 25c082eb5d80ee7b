"""The quiz as a learner of the published book meets it, in a real Chromium, over http and from a file."""

import html
import json
import re

import pytest
from playwright.sync_api import expect

from massage_neuropathy.content import load_course
from massage_neuropathy.widgets.rendering import inline
from tests.stored_record import BLOCKED, FULL, MEND, events, put, seed_record, stored, wait_until_ready

LESSON = "notebooks/01-nerves.html"


def shown(page, kind):
    """Return node and record of the first question of a type that is asked (not guessed) on the page."""
    questions = load_course().questions
    nodes = page.locator(".mn-quiz[data-mn=quiz]:not([data-place]) .mn-question")
    for node in nodes.all():
        question = questions[node.get_attribute("data-question")]
        if question.type == kind:
            return node, question
    raise AssertionError(f"no question of type {kind} on {page.url}")


def options(question, *, correct):
    return [option for option in question.options if option.correct == correct]


def choose(node, *chosen):
    for option in chosen:
        node.locator(f"input[value={option.id}]").check()


def check(node, words="very sure"):
    node.get_by_role("button", name=f"Check: {words}").click()


def words_of(text):
    """Return author's text as a learner sees it: without the marks of emphasis, with curly quotes."""
    return " ".join(html.unescape(re.sub("<[^>]+>", "", inline(text))).split())


@pytest.fixture(params=["http", "file"])
def lesson(request, page, book, site):
    """The lesson, opened over http and as a file, with a list of what went wrong on it."""
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("dialog", lambda dialog: page.trouble.append(dialog.message))
    page.goto(f"{site}/{LESSON}" if request.param == "http" else (book / LESSON).as_uri())
    page.locator(".mn-quiz[data-live]").first.wait_for()
    wait_until_ready(page)
    yield page
    assert page.trouble == []


def test_a_right_answer_is_confirmed_with_reason_source_and_passage(lesson):
    node, question = shown(lesson, "single")
    right = options(question, correct=True)[0]
    choose(node, right)
    check(node)
    status = node.get_by_role("status")
    expect(status).to_contain_text("Right; you were very sure.")
    expect(status).to_contain_text(words_of(right.rationale))
    expect(status).to_contain_text("Source")
    passage = status.get_by_role("link", name=question.teaches)
    passage.click()
    assert lesson.evaluate("document.getElementById(location.hash.slice(1)) !== null")


def test_a_wrong_answer_shows_the_reason_of_the_choice_and_of_the_right_one(lesson):
    node, question = shown(lesson, "single")
    wrong, right = options(question, correct=False)[0], options(question, correct=True)[0]
    choose(node, wrong)
    check(node, "guessing")
    status = node.get_by_role("status")
    expect(status).to_contain_text("Not the best answer; you were guessing.")
    expect(status).to_contain_text(words_of(wrong.rationale))
    expect(status).to_contain_text(words_of(right.rationale))


def test_the_first_try_counts_and_a_second_one_is_possible(lesson):
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=False)[0])
    check(node)
    choose(node, options(question, correct=True)[0])
    expect(node.get_by_role("status")).to_be_empty()
    check(node, "fairly sure")
    expect(node.get_by_role("status")).to_contain_text("Right; you were fairly sure.")
    expect(node.get_by_role("status")).to_contain_text(
        "Your first try is the one that counts; it was not right."
    )


def test_part_of_the_right_options_earns_part_of_the_mark(lesson):
    node, question = shown(lesson, "multiple")
    right = options(question, correct=True)
    choose(node, right[0])
    check(node)
    expect(node.get_by_role("status")).to_contain_text(f"You found 1 of {len(right)}")
    expect(node.get_by_role("status")).to_contain_text(f"Mark: {round(1 / len(right), 2)} of 1.")


def test_checking_without_a_choice_asks_for_one_and_records_nothing(lesson):
    node, _ = shown(lesson, "single")
    check(node)
    expect(node.get_by_role("status")).to_contain_text("Choose an answer first")
    assert events(lesson) == []


def test_an_answer_survives_a_reload(lesson):
    node, question = shown(lesson, "single")
    wrong = options(question, correct=False)[0]
    choose(node, wrong)
    check(node)
    expect(node.locator(".mn-verdict")).to_be_visible()
    lesson.reload()
    node, _ = shown(lesson, "single")
    expect(node.get_by_role("status")).to_contain_text(words_of(wrong.rationale))
    expect(node.locator(f"input[value={wrong.id}]")).to_be_checked()


def test_a_guess_is_kept_and_comes_back_beside_the_answer(lesson):
    guess = lesson.locator(".mn-quiz[data-mn=guess] .mn-question").first
    question = load_course().questions[guess.get_attribute("data-question")]
    wrong, right = options(question, correct=False)[0], options(question, correct=True)[0]
    choose(guess, wrong)
    guess.get_by_role("button", name="Keep my guess").click()
    expect(guess.get_by_role("status")).to_contain_text("Your guess is kept.")
    reveal = lesson.locator(f".mn-quiz[data-mn=reveal] [data-question={question.id}]")
    for _ in range(2):
        expect(reveal.locator(".mn-feedback")).to_contain_text(words_of(wrong.text))
        expect(reveal.locator(".mn-feedback")).to_contain_text(words_of(right.rationale))
        lesson.reload()


def test_one_button_is_enough_for_whoever_wants_it_so(lesson):
    lesson.get_by_label("Ask how sure I am").first.uncheck()
    lesson.reload()
    node, question = shown(lesson, "single")
    expect(node.get_by_role("button")).to_have_count(1)
    choose(node, options(question, correct=True)[0])
    node.get_by_role("button", name="Check", exact=True).click()
    expect(node.get_by_role("status")).to_contain_text("Right.")
    assert [event["certainty"] for event in events(lesson) if event["kind"] == "answer"] == [None]


def test_the_keyboard_alone_is_enough(lesson):
    node, question = shown(lesson, "single")
    right = options(question, correct=True)[0]
    node.locator("input").first.focus()
    lesson.keyboard.press("Space")
    for _ in range([option.id for option in question.options].index(right.id)):
        lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Tab")
    expect(node.get_by_role("button", name="Check: guessing")).to_be_focused()
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    expect(node.get_by_role("status")).to_contain_text("Right; you were very sure.")
    expect(node.get_by_role("button", name="Check: very sure")).to_be_focused()


def test_an_edited_question_voids_its_own_answer_and_no_other(lesson):
    nodes = lesson.locator(".mn-quiz[data-mn=quiz] .mn-question:has(.mn-option)")
    for number in range(2):
        nodes.nth(number).locator("input").first.check()
        check(nodes.nth(number))
    edited = nodes.first.get_attribute("data-question")
    kept = events(lesson)
    seed_record(lesson, [one | {"hash": "before"} for one in kept if one["question"] == edited])
    expect(nodes.first.get_by_role("status")).to_contain_text(
        "This question has changed since you answered it"
    )
    expect(nodes.first.locator("input:checked")).to_have_count(0)
    expect(nodes.nth(1).locator(".mn-verdict")).to_be_visible()


def test_the_answer_cannot_be_unfolded_before_the_first_try(lesson):
    node, question = shown(lesson, "single")
    expect(node.locator(".mn-answer")).to_be_hidden()
    choose(node, options(question, correct=True)[0])
    check(node)
    expect(node.locator(".mn-answer")).to_be_visible()


def test_a_kept_guess_can_no_longer_be_changed(lesson):
    guess = lesson.locator(".mn-quiz[data-mn=guess]").first
    guess.locator("input").first.check()
    guess.get_by_role("button", name="Keep my guess").click()
    expect(guess.locator("input:enabled")).to_have_count(0)


def test_pressing_check_twice_is_one_try(lesson):
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=True)[0])
    check(node)
    check(node, "guessing")
    assert len(events(lesson)) == 1
    expect(node.get_by_role("status")).not_to_contain_text("first try")


def test_questions_from_before_are_asked_afresh(lesson):
    again = lesson.locator(".mn-quiz[data-place] .mn-question").first
    question = load_course().questions[again.get_attribute("data-question")]
    here = lesson.url
    lesson.goto(here.replace("01-nerves", question.lesson))
    node = lesson.locator(f".mn-quiz[data-mn=quiz]:not([data-place]) [data-question={question.id}]")
    choose(node, options(question, correct=True)[0])
    check(node)
    expect(node.locator(".mn-verdict")).to_be_visible()
    lesson.goto(here)
    expect(again.locator("input:checked")).to_have_count(0)
    expect(again.get_by_role("status")).to_be_empty()
    choose(again, options(question, correct=False)[0])
    check(again)
    lesson.reload()
    expect(again.locator(".mn-verdict")).to_be_visible()


def test_an_answer_from_another_tab_does_not_take_away_what_is_being_chosen(lesson):
    other = lesson.context.new_page()
    other.goto(lesson.url)
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=True)[0])
    there, _ = shown(other, "single")
    choose(there, options(question, correct=False)[0])
    check(there)
    expect(there.locator(".mn-verdict")).to_be_visible()
    lesson.wait_for_timeout(300)
    assert len(events(lesson)) == 1
    expect(node.locator("input:checked")).to_have_value(options(question, correct=True)[0].id)


FOREIGN = {"broken": "{not json", "foreign": {"id": "foreign", "kind": "recipe"}}


@pytest.mark.parametrize("store", ["events", "recent"])
def test_one_unreadable_answer_does_not_hide_the_others_when_storage_is_full(lesson, store):
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=True)[0])
    check(node)
    for name in ("!first", "~last"):
        put(lesson, store, "{not json", name)
    put(lesson, "state", "damaged", "outline")
    lesson.add_init_script(FULL)
    lesson.reload()
    expect(shown(lesson, "single")[0].locator(".mn-verdict")).to_be_visible()
    expect(lesson.locator(".mn-notice").first).to_contain_text("not deleted")
    assert {"{not json"} <= {one for one in stored(lesson, store) if isinstance(one, str)}


@pytest.mark.parametrize("store", ["events", "recent"])
def test_what_cannot_be_read_is_set_aside_and_the_learner_is_told(lesson, store):
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=True)[0])
    check(node)
    for name, value in FOREIGN.items():
        put(lesson, store, value, name)
    # Rows of `events` are read when the outline is damaged, too, or all of them are wanted.
    put(lesson, "state", '[{"id": 3}]', "outline")
    lesson.reload()
    expect(lesson.locator(".mn-notice").first).to_contain_text("set aside")
    assert {json.dumps(one) for one in stored(lesson, "set-aside")} == set(map(json.dumps, FOREIGN.values()))
    assert [event["question"] for event in events(lesson)] == [question.id]
    expect(shown(lesson, "single")[0].get_by_role("status")).to_contain_text("Right")
    lesson.reload()
    expect(shown(lesson, "single")[0].get_by_role("status")).to_contain_text("Right")
    expect(lesson.locator(".mn-notice").first).not_to_contain_text("set aside")


def test_two_tabs_lose_nothing_and_see_each_other(lesson):
    other = lesson.context.new_page()
    other.goto(lesson.url)
    other.locator(".mn-quiz[data-live]").first.wait_for()
    for number, tab in enumerate([lesson, other, lesson, other]):
        node = tab.locator(".mn-quiz[data-mn=quiz] .mn-question:has(.mn-option)").nth(number)
        node.locator("input").first.check()
        check(node)
    for tab in (lesson, other):
        assert len(events(tab)) == 4
        expect(tab.locator(".mn-quiz[data-mn=quiz] .mn-verdict")).to_have_count(4)


@pytest.mark.parametrize(
    ("fault", "why"), [(BLOCKED, "is blocked"), (FULL, "is full")], ids=["blocked", "full"]
)
def test_without_storage_the_quiz_works_and_says_that_nothing_is_kept(lesson, fault, why):
    lesson.add_init_script(fault)
    lesson.reload()
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=True)[0])
    check(node)
    expect(node.get_by_role("status")).to_contain_text("Right")
    expect(node.get_by_role("status")).to_contain_text("This answer is not being kept")
    expect(node.get_by_role("status")).to_contain_text(why)
    notices = [text for text in lesson.locator(".mn-notice").all_inner_texts() if text]
    assert len(notices) == 1 and "not being kept" in notices[0]
    assert lesson.locator(".mn-notice").first.get_attribute("role") == "status"


def answer_number(page, number):
    node = page.locator(".mn-quiz[data-mn=quiz] .mn-question:has(.mn-option)").nth(number)
    node.locator("input").first.check()
    check(node)
    return node


def test_once_storage_works_again_earlier_answers_are_kept_too_and_the_notice_goes(lesson):
    lesson.evaluate(f"() => {{ {FULL} }}")
    first = answer_number(lesson, 0)
    expect(first.get_by_role("status")).to_contain_text("This answer is not being kept")
    lesson.evaluate(f"() => {{ {MEND} }}")
    answer_number(lesson, 1)
    assert len(events(lesson)) == 2
    expect(first.get_by_role("status")).not_to_contain_text("not being kept")
    assert "not being kept" not in lesson.locator(".mn-notice").first.inner_text()


def test_a_tap_before_the_script_has_arrived_does_no_harm(page, site):
    held = []
    page.route("**/*.js*", lambda route: held.append(route))
    page.goto(f"{site}/{LESSON}", wait_until="commit")
    node, question = shown(page, "single")
    right = options(question, correct=True)[0]
    choose(node, right)
    expect(node.get_by_role("button")).to_have_count(0)
    address = page.url
    for route in held:
        route.continue_()
    page.unroute("**/*.js*")
    check(node)
    expect(node.get_by_role("status")).to_contain_text("Right")
    assert page.url == address


def test_a_choice_made_before_the_script_has_arrived_is_not_replaced_by_an_older_answer(page, site):
    held = []
    page.goto(f"{site}/{LESSON}")
    wait_until_ready(page)
    node, question = shown(page, "single")
    choose(node, options(question, correct=False)[0])
    check(node)
    page.route("**/_static/*quiz*.js*", lambda route: held.append(route))
    page.goto(f"{site}/{LESSON}", wait_until="commit")
    node, question = shown(page, "single")
    right = options(question, correct=True)[0]
    choose(node, right)
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    page.unroute("**/_static/*quiz*.js*")
    wait_until_ready(page)
    expect(node.locator(f"input[value={right.id}]")).to_be_checked()
    check(node)
    expect(node.get_by_role("status")).to_contain_text("Right; you were very sure.")


def test_without_script_each_question_reads_well_with_its_answer_folded_under_it(chromium, book):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((book / LESSON).as_uri())
    nodes = page.locator(".mn-question")
    assert nodes.count() >= 5
    for fold in page.locator(".mn-fold > summary").all():
        fold.click()
    for node in nodes.all():
        expect(node.locator("button")).to_have_count(0)
        summary = node.locator("details.mn-answer > summary")
        expect(summary).to_be_visible()
        expect(node.locator(".mn-why").first).to_be_hidden()
        summary.click()
        expect(node.locator(".mn-why").first).to_be_visible()
    context.close()


def test_nothing_is_torn_between_printed_pages(lesson):
    """On paper a figure is no taller than a page of Letter size within its margins, and rows stay whole."""
    lesson.emulate_media(media="print")
    for figure in lesson.locator(".mn-figure").all():
        assert figure.bounding_box()["height"] <= 0.97 * (11 * 96 - 2 * 68)
    assert lesson.locator("tr").first.evaluate("node => getComputedStyle(node).breakInside") == "avoid"
    for words in lesson.locator(".mn-described").all():
        expect(words).to_be_hidden()
    for reveal in lesson.locator(".mn-quiz[data-mn=reveal]:not([data-moving])").all():
        expect(reveal).to_be_visible()
    # What could be seen by moving a figure is told on paper, where nothing moves.
    for fold in lesson.locator(".mn-fold:not(.mn-quiz *) p").all():
        expect(fold).to_be_visible()


def test_print_leaves_room_to_answer_and_puts_the_key_at_the_end(lesson):
    node, question = shown(lesson, "single")
    choose(node, options(question, correct=True)[0])
    check(node)
    lesson.emulate_media(media="print")
    expect(node.get_by_text(words_of(question.stem))).to_be_visible()
    for hidden in (".mn-answer", ".mn-feedback", ".mn-actions", ".mn-mark"):
        for one in lesson.locator(hidden).all():
            expect(one).to_be_hidden()
    room = node.evaluate("node => parseFloat(getComputedStyle(node, '::after').height)")
    assert room >= 40
    key = lesson.locator(".mn-key")
    expect(key).to_be_visible()
    asked = lesson.locator(".mn-quiz:not([data-mn=reveal]) .mn-question").count()
    expect(key.locator("li")).to_have_count(asked)
    lesson.emulate_media(media="screen")
    expect(key).to_be_hidden()


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_is_wider_than_the_screen(lesson, width):
    lesson.set_viewport_size({"width": width, "height": 800})
    for kind in ("single", "multiple"):
        node, question = shown(lesson, kind)
        choose(node, options(question, correct=False)[0])
        check(node)
    assert lesson.evaluate("document.documentElement.scrollWidth") <= width
    for node in lesson.locator(".mn-question").all():
        box = node.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_no_state_is_told_by_color_alone(lesson):
    lesson.emulate_media(forced_colors="active", reduced_motion="reduce")
    node, question = shown(lesson, "single")
    wrong, right = options(question, correct=False)[0], options(question, correct=True)[0]
    choose(node, wrong)
    check(node)
    for option, words in ((wrong, "Not right"), (right, "Right, not chosen")):
        label = node.locator("label", has=lesson.locator(f"input[value={option.id}]"))
        expect(label.get_by_text(words, exact=True)).to_be_visible()
