"""The shelf: what the pages for assessment, review and progress take questions and cards from.

Every item on it is data in the sense of JSON, the same for the book, which has each as a script of its own,
and for JupyterLab, where the kernel sends what is asked for.
"""

from collections.abc import Callable, Mapping
from typing import Any

from massage_neuropathy import __version__
from massage_neuropathy.bank import bank_hash, blueprint, facts
from massage_neuropathy.content import FOLDER, Course, Question
from massage_neuropathy.standards import read_standards
from massage_neuropathy.widgets.case_text import case_data, case_facts
from massage_neuropathy.widgets.rendering import inline, render_one, source


def shelf(course: Course) -> Mapping[str, Callable[[], dict[str, Any]]]:
    """Return what is on the shelf: by name, a function that makes it.

    ``index``, ``lessons``, ``reserved``, ``cards``, ``screener``, ``planner``, ``clients``,
    ``practice/<lesson>`` for every lesson, and ``case/<id>`` for every case.
    """
    practice = {
        f"practice/{lesson}": lambda lesson=lesson: _questions(
            course, lambda question: question.pool == "practice" and question.lesson == lesson
        )
        for lesson in course.lessons
    }
    cases = {f"case/{one.id}": lambda one=one: case_data(one, course) for one in course.cases.values()}
    return {
        "index": lambda: index(course),
        "lessons": lambda: _lessons(course),
        "reserved": lambda: _questions(course, lambda question: question.pool == "reserved"),
        "cards": lambda: _cards(course),
        "screener": lambda: _screener(course),
        "planner": lambda: _planner(course),
        "clients": lambda: _clients(course),
        **practice,
        **cases,
    }


def index(course: Course) -> dict[str, Any]:
    """Return what the course consists of, in ids and a few words."""
    standards, _ = read_standards(FOLDER)
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
                "enough": lesson.enough,
                "href": f"{lesson.id}.html",
            }
            for lesson in course.lessons.values()
        ],
        "objectives": [
            {"id": one.id, "lesson": one.lesson, "text": one.text} for one in course.objectives.values()
        ],
        **blueprint(course, standards.keyed_answers if standards else {}),
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
        "cards": [{"id": term.id, "lesson": term.lesson} for term in course.terms.values()],
        "cases": [case_facts(one) for one in course.cases.values()],
    }


def _lessons(course: Course) -> dict[str, Any]:
    """Return what every page of the book needs of a learner's way so far, and not a byte more."""
    questions = [question for question in course.questions.values() if question.pool == "practice"]
    return {
        "lessons": [
            {
                "id": lesson.id,
                "title": lesson.title,
                "enough": lesson.enough,
                "questions": [
                    {"id": one.id, "hash": one.hash, "type": one.type, "right": one.right}
                    for one in questions
                    if one.lesson == lesson.id
                ],
            }
            for lesson in course.lessons.values()
        ]
    }


def entry(question: Question, course: Course) -> dict[str, Any]:
    """Return a question as the scripts need it: what it is about, what is right, and its HTML."""
    return {**facts(question), "html": render_one(question, course=course)}


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


def _screener(course: Course) -> dict[str, Any]:
    """Return the conditions with their sources, and the words and rules that go with them."""
    return {
        "conditions": [
            one.model_dump(mode="json") | {"sources": [source(course, key) for key in one.references]}
            for one in course.conditions.values()
        ],
        "screening": course.screening.model_dump(mode="json"),
    }


def _planner(course: Course) -> dict[str, Any]:
    """Return the words and rules of the planner, with sources and with the names of what can be ticked."""
    planning = course.planning.model_dump(mode="json")
    planning["ticks"] = [{"id": name, "say": course.conditions[name].name} for name in planning["ticks"]]
    for one in (*planning["suggestions"], *planning["goals"]):
        one["sources"] = [source(course, key) for key in one["references"]]
    return {"planning": planning}


def _clients(course: Course) -> dict[str, Any]:
    return {"clients": [one.model_dump(mode="json") for one in course.clients.values()]}
