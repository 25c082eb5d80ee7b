"""What the content files must agree on beyond the shape of their fields.

Every rule looks at the files as written, so that a mistake in one field hides no mistake in another;
a value of the wrong shape is passed over here, since it is reported where its shape is checked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from massage_neuropathy.problems import Problem, did_you_mean
from massage_neuropathy.schema import BIBLIOGRAPHY, KINDS
from massage_neuropathy.yaml_reader import Entry, Steps

SINGULAR = {
    "lessons": "lesson",
    "objectives": "objective",
    "errors": "error",
    "references": "reference",
    "conditions": "condition",
    "claims": "claim",
}

Known = Mapping[str, Mapping[str, int] | None]
Finding = tuple[Steps, str, str]


def unknown_ids(entries: Mapping[str, list[Entry]], known: Known) -> Iterator[Problem]:
    """Find ids that lead nowhere; ids of a kind whose files cannot be read are left alone."""
    for name, kind in KINDS.items():
        for entry in entries[name]:
            for field, targets in kind.links.items():
                for steps, wanted in entry.texts(field):
                    yield from _unknown(entry, steps, wanted, targets, known)
    for entry in entries["questions"]:
        for i, option in entry.items("options"):
            if isinstance(wanted := option.get("error"), str):
                yield from _unknown(entry, ("options", i, "error"), wanted, ("errors",), known)


def _unknown(
    entry: Entry,
    steps: Steps,
    wanted: str,
    targets: tuple[str, ...],
    known: Known,
) -> Iterator[Problem]:
    if not wanted or any(known[target] is None or wanted in known[target] for target in targets):
        return
    files = _either([KINDS[target].file if target in KINDS else BIBLIOGRAPHY for target in targets])
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
                if taken.get(entry.name, KINDS[name].file) != KINDS[name].file:
                    message = f"{entry.name!r} is also an id in {taken[entry.name]}"
                    yield entry.problem(
                        ("id",), message, "choose another id, since both are cited in one list"
                    )
                taken.setdefault(entry.name, KINDS[name].file)


def lesson_rules(entry: Entry) -> Iterator[Problem]:
    """Find a lesson whose number is not the one its id begins with."""
    number = entry.data.get("number") if isinstance(entry.data, dict) else None
    front = re.match(r"\d\d(?=-)", entry.name)
    if front and type(number) is int and number != int(front[0]):
        yield entry.problem(
            ("number",), f"{number} is not the number of {entry.name!r}", f"write {int(front[0])}"
        )


def question_rules(
    entry: Entry, lessons: Iterable[str] | None, lesson_of: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what is wrong with a question: where, what, and what would be right."""
    lesson = next((text for _, text in entry.texts("lesson")), None)
    objective = next((text for _, text in entry.texts("objective")), None)
    if lesson in (lessons or ()) and lesson != entry.file.stem:
        yield ("lesson",), f"{lesson!r} is not the lesson of this file", f"move the question to {lesson}.yml"
    if lesson in (lessons or ()) and lesson_of.get(objective, lesson) in set(lessons) - {lesson}:
        yield (
            ("objective",),
            f"{objective!r} is an objective of lesson {lesson_of[objective]!r}, not of {lesson!r}",
            "choose an objective of the same lesson, or change the lesson",
        )
    options = entry.items("options")
    if not options:
        return
    for field, fix in (
        ("id", "give every option of a question its own letter"),
        ("text", "change one of them, or remove it"),
    ):
        seen: dict[str, str] = {}
        for i, option in options:
            value = option.get(field)
            if isinstance(value, str) and value:
                if value.casefold() in seen:
                    yield ("options", i, field), f"{value!r} stands for two options", fix
                seen[value.casefold()] = value
    for i, option in options:
        if re.search(
            r"\b(all|none|both|neither) of (the|these) (above|options|answers)\b",
            str(option.get("text")),
            re.I,
        ):
            yield (
                ("options", i, "text"),
                "points at the other options",
                "say what is meant, since options may be read in any order",
            )
    yield from _key_rules(entry, [option for _, option in options])
    for i, option in options:
        yield from _tag_rules(i, option)
    tags = {option.get("tag") for _, option in options if not option.get("correct")}
    if entry.texts("safety") and "unsafe" not in tags:
        yield (
            ("safety",),
            "a safety question needs an unsafe option, and none is tagged so",
            "tag the option that would harm or delay as unsafe, or remove the safety family",
        )
    if entry.data.get("refusing_is_the_error") is True and "overcautious" not in tags:
        yield (
            ("refusing_is_the_error",),
            "no option refuses: none is tagged overcautious",
            "tag the option that refuses as overcautious, or remove this field",
        )


def _key_rules(entry: Entry, options: list[dict[str, Any]]) -> Iterator[Finding]:
    right = [str(option.get("id")) for option in options if option.get("correct") is True]
    which = f" ({', '.join(right)})" if right else ""
    if entry.data.get("type") == "single" and len(right) != 1:
        yield (
            ("options",),
            f"a question of type single has one correct option, and this has {len(right)}{which}",
            "write correct: true at exactly one option" + (", or type: multiple" if right else ""),
        )
    elif entry.data.get("type") == "multiple" and len(right) in (0, len(options)):
        yield (
            ("options",),
            f"type multiple needs right and wrong options, and here {len(right)} of {len(options)} are right",
            "write correct: true at one option or more, and leave it out at one or more",
        )


def _tag_rules(i: int, option: Mapping[str, Any]) -> Iterator[Finding]:
    for field, ask in (
        ("error", "write the id of an error in errors.yml"),
        ("tag", "write unsafe, overcautious, scope or fit"),
    ):
        if option.get("correct") is True and option.get(field) is not None:
            yield (
                ("options", i, field),
                f"a correct option has no {field}",
                "remove it, or remove correct: true",
            )
        elif option.get("correct", False) is False and option.get(field) is None:
            yield ("options", i, field), "is missing: every wrong option needs one", ask
