"""Result files: what is true is graded as it is, and no single change of one goes unnoticed or matters."""

import functools
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_neuropathy.events import Event
from massage_neuropathy.fields import Safety
from massage_neuropathy.judging import judge
from massage_neuropathy.provider.grade import NOT_PASSED, NOT_TRUE, PASSED, _span, grade, main, marks, report
from massage_neuropathy.provider.naming import ASKS, SAFETY_FAMILIES, named
from massage_neuropathy.provider.reading import FileError
from massage_neuropathy.provider.result_file import checksum, read_result
from massage_neuropathy.sittings import read_sittings
from tests.in_node import FOLDER, in_node
from tests.result_files import BANK, NAME, result_file, right, sealed, sit, unsafe, with_, write, wrong

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TRUE_ONE = result_file()
BEGIN = 1  # After the setting of the clock.
IDS = TRUE_ONE["events"][BEGIN]["options"]
SAFETY = [name for name in IDS if BANK.entries[name]["safety"]]
OTHERS = [name for name in IDS if name not in SAFETY]


@pytest.fixture
def graded(tmp_path):
    def look(data):
        return grade(read_result(write(tmp_path, data)), BANK, NOW)

    return look


# What is true


def test_a_final_with_all_right_is_passed(graded):
    found = graded(TRUE_ONE)
    assert (found.status, found.reasons, found.notes) == (PASSED, [], [])
    assert found.result["total"] == 40


@pytest.mark.parametrize(("missed", "status"), [(8, PASSED), (9, NOT_PASSED)])
def test_thirty_two_marks_pass_and_thirty_one_do_not(graded, missed, status):
    single = [name for name in OTHERS if BANK.entries[name]["type"] == "single"][:missed]
    assert len(single) == missed
    events = sit(answer=lambda name: wrong(name) if name in single else right(name))
    found = graded(result_file(events))
    assert found.result["total"] == 40 - missed
    assert found.status == status
    assert bool(found.reasons) == (status == NOT_PASSED)


@pytest.mark.parametrize(
    ("unsafe_ones", "second", "closed", "status", "words"),
    [
        (1, right, True, PASSED, ""),
        (3, right, True, PASSED, ""),
        (3, unsafe, True, NOT_PASSED, "unsafe choice in a second chance"),
        (4, right, True, NOT_PASSED, "more than three unsafe choices"),
        (3, lambda name: [], True, NOT_PASSED, "second chances left open"),
        (3, lambda name: [], False, NOT_PASSED, "not over"),
    ],
)
def test_the_safety_bar_is_judged_as_the_course_says(graded, unsafe_ones, second, closed, status, words):
    chosen = SAFETY[:unsafe_ones]
    answer = lambda name: unsafe(name) if name in chosen else right(name)  # noqa: E731
    found = graded(result_file(sit(answer=answer, second=second, closed=closed)))
    assert found.status == status
    assert words in " ".join(found.reasons)
    assert found.result["unsafe"] == chosen


def test_a_sitting_that_was_given_up_is_not_passed_whatever_its_marks(graded):
    found = graded(sealed(with_(TRUE_ONE, "events", event_of("finish"), "options", ["left"])))
    assert (found.status, found.result["total"]) == (NOT_PASSED, 40)
    assert found.reasons == ["the learner gave it up, so it is not judged"]


def test_what_is_not_known_to_be_passed_is_not_passed(graded, monkeypatch):
    (sitting,) = read_sittings(map(Event.model_validate, TRUE_ONE["events"]))
    unknown = {**judge(sitting, BANK.index, BANK.entries), "passed": None}
    monkeypatch.setattr("massage_neuropathy.provider.grade.judge", lambda *_: unknown)
    assert graded(sealed(with_(TRUE_ONE, "result", "passed", None))).status == NOT_PASSED


def test_an_unsafe_second_answer_is_not_put_right_by_a_third(graded):
    """Nor by the same question on another device, on which the sitting was not over yet."""
    one = SAFETY[0]
    events = sit(answer=lambda name: unsafe(name) if name == one else right(name), second=unsafe)
    last, closed = events[-2:]
    again = {**last, "id": "again", "at": closed["at"], "options": right(last["question"])}
    later = {**closed, "at": "2026-11-20T23:00:00.000Z"}
    found = graded(result_file([*events[:-1], again, later]))
    assert found.status == NOT_PASSED
    assert "unsafe choice in a second chance" in found.reasons[0]


def test_safety_questions_left_open_are_unsafe(graded):
    found = graded(result_file(sit(open_ids=SAFETY[:4])))
    assert found.status == NOT_PASSED
    assert "more than three" in found.reasons[0]


