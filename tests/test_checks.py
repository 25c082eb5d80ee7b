import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from small_course import NOTEBOOKS, edit, line_of, write_project

from massage_neuropathy import cli
from massage_neuropathy.balance import giveaways
from massage_neuropathy.checks import check_project
from massage_neuropathy.content import ChoiceQuestion, Option

ROOT = Path(__file__).resolve().parents[1]
CONTENT = "massage_neuropathy/content"
START, NERVES = "notebooks/00-start.ipynb", "notebooks/01-nerves.ipynb"
ABOUT = "book/about.md"


@dataclass(frozen=True)
class Broken:
    """One mistake: what is written in place of what in which file, and how it must be reported.

    The first line with the text `at` in the file `where` (if not the same) is the one that must be named;
    `also` are the fields that must be reported because of it, and no other may be.
    """

    name: str
    file: str
    old: str
    new: str
    at: str
    field: str
    message: str
    fix: str
    where: str = ""
    also: tuple[str, ...] = ()


BROKEN = [
    Broken(
        "a notebook shows an unknown question",
        START,
        '\\"past-illness\\")',
        '\\"past-illness\\", \\"past-ilness\\")',
        "past-ilness",
        "cell practice",
        "there is no question 'past-ilness'",
        "did you mean 'past-illness'?",
    ),
    Broken(
        "a notebook shows a reserved question",
        START,
        '\\"past-illness\\")',
        '\\"past-illness\\", \\"kept-back\\")',
        "kept-back",
        "cell practice",
        "the question 'kept-back' is reserved",
        "show a practice question",
    ),
    Broken(
        "a notebook shows a question twice in one cell",
        START,
        '\\"past-illness\\")',
        '\\"past-illness\\", \\"past-illness\\")',
        "past-illness",
        "cell practice",
        "'past-illness' is named twice",
        "name it once",
    ),
    Broken(
        "a practice question is shown nowhere",
        START,
        ', \\"past-illness\\")',
        ")",
        "pool: practice\n  refusing",
        "past-illness.pool",
        "no notebook shows this practice question",
        'show it with quiz("past-illness"), or make it reserved',
        where=f"{CONTENT}/questions/00-start.yml",
    ),
    Broken(
        "a notebook asks for an unknown objective",
        NERVES,
        'quiz(objective=\\"length-pattern\\")',
        'quiz(objective=\\"length-patern\\")',
        "length-patern",
        "cell practice",
        "there is no objective 'length-patern'",
        "did you mean 'length-pattern'?",
        also=("maps-that-fit.pool",),
    ),
    Broken(
        "a quiz chooses nothing",
        START,
        'quiz(\\"calf-after-flight\\", \\"past-illness\\")',
        'quiz()\\n",\n"quiz(\\"calf-after-flight\\", \\"past-illness\\")',
        "quiz()",
        "cell practice",
        "no question is chosen",
        "name questions, or a lesson, or an objective",
    ),
    Broken(
        "a quiz is given something that cannot be read",
        START,
        'quiz(\\"calf-after-flight\\", \\"past-illness\\")',
        'quiz(\\"calf-after-flight\\", \\"past-illness\\")\\n",\n"quiz(name)',
        "quiz(name)",
        "cell practice",
        "quiz is given something other than plain text",
        'write the ids out, as quiz("why-toes-first")',
    ),
    Broken(
        "a guess is never shown again",
        NERVES,
        'your_guess(\\"why-toes-first\\")',
        'quiz(\\"why-toes-first\\")',
        "before_you_read",
        "cell guess",
        "the guess at 'why-toes-first' is never shown again",
        'your_guess("why-toes-first")',
    ),
    Broken(
        "a guess is shown that was never asked for",
        NERVES,
        'before_you_read(\\"why-toes-first\\")',
        'quiz(\\"why-toes-first\\")',
        "your_guess",
        "cell answer",
        "your_guess shows 'why-toes-first', but no guess was asked for",
        'write before_you_read("why-toes-first") above',
    ),
    Broken(
        "the code of a cell is not Python",
        NERVES,
        '"nerve_to_toe()"',
        '"nerve_to_toe("',
        "nerve_to_toe(",
        "cell figure",
        "the code is not valid Python",
        "put it right",
    ),
    Broken(
        "the heading of a passage was renamed",
        NERVES,
        "## Six maps",
        "## Six body maps",
        "teaches: Six maps",
        "maps-that-fit.teaches",
        "notebooks/01-nerves.ipynb has no heading 'Six maps'",
        "did you mean 'Six body maps'?",
        where=f"{CONTENT}/questions/01-nerves.yml",
    ),
    Broken(
        "a notebook cites an unknown work",
        NERVES,
        "#ginsberg2020)",
        "#ginsburg2020)",
        "ginsburg2020",
        "cell toes",
        "there is no reference 'ginsburg2020'",
        "did you mean 'ginsberg2020'?",
    ),
    Broken(
        "a book page cites an unknown work",
        ABOUT,
        "#smith2019)",
        "#nobody)",
        "nobody",
        "text",
        "there is no reference 'nobody'",
        "add it to references.bib, or cite another work",
    ),
    Broken(
        "a citation names another year",
        NERVES,
        "[Ginsberg 2020]",
        "[Ginsberg 2002]",
        "2002",
        "cell toes",
        "the citation of 'ginsberg2020' says 'Ginsberg 2002'",
        "write 'Ginsberg 2020'",
    ),
    Broken(
        "a citation leads nowhere",
        NERVES,
        "(../book/references.md#",
        "(references.md#",
        "(references.md#",
        "cell toes",
        "the link 'references.md#ginsberg2020' leads nowhere",
        "write ../book/references.md#ginsberg2020",
    ),
    Broken(
        "nobody cites a work",
        f"{CONTENT}/references.bib",
        "@misc{office_page,",
        "@misc{lonely, author = {{X}}, title = {Y}, year = {2000}, url = {https://y.org}}\n@misc{office_page,",
        "@misc{lonely",
        "lonely",
        "nobody cites this work",
        "cite it where it belongs, or remove it",
    ),
    Broken(
        "a glossary link has no term",
        NERVES,
        "#paresthesia)",
        "#paraesthesia)",
        "#paraesthesia",
        "cell toes",
        "the glossary has no term 'paraesthesia'",
        "did you mean 'paresthesia'?",
    ),
    Broken(
        "a glossary link leads nowhere",
        NERVES,
        "(../book/glossary.md#",
        "(../glossary.md#",
        "(../glossary.md#",
        "cell toes",
        "leads nowhere",
        "write ../book/glossary.md#paresthesia",
    ),
    Broken(
        "an objective has no question",
        f"{CONTENT}/objectives.yml",
        "- id: length-pattern",
        "- id: start-scope\n  lesson: 00-start\n  text: Pick what you may say.\n- id: length-pattern",
        "start-scope",
        "start-scope.id",
        "no question asks for this objective",
        "write one, or remove the objective",
        also=("cell objectives",),
    ),
    Broken(
        "two stems are nearly the same",
        f"{CONTENT}/questions/00-start.yml",
        "stem: Nine years after a cured illness a man would like his shoulders done. And now?",
        "stem: A calf has been swollen since one long flight. What is best?",
        "one long flight",
        "past-illness.stem",
        "shares 92% of its words with that of 'calf-after-flight'",
        "less than 85% is accepted",
    ),
    Broken(
        "an image of a notebook has no alt text",
        NERVES,
        "![Two feet]",
        "![]",
        "![]",
        "cell toes",
        "the image 'figures/feet.svg' has no alt text",
        "in the square brackets",
    ),
    Broken(
        "an image of the home page has no alt text",
        "index.md",
        "![A hand on a foot]",
        "![ ]",
        "![ ]",
        "text",
        "the image 'book/_static/cover.svg' has no alt text",
        "in the square brackets",
    ),
    Broken(
        "a figure of a book page has no alt text",
        ABOUT,
        ":alt: Two hands around a foot\n",
        "",
        "{figure}",
        "text",
        "the image '_static/logo.svg' has no alt text",
        "after :alt:",
    ),
    Broken(
        "an image in HTML has no alt text",
        "index.md",
        "![A hand on a foot](book/_static/cover.svg)",
        '<img src="cover.svg" alt="">',
        "<img",
        "text",
        "an <img> has no alt text",
        'alt="..."',
    ),
    Broken(
        "a stored figure has no description",
        NERVES,
        '"Two feet, hatched."',
        '"<Figure size 640x480 with 1 Axes>"',
        '"id": "figure"',
        "cell figure",
        "a figure is stored without a description",
        "text/plain",
    ),
    Broken(
        "a notebook is not JSON",
        NERVES,
        '"cell_type": "markdown",',
        '"cell_type": "markdown"',
        '"id": "title"',
        "file",
        "is not a notebook",
        "restore it",
    ),
    Broken(
        "a notebook has another title than its lesson",
        START,
        "# Start here",
        "# Begin here",
        "# Begin here",
        "cell title",
        "the title is 'Begin here', and in lessons.yml 'Start here'",
        "write the same in both",
    ),
    Broken(
        "a notebook has two titles",
        NERVES,
        '"## Six maps"',
        '"## Six maps\\n",\n"\\n",\n"# Once more"',
        "Once more",
        "cell maps",
        "'Once more' is a second title",
        "begin sections with ##",
    ),
    Broken(
        "a lesson has no notebook",
        f"{CONTENT}/lessons.yml",
        "- id: 01-nerves",
        "- id: 02-kinds\n  number: 2\n  title: Kinds\n  minutes: 30\n  part: Understand\n- id: 01-nerves",
        "02-kinds",
        "02-kinds.id",
        "the lesson has no notebook",
        "add notebooks/02-kinds.ipynb, or remove the lesson",
    ),
    # What is said of a lesson in more than one place.
    Broken(
        "a notebook tells other minutes than lessons.yml",
        NERVES,
        "About 30 minutes",
        "About 35 minutes",
        "About 35",
        "cell title",
        "says 35 minutes, and lessons.yml 30 minutes",
        "write the same in both",
    ),
    Broken(
        "a notebook tells no minutes",
        NERVES,
        "About 30 minutes",
        "About half an hour",
        "# Nerves",
        "cell title",
        "does not say how long the lesson takes",
        "write 30 minutes here",
    ),
    Broken(
        "a notebook tells of more objectives than the lesson has",
        START,
        '"- sort five clients."',
        '"- sort five clients;\\n",\n"- look."',
        "You will be able to",
        "cell objectives",
        "has 2 items, and objectives.yml 1 for this lesson",
        "write one item for each objective",
    ),
    Broken(
        "a notebook does not tell what its objectives are",
        START,
        "## You will be able to",
        "## Why",
        "{",
        "file",
        "has no section 'You will be able to'",
        "add ## You will be able to",
    ),
    Broken(
        "a lesson stands in another part of the contents",
        "_toc.yml",
        "caption: Understand",
        "caption: Part 1. Understand",
        "notebooks/01-nerves",
        "notebooks/01-nerves",
        "stands under 'Part 1. Understand', and lessons.yml has it in 'Understand'",
        "write the same part in both",
    ),
    Broken(
        "a lesson is not in the contents",
        "_toc.yml",
        "notebooks/01-nerves",
        "book/about",
        "- id: 01-nerves",
        "01-nerves.id",
        "the lesson is not in _toc.yml",
        "add - file: notebooks/01-nerves",
        where=f"{CONTENT}/lessons.yml",
    ),
    Broken(
        "a lesson stands twice in the contents",
        "_toc.yml",
        "      - file: book/glossary",
        "      - file: book/glossary\n        sections:\n          - file: notebooks/00-start.ipynb",
        "00-start.ipynb",
        "notebooks/00-start.ipynb",
        "stands here twice (first in line 6)",
        "keep one",
    ),
    Broken(
        "the contents have a lesson that is none",
        "_toc.yml",
        "      - file: book/glossary",
        "      - file: book/glossary\n      - file: notebooks/01-nervs",
        "01-nervs",
        "notebooks/01-nervs",
        "is not in lessons.yml",
        "did you mean '01-nerves'?",
    ),
    Broken(
        "the contents cannot be read",
        "_toc.yml",
        "parts:",
        "parts: [",
        "  - caption",
        "file",
        "is not valid YAML",
        "look here",
    ),
    Broken(
        "the home page leaves a lesson out",
        "index.md",
        "| 1 | [Nerves and what goes wrong](notebooks/01-nerves.ipynb) | 30 |\n",
        "",
        "## What is here now",
        "text",
        "does not list the lesson 'Nerves and what goes wrong'",
        "add a row with [Nerves and what goes wrong](notebooks/01-nerves.ipynb) and 30",
    ),
    Broken(
        "the home page gives a lesson another title",
        "index.md",
        "[Start here]",
        "[Begin here]",
        "Begin here",
        "text",
        "the link says 'Begin here', and the title in lessons.yml is 'Start here'",
        "write the same in both",
    ),
    Broken(
        "the home page gives a lesson other minutes",
        "index.md",
        "| 20 |",
        "| 25 |",
        "| 25 |",
        "text",
        "the last column says '25', and lessons.yml 20 minutes",
        "write the same in both",
    ),
    # Questions that come back in a later lesson.
    Broken(
        "a question comes back in a lesson that is not this one",
        NERVES,
        'quiz(objective=\\"length-pattern\\")',
        'quiz(objective=\\"length-pattern\\")\\n",\n"quiz(\\"past-illness\\", again_in=\\"02-types\\")',
        "again_in",
        "cell practice",
        "again_in is '02-types', and this is lesson '01-nerves'",
        'write again_in="01-nerves"',
    ),
    Broken(
        "a question that comes back is of the same lesson",
        NERVES,
        'quiz(objective=\\"length-pattern\\")',
        'quiz(objective=\\"length-pattern\\")\\n",\n"quiz(\\"maps-that-fit\\", again_in=\\"01-nerves\\")',
        "again_in",
        "cell practice",
        "'maps-that-fit' is a question of lesson '01-nerves', which does not come before this one",
        "ask it without again_in, or ask one of an earlier lesson",
    ),
    Broken(
        "again_in is not plain text",
        NERVES,
        'quiz(objective=\\"length-pattern\\")',
        'quiz(objective=\\"length-pattern\\")\\n",\n"quiz(\\"past-illness\\", again_in=lesson)',
        "again_in",
        "cell practice",
        "quiz is given something other than plain text",
        "write the ids out",
    ),
    # Links to pages.
    Broken(
        "a link of a notebook misspells its page",
        NERVES,
        "(../book/glossary.md#",
        "(../book/glosary.md#",
        "glosary",
        "cell toes",
        "the link '../book/glosary.md#paresthesia' leads nowhere",
        "did you mean '../book/glossary.md'?",
        also=("paresthesia.lesson",),
    ),
    Broken(
        "a link of the home page misspells its lesson",
        "index.md",
        "[the first lesson](notebooks/00-start.ipynb)",
        "[the first lesson](notebooks/0-start.ipynb)",
        "(notebooks/0-start",
        "text",
        "the link 'notebooks/0-start.ipynb' leads nowhere",
        "did you mean 'notebooks/00-start.ipynb'?",
    ),
    Broken(
        "a link of a book page leads to a page that is not there",
        ABOUT,
        "# About\n",
        "# About\n\nSee [elsewhere](faraway.md).\n",
        "faraway",
        "text",
        "the link 'faraway.md' leads nowhere",
        "remove it",
    ),
    # Content that cannot be read or used raises no second complaint in the pages that need it.
    Broken(
        "a question that a notebook shows is incomplete",
        f"{CONTENT}/questions/00-start.yml",
        "  bloom: apply\n",
        "",
        "- id: calf-after-flight",
        "calf-after-flight.bloom",
        "is missing",
        "write remember",
    ),
    Broken(
        "the questions of a lesson cannot be read",
        f"{CONTENT}/questions/01-nerves.yml",
        "  type: single",
        "  type: 'single",
        "'single",
        "file",
        "is not valid YAML",
        "quotation marks",
    ),
    Broken(
        "the objectives cannot be read",
        f"{CONTENT}/objectives.yml",
        "lesson: 01-nerves",
        "lesson: : 01-nerves",
        "lesson: :",
        "file",
        "is not valid YAML",
        "look here",
    ),
    Broken(
        "the glossary cannot be read",
        f"{CONTENT}/glossary.yml",
        "term: paresthesia",
        "term: [paresthesia",
        "british:",
        "file",
        "is not valid YAML",
        "look here",
    ),
]


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path)


