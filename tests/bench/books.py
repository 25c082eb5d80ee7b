"""Jupyter Books to measure, and the one with five questions of this course in this course's own look."""

import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from massage_neuropathy.content import Course, Question, load_course
from massage_neuropathy.widgets.rendering import render

LESSON = "01-nerves"
LESSON_PAGE = f"notebooks/{LESSON}.html"
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
    write_contents(folder, SMALL_PAGE)
    questions = tuple(questions)
    ids = ", ".join(f'"{question.id}"' for question in questions)
    cell = new_code_cell(f"quiz({ids})", execution_count=1, metadata={"tags": ["hide-input"]})
    html = render(questions, mode="quiz", one_at_a_time=False, course=load_course())
    cell.outputs = [new_output("execute_result", {"text/html": html}, execution_count=1)]
    write_notebook(folder / "notebooks/questions.ipynb", cell)
    build(folder)
    return folder / "_build/html"


def build(folder: Path) -> None:
    """Run `jupyter-book build` on a folder.

    Raises
    ------
    BuildError
        It failed.
    """
    command = [_JUPYTER_BOOK, "build", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        said = "\n".join((result.stdout + result.stderr).splitlines()[-25:])
        raise BuildError(f"`{' '.join(command)}` failed:\n{said}")


def write_contents(folder: Path, page: str) -> None:
    """Write the contents of a book: a welcome and one page, named as it will be built."""
    write(folder / "index.md", "# Welcome\n")
    contents = f"format: jb-book\nroot: index\nchapters:\n- file: {page.removesuffix('.html')}\n"
    write(folder / "_toc.yml", contents)


def write_notebook(path: Path, cell: nbformat.NotebookNode) -> None:
    """Write a notebook of a title and one cell."""
    path.parent.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=[new_markdown_cell(_TITLE), cell], metadata=_KERNEL), path)


def write(path: Path, text: str) -> None:
    """Write a text file, the same on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")
