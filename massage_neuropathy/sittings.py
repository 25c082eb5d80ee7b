"""Sittings as the learner's record tells them: starting checks, finals and practice.

A sitting is told by its events alone (see `massage_neuropathy.record`), in whatever order they come, so that
it can be taken up again after anything, on another machine as well. ``widgets/js/sitting.js`` reads them in
the same way; `tests/sitting_vectors.json` holds both to the same results.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from massage_neuropathy.events import Event, in_order

_PLACE = re.compile(r"(start|final|practice)/[0-9a-f]{16}")


@dataclass(frozen=True)
class Chance:
    """A fresh question asked in place of one that was answered unsafely.

    Parameters
    ----------
    of : str
        The question it stands for.
    id, hash : str
        The fresh question, and the hash of its words.
    event : Event or None
        The answer to it.
    """

    of: str
    id: str
    hash: str
    event: Event | None


@dataclass(frozen=True)
class Sitting:
    """What one sitting has come to.

    Parameters
    ----------
    place : str
        Its kind and its seed, ``final/0123456789abcdef``.
    seed, kind : str
        The two apart.
    begun, finished, closed : str or None
        When it was begun, handed in, and over with its second chances; the last two None until then.
    left : bool
        Whether it was given up.
    version, bank : str
        The versions of course and bank that it was drawn from.
    ids : tuple of str
        The questions drawn, in their order.
    answers : mapping of str to Event
        The answer that counts to each question that has one: the last before the sitting was handed in. Where
        what is right is told at once, in practice and after a second chance, it is the first. An answer
        without options was taken back.
    flags : frozenset of str
        The questions marked to be looked at again.
    chances : tuple of Chance
        The second chances, oldest first.
    clock : bool
        Whether the learner has switched a clock on.
    """

    place: str
    seed: str
    kind: str
    begun: str
    finished: str | None
    closed: str | None
    left: bool
    version: str
    bank: str
    ids: tuple[str, ...]
    answers: Mapping[str, Event]
    flags: frozenset[str]
    chances: tuple[Chance, ...]
    clock: bool


def read_sittings(events: Iterable[Event]) -> list[Sitting]:
    """Return all sittings that events tell of, the newest last.

    Parameters
    ----------
    events
        In any order. Those that are there twice, and those of places whose beginning is not there, are left
        out.
    """
    at_places: dict[str, list[Event]] = defaultdict(list)
    for event in in_order(events):
        if _PLACE.fullmatch(event.place):
            at_places[event.place].append(event)
    sittings = [
        _sitting(place, own)
        for place, own in at_places.items()
        if any(event.kind == "begin" for event in own)
    ]
    return sorted(sittings, key=lambda sitting: (sitting.begun, sitting.place))


def seen_in(sittings: Iterable[Sitting]) -> Counter[str]:
    """Return for each question how many of the sittings have shown it, second chances included."""
    return Counter(
        name for sitting in sittings for name in {*sitting.ids, *(chance.id for chance in sitting.chances)}
    )


def sittings_before(events: Iterable[Event], sitting: Sitting) -> list[Sitting]:
    """Return the sittings as the record told them when this one began.

    Its questions and its second chances are drawn from them, whatever else is going on beside it, so that the
    draw can be worked out again.
    """
    return read_sittings(event for event in events if event.at < sitting.begun)


def baseline(sittings: Iterable[Sitting]) -> Sitting | None:
    """Return the first starting check that was finished, which a final is compared with."""
    return next((each for each in sittings if each.kind == "start" and each.finished and not each.left), None)


def _sitting(place: str, events: Sequence[Event]) -> Sitting:
    def first(kind: str) -> Event | None:
        return next((event for event in events if event.kind == kind), None)

    begin, finish, closed = first("begin"), first("finish"), first("closed")
    kind, _, seed = place.partition("/")
    version, _, bank = begin.hash.rpartition("+")
    asked = _chances(events, begin.options)
    # The first to be told counts, should two machines have gone on with one sitting.
    until = {name: finish for name in begin.options} | {name: closed for name in asked.values()}
    answers: dict[str, Event] = {}
    for event in events:
        name = event.question
        if event.kind != "answer" or name not in until or (until[name] and event.at > until[name].at):
            continue
        first, told_at_once = answers.get(name), kind == "practice" or name not in begin.options
        # In other words it is another question, and is asked again.
        if not (told_at_once and first and first.hash == event.hash):
            answers[name] = event
    answers = {name: event for name, event in answers.items() if event.options}
    told = {event.question: event.options for event in events if event.kind == "flag"}
    hashes = {event.question: event.hash for event in events if event.kind == "chance"}
    clock = [event.options for event in events if event.kind == "setting" and event.question == "clock"]
    return Sitting(
        place=place,
        seed=seed,
        kind=kind,
        begun=begin.at,
        finished=finish.at if finish else None,
        closed=closed.at if closed else None,
        left=bool(finish and "left" in finish.options),
        version=version,
        bank=bank,
        ids=begin.options,
        answers=answers,
        flags=frozenset(name for name, options in told.items() if options == ("yes",)),
        chances=tuple(Chance(of, name, hashes[name], answers.get(name)) for of, name in asked.items()),
        clock=clock[-1:] == [("on",)],
    )


def _chances(events: Iterable[Event], ids: Sequence[str]) -> dict[str, str]:
    """Return the fresh question for each that was given one; the first that was asked for it."""
    asked: dict[str, str] = {}
    for event in events:
        if event.kind == "chance" and event.question not in ids:
            (of,) = event.options
            if of in ids:
                asked.setdefault(of, event.question)
    return asked