def test_a_good_project_has_no_problem(project):
    assert check_project(project) == []


def test_this_project_has_no_problem():
    assert list(map(str, check_project(ROOT))) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_mistake_is_reported_where_it_stands_and_nothing_else_is(project, broken):
    edit(project, broken.file, broken.old, broken.new)
    where = broken.where or broken.file

    found = check_project(project)

    assert Counter(each.field for each in found) == Counter([broken.field, *broken.also])
    problem = next(each for each in found if each.field == broken.field)
    assert problem.file == where
    first, *rest = broken.at.splitlines()
    text = (project / where).read_text(encoding="utf-8")
    line = text[: text.index(broken.at)].count("\n") + 1 if rest else line_of(project, where, first)
    assert problem.line == line
    assert broken.message in problem.message
    assert broken.fix in problem.fix


def test_a_notebook_without_a_lesson_is_reported(project):
    shutil.copy(project / NERVES, project / "notebooks" / "01-nervs.ipynb")
    (problem,) = check_project(project)
    assert (
        str(problem) == "notebooks/01-nervs.ipynb:1: file: is not in lessons.yml; did you mean '01-nerves'?"
    )


def test_a_notebook_from_number_20_on_is_no_lesson_and_its_links_are_checked_all_the_same(project):
    tool = project / "notebooks" / "20-practice.ipynb"
    text = "# Practice\\n\\n[The start](00-start.ipynb)"
    cell = f'{{"cell_type": "markdown", "id": "a", "metadata": {{}}, "source": "{text}"}}'
    notebook = f'{{"cells": [{cell}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
    tool.write_text(notebook, encoding="utf-8")
    edit(project, "_toc.yml", "chapters:\n", "chapters:\n      - file: notebooks/20-practice\n")
    assert check_project(project) == []
    edit(project, "notebooks/20-practice.ipynb", "00-start.ipynb", "00-begin.ipynb")
    (problem,) = check_project(project)
    assert "00-begin.ipynb" in problem.message


