"""The questions: a class for each type, which knows its right answer and the wrong ones foreseen."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, FiniteFloat

from massage_neuropathy.fields import (
    KEBAB,
    Answer,
    Bloom,
    ContentRecord,
    Ids,
    QuestionType,
    Safety,
    Span,
    Tag,
    Text,
    id_like,
)

# How many things a learner can weigh against each other.
FEW = Field(min_length=3, max_length=8)

# What a wrong answer stands for: its tag, and the id of its error.
Fault = tuple[Tag, str]


class Mistake(ContentRecord):
    """A wrong answer that was foreseen, and what is said to it."""

    rationale: Text = Field(description="every wrong answer needs one: say why it is wrong")
    error: Text = Field(description="write the id of an error in errors.yml")
    tag: Tag = Field(description="write unsafe, overcautious, scope or fit")


class Missed(ContentRecord):
    """What it stands for to leave a right option of several unchosen."""

    error: Text = Field(description="write the id of an error in errors.yml")
    tag: Tag = Field(description="write unsafe, overcautious, scope or fit")


class Option(ContentRecord):
    """One answer to choose, with the reason why it is right or wrong."""

    id: str = id_like("[a-z0-9]+", "a")
    text: Text = Field(description="every option needs one: write what the learner chooses")
    correct: bool = Field(
        False, description="write true for a right option, and leave it out for a wrong one"
    )
    rationale: Text = Field(description="every option needs one: say why it is right or wrong")
    error: Text | None = Field(None, description="write the id of an error in errors.yml")
    tag: Tag | None = Field(None, description="write unsafe, overcautious, scope or fit")
    missed: Missed | None = Field(
        None,
        description="with a right option of type multiple: write error and tag of leaving it out",
    )


class WrongChoice(Mistake):
    """A choice that needs its own words where it is made for an item."""

    choice: Text = Field(description="write the id of a choice")


class Item(ContentRecord):
    """Something to be matched with a choice."""

    id: str = id_like("[a-z0-9]+", '"1"')
    text: Text = Field(description="every item needs one: write what is to be matched")
    answer: Text = Field(description="write the id of the right choice")
    rationale: Text = Field(description="every item needs one: say why this choice is right")
    error: Text = Field(description="write the id of an error in errors.yml")
    tag: Tag = Field(description="write unsafe, overcautious, scope or fit")
    wrong: tuple[WrongChoice, ...] = Field((), description="write a list of choices, or leave the field out")


class Question(ContentRecord, ABC, extra="ignore"):
    """What questions of every type have; each type is a class of its own, found in `QUESTION_TYPES`."""

    id: str = id_like(KEBAB, "why-toes-first")
    type: QuestionType = Field(description="write single, multiple, matching, ordering or numeric")
    lesson: Text = Field(description="write the id of the lesson")
    objective: Text = Field(description="write the id of an objective of the lesson")
    bloom: Bloom = Field(description="write remember, understand, apply, analyze or evaluate")
    pool: Literal["practice", "reserved"] = Field(
        description="write practice (shown in a notebook) or reserved (kept for the final)"
    )
    twin: str | None = Field(
        None, pattern=rf"^{KEBAB}$", description="write the id of a slot of blueprint.yml, such as feet-first"
    )
    safety: Safety | None = Field(None, description="write the safety family, or leave the field out")
    refusing_is_the_error: bool = Field(
        False, description="write true if the client can be massaged and refusing would be wrong"
    )
    teaches: Text = Field(description="write the heading of the passage that teaches it, word for word")
    references: Ids = Field(
        min_length=1, description="every question needs a source: write keys, condition ids or claim ids"
    )
    stem: Text = Field(description="write the question")
    answer: Answer | None = Field(
        None, description="write which of the five answers the key gives, or leave the field out"
    )

    @property
    @abstractmethod
    def right(self) -> list[str]:
        """The right answer as an event keeps it; see `massage_neuropathy.scoring`."""

    @property
    @abstractmethod
    def wrong(self) -> Sequence[Mistake | Option | Item]:
        """The wrong answers that were foreseen, each with its ``error`` and ``tag``."""

    @property
    @abstractmethod
    def faults(self) -> dict[str, Fault]:
        """What can be wrong with an answer, by what shows it in the answer.

        Single and multiple: the id of a wrong option, and ``-`` with the id of a right one that must not be
        left out. Matching: ``item:choice``, and ``item:*`` for any other wrong choice. Ordering:
        ``early<before``, and ``*`` for any other wrong order. Numeric: ``low..high``, and ``*`` for any other
        wrong number. `massage_neuropathy.sittings.faults_of` finds them in an answer.
        """

    @abstractmethod
    def _seen(self) -> list[Any]:
        """All that is asked, scored and said to an answer, beside the stem."""

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change when, and only when, what is asked and scored changes.

        That is the type, the stem and the answers with their reasons; the sources and the passage that
        teaches it are no part of it. An answer is kept with the hash of the question it was given to, so
        that a learner's answer is never scored against words they did not read.
        """
        canonical = json.dumps(
            [self.type, self.stem, *self._seen()], ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


class ChoiceQuestion(Question, extra="forbid"):
    """A question with options to choose: one of them, or all that apply."""

    type: Literal["single", "multiple"] = Field(description="write single or multiple")
    picture: str | None = id_like(KEBAB, "four-maps", None)
    fixed: bool = Field(
        False, description="write true if the options must stay in their order, such as that of numbers"
    )
    options: Annotated[tuple[Option, ...], FEW] = Field(
        description="write three to six options, for type multiple up to eight"
    )

    @property
    def right(self) -> list[str]:
        """The ids of the right options."""
        return [option.id for option in self.options if option.correct]

    @property
    def wrong(self) -> Sequence[Option]:
        """The wrong options."""
        return [option for option in self.options if not option.correct]

    @property
    def faults(self) -> dict[str, Fault]:
        """Wrong options, and right ones that must not be left out."""
        chosen = {option.id: (option.tag, option.error) for option in self.wrong}
        missed = {f"-{one.id}": (one.missed.tag, one.missed.error) for one in self.options if one.missed}
        return chosen | missed

    def _seen(self) -> list[Any]:
        options = [[option.id, option.text, option.correct, option.rationale] for option in self.options]
        return [options, self.picture] if self.picture else [options]


class Choice(ContentRecord):
    """One of the things that items are matched with."""

    id: str = id_like("[a-z0-9]+", "a")
    text: Text = Field(description="every choice needs one: write what the learner chooses")
    rationale: Text | None = Field(None, description="say why it is left over, if no item has it")


class MatchingQuestion(Question, extra="forbid"):
    """A question that gives every item one of several choices."""

    type: Literal["matching"]
    choices: Annotated[tuple[Choice, ...], FEW] = Field(description="write three to eight choices")
    items: Annotated[tuple[Item, ...], FEW] = Field(description="write three to eight items")

    def text_of(self, choice_id: str) -> str:
        """Return the words of a choice."""
        return next(choice.text for choice in self.choices if choice.id == choice_id)

    @property
    def right(self) -> list[str]:
        """Each item with its choice, as ``item:choice``."""
        return [f"{item.id}:{item.answer}" for item in self.items]

    @property
    def wrong(self) -> Sequence[Item | WrongChoice]:
        """The items, whose error any wrong choice stands for, and the choices that stand for another one."""
        return [wrong for item in self.items for wrong in (item, *item.wrong)]

    @property
    def faults(self) -> dict[str, Fault]:
        """For each item any wrong choice, and those that stand for an error of their own."""
        own = {
            f"{item.id}:{wrong.choice}": (wrong.tag, wrong.error)
            for item in self.items
            for wrong in item.wrong
        }
        return {f"{item.id}:*": (item.tag, item.error) for item in self.items} | own

    def _seen(self) -> list[Any]:
        return [
            [[choice.id, choice.text, choice.rationale] for choice in self.choices],
            [[item.id, item.text, item.answer, item.rationale] for item in self.items],
            [[item.id, wrong.choice, wrong.rationale] for item in self.items for wrong in item.wrong],
        ]


class Step(ContentRecord):
    """One of the steps to be put in order."""

    id: str = id_like("[a-z0-9]+", "a")
    text: Text = Field(description="every step needs one: write what is done")
    rationale: Text = Field(description="every step needs one: say why it comes here")


class Misplaced(Mistake):
    """A step put before another that it should follow."""

    early: Text = Field(description="write the id of the step that is put too early")
    before: Text = Field(description="write the id of the step that it is put before")


class OrderingQuestion(Question, extra="forbid"):
    """A question that puts steps in order. They are written in the right one and shown by their ids."""

    type: Literal["ordering"]
    steps: Annotated[tuple[Step, ...], FEW] = Field(description="write three to eight steps")
    misplaced: tuple[Misplaced, ...] = Field(
        min_length=1, description="name at least one step that may be put too early, and what is said to that"
    )
    otherwise: Mistake = Field(description="write what is said to any other wrong order")

    @property
    def shown(self) -> list[Step]:
        """The steps in the order in which they are shown at first."""
        return sorted(self.steps, key=lambda step: step.id)

    def text_of(self, step_id: str) -> str:
        """Return the words of a step."""
        return next(step.text for step in self.steps if step.id == step_id)

    @property
    def right(self) -> list[str]:
        """The ids of the steps in their order."""
        return [step.id for step in self.steps]

    @property
    def wrong(self) -> Sequence[Mistake]:
        """What wrong orders stand for."""
        return [*self.misplaced, self.otherwise]

    @property
    def faults(self) -> dict[str, Fault]:
        """Steps put too early, and any other wrong order."""
        early = {f"{one.early}<{one.before}": (one.tag, one.error) for one in self.misplaced}
        return early | {"*": (self.otherwise.tag, self.otherwise.error)}

    def _seen(self) -> list[Any]:
        return [
            [[step.id, step.text, step.rationale] for step in self.steps],
            [[one.early, one.before, one.rationale] for one in self.misplaced],
            self.otherwise.rationale,
        ]


class Miscount(Mistake):
    """A number that a known mistake leads to."""

    value: FiniteFloat = Field(description="write the number that the mistake leads to")
    accept: Span | None = Field(
        None, description="write the smallest and the largest number, such as [158, 160], or leave it out"
    )

    @property
    def span(self) -> Span:
        """The smallest and the largest number that the mistake leads to."""
        return self.accept or (self.value, self.value)


class NumericQuestion(Question, extra="forbid"):
    """A question whose answer is a number, right within a span."""

    type: Literal["numeric"]
    answer: FiniteFloat = Field(description="write the right number")
    accept: Span = Field(
        description="write the smallest and the largest number that is right, such as [140, 142]"
    )
    unit: Text | None = Field(None, description="write what is counted or measured, or leave the field out")
    rationale: Text = Field(description="say what to take from the number")
    mistakes: tuple[Miscount, ...] = Field((), description="write a list of numbers, or leave the field out")
    otherwise: Mistake = Field(description="write what is said to any other wrong number")

    @property
    def right(self) -> list[str]:
        """The smallest and the largest number that is right."""
        return [as_text(number) for number in self.accept]

    @property
    def wrong(self) -> Sequence[Mistake]:
        """What wrong numbers stand for."""
        return [*self.mistakes, self.otherwise]

    @property
    def faults(self) -> dict[str, Fault]:
        """The spans that known mistakes lead to, and any other wrong number."""
        known = {"..".join(map(as_text, one.span)): (one.tag, one.error) for one in self.mistakes}
        return known | {"*": (self.otherwise.tag, self.otherwise.error)}

    def _seen(self) -> list[Any]:
        mistakes = [[one.value, one.accept, one.rationale] for one in self.mistakes]
        return [self.answer, self.accept, self.unit, self.rationale, mistakes, self.otherwise.rationale]


def as_text(number: float) -> str:
    """Write a number without an exponent, and without a point if it is whole."""
    return f"{number:.9f}".rstrip("0").rstrip(".")


QUESTION_TYPES: dict[str, type[Question]] = {
    "single": ChoiceQuestion,
    "multiple": ChoiceQuestion,
    "matching": MatchingQuestion,
    "ordering": OrderingQuestion,
    "numeric": NumericQuestion,
}
