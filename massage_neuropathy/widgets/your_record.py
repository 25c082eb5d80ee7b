"""The learner's record as a whole: to look at, to carry elsewhere, to delete."""

from typing import Any

import traitlets

from massage_neuropathy.record import Event, Record, learner_record
from massage_neuropathy.widgets.html_widget import HtmlWidget
from massage_neuropathy.widgets.quiz import as_event
from massage_neuropathy.widgets.rendering import TEMPLATES


class YourRecord(HtmlWidget):
    """Everything that is kept of a learner, with ways to save, add and delete it.

    Attributes
    ----------
    record : dict
        ``events`` (list of event objects), ``notice`` (str) and the ``asked`` that this answers. Synced.
    outbox : list of dict
        Events from the front end. Synced; the kernel puts them into the record.
    deletions : int
        Counted up by the front end for every wish to delete everything. Synced.
    asked : int
        Counted up by the front end to be told what is kept by now, whichever kernel has added it. Synced.

    Parameters
    ----------
    record
        The learner's record.
    """

    record = traitlets.Dict().tag(sync=True)
    outbox = traitlets.List().tag(sync=True)
    deletions = traitlets.Int().tag(sync=True)
    asked = traitlets.Int().tag(sync=True)

    def __init__(self, record: Record) -> None:
        self._learner = record
        self._deleted = 0
        html = TEMPLATES.get_template("your_record.html").render()
        super().__init__(html=html, text="Your record: save it to a file, add one from a file, delete it")
        self._refresh()
        record.on_change(self._refresh)

    @traitlets.observe("outbox", "deletions", "asked")
    def _obey(self, change: dict[str, Any]) -> None:
        # These may arrive in one message. The front end empties the outbox when it deletes, so what is in it
        # was put there afterwards.
        deletes = self._deleted != self.deletions
        if deletes:
            self._deleted = self.deletions
            self._learner.delete()
        if deletes or change["name"] == "outbox":
            self._learner.add(event for event in map(as_event, self.outbox) if event)
        self._refresh()

    def _refresh(self) -> None:
        events: list[Event] = self._learner.events()
        self.record = {
            "events": [event.model_dump(mode="json") for event in events],
            "notice": self._learner.notice,
            "asked": self.asked,
        }


def your_record() -> YourRecord:
    """Show what is kept of the learner, with buttons to save it to a file, add one, and delete everything."""
    return YourRecord(learner_record())
