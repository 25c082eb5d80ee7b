"""The typed records of the content files, and the course they make up."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from massage_neuropathy.bibliography import Reference

Tag = Literal["unsafe", "overcautious", "scope", "fit"]
Safety = Literal["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "P1", "P2", "P3", "P4"]
Text = Annotated[str, Field(min_length=1)]
Ids = tuple[Text, ...]


def _id(form: str, example: str) -> Any:  # noqa: ANN401
    return Field(
        pattern=rf"^{form}$", description=f"write an id in small letters and digits, such as {example}"
    )


KEBAB = "[a-z0-9]+(-[a-z0-9]+)*"
SNAKE = "[a-z0-9]+(_[a-z0-9]+)*"


class ContentRecord(BaseModel):
    """What all records share: they do not change, and they have no fields but their own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Lesson(ContentRecord):
    """A lesson; its id is the name of its notebook without the ending."""

    id: str = _id(rf"\d\d-{KEBAB}", "01-nerves")
    number: int = Field(ge=0, description="write the number at the front of the id")
    title: Text = Field(description="write the title, word for word the heading of the notebook")
    minutes: int = Field(gt=0, description="write how many minutes the lesson takes")
    part: Text = Field(description="write the part of the course the lesson belongs to")


class Objective(ContentRecord):
    """What a learner can do after a lesson."""

    id: str = _id(KEBAB, "length-pattern")
    lesson: Text = Field(description="write the id of a lesson")
    text: Text = Field(description="write what the learner will be able to do")


class ErrorKind(ContentRecord):
    """A mistake people make, behind one or more wrong options."""

    id: str = _id(rf"err_{SNAKE}", "err_wait_and_see")
    text: Text = Field(description="write what the person does or believes")
    tag: Tag = Field(description="write the usual tag: unsafe, overcautious, scope or fit")


class Term(ContentRecord):
    """An entry of the glossary."""

    id: str = _id(KEBAB, "paresthesia")
    term: Text = Field(description="write the word as the lessons use it")
    british: Text | None = Field(None, description="write the British spelling, or leave the field out")
    definition: Text = Field(description="every term needs one: say in plain words what it means")
    lesson: Text = Field(description="write the id of the lesson where the term first stands")
    references: Ids = Field((), description="write a list of keys, or leave the field out")


class Condition(ContentRecord):
    """A health condition or sign, and the answer it calls for."""

    id: str = _id(SNAKE, "loss_of_protective_sensation")
    name: Text = Field(description="write the name in words a learner knows")
    answer: Literal[
        "stop-emergency",
        "stop-today",
        "help-on-the-spot",
        "another-day",
        "ask-first",
        "adapt",
        "nothing-stops",
    ] = Field(description="write the answer the condition calls for")
    references: Ids = Field((), description="write a list of keys of the bibliography")


class Claim(ContentRecord):
    """Something that is said about massage and neuropathy, and how far it holds."""

    id: str = _id("[a-z0-9]+([-_][a-z0-9]+)*", "s000-light-then-build")
    claim: Text = Field(description="write the claim in the course's own words")
    verdict: Text = Field(description="write how far the claim holds")
    references: Ids = Field((), description="write a list of keys of the bibliography")


class Option(ContentRecord):
    """One answer to choose, with the reason why it is right or wrong."""

    id: str = _id("[a-z0-9]+", "a")
    text: Text = Field(description="every option needs one: write what the learner chooses")
    correct: bool = Field(
        False, description="write true for a right option, and leave it out for a wrong one"
    )
    rationale: Text = Field(description="every option needs one: say why it is right or wrong")
    error: Text | None = Field(None, description="write the id of an error in errors.yml")
    tag: Tag | None = Field(None, description="write unsafe, overcautious, scope or fit")


class Question(ContentRecord):
    """A question with its options."""

    id: str = _id(KEBAB, "why-toes-first")
    type: Literal["single", "multiple"] = Field(description="write single or multiple")
    lesson: Text = Field(description="write the id of the lesson")
    objective: Text = Field(description="write the id of an objective of the lesson")
    bloom: Literal["remember", "understand", "apply", "analyze", "evaluate"] = Field(
        description="write remember, understand, apply, analyze or evaluate"
    )
    pool: Literal["practice", "reserved"] = Field(
        description="write practice (shown in a notebook) or reserved (kept for the final)"
    )
    twin: str | None = Field(
        None, pattern=rf"^{KEBAB}$", description="write the name of the twin group, such as feet-first"
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
    options: tuple[Option, ...] = Field(min_length=3, max_length=6, description="write three to six options")

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change when, and only when, what is asked and scored changes.

        That is the type, the stem and the options with their reasons; the sources and the passage that
        teaches it are no part of it. An answer is kept with the hash of the question it was given to, so
        that a learner's answer is never scored against words they did not read.
        """
        seen = [
            self.type,
            self.stem,
            [[option.id, option.text, option.correct, option.rationale] for option in self.options],
        ]
        canonical = json.dumps(seen, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Course:
    """The whole content, each kind of record by id and in the order of its file."""

    lessons: Mapping[str, Lesson]
    objectives: Mapping[str, Objective]
    questions: Mapping[str, Question]
    terms: Mapping[str, Term]
    references: Mapping[str, Reference]
    errors: Mapping[str, ErrorKind]
    conditions: Mapping[str, Condition]
    claims: Mapping[str, Claim]

    def cite(self, ref_id: str) -> Reference | Condition | Claim:
        """Find what an id under ``references`` stands for.

        Raises
        ------
        KeyError
            If there is no reference, condition or claim with this id.
        """
        for records in (self.references, self.conditions, self.claims):
            if ref_id in records:
                return records[ref_id]
        raise KeyError(ref_id)


@dataclass(frozen=True)
class Kind:
    """One kind of record: its file (or folder of files), its type, and where its ids lead."""

    file: str
    model: type[ContentRecord]
    links: Mapping[str, tuple[str, ...]]


# The kinds by the name they have in `Course`, and after each field that holds ids, the kinds these may be of.
KINDS = {
    "lessons": Kind("lessons.yml", Lesson, {}),
    "objectives": Kind("objectives.yml", Objective, {"lesson": ("lessons",)}),
    "errors": Kind("errors.yml", ErrorKind, {}),
    "terms": Kind("glossary.yml", Term, {"lesson": ("lessons",), "references": ("references",)}),
    "conditions": Kind("conditions.yml", Condition, {"references": ("references",)}),
    "claims": Kind("claims.yml", Claim, {"references": ("references",)}),
    "questions": Kind(
        "questions",
        Question,
        {
            "lesson": ("lessons",),
            "objective": ("objectives",),
            "references": ("references", "conditions", "claims"),
        },
    ),
}
BIBLIOGRAPHY = "references.bib"
