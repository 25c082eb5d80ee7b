"""What pages gather from all lessons: their words for clients, their minutes and their objectives.

It is filled in when the book is built and when the lessons are copied for JupyterLab, so that it cannot
differ from the lessons themselves.
"""

import json
import re
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

from massage_neuropathy.content import Course, Lesson

SAY_IT = "Say it"
CLINIC = "14-case-clinic"
# All that would be more than text, but for the stars of emphasis, which objectives have.
_MARKUP = re.compile(r"([\\`_\[\]<>|])")


def fill_gathered(text: str, course: Course, notebooks: Path) -> str:
    """Return a page with what it gathers in place of ``<!-- say it -->`` and the like.

    Parameters
    ----------
    text : str
        A page, as Markdown.
    course : Course
        The content.
    notebooks : Path
        The folder of the notebooks.

    Returns
    -------
    str
        The page; links in it lead from the folder ``book``.
    """
    for marker, write in _MARKERS.items():
        if marker in text:
            text = text.replace(marker, write(course, notebooks))
    return text


def gathers(text: str) -> bool:
    """Tell whether a page gathers anything."""
    return any(marker in text for marker in _MARKERS)


def said_in(notebook: Path) -> list[str]:
    """Return the sentences under "Say it" in a notebook, a quotation each, without marks of quotation."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    text = "\n\n".join(source if isinstance(source, str) else "".join(source) for source in sources)
    section = re.search(rf"^## {SAY_IT}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not section:
        return []
    unquoted = re.sub(r"^>[ \t]*", "", section[1], flags=re.MULTILINE)
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", unquoted) if block.strip()]


def _say_it(course: Course, notebooks: Path) -> str:
    parts = []
    for part, lessons in _by_part(course).items():
        lines = []
        for lesson in lessons:
            notebook = notebooks / f"{lesson.id}.ipynb"
            if said := said_in(notebook) if notebook.exists() else []:
                lines.append(f"- **{_link(lesson)}.** {' '.join(said)}")
        if lines:
            parts.append(f"## {part}\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def _minutes(course: Course, notebooks: Path) -> str:
    rows = ["| Lesson | Minutes |", "|---|---|"]
    for part, lessons in _by_part(course).items():
        rows.append(f"| **{part}** | **{sum(lesson.minutes for lesson in lessons)}** |")
        rows += [f"| {_link(lesson)} | {lesson.minutes} |" for lesson in lessons]
    rows.append(f"| **All lessons** | **{sum(lesson.minutes for lesson in course.lessons.values())}** |")
    return "\n".join(rows)


def _objectives(course: Course, notebooks: Path) -> str:
    rows = ["| Lesson | The learner can | Questions for practice |", "|---|---|---|"]
    for lesson in (each for lessons in _by_part(course).values() for each in lessons):
        for objective in course.objectives.values():
            if objective.lesson == lesson.id:
                asked = [each for each in course.questions.values() if each.objective == objective.id]
                practice = sum(each.pool == "practice" for each in asked)
                text = _escape(" ".join(objective.text.split()))
                rows.append(f"| {_link(lesson, short=True)} | {text[0].lower()}{text[1:]} | {practice} |")
    return "\n".join(rows)


def _by_part(course: Course) -> dict[str, list[Lesson]]:
    return {
        part: list(lessons) for part, lessons in groupby(course.lessons.values(), lambda lesson: lesson.part)
    }


def _link(lesson: Lesson, *, short: bool = False) -> str:
    """Link a lesson from a page of the book, by its title or by its number where it has one."""
    numbered = short and lesson.number and lesson.id != CLINIC
    title = lesson.title.partition(":")[0] if short else lesson.title
    words = f"Lesson&nbsp;{lesson.number}" if numbered else _escape(title)
    return f"[{words}](../notebooks/{lesson.id}.ipynb)"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


_MARKERS: Mapping[str, Callable[[Course, Path], str]] = {
    "<!-- say it -->": _say_it,
    "<!-- minutes -->": _minutes,
    "<!-- objectives -->": _objectives,
}
