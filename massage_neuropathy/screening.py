"""The screener: from what a client says, by the rules in ``content/screening.yml``, to one of the answers.

It teaches. It never says "go ahead" or "safe", names no diagnosis and replaces nobody's judgment.
``widgets/js/screening.js`` is its twin: both read the same data and decide alike.

What decides
    Every entry that applies gives its answer, and the strictest stands. Areas left out, areas that wait,
    adaptations and appointments of all entries add up; where pressure levels meet, the lowest stands, and
    leaving out stands above any level. What does not go together is listed among the `conflicts`.
"Don't know"
    counts: where a yes would stop the session, the whole session waits until it is known; everywhere else
    it counts as a yes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from massage_neuropathy.content import Client, Condition, Course, load_course
from massage_neuropathy.problems import did_you_mean
from massage_neuropathy.screening_words import Screening

Said = Literal["yes", "no", "unknown"]
SAID = ("yes", "no", "unknown")
# Stands in `Line.condition` for the question about anything else.
CATCH_ALL = "anything_else"
# Areas that mean no part of the body in particular.
WHOLE_BODY, AFFECTED = "whole_body", "affected_area"


@dataclass(frozen=True)
class Answers:
    """What a client said. What is not in it was not asked.

    Parameters
    ----------
    conditions : mapping of str to {"yes", "no", "unknown"}
        What was said to the question of each condition, by its id.
    rises : mapping of str to (mapping of int to {"yes", "no", "unknown"})
        By id of a condition, and number of a line under its ``rises``, from 0, whether its words apply.
    where : mapping of str to sequence of str
        By id of a condition, the areas where the client has it. Without it, all areas of the entry count. It
        narrows what is left out and the pressure there; areas that an entry names for a wait, wait anyway.
    anything_else : {"yes", "no", "unknown"}, optional
        What was said to the last question.

    Raises
    ------
    ValueError
        From `screen`, if an id, an area, a number or what was said is not known, or if lines or places are
        given for a condition that is not there.
    """

    conditions: Mapping[str, Said] = field(default_factory=dict)
    rises: Mapping[str, Mapping[int, Said]] = field(default_factory=dict)
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    anything_else: Said | None = None


@dataclass(frozen=True)
class Line:
    """What one entry says.

    Parameters
    ----------
    condition : str
        Its id, or `CATCH_ALL`.
    answer, waits : str, str or None
        Its answer now, and with ``ask-first`` what waits.
    known : bool
        False where the client did not know.
    rises : tuple of int
        The lines under ``rises`` whose words apply.
    settle : tuple of int or None
        What has to be found out now, since a yes would stop the session: numbers of lines under ``rises``,
        and None for the condition itself.
    open : tuple of int
        Lines under ``rises`` about which nothing was said.
    appointment : bool
        Whether the client should make an appointment within days.
    """

    condition: str
    answer: str
    waits: str | None
    known: bool
    rises: tuple[int, ...]
    settle: tuple[int | None, ...]
    open: tuple[int, ...]
    appointment: bool


@dataclass(frozen=True)
class Ceiling:
    """The highest pressure level for an area, on the five-level scale, and what sets it. Course reasoning."""

    level: int
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """What does not go together, and which entries it comes from.

    `kind` is ``clash`` (about a pair of adaptations), ``left-out`` (some entries leave an area out, others
    allow a level there) or ``level`` (entries allow different levels in an area).
    """

    kind: str
    about: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """What follows from what a client said.

    Parameters
    ----------
    answer, waits : str, str or None
        The strictest answer, and with ``ask-first`` what waits.
    lines : tuple of Line
        The entries that apply, the strictest first.
    left_out, waiting : mapping of str to tuple of str
        Areas that are left out, and that wait for a written answer, with the ids of the entries.
    ceilings : mapping of str to Ceiling
        The highest level for each area that has one and is neither left out nor waiting.
    applies : mapping of str to tuple of str
        For each area, the ids of the entries that the client has, or may have, there.
    keep_off : mapping of str to tuple of str
        Areas with a place in them that no hand touches, such as a device, with the ids of the entries.
    adaptations : mapping of str to tuple of str
        What changes, with the ids of the entries.
    conflicts : tuple of Conflict
        What does not go together.
    appointments : tuple of str
        Entries for which the client makes an appointment within days.
    not_asked : tuple of str
        Questions that have no answer yet, `CATCH_ALL` among them.
    """

    answer: str
    waits: str | None
    lines: tuple[Line, ...]
    left_out: Mapping[str, tuple[str, ...]]
    waiting: Mapping[str, tuple[str, ...]]
    ceilings: Mapping[str, Ceiling]
    applies: Mapping[str, tuple[str, ...]]
    keep_off: Mapping[str, tuple[str, ...]]
    adaptations: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    appointments: tuple[str, ...]
    not_asked: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as data in the sense of JSON, as the script has it."""
        return plain(asdict(self))


