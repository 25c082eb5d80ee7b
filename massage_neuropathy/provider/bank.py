"""What learners' files are compared with: the questions as they are here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from massage_neuropathy import __version__
from massage_neuropathy.bank import bank_hash, blueprint, facts
from massage_neuropathy.content import FOLDER, load_course
from massage_neuropathy.schema import Course
from massage_neuropathy.standards import read_standards


@dataclass(frozen=True)
class Bank:
    """The questions of this version of the course.

    Parameters
    ----------
    version, hash : str
        Version of the course, and what the questions say as twelve hexadecimal digits.
    index : mapping
        What sittings are drawn from; see `massage_neuropathy.bank.blueprint`.
    entries : mapping of str to mapping
        By id, what is right in each question, and what else stands for which error.
    course : Course
        The content, for words.
    """

    version: str
    hash: str
    index: Mapping[str, Any]
    entries: Mapping[str, Mapping[str, Any]]
    course: Course


def load_bank() -> Bank:
    """Load the questions of this course."""
    course = load_course()
    standards, _ = read_standards(FOLDER)
    return Bank(
        version=__version__,
        hash=bank_hash(course),
        index=blueprint(course, standards.keyed_answers if standards else {}),
        entries={name: facts(question) for name, question in course.questions.items()},
        course=course,
    )
