"""Whether the bank of questions, taken together, reaches the course's standards and fills its blueprint.

Like the rules for one question, these look at the files as written: a question with a mistake in one field
still counts for what its other fields say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from massage_neuropathy.bank import blueprint
from massage_neuropathy.case_rules import STOPPING
from massage_neuropathy.content import Reading
from massage_neuropathy.draw import draw_final, other_form
from massage_neuropathy.problems import Problem
from massage_neuropathy.standards import Standards
from massage_neuropathy.yaml_reader import Entry, walk

HIGHER = ("apply", "analyze", "evaluate")
GOING_ON = ("adapt", "go-ahead")
# A question about a client says so, or tells an age.
VIGNETTE = re.compile(r"\bclient|\b\d+-year-old\b", re.IGNORECASE)
# What a twin shares with its slot.
SHARED = ("objective", "type", "bloom", "safety", "refusing_is_the_error")
# The color of skin as a sign, and signs that anybody can find on any skin. "A red flag" is no color.
COLOR = re.compile(
    r"\b(red(ness|dened|der)?(?! flag)|paler?|blu(e|ish)|purple|black(ened)?)\b", re.IGNORECASE
)
ANY_SKIN = re.compile(
    r"\b(warm|heat|hot|cold|cool|temperature|fever|swell|swoll|fuller|firm|hard|pain|hurt|ache|sore|tender|burn"
    r"|itch|numb|feel|weak|wet|damp|moist|dry|smell|shin(y|ier)|blister|wound|ulcer|open|broken|crack|peel|crust"
    r"|pus|bleed|thick|lump|size|pulse|tight|spread|breath|light and dark|darker)",
    re.IGNORECASE,
)
# A figure that was counted or measured: not an age, a level or a number of options.
FIGURE = re.compile(
    r"\d(\.\d+)?\s*(%|percent\b|in \d|of (every )?\d|out of)|\b\d+\.\d+\b|\b\d+ (people|trials)\b",
    re.IGNORECASE,
)


def shortfalls(reading: Reading, standards: Standards) -> Iterator[Problem]:
    """Compare the bank with its standards and its blueprint.

    Parameters
    ----------
    reading : Reading
        The content.
    standards : Standards
        What it must reach.

    Yields
    ------
    Problem
        Objectives, lessons and slots with too few questions, twins that do not match their slot, answers that
        are right too often in every final, and shares of the whole bank that are too small; and cases that
        are too few, or too much alike in their answers.
    """
    questions = reading.entries["questions"]
    yield from _cases(reading, standards)
    if reading.known["questions"] is None:
        return  # With a file out of reach, nothing can be counted.
    yield from _objectives(reading, standards.questions_per_objective)
    yield from _lessons(reading, standards.practice_questions_per_lesson)
    yield from _slots(reading)
    yield from _keyed_answers(reading, standards.keyed_answers)
    for entry in questions:
        yield from _signs(entry)
        yield from _figures(reading, entry)
    yield from _shares(questions, standards)


def _value(entry: Entry, field: str) -> Any:  # noqa: ANN401
    return entry.data.get(field) if isinstance(entry.data, dict) else None


def _objectives(reading: Reading, least: int) -> Iterator[Problem]:
    asked = Counter(text for entry in reading.entries["questions"] for _, text in entry.texts("objective"))
    for entry in reading.entries["objectives"]:
        if entry.texts("id") and 0 < asked[entry.name] < least:  # None at all is another check's.
            yield entry.problem(
                ("id",),
                f"{_count(asked[entry.name], 'question')} for this objective, and {least} are needed",
                "write more, for practice or reserved, or remove the objective",
            )


def _lessons(reading: Reading, least: int) -> Iterator[Problem]:
    for lesson in reading.entries["lessons"]:
        own = [
            entry
            for entry in reading.entries["questions"]
            if _value(entry, "lesson") == lesson.name and _value(entry, "pool") == "practice"
        ]
        if len(own) < least:
            yield lesson.problem(
                ("id",),
                f"{_count(len(own), 'practice question')} in this lesson, and {least} are needed",
                f"write more in questions/{lesson.name}.yml",
            )
        tags = [value for entry in own for steps, value in walk(entry.data) if steps[-1:] == ("tag",)]
        if own and "overcautious" not in tags:
            yield lesson.problem(
                ("id",),
                "no practice question of this lesson has an overcautious answer",
                "add one that people give: where caution is always right, nobody has to think",
            )


def _slots(reading: Reading) -> Iterator[Problem]:
    slots = reading.course.slots
    twins: Counter[str] = Counter()
    for entry in reading.entries["questions"]:
        name, reserved = _value(entry, "twin"), _value(entry, "pool") == "reserved"
        slot = slots.get(name) if isinstance(name, str) else None
        if reserved and name is None:
            yield entry.problem(
                ("twin",), "a reserved question fills a slot of the blueprint", "write the id of its slot"
            )
        if slot is None:
            continue
        if not reserved:
            yield entry.problem(
                ("twin",), "only reserved questions fill a slot", "remove the twin, or make it reserved"
            )
            continue
        twins[name] += 1
        if bool(_value(entry, "picture")) != slot.picture:
            wanted = "a picture" if slot.picture else "no picture"
            yield entry.problem(("picture",), f"the slot {name!r} asks for {wanted}", "choose another slot")
        for field in SHARED:
            wanted, given = getattr(slot, field), _value(entry, field)
            if field == "type" and slot.picture:
                continue  # A picture may ask for one area or for several.
            if (given or None) != (wanted or None):
                yield entry.problem(
                    (field,),
                    f"is {_said(given)}, and the slot {name!r} asks for {_said(wanted)}",
                    "write the same, or choose another slot",
                )
    for entry in reading.entries["slots"]:
        slot = slots.get(entry.name)
        if slot and twins[entry.name] < slot.twins:
            yield entry.problem(
                ("twins",),
                f"{_count(twins[entry.name], 'reserved question')} for this slot, of {slot.twins} needed",
                f"write more, each with twin: {entry.name}",
            )


def _keyed_answers(reading: Reading, bounds: Mapping[str, tuple[int, int]]) -> Iterator[Problem]:
    """Find an answer that is right too seldom or too often in any first final that can be drawn."""
    if not bounds or not reading.entries["slots"]:
        return
    index = blueprint(reading.course, bounds)
    answers = {twin["id"]: twin["answer"] for twin in index["reserved"]}
    for form in (None, "A", "B"):
        # Whoever has sat one form of the starting check has seen its questions.
        seen = {twin["id"]: 1 for twin in index["reserved"] if form and twin["form"] == other_form(form)}
        # A draw comes as near to the bounds as any does, whatever its seed.
        counts = Counter(answers[name] for name in draw_final(index, seen, "", form))
        for answer, (least, most) in bounds.items():
            if not least <= counts[answer] <= most:
                yield reading.entries["slots"][0].problem(
                    ("answer",),
                    f"in no final can the right answers keep their bounds: at best {answer!r} is right "
                    f"{_count(counts[answer], 'time')}, of {least} to {most}",
                    "write reserved questions with the answer that is too rare, for slots whose twins have "
                    "one that is too frequent or none",
                )
                return


def _signs(entry: Entry) -> Iterator[Problem]:
    """Find a sign that is told by its color alone, in what a learner reads before answering."""
    for steps, value in walk(entry.data):
        if steps[-1:] not in (("stem",), ("text",)) or not isinstance(value, str):
            continue
        if (found := COLOR.search(value)) and not ANY_SKIN.search(value):
            yield entry.problem(
                steps,
                f"{found[0]!r} is a color, and the only sign here",
                "add a sign that can be found on any skin, such as warmth, swelling, pain or wetness",
            )


def _figures(reading: Reading, entry: Entry) -> Iterator[Problem]:
    """Find a counted or measured figure in a key that no work of the bibliography stands behind."""
    works = reading.known["references"]
    if works is None or any(key in works for _, key in entry.texts("references")):
        return
    for i, option in entry.items("options"):
        words = f"{option.get('text')} {option.get('rationale')}"
        if option.get("correct") is True and (found := FIGURE.search(words)):
            yield entry.problem(
                ("options", i, "rationale"),
                f"{found[0].strip()!r} is a figure, and no work is cited for it",
                "add its key to references, or leave the figure out",
            )
    if _value(entry, "type") == "numeric":
        yield entry.problem(("references",), "the answer is a number", "cite the work that it comes from")


def _shares(questions: list[Entry], standards: Standards) -> Iterator[Problem]:
    """Compare the whole bank with its standards; what is missing is said at its first question."""
    if not questions:
        return
    spot = questions[0]
    levels = [_value(entry, "bloom") for entry in questions]
    share = sum(level in HIGHER for level in levels) / len(levels)
    if share < standards.share_apply_or_higher:
        yield spot.problem(
            ("bloom",),
            f"{share:.0%} of the bank asks to apply, analyze or evaluate, "
            f"and {standards.share_apply_or_higher:.0%} are needed",
            "turn questions that ask to remember into small cases",
        )
    for least, field, what, found in (
        (standards.vignettes, "stem", "are about a client", _matching(questions, VIGNETTE)),
        (
            standards.adapting_or_going_ahead_is_right,
            "answer",
            "have Adapt or Go ahead as their answer",
            sum(_value(entry, "answer") in GOING_ON for entry in questions),
        ),
    ):
        if found < least:
            yield spot.problem(
                (field,),
                f"{_count(found, 'question')} of the bank {what}, and {least} are needed",
                "write more",
            )


def _cases(reading: Reading, standards: Standards) -> Iterator[Problem]:
    """Compare the set of cases with its standards; what is missing is said at its first case."""
    cases = reading.entries["cases"]
    if reading.known["cases"] is None or not cases:
        return
    answers = [_value(entry, "answer") for entry in cases]
    refused = [_value(entry, "refusing_is_the_error") is True for entry in cases]
    for least, field, what, found in (
        (standards.cases, "id", "cases", len(cases)),
        (
            standards.cases_without_massage_today,
            "answer",
            "cases whose answer begins with Stop",
            sum(answer in STOPPING for answer in answers),
        ),
        (
            standards.cases_with_an_emergency,
            "answer",
            "cases that are an emergency",
            answers.count("stop-emergency"),
        ),
        (
            standards.cases_where_caution_is_the_error,
            "refusing_is_the_error",
            "cases where refusing is the error",
            sum(refused),
        ),
    ):
        if found < least:
            yield cases[0].problem((field,), f"{what}: {found}, and {least} are needed", "write more")


def _matching(questions: Iterable[Entry], pattern: re.Pattern[str]) -> int:
    return sum(bool(pattern.search(stem)) for entry in questions for _, stem in entry.texts("stem"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _said(value: Any) -> str:  # noqa: ANN401
    return "not given" if value in (None, False) else repr(value)
