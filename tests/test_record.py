"""The learner's record in SQLite: nothing is lost, and nothing bad in the file stops a learner."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import ValidationError

from massage_neuropathy.record import Event, Record, learner_record


def event(number=1, **changes):
    values = {
        "id": f"e{number}",
        "at": f"2026-11-20T09:30:{number:02d}.000Z",
        "kind": "answer",
        "question": "why-toes-first",
        "hash": "abc",
        "options": ["a"],
        "certainty": "very-sure",
    }
    return Event(**(values | changes))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "record.sqlite3"


def test_an_answer_is_there_after_the_file_is_opened_again(path):
    Record(path).add([event(1), event(2)])
    again = Record(path)
    assert again.events() == [event(1), event(2)]
    assert again.notice == ""


def test_adding_an_event_twice_changes_nothing(path):
    record = Record(path)
    record.add([event(1)])
    record.add([event(1, options=["b"])])
    assert record.events() == [event(1)]


def test_events_come_back_in_the_order_of_time(path):
    record = Record(path)
    record.add([event(3), event(1), event(2)])
    assert [one.id for one in record.events()] == ["e1", "e2", "e3"]


def test_many_notebooks_writing_at_once_lose_nothing(path):
    def write(notebook):
        record = Record(path)
        for number in range(10):
            record.add([event(id=f"{notebook}-{number}")])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert len(Record(path).events()) == 80


def test_a_file_that_is_no_record_is_set_aside_and_the_learner_is_told(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it is somebody's" * 100)
    record = Record(path)
    record.add([event()])
    aside = path.with_name("record-set-aside-1.sqlite3")
    assert aside.read_bytes().startswith(b"this is no database")
    assert str(aside) in record.notice
    assert Record(path).events() == [event()]


def test_a_database_of_another_program_is_set_aside_not_written_into(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    record = Record(path)
    assert "set aside" in record.notice
    with sqlite3.connect(path.with_name("record-set-aside-1.sqlite3")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    connection.close()


def test_a_second_bad_file_does_not_replace_the_first_one_set_aside(path):
    path.parent.mkdir()
    for text in (b"first " * 200, b"second " * 200):
        path.write_bytes(text)
        Record(path)
        path.unlink()
    assert path.with_name("record-set-aside-1.sqlite3").read_bytes().startswith(b"first")
    assert path.with_name("record-set-aside-2.sqlite3").read_bytes().startswith(b"second")


def test_an_unreadable_event_is_left_in_place_and_the_others_are_read(path):
    Record(path).add([event()])
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO events VALUES ('odd', '{\"id\": 3}')")
    connection.close()
    record = Record(path)
    assert record.events() == [event()]
    assert "could not be read" in record.notice
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (2,)
    connection.close()


def test_where_nothing_can_be_written_answers_last_while_the_notebook_is_open(tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder")
    record = Record(blocked / "record.sqlite3")
    record.add([event()])
    assert record.events() == [event()]
    assert "not being kept" in record.notice


def test_whoever_listens_hears_of_every_answer(path):
    record = Record(path)
    heard = []
    record.on_change(lambda: heard.append(len(record.events())))
    record.add([event(1)])
    record.add([event(2)])
    assert heard == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"at": "yesterday"},
        {"kind": "boast"},
        {"certainty": "quite"},
        {"id": ""},
        {"options": "a"},
        {"extra": 1},
    ],
)
def test_what_is_no_event_is_refused(change):
    with pytest.raises(ValidationError):
        event(**change)


def test_the_folder_of_the_record_can_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_NEUROPATHY_DATA", str(tmp_path / "elsewhere"))
    learner_record.cache_clear()
    try:
        learner_record().add([event()])
        assert (tmp_path / "elsewhere" / "record.sqlite3").exists()
    finally:
        learner_record.cache_clear()
