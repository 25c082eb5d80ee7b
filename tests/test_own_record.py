"""The learner's own record as tables and figures."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from massage_neuropathy import own_record
from massage_neuropathy.content import load_course
from massage_neuropathy.events import Event
from massage_neuropathy.figures.own_record import by_group, calibration, review_intervals
from massage_neuropathy.own_record import OwnRecord, Table, example_events, my_record
from massage_neuropathy.record import Record

COURSE = load_course()
PRACTICE = [question for question in COURSE.questions.values() if question.pool == "practice"]


def answer(to, number=1, right=True, day=1, place="", certainty="very-sure", **changes):
    values = {
        "id": f"{to.id}-{number}",
        "at": f"2026-11-{day:02d}T09:30:{number:02d}.000Z",
        "kind": "answer",
        "question": to.id,
        "place": place,
        "hash": to.hash,
        "options": to.right if right else (),
        "certainty": certainty,
    }
    return Event(**values | changes)


def record(*events):
    return OwnRecord(events, COURSE, "a record")


def drawn(illustration):
    """Return the markers and lines of a figure, as the axes hold them: x in data units, by kind of marker."""
    return [
        (str(line.get_marker()), np.atleast_1d(line.get_xdata()), np.atleast_1d(line.get_ydata()))
        for line in illustration.figure.axes[0].get_lines()
    ]


# Tables


def test_one_row_an_answer_with_its_mark_and_whether_it_was_the_first():
    one, two = PRACTICE[:2]
    table = record(
        answer(one, 1, right=False), answer(one, 2), answer(two, 3), answer(one, 4, place="06-noticing")
    ).answers
    assert table["question"].tolist() == [one.id, one.id, two.id, one.id]
    assert table["mark"].tolist() == [0, 1, 1, 1]
    assert table["first"].tolist() == [True, False, True, True]
    assert str(table["at"].dtype).endswith("UTC]")


def test_what_was_answered_to_other_words_is_left_out():
    table = record(answer(PRACTICE[0], hash="0" * 12), answer(PRACTICE[0], 2, question="gone")).answers
    assert len(table) == 0
    assert "mark" in table


def test_one_row_a_review_and_the_days_grow_when_it_is_known():
    question = PRACTICE[0]
    table = record(*(answer(question, day, day=day) for day in (1, 3, 12))).reviews
    assert table["review"].tolist() == [1, 2, 3]
    assert table["comes_back_after_days"].is_monotonic_increasing
    assert all((row.due - row.day).days == row.comes_back_after_days for row in table.itertuples())


PLACE = "start/0123456789abcdef"
ASKED = [question for question in COURSE.questions.values() if question.pool == "reserved"][:3]


def of_sitting(kind, second, options=()):
    """The beginning or the end of a starting check."""
    shared = {"place": PLACE, "hash": "", "certainty": None, "question": "start"}
    return answer(PRACTICE[0], second, id=kind, kind=kind, options=options, **shared)


def test_a_sitting_that_was_handed_in_is_a_row():
    begin, finish = of_sitting("begin", 1, [one.id for one in ASKED]), of_sitting("finish", 9)
    answers = [answer(one, n, place=PLACE) for n, one in enumerate(ASKED, 2)]
    table = record(begin, *answers, finish).sittings
    assert table["sitting"].tolist() == ["start"]
    assert table["questions"].tolist() == [3]
    assert table["marks"].tolist() == [3]
    assert len(record(begin, *answers).sittings) == 0


def test_of_a_sitting_only_the_answers_that_were_handed_in_are_rows():
    one, two, three = ASKED
    begin = of_sitting("begin", 1, [question.id for question in ASKED])
    given = [
        answer(PRACTICE[0], 1),
        begin,
        answer(one, 2, place=PLACE, right=False, certainty=None),
        answer(one, 3, place=PLACE),
        answer(two, 4, place=PLACE),
        answer(two, 5, place=PLACE, options=()),
        answer(three, 6, place=PLACE, right=False),
        answer(one, 8, place=PLACE, right=False),
    ]
    over = record(*given, of_sitting("finish", 7))
    assert over.answers["question"].tolist() == [PRACTICE[0].id, one.id]
    assert over.answers["mark"].tolist() == [1, 1]
    assert over.answers["first"].all()
    for unfinished in (given, [*given, of_sitting("finish", 7, ["left"])]):
        assert record(*unfinished).answers["question"].tolist() == [PRACTICE[0].id]


def test_a_table_shows_its_first_rows_and_how_many_there_are():
    shown = Table(record(*(answer(one, n) for n, one in enumerate(PRACTICE[:20]))).answers, "Answers")
    html = shown._repr_html_()
    assert html.count("<tr") == 1 + own_record.ROWS_SHOWN
    assert "8 of 20 rows." in html
    assert "style" not in html


# Whose record it is


def test_an_empty_record_gives_way_to_an_example_that_says_so(tmp_path, monkeypatch):
    kept = Record(tmp_path / "record.sqlite3")
    monkeypatch.setattr(own_record, "learner_record", lambda: kept)
    assert "an invented learner" in my_record()._repr_html_()
    kept.add([of_sitting("begin", 1, [ASKED[0].id]), answer(ASKED[0], 2, place=PLACE)])
    assert repr(my_record()) == "This is your own record: 0 answers to 0 questions."
    kept.add([answer(PRACTICE[0])])
    assert repr(my_record()) == "This is your own record: 1 answers to 1 questions."


def test_the_example_is_the_same_every_time_and_made_of_questions_that_stand_in_lessons():
    events = example_events(COURSE)
    assert events == example_events(COURSE)
    assert {COURSE.questions[event.question].pool for event in events} == {"practice"}
    assert 150 < len(events) < 500


# Figures


def test_calibration_draws_shares_with_their_intervals_and_leaves_out_what_is_too_few():
    figure = calibration({"guessing": (3, 9), "fairly-sure": (15, 20), "very-sure": (10, 14)})
    marks = [(marker, x[0]) for marker, x, _ in drawn(figure) if marker in "osD"]
    spans = [x for marker, x, y in drawn(figure) if len(x) == 2 and y[0] == y[1]]
    assert [marker for marker, _ in marks] == ["s", "D"]
    left, right = 168.0, 351.0
    assert [(x - left) / (right - left) for _, x in marks] == pytest.approx([0.75, 10 / 14])
    # 10 of 14 allows 45 to 88 in 100 (Wilson).
    assert (spans[1] - left) / (right - left) == pytest.approx([0.454, 0.883], abs=0.001)
    assert "very sure: 10 of 14, which allows 45 in 100 to 88 in 100" in figure.description
    assert "under 10 answers" in texts(figure)


def texts(illustration):
    return " ".join(text.get_text() for text in illustration.figure.axes[0].texts)


def test_groups_tell_what_was_reached_and_what_was_not_begun():
    figure = by_group([("Deciding", 9.5, 12), ("Evidence", 0, 0)])
    assert "9.5 of 12" in texts(figure)
    assert "not begun" in texts(figure)
    assert len([1 for marker, _, _ in drawn(figure) if marker == "o"]) == 1


def test_every_review_is_a_dot_and_the_line_joins_the_middle_ones():
    figure = review_intervals({"a": [1, 3, 30], "b": [2, 9], "c": [4]})
    dots = [x for marker, x, _ in drawn(figure) if marker == "o"]
    assert len(dots) == 6
    assert "after review 1: 2; after review 2: 6; after review 3: 30" in figure.description
    line = [y for marker, x, y in drawn(figure) if len(x) == 3]
    assert len(line) == 1
    assert list(line[0]) == sorted(line[0])


@pytest.mark.parametrize("draw", ["calibration", "review_intervals", "by_group"])
@pytest.mark.parametrize("events", [[], example_events(COURSE)], ids=["empty", "example"])
def test_every_figure_can_be_drawn_from_any_record(draw, events):
    figure = getattr(record(*events), draw)()
    ElementTree.fromstring(figure.svg)
    assert len(figure.svg) < 120_000
    assert re.search(r"\w+\.$", figure.description)


def test_a_table_without_rows_is_a_sentence():
    shown = Table(record().sittings, "Sittings")
    assert shown._repr_html_() == "<p>Nothing of this kind is in this record yet.</p>"
    assert repr(shown) == "Nothing of this kind is in this record yet."