def test_a_missing_notebook_raises_no_second_complaint(project):
    (project / NERVES).unlink()
    (problem,) = check_project(project)
    assert problem.message == "the lesson has no notebook"


def test_without_a_table_of_contents_it_says_so(project):
    (project / "_toc.yml").unlink()
    (problem,) = check_project(project)
    assert (problem.file, problem.message) == ("_toc.yml", "is missing")


def test_a_question_shown_only_where_it_comes_back_is_not_shown_in_its_own_lesson(project):
    shown = 'quiz(objective=\\"length-pattern\\")'
    again = 'quiz(\\"past-illness\\", again_in=\\"01-nerves\\")'
    edit(project, NERVES, shown, f'{shown}\\n",\n"{again}')
    assert check_project(project) == []
    edit(project, START, ', \\"past-illness\\")', ")")
    (problem,) = check_project(project)
    assert problem.field == "past-illness.pool"


def test_links_to_other_sites_are_left_alone(project):
    edit(project, ABOUT, "# About\n", "# About\n\nSee [elsewhere](https://example.org/a.md).\n")
    assert check_project(project) == []


def test_a_stored_error_is_reported(project):
    cells = [
        *NOTEBOOKS[START][:2],
        new_code_cell("1 / 0", id="sum", execution_count=1),
        *NOTEBOOKS[START][2:],
    ]
    cells[2].outputs = [
        new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
    ]
    nbformat.write(new_notebook(cells=cells), project / START)
    (problem,) = check_project(project)
    assert (problem.field, problem.line) == ("cell sum", line_of(project, START, '"id": "sum"'))
    assert "the stored output is an error (ZeroDivisionError: division by zero)" in problem.message
    assert "mend the cause" in problem.fix


