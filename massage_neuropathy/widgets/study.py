"""Assessment, practice, progress and review as widgets.

Their front end asks the kernel for questions when it needs them, so that a stored notebook holds none of
those that are kept for the final.
"""

from collections.abc import Mapping
from typing import Literal

from massage_neuropathy.content import Course, load_course
from massage_neuropathy.memory import as_json, asked, memory
from massage_neuropathy.record import Record, learner_record
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS, STUDY_CSS
from massage_neuropathy.widgets.rendering import TEMPLATES
from massage_neuropathy.widgets.shelf import shelf
from massage_neuropathy.widgets.shelf_widget import ShelfWidget

Kind = Literal["start", "final", "practice", "progress", "review"]

NAMES: Mapping[Kind, str] = {
    "start": "Starting check: 12 questions",
    "final": "Final self-assessment: 40 questions",
    "practice": "Practice: questions from the lessons",
    "progress": "Your progress",
    "review": "Review: ten minutes",
}


class Study(ShelfWidget):
    """A part of the course that is made for this learner, from what they have answered so far.

    Parameters
    ----------
    kind
        Which part.
    course
        Where questions and cards are taken from.
    record
        The learner's record.
    """

    _esm = bundle("study_lab.js")
    _css = COURSE_CSS.read_text(encoding="utf-8") + STUDY_CSS.read_text(encoding="utf-8")

    def __init__(self, kind: Kind, *, course: Course, record: Record) -> None:
        about = asked(course.questions.values())
        remembered = {"memory": lambda: as_json(memory(self.learner.events(), about))}
        html = TEMPLATES.get_template("study.html").render(kind=kind, name=NAMES[kind])
        super().__init__(learner=record, shelf={**shelf(course), **remembered}, html=html, text=NAMES[kind])


def starting_check() -> Study:
    """Ask the twelve questions of the starting check."""
    return _study("start")


def final() -> Study:
    """Hold the final self-assessment."""
    return _study("final")


def practice() -> Study:
    """Put practice questions together, by lesson or from gaps."""
    return _study("practice")


def your_progress() -> Study:
    """Show where the learner is, what they know, and what comes next."""
    return _study("progress")


def review() -> Study:
    """Bring back what is due: questions and cards."""
    return _study("review")


def _study(kind: Kind) -> Study:
    return Study(kind, course=load_course(), record=learner_record())
