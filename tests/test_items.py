"""Reports on a class: dangers first, statistics worked by hand, and nothing that few learners cannot bear."""

import functools
import json
import math
import re

import numpy as np
import pandas as pd
import pytest

from massage_neuropathy.figures.classes import changes, shares
from massage_neuropathy.intervals import interval
from massage_neuropathy.provider import item_statistics as statistics
from massage_neuropathy.provider.class_file import ClassFile, gather
from massage_neuropathy.provider.item_report import write_report
from massage_neuropathy.provider.item_words import ACT, BANDS, COUNTS, FLAGS, SHARES, band, rate
from massage_neuropathy.provider.items import CANNOT, INCOMPLETE, WRITTEN, main, without_figures
from massage_neuropathy.provider.naming import asks, lesson_title, named
from tests.class_files import PRACTICE, class_file, class_of
from tests.in_node import in_node
from tests.result_files import BANK, right, sit, wrong
from tests.test_figures import texts

SIZES = (3, 17, 45, 120, 220)


def handed(files):
    return gather([(f"{i}.json", ClassFile.model_validate(file)) for i, file in enumerate(files)], BANK)


@functools.cache
def report_on(n):
    return write_report(handed(class_of(n, lessons=8)), BANK)


def id_in(line):
    """The id of the question that is named at the beginning of a row."""
    return re.match(r"\| .*?; ([\w-]+)\) \|", line)[1]


def section(report, words):
    """The part of a report under the heading that holds some words."""
    return next(part for part in report.text.split("\n## ") if words in part.split("\n")[0])


# What may be said at which number


def test_the_bands_are_those_of_the_plan():
    assert [*BANDS] == [0, 10, 30, 100, 200]
    assert (COUNTS, SHARES, FLAGS, ACT) == (10, 30, 100, 200)
    edges = {0: 0, 9: 0, 10: 10, 29: 10, 30: 30, 99: 30, 100: 100, 199: 100, 200: 200, 5000: 200}
    assert {n: band(n) for n in edges} == {n: BANDS[least] for n, least in edges.items()}


REFUSED = {
    "Unsafe rates": {3: "how often these were chosen", 17: "rates"},
    "how hard": {3: "how hard a question is", 17: "how hard each question is"},
    "Flags": dict.fromkeys((3, 17, 45), "flags on questions"),
    "Gain": {3: "a mean gain"},
    "Calibration": dict.fromkeys((3, 17), "calibration of the group"),
    "Forms": dict.fromkeys((3, 17, 45), "a comparison of the forms"),
    "Acting": {120: "acting on an item-rest correlation"},
    "Fairness": dict.fromkeys((3, 17, 45, 120), "a look at fairness"),
}


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("what", REFUSED)
def test_what_a_number_cannot_bear_is_refused_and_the_rest_is_said(n, what):
    refused = [
        line.lower() for line in report_on(n).text.split("**not said: ".title().replace("Said", "said"))
    ]
    said = report_on(n).text.lower()
    words = REFUSED[what]
    assert (f"**not said: {words.get(n, next(iter(words.values())))}" in said) == (n in words), refused[:1]


@pytest.mark.parametrize("n", SIZES)
def test_a_refusal_says_why(n):
    for line in report_on(n).text.splitlines():
        if line.startswith("**Not said"):
            assert "learners, and" in line
    assert text_about_why(n) == (n < 200)


def text_about_why(n):
    text = report_on(n).text
    assert text.count("Why not more:") <= 1
    return "Why not more:" in text.split("## ")[0]


def test_one_or_two_files_are_not_called_nameless():
    assert [("Not nameless" in write_report(handed(class_of(n)), BANK).text) for n in (1, 2, 3)] == [
        True,
        True,
        False,
    ]


def test_tables_name_lesson_and_first_words_of_every_question():
    report = report_on(120)
    for table in (report.items, report.options):
        assert len(table)
        for row in table.itertuples():
            assert row.lesson == lesson_title(BANK.course, row.question)
            assert row.asks == asks(BANK.course, row.question)
    for line in report.text.splitlines():
        if line.startswith("| “"):
            assert line.startswith(f"| {named(BANK.course, id_in(line))} |")


