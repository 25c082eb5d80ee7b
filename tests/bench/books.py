"""The pages to compare: the same five questions in a stock Jupyter Book with jupyterquiz and in ours."""

import json
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from massage_neuropathy.content import Course, Question, load_course
from massage_neuropathy.widgets.rendering import inline, render

LESSON = "01-nerves"
LESSON_PAGE = f"notebooks/{LESSON}.html"
STOCK_PAGE = "questions.html"
SMALL_PAGE = "notebooks/questions.html"

_JUPYTER_BOOK = str(Path(sysconfig.get_path("scripts")) / "jupyter-book")
_TITLE = "# Five questions"
_KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


class BuildError(Exception):
    """A book could not be built; the message ends with what Jupyter Book said."""


def first_questions(course: Course, lesson: str = LESSON, count: int = 5) -> tuple[Question, ...]:
    """Return the first practice questions of a lesson that have a single best answer.

    Raises
    ------
    ValueError
        The lesson has fewer than `count` of them.
    """
    found = [
        question
        for question in course.questions.values()
        if (question.lesson, question.type, question.pool) == (lesson, "single", "practice")
    ]
    if len(found) < count:
        raise ValueError(
            f"{lesson} has {len(found)} practice questions with a single answer; {count} are compared"
        )
    return tuple(found[:count])


def as_jupyterquiz(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return questions in the format of jupyterquiz, which takes text as HTML, with all their feedback."""
    return [
        {
            "question": str(inline(question.stem)),
            "type": "multiple_choice",
            "answers": [
                {
                    "answer": str(inline(option.text)),
                    "correct": option.correct,
                    "feedback": str(inline(option.rationale)),
                }
                for option in question.options
            ],
        }
        for question in questions
    ]


def build_stock(folder: Path, questions: Iterable[Question]) -> Path:
    """Build a Jupyter Book with nothing set but its title, and one notebook with jupyterquiz.

    A book built earlier from the same questions in the same way is kept.

    Parameters
    ----------
    folder : Path
        Where to work; what is there is replaced.
    questions : iterable of Question
        What the notebook asks.

    Returns
    -------
    Path
        The folder of the built pages, with `STOCK_PAGE` in it.

    Raises
    ------
    BuildError
        Jupyter Book failed.
    """
    asked = as_jupyterquiz(questions)
    tools = ("jupyter-book", "jupyterquiz", "myst-nb", "sphinx-book-theme")
    recipe = Path(__file__).read_text(encoding="utf-8")
    made_from = json.dumps([asked, recipe, {tool: version(tool) for tool in tools}])
    stamp = folder / "made-from.json"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _write(folder / "_config.yml", "title: Massage and Neuropathy\n")
        _write_contents(folder, STOCK_PAGE)
        _write(folder / "questions.json", json.dumps(asked))
        cell = new_code_cell('from jupyterquiz import display_quiz\n\ndisplay_quiz("questions.json")')
        _write_notebook(folder / "questions.ipynb", cell)
        _build(folder)
        _write(stamp, made_from)
    return folder / "_build/html"


def build_small(folder: Path, questions: Iterable[Question], root: Path) -> Path:
    """Build the same page with the settings, the look and the quiz of this course.

    Parameters
    ----------
    folder : Path
        Where to work; what is there is replaced.
    questions : iterable of Question
        What the notebook asks.
    root : Path
        The folder of the project, with its tools from npm installed.

    Returns
    -------
    Path
        The folder of the built pages, with `SMALL_PAGE` in it.

    Raises
    ------
    BuildError
        Jupyter Book failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(root / "_config.yml", folder)
    for part in ("book/_static", "book/_templates"):
        shutil.copytree(root / part, folder / part)
    (folder / "node_modules").symlink_to(root / "node_modules", target_is_directory=True)
    _write_contents(folder, SMALL_PAGE)
    questions = tuple(questions)
    ids = ", ".join(f'"{question.id}"' for question in questions)
    cell = new_code_cell(f"quiz({ids})", execution_count=1, metadata={"tags": ["hide-input"]})
    html = render(questions, mode="quiz", one_at_a_time=False, course=load_course())
    cell.outputs = [new_output("execute_result", {"text/html": html}, execution_count=1)]
    _write_notebook(folder / "notebooks/questions.ipynb", cell)
    _build(folder)
    return folder / "_build/html"


def _build(folder: Path) -> None:
    command = [_JUPYTER_BOOK, "build", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        said = "\n".join((result.stdout + result.stderr).splitlines()[-25:])
        raise BuildError(f"`{' '.join(command)}` failed:\n{said}")


def _write_contents(folder: Path, page: str) -> None:
    _write(folder / "index.md", "# Welcome\n")
    contents = f"format: jb-book\nroot: index\nchapters:\n- file: {page.removesuffix('.html')}\n"
    _write(folder / "_toc.yml", contents)


def _write_notebook(path: Path, cell: nbformat.NotebookNode) -> None:
    path.parent.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=[new_markdown_cell(_TITLE), cell], metadata=_KERNEL), path)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
