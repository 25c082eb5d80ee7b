"""The words and rules of the screener, as ``content/screening.yml`` has them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from massage_neuropathy.fields import KEBAB, SNAKE, ContentRecord, Ids, Text, id_like
from massage_neuropathy.problems import Problem
from massage_neuropathy.yaml_reader import read_record

FILE = "screening.yml"

Level = Literal["absolute", "clearance", "local", "modify"]
Urgency = Literal["emergency", "first-aid", "same-day", "soon", "none"]
Kind = Literal["warning-sign", "client-condition", "practice-rule", "after-session"]
Waits = Literal["session", "area"]
# "known": until it is known whether to stop.
Holds = Literal["known", "session", "area"]
Outcome = Literal[
    "stop-emergency", "help-on-the-spot", "stop-today", "another-day", "ask-first", "adapt", "nothing-stops"
]


class AnswerWords(ContentRecord):
    """One of the five answers, or a small form of one."""

    id: Outcome = Field(description="write the id of an answer")
    say: Text = Field(description="write the answer in the words of the course")
    means: Text = Field(description="write what it means for the session")
    stops: bool = Field(description="write true if it ends the session")
    form_of: Outcome | None = Field(None, description="write the answer this is a small form of, or nothing")


class AnswerRule(ContentRecord):
    """A row of the table that gives every entry its answer."""

    level: Level = Field(description="write a level")
    urgency: Urgency | None = Field(None, description="write an urgency, or leave the field out: any")
    kind: Kind | None = Field(None, description="write a kind, or leave the field out: any")
    waits: Waits | None = Field(None, description="write what waits, or leave the field out: any")
    answer: Outcome = Field(description="write the answer")


class Rank(ContentRecord):
    """A place in the order of strictness."""

    answer: Outcome = Field(description="write an answer")
    waits: Holds | None = Field(None, description="with ask-first: write known, session or area")


class DontKnow(ContentRecord):
    """What "don't know" does."""

    where_a_yes_stops: Rank = Field(description="write the answer while it is not known whether to stop")
    say: Text = Field(description="write what is said before the answer that a yes would give")


class CatchAll(ContentRecord):
    """The last question, and what a yes or "don't know" does."""

    question: Text = Field(description="write the question")
    answer: Outcome = Field(description="write the answer")
    waits: Waits = Field(description="write what waits")
    say: Text = Field(description="write what is said to a yes")
    dont_know: Text = Field(description='write what is said to "don\'t know"')


class Group(ContentRecord):
    """A part of the intake."""

    id: str = id_like(KEBAB, "vascular")
    title: Text = Field(description="write the heading")
    name: Text = Field(description="write what it is about, to stand inside a sentence")


class Area(ContentRecord):
    """A part of the body."""

    id: str = id_like(SNAKE, "foot")
    say: Text = Field(description="write it in words")
    holds: Ids = Field((), description="list the parts within it, or leave the field out")


class Adaptation(ContentRecord):
    """A change of the session."""

    id: str = id_like(SNAKE, "no_heat")
    say: Text = Field(description="write it in words")
    leaves_out: Literal["own", "limb"] | Ids = Field(
        (), description="write own, limb or a list of areas, or leave the field out"
    )
    keeps_off: bool = Field(False, description="write true if no hand touches a place in the entry's areas")
    position: bool = Field(False, description="write true if it is a position")


class Clash(ContentRecord):
    """Adaptations that cannot both be done as they stand."""

    adaptations: Ids = Field(min_length=2, max_length=2, description="list two adaptations")
    say: Text = Field(description="write what the therapist does about it")


class Screening(ContentRecord):
    """Everything the screener goes by beside the conditions themselves."""

    kinds: Mapping[Kind, Text] = Field(description="write every kind with its words")
    levels: Mapping[Level, Text] = Field(description="write every level with its words")
    urgencies: Mapping[Urgency, Text] = Field(description="write every urgency with its words")
    waits: Mapping[Holds, Text] = Field(description="write known, session and area with their words")
    answers: tuple[AnswerWords, ...] = Field(description="list the answers, the strictest first")
    answer_rules: tuple[AnswerRule, ...] = Field(description="list the rows")
    strictness: tuple[Rank, ...] = Field(description="list answers, the strictest first")
    rises: Mapping[Urgency, Outcome] = Field(description="write the answer a line of this urgency gives")
    dont_know: DontKnow = Field(description='write what "don\'t know" does')
    catch_all: CatchAll = Field(description="write the last question")
    numb_area: Text = Field(description="write what is said of numb areas")
    weak_grounds: Mapping[Text, Text] = Field(description="write what weak grounds have to say")
    ceiling: Text = Field(description="write what is said of pressure levels")
    groups: tuple[Group, ...] = Field(description="list the parts of the intake")
    areas: tuple[Area, ...] = Field(description="list the parts of the body")
    adaptations: tuple[Adaptation, ...] = Field(description="list the adaptations")
    limbs: tuple[Ids, ...] = Field(description="list the parts of each limb")
    clashes: tuple[Clash, ...] = Field(description="list pairs of adaptations")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        areas, changes = {area.id for area in self.areas}, {word.id for word in self.adaptations}
        named = [name for area in self.areas for name in area.holds]
        named += [name for limb in self.limbs for name in limb]
        named += [
            name
            for word in self.adaptations
            if isinstance(word.leaves_out, tuple)
            for name in word.leaves_out
        ]
        paired = [name for clash in self.clashes for name in clash.adaptations]
        wrong = [f"there is no area {name!r}" for name in named if name not in areas]
        wrong += [f"there is no adaptation {name!r}" for name in paired if name not in changes]
        ranked = {(rank.answer, rank.waits) for rank in self.strictness}
        needed = [(words.id, None) for words in self.answers if words.id != "ask-first"]
        needed += [("ask-first", waits) for waits in self.waits]
        wrong += [
            f"strictness leaves out {' '.join(filter(None, each))}" for each in needed if each not in ranked
        ]
        wrong += [
            f"there is no rise to {urgency}"
            for urgency in ("emergency", "same-day", "none")
            if urgency not in self.rises
        ]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def with_parts(self, areas: Iterable[str]) -> set[str]:
        """Return areas with the parts that they hold.

        Raises
        ------
        KeyError
            If an area is not known.
        """
        holds = {area.id: area.holds for area in self.areas}
        return {part for area in areas for part in (area, *holds[area])}

    def answer_of(self, level: str, urgency: str, kind: str, waits: str | None) -> str | None:
        """Return the answer of an entry, by the first row that fits; None if no row does."""
        entry = {"level": level, "urgency": urgency, "kind": kind, "waits": waits}
        for row in self.answer_rules:
            wanted = row.model_dump(exclude={"answer"}, exclude_none=True)
            if all(entry[field] == value for field, value in wanted.items()):
                return row.answer
        return None


def read_screening(folder: Path) -> tuple[Screening | None, list[Problem]]:
    """Read the words and rules of the screener.

    Parameters
    ----------
    folder : Path
        The content folder.

    Returns
    -------
    screening : Screening or None
        None if they cannot be used.
    problems : list of Problem
        What is wrong with them.
    """
    return read_record(folder / FILE, Screening)