def test_under_ten_there_is_no_percentage_of_the_class():
    text = report_on(3).text
    assert "%" not in text
    assert all(
        line.startswith("**Not said")
        for line in text.splitlines()
        if "percent" in line and "no perc" not in line
    )
    assert "What was misunderstood" in text
    assert report_on(3).figures == {}


def test_unsafe_choices_come_first_in_every_report():
    for n in SIZES:
        headings = [line for line in report_on(n).text.splitlines() if line.startswith("## ")]
        assert "unsafe choices" in headings[0]
        assert "Very sure and wrong" in headings[1]


def test_with_ten_to_twenty_nine_there_are_counts_and_no_rates():
    first = section(report_on(17), "unsafe choices")
    assert " of 17 " in first
    assert "%" not in first
    assert "Everyone got right:" in section(report_on(17), "3. The questions")
    assert "range this allows" in section(report_on(17), "5. From starting check")


def test_from_thirty_on_there_are_rates_in_the_order_of_the_course_and_a_ranking_only_from_a_hundred_on():
    def rates(n):
        lines = section(report_on(n), "unsafe choices").splitlines()
        names = [id_in(line) for line in lines if line.startswith("| “")]
        found = [
            float(line.split(" %")[0].split(": ")[-1]) for line in lines if " %" in line and line[0] == "|"
        ]
        return names, found

    names, found = rates(45)
    order = [*dict.fromkeys(BANK.entries)]
    lessons = [name for name in names if BANK.entries[name]["pool"] == "practice"]
    assert lessons == sorted(lessons, key=order.index)
    assert found != sorted(found, reverse=True)
    _, found = rates(120)
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("n", SIZES)
def test_it_is_a_volunteer_sample_beside_every_table(n):
    text = report_on(n).text
    assert "volunteer sample" in text.split("## ")[0]
    blocks = text.split("\n\n")
    for i, block in enumerate(blocks):
        if block.startswith("| "):
            assert "volunteers" in "".join(blocks[i + 1 : i + 3])


def test_a_number_about_one_question_needs_as_many_who_answered_it():
    items = report_on(45).items
    few = items[items["learners"] < SHARES]
    enough = items[items["learners"] >= SHARES]
    assert len(few) and len(enough)
    assert few["right_share"].isna().all() and few["unsafe_share"].isna().all()
    assert enough["right_share"].notna().all()
    assert items[items["learners"] < COUNTS]["unsafe"].isna().all()
    assert items["item_rest"].isna().all() and items["look_again"].isna().all()
    options = report_on(45).options
    assert set(options["tag"]) == {"unsafe"}
    assert (options["chosen"] > 0).all()
    many = report_on(120)
    assert many.items.loc[many.items["learners"] >= FLAGS, "item_rest"].notna().any()
    assert not many.options[many.options["right"]].empty
    assert (many.options.loc[~many.options["tag"].eq("unsafe"), "learners"] >= FLAGS).all()


def test_figures_are_drawn_only_of_what_may_be_said():
    assert set(report_on(17).figures) == {"gain.svg"}
    assert {"unsafe.svg", "gain.svg", "certainty-lesson.svg", "right-final.svg"} <= set(
        report_on(120).figures
    )
    for name, figure in report_on(120).figures.items():
        assert figure.description
        assert f"]({name})" in report_on(120).text
        assert "![" not in without_figures(report_on(120).text)


