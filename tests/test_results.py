"""What a result says, and the files made of it: the parts that need no page."""

import json
import re
from datetime import datetime

import pytest

from massage_neuropathy.intervals import interval
from massage_neuropathy.provider.grade import PASSED, grade
from massage_neuropathy.provider.result_file import read_result
from massage_neuropathy.shuffle import mix
from massage_neuropathy.widgets.shelf import index as shelf_index
from tests.in_node import in_node
from tests.result_files import BANK, NAME, right, sit, unsafe, wrong

INDEX = shelf_index(BANK.course)
ITEMS = [{"id": f"q{n}", "safety": "F1" if n < 12 else None, "answered": True} for n in range(40)]
BAR = {"state": "met", "reason": None, "chances": []}


def result(**changes):
    """A result as judge.js returns it, as far as words are made of it."""
    whole = {"items": ITEMS, "unsafe": [], "bar": BAR, "passed": True, "stale": []}
    return whole | {"total": 35, "n": 40, "needed": 32} | changes


def words(function, *given):
    return in_node("result_words.js", function, f"return {function}(...data);", given)


# What so few answers allow


@pytest.mark.parametrize(
    ("total", "n", "text"),
    [
        (32, 40, "65 to 90"),
        (3, 3, "29 to 100"),
        (6, 6, "54 to 100"),
        (12, 12, "74 to 100"),
        (21, 30, "52 to 83"),
    ],
)
def test_ranges_are_those_of_the_published_table(total, n, text):
    assert words("rangeWords", interval(total, n)) == f"{text} in 100"


def test_a_score_is_told_with_what_it_allows():
    told = words("scoreWords", result(total=32))
    assert told.startswith("A score of 32 of 40 allows a true level of 65 to 90 in 100.")
    assert "could have gone the other way" in told


@pytest.mark.parametrize("changes", [{"total": 39}, {"total": 12}, {"bar": BAR | {"state": "failed"}}])
def test_it_could_have_gone_the_other_way_only_where_the_score_decides_and_is_near(changes):
    assert "other way" not in words("scoreWords", result(**changes))


def test_marks_are_told_to_two_decimals_at_most():
    assert [words("markWords", mark) for mark in (31.5, 32, 30 + 2 / 3, 0)] == ["31.5", "32", "30.6", "0"]


# The safety bar and the pass


@pytest.mark.parametrize(
    ("changes", "headline", "why"),
    [
        ({}, "Safety bar: met", "12 of 12 allows a true level of 74 to 100 in 100"),
        (
            {"unsafe": ["q1"]},
            "Safety bar: met, with 1 second chance",
            "1 of your answers to the 12 safety",
        ),
        (
            {"unsafe": ["q1", "q2"]},
            "Safety bar: met, with 2 second chances",
            "2 of your answers to the 12 safety questions were unsafe",
        ),
        (
            {"unsafe": ["q1", "q2", "q3", "q4"], "bar": BAR | {"state": "failed", "reason": "too-many"}},
            "Safety bar: not met",
            "4 of your answers to the 12 safety questions were unsafe. Up to 3",
        ),
        (
            {"unsafe": ["q1"], "bar": BAR | {"state": "failed", "reason": "second-choice"}},
            "Safety bar: not met",
            "an answer on a second chance was unsafe again",
        ),
        (
            {"unsafe": ["q1"], "bar": BAR | {"state": "failed", "reason": "not-taken"}},
            "Safety bar: not met",
            "not every second chance was taken",
        ),
        ({"unsafe": ["q1"], "bar": BAR | {"state": "open"}}, "Safety bar: not decided yet", "are waiting"),
    ],
)
def test_the_safety_bar_is_told_with_its_reason(changes, headline, why):
    told = words("barWords", result(**changes))
    assert told["headline"] == headline
    assert why in told["why"]
    assert told["shape"] in "\u2713\u2717\u2026"


def test_a_question_left_open_is_not_called_a_choice():
    items = [item | {"answered": item["id"] != "q1"} for item in ITEMS]
    told = words("barWords", result(unsafe=["q1"], items=items))
    assert told["why"].startswith("1 of the 12 safety questions was left open, which counts as unsafe.")


