"""Questions as HTML, which stands by itself: it needs neither a kernel nor a script to be read."""

import base64
from collections.abc import Iterable, Mapping
from functools import cache
from string import ascii_uppercase
from typing import Any, Literal
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from massage_neuropathy.content import Condition, Course, Question, Reference, SelectionError
from massage_neuropathy.problems import did_you_mean
from massage_neuropathy.questions import (
    ChoiceQuestion,
    MatchingQuestion,
    NumericQuestion,
    OrderingQuestion,
    as_text,
)

Mode = Literal["quiz", "guess", "reveal"]

# Emphasis is all that authors may use inside a question; everything else, HTML included, is shown as typed.
# Quotes become curly, as they are on the pages of the book.
_INLINE = MarkdownIt("zero", {"typographer": True}).enable(["emphasis", "escape", "smartquotes"])


def inline(text: str) -> Markup:
    """Return author's text as HTML: escaped, with ``*emphasis*`` and ``**strong emphasis**``."""
    return Markup(_INLINE.renderInline(text))


TEMPLATES = Environment(
    loader=PackageLoader("massage_neuropathy.widgets"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=False,
)
TEMPLATES.filters.update(inline=inline, number=as_text)
TEMPLATES.globals.update(
    letters=ascii_uppercase,
    file_of={
        "single": "choice.html",
        "multiple": "choice.html",
        "matching": "matching.html",
        "ordering": "ordering.html",
        "numeric": "numeric.html",
    },
)


def render(
    questions: Iterable[Question],
    *,
    mode: Mode,
    one_at_a_time: bool = False,
    moving: bool = False,
    place: str = "",
    course: Course,
) -> str:
    """Return some questions as HTML; see ``templates/quiz.html``. Same questions, same text.

    Raises
    ------
    ValueError
        If a question asks for a picture that is not there, or that does not go with its options.
    """
    questions = list(questions)
    return TEMPLATES.get_template("quiz.html").render(
        questions=questions,
        sources={each.id: [source(course, key) for key in each.references] for each in questions},
        keys={each.id: printed_key(each) for each in questions},
        pictures={each.id: picture_of(each) for each in questions},
        mode=mode,
        one_at_a_time=one_at_a_time,
        moving=moving,
        place=place,
    )


def render_one(question: Question, *, course: Course) -> str:
    """Return one question as HTML, as `render` has it among others in mode ``"quiz"``.

    Raises
    ------
    ValueError
        If it asks for a picture that is not there, or that does not go with its options.
    """
    return TEMPLATES.get_template("question.html").render(
        question=question,
        sources={question.id: [source(course, key) for key in question.references]},
        keys={question.id: printed_key(question)},
        pictures={question.id: picture_of(question)},
        mode="quiz",
        moving=False,
    )


def source(course: Course, key: str) -> dict[str, str | None]:
    """Return text and addresses of one source: a work of the bibliography, a condition or a claim."""
    cited = course.cite(key)
    if isinstance(cited, Reference):
        return {"text": cited.short, "href": f"../book/references.md#{quote(key)}", "link": cited.link}
    if isinstance(cited, Condition):
        return {"text": f"course rule “{cited.name}”", "href": f"../book/rules.md#{quote(key)}", "link": None}
    return {"text": f"the register of claims, article {cited.article}", "href": None, "link": None}


def printed_key(question: Question) -> str:
    """Return the right answer as the key on paper gives it: letters where the question has letters."""
    match question:
        case ChoiceQuestion(picture=None):
            return ", ".join(_letters([option.id for option in question.options], question.right))
        case ChoiceQuestion():
            return ", ".join(name.upper() for name in question.right)
        case MatchingQuestion():
            answers = _letters([choice.id for choice in question.choices], [i.answer for i in question.items])
            return ", ".join(f"{number} {letter}" for number, letter in enumerate(answers, 1))
        case OrderingQuestion():
            return ", ".join(_letters([step.id for step in question.shown], question.right))
        case NumericQuestion():
            return as_text(question.answer)
    raise TypeError(f"no key for {type(question).__name__}")


def _letters(ids: list[str], wanted: Iterable[str]) -> list[str]:
    return [ascii_uppercase[ids.index(name)] for name in wanted]


def picture_of(question: Question) -> Mapping[str, Any] | None:
    """Return the picture of a question as its template needs it; None if it has none.

    Raises
    ------
    ValueError
        If there is no such picture, or its areas are not the options of the question.
    """
    name = getattr(question, "picture", None)
    if not name:
        return None
    # Drawing needs matplotlib, which most questions do without.
    from massage_neuropathy.figures.pictures import PICTURES

    if name not in PICTURES:
        otherwise = "draw it in figures/pictures.py, or leave the field out"
        raise SelectionError(
            f"the question {question.id!r} asks for a picture {name!r}, and there is none",
            did_you_mean(name, PICTURES, otherwise),
        )
    picture = _drawn(name)
    options, areas = [option.id for option in question.options], [area["option"] for area in picture["areas"]]
    if sorted(options) != sorted(areas):
        raise SelectionError(
            f"the question {question.id!r} has the options {', '.join(sorted(options))}, "
            f"and the picture {name!r} the areas {', '.join(sorted(areas))}",
            "give both the same ids",
        )
    return picture


@cache
def _drawn(name: str) -> Mapping[str, Any]:
    from massage_neuropathy.figures.pictures import PICTURES
    from massage_neuropathy.figures.style import WIDTH

    picture = PICTURES[name]()
    illustration = picture.illustration
    height = illustration.size[1] / illustration.size[0] * WIDTH
    svg = base64.b64encode(illustration.svg.encode()).decode()
    return {
        "width": f"{WIDTH:g}",
        "height": f"{height:g}",
        "description": illustration.description,
        "source": f"data:image/svg+xml;base64,{svg}",
        # A page counts from the top, a figure from the bottom.
        "areas": [
            {"option": option, "points": " ".join(f"{x:.1f},{height - y:.1f}" for x, y in corners)}
            for option, corners in picture.areas.items()
        ],
    }
