"""The shelf: what the pages for assessment, review and progress take questions and cards from.

Every item on it is data in the sense of JSON, the same for the book, which has each as a script of its own,
and for JupyterLab, where the kernel sends what is asked for.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from massage_neuropathy import __version__
from massage_neuropathy.content import Course, Question
from massage_neuropathy.widgets.rendering import inline, render_one

# The six groups that results are told by: a single row has too few questions to say anything.
GROUPS = (
    ("nerves-and-kinds", "Nerves and kinds", ("R1", "R2", "R3")),
    ("two-big-causes", "Two big causes", ("R4", "R5")),
    ("noticing", "Noticing and referring", ("R6",)),
    ("technique", "Technique and session", ("R7", "R9")),
    ("deciding", "Deciding", ("R8",)),
    ("evidence", "Evidence and honesty", ("R10", "R11", "R12", "R13")),
)


def bank_hash(course: Course) -> str:
    """Return twelve hexadecimal digits that change when any question is added, removed or reworded."""
    lines = sorted(f"{question.id} {question.hash}" for question in course.questions.values())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def shelf(course: Course) -> Mapping[str, Callable[[], dict[str, Any]]]:
    """Return what is on the shelf: by name, a function that makes it.

    ``index``, ``reserved``, ``cards``, and ``practice/<lesson>`` for every lesson.
    """
    practice = {
        f"practice/{lesson}": lambda lesson=lesson: _questions(
            course, lambda question: question.pool == "practice" and question.lesson == lesson
        )
        for lesson in course.lessons
    }
    return {
        "index": lambda: index(course),
        "reserved": lambda: _questions(course, lambda question: question.pool == "reserved"),
        "cards": lambda: _cards(course),
        **practice,
    }


def index(course: Course) -> dict[str, Any]:
    """Return what the course consists of, in ids and a few words."""
    reserved = [question for question in course.questions.values() if question.pool == "reserved"]
    twins = {slot: [question.id for question in reserved if question.twin == slot] for slot in course.slots}
    form = {
        name: form for slot in course.slots.values() if slot.start for name, form in zip(twins[slot.id], "AB")
    }
    return {
        "version": __version__,
        "bank": bank_hash(course),
        "lessons": [
            {
                "id": lesson.id,
                "number": lesson.number,
                "title": lesson.title,
                "part": lesson.part,
                "minutes": lesson.minutes,
                "href": f"{lesson.id}.html",
            }
            for lesson in course.lessons.values()
        ],
        "objectives": [
            {"id": one.id, "lesson": one.lesson, "text": one.text} for one in course.objectives.values()
        ],
        "groups": [{"id": name, "name": words, "rows": list(rows)} for name, words, rows in GROUPS],
        "slots": [
            {
                "id": slot.id,
                "row": slot.row,
                "objective": slot.objective,
                "type": slot.type,
                "safety": slot.safety,
                "refusing": slot.refusing_is_the_error,
                "start": slot.start,
                "twins": twins[slot.id],
            }
            for slot in course.slots.values()
        ],
        "practice": [
            {
                "id": question.id,
                "hash": question.hash,
                "type": question.type,
                "right": question.right,
                "lesson": question.lesson,
                "objective": question.objective,
                "teaches": question.teaches,
            }
            for question in course.questions.values()
            if question.pool == "practice"
        ],
        "reserved": [
            {
                "id": question.id,
                "hash": question.hash,
                "slot": question.twin,
                "form": form.get(question.id),
                "answer": _keyed(question),
            }
            for question in reserved
        ],
        "cards": [{"id": term.id, "lesson": term.lesson} for term in course.terms.values()],
        "errors": {error.id: error.text for error in course.errors.values()},
    }


def entry(question: Question, course: Course) -> dict[str, Any]:
    """Return a question as the scripts need it: what it is about, what is right, and its HTML."""
    return {
        "id": question.id,
        "hash": question.hash,
        "pool": question.pool,
        "lesson": question.lesson,
        "objective": question.objective,
        "slot": question.twin,
        "type": question.type,
        "safety": question.safety,
        "answer": _keyed(question),
        "teaches": question.teaches,
        "right": question.right,
        "faults": question.faults,
        "fixed": getattr(question, "fixed", False),
        "html": render_one(question, course=course),
    }


def _keyed(question: Question) -> str | None:
    """Return which of the five answers is right; a number to be worked out is none of them."""
    return question.answer if isinstance(question.answer, str) else None


def _questions(course: Course, wanted: Callable[[Question], bool]) -> dict[str, Any]:
    return {
        "questions": [entry(question, course) for question in course.questions.values() if wanted(question)]
    }


def _cards(course: Course) -> dict[str, Any]:
    return {
        "cards": [
            {
                "id": term.id,
                "lesson": term.lesson,
                "term": term.term,
                "british": term.british,
                "html": str(inline(term.definition)),
            }
            for term in course.terms.values()
        ]
    }