def test_unsafe_answers_and_questions_left_open_are_counted_apart():
    items = [item | {"answered": item["id"] != "q1"} for item in ITEMS]
    found = result(unsafe=["q1", "q2", "q3"], items=items)
    assert words("unsafeOrOpen", found) == {"chosen": ["q2", "q3"], "open": ["q1"]}
    told = words("barWords", found)["why"]
    assert "2 of your answers to the 12 safety questions were unsafe, and 1 was left open, which" in told


def test_no_level_is_told_of_what_nobody_answered():
    items = [item | {"answered": False} for item in ITEMS]
    told = words("scoreWords", result(items=items, total=0, passed=False))
    assert told == "There are no answers to read anything into."
    items = [item | {"answered": number < 12} for number, item in enumerate(ITEMS)]
    told = words("scoreWords", result(items=items, total=12, passed=False))
    assert "You answered 12 of the 40 questions. On these, 12 of 12 allows a true level of 74 to 100" in told
    assert told.endswith("of the open ones nothing is known.")


def test_the_level_of_a_group_is_that_of_its_answers():
    index = {
        "slots": [{"id": "s1", "row": "R1"}, {"id": "s2", "row": "R1"}, {"id": "s3", "row": "R2"}],
        "groups": [{"name": "One", "rows": ["R1"]}, {"name": "Two", "rows": ["R2"]}],
    }
    items = [
        {"slot": "s1", "answered": True, "mark": 1},
        {"slot": "s2", "answered": False, "mark": 0},
        {"slot": "s3", "answered": False, "mark": 0},
    ]
    one, two = words("groupLevels", {"items": items}, index)
    assert (one["reached"], one["allows"]) == ("1 of 1 answered", "3 to 100 in 100")
    assert (two["reached"], two["allows"], two["share"]) == ("not answered", "", None)
    full, _ = words("groupLevels", {"items": [{**one, "answered": True} for one in items]}, index)
    assert full["reached"] == "1 of 2"


@pytest.mark.parametrize(
    ("changes", "headline", "why"),
    [
        ({}, "Passed: 35 of 40", "A pass needs 32 and the safety bar."),
        ({"passed": False, "total": 31.5}, "Not passed: 31.5 of 40", "needs 32; the safety bar is met"),
        (
            {"passed": False, "bar": BAR | {"state": "failed"}},
            "Not passed: 35 of 40",
            "The score is enough for a pass, which needs 32; the safety bar is not met.",
        ),
        ({"passed": None, "bar": BAR | {"state": "open"}}, "Score: 35 of 40", "A pass needs 32"),
        ({"passed": None, "stale": ["q1"], "n": 39}, "Score: 35 of 39", "1 question has changed since"),
    ],
)
def test_a_pass_is_told_with_its_reason(changes, headline, why):
    told = words("passWords", result(**changes))
    assert told["headline"] == headline
    assert why in told["why"]


# Certainty


def test_ten_answers_or_more_are_told_with_the_range_they_allow():
    low, high = interval(10, 14)
    told = words("calibrationWords", "very-sure", {"n": 14, "right": 10, "low": low, "high": high})
    start = "Of 14 answers you were very sure of, 10 were right; "
    assert told.startswith(f"{start}the range this allows runs from about 45 to 88 percent.")


@pytest.mark.parametrize(
    ("level", "n", "right", "text"),
    [
        ("very-sure", 9, 9, "Of 9 answers you were very sure of, 9 were right."),
        ("fairly-sure", 1, 1, "Of 1 answer you were fairly sure of, 1 was right."),
        ("guessing", 4, 0, "Of 4 answers you guessed, 0 were right."),
        ("guessing", 0, 0, ""),
    ],
)
def test_fewer_than_ten_answers_are_only_counted(level, n, right, text):
    low, high = interval(right, n) if n else (None, None)
    assert words("calibrationWords", level, {"n": n, "right": right, "low": low, "high": high}) == text


@pytest.mark.parametrize(
    ("right", "n", "text"),
    [(10, 30, "below 80 in 100"), (60, 60, "well placed"), (25, 30, "80 in 100 lies within that range")],
)
def test_very_sure_is_held_against_eighty_in_a_hundred(right, n, text):
    low, high = interval(right, n)
    assert text in words("calibrationWords", "very-sure", {"n": n, "right": right, "low": low, "high": high})


