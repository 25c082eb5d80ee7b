"""Grade result files: work out again what a learner's file says, and name what does not fit."""

import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from massage_neuropathy.bank import GROUPS
from massage_neuropathy.draw import draw_chance, draw_final
from massage_neuropathy.judging import PASS_MARK, judge
from massage_neuropathy.provider import arguments
from massage_neuropathy.provider.bank import Bank, load_bank
from massage_neuropathy.provider.naming import family, named
from massage_neuropathy.provider.reading import FileError, each_file
from massage_neuropathy.provider.result_file import ResultFile, read_result
from massage_neuropathy.schema import Course
from massage_neuropathy.sittings import Sitting, read_sittings

PASSED, NOT_PASSED, NOT_TRUE = 0, 1, 2

VERDICTS = {
    PASSED: "PASSED",
    NOT_PASSED: "NOT PASSED",
    NOT_TRUE: "NOT GRADED: it is not what it says it is, or not of this version of the course",
}
KINDS = {"begin", "answer", "flag", "chance", "finish", "closed", "setting"}
"""What happens in a sitting."""

BARS = {"met": "met", "open": "not decided yet", "failed": "not met"}

CANNOT_TELL = """\
What this can tell: whether the file fits together, belongs to the questions of this version, asks the
questions that were drawn for its sitting, and earns the marks it claims.
What it cannot tell: who answered, with what help, and whether somebody who can program wrote the file. It
comes from the learner's own device, the assessment is open-book, and the file is not signed. If a grade
matters, watch the sitting, add questions of your own, and see a pair of hands at work."""


@dataclass(frozen=True)
class Grade:
    """What grading one file has come to.

    Parameters
    ----------
    status : int
        `PASSED`, `NOT_PASSED` or `NOT_TRUE`.
    reasons : list of str
        Why it is not true, or not passed.
    notes : list of str
        What else a provider should know.
    file : ResultFile
        What was graded.
    sitting : Sitting or None
        The sitting in it, if there is one.
    result : dict or None
        What its answers earn; see `massage_neuropathy.judging.judge`. None if that cannot be said.
    """

    status: int
    reasons: list[str]
    notes: list[str]
    file: ResultFile
    sitting: Sitting | None = None
    result: Mapping[str, Any] | None = field(default=None, repr=False)


def grade(file: ResultFile, bank: Bank, now: datetime | None = None) -> Grade:
    """Grade a result file.

    Parameters
    ----------
    file : ResultFile
        As `massage_neuropathy.provider.result_file.read_result` returns it.
    bank : Bank
        The questions of this version.
    now : datetime, optional
        The present moment; by default that of this machine's clock.
    """
    sittings = read_sittings(file.events)
    untrue = list(_misfits(file, sittings))
    if len(sittings) != 1 or sittings[0].kind != "final":
        return Grade(NOT_TRUE, untrue, [], file)
    sitting = sittings[0]
    foreign = list(_foreign(file, sitting, bank))
    if foreign:
        return Grade(NOT_TRUE, [*untrue, *foreign], [], file, sitting)
    untrue += _wrong_draw(file, sitting, bank)
    result = judge(sitting, bank.index, bank.entries)
    untrue += _wrong_claims(file, result)
    notes = list(_notes(file, sitting, bank, now or datetime.now(UTC)))
    if untrue:
        return Grade(NOT_TRUE, untrue, notes, file, sitting, result)
    short = list(_shortfalls(sitting, result))
    # What is passed must say so itself; that nothing was found against it would not be enough.
    status = PASSED if result["passed"] is True and not short else NOT_PASSED
    return Grade(status, short, notes, file, sitting, result)