def test_what_was_seen_before_and_the_form_belong_to_the_draw(graded):
    seen = {IDS[0]: 2, IDS[5]: 1}
    file = result_file(sit(seen=seen, form="B"), seen=seen, form="B")
    assert graded(file).status == PASSED
    assert IDS[0] not in file["events"][BEGIN]["options"]
    for changed in (with_(file, "seen", {}), with_(file, "form", "A")):
        assert "not those drawn" in " ".join(graded(sealed(changed)).reasons)


def test_a_device_that_knew_of_no_earlier_sitting_drew_as_if_there_were_none(graded):
    seen = {IDS[0]: 1, IDS[7]: 1}
    assert graded(result_file(sit(), seen=seen, form="B")).status == PASSED


# What is not true


def reasons(found):
    return " | ".join(found.reasons)


def test_a_changed_file_is_told_by_its_checksum(graded):
    found = graded(with_(TRUE_ONE, "name", "Someone else"))
    assert found.status == NOT_TRUE
    assert "changed or damaged after it was saved" in reasons(found)


def event_of(kind, name=None, last=True):
    """The place of an event in the true file."""
    places = [
        i
        for i, event in enumerate(TRUE_ONE["events"])
        if event["kind"] == kind and (name is None or event["question"] == name)
    ]
    return places[-1 if last else 0]


LAST = event_of("answer", IDS[0])


@pytest.mark.parametrize(
    ("steps_and_value", "words"),
    [
        (("result", "total", 39), "claims 39 marks, and its answers earn 40"),
        (("result", "passed", False), "claims no pass"),
        (("result", "passed", None), "claims no verdict yet"),
        (("result", "bar", "failed"), "safety bar is failed"),
        (("result", "unsafe", SAFETY[:1]), f"unsafe {SAFETY[0]}, and by its answers these are none"),
        (
            ("result", "groups", "deciding", "sum", 4),
            "groups of questions are not those of its answers: deciding",
        ),
        (("result", "groups", {}), "nerves-and-kinds"),
        (("events", LAST, "options", wrong(IDS[0])), "marks, and its answers earn"),
        (("events", LAST, "hash", "0" * 12), "it says that it belongs to the questions of this version"),
        (("events", LAST, "place", "final/aaaaaaaaaaaaaaaa"), "elsewhere than in the sitting"),
        (("events", LAST, "at", "2026-11-20T08:00:00.000Z"), "order of time"),
        (("events", LAST, "id", TRUE_ONE["events"][4]["id"]), "stands in it twice"),
        (("events", LAST, "kind", "guess"), "does not happen in a sitting"),
        (("events", LAST, "question", "no-such-question"), "not asked"),
        (("events", BEGIN, "hash", f"0.0.1+{BANK.hash}"), "one version of the course at its head"),
        (("events", BEGIN, "options", IDS[::-1]), "order"),
        (("events", BEGIN, "options", IDS[:-1]), "slots of a final"),
        (("events", BEGIN, "options", [*IDS[:-1], IDS[0]]), "slots of a final"),
        (("course", "version", "0.0.1"), "one version of the course at its head"),
        (("seen", {"no-such-question": 1}), "other questions than those of the final"),
        (("name", " "), "no name"),
    ],
)
def test_what_was_changed_is_named_though_the_checksum_fits(graded, steps_and_value, words):
    found = graded(sealed(with_(TRUE_ONE, *steps_and_value)))
    assert found.status == NOT_TRUE
    assert words in reasons(found)


def test_another_seed_draws_other_questions(graded):
    text = json.dumps(TRUE_ONE).replace("0123456789abcdef", "fedcba9876543210")
    found = graded(sealed(json.loads(text)))
    assert "not those drawn for this sitting" in reasons(found)


def test_a_second_chance_must_be_the_one_that_the_seed_draws(graded):
    one = SAFETY[0]
    file = result_file(sit(answer=lambda name: unsafe(name) if name == one else right(name)))
    drawn = next(event["question"] for event in file["events"] if event["kind"] == "chance")
    twins = next(slot["twins"] for slot in BANK.index["slots"] if one in slot["twins"])
    for other, words in (
        (
            next(name for name in twins if name not in (one, drawn)),
            "not the second chance drawn",
        ),
        (
            next(each["id"] for each in BANK.index["reserved"] if each["id"] not in [*IDS, *twins]),
            "is no second",
        ),
    ):
        text = json.dumps(file).replace(f'"{drawn}"', f'"{other}"')
        text = text.replace(BANK.entries[drawn]["hash"], BANK.entries[other]["hash"])
        found = graded(sealed(json.loads(text)))
        assert found.status == NOT_TRUE
        assert words in reasons(found)


