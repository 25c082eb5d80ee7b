"""Practice clients: fictional people with what they say on an intake, for the screener and the planner."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from massage_neuropathy.fields import KEBAB, ContentRecord, Ids, Text, id_like
from massage_neuropathy.problems import Problem, did_you_mean
from massage_neuropathy.screening_words import FILE as SCREENING
from massage_neuropathy.screening_words import Screening
from massage_neuropathy.yaml_reader import Entry

Applies = Literal["yes", "unknown"]
Symptom = Literal["numb", "painful", "swollen"]


class Wishes(ContentRecord):
    """What a client feels where, and wants from a session."""

    symptoms: Mapping[str, tuple[Symptom, ...]] = Field(
        default_factory=dict, description="by area of screening.yml, list numb, painful or swollen"
    )
    cleared: Ids = Field(
        (), description="list areas that a written answer from the clinic names, or leave the field out"
    )
    letter: Text | None = Field(
        None, description="quote what the written answer says, or leave the field out"
    )
    letter_minutes: int | None = Field(
        None,
        gt=0,
        description="write the most minutes the written answer gives its areas together, or leave it out",
    )
    swelling: Literal["yes", "no", "unknown"] | None = Field(
        None, description="where something is swollen: write whether it is new, on one side or not explained"
    )
    goals: Ids = Field((), description="list what the client wants, from planning.yml")
    minutes: int = Field(gt=0, description="write how many minutes there are")


class Client(ContentRecord):
    """A fictional client. To every question that is not named here they say no."""

    id: str = id_like(KEBAB, "stained-sock")
    who: Text = Field(description="write who it is, by age and role, without a name")
    says: Text = Field(description="write what the client tells and wants, and what is seen")
    conditions: Mapping[str, Applies] = Field(
        default_factory=dict, description="by id of a condition, write yes or unknown"
    )
    rises: Mapping[str, Mapping[str, Applies]] = Field(
        default_factory=dict,
        description="by id of a condition, and number of a line of its rises, from 0, write yes or unknown",
    )
    where: Mapping[str, Ids] = Field(
        default_factory=dict, description="by id of a condition, list the areas where the client has it"
    )
    anything_else: Literal["yes", "no", "unknown"] = Field(
        "no", description="write what the client says to the last question"
    )
    comment: Text = Field(description="every client needs one: write why the outcome is what it is")
    plan: Wishes | None = Field(None, description="write what the planner needs, or leave the field out")


def client_rules(
    entry: Entry, conditions: Mapping[str, Entry], screening: Screening | None
) -> Iterator[Problem]:
    """Find conditions, lines under ``rises`` and areas that a client names and that are not there."""
    data = entry.data if isinstance(entry.data, dict) else {}
    said = {
        field: value
        for field in ("conditions", "rises", "where")
        if isinstance(value := data.get(field), dict)
    }
    has = said.get("conditions", {})
    for field, named in said.items():
        for name in named:
            if name not in conditions:
                fix = did_you_mean(name, conditions, "use an id of content/conditions, or add it there")
                yield entry.problem((field, name), f"there is no condition {name!r}", fix)
            elif name not in has:
                yield entry.problem(
                    (field, name),
                    "is said about something the client does not have",
                    "name it under conditions",
                )
    for name, lines in said.get("rises", {}).items():
        there = conditions[name].items("rises") if name in conditions else []
        for number in lines if isinstance(lines, dict) else ():
            if number not in {str(place) for place, _ in there}:
                yield entry.problem(
                    ("rises", name, number), f"{name} has no line {number} under rises", "count from 0"
                )
    if screening is None:
        return
    known = [area.id for area in screening.areas]
    places = [
        (("where", name, number), area)
        for name, areas in said.get("where", {}).items()
        for number, area in enumerate(areas if isinstance(areas, tuple) else ())
    ]
    plan = data.get("plan")
    symptoms = plan.get("symptoms") if isinstance(plan, dict) else None
    places += (
        [(("plan", "symptoms", area), area) for area in symptoms or ()] if isinstance(symptoms, dict) else []
    )
    cleared = plan.get("cleared") if isinstance(plan, dict) else None
    if isinstance(cleared, tuple):
        places += [(("plan", "cleared", number), area) for number, area in enumerate(cleared)]
    for steps, area in places:
        if area not in known:
            fix = did_you_mean(str(area), known, f"use an area of {SCREENING}")
            yield entry.problem(steps, f"there is no area {area!r}", fix)