def _misfits(file: ResultFile, sittings: Sequence[Sitting]) -> Iterator[str]:
    """Yield what cannot be so in a file as it was saved."""
    events, result = file.events, file.result
    if not file.whole:
        yield "it was changed or damaged after it was saved: ask the learner to save the result once more"
    if not result.name.strip():
        yield "there is no name in it"
    kinds = Counter(event.kind for event in events)
    if len(sittings) != 1 or kinds["begin"] != 1:
        yield f"it should hold one sitting, and holds {max(len(sittings), kinds['begin'])}"
        return
    sitting = sittings[0]
    if sitting.kind != "final":
        yield f"it holds a sitting of the kind {sitting.kind!r}, not a final"
    if (sitting.version, sitting.bank) != (result.course.version, result.course.bank):
        yield "it names one version of the course at its head and another one where the sitting begins"
    if len({event.id for event in events}) < len(events):
        yield "an event stands in it twice"
    if [(event.at, event.id) for event in events] != sorted((event.at, event.id) for event in events):
        yield "what happened does not stand in the order of time"
    # The clock is switched on just before.
    if next(event.kind for event in events if event.kind != "setting") != "begin":
        yield "something happened before the sitting began"
    strangers = sorted({event.place for event in events if event.place != sitting.place})
    if strangers:
        yield f"something in it happened elsewhere than in the sitting: {', '.join(strangers)}"
    odd = sorted(set(kinds) - KINDS)
    if odd:
        yield f"something in it does not happen in a sitting: {', '.join(odd)}"
    asked = {*sitting.ids, *(chance.id for chance in sitting.chances)}
    about = {event.question for event in events if event.kind in ("answer", "flag")} - asked
    if about:
        yield f"questions are answered or marked that were not asked: {', '.join(sorted(about))}"
    if kinds["closed"] and not kinds["finish"]:
        yield "the sitting was closed before it was handed in"
    if sitting.finished and sitting.closed and sitting.closed < sitting.finished:
        yield "the sitting was closed before it was handed in"
    chances = [event.at for event in events if event.kind == "chance"]
    if chances and (not sitting.finished or min(chances) < sitting.finished):
        yield "a second chance was given before the sitting was handed in"


def _foreign(file: ResultFile, sitting: Sitting, bank: Bank) -> Iterator[str]:
    """Yield what keeps the sitting from being compared with the questions of this version."""
    asked = [*sitting.ids, *(chance.id for chance in sitting.chances)]
    unknown = [name for name in asked if name not in bank.entries]
    other = [
        event.question
        for event in file.events
        if event.kind in ("answer", "chance")
        and event.question in bank.entries
        and event.hash != bank.entries[event.question]["hash"]
    ]
    if not unknown and not other:
        return
    if sitting.bank == bank.hash:
        yield "it says that it belongs to the questions of this version, and it does not"
    else:
        yield (
            f"it belongs to version {sitting.version} of the course (questions {sitting.bank}); this is "
            f"version {bank.version} (questions {bank.hash}). Grade it with that version"
        )
    if unknown:
        yield f"not in this version: {_listed(unknown)}"
    if other:
        yield f"answered in other words than those of this version: {_listed(other)}"


def _wrong_draw(file: ResultFile, sitting: Sitting, bank: Bank) -> Iterator[str]:
    """Yield how the questions differ from those that were drawn."""
    seen, ids = file.result.seen, list(sitting.ids)
    slots = {each["id"]: each["slot"] for each in bank.index["reserved"]}
    strange = sorted(set(seen) - set(slots))
    if strange and sitting.bank == bank.hash:
        yield f"it counts how often other questions than those of the final were met: {_listed(strange)}"
    found = Counter(slots.get(name) for name in ids)
    wanted = Counter(slot["id"] for slot in bank.index["slots"])
    if found != wanted:
        yield "its questions do not fill the slots of a final, one each"
    # With the same words but other questions beside them, another draw may have been right.
    elif sitting.bank == bank.hash and not _draws(ids, file, sitting, bank):
        yield (
            "its questions, or their order, are not those drawn for this sitting from what was seen before "
            "(if records of several devices were put together since, ask for the file of the first device)"
        )
    shown = list(ids)
    for chance in sitting.chances:
        if slots.get(chance.id) != slots.get(chance.of):
            yield f"{chance.id} is no second chance for {chance.of}"
        elif sitting.bank == bank.hash:
            draws = (draw_chance(bank.index, each, sitting.seed, chance.of, shown) for each in (seen, {}))
            if chance.id not in draws:
                yield f"{chance.id} is not the second chance drawn in this sitting for {chance.of}"
        shown.append(chance.id)