def test_a_mistake_in_a_question_that_comes_back_says_nothing_of_others(project):
    edit(project, f"{CONTENT}/questions/00-start.yml", "bloom: apply", "bloom: aply")
    again = (
        'quiz(objective=\\"length-pattern\\")\\n",\n"quiz(\\"calf-after-flight\\", again_in=\\"01-nerves\\")'
    )
    edit(project, NERVES, 'quiz(objective=\\"length-pattern\\")', again)
    assert [problem.field for problem in check_project(project)] == ["calf-after-flight.bloom"]


def test_twins_may_be_alike_but_not_the_same(project):
    path = project / CONTENT / "questions" / "00-start.yml"
    text = path.read_text(encoding="utf-8")
    twin = text[text.index("- id: kept-back") :].replace("kept-back", "kept-back-too")
    path.write_text(text + twin.replace("who fainted", "who has fainted"), encoding="utf-8")
    assert check_project(project) == []
    path.write_text(text + twin, encoding="utf-8")
    (problem,) = check_project(project)
    assert "shares 100% of its words" in problem.message


def test_mistakes_in_content_notebooks_and_book_are_reported_together(project):
    edit(project, f"{CONTENT}/lessons.yml", "minutes: 20", "minutes: twenty")
    edit(project, NERVES, "#paresthesia)", "#paraesthesia)")
    edit(project, NERVES, "![Two feet]", "![]")
    edit(project, ABOUT, "#smith2019)", "#nobody)")
    assert [(problem.file, problem.field) for problem in check_project(project)] == [
        (ABOUT, "text"),
        (f"{CONTENT}/lessons.yml", "00-start.minutes"),
        (NERVES, "cell toes"),
        (NERVES, "cell toes"),
    ]


