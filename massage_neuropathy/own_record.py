"""The learner's own record for the curious: as tidy tables and as figures.

A record without an answer gives way to that of an invented learner, and says so, so that the notebook shows
something wherever it is read.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from markupsafe import Markup

from massage_neuropathy.bank import GROUPS, blueprint, facts
from massage_neuropathy.content import Course, Question, load_course
from massage_neuropathy.events import Event, in_order
from massage_neuropathy.figures import Illustration, own_record
from massage_neuropathy.judging import judge
from massage_neuropathy.memory import after_each, asked, reviews
from massage_neuropathy.record import learner_record
from massage_neuropathy.scoring import score
from massage_neuropathy.sittings import Sitting, read_sittings

ROWS_SHOWN = 8
_NO_ROWS = "Nothing of this kind is in this record yet."

_CARD = "card:"

_ANSWERS = ["at", "question", "lesson", "objective", "place", "mark", "certainty", "first"]
_CHOICES = ["at", "case", "scene", "objective", "choice", "tag", "asked", "play", "first"]
_REVIEWS = ["item", "kind", "review", "day", "stability_days", "difficulty", "comes_back_after_days", "due"]
_SITTINGS = ["sitting", "begun", "questions", "marks", "unsafe", "overcautious", "passed"]


class OwnRecord:
    """What is kept of a learner, taken apart.

    Parameters
    ----------
    events
        The record.
    course
        What was asked. Answers to questions that have been reworded since, or are gone, are left out.
    whose
        Whose record it is, in words.
    """

    def __init__(self, events: Iterable[Event], course: Course, whose: str) -> None:
        self._events = list(events)
        self._course = course
        self.whose = whose

    def _repr_html_(self) -> str:
        return f"<p>{Markup.escape(self._told)}</p>"

    def __repr__(self) -> str:
        return self._told

    @property
    def _told(self) -> str:
        questions = self.answers["question"].nunique()
        return f"This is {self.whose}: {len(self.answers)} answers to {questions} questions."

    @cached_property
    def answers(self) -> pd.DataFrame:
        """One row an answer, oldest first.

        Of starting checks and finals, in which every change of an answer is recorded, a row is an answer that
        was handed in, or given to a second chance.

        Columns: ``at`` (UTC), ``question``, ``lesson``, ``objective``, ``place`` (empty in its own lesson),
        ``mark`` (0 to 1), ``certainty`` and ``first`` (whether it is the first to this question there).
        """
        rows, seen = [], set()
        for event in in_order([*self._outside_tests(), *self._handed_in()]):
            question = self._course.questions.get(event.question)
            if question is None or event.hash != question.hash:
                continue
            here = (event.question, event.place)
            rows.append(
                [
                    pd.Timestamp(event.at),
                    question.id,
                    question.lesson,
                    question.objective,
                    event.place,
                    score(question.type, question.right, event.options),
                    event.certainty,
                    here not in seen,
                ]
            )
            seen.add(here)
        return pd.DataFrame(rows, columns=_ANSWERS).astype({"mark": float, "first": bool})

    @cached_property
    def choices(self) -> pd.DataFrame:
        """One row a choice in a case, oldest first; those made before its scenes were edited are left out.

        Columns: ``at`` (UTC), ``case``, ``scene``, ``objective``, ``choice``, ``tag`` (``sound``, ``unsafe``,
        ``overcautious``, ``scope`` or ``fit``), ``asked`` (how many things were asked and looked at in the
        scene before), ``play`` and ``first`` (whether it is the first ever made in this scene).
        """
        rows, seen = [], set()
        for event in in_order(event for event in self._events if event.kind == "choice"):
            # The number of a later visit to a scene follows its id.
            name, at, *_ = event.question.split("/")
            case = self._course.cases.get(name)
            scene = next((one for one in case.scenes if one.id == at), None) if case else None
            if scene is None or event.hash != case.hash:
                continue
            tags = {choice.id: choice.tag or "sound" for choice in scene.choices}
            chosen, *asked = event.options
            rows.append(
                [
                    pd.Timestamp(event.at),
                    name,
                    at,
                    scene.objective,
                    chosen,
                    tags.get(chosen),
                    len(asked),
                    event.place.removeprefix("case/"),
                    (name, at) not in seen,
                ]
            )
            seen.add((name, at))
        return pd.DataFrame(rows, columns=_CHOICES).astype({"asked": int, "first": bool})

    def _outside_tests(self) -> list[Event]:
        tests = ("start/", "final/")
        return [
            event for event in self._events if event.kind == "answer" and not event.place.startswith(tests)
        ]

    def _handed_in(self) -> list[Event]:
        return [event for sitting in self._tests for event in sitting.answers.values()]

    @cached_property
    def _tests(self) -> list[Sitting]:
        """The starting checks and finals that were handed in."""
        sittings = read_sittings(self._events)
        return [each for each in sittings if each.kind != "practice" and each.finished and not each.left]

    @cached_property
    def reviews(self) -> pd.DataFrame:
        """One row a review: what was remembered after it (see `massage_neuropathy.memory`).

        Columns: ``item``, ``kind`` (question or card), ``review`` (1 for the first), ``day`` (UTC),
        ``stability_days``, ``difficulty`` (1 to 10), ``comes_back_after_days`` and ``due``.
        """
        found = reviews(self._events, asked(self._course.questions.values()))
        rows = [
            [
                item.removeprefix(_CARD),
                "card" if item.startswith(_CARD) else "question",
                number,
                state.last,
                round(state.stability, 2),
                round(state.difficulty, 2),
                (state.due - state.last).days,
                state.due,
            ]
            for item, history in sorted(found.items())
            for number, state in enumerate(after_each(history), 1)
        ]
        return pd.DataFrame(rows, columns=_REVIEWS)

    @cached_property
    def sittings(self) -> pd.DataFrame:
        """One row a starting check or final that was handed in.

        Columns: ``sitting`` (start or final), ``begun`` (UTC), ``questions``, ``marks``, ``unsafe`` and
        ``overcautious`` (how many answers were), and ``passed`` (empty for a starting check).
        """
        index = blueprint(self._course, {})
        entries = {name: facts(question) for name, question in self._course.questions.items()}
        rows = []
        for sitting in self._tests:
            result = judge(sitting, index, entries)
            unsafe, overcautious = len(result["unsafe"]), len(result["overcautious"])
            begun = pd.Timestamp(sitting.begun)
            rows.append(
                [sitting.kind, begun, result["n"], result["total"], unsafe, overcautious, result["passed"]]
            )
        return pd.DataFrame(rows, columns=_SITTINGS)

    def calibration(self) -> Illustration:
        """Draw how often first answers were right at each level of certainty."""
        first = self.answers[self.answers["first"]]
        levels = {
            level: (int((marks == 1).sum()), len(marks))
            for level, marks in first.groupby("certainty")["mark"]
        }
        return own_record.calibration(levels)

    def review_intervals(self) -> Illustration:
        """Draw after how many days things come back, review by review."""
        waits = {item: list(days) for item, days in self.reviews.groupby("item")["comes_back_after_days"]}
        return own_record.review_intervals(waits)

    def by_group(self) -> Illustration:
        """Draw the marks of first answers in the lessons, by the groups that the final is told by."""
        first = self.answers[self.answers["first"] & (self.answers["place"] == "")]
        group = first["lesson"].map(_groups(self._course))
        rows = []
        for name in (words for _, words, _ in GROUPS):
            marks = first["mark"][group == name]
            rows.append((name, round(float(marks.sum()), 2), len(marks)))
        return own_record.by_group(rows)


class Table:
    """The first rows of a table, as HTML without styles of its own, which the book would refuse.

    Parameters
    ----------
    frame
        The whole table.
    name
        What its rows are, for screen readers.
    """

    def __init__(self, frame: pd.DataFrame, name: str) -> None:
        self.frame = frame
        self.name = name

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f"<p>{_NO_ROWS}</p>"
        # A table may be wider than a phone, so it scrolls, also by keyboard.
        head = self.frame.head(ROWS_SHOWN).to_html(index=False, border=0, na_rep="")
        head = head.replace(' style="text-align: right;"', "")
        label = Markup.escape(self.name)
        region = f'<div class="mn-table" tabindex="0" role="region" aria-label="{label}">'
        return f"{region}{head}</div><p>{self._more}</p>"

    def __repr__(self) -> str:
        if self.frame.empty:
            return _NO_ROWS
        return f"{self.frame.head(ROWS_SHOWN).to_string(index=False)}\n{self._more}"

    @property
    def _more(self) -> str:
        return f"{min(ROWS_SHOWN, len(self.frame))} of {len(self.frame)} rows."


def my_record() -> OwnRecord:
    """Return the record of whoever runs this kernel; that of an invented learner if it holds no answer."""
    course = load_course()
    events = learner_record().events()
    if any(event.kind == "answer" for event in events):
        return OwnRecord(events, course, "your own record")
    return OwnRecord(
        example_events(course),
        course,
        "the record of an invented learner, since no answer is kept of you yet",
    )


def example_events(course: Course) -> list[Event]:
    """Return the record of an invented learner: two questions in three of most lessons, and some reviews.

    The same for the same course. Who is surer is more often right, but less often than they think.
    """
    random = np.random.default_rng(20)
    began = datetime(2026, 9, 1, 17, 0, tzinfo=UTC)
    lessons = list(course.lessons)[:9]
    shown = [
        question
        for question in course.questions.values()
        if question.pool == "practice" and question.lesson in lessons and random.random() < 2 / 3
    ]
    events = []
    for number, question in enumerate(shown):
        day, wait, knows = 3 * lessons.index(question.lesson), 0, 0.6
        for review in range(int(random.integers(1, 5))):
            day += wait
            certainty = str(random.choice(["guessing", "fairly-sure", "very-sure"], p=[0.25, 0.45, 0.3]))
            right = (
                random.random()
                < knows + {"guessing": -0.2, "fairly-sure": 0.05, "very-sure": 0.15}[certainty]
            )
            at = began + timedelta(days=day, seconds=40 * number)
            place = f"review/{at.date()}" if review else ""
            events.append(_answer(question, f"example-{number}-{review}", at, place, right, certainty))
            wait, knows = (wait * 2 + 3, knows + 0.1) if right else (1, knows)
    return sorted(events, key=lambda event: (event.at, event.id))


def _answer(question: Question, name: str, at: datetime, place: str, right: bool, certainty: str) -> Event:
    return Event(
        id=name,
        at=at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        kind="answer",
        question=question.id,
        place=place,
        hash=question.hash,
        options=question.right if right else (),
        certainty=certainty,
    )


def _groups(course: Course) -> dict[str, str]:
    """Return for each lesson the group that its row of the blueprint belongs to."""
    row_of = {slot.objective: slot.row for slot in course.slots.values()}
    rows = {course.objectives[objective].lesson: row for objective, row in row_of.items()}
    name_of = {row: words for _, words, rows_in in GROUPS for row in rows_in}
    return {lesson: name_of[rows[lesson]] for lesson in course.lessons if lesson in rows}
