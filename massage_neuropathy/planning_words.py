"""The words and rules of the session planner, as ``content/planning.yml`` has them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from massage_neuropathy.clients import Symptom
from massage_neuropathy.fields import KEBAB, ContentRecord, Ground, Ids, Text, id_like
from massage_neuropathy.problems import Problem, did_you_mean
from massage_neuropathy.screening_words import Screening
from massage_neuropathy.yaml_reader import Entry, read_entry, to_record

FILE = "planning.yml"

Part = Literal["before", "position", "technique", "pace", "check", "up", "home", "note", "stop", "conflict"]
State = Literal["free", "named", "numb", "swollen", "mixed", "painful"]
# Parts of a plan that are said of each area; all others are said once.
AREA_PARTS = ("technique", "pace")
# What is known of the whole session, and of an area; `planning.py` says when each holds.
FEELINGS = ("numb", "painful", "swollen", "mixed")
SESSION_FACTS = (
    *FEELINGS,
    *(f"{where}-{word}" for where in ("open", "held", "work") for word in FEELINGS),
    *("light", "lifted", "some-out", "some-wait", "cut", "appointment"),
)
HERE_FACTS = ("here:free", "here:named", "here:level-3", *(f"here:{word}" for word in FEELINGS))
# Grounds that are evidence, and so have to say how far they carry.
EVIDENCE = ("Review", "Trial", "Study", "Case report")


class Rule(ContentRecord):
    """When something is part of a plan."""

    when: Ids = Field((), description="list facts that must all hold, or leave the field out")
    any: Ids = Field((), description="list facts of which one must hold, or leave the field out")
    unless: Ids = Field((), description="list facts of which none may hold, or leave the field out")

    def holds(self, facts: frozenset[str]) -> bool:
        """Tell whether it applies where these facts hold."""
        return (
            facts.issuperset(self.when)
            and (not self.any or not facts.isdisjoint(self.any))
            and facts.isdisjoint(self.unless)
        )


class Grounded(ContentRecord):
    """What says on what it rests."""

    ground: Ground = Field(description="write how strong the ground is, in the words of book/about.md")
    strength: Text | None = Field(
        None, description="with evidence: write how far it carries, or leave the field out"
    )
    references: Ids = Field((), description="write a list of keys of the bibliography")


class Suggestion(Rule, Grounded):
    """Something that a plan may hold."""

    id: str = id_like(KEBAB, "roll-under-calves")
    part: Part = Field(description="write the part of the plan it belongs to")
    name: Text = Field(description="write it in a few words, to be chosen from a list")
    say: Text = Field(description="write what the therapist does")
    why: Text = Field(description="every suggestion needs one: write the reason")
    level: int | None = Field(
        None, ge=1, le=3, description="with a technique: write the pressure level it needs"
    )
    choice: str | None = Field(
        None,
        pattern=KEBAB,
        description="write a word that alternatives share, of which one is enough, or leave the field out",
    )
    on_note: Literal["product", "report"] | None = Field(
        None, description="write the line of the session note that takes it over, or leave the field out"
    )


class Trap(ContentRecord):
    """Something that no plan holds, to be chosen in one's own plan."""

    id: str = id_like(KEBAB, "warm-pack-on-feet")
    part: Part = Field(description="write the part of the plan it is offered in")
    name: Text = Field(description="write it in a few words")
    why: Text = Field(description="every trap needs one: write what is wrong with it")


class Zone(ContentRecord):
    """A part of the body that a session may work on."""

    area: Text = Field(description="write an area of screening.yml")
    parts: Ids = Field((), description="list areas within it, or leave the field out")
    ceiling: int = Field(ge=1, le=5, description="write the usual level where nothing was found")
    most: int = Field(gt=0, description="write the most minutes it is given")


class SymptomWords(ContentRecord):
    """What a client may feel in an area."""

    id: Symptom = Field(description="write numb, painful or swollen")
    name: Text = Field(description="write it in a word or two")
    say: Text = Field(description="write what it means")
    ceiling: int = Field(ge=1, le=5, description="write the highest level it allows")
    entries: Ids = Field((), description="list the conditions that mean it, or leave the field out")
    leave_out: Text = Field(description="write what is said of leaving the area out")
    left_out: Text = Field(description="write what is said to a learner who leaves it out")


class StateWords(ContentRecord):
    """What an area is, once all is known of it."""

    id: State = Field(description="write a state")
    say: Text = Field(description="write it in words")
    most: int = Field(gt=0, description="write the most minutes an area in this state is given")


class Goal(Grounded):
    """What a client may want."""

    id: str = id_like(KEBAB, "sleep")
    say: Text = Field(description="write it in the client's words")
    answer: Text = Field(description="write the honest answer")
    promised: bool = Field(description="write false if it cannot be aimed for in these words")
    areas: Ids = Field((), description="list areas it is served by, or leave the field out")