def test_what_happened_before_the_sitting_began_is_named(graded):
    early = with_(TRUE_ONE, "events", BEGIN + 1, "at", TRUE_ONE["events"][0]["at"])
    early["events"].insert(0, early["events"].pop(BEGIN + 1))
    assert "before the sitting began" in reasons(graded(sealed(early)))


def test_a_second_chance_comes_after_the_sitting_was_handed_in(graded):
    one = SAFETY[0]
    file = result_file(sit(answer=lambda name: unsafe(name) if name == one else right(name)))
    kinds = [event["kind"] for event in file["events"]]
    finish, chance = kinds.index("finish"), kinds.index("chance")
    events = file["events"]
    early = with_(file, "events", finish, "at", events[chance]["at"])
    early = with_(early, "events", chance, "at", events[finish]["at"])
    early["events"][finish], early["events"][chance] = early["events"][chance], early["events"][finish]
    assert "before the sitting was handed in" in reasons(graded(sealed(early)))


# Other versions


def of_another_bank(data):
    text = json.dumps(data).replace(f"+{BANK.hash}", "+ffffffffffff")
    return sealed(with_(json.loads(text), "course", "bank", "f" * 12))


def test_another_version_in_which_all_that_was_answered_is_the_same_is_graded_and_named(graded):
    found = graded(of_another_bank(TRUE_ONE))
    assert found.status == PASSED
    assert "ffffffffffff" in found.notes[0]


def test_another_version_in_which_questions_differ_is_named_with_the_questions(graded):
    other = with_(TRUE_ONE, "events", LAST, "hash", "0" * 12)
    found = graded(of_another_bank(other))
    assert found.status == NOT_TRUE
    assert "ffffffffffff" in reasons(found)
    assert BANK.hash in reasons(found)
    assert f"other words than those of this version: {IDS[0]}" in reasons(found)
    assert found.result is None


def test_questions_of_a_foreign_bank_are_named(graded):
    text = json.dumps(TRUE_ONE).replace(f'"{IDS[0]}"', '"from-another-course"')
    found = graded(of_another_bank(json.loads(text)))
    assert found.status == NOT_TRUE
    assert "not in this version: from-another-course" in reasons(found)


# Any single change


def paths(value, steps=()):
    yield steps
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*steps, step))


def value_at(data, steps):
    for step in steps:
        data = data[step]
    return data


PLACES = [steps for steps in paths(TRUE_ONE) if steps and steps[0] != "checksum"]
OPTIONS = sorted({option for event in TRUE_ONE["events"] for option in event["options"]})
VALUES = st.one_of(
    st.sampled_from(
        [None, True, False, "", [], {}, 0, 1, 32, 40, 1e300, "A", "B", "begin", "answer", "finish"]
    ),
    st.sampled_from(["closed", "flag", "chance", "met", "failed", "final", "guess", "very-sure", "left"]),
    st.sampled_from([*IDS, *OPTIONS, BANK.hash, "0" * 12]),
    st.sampled_from([event["at"] for event in TRUE_ONE["events"]]),
    st.lists(st.sampled_from([*OPTIONS, "a", "b", "c", "d", "e"]), max_size=4, unique=True),
    st.text(max_size=5),
    st.integers(-5, 50),
)


def outcome(found):
    result = found.result
    return found.status, result["total"], result["passed"], result["bar"], result["unsafe"], result["groups"]


@functools.cache
def true_outcome():
    sitting = read_sittings(map(Event.model_validate, TRUE_ONE["events"]))[0]
    result = judge(sitting, BANK.index, BANK.entries)
    return PASSED, *(result[name] for name in ("total", "passed", "bar", "unsafe", "groups"))


@settings(max_examples=300, deadline=None)
@given(steps=st.sampled_from(PLACES), value=VALUES, seal=st.booleans())
def test_any_single_change_is_found_or_changes_nothing_that_matters(tmp_path_factory, steps, value, seal):
    if json.dumps(value) == json.dumps(value_at(TRUE_ONE, steps)):
        return
    changed = with_(TRUE_ONE, *steps, value)
    folder = tmp_path_factory.mktemp("changed")
    try:
        found = grade(read_result(write(folder, sealed(changed) if seal else changed)), BANK, NOW)
    except FileError as error:
        assert all(problem.fix for problem in error.problems)
        return
    if found.status == NOT_TRUE:
        assert found.reasons
    else:
        assert seal, "the checksum must have found it"
        assert outcome(found) == true_outcome()
        assert steps[0] == "name" or found.file.result.name == NAME


