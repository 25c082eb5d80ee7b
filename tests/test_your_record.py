"""The record as a whole: saved to a file, added from one, deleted and taken back."""

import json
import sqlite3
import zlib
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from massage_neuropathy.record import Record
from massage_neuropathy.widgets.your_record import YourRecord
from tests.stored_record import all_events, events, put, stored, wait_until_ready
from tests.test_book_in_browser import assert_accessible, visit
from tests.test_events import as_json, event, text_of
from tests.test_quiz_in_book import FULL, check, choose, options, shown

__all__ = ["visit"]  # A fixture.

START, LESSON = "notebooks/00-start.html", "notebooks/01-nerves.html"


# Records become one


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sets(st.integers(1, 9)), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_records_become_one_in_any_order_and_any_number_of_times(tmp_path_factory, files, random):
    folder = tmp_path_factory.mktemp("records")
    one, other = Record(folder / "one.sqlite3"), Record(folder / "other.sqlite3")
    for numbers in files:
        one.add(event(number) for number in numbers)
    again = [*files, *files]
    random.shuffle(again)
    for numbers in again:
        other.add(event(number) for number in numbers)
    assert one.events() == other.events() == [event(number) for number in sorted(set().union(*files))]


def test_deleting_gives_back_what_there_was(tmp_path):
    record = Record(tmp_path / "record.sqlite3")
    record.add([event(1), event(2)])
    gone = record.delete()
    assert record.events() == []
    record.add(gone)
    assert Record(tmp_path / "record.sqlite3").events() == [event(1), event(2)]


