"""The learner's record in SQLite: nothing is lost, and nothing bad in the file stops a learner."""

import gc
import json
import signal
import sqlite3
import subprocess
import sys
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_neuropathy.events import outline
from massage_neuropathy.record import Record, learner_record
from tests.test_events import EVENTS, VERSION_1, event

# A clock that has gone wrong may take any moment for now.
BEFORE, AFTER = "2026-11-20T09:00:00.000Z", "2026-11-20T10:00:00.000Z"


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


def put(path, *rows):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO events (id, body) VALUES (?, ?)", rows)


def rows_of(path, table):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT id, body FROM {table}").fetchall()


@pytest.mark.parametrize("read", [Record.events, Record.outline])
def test_what_is_no_event_is_set_aside_in_the_file_and_the_others_are_read(path, read):
    Record(path).add([event(1), event(2)])
    # Older and newer than the others, so that in an outline they would stand before them.
    odd = [
        ("odd", '{"id": 3}'),
        ("cut", event(3).model_dump_json()[:-9]),
        ("other", event(0, id="not-other").model_dump_json()),
        ("boast", event(4, id="boast").model_dump_json().replace('"very-sure"', '"quite"')),
        (None, "no id"),
        ("bytes", b"\xff\xfe"),
    ]
    put(path, *odd)
    record = Record(path)
    assert read(record) == [event(1), event(2)]
    assert "could not be read" in record.notice and "not deleted" in record.notice
    assert set(rows_of(path, "set_aside")) >= {row for row in odd if row[0] in ("other", "boast")}
    assert record.events() == [event(1), event(2)]
    assert sorted(rows_of(path, "set_aside"), key=str) == sorted(odd, key=str)
    assert {name for name, _ in rows_of(path, "events")} == {"e1", "e2"}


def test_where_the_file_may_not_be_written_the_others_are_read_all_the_same(path):
    Record(path).add([event(1)])
    put(path, ("odd", "{}"))
    record = Record(path)
    readonly = f"{path.as_uri()}?mode=ro"
    record._connect = lambda: sqlite3.connect(readonly, uri=True)
    assert record.events() == [event(1)]
    assert "could not be read" in record.notice


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


def test_the_folder_of_the_record_can_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_NEUROPATHY_DATA", str(tmp_path / "elsewhere"))
    learner_record.cache_clear()
    try:
        learner_record().add([event()])
        assert (tmp_path / "elsewhere" / "record.sqlite3").exists()
    finally:
        learner_record.cache_clear()


# A record of version 1


def make_version_1(path, events, *rows):
    """Write a file as version 1 of the course did."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
        connection.execute("PRAGMA user_version = 1")
        connection.executemany(
            "INSERT INTO events VALUES (?, ?)", [*((one["id"], json.dumps(one)) for one in events), *rows]
        )


def version_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_a_record_of_version_1_is_brought_up_to_date_without_loss(path):
    events = json.loads(VERSION_1.read_text(encoding="utf-8"))["events"]
    make_version_1(path, events, ("odd", "not json"))
    before = sorted(rows_of(path, "events"))
    record = Record(path)
    assert version_of(path) == 2
    assert sorted(rows_of(path, "events")) == before
    assert [one.model_dump(mode="json") for one in record.events()] == events
    assert record.outline(["why-toes-first"]) == [
        one for one in record.events() if one.question == "why-toes-first"
    ]
    assert rows_of(path, "set_aside") == [("odd", "not json")]
    record.add([event(1)])
    assert Record(path).count() == len(events) + 1


def test_notebooks_that_open_a_record_of_version_1_at_once_lose_nothing(path):
    events = json.loads(VERSION_1.read_text(encoding="utf-8"))["events"]
    make_version_1(path, events)

    def write(notebook):
        record = Record(path)
        record.add([event(id=f"notebook-{notebook}")])
        return record.notice

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(write, range(8))) == {""}
    assert Record(path).count() == len(events) + 8


def test_a_migration_that_is_cut_off_leaves_the_file_as_it_was(path, monkeypatch):
    events = json.loads(VERSION_1.read_text(encoding="utf-8"))["events"]
    make_version_1(path, events)
    before = path.read_bytes()
    monkeypatch.setattr("massage_neuropathy.record._SINCE_VERSION_2", ("CREATE TABLE a (b)", "no such thing"))
    record = Record(path)
    assert "not being kept" in record.notice
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert [one.model_dump(mode="json") for one in Record(path).events()] == events


def test_a_record_of_a_newer_version_is_refused_kindly_and_left_as_it_is(path):
    make_version_1(path, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 3")
    before = path.read_bytes()
    record = Record(path)
    record.add([event(1)])
    assert "newer version" in record.notice and "Update the course" in record.notice
    assert record.events() == record.outline() == [event(1)]
    assert record.unkept == {"e1"}
    record.delete()
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


# Faults


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_of_a_file_that_is_cut_short_what_can_be_read_is_here(path, keep):
    events = [event(id=f"e{number:04d}") for number in range(2000)]
    Record(path).add(events)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    record = Record(path)
    assert "set aside" in record.notice
    assert path.with_name("record-set-aside-1.sqlite3").read_bytes() == whole[: int(len(whole) * keep)]
    assert ("What could still be read in it is here" in record.notice) == bool(record.events())
    assert set(record.events()) <= set(events)
    record.add([event(1)])
    assert event(1) in Record(path).events()
    if keep == 0.9:
        assert record.count() > 100


def test_a_file_damaged_in_the_middle_never_stops_a_learner(path):
    Record(path).add([event(id=f"e{number:04d}") for number in range(2000)])
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 9000] = b"x" * 9000
    path.write_bytes(bytes(whole))
    record = Record(path)
    record.add([event(1)])
    assert event(1) in record.events()
    assert record.notice


WRITER = """
import sys
from massage_neuropathy.record import Record
from tests.test_events import event
from pathlib import Path
record = Record(Path(sys.argv[1]))
for number in range(10**6):
    record.add([event(id=f"e{number}")])
    if record.notice:
        sys.exit(record.notice)
    print(number, flush=True)
