"""What the content files must agree on beyond the shape of their fields.

Every rule looks at the files as written, so that a mistake in one field hides no mistake in another;
a value of the wrong shape is passed over here, since it is reported where its shape is checked.
"""

import re
from collections.abc import Iterator, Mapping

from massage_neuropathy.problems import Problem, did_you_mean
from massage_neuropathy.question_rules import wrong_answers
from massage_neuropathy.schema import BIBLIOGRAPHY, KINDS
from massage_neuropathy.screening_words import FILE as SCREENING
from massage_neuropathy.screening_words import Screening
from massage_neuropathy.yaml_reader import Entry, Steps

SINGULAR = {
    "lessons": "lesson",
    "objectives": "objective",
    "errors": "error",
    "references": "reference",
    "conditions": "condition",
    "claims": "claim",
    "slots": "slot",
}

Known = Mapping[str, Mapping[str, int] | None]


def unknown_ids(entries: Mapping[str, list[Entry]], known: Known) -> Iterator[Problem]:
    """Find ids that lead nowhere; ids of a kind whose files cannot be read are left alone."""
    for name, kind in KINDS.items():
        for entry in entries[name]:
            for field, targets in kind.links.items():
                for steps, wanted in entry.texts(field):
                    yield from _unknown(entry, steps, wanted, targets, known)
    for entry in entries["questions"]:
        for steps, wrong in wrong_answers(entry):
            if isinstance(wanted := wrong.get("error"), str):
                yield from _unknown(entry, (*steps, "error"), wanted, ("errors",), known)


def _unknown(
    entry: Entry,
    steps: Steps,
    wanted: str,
    targets: tuple[str, ...],
    known: Known,
) -> Iterator[Problem]:
    if not wanted or any(known[target] is None or wanted in known[target] for target in targets):
        return
    files = _either([KINDS[target].place if target in KINDS else BIBLIOGRAPHY for target in targets])
    ids = [each for target in targets for each in known[target]]
    yield entry.problem(
        steps,
        f"there is no {_either([SINGULAR[target] for target in targets])} {wanted!r}",
        did_you_mean(wanted, ids, f"use an id of {files}, or add it there"),
    )


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def shared_names(entries: Mapping[str, list[Entry]], known: Known) -> Iterator[Problem]:
    """Find ids that two of references, conditions and claims use, which are cited in one list."""
    taken = dict.fromkeys(known["references"] or (), BIBLIOGRAPHY)
    for name in ("conditions", "claims"):
        for entry in entries[name]:
            if entry.texts("id"):
                if taken.get(entry.name, KINDS[name].place) != KINDS[name].place:
                    message = f"{entry.name!r} is also an id in {taken[entry.name]}"
                    yield entry.problem(
                        ("id",), message, "choose another id, since both are cited in one list"
                    )
                taken.setdefault(entry.name, KINDS[name].place)


def condition_rules(entry: Entry, screening: Screening | None) -> Iterator[Problem]:
    """Find a condition that departs from the words and rules of the screener."""
    data = entry.data if isinstance(entry.data, dict) else {}
    if (data.get("answer") == "ask-first") != ("waits" in data):
        yield entry.problem(
            ("waits",),
            "goes with the answer ask-first, and with no other",
            "write session or area there, and leave it out elsewhere",
        )
    if (data.get("waits") == "area") != ("waits_areas" in data):
        yield entry.problem(
            ("waits_areas",),
            "goes with waits: area, and with nothing else",
            "list the areas that wait there, and leave it out elsewhere",
        )
    if "affected_area" in (data.get("waits_areas") or ()) and "affected_area" not in (
        data.get("areas") or ()
    ):
        yield entry.problem(
            ("areas",),
            "lacks affected_area, which waits: nobody could say where it is",
            "add affected_area to the areas",
        )
    if screening is None:
        return
    for field, words in (
        ("group", screening.groups),
        ("areas", screening.areas),
        ("waits_areas", screening.areas),
        ("adaptations", screening.adaptations),
    ):
        known = [word.id for word in words]
        for steps, wanted in entry.texts(field):
            if wanted not in known:
                yield entry.problem(
                    steps,
                    f"{wanted!r} is not in {SCREENING}",
                    did_you_mean(wanted, known, f"use a word of {SCREENING}, or add it there"),
                )
    fields = [data.get(field) for field in ("level", "urgency", "kind")]
    if not all(isinstance(field, str) for field in fields):
        return
    answer = screening.answer_of(*fields, data.get("waits"))
    if answer != data.get("answer"):
        yield entry.problem(
            ("answer",),
            f"{data.get('answer')!r} is not what level, urgency and kind give",
            f"write {answer}" if answer else "change level, urgency or kind: no rule fits them",
        )


def one_sided_conflicts(entries: Mapping[str, list[Entry]]) -> Iterator[Problem]:
    """Find claims that conflict with another, and not the other with them; the register shows both sides."""
    named = {entry.name: {text for _, text in entry.texts("conflicts_with")} for entry in entries["claims"]}
    for entry in entries["claims"]:
        for steps, other in entry.texts("conflicts_with"):
            if other == entry.name:
                yield entry.problem(steps, "a claim cannot conflict with itself", "name another claim")
            # An id that is none may be this claim's, misspelled; that is said where it stands.
            elif entry.name not in named.get(other, {entry.name}) and named[other] <= set(named):
                yield entry.problem(
                    steps,
                    f"{other!r} does not name {entry.name!r} in return",
                    "name each of the two in the other",
                )


def lesson_rules(entry: Entry) -> Iterator[Problem]:
    """Find a lesson whose number is not the one its id begins with."""
    number = entry.data.get("number") if isinstance(entry.data, dict) else None
    front = re.match(r"\d\d(?=-)", entry.name)
    if front and type(number) is int and number != int(front[0]):
        yield entry.problem(
            ("number",), f"{number} is not the number of {entry.name!r}", f"write {int(front[0])}"
        )
