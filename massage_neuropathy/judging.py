"""How a sitting is judged: marks, the safety bar, groups with intervals, and certainty.

``widgets/js/judge.js`` does the same on the page; `tests/judge_vectors.json` holds both to the same results.
Results are data in the sense of JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from massage_neuropathy.events import Event
from massage_neuropathy.intervals import interval
from massage_neuropathy.scoring import score
from massage_neuropathy.sittings import Sitting

# The marks that pass a final, if the safety bar is met as well.
PASS_MARK = 32
# How many second chances a final gives.
MOST_CHANCES = 3
# So many twins must change between starting check and final to say more than chance does.
FEWEST_TO_TELL = 5
# The published marks of certainty: for a right answer, and for a wrong one.
CERTAINTY_MARKS = {"guessing": (1, 0), "fairly-sure": (2, -2), "very-sure": (3, -6)}
# Marks are sums of thirds and the like, which a computer rounds.
TOLERANCE = 1e-9

Entry = Mapping[str, Any]
Result = dict[str, Any]


def faults_of(entry: Entry, chosen: Sequence[str]) -> list[dict[str, str]]:
    """Return what is wrong with an answer.

    Parameters
    ----------
    entry
        What `massage_neuropathy.bank.facts` returns for the question.
    chosen
        The answer, as an event keeps it.

    Returns
    -------
    list of dict
        The ``token`` of each fault (see `massage_neuropathy.questions.Question.faults`), its ``tag`` and its
        ``error``, in the order of the tokens. An answer may be wrong without standing for any.
    """
    found = _tokens(entry, list(chosen))
    return [
        {"token": token, "tag": tag, "error": error}
        for token, (tag, error) in sorted(entry["faults"].items())
        if token in found
    ]


def _tokens(entry: Entry, chosen: list[str]) -> set[str]:
    right, known = entry["right"], entry["faults"]
    match entry["type"]:
        case "single" | "multiple":
            return {*chosen, *(f"-{name}" for name in right if name not in chosen)}
        case "matching":
            wrong = [pair for pair in chosen if pair not in right]
            return {pair if pair in known else f"{pair.partition(':')[0]}:*" for pair in wrong}
    if score(entry["type"], right, chosen) == 1:
        return set()
    if entry["type"] == "ordering":
        shown = {token for token in known if _too_early(token, chosen)}
    else:
        spans = {token: token.split("..") for token in known if token != "*"}
        shown = {token for token, span in spans.items() if score("numeric", span, chosen)}
    return shown or {"*"}


def _too_early(token: str, chosen: list[str]) -> bool:
    early, _, before = token.partition("<")
    return early in chosen and before in chosen and chosen.index(early) < chosen.index(before)


def judge(sitting: Sitting, index: Mapping[str, Any], entries: Mapping[str, Entry]) -> Result:
    """Judge a sitting, at any time.

    Parameters
    ----------
    sitting
        From `massage_neuropathy.sittings.read_sittings`.
    index
        What `massage_neuropathy.bank.blueprint` returns.
    entries
        By the id of each question what `massage_neuropathy.bank.facts` returns.

    Returns
    -------
    dict
        ``place``, ``kind``;
        ``items``: what became of each question, in the order asked;
        ``stale``: questions that are gone, or read in other words than those answered; they count nowhere;
        ``total``, ``n``, ``needed``: marks, questions, and the marks that pass a final;
        ``unsafe``, ``overcautious``: ids of safety questions answered unsafely or left open, and of questions
        with an overcautious choice;
        ``bar``: of a final, whether no unsafe choice is left standing;
        ``passed``: None while that is not known, and of other sittings;
        ``groups``: for each group its share with a 95 percent interval;
        ``certainty``: for each level the answers and those that were right, and the marks of all together;
        ``objectives``: for each the marks and the number of questions.
    """
    stale = [name for name in sitting.ids if _is_stale(entries.get(name), sitting.answers.get(name))]
    items = [_item(entries[name], sitting.answers.get(name)) for name in sitting.ids if name not in stale]
    unsafe = [item["id"] for item in items if item["safety"] and _is_unsafe(item)]
    total = sum(item["mark"] for item in items)
    bar = None
    if sitting.kind == "final":
        known = [chance for chance in sitting.chances if chance.of in unsafe]
        stale += [chance.id for chance in known if _is_stale(entries.get(chance.id), chance.event)]
        bar = _bar(sitting, unsafe, entries, stale)
    return {
        "place": sitting.place,
        "kind": sitting.kind,
        "items": items,
        "stale": stale,
        "total": total,
        "n": len(items),
        "needed": PASS_MARK,
        "unsafe": unsafe,
        "overcautious": [item["id"] for item in items if "overcautious" in _tags(item)],
        "bar": bar,
        "passed": None if stale else _passed(sitting, total, bar),
        "groups": _groups(items, index),
        "certainty": _certainty(items),
        "objectives": _sums((item["objective"], item["mark"]) for item in items),
    }


def compare_twins(before: Result, after: Result) -> Result:
    """Compare a starting check and a final, question by question.

    Parameters
    ----------
    before, after
        Two results of `judge`.

    Returns
    -------
    dict
        ``n`` slots that both have; ``before`` and ``after``: how many were right; ``difference``; ``clear``:
        whether it is more than chance does; ``slots``: for each the two questions, marks and certainties.
    """
    then = {item["slot"]: item for item in before["items"] if item["slot"]}
    now = {item["slot"]: item for item in after["items"] if item["slot"]}
    slots = [slot for slot in then if slot in now]
    right = [sum(_is_right(side[slot]["mark"]) for slot in slots) for side in (then, now)]
    told = ("id", "mark", "certainty")
    return {
        "n": len(slots),
        "before": right[0],
        "after": right[1],
        "difference": right[1] - right[0],
        "clear": abs(right[1] - right[0]) >= FEWEST_TO_TELL,
        "slots": [
            {
                "slot": slot,
                "before": {name: then[slot][name] for name in told},
                "after": {name: now[slot][name] for name in told},
            }
            for slot in slots
        ],
    }


def _item(entry: Entry, event: Event | None) -> dict[str, Any]:
    chosen = list(event.options) if event else []
    return {
        "id": entry["id"],
        "slot": entry["slot"],
        "lesson": entry["lesson"],
        "objective": entry["objective"],
        "safety": entry["safety"],
        "answered": bool(event),
        "mark": score(entry["type"], entry["right"], chosen),
        "faults": faults_of(entry, chosen) if event else [],
        "certainty": event.certainty if event else None,
    }


def _tags(item: Mapping[str, Any]) -> set[str]:
    return {fault["tag"] for fault in item["faults"]}


def _is_unsafe(item: Mapping[str, Any]) -> bool:
    """Tell whether an answer to a safety question is unsafe; to leave it open is."""
    return not item["answered"] or "unsafe" in _tags(item)


def _is_right(mark: float) -> bool:
    return mark > 1 - TOLERANCE


def _is_stale(entry: Entry | None, event: Event | None) -> bool:
    return entry is None or (event is not None and event.hash != entry["hash"])


def _bar(
    sitting: Sitting, unsafe: list[str], entries: Mapping[str, Entry], stale: Sequence[str]
) -> dict[str, Any]:
    """Say how the safety bar stands."""
    if not sitting.finished:
        return {"state": "open", "reason": None, "chances": []}
    if len(unsafe) > MOST_CHANCES:
        return {"state": "failed", "reason": "too-many", "chances": []}
    asked = {chance.of: chance for chance in sitting.chances if chance.id not in stale}
    chances = []
    for name in unsafe:
        chance = asked.get(name)
        state = "open"
        if chance and chance.event:
            state = "unsafe" if _is_unsafe(_item(entries[chance.id], chance.event)) else "safe"
        chances.append({"of": name, "id": chance.id if chance else None, "state": state})
    states = {chance["state"] for chance in chances}
    if "unsafe" in states:
        return {"state": "failed", "reason": "second-choice", "chances": chances}
    if "open" in states and sitting.closed:
        return {"state": "failed", "reason": "not-taken", "chances": chances}
    return {"state": "open" if "open" in states else "met", "reason": None, "chances": chances}


def _passed(sitting: Sitting, total: float, bar: Mapping[str, Any] | None) -> bool | None:
    if bar is None or not sitting.finished:
        return None
    if total < PASS_MARK - TOLERANCE or bar["state"] == "failed":
        return False
    return True if bar["state"] == "met" else None


def _groups(items: Sequence[Mapping[str, Any]], index: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = {slot["id"]: slot["row"] for slot in index["slots"]}
    told = []
    for group in index["groups"]:
        marks = [item["mark"] for item in items if rows.get(item["slot"]) in group["rows"]]
        low, high = interval(sum(marks), len(marks)) if marks else (None, None)
        share = sum(marks) / len(marks) if marks else None
        told.append(
            {"id": group["id"], "n": len(marks), "sum": sum(marks), "share": share, "low": low, "high": high}
        )
    return told


def _certainty(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    levels, n, marks = {}, 0, 0
    for level, (gain, loss) in CERTAINTY_MARKS.items():
        own = [_is_right(item["mark"]) for item in items if item["certainty"] == level]
        low, high = interval(sum(own), len(own)) if own else (None, None)
        levels[level] = {"n": len(own), "right": sum(own), "low": low, "high": high}
        n += len(own)
        marks += sum(gain if right else loss for right in own)
    return {"n": n, "marks": marks, "levels": levels}


def _sums(marks: Iterable[tuple[str, float]]) -> dict[str, dict[str, float]]:
    sums: dict[str, dict[str, float]] = {}
    for name, mark in marks:
        own = sums.setdefault(name, {"sum": 0, "n": 0})
        own["sum"] += mark
        own["n"] += 1
    return sums