def answers_of(client: Client, course: Course | None = None) -> Answers:
    """Return what a practice client says: no to every question that is asked and not named in the record.

    Parameters
    ----------
    client : Client
        The client.
    course : Course, optional
        Where the questions are taken from; by default the course.

    Returns
    -------
    Answers
        Everything has been asked.
    """
    course = course or load_course()
    asked = {each.id: "no" for each in course.conditions.values() if not each.observed}
    return Answers(
        asked | dict(client.conditions),
        {
            name: dict.fromkeys(range(len(course.conditions[name].rises)), "no")
            | {int(number): said for number, said in client.rises.get(name, {}).items()}
            for name in client.conditions
        },
        client.where,
        client.anything_else,
    )


def plain(value: Any) -> Any:  # noqa: ANN401
    """Return tuples and mappings inside a value as the lists and objects of JSON."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, tuple | list) else value


def screen(answers: Answers, course: Course | None = None) -> Decision:
    """Decide from what a client said.

    Parameters
    ----------
    answers : Answers
        What was said.
    course : Course, optional
        The entries and rules; by default those of the course.

    Returns
    -------
    Decision
        The answer, and all that follows from it.

    Raises
    ------
    ValueError
        If an id, an area, a number or what was said is not known: what cannot be read must not pass as a no.
    """
    course = course or load_course()
    _refuse_unknown(answers, course)
    words = course.screening
    ranks = {(rank.answer, rank.waits): place for place, rank in enumerate(words.strictness)}
    lines = [
        _line(course.conditions[name], said, answers.rises.get(name, {}), words, ranks)
        for name, said in _in_order(answers.conditions, course.conditions)
        if said != "no"
    ]
    if answers.anything_else in ("yes", "unknown"):
        last = words.catch_all
        lines.append(
            Line(CATCH_ALL, last.answer, last.waits, answers.anything_else == "yes", (), (), (), False)
        )
    lines.sort(key=lambda line: ranks[line.answer, line.waits])
    applying = [course.conditions[line.condition] for line in lines if line.condition != CATCH_ALL]
    found = _by_area(applying, answers, words)
    allowed = {area.id: found.allowed[area.id] for area in words.areas if area.id in found.allowed}
    adaptations = {
        word.id: names
        for word in words.adaptations
        if (names := tuple(each.id for each in applying if word.id in each.adaptations))
    }
    asked = [each.id for each in course.conditions.values() if not each.observed]
    return Decision(
        answer=lines[0].answer if lines else words.strictness[-1].answer,
        waits=lines[0].waits if lines else None,
        lines=tuple(lines),
        left_out=_told(found.left_out, words),
        waiting=_told(found.waiting, words),
        ceilings={
            area: Ceiling(level, tuple(name for name, own in levels.items() if own == level))
            for area, levels in allowed.items()
            if area not in found.left_out and area not in found.waiting
            for level in [min(levels.values())]
        },
        applies=_told(found.applies, words),
        keep_off=_told(found.keep_off, words),
        adaptations=adaptations,
        conflicts=tuple(_conflicts(adaptations, found.left_out, allowed, words)),
        appointments=tuple(line.condition for line in lines if line.appointment),
        not_asked=(
            *(name for name in asked if name not in answers.conditions),
            *(() if answers.anything_else else (CATCH_ALL,)),
        ),
    )


def _in_order(said: Mapping[str, Said], conditions: Mapping[str, Condition]) -> list[tuple[str, Said]]:
    return [(name, said[name]) for name in conditions if name in said]


def _line(
    condition: Condition,
    said: Said,
    raised: Mapping[int, Said],
    words: Screening,
    ranks: Mapping[tuple[str, str | None], int],
) -> Line:
    stops = {answer.id for answer in words.answers if answer.stops}
    until_known = (words.dont_know.where_a_yes_stops.answer, words.dont_know.where_a_yes_stops.waits)
    applies = tuple(n for n in range(len(condition.rises)) if raised.get(n) == "yes")
    settle: list[int | None] = []
    own = (condition.answer, condition.waits)
    if said == "unknown" and condition.answer in stops:
        settle.append(None)
        own = until_known
    found = [own]
    found += [
        (words.rises[rise], None) for n in applies if (rise := condition.rises[n].urgency) in words.rises
    ]
    for n, rise in enumerate(condition.rises):
        if raised.get(n) == "unknown" and rise.urgency in words.rises:
            settle.append(n)
            found.append(until_known)
    answer, waits = min(found, key=ranks.__getitem__)
    soon = condition.urgency == "soon" or any(condition.rises[n].urgency == "soon" for n in applies)
    silent = tuple(n for n in range(len(condition.rises)) if n not in raised)
    return Line(condition.id, answer, waits, said == "yes", applies, tuple(settle), silent, soon)


@dataclass(frozen=True)
class _ByArea:
    """What entries mean for each area: their ids, in the order of the lines; `allowed` has levels too."""

    left_out: dict[str, list[str]] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    applies: dict[str, list[str]] = field(default_factory=dict)
    keep_off: dict[str, list[str]] = field(default_factory=dict)
    allowed: dict[str, dict[str, int]] = field(default_factory=dict)


def _by_area(applying: Iterable[Condition], answers: Answers, words: Screening) -> _ByArea:
    found = _ByArea()
    changes = {word.id: word for word in words.adaptations}
    for each in applying:
        where = {*answers.where.get(each.id, ())}
        leaves = [changes[name].leaves_out for name in each.adaptations]
        # Until it is known where the client has it, every place it may be in counts, never the whole body.
        own = words.with_parts(where or _places(each))
        out: set[str] = set()
        for left in leaves:
            if left == "own":
                out |= own
            elif left == "limb":
                out |= own | {part for limb in words.limbs if own & {*limb} for part in limb}
            else:
                out |= words.with_parts(left)
        # What an entry says of parts by name holds wherever the client has it.
        is_local = WHOLE_BODY not in each.areas and (
            AFFECTED in each.areas or "own" in leaves or "limb" in leaves
        )
        waits = words.with_parts([*each.waits_areas, *(where if AFFECTED in each.waits_areas else ())])
        keeps_off = any(changes[name].keeps_off for name in each.adaptations)
        for by_area, areas in (
            (found.left_out, out),
            (found.waiting, waits),
            (found.applies, words.with_parts(where or each.areas)),
            (found.keep_off, own if keeps_off else ()),
        ):
            for area in areas:
                by_area.setdefault(area, []).append(each.id)
        if each.ceiling is not None:
            for area in own if is_local else words.with_parts(each.areas):
                found.allowed.setdefault(area, {})[each.id] = each.ceiling
    return found


def _told(by_area: Mapping[str, Iterable[str]], words: Screening) -> dict[str, tuple[str, ...]]:
    """Return it in the order of the areas."""
    return {area.id: tuple(by_area[area.id]) for area in words.areas if area.id in by_area}


def _places(condition: Condition) -> set[str]:
    places = {*condition.areas} - {WHOLE_BODY}
    return places | {AFFECTED} if WHOLE_BODY in condition.areas else places


def _conflicts(
    adaptations: Mapping[str, tuple[str, ...]],
    left_out: Mapping[str, Sequence[str]],
    allowed: Mapping[str, Mapping[str, int]],
    words: Screening,
) -> Iterable[Conflict]:
    for clash in words.clashes:
        one, other = ({*adaptations.get(name, ())} for name in clash.adaptations)
        # An entry that names both leaves the choice open, and goes with each of them.
        if (only_one := one - other) and (only_other := other - one):
            names = [name for side in clash.adaptations for name in adaptations[side]]
            decided = only_one | only_other
            yield Conflict(
                "clash", clash.adaptations, tuple(dict.fromkeys(name for name in names if name in decided))
            )
    for area, levels in allowed.items():
        others = [name for name in levels if name not in left_out.get(area, ())]
        if area in left_out and others:
            yield Conflict("left-out", (area,), (*left_out[area], *others))
        elif area not in left_out and len({*levels.values()}) > 1:
            yield Conflict("level", (area,), tuple(levels))


def _refuse_unknown(answers: Answers, course: Course) -> None:
    areas = {area.id for area in course.screening.areas}
    said = [*answers.conditions.values(), *(s for lines in answers.rises.values() for s in lines.values())]
    if answers.anything_else is not None:
        said.append(answers.anything_else)
    for name in (*answers.conditions, *answers.rises, *answers.where):
        if name not in course.conditions:
            fix = did_you_mean(name, course.conditions, "use the id of a condition")
            raise ValueError(f"there is no condition {name!r}; {fix}")
    for name in (*answers.rises, *answers.where):
        if answers.conditions.get(name, "no") == "no" and (
            answers.rises.get(name) or answers.where.get(name)
        ):
            raise ValueError(f"something is said of {name}, but it has neither yes nor unknown")
    for name, lines in answers.rises.items():
        for number in lines:
            if number not in range(len(course.conditions[name].rises)):
                raise ValueError(f"{name} has no line {number!r} under rises")
    for places in answers.where.values():
        for area in places:
            if area not in areas:
                raise ValueError(f"there is no area {area!r}; {did_you_mean(area, areas, 'use an area')}")
    for word in said:
        if word not in SAID:
            raise ValueError(f'{word!r} is no answer; say "yes", "no" or "unknown"')
