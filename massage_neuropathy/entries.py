"""The entries of the reference list and the glossary, written from the content.

The text is Markdown that reads the same in JupyterLab and in the book. Every entry carries an anchor, the
key or id that lessons link to.
"""

import re
from collections.abc import Callable

from massage_neuropathy.content import Course, Reference, Term

_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def fill_page(text: str, course: Course) -> str:
    """Return a page with the entries in place of ``<!-- references -->`` and ``<!-- glossary -->``."""
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


def _reference(reference: Reference) -> str:
    return _escape(reference.text) + (f" <{reference.link}>" if reference.link else "")


def _term(term: Term, course: Course) -> str:
    british = f" (British spelling: {_escape(term.british)})" if term.british else ""
    cited = [course.cite(key) for key in term.references]
    works = [work for work in cited if isinstance(work, Reference)]
    sources = [f"[{_escape(work.short)}](references.md#{work.key})" for work in works]
    source = f" {'Source' if len(sources) == 1 else 'Sources'}: {'; '.join(sources)}." if sources else ""
    lesson = course.lessons[term.lesson]
    definition = _escape(" ".join(term.definition.split()))
    return (
        f"**{_escape(term.term)}**{british}. {definition}\n\n"
        f"  First in [{_escape(lesson.title)}](../notebooks/{lesson.id}.ipynb).{source}\n"
    )


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
}
