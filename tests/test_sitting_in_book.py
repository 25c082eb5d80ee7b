"""Starting check, final and practice as a learner of the published book meets them, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from massage_neuropathy.draw import draw_chance, draw_final, draw_start
from tests.sitting_by_hand import (
    INDEX,
    QUESTIONS,
    SEED,
    Told,
    give,
    given,
    is_unsafe,
    newest,
    right,
    safety,
    unsafe,
)
from tests.stored_record import (
    KEEP_CONNECTIONS,
    NEVER_AGAIN,
    close_database,
    events,
    seed_record,
    wait_until_ready,
)
from tests.test_book_in_browser import DESKTOP, PHONE, assert_accessible, visit

__all__ = ["visit"]

FINAL, PRACTICE, START = (
    "notebooks/21-final.html",
    "notebooks/20-practice.html",
    "notebooks/00-start.html",
)
# Reads the scores of forty pictures and texts on a slow machine.
PATIENT = 20_000


def press(page, name, exact=False):
    page.get_by_role("button", name=name, exact=exact).click()


def heading(page, words):
    return page.get_by_role("heading", name=words)


def study(page):
    return page.locator(".mn-study[data-live]")


def shown(page):
    """The question that is asked now: its node and its id."""
    asked = page.locator(".mn-stage .mn-question:has(.mn-actions:not(:empty), .mn-flag)").last
    name = asked.get_attribute("data-question")
    return page.locator(f".mn-stage .mn-question[data-question='{name}']"), name


def begin_final(page):
    press(page, "Begin", exact=True)
    expect(heading(page, "Question 1 of 40")).to_be_focused()


def another_tab(page):
    tab = page.context.new_page()
    tab.goto(page.url)
    return tab


def go_on(page):
    """Come back to a sitting that was left."""
    expect(heading(page, "Go on where you were")).to_be_visible()
    press(page, "Continue")


def ids_of_final():
    return draw_final(INDEX, {}, SEED)


def seeded(visit, told, name=FINAL, **how):
    """A page whose browser holds what was told before."""
    page = visit(name, **how)
    events_told = told if isinstance(told, list) else told.events
    seed_record(page, events_told)
    return page


def at_the_time(page, now):
    """Load the page again as if its clock stood still (that of Playwright takes the marks of time away)."""
    page.add_init_script(
        """
        const now = Date.parse("NOW");
        globalThis.Date = class extends Date {
            constructor(...given) { super(...(given.length ? given : [now])); }
            static now() { return now; }
        };
        """.replace("NOW", now)
    )
    page.reload()


def worked_on(ids, wrong=(), open_ids=()):
    """A final in which all but `open_ids` is answered, `wrong` unsafely."""
    told = Told("final", ids)
    for name in ids:
        if name not in open_ids:
            told.answer(name, unsafe(name) if name in wrong else right(name))
    return told


def continue_and_finish(page):
    go_on(page)
    press(page, "Finish …")
    press(page, re.compile("^Finish (now|all the same)"))


# ------------------------------------------------------------------------------------------ before


def test_what_is_judged_stands_on_the_page_before_the_test(visit):
    page = visit(FINAL)
    expect(heading(page, "How it is judged")).to_be_visible()
    scale = page.locator(".mn-scale")
    for words in (
        "at least 32 marks of 40",
        "second chance",
        "up to three",
        "never counted",
        "license",
        "Too careful",
    ):
        expect(scale).to_contain_text(words)
    kept_back = len(INDEX["reserved"])
    expect(study(page)).to_contain_text(f"You have not seen {kept_back} of the {kept_back} questions")
    assert events(page) == []


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_every_screen_of_the_final_is_accessible(visit, colors):
    ids = ids_of_final()
    bad = safety(ids)[:1]
    page = seeded(visit, worked_on(ids, wrong=bad, open_ids=ids[:1]), colors=colors, size=PHONE)
    expect(heading(page, "Go on where you were")).to_be_visible()
    assert_accessible(page)
    press(page, "Give up this sitting …")
    assert_accessible(page)
    press(page, "Keep it")
    press(page, "Continue")
    page.locator(".mn-navigator summary").click()
    press(page, "Mark for review")
    press(page, "Show a clock")
    assert_accessible(page)
    press(page, "Show all on one page")
    expect(page.locator(".mn-stage .mn-question")).to_have_count(40)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(page)
    press(page, "Finish …")
    expect(heading(page, "1 question not answered in full")).to_be_focused()
    assert_accessible(page)
    give(*_with_right(page.locator(f".mn-question[data-question={ids[0]}]"), ids[0]))
    press(page, "Finish …")
    press(page, "Finish now")
    expect(heading(page, "Second chance 1 of 1")).to_be_focused()
    assert_accessible(page)
    node, fresh = shown(page)
    give(node, fresh, right(fresh))
    press(page, "Answer for good")
    expect(page.get_by_text("That is safe.")).to_be_visible()
    assert_accessible(page)
    press(page, "See the result")
    expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)
    assert_accessible(page)


def _with_right(node, name):
    return node, name, right(name)


# ------------------------------------------------------------------------------------- whole sittings


def test_a_whole_final_with_reloads_and_a_closed_tab_loses_nothing(visit):
    first = visit(FINAL, size=PHONE)
    page = another_tab(first)
    begin_final(page)
    for number in range(1, 41):
        expect(heading(page, f"Question {number} of 40")).to_be_focused()
        node, name = shown(page)
        expect(page.locator(".mn-answer"), "the reasons stand in the page").to_have_count(0)
        give(node, name, right(name))
        if number == 1:
            node.get_by_label("very sure").check()
        if number == 5:
            press(page, "Mark for review")
        if number in (12, 30):
            # Left in the middle of a question: reloaded, or closed and opened again.
            if number == 12:
                page.reload()
            else:
                page.close()
                page = another_tab(first)
            expect(study(page)).to_contain_text(f"{number} of 40 answered, 1 marked")
            press(page, "Continue")
            if number < 40:
                expect(heading(page, f"Question {number + 1} of 40")).to_be_focused()
                press(page, "Previous")
            node, again = shown(page)
            assert again == name
            assert sorted(given(node, name)) == sorted(right(name))
        if number < 40:
            press(page, "Next")
    press(page, "Finish …")
    expect(heading(page, "Hand it in?")).to_be_focused()
    expect(page.get_by_text("Marked for review: 5.")).to_be_visible()
    press(page, "Finish now")
    expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)
    sitting = newest(events(page), "final")
    assert sitting.closed and len(sitting.ids) == 40
    assert {name: sorted(event.options) for name, event in sitting.answers.items()} == {
        name: sorted(right(name)) for name in sitting.ids
    }
    assert sitting.answers[sitting.ids[0]].certainty == "very-sure"
    assert sitting.flags == {sitting.ids[4]}


def test_an_unsafe_answer_has_a_second_chance(visit):
    ids = ids_of_final()
    bad = safety(ids)[:2]
    page = seeded(visit, worked_on(ids, wrong=bad))
    continue_and_finish(page)
    for number, old in enumerate(bad, 1):
        expect(heading(page, f"Second chance {number} of 2")).to_be_focused()
        expect(page.locator(f".mn-question[data-question={old}] .mn-reasons")).to_contain_text("You ")
        if number == 1:
            page.reload()  # The fresh question stays the same one.
            expect(heading(page, "Second chance 1 of 2")).to_be_visible()
        node, fresh = shown(page)
        assert QUESTIONS[fresh].twin == QUESTIONS[old].twin and fresh not in ids
        press(page, "Answer for good")
        expect(node.locator(".mn-feedback")).to_contain_text(re.compile("first", re.IGNORECASE))
        give(node, fresh, right(fresh))
        press(page, "Answer for good")
        expect(node.locator(".mn-feedback")).to_contain_text("That is safe.")
        expect(node.locator("input:enabled, select:enabled")).to_have_count(0)
        press(page, "Next" if number == 1 else "See the result", exact=True)
    expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)
    sitting = newest(events(page), "final")
    assert [chance.of for chance in sitting.chances] == bad
    assert len([event for event in events(page) if event["kind"] == "chance"]) == 2
    assert sitting.closed


def test_a_second_chance_is_drawn_from_what_was_seen_when_the_sitting_began(visit):
    """A provider draws it again: a starting check that was taken in between is no part of that."""
    ids = ids_of_final()
    bad = safety(ids)[0]
    fresh = draw_chance(INDEX, {}, SEED, bad, ids)
    told = worked_on(ids, wrong=[bad]).finish()
    between = Told("start", [fresh], day="2026-11-19").finish().closed()
    page = seeded(visit, told.events + between.events)
    expect(heading(page, "Second chance 1 of 1")).to_be_visible()
    assert shown(page)[1] == fresh


def test_what_another_device_has_answered_after_the_finish_takes_nothing_back(visit):
    ids = ids_of_final()
    name = safety(ids)[0]
    told = worked_on(ids, wrong=[name]).answer(name, right(name)).finish().answer(name, unsafe(name))
    page = seeded(visit, told)
    expect(heading(page, "Your result")).to_be_visible(timeout=PATIENT)
    sitting = newest(events(page), "final")
    assert sitting.closed and sitting.chances == ()


@pytest.mark.parametrize("opens", [True, False], ids=["opens again", "never again"])
def test_a_final_ends_with_its_result_though_the_browser_has_closed_the_database(visit, opens):
    page = visit(FINAL)
    page.add_init_script(KEEP_CONNECTIONS)
    seed_record(page, worked_on(ids_of_final()).events)
    go_on(page)
    press(page, "Finish …")
    close_database(page)
    if not opens:
        page.evaluate(f"() => {{ {NEVER_AGAIN} }}")
    press(page, "Finish now")
    expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)
    if opens:
        assert newest(events(page), "final").closed
    else:
        expect(page.locator(".mn-notice").first).to_contain_text("not being kept")


def test_an_unsafe_second_answer_ends_the_test(visit):
    ids = ids_of_final()
    bad = safety(ids)[:2]
    page = seeded(visit, worked_on(ids, wrong=bad))
    continue_and_finish(page)
    node, fresh = shown(page)
    wrong = unsafe(fresh)
    assert is_unsafe(fresh, wrong)
    give(node, fresh, wrong)
    press(page, "Answer for good")
    expect(node.locator(".mn-feedback")).to_contain_text("the test ends here")
    sitting = newest(events(page), "final")
    assert sitting.closed and len(sitting.chances) == 1
    press(page, "See the result")
    expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)


def test_four_unsafe_answers_send_one_to_study_first(visit):
    ids = ids_of_final()
    page = seeded(visit, worked_on(ids, wrong=safety(ids)[:4]))
    continue_and_finish(page)
    expect(heading(page, "First study, then try again")).to_be_focused()
    sitting = newest(events(page), "final")
    assert sitting.closed and sitting.chances == ()
    press(page, "See the result")
    expect(heading(page, "Your result")).to_be_focused(timeout=PATIENT)


def test_an_open_safety_question_has_a_second_chance_too(visit):
    ids = ids_of_final()
    left = safety(ids)[0]
    page = seeded(visit, worked_on(ids, open_ids=[left]))
    go_on(page)
    place = ids.index(left) + 1
    expect(heading(page, f"Question {place} of 40")).to_be_focused()
    press(page, "Finish …")
    expect(page.get_by_text(f"Still open: {place}.")).to_be_visible()
    press(page, f"Go to question {place}")
    expect(heading(page, f"Question {place} of 40")).to_be_focused()
    press(page, "Finish …")
    press(page, "Finish all the same")
    expect(heading(page, "What you left open, and what is right")).to_be_visible()


def test_the_finish_box_says_what_open_questions_do_and_leads_back_to_them(visit):
    ids = ids_of_final()
    page = seeded(visit, worked_on(ids, open_ids=ids[:5]))
    go_on(page)
    press(page, "Finish …")
    box = page.locator(".mn-asking")
    expect(box).to_contain_text("Four or more safety questions that are open or answered unsafely end this")
    expect(box).to_contain_text("You can sit again tomorrow.")
    filled = box.locator(".mn-finish")
    expect(filled).to_have_text("Go to question 1")
    page.keyboard.press("Escape")
    expect(box).to_be_empty()
    expect(page.get_by_role("button", name="Finish …")).to_be_focused()


def test_with_all_answered_the_filled_button_of_the_finish_box_finishes(visit):
    page = seeded(visit, worked_on(ids_of_final()))
    go_on(page)
    press(page, "Finish …")
    expect(page.locator(".mn-asking .mn-finish")).to_have_text("Finish now")
    expect(page.locator(".mn-asking")).not_to_contain_text("Four or more")


def test_on_a_phone_the_next_title_comes_to_the_top(visit):
    page = seeded(visit, Told("final", ids_of_final()), size=PHONE)
    go_on(page)
    for number in (2, 3):
        press(page, "Next")
        title = heading(page, f"Question {number} of 40")
        expect(title).to_be_focused()
        assert 0 <= title.bounding_box()["y"] < 200


def test_the_signs_of_the_numbers_are_explained_above_them(visit):
    page = seeded(visit, Told("final", ids_of_final()), size=PHONE)
    go_on(page)
    page.locator(".mn-navigator summary").click()
    key = page.locator(".mn-keys:has(~ .mn-numbers)")
    for words in ("\u25cb open", "\u25d0 begun", "\u2713 answered", "\u2691 marked for review"):
        expect(key).to_contain_text(words)


def test_one_goes_on_behind_the_question_that_was_answered_last(visit):
    ids = ids_of_final()
    page = seeded(visit, Told("final", ids).answer(ids[5], right(ids[5])))
    go_on(page)
    expect(heading(page, "Question 7 of 40")).to_be_focused()


# --------------------------------------------------------------------------------------- in the sitting


def test_numbers_half_done_items_and_marks_outlast_a_reload(visit):
    ids = ids_of_final()
    page = seeded(visit, Told("final", ids), size=DESKTOP)
    go_on(page)
    kinds = {QUESTIONS[name].type: name for name in ids}
    wanted = {
        "numeric": ["7"],
        "matching": right(kinds["matching"])[:1],
        "multiple": right(kinds["multiple"])[:1],
    }
    for kind, options in wanted.items():
        name = kinds[kind]
        press(page, re.compile(f"^Question {ids.index(name) + 1}:"))
        give(shown(page)[0], name, options)
        if kind == "numeric":
            # Kept in a pause of typing already, not only when the field is left.
            number = re.compile(f"^Question {ids.index(name) + 1}: answered")
            expect(page.get_by_role("button", name=number)).to_be_visible()
    press(page, "Mark for review")
    page.reload()
    go_on(page)
    for kind, options in wanted.items():
        number = ids.index(kinds[kind]) + 1
        state = "begun" if kind == "matching" else "answered"
        marked = ", marked for review" if kind == "multiple" else ""
        press(page, f"Question {number}: {state}{marked}", exact=True)
        assert given(shown(page)[0], kinds[kind]) == options


def test_a_number_typed_in_the_moment_of_leaving_is_kept_though_the_database_is_silent(visit):
    page = visit(FINAL)
    page.add_init_script("if (location.search === '?deaf') IDBFactory.prototype.open = () => ({});")
    page.goto(f"{page.url}?deaf")
    begin_final(page)
    press(page, "Show all on one page")
    with page.expect_navigation():
        page.evaluate(
            """(home) => {
                const field = document.querySelector(".mn-stage .mn-question input[type=text]");
                field.value = "7";
                field.dispatchEvent(new Event("input", { bubbles: true }));
                location.href = home;
            }""",
            page.url.split("?")[0],
        )
    wait_until_ready(page)
    kept = newest(events(page), "final").answers.values()
    assert [list(event.options) for event in kept] == [["7"]]


def test_what_is_no_number_is_said_and_taking_a_choice_back_leaves_the_question_open(visit):
    ids = ids_of_final()
    page = seeded(visit, Told("final", ids))
    go_on(page)
    kinds = {QUESTIONS[name].type: name for name in ids}
    press(page, re.compile(f"^Question {ids.index(kinds['numeric']) + 1}:"))
    node, _ = shown(page)
    node.get_by_role("textbox").fill("many")
    expect(node.get_by_role("status")).to_contain_text("could not be read as a number")
    place = ids.index(kinds["multiple"]) + 1
    press(page, re.compile(f"^Question {place}:"))
    node, _ = shown(page)
    node.locator("input[type=checkbox]").first.check()
    expect(page.get_by_role("button", name=f"Question {place}: answered")).to_be_visible()
    node.locator("input[type=checkbox]").first.uncheck()
    expect(page.get_by_role("button", name=f"Question {place}: open")).to_be_visible()
    assert newest(events(page), "final").answers == {}


def test_two_tabs_show_the_later_answer(visit):
    ids = ids_of_final()
    page = seeded(visit, Told("final", ids))
    other = another_tab(page)
    asked = next(name for name in ids if QUESTIONS[name].type == "single")
    for tab in (page, other):
        go_on(tab)
        press(tab, re.compile(f"^Question {ids.index(asked) + 1}:"))
    for tab, options in ((page, unsafe_or_wrong(asked)), (other, right(asked))):
        tab.bring_to_front()
        give(shown(tab)[0], asked, options)
    page.bring_to_front()
    expect(shown(page)[0].locator(f"input[value='{right(asked)[0]}']")).to_be_checked()
    assert list(newest(events(page), "final").answers[asked].options) == right(asked)


def unsafe_or_wrong(name):
    options = [option.id for option in QUESTIONS[name].options]
    return [option for option in options if option not in right(name)][:1]


def test_the_keyboard_alone_is_enough(visit):
    page = seeded(visit, Told("final", ids_of_final()), size=DESKTOP)
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")
    for number in (1, 2, 3):
        expect(heading(page, f"Question {number} of 40")).to_be_focused()
        page.keyboard.press("Tab")
        kind = QUESTIONS[shown(page)[1]].type
        if kind == "numeric":
            page.keyboard.type("12")
        elif kind == "ordering":
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        elif kind == "matching":
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.press("Space")
        expect(
            page.get_by_role("button", name=re.compile(f"^Question {number}: (answered|begun)"))
        ).to_be_visible()
        for _ in range(40):
            if page.evaluate("document.activeElement.textContent") == "Next":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert len(newest(events(page), "final").answers) == 3


def test_options_stand_in_the_order_of_the_sitting_and_pictures_keep_theirs(visit):
    ids = ids_of_final()
    orders = []
    for seed in (SEED, "fedcba9876543210"):
        page = seeded(visit, Told("final", ids, seed=seed))
        go_on(page)
        press(page, "Show all on one page")
        nodes = {name: page.locator(f".mn-stage .mn-question[data-question={name}]") for name in ids}
        orders.append(
            {
                name: [box.get_attribute("value") for box in node.locator(".mn-option input").all()]
                for name, node in nodes.items()
            }
        )
    told = {
        name: [option.id for option in QUESTIONS[name].options]
        for name in ids
        if QUESTIONS[name].type in ("single", "multiple")
    }
    moved = [name for name in told if orders[0][name] != orders[1][name]]
    assert len(moved) > 15
    for name, options in told.items():
        assert sorted(orders[0][name]) == sorted(options)
        if QUESTIONS[name].picture:
            assert orders[0][name] == orders[1][name] == options


def test_a_clock_is_there_only_for_whoever_wants_one(visit):
    page = visit(FINAL)
    page.get_by_label("Show a clock").check()
    page.get_by_label("Ask how sure I am").uncheck()
    begin_final(page)
    expect(page.get_by_text("0 minutes used, 50 left")).to_be_visible()
    expect(page.get_by_text("How sure are you?")).to_have_count(0)
    press(page, "Hide the clock")
    expect(page.get_by_text("minutes used")).to_be_hidden()
    page.reload()
    go_on(page)
    expect(page.get_by_role("button", name="Show a clock")).to_be_visible()


def test_where_nothing_can_be_kept_the_learner_is_told(visit):
    page = visit(FINAL)
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no'); } });"
    )
    page.reload()
    begin_final(page)
    give(*_with_right(*shown(page)))
    expect(page.locator(".mn-kept")).to_contain_text("not being kept")
    expect(page.locator(".mn-study .mn-notice")).to_contain_text("not being kept")


# ------------------------------------------------------------------------- sittings that are not as they were


def test_a_question_that_changed_is_asked_again(visit):
    ids = ids_of_final()
    told = Told("final", ids, bank="before")
    told.answer(ids[0], right(ids[0]), hash="before")
    told.answer(ids[1], right(ids[1]))
    page = seeded(visit, told)
    expect(study(page)).to_contain_text("Some questions of the course have changed since")
    go_on(page)
    node, name = shown(page)
    assert name == ids[0]
    expect(node.get_by_role("status")).to_contain_text("This question has changed since you answered it")
    expect(page.get_by_role("button", name="Question 2: answered")).to_be_visible()
    give(node, name, right(name))
    expect(page.get_by_role("button", name="Question 1: answered")).to_be_visible()


def test_a_sitting_whose_questions_are_gone_is_begun_anew_on_the_same_day(visit):
    ids = [*ids_of_final()[:-1], "no-longer-there"]
    told = Told("final", ids, bank="before")
    page = seeded(visit, told)
    expect(study(page)).to_contain_text("1 question of this sitting is no longer in it")
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)
    press(page, "Give up this sitting …")
    press(page, "Give it up", exact=True)
    begin_final(page)
    assert "no-longer-there" not in newest(events(page), "final").ids


def test_a_sitting_that_is_given_up_is_not_judged(visit):
    page = seeded(visit, Told("final", ids_of_final()))
    press(page, "Give up this sitting …")
    press(page, "Give it up", exact=True)
    expect(study(page)).to_contain_text("You can sit again from")
    expect(page.get_by_role("button", name="Begin")).to_have_count(0)
    sitting = newest(events(page), "final")
    assert sitting.left and sitting.closed


def test_the_newest_of_several_sittings_goes_on_and_the_others_are_listed(visit):
    ids = ids_of_final()
    older = Told("final", ids, seed="a" * 16, day="2026-11-10").answer(ids[0], right(ids[0]))
    newer = Told("final", ids, seed="b" * 16)
    page = seeded(visit, older.events + newer.events)
    expect(study(page)).to_contain_text("0 of 40 answered")
    expect(heading(page, "Also unfinished")).to_be_visible()
    press(page, "Go on with this one")
    expect(heading(page, "Question 2 of 40")).to_be_focused()


def test_a_retake_opens_on_the_next_day_with_other_questions(visit):
    ids = ids_of_final()
    told = worked_on(ids).finish().closed()
    page = seeded(visit, told)
    at_the_time(page, "2026-11-18T12:00:00Z")
    expect(heading(page, "Your result")).to_be_visible(timeout=PATIENT)
    expect(study(page)).to_contain_text("You can sit again from Thursday, November 19")
    expect(page.get_by_role("button", name="Begin", exact=True)).to_have_count(0)
    at_the_time(page, "2026-11-17T12:00:00Z")
    expect(study(page)).to_contain_text("Is its clock behind?", timeout=PATIENT)
    at_the_time(page, "2026-11-19T07:00:00Z")
    expect(study(page)).to_contain_text(
        f"You have not seen {len(INDEX['reserved']) - 40} of the", timeout=PATIENT
    )
    press(page, "Begin", exact=True)
    expect(heading(page, "Question 1 of 40")).to_be_focused()
    assert not set(newest(events(page), "final").ids) & set(ids)


@pytest.mark.parametrize("kind", ["practice", "start"])
def test_an_answer_to_earlier_words_stays_none_when_the_record_changes(visit, kind):
    practice = [one["id"] for one in INDEX["practice"] if one["type"] == "single"][:3]
    ids = practice if kind == "practice" else draw_start(INDEX, {}, SEED)
    told = Told(kind, ids, bank="before").answer(ids[0], right(ids[0]), hash="before")
    page = seeded(visit, told, name=PRACTICE if kind == "practice" else START)
    go_on(page)
    node, name = shown(page)
    assert name == ids[0]
    give(node, name, right(name))
    other = another_tab(page)
    go_on(other)
    other.locator(".mn-study").get_by_role("button", name="Skip this one").click()
    expect(heading(other, "Question 2 of")).to_be_focused()
    asked, second = shown(other)
    give(asked, second, right(second))
    asked.get_by_role("button", name=re.compile(": guessing$")).click()
    expect(
        heading(other, "Question 2 of") if kind == "practice" else heading(other, "Question 3 of")
    ).to_be_visible()
    other.close()
    page.bring_to_front()
    # What is chosen here is still to be given, and counts as it is given.
    expect(node.locator(".mn-verdict")).to_have_count(0)
    assert given(node, name) == right(name)
    node.get_by_role("button", name=re.compile(": very sure$")).click()
    if kind == "practice":
        expect(node.locator(".mn-verdict")).to_contain_text("Right; you were very sure.")
        press(page, "Next question")
    # The page has heard of the other answer.
    expect(heading(page, "Question 3 of")).to_be_focused()
    answers = newest(events(page), kind).answers
    assert answers[name].certainty == "very-sure" and answers[name].hash == QUESTIONS[name].hash


# -------------------------------------------------------------------------------------- starting check


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_starting_check_puts_unsafe_answers_right_at_once_and_ends_in_a_map(visit, colors):
    page = visit(START, colors=colors, size=PHONE)
    check = page.locator(".mn-study")
    expect(page.locator("script[src*=reserved]")).to_have_count(0)
    check.get_by_role("button", name="Begin the check").click()
    put_right = skipped = None
    for number in range(1, 13):
        expect(heading(page, f"Question {number} of 12")).to_be_focused()
        node, name = shown(page)
        expect(page.locator(".mn-study .mn-answer")).to_have_count(0)
        if number == 3:
            skipped = name
            check.get_by_role("button", name="Skip this one").click()
            continue
        dangerous = QUESTIONS[name].safety and not put_right
        give(node, name, unsafe(name) if dangerous else right(name))
        if number == 5:
            page.reload()
            expect(check).to_contain_text("of 12 answered")
            check.get_by_role("button", name="Continue").click()
            # One goes on behind the last answer; what was skipped comes at the end.
            expect(heading(page, "Question 5 of 12")).to_be_focused()
            node, again = shown(page)
            assert again == name
            give(node, name, unsafe(name) if dangerous else right(name))
        node.get_by_role("button", name="Answer: fairly sure").click()
        if dangerous:
            put_right = name
            expect(node.locator(".mn-feedback")).to_contain_text("This could harm a client, or delay care.")
            expect(node.locator(".mn-reasons")).to_be_visible()
            assert_accessible(page)
            check.get_by_role("button", name=re.compile("Next question|Go on")).click()
    expect(check).to_contain_text("You skipped one question.")
    check.get_by_role("button", name="Answer it").click()
    node, back = shown(page)
    assert back == skipped
    give(node, skipped, right(skipped))
    node.get_by_role("button", name="Answer: guessing").click()
    expect(heading(page, "Where you will meet these twelve")).to_be_focused()
    rows = check.locator(".mn-map li")
    expect(rows).to_have_count(12)
    expect(rows.filter(has_text="Unsafe; read it first.")).to_have_count(1)
    expect(rows.filter(has_text="You have this.")).to_have_count(11)
    link = rows.first.get_by_role("link")
    expect(link).to_have_attribute("href", re.compile(r"^\d\d-[\w-]+\.html#"))
    assert_accessible(page)
    sitting = newest(events(page), "start")
    assert len(sitting.answers) == 12 and sitting.closed
    assert {event.certainty for event in sitting.answers.values()} == {"guessing", "fairly-sure"}


def test_of_two_starting_checks_the_first_counts(visit):
    ids = draw_start(INDEX, {}, SEED)
    told = Told("start", ids)
    for name in ids:
        told.answer(name, right(name), certainty="guessing")
    page = seeded(visit, told.finish().closed(), name=START)
    check = page.locator(".mn-study")
    expect(check).to_contain_text("Fully right now: 12 of 12.")
    check.get_by_text("Once more?").click()
    expect(check).to_contain_text("The first one counts")
    check.get_by_role("button", name="Take it again").click()
    for _ in range(12):
        check.get_by_role("button", name="Skip this one").click()
    check.get_by_role("button", name="Finish").click()
    expect(check).to_contain_text("Fully right now: 12 of 12.")
    check.get_by_text("Once more?").click()
    expect(check).to_contain_text("This is the first one: it counts")


# -------------------------------------------------------------------------------------------- practice


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_practice_tells_at_once_and_brings_the_wrong_ones_again(visit, colors):
    page = visit(PRACTICE, colors=colors, size=PHONE)
    assert_accessible(page)
    page.get_by_label("Lessons of your choice").check()
    expect(page.get_by_text("Choose one lesson or more.")).to_be_visible()
    page.get_by_label("Diabetes and the foot at risk").check()
    page.get_by_label("5", exact=True).check()
    assert_accessible(page)
    press(page, "Begin", exact=True)
    wrong = None
    for number in range(1, 6):
        expect(heading(page, f"Question {number} of 5")).to_be_focused()
        node, name = shown(page)
        assert QUESTIONS[name].pool == "practice" and QUESTIONS[name].lesson == "04-diabetes"
        fails = wrong is None and QUESTIONS[name].type == "single"
        give(node, name, unsafe_or_wrong(name) if fails else right(name))
        wrong = name if fails else wrong
        node.get_by_role("button", name="Check: very sure").click()
        expect(node.locator(".mn-verdict")).to_contain_text("Not the best answer" if fails else "Right")
        if number == 1:
            assert_accessible(page)
            page.reload()
            expect(study(page)).to_contain_text("1 of 5 answered")
            press(page, "Continue")
        else:
            press(page, re.compile("^(Next question|Go on)$"))
    expect(heading(page, "Done")).to_be_focused()
    expect(study(page)).to_contain_text("5 questions: 4 right, 1 not right.")
    assert_accessible(page)
    press(page, "Again the one that was not right")
    expect(heading(page, "Question 1 of 1")).to_be_focused()
    assert shown(page)[1] == wrong


def test_practice_begun_with_two_presses_is_one_sitting(visit):
    page = visit(PRACTICE)
    held = []
    page.route("**/_study/practice-*.js*", lambda route: held.append(route))
    page.get_by_role("button", name="Begin", exact=True).dblclick()
    for route in held:
        route.continue_()
    page.unroute("**/_study/practice-*.js*")
    expect(heading(page, "Question 1 of 10")).to_be_focused()
    assert [event["question"] for event in events(page) if event["kind"] == "begin"] == ["practice"]


def test_practice_can_tell_at_the_end(visit):
    page = visit(PRACTICE)
    page.get_by_label("At the end").check()
    page.get_by_label("5", exact=True).check()
    press(page, "Begin", exact=True)
    for number in range(1, 6):
        expect(heading(page, f"Question {number} of 5")).to_be_focused()
        node, name = shown(page)
        give(node, name, right(name))
        node.get_by_role("button", name="Answer: guessing").click()
        assert page.locator(".mn-verdict").count() == 0 or number == 5
    expect(study(page)).to_contain_text("5 questions: 5 right.")
    page.get_by_text("The questions, with the reasons").click()
    expect(page.locator(".mn-verdict:visible")).to_have_count(5)


def test_the_address_names_a_set_and_what_went_wrong_is_offered(visit):
    objective = INDEX["objectives"][5]["id"]
    of_it = {one["id"] for one in INDEX["practice"] if one["objective"] == objective}
    wrong = next(one["id"] for one in INDEX["practice"] if one["type"] == "single" and one["id"] not in of_it)
    answered = Told("practice", [wrong]).answer(wrong, unsafe_or_wrong(wrong)).finish().closed()
    page = seeded(visit, answered, name=f"{PRACTICE}#set={objective}")
    expect(page.get_by_label(re.compile("What you last got wrong: 1 question"))).to_be_visible()
    expect(page.get_by_label(re.compile("The set you have come with"))).to_be_checked()
    page.get_by_label("All of them").check()
    press(page, "Begin", exact=True)
    expect(heading(page, f"Question 1 of {len(of_it)}")).to_be_focused()
    assert set(newest(events(page), "practice").ids) == of_it


def test_a_set_survives_an_encoded_address_and_a_damaged_one_names_none(visit):
    names = ",".join(one["id"] for one in INDEX["practice"][:2])
    page = visit(f"{PRACTICE}#set={names.replace(',', '%2C')}")
    expect(page.get_by_label("The set you have come with: 2 questions")).to_be_checked()
    page = visit(f"{PRACTICE}#set=%E0%A4%A")
    expect(heading(page, "What would you like to practice?")).to_be_visible()


def test_without_a_script_the_page_says_what_is_missing(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{FINAL}")
    expect(page.locator(".mn-study")).to_contain_text("this works where scripts run")
    context.close()
