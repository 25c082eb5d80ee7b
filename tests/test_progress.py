"""Where a learner stands, what comes next, and which three questions come back: the rules, without a page."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_neuropathy.content import load_course
from massage_neuropathy.record import Event
from massage_neuropathy.three_before import three_before
from massage_neuropathy.widgets.shelf import shelf
from tests.in_node import in_node

VECTORS = json.loads(Path(__file__).with_name("three_before_vectors.json").read_text(encoding="utf-8"))
LESSONS = VECTORS["lessons"]
CASES = VECTORS["cases"]


def earlier(lesson):
    """Return the questions of the lessons before one, as they are loaded."""
    here = next(number for number, one in enumerate(LESSONS) if one["id"] == lesson)
    return [
        SimpleNamespace(**question, lesson=one["id"])
        for one in LESSONS[:here]
        for question in one["questions"]
    ]


def asked(case, events=None):
    given_events = case["events"] if events is None else events
    return three_before(
        case["lesson"], case["authored"], earlier(case["lesson"]), [Event(**one) for one in given_events]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_three_from_before_are_drawn_by_the_rule(case):
    assert asked(case) == case["asked"]


def test_the_page_draws_the_same_three():
    program = (
        "return data.cases.map((one) => threeBefore(one.lesson, one.authored, data.lessons, one.events));"
    )
    found = in_node("three_before.js", "threeBefore", program, VECTORS)
    assert found == [case["asked"] for case in CASES]


@given(data=st.data())
def test_the_order_of_events_and_doubles_change_nothing(data):
    case = data.draw(st.sampled_from(CASES))
    events = data.draw(st.permutations(case["events"] + case["events"]))
    assert asked(case, events) == case["asked"]


def test_as_many_are_asked_as_the_author_chose():
    for case in CASES:
        assert len(set(asked(case))) == len(case["authored"]) == 3


# --------------------------------------------------------------------------- what is answered


def event(day, question, options=("a",), *, kind="answer", place="", hash="h"):
    return {
        "id": f"e{day}",
        "at": f"2026-11-{day:02d}T09:00:00.000Z",
        "kind": kind,
        "question": question,
        "place": place,
        "hash": hash,
        "options": list(options),
        "certainty": None,
    }


def standing(events, lessons=LESSONS):
    program = "return standingOf(data.lessons, data.events);"
    found = in_node("standing.js", "standingOf", program, {"lessons": lessons, "events": events})
    return {one["id"]: one for one in found}


def test_nothing_is_begun_without_a_record():
    found = standing([])
    assert {one["state"] for one in found.values()} == {"open"}
    assert {one["newest"] for one in found.values()} == {""}


def test_a_lesson_is_done_when_all_of_it_is_answered_in_its_words_of_now():
    events = [event(1, "k1"), event(2, "k2", ["b"])]
    assert standing(events)["02-kinds"] == {
        "id": "02-kinds",
        "asked": 2,
        "answered": 2,
        "tried": 2,
        "right": 1,
        "state": "done",
        "newest": events[1]["at"],
        "seen": events[1]["at"],
    }
    assert standing([event(1, "k1"), event(2, "k2", hash="old")])["02-kinds"]["state"] == "begun"


def test_a_guess_is_an_answer_but_no_try():
    found = standing([event(1, "k1", kind="guess"), event(2, "k2")])["02-kinds"]
    assert (found["state"], found["tried"], found["right"]) == ("done", 1, 1)


def test_the_first_try_counts_and_only_in_the_lesson():
    events = [
        event(1, "k1", place="review/2026-11-01"),
        event(2, "k1", ["b"]),
        event(3, "k1"),
        event(4, "k1", place="03-one-nerve"),
    ]
    found = standing(events)["02-kinds"]
    assert (found["answered"], found["tried"], found["right"]) == (1, 1, 0)


def test_where_learners_choose_some_are_enough():
    lessons = [LESSONS[0] | {"enough": 2}]
    assert standing([event(1, "s1"), event(2, "s2")], lessons)["00-start"]["state"] == "done"
    assert standing([event(1, "s1")], lessons)["00-start"]["state"] == "begun"


def test_a_visit_is_seen_but_begins_nothing():
    found = standing([event(1, "02-kinds", ["a-section"], kind="visit", hash="")])["02-kinds"]
    assert (found["state"], found["newest"], found["seen"]) == ("open", "", "2026-11-01T09:00:00.000Z")


def test_questions_and_lessons_that_are_gone_are_left_out():
    events = [event(1, "gone"), event(2, "99-gone", ["x"], kind="visit", hash=""), event(3, "k1")]
    assert {name: one["answered"] for name, one in standing(events).items()} == {
        "00-start": 0,
        "01-nerves": 0,
        "02-kinds": 1,
        "03-one-nerve": 0,
    }


def test_objectives_count_first_tries_that_were_fully_right():
    questions = [one | {"objective": "names"} for one in LESSONS[1]["questions"]]
    events = [event(1, "n2", ["a"]), event(2, "n2", ["a", "b"]), event(3, "n1"), event(4, "n3", hash="old")]
    program = "return [...objectivesOf(data.questions, data.events)];"
    found = in_node("standing.js", "objectivesOf", program, {"questions": questions, "events": events})
    assert found == [["names", {"right": 1, "tried": 2}]]


# --------------------------------------------------------------------------- the best next step


def lesson(name, state, newest="", *, answered=1, asked=4):
    return {
        "id": name,
        "state": state,
        "newest": newest,
        "seen": newest,
        "answered": answered,
        "asked": asked,
    }


def step(**facts):
    return in_node("standing.js", "nextStep", "return nextStep(data);", facts)


OPEN = [lesson("a", "open"), lesson("b", "open"), lesson("c", "open")]
DONE = [lesson("a", "done", "1"), lesson("b", "done", "2"), lesson("c", "done", "3")]
HALF = [lesson("a", "begun", "1"), lesson("b", "done", "3"), lesson("c", "done", "2")]
GAP = {"lesson": "b", "text": "Sort."}

STEPS = [
    ("sitting", {"lessons": OPEN, "sitting": {"kind": "final"}, "due": 9}, {}),
    ("start", {"lessons": OPEN, "due": 9}, {}),
    ("again", {"lessons": OPEN, "gaps": [GAP], "passed": True}, {"lesson": "b", "text": "Sort."}),
    (
        "finish",
        {"lessons": [lesson("a", "done", "1"), lesson("b", "begun", "2"), OPEN[2]], "due": 9},
        {"lesson": "b"},
    ),
    (
        "review",
        {"lessons": [lesson("a", "begun", "1"), lesson("b", "done", "2"), OPEN[2]], "due": 9},
        {"due": 9},
    ),
    (
        "lesson",
        {"lessons": [lesson("a", "done", "1"), lesson("b", "open"), OPEN[2]], "due": 0},
        {"lesson": "b"},
    ),
    (
        "lesson",
        {"lessons": [lesson("a", "done", "1"), lesson("b", "open"), OPEN[2]], "due": None},
        {"lesson": "b"},
    ),
    ("lesson", {"lessons": [OPEN[0], lesson("b", "done", "1"), OPEN[2]], "gaps": [GAP]}, {"lesson": "c"}),
    ("lesson", {"lessons": [OPEN[0], lesson("b", "done", "1"), lesson("c", "done", "2")]}, {"lesson": "a"}),
    ("again", {"lessons": HALF, "gaps": [GAP], "passed": True}, {"lesson": "b", "text": "Sort."}),
    ("rest", {"lessons": HALF, "passed": True}, {"lesson": "a"}),
    ("final", {"lessons": DONE}, {"first": True, "opens": None}),
    (
        "final",
        {"lessons": DONE, "passed": False, "opens": "2026-11-21"},
        {"first": False, "opens": "2026-11-21"},
    ),
    ("done", {"lessons": DONE, "passed": True}, {}),
]


@pytest.mark.parametrize(("kind", "facts", "more"), STEPS)
def test_the_first_rule_that_fits_gives_the_next_step(kind, facts, more):
    found = step(**facts)
    assert found["kind"] == kind
    assert more.items() <= found.items()


def sitting(kind, begun, finished=None, closed=None):
    return {"place": f"{kind}/{begun}", "kind": kind, "begun": begun, "finished": finished, "closed": closed}


@pytest.mark.parametrize(
    ("sittings", "worked", "place"),
    [
        ([], "", None),
        ([sitting("start", "2")], "1", "start/2"),
        ([sitting("start", "2")], "3", None),
        ([sitting("start", "2", "3")], "1", None),
        ([sitting("final", "2")], "3", "final/2"),
        ([sitting("final", "2", "3")], "4", "final/2"),
        ([sitting("final", "2", "3", "3")], "1", None),
        ([sitting("final", "2"), sitting("final", "3")], "4", "final/3"),
        ([sitting("practice", "2")], "1", None),
    ],
)
def test_a_sitting_is_gone_on_with_unless_the_learner_has_moved_on(sittings, worked, place):
    data = {"sittings": sittings, "lessons": [lesson("a", "begun", worked), lesson("b", "open")]}
    program = "return sittingToGoOn(data.sittings, data.lessons);"
    found = in_node("standing.js", "sittingToGoOn", program, data)
    assert (found and found["place"]) == place


def test_a_gap_is_left_until_its_lesson_is_opened_again():
    program = "return gapsLeft(data.gaps, data.lessons, data.since);"
    gaps = [{"lesson": "a"}, {"lesson": "b"}, {"lesson": "gone"}]
    data = {"gaps": gaps, "lessons": [lesson("a", "done", "5"), lesson("b", "open")], "since": "4"}
    assert in_node("standing.js", "gapsLeft", program, data) == [{"lesson": "b"}]


# --------------------------------------------------------------------------- the course


def test_the_shelf_tells_every_page_just_what_it_needs():
    course = load_course()
    lessons = shelf(course)["lessons"]()["lessons"]
    assert [one["id"] for one in lessons] == list(course.lessons)
    told = {question["id"]: question for one in lessons for question in one["questions"]}
    practice = [question for question in course.questions.values() if question.pool == "practice"]
    assert list(told) == [
        question.id for question in sorted(practice, key=lambda one: list(course.lessons).index(one.lesson))
    ]
    for question in practice:
        assert told[question.id] == {
            "id": question.id,
            "hash": question.hash,
            "type": question.type,
            "right": question.right,
        }


def test_enough_is_never_more_than_there_is():
    lessons = shelf(load_course())["lessons"]()["lessons"]
    assert any(one["enough"] for one in lessons)
    assert all((one["enough"] or 0) <= len(one["questions"]) for one in lessons)


def test_how_sure_one_was_in_the_starting_check_is_left_out():
    item = {"certainty": "very-sure", "mark": 1, "answered": True}
    results = [
        {"kind": "start", "items": [item | {"mark": 0}]},
        {"kind": "final", "items": [item, item | {"answered": False}]},
    ]
    told = in_node("progress.js", "judgedAnswers", "return judgedAnswers(data);", results)
    assert told == [{"certainty": "very-sure", "right": True}]
