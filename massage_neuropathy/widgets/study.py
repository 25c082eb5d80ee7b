"""Assessment, practice, progress and review as widgets.

Their front end asks the kernel for questions when it needs them, so that a stored notebook holds none of
those that are kept for the final.
"""

from collections.abc import Mapping
from typing import Any, Literal

import traitlets

from massage_neuropathy.content import Course, load_course
from massage_neuropathy.memory import as_json, asked, memory
from massage_neuropathy.record import Record, learner_record
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS, STUDY_CSS, HtmlWidget
from massage_neuropathy.widgets.quiz import as_event
from massage_neuropathy.widgets.rendering import TEMPLATES
from massage_neuropathy.widgets.shelf import shelf

Kind = Literal["start", "final", "practice", "progress", "review"]

NAMES: Mapping[Kind, str] = {
    "start": "Starting check: 12 questions",
    "final": "Final self-assessment: 40 questions",
    "practice": "Practice: questions from the lessons",
    "progress": "Your progress",
    "review": "Review: ten minutes",
}


class Study(HtmlWidget):
    """A part of the course that is made for this learner, from what they have answered so far.

    Attributes
    ----------
    record : dict
        ``events`` (list of event objects) and ``notice`` (str). Synced.
    outbox : list of dict
        Events from the front end. Synced; the kernel puts them into the learner's record.

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

    record = traitlets.Dict().tag(sync=True)
    outbox = traitlets.List().tag(sync=True)

    def __init__(self, kind: Kind, *, course: Course, record: Record) -> None:
        self._learner = record
        self._shelf = shelf(course)
        self._asked = asked(course.questions.values())
        html = TEMPLATES.get_template("study.html").render(kind=kind, name=NAMES[kind])
        super().__init__(html=html, text=NAMES[kind])
        self._refresh()
        record.on_change(self._refresh)
        self.on_msg(self._answer)

    @traitlets.observe("outbox")
    def _take_events(self, change: dict[str, Any]) -> None:
        self._learner.add(event for event in map(as_event, change["new"]) if event)

    def _refresh(self) -> None:
        self.record = {
            "events": [event.model_dump(mode="json") for event in self._learner.events()],
            "notice": self._learner.notice,
        }

    def _answer(self, widget: HtmlWidget, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """Send what the front end asks for: something from the shelf, by name, or the state of the memory."""
        name = content.get("shelf")
        if name in self._shelf:
            self.send({"shelf": name, "data": self._shelf[name]()})
        if name == "memory":
            self.send({"shelf": name, "data": as_json(memory(self._learner.events(), self._asked))})


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
