"""What all widgets are that work with the learner's record: the Python side of `KernelHost` in ``js``."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

import traitlets

from massage_neuropathy.record import Event, Record, as_event
from massage_neuropathy.widgets.html_widget import HtmlWidget


class RecordWidget(HtmlWidget):
    """HTML with the learner's record behind it.

    Its front end asks by messages, ``{"want": ..., "token": ...}``:

    ==========  ===================================================================================
    ``keep``    put what was answered just now, ``answers``, into the record: each an ``event`` and
                the ``epoch`` in which it was given (see `Record.keep`)
    ``add``     put ``events`` from elsewhere into the record
    ``delete``  delete everything, ``at`` a time
    ``latest``  show what is kept by now, whichever kernel has added it
    ``all``     send all events, as JSON packed by zlib, in a message of its own
    ==========  ===================================================================================

    and learns from `heard` that this was done. What else is wanted of a subclass is its own affair: `on_msg`
    takes any number of handlers.

    Attributes
    ----------
    record : dict
        What the front end starts from. Synced. ``events``: the outline of what it is about; ``unkept``: ids
        of events that could not be written; ``notice``, ``epoch`` and ``newest``: see `Record`.
    heard : str
        The token of the last message that was obeyed. Synced.

    Parameters
    ----------
    learner
        The learner's record.
    questions
        What it is about: ids of questions, names of settings; None for everything.
    html, text
        What is shown, and what it is in a line.
    """

    record = traitlets.Dict().tag(sync=True)
    heard = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, *, learner: Record, questions: Iterable[str] | None = None, html: str, text: str
    ) -> None:
        self.learner = learner
        self._about = None if questions is None else tuple(questions)
        super().__init__(html=html, text=text)
        self.refresh()
        learner.on_change(self.refresh)
        self.on_msg(self._obey)

    def refresh(self) -> list[Event]:
        """Show what is kept by now, and return the outline of it."""
        events = self.learner.outline(self._about)
        self.record = self.told(events)
        return events

    def told(self, events: list[Event]) -> dict[str, Any]:
        """Return what the front end is told, `events` being the outline of what this is about."""
        return {
            "events": [event.model_dump(mode="json") for event in events],
            "unkept": sorted(self.learner.unkept),
            "epoch": self.learner.epoch,
            "newest": self.learner.newest(),
            "notice": self.learner.notice,
        }

    def obey(self, want: str, token: str = "", **given: Any) -> None:  # noqa: ANN401
        """Do what the front end wants; see the table above. Other wants are left to others."""
        with self.hold_sync():
            match want:
                case "keep":
                    for answer in given["answers"]:
                        self.learner.keep(_events([answer["event"]]), answer["epoch"])
                case "add":
                    self.learner.add(_events(given["events"]))
                case "delete":
                    self.learner.delete(given["at"])
                case "latest":
                    self.refresh()
                case "all":
                    events = [event.model_dump(mode="json") for event in self.learner.events()]
                    packed = zlib.compress(json.dumps(events).encode())
                    self.send({"token": token}, buffers=[packed])
                case _:
                    return
            self.heard = token

    def _obey(self, widget: HtmlWidget, message: Any, buffers: list[memoryview]) -> None:  # noqa: ANN401
        if isinstance(message, dict) and "want" in message:
            self.obey(**message)


def _events(entries: Iterable[object]) -> list[Event]:
    return [event for event in map(as_event, entries) if event]