def _draws(ids: list[str], file: ResultFile, sitting: Sitting, bank: Bank) -> bool:
    """Tell whether the seed draws these questions.

    A device that knew of no earlier sitting drew as if there were none, even if records of others, with
    earlier sittings, have been added to it before the file was saved.
    """
    known = (file.result.seen, file.result.form), ({}, None)
    return any(ids == draw_final(bank.index, seen, sitting.seed, form) for seen, form in known)


def _wrong_claims(file: ResultFile, result: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the file claims and its answers do not earn."""
    claimed = file.result.result
    total, bar = round(result["total"], 4), result["bar"]["state"]
    if abs(claimed.total - total) > 1e-3:
        yield f"it claims {claimed.total:g} marks, and its answers earn {total:g}"
    if claimed.passed != result["passed"]:
        yield f"it claims {_words(claimed.passed)}, and its answers earn {_words(result['passed'])}"
    if claimed.bar != bar:
        yield f"it claims that the safety bar is {claimed.bar}, and by its answers the bar is {bar}"
    if claimed.unsafe != result["unsafe"]:
        there, own = _listed(claimed.unsafe) or "none", _listed(result["unsafe"]) or "none"
        yield f"it names as unsafe {there}, and by its answers these are {own}"
    groups = {group["id"]: (group["n"], group["sum"]) for group in result["groups"]}
    told = {name: (group.n, group.sum) for name, group in claimed.groups.items()}
    wrong = sorted(
        name
        for name in groups.keys() | told.keys()
        if name not in groups
        or name not in told
        or groups[name][0] != told[name][0]
        or abs(groups[name][1] - told[name][1]) > 1e-3
    )
    if wrong:
        yield f"its sums for groups of questions are not those of its answers: {', '.join(wrong)}"


def _shortfalls(sitting: Sitting, result: Mapping[str, Any]) -> Iterator[str]:
    """Yield why a result that is true is not passed."""
    if sitting.left:
        yield "the learner gave it up, so it is not judged"
    if result["total"] < PASS_MARK - 1e-9:
        yield f"{marks(result['total'])} of {result['n']} marks; {PASS_MARK} are needed"
    reasons = {
        "too-many": f"more than three unsafe choices ({_counted(result)})",
        "second-choice": "an unsafe choice in a second chance",
        "not-taken": "the sitting was closed with second chances left open",
    }
    bar = result["bar"]
    if bar["state"] == "failed":
        yield f"the safety bar is not met: {reasons[bar['reason']]}"
    elif bar["state"] == "open":
        yield "the sitting is not over: it was not handed in, or second chances are open"


def _notes(file: ResultFile, sitting: Sitting, bank: Bank, now: datetime) -> Iterator[str]:
    """Yield what a provider should know beside the verdict."""
    if sitting.bank != bank.hash:
        yield (
            f"taken with version {sitting.version} (questions {sitting.bank}), not with this one; all that "
            "was answered says the same here. Whether these questions were drawn for it cannot be worked out"
        )
    elif sitting.version != bank.version:
        yield f"taken with version {sitting.version}; the questions are the same here"
    newest = max(datetime.fromisoformat(event.at) for event in file.events)
    if newest > now + timedelta(days=1):
        yield f"by the clock of the learner's device this was on {newest:%Y-%m-%d}, which is still to come"


def report(name: str, found: Grade, course: Course) -> str:
    """Return a grade in words, for the provider; the course says what its questions are about."""
    lines = [f"{name}: {VERDICTS[found.status]}"]
    lines += [f"  - {reason}" for reason in found.reasons]
    lines.append(f"  Name, as the learner typed it: {_clean(found.file.result.name)}")
    if found.status != NOT_TRUE and found.result and found.sitting:
        result, bar = found.result, found.result["bar"]
        lines.append(f"  Marks: {marks(result['total'])} of {result['n']}; {result['needed']} are needed")
        chances = len(bar["chances"])
        after = f", after {chances} second chance{'s' if chances > 1 else ''}" if chances else ""
        lines.append(f"  Safety bar: {BARS[bar['state']]}{after}")
        lines += _unsafe_first(result, course)
        names = {name: words for name, words, _ in GROUPS}
        lines += [
            f"  {names[group['id']]}: {marks(group['sum'])} of {group['n']} (the range this allows: "
            f"{100 * group['low']:.0f} to {100 * group['high']:.0f} percent)"
            for group in result["groups"]
            if group["n"]
        ]
        lines += [f"  {line}" for line in _when(found.sitting)]
        lines.append(f"  Course version {found.sitting.version}, questions {found.sitting.bank}")
    lines += [f"  Note: {note}" for note in found.notes]
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Run `massage-neuropathy grade` with the arguments that follow it; return the exit status."""
    parser = arguments.parser(
        "grade",
        "Grade result files of the final: work out marks and safety bar again, and name what does not fit.",
        {
            PASSED: "all have passed",
            NOT_PASSED: "at least one has not passed",
            NOT_TRUE: "at least one is not what it says, is of another version, or cannot be read",
        },
        ["result.json", "handed-in/*.json"],
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a result file (.json)")
    files = parser.parse_args(argv).files
    bank = load_bank()
    worst, held, read = PASSED, {}, False
    for path in each_file(files):
        try:
            file = read_result(path)
        except FileError as error:
            print(error, file=sys.stderr)
            worst = NOT_TRUE
            continue
        found = grade(file, bank)
        print(report(path.name, found, bank.course))
        read = True
        if found.sitting and found.sitting.place in held:
            print(f"  Note: the same sitting as in {held[found.sitting.place]}")
        elif found.sitting:
            held[found.sitting.place] = path.name
        print()
        worst = max(worst, found.status)
    if read:
        print(CANNOT_TELL)
    return worst


def _counted(result: Mapping[str, Any]) -> str:
    """Return how many safety questions were answered unsafely, and how many left open."""
    left_open = len(
        [item for item in result["items"] if item["id"] in result["unsafe"] and not item["answered"]]
    )
    counts = {"chosen": len(result["unsafe"]) - left_open, "left open": left_open}
    return ", ".join(f"{count} {words}" for words, count in counts.items() if count)


def _unsafe_first(result: Mapping[str, Any], course: Course) -> Iterator[str]:
    """Yield lines that name the safety questions first answered unsafely, and what became of each."""
    if not result["unsafe"]:
        return
    yield f"  Unsafe first choices ({_counted(result)}):"
    chances = {chance["of"]: chance["state"] for chance in result["bar"]["chances"]}
    after = {
        "safe": "put right by a second chance",
        "unsafe": "unsafe again in the second chance",
        "open": "second chance not taken",
    }
    for item in result["items"]:
        if item["id"] in result["unsafe"]:
            told = [family(course, item["id"]), "" if item["answered"] else "left open"]
            told.append(after.get(chances.get(item["id"], ""), ""))
            yield f"    - {named(course, item['id'])}: {', '.join(filter(None, told))}"


def _when(sitting: Sitting) -> Iterator[str]:
    """Yield when a sitting was, and how long it took, by the clock of the device it was held on."""
    begun = datetime.fromisoformat(sitting.begun)
    yield f"Begun {begun:%Y-%m-%d %H:%M} UTC, by the clock of the learner's device"
    if sitting.finished:
        lasted = datetime.fromisoformat(sitting.finished) - begun
        yield f"It took {_span(lasted)} from the beginning to handing in, pauses included"


def _span(lasted: timedelta) -> str:
    """Return a length of time in the unit that suits it."""
    minutes = round(lasted.total_seconds() / 60)
    for size, unit in ((2 * 24 * 60, "days"), (2 * 60, "hours")):
        if minutes >= size:
            return f"about {minutes * 2 / size:.0f} {unit}"
    return "under a minute" if minutes < 1 else "1 minute" if minutes == 1 else f"{minutes} minutes"


def marks(number: float) -> str:
    """Return a sum of marks as people write it: ``34`` or ``34.6``.

    One decimal, as more would be false precision; downward, so that what reads 32 is 32. The pages of the
    course write it in the same way (``markWords`` in ``widgets/js/result_words.js``).
    """
    return f"{math.floor(number * 10 + 1e-6) / 10:.1f}".removesuffix(".0")


def _words(passed: bool | None) -> str:
    return {True: "a pass", False: "no pass", None: "no verdict yet"}[passed]


def _listed(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(names[:6]) + more


def _clean(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
