"""A branching case as data for the script that plays it, and as a text that needs no script."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from massage_neuropathy.cases import Case
from massage_neuropathy.content import Course
from massage_neuropathy.widgets.rendering import TEMPLATES, inline, source

TAGS: Mapping[str | None, tuple[str, str]] = {
    None: ("✓", "Sound"),
    "unsafe": ("✗", "Unsafe"),
    "overcautious": ("▲", "More careful than needed"),
    "scope": ("◇", "Outside your scope"),
    "fit": ("◐", "Safe, not the best fit"),
}
"""Sign and words for the tag of a choice; the sign is not read out. As in ``case_play.js``."""

_QUOTES = MarkdownIt("zero", {"typographer": True}).enable(["smartquotes"])


def paragraphs(text: str) -> list[Markup]:
    """Return author's text as HTML, paragraph by paragraph."""
    return [inline(part) for part in text.splitlines() if part.strip()]


TEMPLATES.filters.update(paragraphs=paragraphs)


def render_case(case: Case, course: Course) -> str:
    """Return a case as a text with folded answers; see ``templates/case.html``."""
    ways = {f"{scene.id}/{choice.id}": choice for scene in case.scenes for choice in scene.choices}
    return TEMPLATES.get_template("case.html").render(
        case=case,
        tags=TAGS,
        number={scene.id: number for number, scene in enumerate(case.scenes, 1)},
        best=[ways[name] for name in case.best],
        needed=[one for scene in case.scenes for one in (*scene.ask, *scene.look) if one.needed],
        answer=answer_words(case, course),
        conditions=[source(course, key) for key in case.conditions],
        sources=_sources(case, course),
    )


def case_data(case: Case, course: Course) -> dict[str, Any]:
    """Return a case with all its texts, for the script that plays it."""
    return _curly(case.model_dump(mode="json", exclude={"answer", "conditions", "references"})) | {
        "hash": case.hash,
        "answer": answer_words(case, course),
        "conditions": [source(course, key) for key in case.conditions],
        "sources": _sources(case, course),
    }


def case_facts(case: Case) -> dict[str, Any]:
    """Return what judges plays of a case, without its texts; the fields are those of `case_data`."""
    return {
        "id": case.id,
        "hash": case.hash,
        "title": case.title,
        "lesson": case.lesson,
        "page": case.page,
        "start": case.start,
        "scenes": [
            {
                "id": scene.id,
                "objective": scene.objective,
                **{
                    field: [
                        {"id": one.id, "red_flag": one.red_flag, "minutes": one.minutes, "needed": True}
                        for one in inquiries
                        if one.needed
                    ]
                    for field, inquiries in (("ask", scene.ask), ("look", scene.look))
                },
                "choices": [{"id": one.id, "next": one.next, "tag": one.tag} for one in scene.choices],
            }
            for scene in case.scenes
        ],
        "endings": [{"id": ending.id} for ending in case.endings],
    }


def answer_words(case: Case, course: Course) -> str:
    """Return the right answer on the day in the words of the course."""
    words = {answer.id: answer.say for answer in course.screening.answers}
    # Of a fictional client, once all is known: the screener never says it.
    return words.get(case.answer, "Go ahead: nothing was found that limits this session")


def _sources(case: Case, course: Course) -> list[dict[str, str | None]]:
    return [source(course, key) for key in case.references if key not in case.conditions]


def _curly(value: Any) -> Any:  # noqa: ANN401
    """Return data with the quotes of its texts as they are on the pages of the book."""
    if isinstance(value, dict):
        return {key: _curly(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_curly(each) for each in value]
    return unescape(_QUOTES.renderInline(value)) if isinstance(value, str) else value
