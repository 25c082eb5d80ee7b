"""Load what the course teaches from.

The files stand in the folder ``content``. They are read and checked as a whole: `load_course` either returns
a course in which every id leads somewhere, or raises a `ContentError` that lists everything to be put right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from massage_neuropathy.bibliography import Reference, read_bibliography
from massage_neuropathy.case_rules import case_rules
from massage_neuropathy.clients import Client, client_rules
from massage_neuropathy.planning_words import read_planning, wish_rules
from massage_neuropathy.problems import ContentError, Problem, did_you_mean
from massage_neuropathy.question_rules import question_rules
from massage_neuropathy.questions import (
    ChoiceQuestion,
    MatchingQuestion,
    NumericQuestion,
    Option,
    OrderingQuestion,
    Question,
)
from massage_neuropathy.rules import (
    condition_rules,
    lesson_rules,
    one_sided_conflicts,
    shared_names,
    unknown_ids,
)
from massage_neuropathy.schema import (
    BIBLIOGRAPHY,
    KINDS,
    Claim,
    Condition,
    Course,
    ErrorKind,
    Lesson,
    Mechanism,
    Objective,
    Slot,
    Term,
    Trial,
)
from massage_neuropathy.screening_words import read_screening
from massage_neuropathy.yaml_reader import Entry, read_entries, to_record

__all__ = [
    "ChoiceQuestion",
    "Claim",
    "Client",
    "Condition",
    "ContentError",
    "Course",
    "ErrorKind",
    "Lesson",
    "MatchingQuestion",
    "Mechanism",
    "NumericQuestion",
    "Objective",
    "Option",
    "OrderingQuestion",
    "Problem",
    "Question",
    "Reading",
    "Reference",
    "SelectionError",
    "Slot",
    "Term",
    "Trial",
    "load_course",
    "provide_course",
    "read_content",
    "select_questions",
]

FOLDER = Path(__file__).parent / "content"
_courses: dict[Path, Course] = {}


@dataclass(frozen=True)
class Reading:
    """The content as far as it can be read, right or wrong, for whoever checks further.

    Parameters
    ----------
    course : Course
        The records that have the right shape. Their ids may lead nowhere.
    entries : dict of str to list of Entry
        All records by kind as they stand in the files.
    known : dict of str to (dict of str to int) or None
        The ids of each kind, also of records with mistakes; None if a file could not be read, so that nobody
        calls an id unknown that is only out of reach. For ``references``, with their lines.
    problems : list of Problem
        What is wrong.
    """

    course: Course
    entries: Mapping[str, list[Entry]]
    known: Mapping[str, Mapping[str, int] | None]
    problems: list[Problem]

    @property
    def whole(self) -> bool:
        """Whether every file could be read, so that what is not found is really not there."""
        return all(ids is not None for ids in self.known.values())


def load_course(folder: Path | None = None) -> Course:
    """Load the content.

    The course is read once and kept; it is the same object every time.

    Parameters
    ----------
    folder : Path, optional
        A content folder; by default that of the course.

    Returns
    -------
    Course
        A course in which every id leads somewhere.

    Raises
    ------
    ContentError
        With everything that is wrong in its `problems`.
    """
    path = Path(folder or FOLDER).resolve()
    if path not in _courses:
        reading = read_content(path)
        if reading.problems:
            raise ContentError(reading.problems)
        _courses[path] = reading.course
    return _courses[path]


def provide_course(course: Course) -> None:
    """Have `load_course` return a course that was read from its files before."""
    _courses[FOLDER.resolve()] = course


def read_content(folder: Path) -> Reading:
    """Read the content and say all that is wrong with it, without stopping at the first mistake.

    Parameters
    ----------
    folder : Path
        The content folder.

    Returns
    -------
    Reading
        The records, the entries and the problems.
    """
    problems: list[Problem] = []
    entries: dict[str, list[Entry]] = {}
    known: dict[str, Mapping[str, int] | None] = {}
    records: dict[str, dict[str, Any]] = {}
    for name, kind in KINDS.items():
        path = folder / kind.file
        found = [read_entries(file) for file in ([path] if path.suffix else sorted(path.glob("*.yml")))]
        problems += [problem for _, wrong in found for problem in wrong]
        entries[name] = [entry for part, _ in found for entry in part or ()]
        ids: dict[str, int] = {}
        records[name] = {}
        for entry in entries[name]:
            record, wrong = to_record(entry, kind.model_for(entry.data))
            problems += wrong
            if not entry.texts("id"):
                continue
            if entry.name in ids:
                first = next(other for other in entries[name] if other.name == entry.name)
                place = f"{first.file.name}, line {first.lines[('id',)]}"
                problems.append(
                    entry.problem(
                        ("id",), f"{entry.name!r} is used twice (first in {place})", "choose another id"
                    )
                )
                continue
            ids[entry.name] = entry.lines[("id",)]
            if record:
                records[name][entry.name] = record
        known[name] = None if any(part is None for part, _ in found) else ids
    records["references"], known["references"], wrong = read_bibliography(folder / BIBLIOGRAPHY)
    problems += wrong
    problems += unknown_ids(entries, known)
    problems += shared_names(entries, known)
    problems += one_sided_conflicts(entries)
    for entry in entries["lessons"]:
        problems += lesson_rules(entry)
    screening, wrong = read_screening(folder)
    problems += wrong
    planning, wrong = read_planning(folder, known["conditions"], known["references"], screening)
    problems += wrong
    for entry in entries["conditions"]:
        problems += condition_rules(entry, screening)
    by_name = {entry.name: entry for entry in entries["conditions"]}
    for entry in entries["clients"] if known["conditions"] is not None else ():
        problems += client_rules(entry, by_name, screening)
        problems += wish_rules(entry, planning)
    lesson_of = {entry.name: lesson for entry in entries["objectives"] for _, lesson in entry.texts("lesson")}
    for entry in entries["questions"]:
        problems += [entry.problem(*found) for found in question_rules(entry, known["lessons"], lesson_of)]
    for entry in entries["cases"]:
        problems += [entry.problem(*found) for found in case_rules(entry, known)]
    return Reading(
        Course(**records, screening=screening, planning=planning), entries, known, sorted(set(problems))
    )


class SelectionError(ValueError):
    """A lesson asks for questions that cannot be shown; its text is for the author of the lesson."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(f"{message}; {fix}")


