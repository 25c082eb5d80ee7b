"""The learner's record as a whole: to look at, to carry elsewhere, to delete."""

from typing import Any

from massage_neuropathy.record import Event, Record, learner_record
from massage_neuropathy.widgets.record_widget import RecordWidget
from massage_neuropathy.widgets.rendering import TEMPLATES


class YourRecord(RecordWidget):
    """Everything that is kept of a learner, with ways to save, add and delete it.

    Of the record the front end starts with nothing but numbers; it asks for the events when it needs them.

    Parameters
    ----------
    record
        The learner's record.
    """

    def __init__(self, record: Record) -> None:
        super().__init__(
            learner=record,
            questions=(),
            html=TEMPLATES.get_template("your_record.html").render(),
            text="Your record: save it to a file, add one from a file, delete it",
        )

    def told(self, events: list[Event]) -> dict[str, Any]:
        """Add what is told of the record as a whole: its ``summary``, and files ``aside``."""
        whole = {"summary": self.learner.summary(), "aside": len(self.learner.set_aside())}
        return super().told(events) | whole


def your_record() -> YourRecord:
    """Show what is kept of the learner, with buttons to save it to a file, add one, and delete everything."""
    return YourRecord(learner_record())