LONGEST = max(PRACTICE, key=len)
DRAWN = {
    "shares": lambda: shares(
        "Right at first try, starting check", [(f"{LONGEST}, lesson", 0.5, 0.3, 0.7)] * 3
    ),
    "calibration": lambda: shares(
        "How sure, and how right: starting check",
        [("guessing", 0.4, 0, 1), ("very sure", 1, 0.9, 1)],
        0.8,
        "Dashed: very sure pays.",
    ),
    "changes": lambda: changes([-100, 0, 0, 0, 25, 100] * 30, 4, -7, 15),
}


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_in_a_figure_overlaps_or_touches_its_edge(name):
    drawn = DRAWN[name]()
    width, height = drawn.figure.get_size_inches() * 72
    boxes = texts(drawn.figure)
    for i, (one, a) in enumerate(boxes):
        assert a.x0 >= 3 and a.y0 >= 3 and a.x1 <= width - 3 and a.y1 <= height - 3, one.get_text()
        for other, b in boxes[i + 1 :]:
            apart = min(a.x1, b.x1) - max(a.x0, b.x0) < 0.5 or min(a.y1, b.y1) - max(a.y0, b.y0) < 0.5
            assert apart, f"{one.get_text()!r} and {other.get_text()!r}"
    (ax,) = drawn.figure.axes
    points = [line.get_xydata() for line in ax.lines]
    assert all(xy.min() >= 0 and (xy.max(axis=0) <= (width, height)).all() for xy in points)
    assert drawn.svg == DRAWN[name]().svg


# Statistics


def table(rows):
    """Answers to made-up questions, as the statistics take them."""
    base = {"where": "lesson", "unsafe": False, "overcautious": False, "certainty": None, "seconds": math.nan}
    base |= {"options": (), "errors": (), "unsafe_tokens": ()}
    found = pd.DataFrame([base | row for row in rows])
    return statistics.with_rest(found.assign(right=found["mark"] == 1))


def about(answers, question):
    return answers[answers["question"] == question]


def test_the_items_of_three_learners_are_as_worked_by_hand():
    name, other = "why-toes-first", "numb-feet-more-careful"
    first = BANK.entries[other]
    harmful = next(token for token, (tag, _) in first["faults"].items() if tag == "unsafe")
    files = []
    for i, (one, certainty, seconds) in enumerate(
        [(right(other), "very-sure", 10), ([harmful], "very-sure", 30), ([harmful], "guessing", None)]
    ):
        answers = [answer(other, one, certainty, seconds), answer(name, right(name), None, 5)]
        answers.append(answer(other, right(other), "very-sure", 1, where="review"))
        files.append(a_file(i, answers))
    items = statistics.item_table(statistics.answers_table(handed(files).files, BANK), BANK).set_index(
        "question"
    )
    found = items.loc[other]
    assert (found["n"], found["right"], found["unsafe"], found["asked"], found["sure_wrong"]) == (
        3,
        1,
        2,
        3,
        1,
    )
    assert found["seconds"] == 20
    assert math.isnan(found["r"])
    unsafe = statistics.unsafe_table(statistics.answers_table(handed(files).files, BANK))
    assert unsafe.to_dict("records") == [
        {"where": "lesson", "question": other, "token": harmful, "chosen": 2, "n": 3}
    ]


def answer(name, options, certainty=None, seconds=None, where="lesson"):
    return {
        "question": name,
        "hash": BANK.entries[name]["hash"],
        "where": where,
        "options": list(options),
        "certainty": certainty,
        "seconds": seconds,
    }


def a_file(number, answers, minutes=None):
    return class_file(number, lessons=0, sittings=False) | {"answers": answers, "minutes": minutes or {}}


def with_correlation(n, r):
    """Marks and rest scores whose correlation is exactly `r`."""
    x = np.arange(n) - (n - 1) / 2
    e = np.cos(np.arange(n) * 2.399)
    e -= e.mean() + x * (e @ x) / (x @ x)
    return pd.DataFrame(
        {"mark": x / np.linalg.norm(x) * r + e / np.linalg.norm(e) * math.sqrt(1 - r * r), "rest": x}
    )


@pytest.mark.parametrize(("n", "low", "high"), [(30, -0.07, 0.60), (100, 0.11, 0.47), (200, 0.17, 0.42)])
def test_the_interval_of_a_correlation_is_that_of_the_plan(n, low, high):
    found = statistics.item_rest(with_correlation(n, 0.30))
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2), found.n) == (0.30, low, high, n)


@pytest.mark.parametrize(("n", "half"), [(10, 13), (20, 8), (30, 7), (100, 4)])
def test_the_interval_of_a_mean_gain_is_that_of_the_plan(n, half):
    values = np.linspace(-1, 1, n)
    found = statistics.mean_with_range(12 + 18 * (values / values.std(ddof=1)))
    assert found.value == pytest.approx(12)
    assert round(found.high - found.value) == round(found.value - found.low) == half