def test_the_line_is_right_in_a_notebook_that_keeps_its_source_in_one_string(project):
    path = project / NERVES
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("#paresthesia)", "#paraesthesia)")
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    (problem,) = check_project(project)
    assert problem.line == line_of(project, NERVES, "#paraesthesia)")


def test_text_and_links_inside_a_directive_are_checked(project):
    (project / ABOUT).write_text(
        "# About\n\n```{note}\nSkin, as [Smith and van der Berg 2019](references.md#nobody) say.\n```\n",
        encoding="utf-8",
    )
    (problem,) = check_project(project)
    assert (problem.line, problem.message) == (4, "there is no reference 'nobody'")


# The bank as a whole.


def question(number, key, lengths=(20, 20, 20, 20)):
    """One of a bank: option `key` is right, and the options have these lengths."""
    options = tuple(
        Option(id="abcdef"[i], text="x" * length, rationale="So.", correct=i in key)
        for i, length in enumerate(lengths)
    )
    return ChoiceQuestion(
        id=f"q{number}",
        type="single" if len(key) == 1 else "multiple",
        lesson="00-start",
        objective="start",
        bloom="apply",
        pool="practice",
        teaches="Heading",
        references=("key",),
        stem="What?",
        options=options,
    )


@pytest.mark.parametrize(("size", "accepted"), [(25, 10), (250, 76)])
def test_keys_at_one_place_are_accepted_up_to_two_deviations_above_chance(size, accepted):
    def bank(at_first):
        return [question(i, {0} if i < at_first else {1 + i % 3}) for i in range(size)]

    assert list(giveaways(bank(accepted))) == []
    (found,) = giveaways(bank(accepted + 1))
    assert (found.habit, found.asked, found.hits) == ("first", size, accepted + 1)
    assert len(found.questions) == 1