@settings(max_examples=60, deadline=None)
@given(gone=st.integers(0, len(TRUE_ONE["events"]) - 1))
def test_an_event_that_was_taken_out_is_found_or_changes_nothing_that_matters(tmp_path_factory, gone):
    events = [event for i, event in enumerate(TRUE_ONE["events"]) if i != gone]
    folder = tmp_path_factory.mktemp("shortened")
    found = grade(read_result(write(folder, sealed({**TRUE_ONE, "events": events}))), BANK, NOW)
    assert found.status == NOT_TRUE or outcome(found) == true_outcome()


# The file


def test_the_checksum_is_that_of_the_page():
    data = {name: value for name, value in TRUE_ONE.items() if name != "checksum"}
    odd = {"b": [1.5, 34.3333, -0.25, True, None], "a": {"ü": '\u2028"\\\n\x7f', "€": 1, "\r": 2, "é": []}}
    for each in (data, odd):
        assert in_node("result_file.js", "checksum", "return checksum(data);", each) == checksum(each)


def test_a_file_that_the_page_makes_is_graded_as_true(graded):
    events = [{**event, "options": list(event["options"])} for event in TRUE_ONE["events"]]
    claims = {
        "total": 40,
        "passed": True,
        "bar": {"state": "met"},
        "unsafe": [],
        "groups": [
            {"id": i, "n": one["n"], "sum": one["sum"]} for i, one in TRUE_ONE["result"]["groups"].items()
        ],
    }
    program = """
        const { sittingsOf } = await import(new URL("sitting.js", data.folder));
        const [sitting] = sittingsOf(data.events);
        return resultFile({ ...data, sitting });
    """
    index = {**BANK.index, "version": BANK.version, "bank": BANK.hash}
    data = {"name": f"  {NAME}\n", "result": claims, "index": index, "events": events}
    made = in_node("result_file.js", "resultFile", program, {**data, "folder": FOLDER.as_uri() + "/"})
    assert made == TRUE_ONE
    assert graded(made).status == PASSED


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not a result file"),
        ("[]", "is not a result file"),
        ('{"format": "massage-neuropathy-record"}', "massage-neuropathy-record"),
        (json.dumps({**TRUE_ONE, "version": 2}), "newer version"),
        (json.dumps({**TRUE_ONE, "extra": 1}), "extra: is not known"),
        (json.dumps({k: v for k, v in TRUE_ONE.items() if k != "seen"}), "seen: is missing"),
        (json.dumps(with_(TRUE_ONE, "events", 3, "at", "yesterday")), "at: cannot be 'yesterday'"),
        (json.dumps(with_(TRUE_ONE, "seen", {"x": "often"})), "seen.x: cannot be 'often'"),
    ],
)
def test_what_is_no_result_file_is_said_with_field_and_fix(tmp_path, content, words):
    path = tmp_path / "result.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_result(path)
    assert words in str(caught.value)
    assert all(problem.file == str(path) and problem.fix for problem in caught.value.problems)


# The command


def test_the_command_says_what_it_can_tell_and_what_not(tmp_path, capsys):
    assert main([str(write(tmp_path, TRUE_ONE))]) == PASSED
    said = capsys.readouterr().out
    for words in ("result.json: PASSED", NAME, "40 of 40; 32 are needed", "Safety bar: met", "open-book"):
        assert words in said
    assert "the file is not signed" in said
    assert "Noticing and referring: 6 of 6 (the range this allows: 54 to 100 percent)" in said


def test_a_pass_names_the_unsafe_choices_that_second_chances_put_right(graded):
    one, other = SAFETY[:2]
    events = sit(answer=lambda name: unsafe(name) if name == one else right(name), open_ids=[other])
    found = graded(result_file(events))
    assert found.status == PASSED
    said = report("x", found, BANK.course)
    assert "Unsafe first choices (1 chosen, 1 left open):" in said
    for name, extra in ((one, ""), (other, "left open, ")):
        words = SAFETY_FAMILIES[BANK.entries[name]["safety"]]
        assert f"    - {named(BANK.course, name)}: {words}, {extra}put right by a second chance" in said
    assert "Unsafe first" not in report("x", graded(TRUE_ONE), BANK.course)


def test_a_question_is_named_by_its_first_words_its_lesson_and_its_id():
    for name, question in BANK.course.questions.items():
        first = " ".join(question.stem.replace("*", "").split())
        title = BANK.course.lessons[question.lesson].title
        said = named(BANK.course, name)
        words, _, rest = said.partition(f"” ({title}; {name})")
        assert rest == ""
        assert first.startswith(words.removeprefix("“").removesuffix(" …"))
        assert 20 <= len(words) <= ASKS + 3 or words[1:] == first
    assert named(BANK.course, "gone") == "gone"


