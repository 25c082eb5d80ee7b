"""The tools for deciding: screener, planner and cases, as widgets.

Nothing that is typed into the screener or the planner reaches the kernel or the record; only choices in cases
are kept.
"""

from massage_neuropathy.content import Course, load_course
from massage_neuropathy.record import Record, learner_record
from massage_neuropathy.widgets.bundle import bundle
from massage_neuropathy.widgets.html_widget import COURSE_CSS, STUDY_CSS, TOOLS_CSS
from massage_neuropathy.widgets.shelf import shelf
from massage_neuropathy.widgets.shelf_widget import ShelfWidget


class Tool(ShelfWidget):
    """A tool for deciding.

    Parameters
    ----------
    html
        What it is without a script: a text that can be read.
    text
        What it is, in a line.
    course
        Where its data is taken from.
    record
        The learner's record.
    """

    _esm = bundle("tools_lab.js")
    _css = "\n".join(path.read_text(encoding="utf-8") for path in (COURSE_CSS, STUDY_CSS, *TOOLS_CSS))

    def __init__(self, *, html: str, text: str, course: Course, record: Record) -> None:
        super().__init__(learner=record, shelf=shelf(course), html=html, text=text)


def tool(html: str, text: str) -> Tool:
    """Return a tool of this course."""
    return Tool(html=html, text=text, course=load_course(), record=learner_record())
