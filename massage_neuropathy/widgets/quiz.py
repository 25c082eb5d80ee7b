"""Questions as widgets.

A `Quiz` is an ipywidget whose front end, in ``js``, fills the cell with the HTML made here and brings it
to life. Stored in a notebook and published in the book is that HTML alone: it needs neither a kernel nor a
script to be read.
"""

from collections.abc import Iterable
from typing import Any

import traitlets

from massage_neuropathy.content import Course, Question, load_course, select_questions
from massage_neuropathy.record import Event, Record, learner_record
from massage_neuropathy.scoring import score
from massage_neuropathy.three_before import three_before
from massage_neuropathy.widgets.record_widget import RecordWidget
from massage_neuropathy.widgets.rendering import Mode, render

# The one setting of all questions: whether to ask how sure the learner is.
ASK_CERTAINTY = "ask-certainty"


class Quiz(RecordWidget):
    """Some questions, live in JupyterLab and as plain HTML everywhere else.

    Attributes
    ----------
    answers : dict
        For each answered question the counting (first) answer: ``options``, ``certainty`` and ``score`` from
        0 to 1. Not synced; observe or link it like any trait.

    Parameters
    ----------
    questions
        What to ask, in order.
    mode
        ``"quiz"`` gives feedback, ``"guess"`` keeps a guess for later, ``"reveal"`` shows that guess beside
        the answer.
    one_at_a_time
        Show one question after another instead of all together.
    moving
        The guess is about what an explorer will show; its answer is folded until it is opened.
    place
        Empty, or the lesson in which questions from earlier lessons are asked again: answers given here do
        not show there, nor the other way round.
    course
        Where the sources of the questions are looked up.
    record
        The learner's record.
    """

    answers = traitlets.Dict()

    def __init__(
        self,
        questions: Iterable[Question],
        *,
        mode: Mode = "quiz",
        one_at_a_time: bool = False,
        moving: bool = False,
        place: str = "",
        course: Course,
        record: Record,
    ) -> None:
        self._questions = {question.id: question for question in questions}
        self._place = place
        options = {"mode": mode, "one_at_a_time": one_at_a_time, "moving": moving, "place": place}
        noun = "question" if len(self._questions) == 1 else "questions"
        super().__init__(
            learner=record,
            questions=[*self._questions, ASK_CERTAINTY],
            html=render(self._questions.values(), course=course, **options),
            text=f"Quiz, {len(self._questions)} {noun}: {', '.join(self._questions)}",
        )

    def refresh(self) -> list[Event]:
        """Show what is kept by now, `answers` too."""
        events = super().refresh()
        self.answers = _counting_answers(self._questions, self._place, events)
        return events


def quiz(
    *ids: str,
    lesson: str | None = None,
    objective: str | None = None,
    one_at_a_time: bool = False,
    again_in: str = "",
) -> Quiz:
    """Show practice questions, by id or all of a lesson or an objective.

    Parameters
    ----------
    ids
        Question ids, in the order to be asked.
    lesson, objective
        Show every practice question of this lesson or objective instead.
    one_at_a_time
        Show one question after another.
    again_in
        The lesson in which questions from earlier lessons come back: they are asked afresh there, whatever
        was answered before. Who has a record is asked those that `three_before` draws from it.

    Raises
    ------
    ValueError
        If an id is not known or belongs to a question that is reserved for the final.
    """
    course, learner = load_course(), learner_record()
    questions = select_questions(course, *ids, lesson=lesson, objective=objective)
    if again_in:
        authored = [question.id for question in questions]
        drawn = three_before(again_in, authored, _before(again_in, course), learner.outline())
        questions = select_questions(course, *drawn)
    return Quiz(questions, one_at_a_time=one_at_a_time, place=again_in, course=course, record=learner)


def _before(lesson: str, course: Course) -> list[Question]:
    """Return the practice questions of the lessons before one, in the order of the course."""
    names = list(course.lessons)
    before = names[: names.index(lesson)] if lesson in names else []
    practice = [
        each for each in course.questions.values() if each.pool == "practice" and each.lesson in before
    ]
    return sorted(practice, key=lambda question: before.index(question.lesson))


def before_you_read(question: str) -> Quiz:
    """Ask for a guess, which is kept and shown again by `your_guess`."""
    return _one(question, "guess")


def your_guess(question: str) -> Quiz:
    """Show the guess made with `before_you_read` beside the answer."""
    return _one(question, "reveal")


def predict(question: str) -> Quiz:
    """Ask for a prediction before an explorer is moved; it is kept and shown again by `your_prediction`."""
    return _one(question, "guess", moving=True)


def your_prediction(question: str) -> Quiz:
    """Show, folded, the prediction made with `predict` beside what happens."""
    return _one(question, "reveal", moving=True)


def _one(question: str, mode: Mode, *, moving: bool = False) -> Quiz:
    course = load_course()
    questions = select_questions(course, question)
    return Quiz(questions, mode=mode, moving=moving, course=course, record=learner_record())


def _counting_answers(
    questions: dict[str, Question], place: str, events: Iterable[Event]
) -> dict[str, dict[str, Any]]:
    """Return the first answer to each question here, as long as the question still reads as it did then."""
    answers: dict[str, dict[str, Any]] = {}
    for event in events:
        question = questions.get(event.question)
        if event.kind != "answer" or event.place != place or question is None or question.id in answers:
            continue
        if event.hash != question.hash:
            continue
        answers[question.id] = {
            "options": event.options,
            "certainty": event.certainty,
            "score": score(question.type, question.right, event.options),
        }
    return answers
