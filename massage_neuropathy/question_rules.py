"""What a question must hold beyond the shape of its fields: one key, reasons to wrong answers, no giveaway.

Every rule looks at the question as written, so that a mistake in one field hides no mistake in another;
a value of the wrong shape is passed over here, since it is reported where its shape is checked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from massage_neuropathy.yaml_reader import Entry, Steps

Finding = tuple[Steps, str, str]
Written = dict[str, Any]

# The lists of a question whose records have an id and a text, with the word for one of them.
PARTS = {"options": "option", "choices": "choice", "items": "item", "steps": "step"}


def question_rules(
    entry: Entry, lessons: Iterable[str] | None, lesson_of: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what is wrong with a question: where, what, and what would be right."""
    if not isinstance(entry.data, dict):
        return
    yield from _place_rules(entry, lessons, lesson_of)
    for parts, part in PARTS.items():
        yield from _part_rules(entry, parts, part)
    yield from _key_rules(entry)
    yield from _tag_rules(entry)
    yield from _matching_rules(entry)
    yield from _ordering_rules(entry)
    yield from _numeric_rules(entry)
    yield from _safety_rules(entry)


def wrong_answers(entry: Entry) -> Iterator[tuple[Steps, Written]]:
    """Yield every record of a question that stands for a wrong answer, with the steps to it."""
    for i, option in entry.items("options"):
        if option.get("correct", False) is False:
            yield ("options", i), option
        if isinstance(missed := option.get("missed"), dict):
            yield ("options", i, "missed"), missed
    for i, item in entry.items("items"):
        yield ("items", i), item
        yield from ((("items", i, "wrong", j), each) for j, each in _records(item.get("wrong")))
    for name in ("misplaced", "mistakes"):
        yield from (((name, i), each) for i, each in entry.items(name))
    if isinstance(entry.data, dict) and isinstance(otherwise := entry.data.get("otherwise"), dict):
        yield ("otherwise",), otherwise


def _records(value: object) -> list[tuple[int, Written]]:
    listed = value if isinstance(value, tuple) else ()
    return [(i, each) for i, each in enumerate(listed) if isinstance(each, dict)]


def _place_rules(
    entry: Entry, lessons: Iterable[str] | None, lesson_of: Mapping[str, str]
) -> Iterator[Finding]:
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


def _part_rules(entry: Entry, parts: str, part: str) -> Iterator[Finding]:
    """Find parts that share an id or a text, and those that point at others."""
    records = entry.items(parts)
    for field, fix in (
        ("id", f"give every {part} of a question its own letter"),
        ("text", "change one of them, or remove it"),
    ):
        seen: set[str] = set()
        for i, record in records:
            value = record.get(field)
            if isinstance(value, str) and value:
                if value.casefold() in seen:
                    yield (parts, i, field), f"{value!r} stands for two {parts}", fix
                seen.add(value.casefold())
    for i, record in records:
        if re.search(
            r"\b(all|none|both|neither) of (the|these) (above|options|answers)\b",
            str(record.get("text")),
            re.I,
        ):
            yield (
                (parts, i, "text"),
                f"points at the other {parts}",
                f"say what is meant, since {parts} may be read in any order",
            )


def _key_rules(entry: Entry) -> Iterator[Finding]:
    options = [option for _, option in entry.items("options")]
    right = [str(option.get("id")) for option in options if option.get("correct") is True]
    which = f" ({', '.join(right)})" if right else ""
    if entry.data.get("type") == "single" and options:
        if len(right) != 1:
            yield (
                ("options",),
                f"a question of type single has one correct option, and this has {len(right)}{which}",
                "write correct: true at exactly one option" + (", or type: multiple" if right else ""),
            )
        if 6 < len(options) <= 8:
            yield (
                ("options",),
                f"has too many entries for a question of type single: {len(options)}, limit 6",
                "remove some, or write type: multiple",
            )
    elif entry.data.get("type") == "multiple" and options and len(right) in (0, len(options)):
        yield (
            ("options",),
            f"type multiple needs right and wrong options, and here {len(right)} of {len(options)} are right",
            "write correct: true at one option or more, and leave it out at one or more",
        )


def _tag_rules(entry: Entry) -> Iterator[Finding]:
    """Find options whose error and tag do not fit their being right; elsewhere these fields are required."""
    for i, option in entry.items("options"):
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
        if option.get("missed") is not None and not (
            option.get("correct") is True and entry.data.get("type") == "multiple"
        ):
            yield (
                ("options", i, "missed"),
                "only a right option of a question of type multiple can be missed",
                "remove it",
            )