def test_the_line_for_very_sure_is_always_said_and_few_answers_are_called_few():
    answers = [{"certainty": "very-sure", "right": True}] * 3 + [{"certainty": None, "right": False}]
    told = in_node(
        "result_words.js",
        "calibration, calibrationSentences",
        "return calibrationSentences(calibration(data));",
        answers,
    )
    assert told == [
        "Of 3 answers you were very sure of, 3 were right.",
        "With fewer than 10 answers at a level, a count is all that can be said.",
        "Very sure answers should be right more than 80 times in 100.",
    ]


def test_certainty_marks_are_told_with_their_rule_and_never_count():
    told = words("certaintyMarksWords", {"n": 3, "marks": -3})
    assert "these earn \u22123 of at most 9 marks" in told
    assert "1, 2 or 3" in told
    assert "0, 2 or 6" in told
    assert told.endswith("never count.")


# Before and after


@pytest.mark.parametrize(
    ("before", "after", "change", "meaning"),
    [
        (5, 9, "4 more", "fewer than 5 questions is within chance"),
        (5, 10, "5 more", "larger than chance alone"),
        (9, 7, "2 fewer", "within chance"),
        (7, 7, "no change", "within chance"),
    ],
)
def test_a_change_is_told_with_what_it_can_mean(before, after, change, meaning):
    clear = abs(after - before) >= 5
    compared = {"n": 12, "before": before, "after": after, "difference": after - before, "clear": clear}
    told = words("twinWords", compared)
    assert f"{before} of 12" in told
    assert f"{after} of 12, {change}." in told
    assert meaning in told
    assert "no proof that the course caused it" in told
    assert "asked a second time" in told


def test_very_sure_and_wrong_is_counted_only_where_certainty_was_told_twice():
    def slot(before, after):
        return {
            "before": {"certainty": before[0], "mark": before[1]},
            "after": {"certainty": after[0], "mark": after[1]},
        }

    slots = [
        slot(("very-sure", 0), ("fairly-sure", 0)),
        slot(("very-sure", 0), (None, 0)),
        slot(("guessing", 1), ("very-sure", 0.5)),
    ]
    told = words("sureAndWrongWords", {"slots": slots})
    assert "among the 2 where" in told
    assert told.endswith(": 1 before, 1 now.")
    assert words("sureAndWrongWords", {"slots": slots[1:2]}) == ""


# Gaps


def given(events, **more):
    return {"index": INDEX, "entries": BANK.entries, "events": events} | more


JUDGED = """
    const sitting = sittingsOf(data.events).filter(({ kind }) => kind === "final").at(-1);
    const result = judge(sitting, data.index, new Map(Object.entries(data.entries)));
"""
JUDGING = (("sitting.js", "sittingsOf"), ("judge.js", "judge"))


def gaps(events):
    program = f"{JUDGED} return gapsOf(result, data.index, data.events);"
    return in_node("gaps.js", "gapsOf", program, given(events), also=JUDGING)


def event(
    number, question, options, *, kind="answer", place="", at="2026-11-10T09:00:00.000Z", certainty=None
):
    """An event of a record; its hash is that of the question as it reads now."""
    told = {"id": f"own-{number:04}", "at": at, "kind": kind, "question": question, "place": place}
    entry = BANK.entries.get(question)
    return told | {"hash": entry["hash"] if entry else "", "options": list(options), "certainty": certainty}


def practice_of(objective):
    return [one["id"] for one in INDEX["practice"] if one["objective"] == objective]


def final_with(answer_of, **changes):
    """A final in which some questions have another answer than the right one."""
    return sit(answer=lambda name: answer_of(name) or right(name), **changes)


def asked_in(events):
    """The questions of a sitting, in their order."""
    return next(event["options"] for event in events if event["kind"] == "begin")


def first_of(events, wanted):
    return next(name for name in asked_in(events) if wanted(BANK.entries[name]))


PLAIN = first_of(sit(), lambda entry: entry["type"] == "single" and not entry["safety"])
SAFETY = first_of(sit(), lambda entry: entry["type"] == "single" and entry["safety"])


