"""The learner's record in one SQLite file in the user's own data folder.

What it holds, and how it travels, is described in ``events.py``. The browser keeps the same events by itself
(``widgets/js/browser_host.js``).
"""

import json
import os
import secrets
import sqlite3
import weakref
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import ValidationError

from massage_neuropathy.events import (
    VERSION,
    Event,
    RecordFileError,
    as_event,
    in_order,
    outline,
    read_file,
    write_file,
)

__all__ = [
    "Event",
    "Record",
    "RecordFileError",
    "as_event",
    "learner_record",
    "outline",
    "read_file",
    "write_file",
]

NOT_KEPT = (
    "Your answers are not being kept: {reason}. The questions still work; your answers last until this "
    "notebook is closed."
)
NEWER = (
    "your saved answers come from a newer version of this course and were left as they are. Update the course"
)
SET_ASIDE = "Your saved answers could not be read. The file was set aside as {name}, not deleted."
SALVAGED = "What could still be read in it is here."
UNREADABLE = "Some saved answers could not be read. They were set aside in the file, not deleted."

_TABLE = "CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, body TEXT NOT NULL)"
# What is looked up stands beside the body, worked out from it, so that the two cannot differ.
_SINCE_VERSION_2 = (
    *(
        f"ALTER TABLE events ADD COLUMN {name} TEXT GENERATED ALWAYS AS "
        f"(CASE WHEN json_valid(body) THEN json_extract(body, '$.{name}') END) VIRTUAL"
        for name in ("at", "kind", "question", "place", "hash")
    ),
    "CREATE INDEX by_question ON events (question, kind, place, hash, at, id)",
    "CREATE INDEX by_time ON events (at)",
    "CREATE TABLE set_aside (id TEXT, body TEXT)",
    "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
_EVENTS = "SELECT id, body FROM events {where}"
_OUTLINE = """
    SELECT id, body FROM events WHERE id IN (
        SELECT id FROM (
            SELECT id,
                row_number() OVER (alike ORDER BY at, id) AS from_first,
                row_number() OVER (alike ORDER BY at DESC, id DESC) AS from_last
            FROM events {where} WINDOW alike AS (PARTITION BY question, kind, place, hash)
        ) WHERE 1 IN (from_first, from_last)
    )
"""
_SUMMARY = """
    SELECT count(*), count(given), count(DISTINCT given), min(CASE WHEN given NOT NULL THEN at END),
        max(CASE WHEN given NOT NULL THEN at END)
    FROM (SELECT at, CASE WHEN kind IN ('answer', 'guess', 'choice') THEN question END AS given FROM events)
"""


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

    @property
    def epoch(self) -> str:
        """What tells the record from what it was before everything was deleted; empty until then."""
        return self._state("epoch")

    @property
    def unkept(self) -> frozenset[str]:
        """Ids of the events that could not be written and last as long as this object does."""
        return frozenset(self._memory)

    def events(self, questions: Iterable[str] | None = None) -> list[Event]:
        """Return all events, or those about some questions, oldest first."""
        return self._read(_EVENTS, questions)

    def outline(self, questions: Iterable[str] | None = None) -> list[Event]:
        """Return the outline of the record, or of what is about some questions, oldest first."""
        return outline(self._read(_OUTLINE, questions))

    def newest(self) -> str:
        """Return the time of the newest event; empty if there is none. Whatever comes next is later."""
        kept = self._ask("SELECT max(at) FROM events")
        return max([*(event.at for event in self._memory.values()), (kept and kept[0]) or ""])

    def count(self) -> int:
        """Return the number of events."""
        return self.summary()["entries"]

    def summary(self) -> dict[str, Any]:
        """Return what a learner is told of the record as a whole.

        Returns
        -------
        dict
            Numbers of ``entries``, of ``answers`` (guesses and choices in cases among them) and of
            ``questions`` answered; times of the first and the last answer, ``since`` and ``until``, None
            where there is none.
        """
        values = None if self._memory else self._ask(_SUMMARY)
        if values is None:
            events = self.events()
            given = [event for event in events if event.kind in ("answer", "guess", "choice")]
            ends = (given[0].at, given[-1].at) if given else (None, None)
            values = (len(events), len(given), len({event.question for event in given}), *ends)
        return dict(zip(("entries", "answers", "questions", "since", "until"), values, strict=True))

    def add(self, events: Iterable[Event]) -> None:
        """Add events; those that are there already are left as they are."""
        # What could not be written before is tried again together with what is new.
        self._memory = {event.id: event for event in events} | self._memory
        try:
            with closing(self._connect()) as connection, connection:
                connection.executemany(
                    "INSERT OR IGNORE INTO events (id, body) VALUES (?, ?)",
                    [(event.id, event.model_dump_json()) for event in self._memory.values()],
                )
            self._memory.clear()
            self._not_kept = ""
        except sqlite3.Error as error:
            self._say_not_kept(error)
        self._tell()

    def keep(self, events: Iterable[Event], epoch: str) -> None:
        """Add what was answered where `epoch` was the latest that was known.

        If everything was deleted since, an answer from before that does not come back.
        """
        deleted = self._state("deleted") if epoch != self.epoch else ""
        self.add(event for event in events if event.at > deleted)

    def delete(self, at: str = "") -> list[Event]:
        """Delete everything, and return the events, so that they can be added again.

        What could not be read, and files that were set aside for that, are deleted too, for good.

        Parameters
        ----------
        at
            When, by the clock of whoever answers; by this machine's if empty.
        """
        gone = self.events()
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        try:
            with closing(self._connect()) as connection, connection:
                # Overwritten, too, not only marked as free.
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("DELETE FROM events")
                connection.execute("DELETE FROM set_aside")
                connection.executemany(
                    "INSERT OR REPLACE INTO state VALUES (?, ?)",
                    [("epoch", secrets.token_hex(8)), ("deleted", at or now)],
                )
            self._memory.clear()
            self._not_kept = self._found = ""
            for file in self.set_aside():
                file.unlink()
        except (OSError, sqlite3.Error) as error:
            self._say_not_kept(error)
        self._tell()
        return gone

    def set_aside(self) -> list[Path]:
        """Return the files that could not be read and were set aside."""
        return sorted(self.path.parent.glob(f"{self.path.stem}-set-aside-*{self.path.suffix}"))

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

    def _read(self, query: str, questions: Iterable[str] | None) -> list[Event]:
        wanted = None if questions is None else set(questions)
        memory = [event for event in self._memory.values() if wanted is None or event.question in wanted]
        where = "" if wanted is None else "WHERE question IN (SELECT value FROM json_each(:wanted))"
        names = {} if wanted is None else {"wanted": json.dumps(sorted(wanted))}
        try:
            with closing(self._connect()) as connection, connection:
                return in_order([*memory, *self._fetch(connection, query.format(where=where), names)])
        except sqlite3.Error as error:
            self._say_not_kept(error)
            return in_order(memory)

    def _fetch(self, connection: sqlite3.Connection, query: str, names: dict[str, str]) -> list[Event]:
        rows = connection.execute(query, names).fetchall()
        events = {name: _event_of(name, body) for name, body in rows}
        unreadable = [(name,) for name, event in events.items() if event is None]
        if unreadable:
            self._found = UNREADABLE
            with suppress(sqlite3.OperationalError):
                connection.executemany(
                    "INSERT INTO set_aside SELECT id, body FROM events WHERE id IS ?", unreadable
                )
                connection.executemany("DELETE FROM events WHERE id IS ?", unreadable)
                # In an outline it may have stood before another that can be read.
                return self._fetch(connection, query, names)
        return [event for event in events.values() if event]

    def _ask(self, query: str, *values: str) -> tuple[Any, ...] | None:
        try:
            with closing(self._connect()) as connection:
                return connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            self._say_not_kept(error)
            return None

    def _state(self, name: str) -> str:
        row = self._ask("SELECT value FROM state WHERE name = ?", name)
        return row[0] if row else ""

    def _connect(self) -> sqlite3.Connection:
        """Open the file, and make its tables or bring them up to date."""
        connection = sqlite3.connect(self.path, timeout=5)
        try:
            self._make_tables(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self) -> None:
        try:
            with closing(self._connect()) as connection:
                if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    raise sqlite3.DatabaseError("the file is damaged")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Damaged, or another program's: keep it under another name and begin anew.
            self._begin_anew()

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        if _version_of(connection) == VERSION:
            return
        with connection:
            # Two notebooks may open a new record at the same moment; the second one waits here.
            connection.execute("BEGIN IMMEDIATE")
            version = _version_of(connection)
            if version == VERSION:
                return
            if version > VERSION:
                raise sqlite3.OperationalError(NEWER)
            if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise sqlite3.DatabaseError("no record of this course")
            for statement in (_TABLE, *_SINCE_VERSION_2):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _begin_anew(self) -> None:
        number = 1
        while (
            aside := self.path.with_name(f"{self.path.stem}-set-aside-{number}{self.path.suffix}")
        ).exists():
            number += 1
        self.path.rename(aside)
        self._found = SET_ASIDE.format(name=aside)
        self._connect().close()
        if events := _salvage(aside):
            self.add(events)
            self._found += f" {SALVAGED}"

    def _say_not_kept(self, error: Exception) -> None:
        self._not_kept = NOT_KEPT.format(reason=str(error).rstrip("."))


def _version_of(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _event_of(name: str, body: object) -> Event | None:
    try:
        event = Event.model_validate_json(body) if isinstance(body, str | bytes) else None
    except ValidationError:
        return None
    return event if event and event.id == name else None


def _salvage(path: Path) -> list[Event]:
    """Return the events that can still be read in a damaged file."""
    events, address = [], f"{path.absolute().as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as connection:
        # So a file that is shorter than it says is not refused as a whole.
        connection.execute("PRAGMA writable_schema = ON")
        for name, body in connection.execute("SELECT id, body FROM events"):
            events.append(_event_of(name, body))
    return [event for event in events if event]


@cache
def learner_record() -> Record:
    """Return the record of whoever runs this kernel.

    It lives in the user's data folder, or in the folder named by ``MASSAGE_NEUROPATHY_DATA``.
    """
    folder = os.environ.get("MASSAGE_NEUROPATHY_DATA") or user_data_path(
        "massage-neuropathy", appauthor=False
    )
    return Record(Path(folder) / "record.sqlite3")
