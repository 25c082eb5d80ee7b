"""What a learner is likely to remember, and on which day to ask again.

Every answer to a practice question and every look at a glossary card is a review. From the reviews of an
item the library ``fsrs`` computes a memory state: the *stability*, the days until the chance to know it has
fallen to 90 %, and the *difficulty*, from 1 to 10. Its weights were fitted to other people's reviews of other
material, so a day found here is a sensible guess, not a measurement of this learner.

Two libraries compute the same state, this one here and ``ts-fsrs`` in the page (``widgets/js/memory.js``),
because both are told whole days at 00:00 UTC, no learning steps and no chance. Their due days differ, so the
course has a rule of its own: an item comes back after its stability, rounded to a whole day, at least 1 day
and at most 365. ``tests/memory_vectors.json`` holds both to the same results.

What a review counts as:

=========  ================================================  ===================
grade      answer to a question                              glossary card
=========  ================================================  ===================
``Again``  less than half of the mark                        ``forgot``
``Hard``   half of the mark or more; or right, but guessing  ``hard``
``Good``   right, fairly sure or not asked                   ``good``
``Easy``   right and very sure                               ``easy``
=========  ================================================  ===================

A question that was edited is a new one: answers given to other words (another hash) are no reviews of it.
Every review counts, also the second one of a day.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler

from massage_neuropathy.events import Event, in_order
from massage_neuropathy.fields import QuestionType
from massage_neuropathy.questions import Question
from massage_neuropathy.scoring import score

LONGEST_DAYS = 365
# The library of the page goes no higher, this one has no limit.
MOST_STABLE_DAYS = 36_500.0

_RECALLED = {"forgot": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
_BY_CERTAINTY = {"guessing": Rating.Hard, "very-sure": Rating.Easy}
_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Asked(NamedTuple):
    """What must be known of a question to grade an answer to it."""

    hash: str
    type: QuestionType
    right: tuple[str, ...]


class Review(NamedTuple):
    """One review of an item: the day (UTC) and what it counts as."""

    day: date
    grade: Rating


class Memory(NamedTuple):
    """What is remembered of an item.

    Attributes
    ----------
    stability : float
        Days until the chance to know it has fallen to 90 %.
    difficulty : float
        From 1 to 10.
    last, due : datetime.date
        The day of the last review, and the day on which it comes back (UTC).
    """

    stability: float
    difficulty: float
    last: date
    due: date


def asked(questions: Iterable[Question]) -> dict[str, Asked]:
    """Return, by id, the questions that come back: those of the practice pool."""
    return {
        question.id: Asked(question.hash, question.type, tuple(question.right))
        for question in questions
        if question.pool == "practice"
    }


def grade(event: Event, questions: Mapping[str, Asked]) -> Rating | None:
    """Return what an event counts as by the table above; None if it is no review."""
    if event.kind == "recall":
        return _RECALLED[event.options[0]]
    question = questions.get(event.question)
    if event.kind != "answer" or question is None or question.hash != event.hash:
        return None
    mark = score(question.type, question.right, event.options)
    if mark < 1:
        return Rating.Hard if mark >= 0.5 else Rating.Again
    return _BY_CERTAINTY.get(event.certainty or "", Rating.Good)


def reviews(events: Iterable[Event], questions: Mapping[str, Asked]) -> dict[str, list[Review]]:
    """Return the reviews of each item, oldest first.

    An item is a question, by its id, or a glossary card, by ``card:`` and the id of the term. The events may
    come in any order, and more than once.
    """
    found: dict[str, list[Review]] = {}
    for event in in_order(events):
        if (counts_as := grade(event, questions)) is not None:
            review = Review(date.fromisoformat(event.at[:10]), counts_as)
            found.setdefault(event.question, []).append(review)
    return found


def after_each(history: Iterable[Review]) -> Iterator[Memory]:
    """Yield what is remembered of one item after each of its reviews, which come oldest first."""
    card = Card(card_id=0)  # a number given here saves the library's wait for one of its own
    first: date | None = None
    for day, counts_as in history:
        first = first or day
        # Only the days in between count; from the year 1 on, no clock is so wrong that the years run out.
        card, _ = _SCHEDULER.review_card(card, counts_as, _YEAR_ONE + (day - first))
        card.stability = min(card.stability, MOST_STABLE_DAYS)
        yield Memory(card.stability, card.difficulty, day, _after(day, interval_days(card.stability)))


def _after(day: date, days: int) -> date:
    # A damaged clock may say the year 9999.
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def interval_days(stability: float) -> int:
    """Return after how many days an item of this stability (days) comes back."""
    return min(LONGEST_DAYS, max(1, math.floor(stability + 0.5)))


def memory(events: Iterable[Event], questions: Mapping[str, Asked]) -> dict[str, Memory]:
    """Return what is remembered of each item that was ever reviewed."""
    found = reviews(events, questions).items()
    return {item: list(after_each(history))[-1] for item, history in found}


def due(items: Mapping[str, Memory], today: date) -> list[str]:
    """Return the items to be asked again today (a day of UTC), those due longest first."""
    waiting = [item for item, remembered in items.items() if remembered.due <= today]
    return sorted(waiting, key=lambda item: (items[item].due, item))


def as_json(items: Mapping[str, Memory]) -> dict[str, dict[str, dict[str, float | str]]]:
    """Return memory states as the page's script is told them: ``states``, by item, the days in ISO 8601."""
    return {
        "states": {
            item: {
                "stability": one.stability,
                "difficulty": one.difficulty,
                "last": one.last.isoformat(),
                "due": one.due.isoformat(),
            }
            for item, one in items.items()
        }
    }
