"""The learner's record: what was answered, as a list of events that is only ever added to.

The same events are kept by the browser (see `BrowserHost` in ``widgets/js/hosts.js``) and here, in a SQLite
file in the user's own data folder, so that a record can travel between the two. An event is a flat JSON
object:

=============  =============================================================================================
``id``         unique text; adding an event a second time changes nothing
``at``         when, in UTC, ISO 8601 with milliseconds: ``2026-11-20T09:30:00.000Z``
``kind``       ``answer``, ``guess`` (before the reading, kept for the end) or ``setting``
``question``   id of the question; for a setting, its name
``place``      empty, or the lesson in which a question from an earlier one is asked again
``hash``       hash of what the question said when it was answered; an edited question voids its own answers
``options``    what was answered: ids of options; ``item:choice`` for each item; ids of steps as they were
               put; or a number; for a setting, its value
``certainty``  ``guessing``, ``fairly-sure``, ``very-sure`` or null where it was not asked
=============  =============================================================================================

The first answer to a question is the one that counts; later ones are kept as tries.

A record travels in a file: a JSON object with ``format`` ("massage-neuropathy-record"), ``version``
(`VERSION`) and ``events``, oldest first. Reading it adds the events that are not there yet. So files may be
read in any order and any number of times, and two records become one without loss.
"""

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

VERSION = 1
TABLE = "CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, body TEXT NOT NULL)"

NOT_KEPT = (
    "Your answers are not being kept: {reason}. The questions still work; your answers last until this "
    "notebook is closed."
)
SET_ASIDE = "Your saved answers could not be read. The file was set aside as {name}, not deleted."


class Event(BaseModel):
    """One thing that the learner did. See the table at the top of this module."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, max_length=100)
    at: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
    kind: Literal["answer", "guess", "setting"]
    question: str = Field(min_length=1, max_length=200)
    place: str = Field(max_length=200)
    hash: str = Field(max_length=64)
    options: tuple[str, ...]
    certainty: Literal["guessing", "fairly-sure", "very-sure"] | None


class Record:
    """A learner's events in one SQLite file.

    Nothing here raises on a bad or missing file: a learner must be able to go on. What went wrong is said in
    `notice`, in words for the learner, and the events stay in memory until the notebook is closed.

    Parameters
    ----------
    path
        The file; its folder is made if need be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found = ""
        self._not_kept = ""
        self._memory: dict[str, Event] = {}
        self._listeners: list[weakref.WeakMethod] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            self._say_not_kept(error)

    @property
    def notice(self) -> str:
        """What the learner must know about the state of the record; empty if all is well."""
        return " ".join(filter(None, [self._not_kept, self._found]))

    def events(self) -> list[Event]:
        """Return all events, oldest first."""
        found = dict(self._memory)
        try:
            with closing(self._connect()) as connection:
                rows = connection.execute("SELECT id, body FROM events").fetchall()
        except sqlite3.Error as error:
            self._say_not_kept(error)
            rows = []
        for event_id, body in rows:
            try:
                found[event_id] = Event.model_validate_json(body)
            except ValidationError:
                self._found = (
                    "Some saved answers could not be read. They were left where they are, not deleted."
                )
        return sorted(found.values(), key=lambda event: (event.at, event.id))

    def add(self, events: Iterable[Event]) -> None:
        """Add events; those that are there already are left as they are."""
        # What could not be written before is tried again together with what is new.
        self._memory = {event.id: event for event in events} | self._memory
        try:
            with closing(self._connect()) as connection, connection:
                connection.execute(TABLE)
                connection.executemany(
                    "INSERT OR IGNORE INTO events (id, body) VALUES (?, ?)",
                    [(event.id, event.model_dump_json()) for event in self._memory.values()],
                )
            self._memory.clear()
            self._not_kept = ""
        except sqlite3.Error as error:
            self._say_not_kept(error)
        self._tell()

    def delete(self) -> list[Event]:
        """Delete everything, and return it, so that it can be added again as long as somebody holds it."""
        gone = self.events()
        try:
            with closing(self._connect()) as connection, connection:
                # Overwritten, too, not only marked as free.
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(TABLE)
                connection.execute("DELETE FROM events")
            self._memory.clear()
            self._not_kept = self._found = ""
        except sqlite3.Error as error:
            self._say_not_kept(error)
        self._tell()
        return gone

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener`, a method, after every `add`, so that widgets in other cells see the answer too.

        It is not kept alive for that: a widget that is gone no longer listens.
        """
        self._listeners.append(weakref.WeakMethod(listener))

    def _tell(self) -> None:
        for listener in list(self._listeners):
            if (method := listener()) is not None:
                method()
            else:
                self._listeners.remove(listener)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=5)

    def _prepare(self) -> None:
        try:
            self._make_table()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Not a SQLite file, or another program's: keep it under another name and begin anew.
            self._set_aside()
            self._make_table()

    def _make_table(self) -> None:
        with closing(self._connect()) as connection, connection:
            # Two notebooks may open a new record at the same moment; the second one waits here.
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if version != VERSION and tables:
                raise sqlite3.DatabaseError(f"record of version {version}, not {VERSION}")
            connection.execute(TABLE)
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _set_aside(self) -> None:
        number = 1
        while (
            aside := self.path.with_name(f"{self.path.stem}-set-aside-{number}{self.path.suffix}")
        ).exists():
            number += 1
        self.path.rename(aside)
        self._found = SET_ASIDE.format(name=aside)

    def _say_not_kept(self, error: Exception) -> None:
        self._not_kept = NOT_KEPT.format(reason=str(error).rstrip("."))


@cache
def learner_record() -> Record:
    """Return the record of whoever runs this kernel.

    It lives in the user's data folder, or in the folder named by ``MASSAGE_NEUROPATHY_DATA``.
    """
    folder = os.environ.get("MASSAGE_NEUROPATHY_DATA") or user_data_path(
        "massage-neuropathy", appauthor=False
    )
    return Record(Path(folder) / "record.sqlite3")
