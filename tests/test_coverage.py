"""What the bank must reach as a whole. Each test breaks the small course in one place."""

import pytest
from small_course import add_all_types, edit, write_project

from massage_neuropathy.checks import check_project

CONTENT = "massage_neuropathy/content"
STANDARDS = f"{CONTENT}/standards.yml"
BLUEPRINT = f"{CONTENT}/blueprint.yml"
START = f"{CONTENT}/questions/00-start.yml"
NERVES = f"{CONTENT}/questions/01-nerves.yml"


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


def found(project):
    return [f"{problem.field}: {problem.message}" for problem in check_project(project)]


@pytest.mark.parametrize(
    ("standard", "too_high", "field", "message"),
    [
        ("questions_per_objective", 3, "length-pattern.id", "2 questions for this objective, and 3 are"),
        ("practice_questions_per_lesson", 3, "00-start.id", "2 practice questions in this lesson, and 3 are"),
        ("share_apply_or_higher", 0.9, "calf-after-flight.bloom", "60% of the bank asks to apply"),
        ("vignettes", 2, "calf-after-flight.stem", "1 question of the bank are about a client"),
        (
            "adapting_or_going_ahead_is_right",
            1,
            "calf-after-flight.answer",
            "0 questions of the bank have Adapt",
        ),
        ("figures", 2, "00-start.id", "the lessons show 1 figures, and 2 are needed"),
    ],
)
def test_a_bank_below_a_standard_is_reported(project, standard, too_high, field, message):
    assert found(project) == []
    old = "0.0" if standard == "share_apply_or_higher" else "0"
    edit(project, STANDARDS, f"{standard}: {old}\n", f"{standard}: {too_high}\n")
    assert any(line.startswith(f"{field}: {message}") for line in found(project))


def test_a_standard_that_is_missing_is_named(project):
    edit(project, STANDARDS, "vignettes: 0\n", "")
    assert found(project) == ["file.vignettes: is missing"]


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ("{adapt: [1, 2]}", "at best 'adapt' is right 0 times, of 1 to 2"),
        ("{stop-today: [0, 0]}", "at best 'stop-today' is right 1 time, of 0 to 0"),
        ("{adapt: [0, 1], stop-today: [1, 1]}", None),
        ("{}", None),
    ],
)
def test_answers_that_no_final_can_balance_are_reported(project, bounds, told):
    edit(project, START, "  twin: faint-this-morning\n", "  twin: faint-this-morning\n  answer: stop-today\n")
    edit(project, STANDARDS, "figures: 0\n", f"figures: 0\nkeyed_answers: {bounds}\n")
    start = "faint-this-morning.answer: in no final can the right answers keep their bounds: "
    assert found(project) == ([start + told] if told else [])


def test_a_lesson_whose_wrong_answers_are_never_overcautious_is_reported(project):
    edit(project, START, "tag: overcautious\n- id: past", "tag: fit\n- id: past")
    edit(project, START, "  refusing_is_the_error: true\n", "")
    edit(project, START, "tag: overcautious", "tag: fit")
    assert found(project) == ["00-start.id: no practice question of this lesson has an overcautious answer"]


@pytest.mark.parametrize(
    ("field", "old"), [("objective", "objective: length-pattern"), ("options.a.tag", "tag: fit")]
)
@pytest.mark.parametrize("odd", ["{a: b}", "[{a: b}]"])
def test_a_group_where_text_belongs_is_reported_and_breaks_no_count(project, field, old, odd):
    edit(project, NERVES, old, f"{old.partition(':')[0]}: {odd}")
    assert [line.partition(": ")[0] for line in found(project)] == [f"why-toes-first.{field}"]


def test_a_slot_with_too_few_twins_is_reported(project):
    edit(project, BLUEPRINT, "twins: 1", "twins: 2")
    assert found(project) == ["faint-this-morning.twins: 1 reserved question for this slot, of 2 needed"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("bloom: apply\n  pool: reserved", "bloom: analyze\n  pool: reserved", "bloom: is 'analyze'"),
        ("pool: reserved\n", "pool: reserved\n  safety: F8\n", "safety: is 'F8'"),
        ("pool: reserved\n", "pool: reserved\n  refusing_is_the_error: false\n", None),
    ],
)
def test_a_twin_shares_what_its_slot_asks_for(project, old, new, line):
    edit(project, START, old, new)
    expected = [f"kept-back.{line}, and the slot 'faint-this-morning' asks for"] if line else []
    lines = found(project)
    assert len(lines) == len(expected)
    assert all(one.startswith(start) for one, start in zip(lines, expected, strict=True))


def test_a_slot_for_a_picture_asks_for_one_and_lets_it_have_one_answer_or_several(project):
    edit(project, BLUEPRINT, "twins: 1", "picture: true\n  twins: 1")
    assert found(project) == ["kept-back.picture: the slot 'faint-this-morning' asks for a picture"]
    edit(project, START, "  twin: faint", "  picture: four-maps\n  twin: faint")
    path = project / START
    fourth = "    - {id: d, text: Wait, rationale: Too long., error: err_wait_and_see, tag: unsafe}\n"
    path.write_text(path.read_text(encoding="utf-8") + fourth, encoding="utf-8")
    edit(project, BLUEPRINT, "type: single", "type: multiple")
    assert found(project) == []


def test_a_reserved_question_without_a_slot_is_reported(project):
    edit(project, START, "  twin: faint-this-morning\n", "")
    assert "kept-back.twin: a reserved question fills a slot of the blueprint" in found(project)


def test_a_practice_question_fills_no_slot(project):
    edit(project, NERVES, "pool: practice\n", "pool: practice\n  twin: faint-this-morning\n")
    assert found(project) == ["why-toes-first.twin: only reserved questions fill a slot"]


@pytest.mark.parametrize(
    ("stem", "reported"),
    [
        ("A client shows you a red shin. What is best?", True),
        ("A client shows you a pale foot. What is best?", True),
        ("A client shows you a red, warm and swollen shin. What is best?", False),
        ("A client has a red flag. What is best?", False),
    ],
)
def test_a_sign_told_by_its_color_alone_is_reported(project, stem, reported):
    edit(project, START, "A calf has been swollen since a long flight. What is best?", stem)
    lines = found(project)
    assert len(lines) == reported
    assert all("is a color, and the only sign here" in line for line in lines)


@pytest.mark.parametrize("words", ["A clot is found in 12% of cases.", "It happens in 3 of 10 people."])
def test_a_figure_in_a_key_needs_a_work(project, words):
    edit(project, START, "A clot is possible, and today matters.", words)
    assert ["is a figure, and no work is cited for it" in line for line in found(project)] == [True]
    edit(project, START, "references: [loss_of_protective_sensation]", "references: [ginsberg2020]")
    assert found(project) == []


def test_a_number_to_be_written_needs_a_work(project):
    add_all_types(project)
    before = found(project)
    edit(project, NERVES, "smith2019]\n  stem: A test", "loss_of_protective_sensation]\n  stem: A test")
    assert set(found(project)) - set(before) == {"missed-by-filament.references: the answer is a number"}