def test_without_lost_marks_there_is_no_gap():
    assert gaps(sit()) == []


def test_a_gap_takes_the_first_practice_answers_to_its_objective_into_account():
    objective = BANK.entries[PLAIN]["objective"]
    one, two, *_ = practice_of(objective)
    practiced = [
        event(1, one, right(one)),
        event(2, one, ["zzz"], at="2026-11-11T09:00:00.000Z"),
        event(3, two, ["zzz"], place="review/2026-11-11"),
        event(4, two, right(two), kind="guess", at="2026-11-01T09:00:00.000Z"),
    ]
    (gap,) = gaps([*practiced, *final_with(lambda name: ["zzz"] if name == PLAIN else None)])
    assert gap["objective"] == objective
    assert gap["ids"] == [PLAIN]
    assert gap["practice"] == {"sum": 1, "n": 2}
    assert gap["here"]["n"] - gap["here"]["sum"] == 1
    assert gap["set"] == practice_of(objective)
    assert not gap["unsafe"]
    assert "*" not in gap["text"]


def test_answers_to_a_question_that_has_changed_are_no_practice():
    name = practice_of(BANK.entries[PLAIN]["objective"])[0]
    old = event(1, name, right(name)) | {"hash": "before"}
    (gap,) = gaps([old, *final_with(lambda name: ["zzz"] if name == PLAIN else None)])
    assert gap["practice"] == {"sum": 0, "n": 0}


def test_gaps_with_an_unsafe_answer_come_first():
    wrong_at = {SAFETY: unsafe(SAFETY), PLAIN: wrong(PLAIN)}
    found = gaps(final_with(wrong_at.get))
    assert SAFETY in found[0]["ids"]
    assert [gap["unsafe"] for gap in found] == [True, False]


def test_a_safety_question_left_open_is_a_gap_but_no_unsafe_choice():
    (gap,) = gaps(sit(open_ids=[SAFETY]))
    assert gap["ids"] == [SAFETY]
    assert not gap["unsafe"]


# The result file, as a provider reads it


def saved(events, name=NAME):
    """Make the file in the page's script; return its text."""
    file = "resultFile({ name: data.name, sitting, result, index: data.index, events: data.events })"
    program = f"{JUDGED} return JSON.stringify({file}, null, 1);"
    return in_node("result_file.js", "resultFile", program, given(events, name=name), also=JUDGING)


def graded(tmp_path, text):
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    return grade(read_result(path), BANK, now=datetime.fromisoformat("2026-11-21T12:00:00Z"))


def test_the_file_of_a_pass_is_graded_as_a_pass(tmp_path):
    found = graded(tmp_path, saved(sit()))
    assert (found.status, found.reasons) == (PASSED, [])
    assert found.file.result.name == NAME


def test_the_file_of_a_second_final_fits_what_was_seen_before(tmp_path):
    first = final_with({SAFETY: unsafe(SAFETY)}.get)
    seen = json.loads(saved(first))["seen"]
    assert seen == {}
    shown = {*asked_in(first), *(one["question"] for one in first if one["kind"] == "chance")}
    again = [
        one | {"at": one["at"].replace("11-20", "11-21")}
        for one in sit("fedcba9876543210", seen=dict.fromkeys(shown, 1))
    ]
    text = saved([*first, *again])
    assert json.loads(text)["seen"] == dict.fromkeys(sorted(shown), 1)
    found = graded(tmp_path, text)
    assert (found.status, found.reasons) == (PASSED, [])


def at_day(events, day, hour="09"):
    """Events at another day, and at another hour than nine."""
    return [one | {"at": one["at"].replace("20T09", f"{day}T{hour}")} for one in events]


def test_a_starting_check_that_was_ended_only_after_the_final_began_was_no_part_of_its_draw(tmp_path):
    place = "start/00000000000000aa"
    slots = INDEX["slots"]
    ids = [slot["twins"][0] for slot in slots if slot["start"]]
    begin = event(1, "start", ids, kind="begin", place=place) | {
        "hash": f"{INDEX['version']}+{INDEX['bank']}"
    }
    ends = [
        event(2 + number, "start", [], kind=kind, place=place, at="2026-11-20T10:00:00.000Z")
        for number, kind in enumerate(["finish", "closed"])
    ]
    text = saved([begin, *sit(seen=dict.fromkeys(ids, 1)), *ends])
    assert (json.loads(text)["seen"], json.loads(text)["form"]) == (dict.fromkeys(sorted(ids), 1), None)
    found = graded(tmp_path, text)
    assert (found.status, found.reasons) == (PASSED, [])


