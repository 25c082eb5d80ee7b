"""The shape, length and wording of lessons. Each test breaks the small course in one place."""

import pytest
from small_course import edit, write_project

from massage_neuropathy.checks import check_project

CONTENT = "massage_neuropathy/content"
STANDARDS = f"{CONTENT}/standards.yml"
START = "notebooks/00-start.ipynb"
HARD = (
    "Notwithstanding considerable heterogeneity, contemporary epidemiological investigations "
    "consistently demonstrate disproportionately deteriorating neurophysiological characteristics."
)


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


def found(project):
    return [f"{problem.field}: {problem.message}" for problem in check_project(project)]


@pytest.mark.parametrize("section", ["Key points", "Sources", "Off screen"])
def test_a_lesson_without_one_of_its_sections_is_reported(project, section):
    edit(project, START, f"## {section}", f"## Not {section}")
    assert found(project) == [f"file: has no section {section!r}"]


def test_a_lesson_with_its_sections_in_another_order_is_reported(project):
    edit(project, START, "## Say it", "## Swap")
    edit(project, START, "## Key points", "## Say it")
    edit(project, START, "## Swap", "## Key points")
    assert found(project) == ["file: has its sections in another order"]


def test_a_lesson_with_too_many_words_is_reported(project):
    edit(project, START, "Look first.", "Look first. " * 60)
    assert found(project) == []
    edit(project, STANDARDS, "words_per_lesson: 2000", "words_per_lesson: 100")
    assert ["words beside its practice" in line for line in found(project)] == [True]


def test_many_words_with_nothing_to_do_are_reported(project):
    edit(project, START, "Look first.", "Look first. " * 160)
    assert found(project) == ["cell five-answers: more than 300 words with nothing to do end here"]


def test_something_to_try_at_once_is_something_to_do(project):
    act = "Try it: close your eyes."
    edit(project, START, "Look first.", "Look first. " * 80 + rf"\n\n{act}\n\n" + "Look first. " * 80)
    assert found(project) == []
    edit(project, START, act, "Do it.")
    assert found(project) == ["cell five-answers: more than 300 words with nothing to do end here"]


def test_words_of_the_sources_and_of_citations_do_not_count(project):
    edit(project, STANDARDS, "words_per_lesson: 2000", "words_per_lesson: 40")
    assert found(project) == []
    edit(project, START, "Many works.", "Many works. " * 50)
    edit(
        project,
        START,
        "Look first.",
        "Look first. ([Office of Feet and Hands](../book/references.md#office_page))" * 9,
    )
    assert found(project) == []


def test_hard_reading_is_reported(project):
    edit(project, START, "Look first.", HARD)
    edit(project, STANDARDS, "lesson_reading_grade: 9", "lesson_reading_grade: 5")
    lines = found(project)
    assert len(lines) == 1
    assert lines[0].startswith("file: reads at grade ")


@pytest.mark.parametrize("text", [f"| Table |\\n|---|\\n| {HARD} |", f"## Sources\\n\\n{HARD}"])
def test_tables_and_sources_have_no_reading_grade(project, text):
    edit(project, STANDARDS, "lesson_reading_grade: 9", "lesson_reading_grade: 5")
    edit(project, START, "Look first.", f"Look first.\\n\\n{text}\\n\\n## More\\n\\n")
    assert found(project) == []


def test_pages_for_clients_have_a_limit_of_their_own(project):
    edit(project, "book/about.md", "Numb skin is common", f"{HARD} Numb skin is common")
    assert found(project) == []
    edit(project, STANDARDS, "client_pages: []", "client_pages: [book/about.md]")
    lines = found(project)
    assert len(lines) == 1
    assert lines[0].startswith("file: reads at grade ")


@pytest.mark.parametrize("said", ["Stop: see somebody today", "Stop: Emergency now"])
def test_the_answers_have_one_wording(project, said):
    edit(project, START, "Look first.", f"**Stop: emergency now**, then **{said}**.")
    assert found(project) == [f"cell five-answers: {said!r} is not one of the answers"]


def test_the_answers_have_one_wording_on_the_pages_of_the_book_too(project):
    edit(project, "book/about.md", "Numb skin is common", "Stop: see somebody. Numb skin is common")
    assert found(project) == ["text: 'Stop: see somebody' is not one of the answers"]


def test_a_lesson_with_too_many_new_terms_is_reported(project):
    edit(project, STANDARDS, "new_terms_per_lesson: 8", "new_terms_per_lesson: 0")
    assert found(project) == ["01-nerves.id: brings 1 new terms"]


def test_a_term_that_its_lesson_does_not_link_is_reported(project):
    edit(project, f"{CONTENT}/glossary.yml", "lesson: 01-nerves", "lesson: 00-start")
    assert found(project) == ["paresthesia.lesson: notebooks/00-start.ipynb does not link this term"]


def test_a_course_with_claims_shows_the_register(project):
    edit(project, STANDARDS, "figures: 0", "figures: 1")
    assert found(project) == []
    edit(project, "notebooks/01-nerves.ipynb", "claims_register()", "nerve_to_toe()")
    assert found(project) == ["s000-light-then-build.id: no lesson shows the register of claims"]
