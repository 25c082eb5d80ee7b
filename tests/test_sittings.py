"""Sittings as the record tells them, the same in Python and on the page, in whatever order events come."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_node import in_node

from massage_neuropathy.events import Event, outline
from massage_neuropathy.sittings import baseline, read_sittings, seen_in, sittings_before

VECTORS = json.loads(Path(__file__).with_name("sitting_vectors.json").read_text(encoding="utf-8"))
DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


def at(second):
    return f"{DAY + timedelta(seconds=second):%Y-%m-%dT%H:%M:%S}.000Z"


def as_event(row):
    name, second, place, kind, question, text, options, certainty = row
    return Event(
        id=name,
        at=at(second),
        place=place,
        kind=kind,
        question=question,
        hash=text,
        options=tuple(options),
        certainty=certainty,
    )


def as_wanted(sitting):
    times = {name: sitting[name] and at(sitting[name]) for name in ("begun", "finished", "closed")}
    return sitting | times


def told(sitting):
    """A sitting in the words of the vectors."""
    fields = {name: getattr(sitting, name) for name in sitting.__dataclass_fields__}
    return fields | {
        "ids": list(sitting.ids),
        "answers": {name: event.id for name, event in sitting.answers.items()},
        "flags": sorted(sitting.flags),
        "chances": [[one.of, one.id, one.hash, one.event and one.event.id] for one in sitting.chances],
    }


SITTINGS_IN_SCRIPT = """const told = (sitting) => ({
    ...sitting,
    answers: Object.fromEntries([...sitting.answers].map(([id, event]) => [id, event.id])),
    flags: [...sitting.flags].sort(),
    chances: sitting.chances.map((one) => [one.of, one.id, one.hash, one.event?.id ?? null]),
  });
