"""The entries of the reference list and the glossary, written from the content.

The text is Markdown that reads the same in JupyterLab and in the book. Every entry carries an anchor, the
key or id that lessons link to.
"""

import re
from collections.abc import Callable, Iterable

from massage_neuropathy.content import Condition, Course, Reference, Term

# The answers in the words of the course, the strictest first.
ANSWERS = {
    "stop-emergency": "Stop: emergency now",
    "help-on-the-spot": "Stop: help on the spot",
    "stop-today": "Stop: care today",
    "another-day": "Stop: another day",
    "ask-first": "Ask first",
    "adapt": "Adapt",
    "nothing-stops": "Nothing here stops a session",
}

_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def fill_page(text: str, course: Course) -> str:
    """Return a page with the entries in place of ``<!-- references -->`` and the like."""
    for marker, (write, _) in _MARKERS.items():
        if marker in text:
            text = text.replace(marker, write(course))
    return text


def anchors(text: str, course: Course) -> dict[str, str]:
    """Return the anchors that `fill_page` adds to a page, with the words that stand for each."""
    found: dict[str, str] = {}
    for marker, (_, names) in _MARKERS.items():
        if marker in text:
            found |= names(course)
    return found


def references_markdown(course: Course) -> str:
    """Return the reference list, in alphabetical order."""
    references = sorted(course.references.values(), key=lambda work: (work.text.casefold(), work.key))
    return "\n\n".join(f"- {_anchor(reference.key)}{_reference(reference)}" for reference in references)


def glossary_markdown(course: Course) -> str:
    """Return the glossary, in alphabetical order."""
    terms = sorted(course.terms.values(), key=lambda term: term.term.casefold())
    return "\n".join(f"- {_anchor(term.id)}{_term(term, course)}" for term in terms)


def rules_markdown(course: Course) -> str:
    """Return the course rules: the conditions by the answer they call for, the strictest first."""
    parts = []
    for answer, heading in ANSWERS.items():
        own = sorted(
            (each for each in course.conditions.values() if each.answer == answer),
            key=lambda each: each.name.casefold(),
        )
        if own:
            parts.append(f"## {heading}\n\n" + "\n".join(f"- {_rule(each, course)}" for each in own))
    return "\n\n".join(parts)


def _rule(condition: Condition, course: Course) -> str:
    waits = {"session": " The whole session waits.", "area": " The area waits.", None: ""}[condition.waits]
    return (
        f"{_anchor(condition.id)}**{_escape(condition.name)}.**{waits}"
        f" Ground: {condition.ground}.{_sources(condition.references, course)}"
    )


def _reference(reference: Reference) -> str:
    return _escape(reference.text) + (f" <{reference.link}>" if reference.link else "")


def _term(term: Term, course: Course) -> str:
    british = f" (British spelling: {_escape(term.british)})" if term.british else ""
    lesson, sources = course.lessons[term.lesson], _sources(term.references, course)
    definition = _escape(" ".join(term.definition.split()))
    return (
        f"**{_escape(term.term)}**{british}. {definition}\n\n"
        f"  First in [{_escape(lesson.title)}](../notebooks/{lesson.id}.ipynb).{sources}\n"
    )


def _sources(keys: Iterable[str], course: Course) -> str:
    cited = [course.cite(key) for key in keys]
    works = [work for work in cited if isinstance(work, Reference)]
    sources = [f"[{_escape(work.short)}](references.md#{work.key})" for work in works]
    return f" {'Source' if len(sources) == 1 else 'Sources'}: {'; '.join(sources)}." if sources else ""


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>'


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


_MARKERS: dict[str, tuple[Callable[[Course], str], Callable[[Course], dict[str, str]]]] = {
    "<!-- references -->": (
        references_markdown,
        lambda course: {key: reference.short for key, reference in course.references.items()},
    ),
    "<!-- glossary -->": (
        glossary_markdown,
        lambda course: {key: term.term for key, term in course.terms.items()},
    ),
    "<!-- rules -->": (
        rules_markdown,
        lambda course: {key: condition.name for key, condition in course.conditions.items()},
    ),
}