@pytest.mark.parametrize(("habit", "length"), [("longest", 30), ("shortest", 10)])
def test_a_key_that_stands_out_by_its_length_is_found(habit, length):
    def bank(telling):
        banked = []
        for i in range(24):
            key = i % 4
            extreme = key if i < telling else (key + 1) % 4
            # The further down the bank, the more the key stands out.
            size = length + i if habit == "longest" else max(length - i // 2, 1)
            banked.append(question(i, {key}, [size if j == extreme else 20 for j in range(4)]))
        return banked

    assert list(giveaways(bank(10))) == []
    (found,) = giveaways(bank(13))
    assert (found.habit, found.hits, found.chance) == (habit, 13, 6)
    assert found.questions[0] == "q12"
    assert len(found.questions) == 3


def test_a_tie_in_length_tells_little():
    assert list(giveaways(question(i, {i % 4}) for i in range(100))) == []


def test_questions_with_several_right_options_count_by_their_share():
    bank = [question(i, {i % 4, (i + 1) % 4}) for i in range(40)]
    assert list(giveaways(bank)) == []
    (found,) = [each for each in giveaways([question(i, {0, 1 + i % 3}) for i in range(40)])]
    assert (found.habit, found.hits, found.chance) == ("first", 40, 20)


def test_emphasis_marks_do_not_count_as_length():
    bold = question(0, {0})
    option = bold.options[0].model_copy(update={"text": "**" + bold.options[0].text + "**"})
    marked = bold.model_copy(update={"options": (option, *bold.options[1:])})
    assert list(giveaways([marked] * 100)) == list(giveaways([bold] * 100))


def test_a_bank_that_gives_itself_away_is_reported_with_what_to_change(project):
    questions = f"{CONTENT}/questions/00-start.yml"
    edit(
        project,
        questions,
        "text: Send her for care today",
        "text: Send her for care on the very same day, today",
    )
    edit(project, questions, "text: Ask him to see a doctor", "text: Ask him kindly to go and see a doctor")
    edit(
        project,
        f"{CONTENT}/questions/01-nerves.yml",
        "text: Their fibers are longest",
        "text: Their fibers are the longest ones",
    )
    edit(
        project, f"{CONTENT}/questions/01-nerves.yml", "Both feet, then both", "Both feet, then at last both"
    )

    (problem,) = check_project(project)

    assert problem.file == questions
    # The first to change is the one whose key stands out most.
    assert problem.line == line_of(project, questions, "And now?") + 1
    assert problem.field == "past-illness.options"
    assert problem.message == (
        "over the whole bank the longest option is right in 5 of 5 questions, where chance gives 2"
    )
    assert problem.fix.startswith("shorten the right option or lengthen a wrong one in at least ")
    assert problem.fix.endswith("up to 3 is accepted")


# The command.


def test_the_command_reports_all_problems_and_exits_with_one(project, capsys):
    edit(project, NERVES, "![Two feet]", "![]")
    edit(project, NERVES, "#paresthesia)", "#paraesthesia)")
    assert cli.main(["check", "--root", str(project)]) == 1
    *lines, count = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0].rpartition(":")[0] for line in lines] == [NERVES, NERVES]
    assert count == "2 problems found"