"""


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_sittings_are_read_from_their_events(case):
    found = read_sittings(map(as_event, case["events"]))
    assert [told(sitting) for sitting in found] == list(map(as_wanted, case["sittings"]))


@pytest.mark.parametrize("backward", [False, True])
def test_the_script_of_the_page_reads_the_same(backward):
    records = [[as_event(row).model_dump(mode="json") for row in case["events"]] for case in VECTORS]
    if backward:
        records = [[*events[::-1], *events] for events in records]
    program = SITTINGS_IN_SCRIPT + "return data.map((events) => sittingsOf(events).map(told));"
    found = in_node("sitting.js", "sittingsOf", program, records)
    assert found == [list(map(as_wanted, case["sittings"])) for case in VECTORS]


@given(st.sampled_from(VECTORS), st.randoms(), st.booleans())
def test_neither_order_nor_repetition_changes_a_sitting(case, random, twice):
    events = list(map(as_event, case["events"])) * (1 + twice)
    shuffled = random.sample(events, len(events))
    assert read_sittings(shuffled) == read_sittings(map(as_event, case["events"]))


@given(st.sampled_from(VECTORS), st.data())
def test_records_of_two_machines_tell_together_what_all_events_tell(case, data):
    events = list(map(as_event, case["events"]))
    here = data.draw(st.lists(st.sampled_from(events), unique=True))
    there = [event for event in events if event not in here]
    assert read_sittings([*here, *there]) == read_sittings([*there, *here, *here]) == read_sittings(events)


@pytest.mark.parametrize(
    "case", [case for case in VECTORS if "two" not in case["why"]], ids=lambda c: c["why"]
)
def test_the_outline_of_a_record_tells_how_to_go_on(case):
    """All but answers given after a finish, which only another machine can give."""
    events = [
        event for event in map(as_event, case["events"]) if not (event.id == "a6" and event.place[0] == "s")
    ]
    assert read_sittings(outline(events)) == read_sittings(events)


def test_what_sittings_have_shown_is_counted_once_for_each():
    place = "final/00000000000000ff"
    again = [
        ["x1", 20, place, "begin", "final", "1+b", ["q1", "q7"], None],
        ["x2", 21, place, "chance", "q8", "h8", ["q1"], None],
    ]
    two_machines = next(case for case in VECTORS if case["why"].startswith("two machines"))
    events = [as_event(row) for row in [*two_machines["events"], *again]]
    wanted = {"q1": 2, "q2": 1, "q3": 1, "q4": 1, "q7": 2, "q8": 1}
    found = in_node(
        "sitting.js",
        "sittingsOf, seenIn",
        "return Object.fromEntries(seenIn(sittingsOf(data)));",
        [event.model_dump(mode="json") for event in events],
    )
    assert seen_in(read_sittings(events)) == found == wanted


def test_what_a_sitting_was_drawn_from_is_what_the_record_held_when_it_began():
    check, earlier, final, later = (
        f"{kind}/{number:016x}" for number, kind in enumerate(["start", "final", "final", "start"])
    )
    events = [
        as_event(row)
        for row in [
            ["b0", 0, check, "begin", "start", "1+b", ["q1", "q2"], None],
            ["b1", 1, earlier, "begin", "final", "1+b", ["q3", "q7"], None],
            ["f1", 2, earlier, "finish", "final", "", [], None],
            ["c1", 3, earlier, "chance", "q4", "h4", ["q3"], None],
            ["b2", 5, final, "begin", "final", "1+b", ["q5"], None],
            ["f0", 6, check, "finish", "start", "", [], None],
            ["c2", 7, earlier, "chance", "q6", "h6", ["q7"], None],
            ["b3", 8, later, "begin", "start", "1+b", ["q1"], None],
        ]
    ]
    sitting = read_sittings(events)[2]
    before = sittings_before(events, sitting)
    told = {"seen": seen_in(before), "baseline": baseline(before), "places": [one.place for one in before]}
    found = in_node(
        "sitting.js",
        "sittingsOf, sittingsBefore, seenIn, baseline",
        """const before = sittingsBefore(data, sittingsOf(data)[2]);
        const seen = Object.fromEntries(seenIn(before));
        return { seen, baseline: baseline(before), places: before.map(({ place }) => place) };""",
        [event.model_dump(mode="json") for event in events],
    )
    assert told == found
    assert found == {
        "seen": {"q1": 1, "q2": 1, "q3": 1, "q4": 1, "q7": 1},
        "baseline": None,
        "places": [check, earlier],
    }


def test_the_script_tells_when_to_begin_again():
    sitting = {"kind": "final", "finished": None, "closed": None, "left": False}
    over = {"finished": "2026-11-20T21:59:00.000Z", "closed": "2026-11-20T22:30:00.000Z"}
    sittings = [
        sitting | over | {"place": "over"},
        sitting | {"place": "newer", "finished": "2026-11-19T09:00:00.000Z"},
        sitting | {"place": "check", "kind": "start"},
    ]
    found = in_node(
        "sitting.js",
        "baseline, opensAt",
        """process.env.TZ = "Europe/Berlin";
        const local = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate(), date.getHours()];
        return {
          opens: local(opensAt(data, "final")),
          now: opensAt(data, "start"),
          baseline: baseline(data),
        };""",
        sittings,
    )
    # In Berlin it is half past eleven in the evening when the sitting ends: the next day begins soon.
    assert found == {
        "opens": [2026, 11, 21, 0],
        "now": None,
        "baseline": None,
    }


def test_a_final_is_compared_with_the_first_starting_check_that_was_finished():
    def sitting(number, kind, options):
        place = f"{kind}/{number:016x}"
        return [
            as_event([f"b{number}", number, place, "begin", kind, "1+b", ["q1"], None]),
            as_event([f"f{number}", number, place, "finish", kind, "", options, None]),
        ]

    events = [
        *sitting(1, "start", ["left"]),
        *sitting(2, "final", []),
        *sitting(3, "start", []),
        *sitting(4, "start", []),
    ]
    assert baseline(read_sittings(events)).begun == at(3)
    assert baseline(read_sittings(events[:4])) is None
    found = in_node(
        "sitting.js",
        "sittingsOf, baseline",
        "return baseline(sittingsOf(data)).begun;",
        [event.model_dump(mode="json") for event in events],
    )
    assert found == at(3)


def test_a_second_chance_whose_words_have_changed_since_ends_the_sitting():
    """It cannot be judged, and to draw the same one again and again would never end."""
    program = """
        const recorded = [];
        const host = { record: (event) => recorded.push(event.kind) };
        const ids = ["q1", "q2", "q3"];
        const faults = { b: ["unsafe", "error"] };
        const single = { slot: "s", type: "single", safety: "F1", right: ["a"], faults };
        const entries = new Map(ids.map((id) => [id, { ...single, id, hash: "new" }]));
        const index = { groups: [], slots: [], reserved: ids.map((id) => ({ id, slot: "s" })) };
        const told = (question, hash) => ({ question, hash, options: ["b"], certainty: null });
        const sitting = {
            kind: "final", place: "final/1", seed: "1", finished: "1", closed: null, ids: ["q1"],
            answers: new Map([["q1", told("q1", "new")]]),
            chances: [{ of: "q1", id: "q2", hash: "old", event: told("q2", "old") }],
        };
        const done = () => recorded.push("done");
        new Chances(null, { sitting, seen: new Map(), index, entries, host, done }).open();
        return recorded;
    """
    assert in_node("chances.js", "Chances", program) == ["closed", "done"]


@pytest.mark.parametrize(
    ("answered", "place"),
    [([], 0), ([0, 1], 2), ([5], 6), ([9], 0), ([3, 1], 2), ([0, 1, 4, 3], 5), (list(range(10)), 0)],
)
def test_a_final_goes_on_behind_the_question_answered_last(answered, place):
    states = [{"id": f"q{n}", "state": "answered" if n in answered else "open"} for n in range(10)]
    answers = [{"question": f"q{n}", "id": f"e{at}", "at": f"{at:02}"} for at, n in enumerate(answered)]
    program = "return placeToGoOn(data.states, new Map(data.answers.map((one) => [one.question, one])));"
    assert in_node("exam.js", "placeToGoOn", program, {"states": states, "answers": answers}) == place
