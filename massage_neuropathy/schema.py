"""The typed records of the content files, and the course they make up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from massage_neuropathy.bibliography import Reference
from massage_neuropathy.cases import Case
from massage_neuropathy.clients import Client
from massage_neuropathy.fields import (
    KEBAB,
    SNAKE,
    Bloom,
    ContentRecord,
    Ground,
    Ids,
    QuestionType,
    Safety,
    Tag,
    Text,
    id_like,
)
from massage_neuropathy.planning_words import Planning
from massage_neuropathy.questions import QUESTION_TYPES, Question
from massage_neuropathy.screening_words import Kind as EntryKind
from massage_neuropathy.screening_words import Level, Outcome, Screening, Urgency, Waits


class Lesson(ContentRecord):
    """A lesson; its id is the name of its notebook without the ending."""

    id: str = id_like(rf"\d\d-{KEBAB}", "01-nerves")
    number: int = Field(ge=0, description="write the number at the front of the id")
    title: Text = Field(description="write the title, word for word the heading of the notebook")
    minutes: int = Field(gt=0, description="write how many minutes the lesson takes")
    part: Text = Field(description="write the part of the course the lesson belongs to")
    enough: int | None = Field(
        default=None, gt=0, description="write how many answered questions are enough, or leave it out: all"
    )


class Objective(ContentRecord):
    """What a learner can do after a lesson."""

    id: str = id_like(KEBAB, "length-pattern")
    lesson: Text = Field(description="write the id of a lesson")
    text: Text = Field(description="write what the learner will be able to do")


class ErrorKind(ContentRecord):
    """A mistake people make, behind one or more wrong options."""

    id: str = id_like(rf"err_{SNAKE}", "err_wait_and_see")
    text: Text = Field(description="write what the person does or believes")
    tag: Tag = Field(description="write the usual tag: unsafe, overcautious, scope or fit")


class Term(ContentRecord):
    """An entry of the glossary."""

    id: str = id_like(KEBAB, "paresthesia")
    term: Text = Field(description="write the word as the lessons use it")
    british: Text | None = Field(None, description="write the British spelling, or leave the field out")
    definition: Text = Field(description="every term needs one: say in plain words what it means")
    lesson: Text = Field(description="write the id of the lesson where the term first stands")
    references: Ids = Field((), description="write a list of keys, or leave the field out")


class Rise(ContentRecord):
    """Words that raise what a condition calls for."""

    when: Text = Field(description="write what the client says or the therapist sees")
    urgency: Literal["emergency", "same-day", "soon", "none"] = Field(
        description="write emergency, same-day, soon, or none for another day"
    )


class Condition(ContentRecord):
    """A health condition or sign, the question that finds it, and the answer it calls for."""

    id: str = id_like(SNAKE, "loss_of_protective_sensation")
    name: Text = Field(description="write the name in words a learner knows")
    group: Text = Field(description="write the part of the intake, a group of screening.yml")
    kind: EntryKind = Field(description="write a kind of screening.yml")
    observed: bool = Field(
        False, description="write true if the therapist notices it and nobody is asked about it"
    )
    level: Level = Field(description="write a level of screening.yml")
    urgency: Urgency = Field(description="write an urgency of screening.yml")
    answer: Outcome = Field(description="write the answer the condition calls for")
    waits: Waits | None = Field(
        None, description="with ask-first: write session or area, whichever waits for a written answer"
    )
    waits_areas: Ids = Field((), description="with waits: area, list the areas that wait")
    areas: Ids = Field(description="list the areas it is about, from screening.yml")
    adaptations: Ids = Field(description="list what changes, from screening.yml")
    ceiling: int | None = Field(
        None, ge=1, le=5, description="write the highest pressure level where massage goes ahead"
    )
    question: Text = Field(description="write the question on the intake, in words a client knows")
    words: tuple[Text, ...] = Field(
        (), description="list other words that the question is searched by, or leave the field out"
    )
    follow_up: tuple[Text, ...] = Field((), description="list what to ask after a yes, or leave it out")
    rises: tuple[Rise, ...] = Field((), description="list when the answer rises, or leave the field out")
    why: Text = Field(description="every entry needs one: write the reason")
    do: Text = Field(description="write what the therapist does or leaves out, and when the answer rises")
    ground: Ground = Field(description="write how strong the main ground is, in the words of book/about.md")
    references: Ids = Field((), description="write a list of keys of the bibliography")


class Claim(ContentRecord):
    """Something that is said about massage and neuropathy, and how far it holds."""

    id: str = id_like("[a-z0-9]+([-_][a-z0-9]+)*", "s000-light-then-build")
    article: Literal["A", "B", "C", "D", "E"] = Field(description="write the letter of the article, A to E")
    topic: Literal[
        "prevalence",
        "types",
        "mechanism",
        "effect",
        "technique",
        "safety",
        "schedule",
        "self-care",
        "treatment",
        "prognosis",
        "out-of-scope",
    ] = Field(description="write what the claim is about")
    claim: Text = Field(description="write the claim in the course's own words")
    verdict: Literal["supported", "partly", "unsupported", "contradicted", "opinion", "outdated"] = Field(
        description="write how far the claim holds"
    )
    finding: Text = Field(description="every claim needs one: write what the sources say, and how firmly")
    say: Text = Field(description="every claim needs one: write what a therapist can say instead")
    conflicts_with: Ids = Field((), description="write a list of ids of claims, or leave the field out")
    references: Ids = Field((), description="write a list of keys of the bibliography")


class Trial(ContentRecord):
    """A study with a comparison group. A field that is left out was not seen in what was read."""

    id: str = id_like(KEBAB, "lopez-2022")
    reference: Text = Field(description="write one key of the bibliography")
    group: Literal["chemotherapy", "diabetes", "other", "one-nerve", "nearby"] = Field(
        description="write whose nerves were studied; nearby is not neuropathy, or not massage"
    )
    people: int | None = Field(None, gt=0, description="write how many took part, all groups together")
    who: Text = Field(description="write who they were")
    country: Text | None = Field(None, description="write where the study was done, or leave the field out")
    massage: Text = Field(description="write what was done, how long and how often")
    compared_with: Text = Field(description="write what the other group had")
    blinding: Text | None = Field(None, description="write who was blind, or leave the field out")
    outcome: Text = Field(description="write what was measured")
    result: Text = Field(description="write what was found, with the figures as printed")
    limit: Text = Field(description="write what makes the result less sure, and what is a strength")
    harms: Text | None = Field(None, description="write what is said about harm, or leave the field out")


class Mechanism(ContentRecord):
    """An idea of how massage may work, and what was measured of it."""

    id: str = id_like(KEBAB, "warmer-skin")
    name: Text = Field(description="write the idea in a few words")
    claimed: Text = Field(description="write what is said, in the course's own words")
    measured: Text = Field(description="write what was seen when somebody measured it")
    whom: Text = Field(description="write in whom it was measured")
    sureness: Literal["measured", "indirect", "conflicting", "not-shown"] = Field(
        description="write how sure it is that massage does this"
    )
    say: Text = Field(description="write what a therapist can say")
    references: Ids = Field((), description="write a list of keys, or leave the field out")


class Slot(ContentRecord):
    """A place in the final self-assessment, filled by one of the questions that name it as `twin`."""

    id: str = id_like(KEBAB, "why-feet-first")
    row: str = Field(pattern=r"^R\d+$", description="write the row of the blueprint, such as R1")
    objective: Text = Field(description="write the id of an objective")
    type: QuestionType = Field(description="write single, multiple, matching, ordering or numeric")
    picture: bool = Field(False, description="write true if a picture is to be pointed at")
    bloom: Bloom = Field(description="write remember, understand, apply, analyze or evaluate")
    safety: Safety | None = Field(None, description="write the safety family, or leave the field out")
    refusing_is_the_error: bool = Field(
        False, description="write true if the client can be massaged and refusing would be wrong"
    )
    twins: int = Field(ge=1, description="write how many questions the slot needs at least")
    start: bool = Field(False, description="write true if the starting check asks one too")


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
    slots: Mapping[str, Slot]
    trials: Mapping[str, Trial]
    mechanisms: Mapping[str, Mechanism]
    cases: Mapping[str, Case]
    clients: Mapping[str, Client]
    screening: Screening | None
    planning: Planning | None

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
    """One kind of record: its file (or folder of files), its class, and where its ids lead.

    A kind may have several classes, by what the field ``type`` says.
    """

    file: str
    model: type[ContentRecord]
    links: Mapping[str, tuple[str, ...]]
    types: Mapping[str, type[ContentRecord]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The file, or the files, as a person is told of them."""
        return self.file if "." in self.file else f"{self.file}/*.yml"

    def model_for(self, data: object) -> type[ContentRecord]:
        """Return the class for a record as it is written; that of all, if its type is not known."""
        wanted = data.get("type") if isinstance(data, dict) else None
        return self.types.get(wanted, self.model) if isinstance(wanted, str) else self.model


