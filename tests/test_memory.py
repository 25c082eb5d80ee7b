"""Memory: both languages against one set of cases, and these against the published formulas of FSRS-6."""

import json
import math
from datetime import date, timedelta
from pathlib import Path

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from massage_neuropathy.content import load_course
from massage_neuropathy.events import Event
from massage_neuropathy.memory import (
    LONGEST_DAYS,
    Asked,
    Memory,
    Review,
    after_each,
    as_json,
    asked,
    due,
    interval_days,
    memory,
    reviews,
)
from tests.in_node import in_node

LIBRARY = Path(__file__).resolve().parents[1] / "node_modules/ts-fsrs/dist/index.mjs"
VECTORS = json.loads(Path(__file__).with_name("memory_vectors.json").read_text(encoding="utf-8"))
QUESTIONS = {
    name: Asked(one["hash"], one["type"], tuple(one["right"])) for name, one in VECTORS["questions"].items()
}

# The weights of FSRS-6 as its authors publish them.
W = (0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796)
W += (1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542)

days = st.dates(date(2026, 1, 1), date(2040, 1, 1))
grades = st.sampled_from(Rating)
histories = st.lists(st.builds(Review, days, grades), min_size=1, max_size=15).map(sorted)
recalls = st.lists(
    st.builds(
        lambda number, day, minute, option, card: Event(
            id=f"e{number}",
            at=f"{day}T{minute // 60:02}:{minute % 60:02}:00.000Z",
            kind="recall",
            question=f"card:{card}",
            place="",
            hash="",
            options=(option,),
            certainty=None,
        ),
        st.integers(0, 10**6),
        days,
        st.integers(0, 24 * 60 - 1),
        st.sampled_from(["forgot", "hard", "good", "easy"]),
        st.sampled_from(["axon", "gait"]),
    ),
    unique_by=lambda event: event.id,
    max_size=15,
)


def published(history):
    """Stability and difficulty by the published formulas, worked without any library."""

    def first_difficulty(grade):
        return W[4] - math.exp(W[5] * (grade - 1)) + 1

    def between(low, value, high):
        return max(low, min(value, high))

    stability = difficulty = before = None
    for day, grade in history:
        if stability is None:
            stability, difficulty = W[grade - 1], between(1, first_difficulty(grade), 10)
        else:
            elapsed = (day - before).days
            factor = 0.9 ** (-1 / W[20]) - 1
            known = (1 + factor * elapsed / stability) ** -W[20]
            if elapsed == 0:
                growth = math.exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19]
                stability *= max(growth, 1) if grade > 1 else growth
            elif grade == 1:
                forgotten = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1)
                stability = min(
                    forgotten * math.exp(W[14] * (1 - known)), stability / math.exp(W[17] * W[18])
                )
            else:
                growth = math.exp(W[8]) * (11 - difficulty) * stability ** -W[9]
                growth *= math.exp(W[10] * (1 - known)) - 1
                stability *= 1 + growth * {2: W[15], 3: 1, 4: W[16]}[grade]
            change = difficulty - W[6] * (grade - 3) * (10 - difficulty) / 9
            difficulty = between(1, W[7] * first_difficulty(4) + (1 - W[7]) * change, 10)
        stability = between(0.001, stability, 36_500)
        before = day
    return stability, difficulty


def last(history):
    return list(after_each(history))[-1]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["why"])
def test_the_memory_of_each_case(case):
    events = [Event.model_validate(event) for event in case["events"]]
    found = as_json(memory(events, QUESTIONS))["states"]
    assert found.keys() == case["states"].keys()
    for item, state in case["states"].items():
        assert found[item]["stability"] == pytest.approx(state["stability"], abs=1e-6)
        assert found[item]["difficulty"] == pytest.approx(state["difficulty"], abs=1e-6)
        assert (found[item]["last"], found[item]["due"]) == (state["last"], state["due"])


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["why"])
def test_the_cases_follow_the_published_formulas(case):
    events = [Event.model_validate(event) for event in case["events"]]
    for item, history in reviews(events, QUESTIONS).items():
        stability, difficulty = published(history)
        assert case["states"][item]["stability"] == pytest.approx(stability, rel=1e-9)
        assert case["states"][item]["difficulty"] == pytest.approx(difficulty, rel=1e-9)


