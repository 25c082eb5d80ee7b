"""The shelf: what assessment, review and progress take questions and cards from."""

import json

import pytest
from bs4 import BeautifulSoup

from massage_neuropathy.bank import GROUPS, bank_hash
from massage_neuropathy.content import load_course
from massage_neuropathy.record import Record
from massage_neuropathy.widgets.rendering import render
from massage_neuropathy.widgets.shelf import entry, index, shelf
from massage_neuropathy.widgets.study import NAMES, Study


@pytest.fixture(scope="module")
def course():
    return load_course()


@pytest.fixture(scope="module")
def items(course):
    return {name: make() for name, make in shelf(course).items()}


def test_all_of_it_is_json_and_the_same_every_time(course, items):
    again = {name: make() for name, make in shelf(course).items()}
    assert json.dumps(items) == json.dumps(again)


def test_every_question_stands_on_it_once(course, items):
    reserved = [one["id"] for one in items["reserved"]["questions"]]
    practice = [
        one["id"] for name, item in items.items() if name.startswith("practice/") for one in item["questions"]
    ]
    assert sorted([*reserved, *practice]) == sorted(course.questions)
    assert {course.questions[name].pool for name in reserved} == {"reserved"}
    assert {course.questions[name].pool for name in practice} == {"practice"}


def test_the_index_names_every_question_with_its_hash(course, items):
    told = {one["id"]: one["hash"] for pool in ("practice", "reserved") for one in items["index"][pool]}
    assert told == {question.id: question.hash for question in course.questions.values()}


def test_every_slot_has_its_twins_and_starting_slots_both_forms(course, items):
    forms = {one["id"]: one["form"] for one in items["index"]["reserved"]}
    for slot in items["index"]["slots"]:
        assert {course.questions[name].twin for name in slot["twins"]} == {slot["id"]}
        assert len(slot["twins"]) >= course.slots[slot["id"]].twins
        told = [forms[name] for name in slot["twins"]]
        assert told == ["A", "B"] + [None] * (len(told) - 2) if slot["start"] else set(told) == {None}


def test_groups_hold_every_row_once(course):
    rows = [row for _, _, rows in GROUPS for row in rows]
    assert sorted(rows) == sorted({slot.row for slot in course.slots.values()})


def test_a_question_looks_on_the_shelf_as_it_does_in_a_lesson(course):
    question = next(iter(course.questions.values()))
    alone = BeautifulSoup(entry(question, course)["html"], "html.parser")
    among = BeautifulSoup(render([question], mode="quiz", course=course), "html.parser")
    assert str(alone.select_one(".mn-question")) == str(among.select_one(".mn-question"))


def test_the_bank_has_another_name_when_a_question_is_reworded_and_only_then(course):
    from dataclasses import replace

    first = next(iter(course.questions.values()))
    reworded = first.model_copy(update={"stem": first.stem + " Now?"})
    moved = first.model_copy(update={"teaches": "Another heading"})
    changed = [replace(course, questions={**course.questions, first.id: one}) for one in (reworded, moved)]
    assert [bank_hash(one) == bank_hash(course) for one in changed] == [False, True]


def test_the_index_is_small_enough_to_be_fetched_on_a_phone(course):
    assert len(json.dumps(index(course), separators=(",", ":"))) < 120_000


@pytest.mark.parametrize("kind", NAMES)
def test_what_a_notebook_stores_holds_no_question(kind, course, tmp_path):
    widget = Study(kind, course=course, record=Record(tmp_path / "record.sqlite3"))
    bundle, _ = widget._repr_mimebundle_()
    assert bundle["text/plain"] == NAMES[kind]
    assert "mn-question" not in bundle["text/html"]
    assert f'data-mn="{kind}"' in bundle["text/html"]


def test_the_kernel_sends_what_is_asked_for_and_nothing_else(course, tmp_path):
    widget = Study("final", course=course, record=Record(tmp_path / "record.sqlite3"))
    sent = []
    widget.send = sent.append
    for name in ("cards", "no such thing", None):
        widget._send_from_shelf(widget, {"shelf": name}, [])
    assert [message["shelf"] for message in sent] == ["cards"]
    assert sent[0]["data"] == shelf(course)["cards"]()