def test_the_safety_families_are_those_that_authors_choose_from():
    assert set(SAFETY_FAMILIES) == set(get_args(Safety))
    page = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = " ".join(page.split("Safety families:")[1].split("\n\n")[0].split())
    assert told == ", ".join(f"**{key}** {words}" for key, words in SAFETY_FAMILIES.items()) + "."


def test_too_many_unsafe_choices_are_counted_apart_from_questions_left_open(graded):
    chosen = SAFETY[:2]
    answer = lambda name: unsafe(name) if name in chosen else right(name)  # noqa: E731
    found = graded(result_file(sit(answer=answer, open_ids=SAFETY[2:5])))
    assert "more than three unsafe choices (2 chosen, 3 left open)" in found.reasons[0]
    assert "Safety bar: not met\n" in report("x", found, BANK.course)


def test_it_says_how_long_the_sitting_took(graded):
    minutes = round(20 * (len(TRUE_ONE["events"]) - 3) / 60)
    assert f"It took {minutes} minutes from the beginning" in report("x", graded(TRUE_ONE), BANK.course)
    for seconds, words in (
        (20, "under a minute"),
        (60, "1 minute"),
        (119 * 60, "119 minutes"),
        (3 * 3600, "about 3 hours"),
        (50 * 3600, "about 2 days"),
    ):
        begun, end = TRUE_ONE["events"][BEGIN]["at"], event_of("finish")
        late = datetime.fromisoformat(begun) + timedelta(seconds=seconds)
        if seconds < 60 * 60:
            assert _span(timedelta(seconds=seconds)) == words
            continue
        text = late.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        later = with_(with_(TRUE_ONE, "events", end, "at", text), "events", end + 1, "at", text)
        assert f"It took {words} from" in report("x", graded(sealed(later)), BANK.course)


def test_sums_of_marks_are_written_as_on_the_pages():
    sums = [0, 34, 34.5, 31.97, 32 - 1e-9, 34 + 1 / 3, 34.63, 0.1 + 0.2, 4.8333, 39.99]
    pages = in_node("result_words.js", "markWords", "return data.map(markWords);", sums)
    assert [marks(each) for each in sums] == pages
    assert pages[3:7] == ["31.9", "32", "34.3", "34.6"]


def test_marks_just_short_of_a_pass_never_read_as_enough(graded):
    one = next(name for name in OTHERS if BANK.entries[name]["type"] == "ordering")
    single = [name for name in OTHERS if BANK.entries[name]["type"] == "single"][:8]
    answer = lambda name: wrong(name) if name in [one, *single] else right(name)  # noqa: E731
    found = graded(result_file(sit(answer=answer)))
    assert found.status == NOT_PASSED
    assert re.fullmatch(r"31(\.\d)? of 40 marks; 32 are needed", found.reasons[0])


def test_the_exit_status_is_that_of_the_worst_file(tmp_path, capsys):
    good = write(tmp_path, TRUE_ONE, "good.json")
    short = write(tmp_path, result_file(sit(open_ids=SAFETY[:4])), "short.json")
    untrue = write(tmp_path, with_(TRUE_ONE, "name", "x"), "untrue.json")
    none = tmp_path / "none.json"
    asked = ([good], [good, short], [untrue, short], [good, none])
    assert [main([*map(str, files)]) for files in asked] == [PASSED, NOT_PASSED, NOT_TRUE, NOT_TRUE]
    capsys.readouterr()
    assert main([str(none)]) == NOT_TRUE
    said = capsys.readouterr()
    assert "none.json: is not there" in said.err
    assert said.out == "", "there is nothing to tell of a file that is not there"


def test_the_same_sitting_under_two_names_is_noticed(tmp_path, capsys):
    first = write(tmp_path, TRUE_ONE, "a.json")
    second = write(tmp_path, sealed(with_(TRUE_ONE, "name", "Someone else")), "b.json")
    assert main([str(first), str(second)]) == PASSED
    assert "the same sitting as in a.json" in capsys.readouterr().out


def test_a_date_to_come_is_noted(graded):
    assert "still to come" in " ".join(graded(sealed(in_year(TRUE_ONE, 2036))).notes)


def in_year(data, year):
    return json.loads(json.dumps(data).replace('"at": "2026', f'"at": "{year}'))


def test_a_report_of_what_is_not_true_shows_no_marks(graded):
    said = report("x", graded(with_(TRUE_ONE, "name", "y\x1b[2J")), BANK.course)
    assert "Marks" not in said
    assert "\x1b" not in said