def test_the_command_exits_with_zero_when_all_is_well(project, capsys):
    assert cli.main(["check", "--root", str(project)]) == 0
    assert capsys.readouterr().out == "No problems found\n"


def test_the_command_passes_arguments_on_to_its_tools(monkeypatch):
    calls = []
    tool = type(sys)("massage_neuropathy.outputs")
    tool.main = lambda argv: calls.append(argv) or 3
    monkeypatch.setitem(sys.modules, "massage_neuropathy.outputs", tool)
    assert cli.main(["outputs", "--check", "a.ipynb"]) == 3
    assert calls == [["--check", "a.ipynb"]]


def test_the_command_refuses_arguments_it_does_not_know(capsys):
    with pytest.raises(SystemExit):
        cli.main(["check", "--rot", "."])
    assert "unknown arguments: --rot" in capsys.readouterr().err


def test_checking_does_not_load_the_plotting_library():
    code = "import sys, massage_neuropathy.cli; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_picture_that_is_not_drawn_is_reported_for_reserved_questions_too(project):
    edit(
        project, f"{CONTENT}/questions/00-start.yml", "pool: reserved", "picture: four-map\n  pool: reserved"
    )
    edit(project, f"{CONTENT}/blueprint.yml", "  type: single", "  type: single\n  picture: true")
    problem = next(each for each in check_project(project) if each.field == "kept-back.picture")
    assert "did you mean 'four-maps'?" in problem.fix


def test_a_conflict_is_named_on_both_sides(project):
    edit(project, f"{CONTENT}/claims.yml", "  conflicts_with: [s000-light-then-build]\n", "")
    (problem,) = check_project(project)
    assert problem.field == "s000-light-then-build.conflicts_with.1"
    assert "does not name 's000-light-then-build' in return" in problem.message


def test_a_claim_in_conflict_with_itself_is_reported(project):
    edit(
        project,
        f"{CONTENT}/claims.yml",
        "[s001-pressure-first]",
        "[s001-pressure-first, s000-light-then-build]",
    )
    (problem,) = check_project(project)
    assert problem.message == "a claim cannot conflict with itself"


def test_an_answer_in_other_words_is_reported_in_questions_too(project):
    edit(project, f"{CONTENT}/questions/00-start.yml", "Send her for care today", "'Stop: see somebody'")
    (problem,) = check_project(project)
    assert problem.message == "'Stop: see somebody' is not one of the answers"