def test_what_cannot_be_deleted_is_not_lost(tmp_path):
    record = Record(tmp_path / "record.sqlite3")
    record.add([event(1)])
    with closing(sqlite3.connect(record.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        record._connect = lambda: sqlite3.connect(record.path, timeout=0)
        record.add([event(2)])
        record.delete()
        assert "not being kept" in record.notice
    record.add([event(3)])
    assert record.events() == [event(1), event(2), event(3)]
    assert record.notice == ""


def test_what_could_not_be_read_is_deleted_too_and_no_longer_spoken_of(tmp_path):
    record = Record(tmp_path / "record.sqlite3")
    record.add([event(1)])
    with closing(sqlite3.connect(record.path)) as other, other:
        other.execute("INSERT INTO events (id, body) VALUES ('bad', 'an answer that somebody damaged')")
    assert record.events() == [event(1)]
    assert "could not be read" in record.notice
    record.delete()
    assert record.notice == ""
    assert b"somebody damaged" not in record.path.read_bytes()


def kept(widget):
    return [one.model_dump(mode="json") for one in widget.learner.events()]


def told(widget):
    return widget.record["summary"]["entries"]


def test_the_widget_shows_when_asked_what_another_notebook_has_added(tmp_path):
    widget = YourRecord(Record(tmp_path / "record.sqlite3"))
    other = Record(tmp_path / "record.sqlite3")
    other.add([event(1)])
    assert told(widget) == 0
    widget.obey("latest", "asked")
    assert (told(widget), widget.heard) == (1, "asked")


def test_what_another_notebook_has_deleted_does_not_come_back(tmp_path):
    widget = YourRecord(Record(tmp_path / "record.sqlite3"))
    answer = {"event": as_json(1)[0], "epoch": widget.record["epoch"]}
    widget.obey("keep", answers=[answer])
    Record(tmp_path / "record.sqlite3").delete(at=event(2).at)
    widget.obey("keep", answers=[answer, {"event": as_json(3)[0], "epoch": answer["epoch"]}])
    assert kept(widget) == as_json(3)
    assert widget.record["epoch"] != answer["epoch"]


def test_the_widget_adds_deletes_and_tells_how_much_there_is(tmp_path):
    widget = YourRecord(Record(tmp_path / "record.sqlite3"))
    widget.obey("add", events=[*as_json(1, 2), {"id": "no event"}])
    assert kept(widget) == as_json(1, 2)
    assert told(widget) == 2
    widget.obey("delete", at=event(2).at)
    assert (kept(widget), told(widget)) == ([], 0)
    widget.obey("add", events=as_json(1, 2))
    assert kept(widget) == as_json(1, 2), "what was deleted can be brought back"


def test_the_widget_hands_out_everything_packed(tmp_path):
    widget = YourRecord(Record(tmp_path / "record.sqlite3"))
    widget.obey("add", events=as_json(1, 2, 3))
    sent = []
    widget.send = lambda content, buffers: sent.append((content, buffers))
    widget.obey("all", "mine")
    [(content, [packed])] = sent
    assert content == {"token": "mine"}
    assert json.loads(zlib.decompress(packed)) == as_json(1, 2, 3)


def test_the_widget_tells_what_a_deletion_takes_for_good(tmp_path):
    path = tmp_path / "record.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    widget = YourRecord(Record(path))
    assert widget.record["aside"] == 1
    assert "set aside" in widget.record["notice"]
    widget.obey("delete", at="")
    assert widget.record["aside"] == 0
    assert widget.record["notice"] == ""


def test_what_a_front_end_should_not_have_sent_does_no_harm(tmp_path):
    widget = YourRecord(Record(tmp_path / "record.sqlite3"))
    widget.obey("something else", "token")
    assert widget.heard == "", "another handler may know what is wanted"
    for message in ("text", None, {"shelf": "index"}):
        widget._obey(widget, message, [])
    assert kept(widget) == []


# In the book


def answered(visit, address):
    """The page with the record, after one question of a lesson was answered."""
    page = visit(LESSON, address=address)
    node, question = shown(page, "single")
    choose(node, *options(question, correct=True))
    check(node)
    expect(node.locator(".mn-verdict")).to_be_visible()
    page.goto(f"{address}/{START}")
    expect(page.locator(".mn-record[data-live]")).to_be_visible()
    return page


@pytest.fixture(params=["http", "file"])
def start(request, visit, site, book):
    return answered(visit, site if request.param == "http" else book.as_uri())


def panel(page):
    return page.locator(".mn-record")


def saved(page, tmp_path):
    with page.expect_download() as download:
        panel(page).get_by_role("button", name="Save to a file").click()
    assert download.value.suggested_filename == "massage-neuropathy-record.json"
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    return path


def delete(page):
    panel(page).get_by_role("button", name="Delete everything").click()
    panel(page).get_by_role("button", name="Delete", exact=True).click()


def entries(kept):
    return "1 entry" if len(kept) == 1 else f"{len(kept)} entries"


def test_a_record_is_saved_deleted_and_added_again_once(start, tmp_path):
    expect(panel(start).locator(".mn-held")).to_contain_text("Answers to 1 question,")
    before = all_events(start)
    path = saved(start, tmp_path)
    assert json.loads(path.read_text(encoding="utf-8"))["events"] == before
    delete(start)
    expect(panel(start).locator(".mn-held")).to_contain_text("No answers are kept yet.")
    assert all_events(start) == []
    for added in (entries(before) + " added; 0 were here already.", "0 entries added; "):
        panel(start).get_by_label("Add from a file").set_input_files(path)
        expect(panel(start).get_by_role("status")).to_contain_text(added)
        assert all_events(start) == before
    start.reload()
    expect(panel(start).locator(".mn-held")).to_contain_text("Answers to 1 question,")


def test_what_was_deleted_comes_back_until_the_page_is_closed(start):
    before = all_events(start)
    delete(start)
    assert all_events(start) == []
    expect(panel(start).get_by_role("button", name="Undo")).to_be_focused()
    expect(panel(start).get_by_role("status")).to_have_text(
        f"{entries(before)} deleted. Until you leave this page you can undo that."
    )
    assert_accessible(start)
    start.keyboard.press("Enter")
    expect(panel(start).get_by_role("status")).to_have_text("Everything is back.")
    assert all_events(start) == before


def test_other_buttons_do_not_take_the_way_back_away(start, tmp_path):
    before = events(start)
    path = saved(start, tmp_path)
    delete(start)
    panel(start).get_by_role("button", name="Save to a file").click()
    expect(panel(start).get_by_role("status")).to_have_text("There is nothing to save yet.")
    panel(start).get_by_label("Add from a file").set_input_files(path)
    delete(start)
    delete(start)
    panel(start).get_by_role("button", name="Undo").click()
    expect(panel(start).get_by_role("status")).to_have_text("Everything is back.")
    assert events(start) == before


def test_what_was_set_aside_is_deleted_and_comes_back_too(visit, site):
    page = visit(START, address=site)
    wait_until_ready(page)
    put(page, "recent", "no event", "bad")
    page.reload()
    expect(panel(page).locator(".mn-held")).to_contain_text("was set aside")
    put(page, "events", "no event either", "bad")
    delete(page)
    expect(panel(page).locator(".mn-held")).to_have_text("No answers are kept yet.")
    assert {store: stored(page, store) for store in ("events", "recent", "set-aside")} == {
        "events": [],
        "recent": [],
        "set-aside": [],
    }
    panel(page).get_by_role("button", name="Undo").click()
    expect(panel(page).get_by_role("status")).to_have_text("Everything is back.")
    assert stored(page, "set-aside") == ["no event either", "no event"]


def test_a_question_whose_answer_was_deleted_can_be_answered_again(visit, site):
    page = visit(START, address=site)
    node, question = shown(page, "single")
    right = options(question, correct=True)
    choose(node, *right)
    check(node)
    expect(node.locator(".mn-verdict")).to_be_visible()
    delete(page)
    expect(node.get_by_role("status")).to_be_empty()
    expect(node.locator("input:checked")).to_have_count(0)
    expect(node.locator(".mn-mark")).to_have_count(0)
    choose(node, *right)
    check(node)
    expect(node.locator(".mn-verdict")).to_be_visible()
    assert len(events(page)) == 1
    panel(page).get_by_role("button", name="Undo").click()
    expect(node.locator(".mn-tries")).to_be_visible()
    assert len(events(page)) == 2


def test_a_guess_that_was_deleted_can_be_made_again(visit, site):
    page = visit(START, address=site)
    node = page.locator(".mn-quiz[data-mn=guess] .mn-question").first
    for _ in range(2):
        node.locator("input").first.check()
        node.get_by_role("button", name="Keep my guess").click()
        expect(node.get_by_role("status")).to_contain_text("Your guess is kept.")
        expect(node.locator("input").first).to_be_disabled()
        delete(page)
        expect(node.get_by_role("status")).to_be_empty()
        expect(node.locator("input").first).to_be_enabled()
    panel(page).get_by_role("button", name="Undo").click()
    expect(node.get_by_role("status")).to_contain_text("Your guess is kept.")


def test_what_the_storage_does_not_take_is_told_when_added(visit, site, tmp_path):
    page = visit(START, address=site)
    wait_until_ready(page)
    page.evaluate(f"() => {{ {FULL} }}")
    path = tmp_path / "record.json"
    path.write_text(text_of(as_json(1, 2)), encoding="utf-8")
    panel(page).get_by_label("Add from a file").set_input_files(path)
    expect(panel(page).get_by_role("status")).to_contain_text("2 entries could not be kept")
    expect(panel(page).locator(".mn-held")).to_contain_text("Answers to 1 question,")
    assert [one["id"] for one in json.loads(saved(page, tmp_path).read_text(encoding="utf-8"))["events"]] == [
        "e1",
        "e2",
    ]
    delete(page)
    expect(panel(page).locator(".mn-held")).to_have_text("No answers are kept yet.")


def test_a_file_that_names_options_which_a_question_lacks_does_no_harm(visit, site, tmp_path):
    page = visit(START, address=site)
    page.locator(".mn-record[data-live]").wait_for()
    nodes = page.locator(".mn-quiz .mn-question").all()
    told = [
        (node.get_attribute("data-question"), node.get_attribute("data-hash"), kind)
        for node in nodes
        for kind in ("answer", "guess")
    ]
    entries = [
        as_json(number, question=question, hash=fingerprint, kind=kind, options=("a:b:c", "nowhere", "9"))[0]
        for number, (question, fingerprint, kind) in enumerate(told, 1)
    ]
    path = tmp_path / "record.json"
    path.write_text(text_of(entries), encoding="utf-8")
    panel(page).get_by_label("Add from a file").set_input_files(path)
    expect(panel(page).get_by_role("status")).to_contain_text(f"{len(entries)} entries added")
    page.reload()
    expect(panel(page).locator(".mn-held")).to_contain_text("Answers to 13 questions,")


def test_who_thinks_again_keeps_everything(start):
    before = events(start)
    panel(start).get_by_role("button", name="Delete everything").press("Enter")
    expect(panel(start).get_by_role("button", name="Keep everything")).to_be_focused()
    assert_accessible(start)
    panel(start).get_by_role("button", name="Keep everything").press("Enter")
    assert events(start) == before


def test_a_wrong_file_adds_nothing_and_says_why(start, tmp_path):
    before = events(start)
    path = tmp_path / "other.json"
    path.write_text('<script>alert("no")</script>', encoding="utf-8")
    panel(start).get_by_label("Add from a file").set_input_files(path)
    expect(panel(start).get_by_role("status")).to_contain_text("Nothing was added: this file is damaged")
    assert events(start) == before


def test_a_deletion_in_one_tab_is_seen_in_the_other_and_nothing_comes_back(visit, site):
    one = answered(visit, site)
    other = one.context.new_page()
    other.goto(f"{site}/{START}")
    expect(panel(other).locator(".mn-held")).to_contain_text("Answers to 1 question,")
    delete(one)
    expect(panel(other).locator(".mn-held")).to_contain_text("No answers are kept yet.")
    other.goto(f"{site}/{LESSON}")
    node, question = shown(other, "single")
    choose(node, *options(question, correct=False)[:1])
    check(node)
    expect(panel(one).locator(".mn-held")).to_contain_text("Answers to 1 question,")
    assert len(events(one)) == 1