class Block(Rule):
    """Minutes of a session that are not hands-on."""

    id: str = id_like(KEBAB, "look")
    at_end: bool = Field(description="write true if it comes after the hands-on part")
    minutes: int = Field(gt=0, description="write how many minutes")
    say: Text = Field(description="write what happens")


class Cap(Rule):
    """The most hands-on minutes."""

    minutes: int = Field(gt=0, description="write how many minutes")
    say: Text = Field(description="write why")


class Time(ContentRecord):
    """How the hands-on minutes are shared out."""

    offered: tuple[int, ...] = Field(description="list the lengths of sessions to choose from")
    share_for_affected: int = Field(
        gt=0, lt=100, description="write the highest share of affected areas, in percent"
    )
    least_for_affected: int = Field(gt=0, description="write the fewest minutes of an affected area")
    least_for_free: int = Field(gt=0, description="write the fewest minutes of another area")
    most_free: int = Field(gt=0, description="write how many other areas at most")
    first: Ids = Field(description="list areas, those to begin with first")
    caps: tuple[Cap, ...] = Field((), description="list caps, or leave the field out")


class PartWords(ContentRecord):
    """A part of a plan."""

    id: Part = Field(description="write a part")
    title: Text = Field(description="write the heading")
    own: Text | None = Field(
        None, description="write what the learner is asked to choose, or leave the field out"
    )


class Words(ContentRecord):
    """What is said beside the suggestions."""

    ceiling: Text = Field(description="write what is said of every level")
    usual: Text = Field(description="write what sets the level where nothing was found")
    stops: Text = Field(description="write what is said where the answer stops the session")
    session_waits: Text = Field(description="write what is said where the whole session waits")
    known: Text = Field(
        description="write what is said where the whole session waits until something is known"
    )
    nothing_left: Text = Field(description="write what is said where no area is left")
    too_short: Text = Field(description="write what is said where no minutes are left to be hands-on")
    rest: Text = Field(description="write what is said where some areas wait or are left out")
    swollen: Text = Field(description="write what is said of a swelling that nobody has cleared")
    lifted: Text = Field(description="write what is said where a written answer names the area")
    was_waiting: Text = Field(description="write what is said of an area that a written answer names")
    letter: Text = Field(description="write what is said first where a written answer names areas")
    letter_minutes: Text = Field(description="write what is said where a written answer limits the minutes")
    keep_off: Text = Field(description="write what is said of an area with a place that no hand touches")
    elsewhere: Text = Field(description="write what is said of a level for a place that is not known")
    not_screened: Text = Field(description="write what is said where nothing was ticked")
    only_ticked: Text = Field(description="write what is said where only a short list was ticked")
    not_asked: Text = Field(description="write what is said of questions that were not asked; # is how many")
    cut: Text = Field(description="write what is said where a session is shorter than wished")
    unpromised: Text = Field(description="write what is said of a wish that cannot be promised")


class SwellingWords(ContentRecord):
    """What is asked of a swelling that no written answer names, and what follows."""

    question: Text = Field(description="write the question; a yes or don't know stops the session")
    stops: Text = Field(description="write what is said then")
    entries: Ids = Field(description="list the conditions in whose words it stops, the first for a swelling")


class Planning(ContentRecord):
    """Everything the planner goes by."""

    grounds: Mapping[Ground, Text] = Field(description="write every ground with its words")
    ticks: Ids = Field(description="list the conditions that matter most for a plan")
    words: Words = Field(description="write what is said beside the suggestions")
    parts: tuple[PartWords, ...] = Field(description="list the parts of a plan")
    zones: tuple[Zone, ...] = Field(description="list the areas a session may work on")
    levels: tuple[Text, ...] = Field(
        min_length=5, max_length=5, description="write the names of the five levels of pressure"
    )
    swelling: SwellingWords = Field(description="write what is asked of a swelling")
    symptoms: tuple[SymptomWords, ...] = Field(description="list what a client may feel")
    states: tuple[StateWords, ...] = Field(description="list the states, in the order of a session")
    goals: tuple[Goal, ...] = Field(description="list what a client may want")
    time: Time = Field(description="write how minutes are shared out")
    frame: tuple[Block, ...] = Field(description="list what is not hands-on, in order")
    suggestions: tuple[Suggestion, ...] = Field(description="list the suggestions")
    traps: tuple[Trap, ...] = Field(description="list what no plan holds")


