"""The bank of questions and its blueprint as data in the sense of JSON, which scripts read as well."""

import hashlib
from collections.abc import Mapping
from typing import Any

from massage_neuropathy.questions import Question
from massage_neuropathy.schema import Course

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


def facts(question: Question) -> dict[str, Any]:
    """Return what a question is about, what is right, and what else stands for which error.

    ``fixed`` says that its options keep their order: that of a picture is the order of its letters.
    """
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
        "faults": {token: list(fault) for token, fault in question.faults.items()},
        "fixed": bool(getattr(question, "fixed", False) or getattr(question, "picture", None)),
    }


def blueprint(course: Course, bounds: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Return what sittings are drawn from: groups, slots, the reserved questions, and bounds of answers.

    The first twin of a slot of the starting check belongs to its form A, the second one to form B.

    Parameters
    ----------
    course
        The content.
    bounds
        For each of the answers how often it is the right one in a final, at least and at most.
    """
    reserved = [question for question in course.questions.values() if question.pool == "reserved"]
    twins = {slot: [question.id for question in reserved if question.twin == slot] for slot in course.slots}
    forms = {
        name: form
        for slot in course.slots.values()
        if slot.start
        for name, form in zip(twins[slot.id], "AB", strict=False)
    }
    return {
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
        "reserved": [
            {
                "id": question.id,
                "hash": question.hash,
                "slot": question.twin,
                "form": forms.get(question.id),
                "answer": _keyed(question),
            }
            for question in reserved
        ],
        "bounds": {answer: list(span) for answer, span in bounds.items()},
    }


def _keyed(question: Question) -> str | None:
    """Return which of the five answers is right; a number to be worked out is none of them."""
    return question.answer if isinstance(question.answer, str) else None