def test_a_mean_of_one_has_no_range():
    with pytest.raises(ValueError, match="two values"):
        statistics.mean_with_range([3])


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [
        (2, 9, "yes"),
        (0, 9, "no"),
        (3, 29, "3 of 29"),
        (21, 30, "21 of 30: 70 % (52 to 83)"),
        (140, 200, "(63 to 76)"),
    ],
)
def test_a_rate_is_told_as_far_as_so_many_answers_bear_it(count, n, words):
    assert words in rate(count, n)
    assert ("%" in rate(count, n)) == (n >= SHARES)


def test_a_rest_score_leaves_the_question_itself_out():
    rows = [
        {"learner": i, "question": f"q{k}", "mark": float((i + k) % 3 == 0)}
        for i in range(9)
        for k in range(8)
    ]
    found = about(table(rows), "q2").set_index("learner")["rest"]
    for i in range(9):
        others = [row["mark"] for row in rows if row["learner"] == i and row["question"] != "q2"]
        assert found[i] == pytest.approx(sum(others) / 7)


def test_a_learner_with_few_other_answers_has_no_rest_score():
    rows = [{"learner": i, "question": f"q{k}", "mark": 1.0} for i in range(3) for k in range(4 + i)]
    assert about(table(rows), "q0")["rest"].tolist() == pytest.approx([math.nan, math.nan, 1], nan_ok=True)


def test_an_item_that_goes_with_the_rest_has_a_high_correlation_and_a_contrary_one_a_negative_one():
    rows = []
    for i in range(40):
        rows += [{"learner": i, "question": f"q{k}", "mark": float(k < i % 10)} for k in range(10)]
        rows.append({"learner": i, "question": "goes", "mark": float(i % 10 > 5)})
        rows.append({"learner": i, "question": "contrary", "mark": float(i % 10 < 4)})
        rows.append({"learner": i, "question": "easy", "mark": 1.0})
    answers = table(rows)
    goes, contrary, easy = (
        statistics.item_rest(about(answers, name)) for name in ("goes", "contrary", "easy")
    )
    assert goes.low > 0.5
    assert contrary.high < -0.5
    assert easy is None


def test_the_gain_is_over_the_twins_and_needs_ten_of_them():
    sure = {slot["id"]: slot["twins"] for slot in BANK.index["slots"] if slot["start"]}
    files = []
    for i, (before, after) in enumerate([(6, 9), (12, 3), (0, 12)]):
        answers = []
        for k, twins in enumerate(sure.values()):
            for where, name, good in (("start", twins[0], k < before), ("final", twins[1], k < after)):
                answers.append(answer(name, right(name) if good else wrong(name), where=where))
        files.append(a_file(i, answers))
    out = {name for twins in list(sure.values())[:3] for name in twins}
    short = [one for one in files[0]["answers"] if one["question"] not in out]
    files.append(a_file(3, short))
    found = statistics.gains(statistics.answers_table(handed(files).files, BANK), BANK)
    assert sorted(found.tolist()) == pytest.approx([-75, 25, 100])


def test_the_range_of_calibration_allows_for_answers_of_one_learner_being_alike():
    rows = [
        {"learner": i, "question": f"q{k}", "mark": float(i % 2), "certainty": "very-sure"}
        for i in range(20)
        for k in range(10)
    ]
    found = statistics.calibration(table(rows))["very-sure"]
    low, high = interval(100, 200)
    assert (found.value, found.n) == (0.5, 200)
    assert found.high - found.low > 2.5 * (high - low)
    alone = table([row | {"learner": i} for i, row in enumerate(rows)])
    own = statistics.calibration(alone)["very-sure"]
    assert own.high - own.low == pytest.approx(high - low, rel=0.05)


def test_at_a_level_with_few_answers_only_the_count_is_told():
    files = []
    for i in range(30):
        answers = [answer(name, right(name), "very-sure") for name in PRACTICE[:3]]
        answers[0]["certainty"] = "guessing" if i < 9 else "fairly-sure"
        files.append(a_file(i, answers))
    text = section(write_report(handed(files), BANK), "6. Do they know")
    assert "9 answers were guessing; too few for a share" in text
    assert "of 60 answers that were very sure, 100 in 100 were right" in text


