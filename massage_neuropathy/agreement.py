"""What is said of a lesson in lessons.yml, in its notebook, in _toc.yml and in index.md agrees."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from massage_neuropathy.content import Lesson, Reading
from massage_neuropathy.pages import Page, is_lesson, read_markdown
from massage_neuropathy.problems import Problem, did_you_mean
from massage_neuropathy.yaml_reader import Entry, Steps, read_entry

OBJECTIVES = "You will be able to"
LESSONS_NOW = "What is here now"


def disagreements(reading: Reading, notebooks: Mapping[str, Page], root: Path) -> Iterator[Problem]:
    """Compare what is said of each lesson in more than one place.

    Parameters
    ----------
    reading : Reading
        The content.
    notebooks : mapping of str to Page
        The notebooks by the id of their lesson. A lesson without one is not compared.
    root : Path
        The folder with ``_toc.yml`` and ``index.md``.

    Yields
    ------
    Problem
        Minutes, parts, titles and numbers of objectives that differ, and lessons left out or listed twice.
    """
    lessons = [lesson for name, lesson in reading.course.lessons.items() if name in notebooks]
    for lesson in lessons:
        page = notebooks[lesson.id]
        if page.readable:
            yield from _minutes(page, lesson)
            yield from _objectives(page, lesson, reading)
    yield from _contents(root / "_toc.yml", reading, notebooks)
    yield from _home(root / "index.md", lessons)


def _minutes(page: Page, lesson: Lesson) -> Iterator[Problem]:
    """Find a notebook whose first cell tells other minutes than lessons.yml, or none."""
    right = f"{lesson.minutes} minutes"
    told = [(spot, found) for spot, line in page.opening for found in re.findall(r"\b\d+ minutes\b", line)]
    if right in [words for _, words in told]:
        return
    if told:
        spot, words = told[0]
        yield spot.problem(f"says {words}, and lessons.yml {right}", "write the same in both")
    elif page.opening:
        yield page.opening[0][0].problem("does not say how long the lesson takes", f"write {right} here")


def _objectives(page: Page, lesson: Lesson, reading: Reading) -> Iterator[Problem]:
    """Find a notebook that tells its learner of more or fewer objectives than it has."""
    objectives = reading.entries["objectives"]
    lessons = [text for entry in objectives for _, text in entry.texts("lesson")]
    if len(lessons) < len(objectives) or not set(lessons) <= set(reading.known["lessons"] or ()):
        return  # An objective without a lesson may be one of this.
    wanted = lessons.count(lesson.id)
    given = sum(heading == OBJECTIVES for _, heading in page.items)
    spot = next((spot for spot, _, text in page.headings if text == OBJECTIVES), None)
    if spot is None:
        yield Problem(
            str(page.path),
            1,
            "file",
            f"has no section {OBJECTIVES!r}",
            f"add ## {OBJECTIVES}, and below it a list item for each of the lesson's objectives",
        )
    elif given != wanted and reading.known["objectives"] is not None:
        yield spot.problem(
            f"the list under this heading has {given} items, and objectives.yml {wanted} for this lesson",
            "write one item for each objective, in words of its own",
        )


def _contents(path: Path, reading: Reading, notebooks: Mapping[str, Page]) -> Iterator[Problem]:
    """Find lessons that the table of contents leaves out, repeats, or puts into another part."""
    contents, problems = read_entry(path)
    yield from problems
    known = reading.known["lessons"]
    if contents is None or known is None:
        return
    first: dict[str, int] = {}
    for line, caption, file in _chapters(contents):
        folder, _, name = file.removesuffix(".ipynb").rpartition("/")
        if folder != "notebooks" or not is_lesson(name):
            continue
        lesson = reading.course.lessons.get(name)
        wrong = None
        if name in first:
            wrong = f"stands here twice (first in line {first[name]})", "keep one"
        elif name not in known:
            wrong = "is not in lessons.yml", did_you_mean(name, known, "add it there, or remove this line")
        elif lesson and caption != lesson.part:
            message = f"stands under {caption!r}, and lessons.yml has it in {lesson.part!r}"
            wrong = message, "write the same part in both"
        if wrong:
            yield Problem(str(path), line, file, *wrong)
        first.setdefault(name, line)
    for entry in reading.entries["lessons"]:
        if entry.name in notebooks and entry.name not in first:
            yield entry.problem(
                ("id",),
                "the lesson is not in _toc.yml",
                f"add - file: notebooks/{entry.name} to its part there",
            )


def _chapters(contents: Entry) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each file in the table of contents, the caption of its part, and the file."""

    def walk(steps: Steps, value: Any, caption: str) -> Iterator[tuple[int, str, str]]:  # noqa: ANN401
        if isinstance(value, tuple):
            for i, item in enumerate(value):
                yield from walk((*steps, i), item, caption)
        elif isinstance(value, dict):
            caption = str(value.get("caption", caption))
            if isinstance(value.get("file"), str):
                yield contents.lines[(*steps, "file")], caption, value["file"]
            for name in ("parts", "chapters", "sections"):
                yield from walk((*steps, name), value.get(name), caption)

    return walk((), contents.data, "")


def _home(path: Path, lessons: list[Lesson]) -> Iterator[Problem]:
    """Find lessons that the table of the home page leaves out, or tells other things of."""
    if not path.exists():
        yield Problem(str(path), 1, "file", "is missing", "add it: it is the first page of the book")
        return
    page = read_markdown(path)
    rows = [(spot, cells) for spot, heading, cells in page.rows if heading == LESSONS_NOW]
    for lesson in lessons:
        target = f"notebooks/{lesson.id}.ipynb"
        found = [
            (spot, cells, words)
            for spot, cells in rows
            for place, href, words in page.links
            if place == spot and href == target
        ]
        if not found:
            line = next((spot.line for spot, _, text in page.headings if text == LESSONS_NOW), 1)
            yield Problem(
                str(path),
                line,
                "text",
                f"the table under {LESSONS_NOW!r} does not list the lesson {lesson.title!r}",
                f"add a row with [{lesson.title}]({target}) and {lesson.minutes} in the last column",
            )
        for spot, cells, words in found:
            if words != lesson.title:
                yield spot.problem(
                    f"the link says {words!r}, and the title in lessons.yml is {lesson.title!r}",
                    "write the same in both",
                )
            if cells[-1].strip() != str(lesson.minutes):
                yield spot.problem(
                    f"the last column says {cells[-1].strip()!r}, and lessons.yml {lesson.minutes} minutes",
                    "write the same in both",
                )