def read_planning(
    folder: Path,
    conditions: Iterable[str] | None,
    references: Iterable[str] | None,
    screening: Screening | None,
) -> tuple[Planning | None, list[Problem]]:
    """Read the words and rules of the planner.

    Parameters
    ----------
    folder : Path
        The content folder.
    conditions, references : iterable of str
        The ids that may be named; None if they could not be read.
    screening : Screening or None
        The words of the screener; None if they cannot be used.

    Returns
    -------
    planning : Planning or None
        None if they cannot be used.
    problems : list of Problem
        What is wrong with them.
    """
    entry, problems = read_entry(folder / FILE)
    if entry is None:
        return None, problems
    record, wrong = to_record(entry, Planning)
    problems += wrong
    if record:
        problems += _lacking(entry, record)
    if record and screening and conditions is not None:
        problems += _unknown_names(entry, record, {*conditions}, references, screening)
    return record, problems


def _unknown_names(
    entry: Entry,
    planning: Planning,
    conditions: set[str],
    references: Iterable[str] | None,
    screening: Screening,
) -> Iterator[Problem]:
    """Find facts, areas, conditions and references that are not there."""
    areas = {area.id for area in screening.areas}
    facts = {
        *SESSION_FACTS,
        *HERE_FACTS,
        *(f"change:{word.id}" for word in screening.adaptations),
        *(f"entry:{name}" for name in conditions),
        *(f"goal:{goal.id}" for goal in planning.goals),
        *(f"{word}:{zone.area}" for word in ("at", "work") for zone in planning.zones),
    }
    works = None if references is None else {*references, *conditions}
    for field, records in (
        ("suggestions", planning.suggestions),
        ("frame", planning.frame),
        ("goals", planning.goals),
    ):
        for i, record in enumerate(records):
            for key, known in (
                ("when", facts),
                ("any", facts),
                ("unless", facts),
                ("areas", areas),
                ("references", works),
            ):
                yield from _missing(entry, (field, i, key), getattr(record, key, ()), known)
    for i, cap in enumerate(planning.time.caps):
        for key in ("when", "any", "unless"):
            yield from _missing(entry, ("time", "caps", i, key), getattr(cap, key), facts)
    for i, zone in enumerate(planning.zones):
        yield from _missing(entry, ("zones", i, "parts"), (zone.area, *zone.parts), areas)
    for i, symptom in enumerate(planning.symptoms):
        yield from _missing(entry, ("symptoms", i, "entries"), symptom.entries, conditions)
    yield from _missing(entry, ("swelling", "entries"), planning.swelling.entries, conditions)
    yield from _missing(entry, ("ticks",), planning.ticks, conditions)
    zones = {zone.area for zone in planning.zones}
    yield from _missing(entry, ("time", "first"), planning.time.first, zones)
    for area in sorted(zones - {*planning.time.first}):
        yield entry.problem(("time", "first"), f"{area!r} is missing", "give every zone its place")


def _missing(
    entry: Entry, steps: tuple[str | int, ...], named: Iterable[str], known: set[str] | None
) -> Iterator[Problem]:
    if known is None:
        return
    for name in named:
        if name not in known:
            fix = did_you_mean(name, known, "use a name that is there")
            yield entry.problem(steps, f"there is no {name!r}", fix)


def _lacking(entry: Entry, planning: Planning) -> Iterator[Problem]:
    """Find evidence without strength or source, techniques without a level, and ids that are used twice."""
    for field, records in (("suggestions", planning.suggestions), ("goals", planning.goals)):
        for i, record in enumerate(records):
            if record.ground in EVIDENCE and not record.strength:
                yield entry.problem(
                    (field, i, "strength"), "is missing", "evidence has to say how far it carries"
                )
            if record.ground not in ("Trade convention", "Course reasoning") and not record.references:
                yield entry.problem(
                    (field, i, "references"), "is missing", f"{record.ground} has to name a source"
                )
    for i, one in enumerate(planning.suggestions):
        if (one.part == "technique") != (one.level is not None):
            yield entry.problem(
                ("suggestions", i, "level"), "goes with a technique, and with nothing else", "mend it"
            )
    taken: set[str] = set()
    for field, records in (("suggestions", planning.suggestions), ("traps", planning.traps)):
        for i, record in enumerate(records):
            if record.id in taken:
                yield entry.problem((field, i, "id"), f"{record.id!r} is used twice", "choose another id")
            taken.add(record.id)


def wish_rules(entry: Entry, planning: Planning | None) -> Iterator[Problem]:
    """Find goals that a practice client wants and that are not there."""
    wishes = entry.data.get("plan") if isinstance(entry.data, dict) else None
    goals = wishes.get("goals") if isinstance(wishes, dict) else None
    if planning is None or not isinstance(goals, tuple):
        return
    yield from _missing(entry, ("plan", "goals"), goals, {goal.id for goal in planning.goals})