def test_the_forms_are_compared_by_who_got_which():
    files = []
    for i in range(40):
        form = "AB"[i % 2]
        names = [each["id"] for each in BANK.index["reserved"] if each["form"] == form]
        good = 9 + i % 4 // 2 if form == "A" else 5 + i % 4 // 2
        answers = [answer(n, right(n) if k < good else wrong(n), where="start") for k, n in enumerate(names)]
        files.append(a_file(i, answers))
    means, difference = statistics.forms(statistics.answers_table(handed(files).files, BANK), BANK)
    assert means["A"].n == means["B"].n == 20
    assert difference.low > 20
    assert difference.low < difference.value < difference.high


def test_minutes_are_told_by_lesson_with_median_and_upper_quartile():
    files = [a_file(i, [], {"01-nerves": minutes}) for i, minutes in enumerate([10, 20, 30, 40, 50])]
    found = statistics.minutes_table(handed(files).files, BANK)
    assert found.to_dict("records") == [{"lesson": "01-nerves", "learners": 5, "median": 30, "upper": 40}]


# Flags


def flagged(marks, n=100):
    """What is flagged of a question that learners answer as told, from the weakest to the strongest."""
    name = next(q for q in PRACTICE if BANK.entries[q]["type"] == "single" and q != PRACTICE[0])
    rest = [q for q in PRACTICE if BANK.entries[q]["type"] == "single" and q != name][:10]
    wrong_ones = [token for token in BANK.entries[name]["faults"] if not token.startswith("-")]
    files = []
    for i in range(n):
        answers = [answer(q, right(q) if k < 10 * i / n else wrong(q)) for k, q in enumerate(rest)]
        chosen = marks(i, n)
        answers.append(answer(name, right(name) if chosen is None else [wrong_ones[chosen]], seconds=30))
        files.append(a_file(i, answers))
    report = write_report(handed(files), BANK)
    return section(report, "4. Questions to look at").split(f"; {name})")[-1].split("\n")[0]


def test_a_question_that_fits_is_flagged_for_nothing_but_options_that_nobody_takes():
    found = flagged(lambda i, n: None if i > 0.4 * n or i % 4 == 0 else i % 3)
    assert "only" not in found
    assert "item-rest" not in found
    assert "suspect the key" not in found


def test_a_wrong_key_is_suspected():
    found = flagged(lambda i, n: 0 if i > 0.5 * n else None)
    assert "suspect the key" in found
    assert "item-rest correlation -" in found


def test_too_hard_too_easy_and_unused_options_are_flagged():
    assert "only 20 of 100 right" in flagged(lambda i, n: None if i % 5 == 0 else i % 3)
    easy = flagged(lambda i, n: 0 if i == 50 else None)
    assert "99 of 100 right" in easy
    assert "was chosen by 0 of 100: replace it" in easy


def test_below_a_hundred_nothing_is_flagged():
    name = "4. Questions to look at"
    files = class_of(99, lessons=8, sittings=False)
    assert "**Not said: flags on questions and options.** It needs 100" in section(
        write_report(handed(files), BANK), name
    )


# Files


def test_a_learner_who_hands_in_twice_is_counted_once():
    early, late = class_file(1, lessons=22, sittings=False), class_file(1, lessons=25, sittings=False)
    renamed = late | {"label": "ffffffff"}
    for files in ([early, late, renamed], [renamed, late, early], [late, early, renamed]):
        found = handed([*files, class_file(2, lessons=5, sittings=False)])
        assert sorted(len(file.answers) for file in found.files) == [5, 25]
        assert len([note for note in found.notes if "counted once" in note]) == 2


def test_a_few_answers_alike_may_be_those_of_two_learners():
    first = class_file(1, lessons=5, sittings=False)
    assert len(handed([first, first | {"label": "ffffffff"}]).files) == 2