def test_second_chances_of_an_earlier_final_that_were_taken_later_were_no_part_of_the_draw(tmp_path):
    """As on two devices: the first final waits for its second chance while the second one is sat."""
    first = final_with({SAFETY: unsafe(SAFETY)}.get)
    chance = next(number for number, one in enumerate(first) if one["kind"] == "chance")
    seen = dict.fromkeys(asked_in(first), 1)
    again = at_day(sit("fedcba9876543210", seen=seen), 21)
    text = saved([*first[:chance], *again, *at_day(first[chance:], 21, "12")])
    assert json.loads(text)["seen"] == dict(sorted(seen.items()))
    found = graded(tmp_path, text)
    assert (found.status, found.reasons) == (PASSED, [])


def test_only_the_sitting_is_in_the_file_oldest_first_and_nothing_twice():
    events = sit()
    practiced = event(1, practice_of("red-flags")[0], ["a"])
    text = saved([*reversed(events), practiced, *events])
    assert json.loads(text)["events"] == events
    assert text == saved([practiced, *events])


def test_parts_of_marks_are_written_alike_in_both_languages(tmp_path):
    name = first_of(sit(), lambda entry: entry["type"] == "matching")
    third = [right(name)[0], *(f"{pair.split(':')[0]}:zzz" for pair in right(name)[1:])]
    text = saved(final_with({name: third}.get))
    assert json.loads(text)["result"]["total"] == round(39 + 1 / len(right(name)), 4)
    assert graded(tmp_path, text).status == PASSED


def test_the_checksum_is_the_one_that_python_finds():
    data = json.loads(saved(sit(), name='\U0001f98b Zo\u00eb "Z" \u2028'))
    told = data.pop("checksum")
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert told == "".join(f"{mix(f'{part}|{text}'):08x}" for part in range(4))


def test_a_name_is_one_line_and_not_without_end():
    assert json.loads(saved(sit(), name="  Zo\u00eb \n  Z "))["name"] == "Zo\u00eb Z"
    assert len(json.loads(saved(sit(), name="\U0001f98b" * 300))["name"]) == 100


# The class file


def class_file(events, label="0a1b2c3d"):
    return in_node(
        "class_file.js",
        "classFile",
        "return classFile(data.events, data.index, data.label);",
        given(events, label=label),
    )


def test_the_class_file_holds_no_name_and_no_date():
    record = [*sit(), event(1, practice_of("red-flags")[0], ["a"]), event(2, "red-flags", [], kind="visit")]
    data = class_file(record)
    assert sorted(data) == ["answers", "course", "format", "label", "minutes", "version"]
    assert (data["format"], data["version"], data["label"]) == ("massage-neuropathy-class", 1, "0a1b2c3d")
    assert data["course"] == {"version": INDEX["version"], "bank": INDEX["bank"]}
    fields = {"question", "hash", "where", "options", "certainty", "seconds"}
    assert all(set(answer) == fields for answer in data["answers"])
    text = json.dumps(data)
    assert not re.search(r"20\d\d-\d\d|T\d\d:\d\d|0123456789abcdef", text)
    assert not any(one["id"] in text for one in record)


def test_the_class_file_is_the_same_in_whatever_order_a_record_comes():
    record = [*sit(), *(event(n, name, right(name)) for n, name in enumerate(practice_of("red-flags")))]
    assert class_file(record) == class_file([*reversed(record), *record])


