"""Result files of finals that were sat as they should be, and copies in which one thing is another."""

import copy
import json
from datetime import UTC, datetime, timedelta

from massage_neuropathy.draw import draw_chance, draw_final
from massage_neuropathy.events import Event
from massage_neuropathy.judging import judge
from massage_neuropathy.provider.bank import load_bank
from massage_neuropathy.provider.result_file import checksum
from massage_neuropathy.sittings import read_sittings

BANK = load_bank()
NAME = "Žákyně Μαθήτρια"
START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def right(name):
    """The right answer to a question, as an event keeps it."""
    entry = BANK.entries[name]
    return entry["right"][:1] if entry["type"] == "numeric" else entry["right"]


def wrong(name):
    """A wrong answer that is not unsafe, if there is one."""
    return _with_tag(name, lambda tags: "unsafe" not in tags)


def unsafe(name):
    """An unsafe answer to a safety question."""
    return _with_tag(name, lambda tags: "unsafe" in tags)


def _with_tag(name, wanted):
    entry = BANK.entries[name]
    if entry["type"] in ("single", "multiple"):
        wrong_ones = [token for token in entry["faults"] if not token.startswith("-")]
        for token in wrong_ones:
            if wanted({entry["faults"][token][0]}):
                return [token]
        left_out = [token for token in entry["right"] if f"-{token}" not in entry["faults"]]
        return wrong_ones[:1] if entry["type"] == "single" or left_out == entry["right"] else left_out
    if entry["type"] == "ordering":
        return entry["right"][::-1]
    if entry["type"] == "matching":
        return [f"{pair.split(':')[0]}:zzz" for pair in entry["right"]]
    return ["-1"]


def sit(seed="0123456789abcdef", seen=(), form=None, answer=right, second=right, closed=True, open_ids=()):
    """The events of a whole final: first a wrong answer everywhere, then `answer`, then second chances."""
    place, seen, found = f"final/{seed}", dict(seen), []

    def tell(kind, question, options=(), hash_="", certainty=None):
        at = (START + timedelta(seconds=20 * len(found))).isoformat(timespec="milliseconds")
        event = {"id": f"{seed}-{len(found)}", "at": at.replace("+00:00", "Z"), "kind": kind}
        event |= {"question": question, "place": place, "hash": hash_, "options": list(options)}
        found.append(event | {"certainty": certainty})

    ids = draw_final(BANK.index, seen, seed, form)
    tell("setting", "clock", ["on"])
    tell("begin", "final", ids, f"{BANK.version}+{BANK.hash}")
    for name in ids:
        if name in open_ids:
            continue
        hash_ = BANK.entries[name]["hash"]
        tell("answer", name, wrong(name), hash_, "guessing")
        tell("answer", name, answer(name), hash_, "fairly-sure")
    tell("flag", ids[3], ["yes"])
    tell("finish", "final")
    sitting = read_sittings([Event.model_validate(event) for event in found])[0]
    result = judge(sitting, BANK.index, BANK.entries)
    shown = list(ids)
    if result["bar"]["state"] == "open":
        for chance in result["bar"]["chances"]:
            fresh = draw_chance(BANK.index, seen, seed, chance["of"], shown)
            shown.append(fresh)
            tell("chance", fresh, [chance["of"]], BANK.entries[fresh]["hash"])
            tell("answer", fresh, second(fresh), BANK.entries[fresh]["hash"], "very-sure")
    if closed:
        tell("closed", "final")
    return found


def result_file(events=None, seen=(), form=None, name=NAME):
    """The file that the page makes of a sitting."""
    events = sit(seen=seen, form=form) if events is None else events
    sitting = read_sittings([Event.model_validate(event) for event in events])[0]
    result = judge(sitting, BANK.index, BANK.entries)
    data = {
        "format": "massage-neuropathy-result",
        "version": 1,
        "course": {"version": sitting.version, "bank": sitting.bank},
        "name": name,
        "seen": dict(seen),
        "form": form,
        "events": events,
        "result": {
            "total": tidy(result["total"]),
            "passed": result["passed"],
            "bar": result["bar"]["state"],
            "unsafe": result["unsafe"],
            "groups": {one["id"]: {"n": one["n"], "sum": tidy(one["sum"])} for one in result["groups"]},
        },
    }
    return data | {"checksum": checksum(data)}


def tidy(number):
    """A number as JavaScript writes it: whole ones without a point."""
    rounded = round(number, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def sealed(data):
    """A file with the checksum that fits what it now says."""
    bare = {name: value for name, value in data.items() if name != "checksum"}
    return bare | {"checksum": checksum(bare)}


def with_(data, *steps_and_value):
    """A copy in which the value at some steps is another one."""
    *steps, last, value = steps_and_value
    changed = copy.deepcopy(data)
    inner = changed
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return changed


def write(folder, data, name="result.json"):
    """Write a file as the page saves it."""
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
