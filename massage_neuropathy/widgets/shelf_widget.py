"""Widgets whose front end asks the kernel for what it needs, when it needs it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from massage_neuropathy.record import Record
from massage_neuropathy.widgets.html_widget import HtmlWidget
from massage_neuropathy.widgets.record_widget import RecordWidget


class ShelfWidget(RecordWidget):
    """HTML with the learner's record and the shelf behind it: the Python side of `KernelShelf` in ``js``.

    Its front end asks ``{"shelf": name}`` and is sent ``{"shelf": name, "data": ...}``.

    Parameters
    ----------
    learner
        The learner's record.
    shelf
        By name, a function that returns what is on the shelf.
    questions, html, text
        See `RecordWidget`.
    """

    def __init__(
        self,
        *,
        learner: Record,
        shelf: Mapping[str, Callable[[], dict[str, Any]]],
        questions: Iterable[str] | None = None,
        html: str,
        text: str,
    ) -> None:
        self._shelf = shelf
        super().__init__(learner=learner, questions=questions, html=html, text=text)
        self.on_msg(self._send_from_shelf)

    def _send_from_shelf(
        self, widget: HtmlWidget, content: dict[str, Any], buffers: list[memoryview]
    ) -> None:
        name = content.get("shelf")
        if name in self._shelf:
            self.send({"shelf": name, "data": self._shelf[name]()})
