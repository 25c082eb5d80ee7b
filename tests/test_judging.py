"""How sittings are judged: worked out by hand, the same on the page, and against the plan's probabilities."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_node import in_node

from massage_neuropathy.bank import GROUPS, blueprint, facts
from massage_neuropathy.content import load_course
from massage_neuropathy.events import Event
from massage_neuropathy.intervals import interval
from massage_neuropathy.judging import compare_twins, faults_of, judge
from massage_neuropathy.sittings import Chance, Sitting, read_sittings

VECTORS = json.loads(Path(__file__).with_name("judge_vectors.json").read_text(encoding="utf-8"))
INDEX = {
    "groups": [{"id": name, "rows": list(rows)} for name, _, rows in GROUPS],
    "slots": [{"id": f"slot-{slot}", "row": row} for slot, row, _, _ in VECTORS["slots"]],
}
SAFETY = [slot for slot, _, _, safety in VECTORS["slots"] if safety]


def bank():
    """Two questions for each slot of the vectors."""
    return {
        name: {
            "id": name,
            "hash": f"hash-{name}",
            "slot": f"slot-{slot}",
            "lesson": f"lesson-{row}",
            "objective": f"objective-{row}",
            "type": kind,
            "safety": safety,
            **VECTORS["types"][kind],
        }
        for slot, row, kind, safety in VECTORS["slots"]
        for name in (slot, f"{slot}-2")
    }


ENTRIES = bank()


def right_answer(entry):
    return entry["right"][:1] if entry["type"] == "numeric" else entry["right"]


def events_of(case):
    """The events of a sitting in which all that is not told was answered rightly."""
    kind = case.get("kind", "final")
    place = f"{kind}/0000000000000000"
    told = []

    def tell(what, question, options, text="", certainty=None):
        told.append(
            Event(
                id=f"e{len(told):03}",
                at=f"2026-11-20T09:00:00.{len(told):03}Z",
                kind=what,
                question=question,
                place=place,
                hash=text,
                options=tuple(options),
                certainty=certainty,
            )
        )

    ids = [slot for slot, *_ in VECTORS["slots"]]
    tell("begin", kind, ids, "1.0+bank")
    given_up = case.get("answers") == "none"
    for name in ids if not given_up else ():
        options = case.get("answers", {}).get(name, right_answer(ENTRIES[name]))
        if options is not None:
            tell("answer", name, options, f"hash-{name}", case.get("certain", {}).get(name))
    if case.get("finished", True):
        tell("finish", kind, ["left"] if given_up else [])
    for of, options in case.get("chances", {}).items():
        tell("chance", f"{of}-2", [of], f"hash-{of}-2")
        if options is not None:
            tell("answer", f"{of}-2", options, f"hash-{of}-2")
    if case.get("closed") or given_up:
        tell("closed", kind, [])
    return told


def entries_of(case):
    entries = {name: entry for name, entry in ENTRIES.items() if name not in case.get("gone", ())}
    reworded = {name: entries[name] | {"hash": "other"} for name in case.get("reworded", ())}
    return entries | reworded


def judged(case):
    (sitting,) = read_sittings(events_of(case))
    return judge(sitting, INDEX, entries_of(case))


def close(found, wanted):
    """Compare data in the sense of JSON, numbers up to their last digits."""
    if isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(close(found[name], wanted[name]) for name in wanted)
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(close, found, wanted))
    if isinstance(wanted, float) and not isinstance(found, bool):
        return found == pytest.approx(wanted, abs=1e-9)
    return found == wanted


def percent(low, high):
    return [round(100 * low), round(100 * high)]


def check(case, result):
    """Compare a result with what was worked out by hand."""
    for name, wanted in case["wanted"].items():
        assert close(result[name], wanted), (name, result[name])
    groups = {one["id"]: one for one in result["groups"]}
    for name, (n, total, low, high) in case.get("groups", {}).items():
        one = groups[name]
        assert (one["n"], one["sum"]) == (n, pytest.approx(total)), name
        assert one["share"] == pytest.approx(total / n) and percent(one["low"], one["high"]) == [low, high]
    if wanted := dict(case.get("certainty", {})):
        assert {name: result["certainty"][name] for name in ("n", "marks")} == {
            name: wanted.pop(name) for name in ("n", "marks")
        }
        for level, (n, right, low, high) in wanted.items():
            one = result["certainty"]["levels"][level]
            assert (one["n"], one["right"], percent(one["low"], one["high"])) == (n, right, [low, high])


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["why"])
def test_sittings_worked_out_by_hand(case):
    check(case, judged(case))


def test_the_script_of_the_page_judges_the_same():
    cases = [
        {
            "events": [event.model_dump(mode="json") for event in events_of(case)],
            "entries": entries_of(case),
        }
        for case in VECTORS["cases"]
    ]
    found = in_node(
        "judge.js",
        "judge",
        """return data.cases.map(({ events, entries }) =>
          judge(sittingsOf(events)[0], data.index, new Map(Object.entries(entries))));""",
        {"index": INDEX, "cases": cases},
        also=[("sitting.js", "sittingsOf")],
    )
    for case, result in zip(VECTORS["cases"], found, strict=True):
        check(case, result)
        assert close(result, judged(case)), case["why"]


@pytest.mark.parametrize(("kind", "chosen", "faults"), VECTORS["faults"])
def test_what_is_wrong_with_an_answer(kind, chosen, faults):
    found = faults_of({"type": kind, **VECTORS["types"][kind]}, chosen)
    assert [[one["token"], one["tag"], one["error"]] for one in found] == faults


def test_the_script_finds_the_same_wrong_with_answers():
    found = in_node(
        "judge.js",
        "faultsOf",
        """return data.faults.map(([type, chosen]) =>
          faultsOf({ type, ...data.types[type] }, chosen).map((one) => [one.token, one.tag, one.error]));""",
        VECTORS,
    )
    assert found == [faults for *_, faults in VECTORS["faults"]]


@pytest.fixture(scope="module")
def course():
    return load_course()


def some_answers(entry, draws):
    """The right answer, each wrong one alone, and some by chance."""
    options = sorted({*entry["right"], *(token.strip("-") for token in entry["faults"])} - {"*"})
    match entry["type"]:
        case "single" | "multiple":
            return [entry["right"], [], *([option] for option in options), options]
        case "matching":
            items = [pair.partition(":")[0] for pair in entry["right"]]
            choices = sorted({pair.partition(":")[2] for pair in options} - {"*"})
            return [
                entry["right"],
                *([f"{item}:{draws.choice(choices)}" for item in items] for _ in range(6)),
            ]
        case "ordering":
            steps = entry["right"]
            return [steps, steps[::-1], *(draws.sample(steps, len(steps)) for _ in range(6))]
    numbers = [number for token in options for number in token.split("..")]
    return [entry["right"][:1], ["0"], ["-1.5"], *([number] for number in numbers)]


def test_both_find_the_same_in_answers_to_every_question_of_the_bank(course):
    draws = random.Random(5)
    bank = [facts(question) for question in course.questions.values()]
    cases = [{"entry": entry, "answers": some_answers(entry, draws)} for entry in bank]
    wanted = [[faults_of(one["entry"], chosen) for chosen in one["answers"]] for one in cases]
    for entry, (of_the_right_one, *others) in zip(bank, wanted, strict=True):
        assert of_the_right_one == [], entry["id"]
        assert any(others), entry["id"]
    found = in_node(
        "judge.js",
        "faultsOf",
        "return data.map(({ entry, answers }) => answers.map((chosen) => faultsOf(entry, chosen)));",
        cases,
    )
    assert found == wanted


def test_in_the_bank_a_stop_sign_of_a_safety_question_can_be_neither_chosen_nor_left_out_unnoticed(course):
    """Of maps it is asked who can wait: a Stop sign is chosen. Of findings, what fits: a Stop is left out."""
    entries = blueprint_entries(course)
    several = [one for one in entries.values() if one["safety"] and one["type"] == "multiple"]
    assert {one["slot"] for one in several} == {"maps-that-cannot-wait", "findings-on-a-foot"}
    for entry in several:
        unsafe = {token for token, (tag, _) in entry["faults"].items() if tag == "unsafe"}
        if entry["slot"] == "findings-on-a-foot":
            assert len([token for token in unsafe if token.startswith("-")]) == 2, entry["id"]
        else:
            assert len(unsafe) == 2, entry["id"]


def blueprint_entries(course):
    return {
        question.id: facts(question) for question in course.questions.values() if question.pool == "reserved"
    }


def test_a_final_of_the_whole_bank_is_judged_the_same_in_both(course):
    index = blueprint(course, {})
    entries = blueprint_entries(course)
    draws = random.Random(7)
    records = []
    for number in range(12):
        place = f"final/{number:016x}"
        ids = [draws.choice(slot["twins"]) for slot in index["slots"]]
        rows = [("begin", "final", ids, "1+b", None)]
        for name in ids:
            levels = [None, "guessing", "fairly-sure", "very-sure"]
            right = entries[name]["right"][: 1 if entries[name]["type"] == "numeric" else None]
            # The first one is all right, those after it less and less.
            others = [one for one in some_answers(entries[name], draws) if one and number]
            answers = [right] * (24 - 2 * number) + others
            rows.append(("answer", name, draws.choice(answers), entries[name]["hash"], draws.choice(levels)))
        rows.append(("finish", "final", [], "", None))
        records.append(
            [
                {
                    "id": f"{order:03}",
                    "at": f"2026-11-20T09:00:00.{order:03}Z",
                    "kind": kind,
                    "question": question,
                    "place": place,
                    "hash": text,
                    "options": options,
                    "certainty": certainty,
                }
                for order, (kind, question, options, text, certainty) in enumerate(rows)
            ]
        )
    wanted = [judge(*read_sittings(map(Event.model_validate, record)), index, entries) for record in records]
    assert wanted[0]["passed"] and wanted[-1]["passed"] is False
    found = in_node(
        "judge.js",
        "judge",
        """const entries = new Map(Object.entries(data.entries));
        return data.records.map((record) => judge(sittingsOf(record)[0], data.index, entries));""",
        {"index": index, "entries": entries, "records": records},
        also=[("sitting.js", "sittingsOf")],
    )
    assert all(map(close, found, wanted))


def test_the_intervals_of_the_page_are_those_of_the_library():
    cases = [[total / 2, n] for n in (1, 2, 3, 6, 12, 40) for total in range(2 * n + 1)]
    found = in_node("judge.js", "interval", "return data.map(([total, n]) => interval(total, n));", cases)
    assert all(one == pytest.approx(interval(*case)) for one, case in zip(found, cases, strict=True))


def test_twins_are_compared_slot_by_slot():
    before = {
        "kind": "start",
        "answers": {"04": ["d"], "06": ["b"], "08": ["d"], "12": ["d"], "13": ["d"], "15": ["a"]},
        "certain": {"04": "very-sure"},
    }
    results = [judged(before), judged({}), judged({"answers": {"01": ["d"]}, "certain": {"04": "guessing"}})]
    clear, unclear = compare_twins(results[0], results[1]), compare_twins(results[2], results[0])
    told = {name: clear[name] for name in ("n", "before", "after", "difference", "clear")}
    assert told == {"n": 40, "before": 34, "after": 40, "difference": 6, "clear": True}
    assert clear["slots"][3] == {
        "slot": "slot-04",
        "before": {"id": "04", "mark": 0, "certainty": "very-sure"},
        "after": {"id": "04", "mark": 1, "certainty": None},
    }
    assert (unclear["difference"], unclear["clear"]) == (-5, True)
    found = in_node(
        "judge.js",
        "compareTwins",
        "return [compareTwins(data[0], data[1]), compareTwins(data[2], data[0])];",
        results,
    )
    assert found == [clear, unclear]


def test_four_items_more_are_within_chance():
    wrong = {name: ["d"] for name in ("01", "04", "05", "08")}
    found = compare_twins(judged({"answers": wrong}), judged({}))
    assert (found["difference"], found["clear"]) == (4, False)


@settings(max_examples=30)
@given(st.sampled_from(VECTORS["cases"]), st.randoms())
def test_the_order_of_events_changes_no_judgment(case, chance):
    events = events_of(case)
    (sitting,) = read_sittings(chance.sample(events * 2, 2 * len(events)))
    assert judge(sitting, INDEX, entries_of(case)) == judged(case)


# The plan's probabilities: forty questions of one type, twelve of them safety questions, answered by chance.

PLAIN = {name: entry | {"type": "single", **VECTORS["types"]["single"]} for name, entry in ENTRIES.items()}
NO_GROUPS = {"groups": [], "slots": []}
TIMES = 3000
NAMES = [slot for slot, *_ in VECTORS["slots"]]
GIVEN = {
    (name, option): Event(
        id=f"{name}{option}",
        at="2026-11-20T09:00:00.000Z",
        kind="answer",
        question=name,
        place="final/0000000000000000",
        hash=f"hash-{name}",
        options=(option,),
        certainty=None,
    )
    for name in PLAIN
    for option in "abd"
}


def sat(choose, chances=()):
    """A final in which `choose` gives the answer to each question."""
    return Sitting(
        place="final/0000000000000000",
        seed="0000000000000000",
        kind="final",
        begun="",
        finished="2026-11-20T09:00:00.000Z",
        closed="2026-11-20T09:00:00.000Z",
        left=False,
        version="1",
        bank="b",
        ids=tuple(NAMES),
        answers={name: GIVEN[name, choose(name)] for name in NAMES},
        flags=frozenset(),
        chances=tuple(chances),
        clock=False,
    )


def is_as_often_as(outcomes, wanted):
    """Tell whether a share is the wanted one: within four standard errors, and what the plan rounded away."""
    found = sum(outcomes) / len(outcomes)
    return abs(found - wanted) < 4 * (wanted * (1 - wanted) / len(outcomes)) ** 0.5 + 0.006


@pytest.mark.parametrize(
    ("safe", "first_time", "with_chances"),
    [(0.80, 0.07, 0.54), (0.90, 0.28, 0.87), (0.95, 0.54, 0.97), (0.98, 0.78, 0.99)],
)
def test_the_safety_bar_is_met_as_often_as_the_plan_says(safe, first_time, with_chances):
    draws = random.Random(f"bar {safe}")

    def sits():
        sitting = sat(lambda name: "b" if name in SAFETY and draws.random() > safe else "a")
        unsafe = [name for name in NAMES if sitting.answers[name].options == ("b",)]
        given = [GIVEN[f"{name}-2", "a" if draws.random() < safe else "b"] for name in unsafe]
        chances = [
            Chance(name, event.question, event.hash, event) for name, event in zip(unsafe, given, strict=True)
        ]
        return judge(replace(sitting, chances=tuple(chances)), NO_GROUPS, PLAIN)

    results = [sits() for _ in range(TIMES)]
    assert is_as_often_as([not result["unsafe"] for result in results], first_time)
    assert is_as_often_as([result["bar"]["state"] == "met" for result in results], with_chances)


@pytest.mark.parametrize(
    ("level", "wanted"), [(0.70, 0.11), (0.75, 0.30), (0.80, 0.59), (0.85, 0.87), (0.90, 0.98)]
)
def test_the_mark_is_reached_as_often_as_the_plan_says(level, wanted):
    draws = random.Random(f"mark {level}")

    def passes():
        sitting = sat(lambda _: "a" if draws.random() < level else "d")
        return judge(sitting, NO_GROUPS, PLAIN)["passed"]

    assert is_as_often_as([passes() for _ in range(TIMES)], wanted)