"""


def test_a_kernel_that_is_killed_in_mid_answer_loses_none_that_it_has_taken(path):
    for _ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        while int(writer.stdout.readline()) < 20:
            pass
        writer.send_signal(signal.SIGKILL)
        told = [20, *(int(line) for line in writer.communicate()[0].splitlines() if line.strip())]
        record = Record(path)
        assert record.notice == ""
        assert {f"e{number}" for number in range(max(told))} <= {one.id for one in record.events()}


def test_where_the_disk_is_full_answers_last_while_the_notebook_is_open(path):
    record = Record(path)
    connect = record._connect

    def small():
        connection = connect()
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
        return connection

    record._connect = small
    many = [event(id=f"e{number}") for number in range(500)]
    record.add(many)
    assert "full" in record.notice
    assert record.unkept == {one.id for one in many}
    assert set(record.events()) == set(many)
    assert record.summary()["answers"] == 500
    record._connect = connect
    record.add([])
    assert record.notice == "" and record.unkept == frozenset()
    assert Record(path).count() == 500


# The outline


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENTS, unique_by=lambda one: one.id, max_size=20))
def test_the_database_makes_the_same_outline(tmp_path_factory, events):
    record = Record(tmp_path_factory.mktemp("record") / "record.sqlite3")
    record.add(events)
    assert record.outline() == outline(events)
    assert record.outline(["one"]) == outline(one for one in events if one.question == "one")
    assert record.newest() == max((one.at for one in events), default="")


def test_events_about_some_questions_are_those_and_no_others(path):
    record = Record(path)
    record.add([event(1), event(2, question="other"), event(3, question="it's; --")])
    assert record.events(["why-toes-first", "it's; --"]) == [event(1), event(3, question="it's; --")]
    assert record.events([]) == record.outline([]) == []


def test_the_summary_tells_how_much_was_answered_and_when(path):
    record = Record(path)
    assert record.summary() == dict.fromkeys(("entries", "answers", "questions"), 0) | {
        "since": None,
        "until": None,
    }
    setting = event(0, kind="setting", question="ask-certainty", options=["no"], certainty=None)
    record.add([setting, event(1), event(2), event(3, kind="guess", question="other")])
    told = {"entries": 4, "answers": 3, "questions": 2, "since": event(1).at, "until": event(3).at}
    assert record.summary() == told
    assert record.count() == 4
    record._memory = {"e9": event(9)}
    assert record.summary() == told | {"entries": 5, "answers": 4, "until": event(9).at}


def many_events(number):
    """A long life: reviews of 300 questions, and every fifth answer in a sitting."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        event(
            id=f"e{i:06d}-0123456789abcdef",
            at=(begin + timedelta(minutes=i)).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            question=f"question-number-{i % 300}",
            place="review" if i % 5 else f"final/{i // 1000:016x}",
        )
        for i in range(number)
    ]


@pytest.mark.timed
def test_fifteen_quizzes_are_quick_with_fifty_thousand_events(path):
    Record(path).add(many_events(50_000))
    begin = time.perf_counter()
    record = Record(path)
    for first in range(0, 300, 20):
        found = record.outline([f"question-number-{first + number}" for number in range(20)])
        assert len({one.question for one in found}) == 20
    # Measured: 0.2 s; a busy machine may take its time, but all events for each quiz would take 7 s.
    assert time.perf_counter() - begin < 2


# Deletion


def test_what_was_answered_before_a_deletion_elsewhere_does_not_come_back(path):
    record = Record(path)
    known = record.epoch
    record.add([event(1)])
    Record(path).delete(at=BEFORE)
    # A notebook that was busy meanwhile takes what has waited for it.
    record.keep([event(2, at="2026-11-20T08:59:00.000Z")], known)
    assert record.events() == []
    record.keep([event(3)], known)
    assert record.events() == [event(3)], "it was answered after the deletion"
    record.keep([event(4, at="2026-11-20T08:00:00.000Z")], record.epoch)
    assert record.count() == 2, "who knows of the deletion has answered after it, whatever their clock says"


def test_what_is_added_from_elsewhere_may_be_older_than_a_deletion(path):
    record = Record(path)
    record.add([event(1)])
    gone = record.delete(at=AFTER)
    record.add(gone)
    assert Record(path).events() == [event(1)]


def test_deleting_deletes_what_was_set_aside_too(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it is somebody's" * 100)
    record = Record(path)
    record.add([event(1)])
    put(path, ("odd", "an answer that somebody damaged"))
    assert record.events() == [event(1)]
    assert len(record.set_aside()) == 1
    assert record.delete() == [event(1)]
    assert record.set_aside() == [] and list(path.parent.iterdir()) == [path]
    assert b"somebody" not in path.read_bytes()
    assert record.notice == ""


def test_a_file_that_may_not_be_deleted_is_told(path, monkeypatch):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it is somebody's" * 100)
    record = Record(path)
    monkeypatch.setattr(type(path), "unlink", lambda self: (_ for _ in ()).throw(PermissionError("in use")))
    record.delete()
    assert "in use" in record.notice