def test_the_first_answer_counts_in_each_kind_of_place():
    one, two = practice_of("red-flags")[:2]
    times = iter(f"2026-11-10T09:{minute:02}:30.000Z" for minute in range(30))
    record = [
        event(number, name, [option], place=place, at=next(times), certainty="guessing")
        for number, (name, option, place) in enumerate(
            [
                (one, "a", ""),
                (one, "b", ""),
                (one, "c", "09-session"),
                (one, "d", "review/2026-11-10"),
                (one, "a", "review/2026-11-11"),
                (two, "b", "practice/0123456789abcdef"),
                (two, "", "practice/fedcba9876543210"),
            ]
        )
    ]
    found = {(one["question"], one["where"]): one["options"] for one in class_file(record)["answers"]}
    assert found == {
        (one, "lesson"): ["a"],
        (one, "before"): ["c"],
        (one, "review"): ["d"],
        (two, "practice"): ["b"],
    }


def test_of_a_final_the_answers_that_were_handed_in_count_and_second_chances_do_not():
    data = class_file(final_with({SAFETY: unsafe(SAFETY)}.get))
    answers = {one["question"]: one for one in data["answers"]}
    assert {one["where"] for one in data["answers"]} == {"final"}
    assert sorted(answers) == sorted(asked_in(sit()))
    assert answers[SAFETY]["options"] == unsafe(SAFETY)
    assert answers[PLAIN]["options"] == right(PLAIN)
    assert {one["seconds"] for one in data["answers"]} == {20}


def test_a_final_that_is_not_handed_in_is_not_told():
    assert class_file([one for one in sit() if one["kind"] not in ("finish", "closed")])["answers"] == []
    given_up = [one | {"options": ["left"]} if one["kind"] == "finish" else one for one in sit()]
    assert class_file(given_up)["answers"] == []


def test_pauses_of_more_than_five_minutes_are_no_time_in_a_lesson():
    one, two, three = [one["id"] for one in INDEX["practice"] if one["lesson"] == "06-noticing"][:3]
    record = [
        event(1, one, ["a"], at="2026-11-10T09:00:00.000Z"),
        event(2, two, ["a"], at="2026-11-10T09:05:00.000Z"),
        event(3, three, ["a"], at="2026-11-10T09:10:00.001Z"),
        event(4, "06-noticing", ["end"], kind="visit", at="2026-11-10T09:11:30.000Z"),
    ]
    data = class_file(record)
    assert data["minutes"] == {"06-noticing": 6.5}
    assert {one["question"]: one["seconds"] for one in data["answers"]} == {one: None, two: 300, three: None}


def test_time_on_questions_from_before_belongs_to_the_lesson_they_are_asked_in():
    one, two = practice_of("red-flags")[:2]
    record = [
        event(number, name, ["a"], place="09-session", at=f"2026-11-10T09:0{number}:00.000Z")
        for number, name in enumerate([one, two])
    ]
    assert class_file(record)["minutes"] == {"09-session": 1}


def test_a_label_is_drawn_anew_each_time_and_kept_only_if_it_is_wanted():
    labels = in_node("class_file.js", "newLabel", "return [newLabel(), newLabel()];")
    assert labels[0] != labels[1]
    assert all(re.fullmatch("[0-9a-f]{8}", label) for label in labels)
    wish = event(1, "class-label", ["0a1b2c3d"], kind="setting")
    no_more = event(2, "class-label", [], kind="setting", at="2026-11-11T09:00:00.000Z")
    program = "return data.map(keptLabel);"
    kept = in_node("class_file.js", "keptLabel", program, [[], [wish], [no_more, wish]])
    assert kept == [None, "0a1b2c3d", None]


# The record of self-study


def test_the_record_of_self_study_counts_objectives_by_lesson():
    record = [
        *sit(),
        event(1, practice_of("red-flags")[0], ["a"]),
        event(2, practice_of("red-flags")[1], ["a"]),
    ]
    program = f"{JUDGED} return objectivesByLesson(result, data.index, data.events);"
    rows = in_node("self_study.js", "objectivesByLesson", program, given(record), also=JUDGING)
    titles = {one["title"]: one["id"] for one in INDEX["lessons"]}
    assert [titles[row["title"]] for row in rows] == [one["id"] for one in INDEX["lessons"]]
    assert sum(row["all"] for row in rows) == len(INDEX["objectives"])
    assert {titles[row["title"]]: row["practiced"] for row in rows if row["practiced"]} == {"06-noticing": 1}
    assessed = {BANK.entries[name]["objective"] for name in asked_in(sit())}
    assert sum(row["assessed"] for row in rows) == len(assessed)