# The kinds by the name they have in `Course`, and after each field that holds ids, the kinds these may be of.
KINDS = {
    "lessons": Kind("lessons.yml", Lesson, {}),
    "objectives": Kind("objectives.yml", Objective, {"lesson": ("lessons",)}),
    "errors": Kind("errors.yml", ErrorKind, {}),
    "terms": Kind("glossary.yml", Term, {"lesson": ("lessons",), "references": ("references",)}),
    "conditions": Kind("conditions", Condition, {"references": ("references",)}),
    "claims": Kind("claims.yml", Claim, {"conflicts_with": ("claims",), "references": ("references",)}),
    "slots": Kind("blueprint.yml", Slot, {"objective": ("objectives",)}),
    "trials": Kind("trials.yml", Trial, {"reference": ("references",)}),
    "mechanisms": Kind("mechanisms.yml", Mechanism, {"references": ("references",)}),
    "cases": Kind(
        "cases",
        Case,
        {"lesson": ("lessons",), "conditions": ("conditions",), "references": ("references", "conditions")},
    ),
    "clients": Kind("clients.yml", Client, {}),
    "questions": Kind(
        "questions",
        Question,
        {
            "lesson": ("lessons",),
            "objective": ("objectives",),
            "twin": ("slots",),
            "references": ("references", "conditions", "claims"),
        },
        QUESTION_TYPES,
    ),
}
BIBLIOGRAPHY = "references.bib"