def test_a_foreign_bank_is_named_and_left_out_and_another_version_counts_where_it_is_the_same():
    foreign = class_file(1, lessons=5, sittings=False)
    foreign = foreign | {"course": {"version": "9", "bank": "eeeeeeeeeeee"}}
    foreign["answers"] = [one | {"hash": "0" * 12} for one in foreign["answers"]]
    other = class_file(2, lessons=5, sittings=False) | {"course": {"version": "9", "bank": "dddddddddddd"}}
    other["answers"][0] = other["answers"][0] | {"hash": "0" * 12}
    found = handed([foreign, other, class_file(3, lessons=5, sittings=False)])
    assert sorted(len(file.answers) for file in found.files) == [4, 5]
    assert any("left out" in note and "eeeeeeeeeeee" in note for note in found.notes)
    assert any("dddddddddddd" in note for note in found.notes)
    text = write_report(found, BANK).text
    assert (
        "Left out: 1 answers to questions that are not here or say something else here: "
        f"{named(BANK.course, PRACTICE[0])}: 1." in text
    )


def test_the_order_of_the_files_does_not_matter():
    files = class_of(12, lessons=6, sittings=False)
    assert write_report(handed(files), BANK).text == write_report(handed(files[::-1]), BANK).text


def test_a_file_that_the_page_makes_is_read():
    index = {**BANK.index, "version": BANK.version, "bank": BANK.hash, "lessons": [{"id": "01-nerves"}]}
    index["practice"] = [{"id": name, "lesson": BANK.entries[name]["lesson"]} for name in PRACTICE]
    made = in_node(
        "class_file.js",
        "classFile",
        "return classFile(data.events, data.index, data.label);",
        {"events": sit(), "index": index, "label": "0123abcd"},
    )
    file = ClassFile.model_validate(made)
    assert {one.where for one in file.answers} == {"final"}
    answers = statistics.answers_table(gather([("x", file)], BANK).files, BANK)
    assert len(answers) == 40
    assert answers["right"].all()


# The command


@pytest.fixture
def folder(tmp_path):
    for i, file in enumerate(class_of(12, lessons=4)):
        (tmp_path / f"{i:02}.json").write_text(json.dumps(file), encoding="utf-8")
    return tmp_path


def test_the_command_writes_the_same_report_to_the_byte(folder, capsys):
    files = sorted(map(str, folder.glob("*.json")))
    assert main([*files, "--out", str(folder / "a")]) == WRITTEN
    assert main([*files[::-1], "--out", str(folder / "b")]) == WRITTEN
    first, second = ({path.name: path.read_bytes() for path in (folder / name).iterdir()} for name in "ab")
    assert first == second
    assert {"report.md", "items.csv", "options.csv", "gain.svg"} == set(first)
    assert "report.md" in capsys.readouterr().out
    assert main(files) == WRITTEN
    said = capsys.readouterr().out
    assert said.startswith("# What the answers of this class say")
    assert "![" not in said


def test_files_that_cannot_be_used_are_named_and_the_others_count(folder, capsys):
    (folder / "bad.json").write_text('{"format": "massage-neuropathy-result"}', encoding="utf-8")
    assert main([*sorted(map(str, folder.glob("*.json"))), str(folder / "none.json")]) == INCOMPLETE
    said = capsys.readouterr()
    assert "Learners: 12" in said.out
    assert "bad.json: is not a class file" in said.err
    assert "none.json: is not there" in said.err
    assert main([str(folder / "bad.json")]) == CANNOT
    assert "nothing to report on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"label": "Anna"}, "label: cannot be 'Anna'"),
        ({"version": 2}, "newer version"),
        ({"answers": [{"question": "x"}]}, "answers.1.hash: is missing"),
        ({"name": "Anna"}, "name: is not known"),
        ({"minutes": {"01-nerves": -1}}, "minutes.01-nerves"),
    ],
)
def test_what_is_wrong_in_a_class_file_is_said_with_field_and_fix(folder, capsys, change, words):
    path = folder / "x.json"
    path.write_text(json.dumps(class_file(1, lessons=2, sittings=False) | change), encoding="utf-8")
    assert main([str(path)]) == CANNOT
    assert words in capsys.readouterr().err
