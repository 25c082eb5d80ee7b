"""What a learner did, as events: the one format of the record, in SQLite, in the browser and in files.

A record is a list of events that is only ever added to. ``widgets/js/events.js`` is the twin of this module;
both are tested on the same cases. An event is a flat JSON object:

=============  =============================================================================================
``id``         unique text; adding an event a second time changes nothing
``at``         when, in UTC, ISO 8601 with milliseconds: ``2026-11-20T09:30:00.000Z``. It never goes back:
               where the clock does, an event is a millisecond later than the newest one of the record
``kind``       one of `KINDS`, below
``question``   what it is about: id of a question, or what the kind says
``place``      where; empty for a question in its own lesson, else a lesson in which it is asked again,
               ``review/`` and the day of a review, or a sitting: ``start/``, ``final/`` or ``practice/``
               and a seed of 16 hex digits; or a play of a case: ``case/`` and 16 hex digits
``hash``       hash of what the question said when it was answered; an edited question voids its own answers
``options``    what was answered: ids of options; ``item:choice`` for each item; ids of steps as they were
               put; or a number; or what the kind says
``certainty``  ``guessing``, ``fairly-sure``, ``very-sure`` or null where it was not asked
=============  =============================================================================================

The kinds:

===========  ===============================================================================================
``answer``   an answer. The first to a question in a place is the one that counts; later ones are kept as
             tries. In a sitting of ``start`` or ``final`` the last one before the finish counts, and the
             first one to a second chance
``guess``    an answer before the reading, kept for the end of the lesson
``setting``  ``question`` is its name, ``options`` its value
``begin``    a sitting begins. ``question`` is ``start``, ``final`` or ``practice``, ``options`` the questions
             that were drawn, in their order, ``hash`` the versions of course and bank
``flag``     a question of a sitting is marked to be looked at again, or no longer: ``yes`` or ``no``
``chance``   a fresh question, ``question``, is asked as second chance for the one in ``options``
``finish``   a sitting is handed in; ``options`` is empty, or ``left`` when it was given up
``closed``   a sitting is over, second chances included
``recall``   a card of the glossary, ``card:`` and the term: ``forgot``, ``hard``, ``good`` or ``easy``
``visit``    a lesson, ``question``, was read as far as the section in ``options``
``choice``   a choice in a play of a case. ``question`` is the case, a slash and the scene; where a play comes
             to a scene again, another slash and the number of the visit, from 2 on, so that an outline keeps
             every choice of a play. ``options``: the choice, and then what was asked and looked at in this
             scene before it, ``ask:`` or ``look:`` and an id. The first choice ever made in a scene is the
             one that counts
===========  ===============================================================================================

The **outline** of a record is, for each kind, question, place and hash, the first and the last event. That is
enough to show a page, and stays small however often things are answered. Outlines become one as records do.

A record travels in a file: a JSON object with ``format`` ("massage-neuropathy-record"), ``version``
(`VERSION`) and ``events``, oldest first. Reading it adds the events that are not there yet. So files may be
read in any order and any number of times, and two records become one without loss. Version 1 had the kinds
``answer``, ``guess`` and ``setting`` only, and is read as well.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

FORMAT = "massage-neuropathy-record"
VERSION = 2
KINDS = (
    *("answer", "guess", "setting", "begin", "flag", "chance", "finish", "closed", "recall", "visit"),
    "choice",
)

_SITTING = re.compile(r"(start|final|practice)/[0-9a-f]{16}")
_PLAY = re.compile(r"case/[0-9a-f]{16}")
_SCENE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+(/([2-9]|[1-9][0-9]+))?")
_CHOSEN = re.compile(r"[a-z0-9-]+")
_ASKED = re.compile(r"(ask|look):[a-z0-9-]+")


class Event(BaseModel):
    """One thing that the learner did. See the tables at the top of this module."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[!-~]{1,100}$")
    at: str = Field(pattern=r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$")
    kind: Literal[KINDS]
    question: str = Field(min_length=1, max_length=200)
    place: str = Field(max_length=200)
    hash: str = Field(max_length=64)
    options: tuple[Annotated[str, StringConstraints(max_length=500)], ...] = Field(max_length=500)
    certainty: Literal["guessing", "fairly-sure", "very-sure"] | None

    @model_validator(mode="after")
    def _says_what_its_kind_says(self) -> Self:
        try:
            datetime.fromisoformat(self.at)
        except ValueError:
            raise ValueError("no such day or time") from None
        if not _fits(self):
            raise ValueError(f"not what an event of the kind {self.kind!r} looks like")
        return self


def _fits(event: Event) -> bool:
    """Tell whether question, place and options are such as the kind asks for; as `fits` in events.js."""
    one, sitting = len(event.options) == 1, _SITTING.fullmatch(event.place)
    own = sitting and event.question == sitting[1]
    match event.kind:
        case "begin":
            return bool(own and event.options)
        case "finish":
            return bool(own) and event.options in ((), ("left",))
        case "closed":
            return bool(own) and not event.options
        case "flag":
            return bool(sitting) and event.options in (("yes",), ("no",))
        case "chance":
            return bool(sitting) and one
        case "recall":
            rated = one and event.options[0] in ("forgot", "hard", "good", "easy")
            return rated and event.question.startswith("card:")
        case "visit":
            return one
        case "choice":
            chosen, *asked = event.options or ("",)
            told = _CHOSEN.fullmatch(chosen) and all(map(_ASKED.fullmatch, asked))
            return bool(told and _PLAY.fullmatch(event.place) and _SCENE.fullmatch(event.question))
    return True


def outline(events: Iterable[Event]) -> list[Event]:
    """Return the first and the last event for each kind, question, place and hash, oldest first."""
    ends: dict[tuple[str, ...], tuple[Event, Event]] = {}
    for event in events:
        key = (event.kind, event.question, event.place, event.hash)
        first, last = ends.get(key, (event, event))
        ends[key] = (min(first, event, key=_when), max(last, event, key=_when))
    return in_order(event for pair in ends.values() for event in pair)


def _when(event: Event) -> tuple[str, str]:
    return event.at, event.id


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events oldest first, each once."""
    return sorted({event.id: event for event in events}.values(), key=_when)


class RecordFileError(ValueError):
    """A file holds no record that can be read. The message is for the learner and says what to do."""


def write_file(path: Path, events: Iterable[Event]) -> None:
    """Write a record to a file; the same events give the same bytes, here and in the browser."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "events": [event.model_dump(mode="json") for event in in_order(events)],
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_file(path: Path) -> tuple[list[Event], int]:
    """Return the events in a file, and how many of its entries are none.

    Raises
    ------
    RecordFileError
        If it is no record of this course, or comes from a newer version of it.
    OSError
        If there is no such file, or it may not be read.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig", errors="replace"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise RecordFileError(
            "this file is damaged or is no record; choose one that was saved here"
        ) from None
    whole = isinstance(told, dict) and told.get("format") == FORMAT and isinstance(told.get("events"), list)
    version = told.get("version") if whole else None
    if isinstance(version, bool) or not isinstance(version, int | float) or version < 1:
        raise RecordFileError("this file holds no record of this course; choose one that was saved here")
    if version not in range(1, VERSION + 1):
        raise RecordFileError("this file comes from a newer version of the course; open it with that version")
    entries = [as_event(entry) for entry in told["events"]]
    events = {event.id: event for event in reversed(entries) if event}
    return in_order(events.values()), entries.count(None)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def as_event(data: object) -> Event | None:
    """Return what comes from outside as an event; None, so that the others are kept, if it is none."""
    try:
        return Event.model_validate(data)
    except ValidationError:
        return None