def _matching_rules(entry: Entry) -> Iterator[Finding]:
    items, choices = entry.items("items"), entry.items("choices")
    ids = [str(choice.get("id")) for _, choice in choices]
    if not items or not choices:
        return
    letters = f"write the id of one of the choices: {', '.join(ids)}"
    for i, item in items:
        answer, named = item.get("answer"), set()
        if isinstance(answer, str) and answer not in ids:
            yield ("items", i, "answer"), f"there is no choice {answer!r}", letters
        for j, wrong in _records(item.get("wrong")):
            choice, steps = wrong.get("choice"), ("items", i, "wrong", j, "choice")
            if not isinstance(choice, str):
                continue
            if choice not in ids:
                yield steps, f"there is no choice {choice!r}", letters
            elif choice == answer:
                yield steps, f"{choice!r} is the answer to this item", "name a wrong choice"
            elif choice in named:
                yield steps, f"{choice!r} is named twice", "keep one"
            named.add(choice)
    answers = {str(item.get("answer")) for _, item in items}
    if not answers <= set(ids):
        return  # What is left over is known once every item has its choice.
    for i, choice in choices:
        if str(choice.get("id")) in answers and choice.get("rationale") is not None:
            yield (
                ("choices", i, "rationale"),
                "this choice is the answer to an item, which says why",
                "remove it",
            )
        elif str(choice.get("id")) not in answers and choice.get("rationale") is None:
            yield (
                ("choices", i, "rationale"),
                "is missing: no item has this choice",
                "say why it is left over, or give it to an item",
            )


def _ordering_rules(entry: Entry) -> Iterator[Finding]:
    right = [str(step.get("id")) for _, step in entry.items("steps")]
    if len(right) < 2 or len(set(right)) < len(right):
        return
    for order, words in ((right, "right"), (right[::-1], "reversed")):
        if sorted(right) == order:
            yield (
                ("steps",),
                f"the steps are shown by their ids, {', '.join(sorted(right))}, which is the {words} order",
                "give them letters that mix them",
            )
    named: set[tuple[Any, Any]] = set()
    for i, wrong in entry.items("misplaced"):
        pair = wrong.get("early"), wrong.get("before")
        unknown = [
            (field, step)
            for field, step in zip(("early", "before"), pair, strict=True)
            if isinstance(step, str) and step not in right
        ]
        for field, step in unknown:
            yield (
                ("misplaced", i, field),
                f"there is no step {step!r}",
                f"write the id of one of the steps: {', '.join(right)}",
            )
        if unknown or not all(isinstance(step, str) for step in pair):
            continue
        if right.index(pair[0]) <= right.index(pair[1]):
            yield (
                ("misplaced", i),
                f"{pair[0]!r} before {pair[1]!r} is not wrong",
                "name as early the step that comes later in the right order",
            )
        elif pair in named:
            yield ("misplaced", i), f"{pair[0]!r} before {pair[1]!r} is named twice", "keep one"
        named.add(pair)


def _numeric_rules(entry: Entry) -> Iterator[Finding]:
    answer, span = entry.data.get("answer"), _span(entry.data.get("accept"))
    if span is None:
        return
    if not _within(answer, span):
        yield (
            ("accept",),
            f"{_spoken(span)} does not hold the answer {answer}",
            "write the smallest and the largest number that is right",
        )
    earlier = [span]
    for i, mistake in entry.items("mistakes"):
        value = mistake.get("value")
        own = _span(mistake.get("accept", (value, value)))
        if own is None:
            continue
        if not _within(value, own):
            yield (
                ("mistakes", i, "accept"),
                f"{_spoken(own)} does not hold the value {value}",
                "write the smallest and the largest number that this mistake leads to",
            )
        taken = next((each for each in earlier if own[0] <= each[1] and each[0] <= own[1]), None)
        if taken:
            what = "is right" if taken is span else "is another mistake"
            yield ("mistakes", i), f"{value} is no mistake of its own: {_spoken(taken)} {what}", "change one"
        earlier.append(own)


def _span(value: object) -> tuple[float, float] | None:
    """Return two numbers, if that is what is written."""
    if isinstance(value, tuple) and len(value) == 2 and all(type(each) in (int, float) for each in value):
        return value
    return None


def _within(value: object, span: tuple[float, float]) -> bool:
    return type(value) not in (int, float) or span[0] <= value <= span[1]


def _spoken(span: Sequence[float]) -> str:
    return f"{span[0]} to {span[1]}"


def _safety_rules(entry: Entry) -> Iterator[Finding]:
    tags = {str(record.get("tag")) for _, record in wrong_answers(entry)}
    if tags and entry.texts("safety") and "unsafe" not in tags:
        yield (
            ("safety",),
            "a safety question needs an unsafe answer, and none is tagged so",
            "tag the answer that would harm or delay as unsafe, or remove the safety family",
        )
    if tags and entry.data.get("refusing_is_the_error") is True and "overcautious" not in tags:
        yield (
            ("refusing_is_the_error",),
            "no answer refuses: none is tagged overcautious",
            "tag the answer that refuses as overcautious, or remove this field",
        )
