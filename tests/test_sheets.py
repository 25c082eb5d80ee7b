"""The sheets to print, the instructor's guide, and what both gather from the lessons."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from massage_neuropathy.content import load_course
from massage_neuropathy.gathered import fill_gathered, said_in
from massage_neuropathy.lab import refresh
from massage_neuropathy.standards import read_standards

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SHEETS = sorted(path.stem for path in (ROOT / "book").glob("sheet-*.md"))
# The book sets quotation marks as printers do.
STRAIGHT = {0x201C: '"', 0x201D: '"', 0x2019: "'"}
LINE = "Teaching example: adapt with your supervisor or insurer."


def text_of(book, name):
    """The text of a page of the book, its spaces made single."""
    page = BeautifulSoup((book / "book" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    return " ".join(page.select_one("article").get_text().split())


def pages_of(pdf):
    """How many pages a PDF has that Chromium wrote: each is an object of its own."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def notebook(*cells):
    """The text of a notebook with these Markdown cells."""
    return json.dumps({"cells": [{"cell_type": "markdown", "source": cell} for cell in cells]})


# --------------------------------------------------------------------------- paper


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_on_one_page(page, site, name, paper):
    page.goto(f"{site}/book/{name}.html")
    assert pages_of(page.pdf(format=paper)) == 1


def test_pages_are_counted(page, site):
    page.goto(f"{site}/notebooks/01-nerves.html")
    assert pages_of(page.pdf(format="Letter")) > 3


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_nothing_but_itself(page, site, name):
    page.emulate_media(media="print")
    page.goto(f"{site}/book/{name}.html")
    for part in (".mn-header", ".mn-contents", ".mn-turn", ".mn-footer", ".headerlink", ".mn-skip"):
        found = page.locator(part).all()
        assert found and not any(one.is_visible() for one in found), part


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_says_what_it_is(book, name):
    assert LINE in text_of(book, name)


def test_every_sheet_is_on_the_list_of_sheets():
    listed = re.findall(r"\((sheet-[\w-]+)\.md\)", (ROOT / "book/sheets.md").read_text(encoding="utf-8"))
    assert sorted(listed) == SHEETS
    assert len(SHEETS) == 6


# --------------------------------------------------------------------------- what they say


def test_the_reading_grade_of_what_a_client_takes_home_is_checked():
    standards, problems = read_standards(ROOT / "massage_neuropathy/content")
    assert not problems
    assert "book/sheet-self-care.md" in standards.client_pages
    assert standards.client_reading_grade <= 6


def test_the_intake_ends_with_the_question_for_everything_else():
    rows = [
        row.split("|")[1].strip()
        for row in (ROOT / "book/sheet-intake.md").read_text(encoding="utf-8").splitlines()
        if row.startswith("| ")
    ]
    assert rows[-2].startswith("Have we missed anything that you take medicine for")
    assert rows[-1].startswith("Signature")


def test_the_red_flag_card_has_the_five_answers_in_their_words(book):
    words = text_of(book, "sheet-red-flags")
    for answer in ("Stop: emergency now", "Stop: care today", "Ask first", "Adapt", "Go ahead"):
        assert answer in words


def test_the_pressure_chart_says_that_no_ceiling_was_tested(book):
    assert "Every ceiling is course reasoning: no trial has tested one." in text_of(book, "sheet-pressure")


# --------------------------------------------------------------------------- what is gathered


def test_say_it_has_the_words_of_every_lesson(book):
    words = text_of(book, "sheet-say-it").translate(STRAIGHT)
    lessons = [name for name in load_course().lessons if name != "14-case-clinic"]
    assert len(lessons) >= 14
    for lesson in lessons:
        said = said_in(NOTEBOOKS / f"{lesson}.ipynb")
        assert said, lesson
        for sentence in said:
            assert sentence in words, lesson


def test_the_guide_lists_every_objective_and_the_minutes_of_every_lesson(book):
    page = BeautifulSoup((book / "book/instructors.html").read_text(encoding="utf-8"), "html.parser")
    rows = [
        [cell.get_text().translate(STRAIGHT) for cell in row.select("td")] for row in page.select("main tr")
    ]
    course = load_course()
    asked = [question.objective for question in course.questions.values() if question.pool == "practice"]
    for objective in course.objectives.values():
        words = " ".join(objective.text.replace("*", "").split())
        assert any(row[1:] == [words[0].lower() + words[1:], str(asked.count(objective.id))] for row in rows)
    for lesson in course.lessons.values():
        assert [lesson.title, str(lesson.minutes)] in rows


def test_a_quotation_of_several_paragraphs_is_gathered_whole(tmp_path):
    path = tmp_path / "01-nerves.ipynb"
    path.write_text(
        notebook("# Nerves", '## Say it\n\n> "One,\n> and more."\n\n> "Two."', "## Key points"),
        encoding="utf-8",
    )
    assert said_in(path) == ['"One, and more."', '"Two."']


def test_words_that_are_not_set_as_a_quotation_are_gathered_too(tmp_path):
    path = tmp_path / "01-nerves.ipynb"
    path.write_text(notebook('## Say it\n\n"One."\n\n## Key points\n\nOthers.'), encoding="utf-8")
    assert said_in(path) == ['"One."']


def test_a_lesson_without_words_for_clients_is_left_out(tmp_path):
    (tmp_path / "01-nerves.ipynb").write_text(notebook("# Nerves"), encoding="utf-8")
    (tmp_path / "00-start.ipynb").write_text(notebook('## Say it\n\n> "One."'), encoding="utf-8")
    gathered = fill_gathered("<!-- say it -->", load_course(), tmp_path)
    assert gathered.count("\n- ") == 1
    assert '](../notebooks/00-start.ipynb).** "One."' in gathered


def test_a_page_that_gathers_nothing_stays_as_it_is():
    assert fill_gathered("# A page", load_course(), NOTEBOOKS) == "# A page"


def test_the_working_copy_has_the_gathered_words(tmp_path):
    refresh(tmp_path, ROOT)
    page = (tmp_path / "book/sheet-say-it.md").read_text(encoding="utf-8")
    assert said_in(NOTEBOOKS / "01-nerves.ipynb")[0] in page
    assert "<!--" not in (tmp_path / "book/instructors.md").read_text(encoding="utf-8")