def select_questions(
    course: Course, *ids: str, lesson: str | None = None, objective: str | None = None
) -> tuple[Question, ...]:
    """Choose practice questions to show.

    Parameters
    ----------
    course : Course
        The course.
    *ids : str
        Ids of questions, in the order to show them; or name none, and choose by lesson or objective.
    lesson, objective : str, optional
        Choose all practice questions of a lesson, of an objective, or of both at once.

    Returns
    -------
    tuple of Question
        At least one.

    Raises
    ------
    ValueError
        If a question is unknown, reserved or named twice, or if nothing is selected.
    """
    if ids and (lesson or objective):
        raise SelectionError(
            "questions are chosen by id and by lesson or objective at once", "choose one way"
        )
    practice = {name: question for name, question in course.questions.items() if question.pool == "practice"}
    for i, name in enumerate(ids):
        if name in ids[:i]:
            raise SelectionError(f"the question {name!r} is named twice", "name it once")
        if name in practice:
            continue
        if name in course.questions:
            raise SelectionError(
                f"the question {name!r} is reserved for the starting check and the final",
                "show a practice question, or put this one into the practice pool",
            )
        otherwise = "use the id of a question in content/questions"
        raise SelectionError(f"there is no question {name!r}", did_you_mean(name, practice, otherwise))
    if ids:
        return tuple(practice[name] for name in ids)
    if lesson is None and objective is None:
        raise SelectionError("no question is chosen", "name questions, or a lesson, or an objective")
    for wanted, what, records in (
        (lesson, "lesson", course.lessons),
        (objective, "objective", course.objectives),
    ):
        if wanted is not None and wanted not in records:
            otherwise = f"use one of {', '.join(records)}"
            raise SelectionError(f"there is no {what} {wanted!r}", did_you_mean(wanted, records, otherwise))
    chosen = tuple(
        question
        for question in practice.values()
        if lesson in (None, question.lesson) and objective in (None, question.objective)
    )
    if not chosen:
        wanted = " and ".join(
            f"{what} {name!r}" for what, name in (("lesson", lesson), ("objective", objective)) if name
        )
        raise SelectionError(f"there is no practice question for {wanted}", "write one, or choose another")
    return chosen