def test_the_cases_hold_what_was_worked_by_hand():
    """The first interval is the weight of the grade, rounded: 0.212, 1.2931, 2.3065, 8.2956 days."""
    by_hand = {"forgotten": (0.212, "2026-11-21"), "hard": (1.2931, "2026-11-21")}
    by_hand |= {"good": (2.3065, "2026-11-22"), "easy": (8.2956, "2026-11-28")}
    for word, (stability, comes_back) in by_hand.items():
        (state,) = next(one["states"].values() for one in VECTORS["cases"] if one["why"] == f"a card, {word}")
        assert (state["stability"], state["due"]) == (stability, comes_back)


def test_the_script_of_the_page_remembers_the_same():
    practice = [{"id": name, **question} for name, question in VECTORS["questions"].items()]
    program = """
        const { practice, cases } = data;
        return Promise.all(cases.map(async (one) => {
          const { states } = await remember(one.events, practice, { fsrs });
          return { states: Object.fromEntries(states), due: dueItems(states, "2026-11-21") };
        }));
    """
    data = {"practice": practice, "cases": VECTORS["cases"]}
    found = in_node("memory.js", "dueItems, remember", program, data, also=[(LIBRARY, "fsrs")])
    for case, told in zip(VECTORS["cases"], found, strict=True):
        assert told["states"].keys() == case["states"].keys(), case["why"]
        for item, state in case["states"].items():
            mine = told["states"][item]
            # The script's library rounds at the eighth decimal, which a stability of many years multiplies.
            assert mine["stability"] == pytest.approx(state["stability"], abs=1e-6, rel=1e-6), case["why"]
            assert mine["difficulty"] == pytest.approx(state["difficulty"], abs=1e-6), case["why"]
            assert (mine["last"], mine["due"]) == (state["last"], state["due"]), case["why"]
        events = [Event.model_validate(event) for event in case["events"]]
        assert told["due"] == due(memory(events, QUESTIONS), date(2026, 11, 21)), case["why"]


@given(st.floats(0.001, 36_500))
def test_an_interval_is_a_whole_number_of_days_from_one_to_a_year(stability):
    found = interval_days(stability)
    assert 1 <= found <= LONGEST_DAYS
    assert found in (1, LONGEST_DAYS) or abs(found - stability) <= 0.5


@given(histories)
def test_a_history_is_remembered_as_the_published_formulas_say(history):
    found = last(history)
    assert (found.stability, found.difficulty) == pytest.approx(published(history), rel=1e-6)
    assert found.last == history[-1].day
    assert 1 <= (found.due - found.last).days <= LONGEST_DAYS


@given(histories, days)
def test_who_still_knows_it_is_never_asked_earlier_than_who_has_forgotten(history, day):
    history = sorted([*history, Review(day, Rating.Again)])
    *before, (day, _) = history
    by_grade = [last([*before, Review(day, grade)]).due for grade in sorted(Rating)]
    assert by_grade == sorted(by_grade)


@given(recalls, st.randoms())
def test_neither_order_nor_repetition_changes_what_is_remembered(events, chance):
    shuffled = [*events, *events]
    chance.shuffle(shuffled)
    assert memory(shuffled, {}) == memory(events, {})


def test_due_are_those_whose_day_has_come_the_longest_first():
    today = date(2026, 11, 20)

    def back(days):
        return Memory(1.0, 5.0, today - timedelta(days=30), today + timedelta(days=days))

    items = {"later": back(1), "b": back(0), "oldest": back(-9), "a": back(0)}
    assert due(items, today) == ["oldest", "a", "b"]


def test_what_comes_back_is_the_practice_pool_and_nothing_kept_for_the_final():
    course = load_course()
    found = asked(course.questions.values())
    assert found.keys() == {one.id for one in course.questions.values() if one.pool == "practice"}
    assert all(course.questions[name].hash == one.hash for name, one in found.items())


def test_the_page_says_in_words_when_something_comes_back():
    days = [0, 1, 2, 13, 14, 30, 59, 60, 200, 344, 345, 365]
    found = in_node("review.js", "whenInWords", "return data.map(whenInWords);", days)
    assert found == [
        "today",
        "tomorrow",
        "in 2 days",
        "in 13 days",
        "in about 2 weeks",
        "in about 4 weeks",
        "in about 8 weeks",
        "in about 2 months",
        "in about 7 months",
        "in about 11 months",
        "in about a year",
        "in about a year",
    ]


def test_a_portion_is_what_fits_into_ten_minutes_in_its_order():
    cards = [f"card:{number}" for number in range(50)]
    questions = [f"question-{number}" for number in range(20)]
    found = in_node(
        "review.js",
        "portion",
        "return data.map(portion);",
        [questions, cards, questions[:9] + cards, cards[:3], []],
    )
    assert found == [questions[:10], cards[:40], questions[:9] + cards[:4], cards[:3], []]
