"""The entries of the reference pages, written from the content.

The text is Markdown that reads the same in JupyterLab and in the book. Every entry carries an anchor, the
key or id that lessons link to.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from massage_neuropathy.content import Condition, Course, Mechanism, Reference, Term, Trial

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

# Whose nerves a study was about, the best known first.
GROUPS = {
    "chemotherapy": "During and after chemotherapy",
    "diabetes": "Diabetes",
    "other": "Other neuropathy and nerve pain",
    "one-nerve": "One pressed nerve: carpal tunnel syndrome",
    "nearby": "Nearby: other conditions, or other than massage",
}
# How sure it is that massage does what is claimed, the surest first.
SURENESS = {
    "measured": "Measured",
    "indirect": "Fits, not measured directly",
    "conflicting": "Conflicting",
    "not-shown": "Not shown",
}

_STOP = re.compile("|".join(words for words in ANSWERS.values() if words.startswith("Stop: ")))
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


def trials_markdown(course: Course) -> str:
    """Return the studies by whose nerves they were about, each group in alphabetical order."""
    parts = []
    for group, heading in GROUPS.items():
        if own := _trials_of(group, course):
            parts.append(f"### {heading}\n\n" + "\n\n".join(_trial(each, course) for each in own))
    return "\n\n".join(parts)


def mechanisms_markdown(course: Course) -> str:
    """Return the ideas of how massage may work, the surest first."""
    parts = []
    for sureness, heading in SURENESS.items():
        own = [each for each in course.mechanisms.values() if each.sureness == sureness]
        if own:
            parts.append(f"### {heading}\n\n" + "\n\n".join(_mechanism(each, course) for each in own))
    return "\n\n".join(parts)


def trials_table(course: Course) -> str:
    """Return the studies at a glance, in the order of their entries; a phone shows the first columns."""
    rows = [
        (
            f"[{_cell(course.references[trial.reference].short)}](evidence.md#{trial.id})",
            _cell(trial.result),
            _cell(trial.compared_with or "not seen"),
            _cell(trial.people or "not seen"),
        )
        for group in GROUPS
        for trial in _trials_of(group, course)
    ]
    return _table(("Study", "Result", "Compared with", "People"), rows)


def mechanisms_table(course: Course) -> str:
    """Return the ideas of how massage may work at a glance, the surest first."""
    rows = [
        (f"[{_cell(each.name)}](evidence.md#{each.id})", _cell(heading), _cell(each.say))
        for sureness, heading in SURENESS.items()
        for each in course.mechanisms.values()
        if each.sureness == sureness
    ]
    return _table(("Claimed", "How sure", "What you can say"), rows)


def _trials_of(group: str, course: Course) -> list[Trial]:
    own = [each for each in course.trials.values() if each.group == group]
    return sorted(own, key=lambda each: course.references[each.reference].short.casefold())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))


def _cell(text: object) -> str:
    return _line(str(text)).replace("|", r"\|")


def _trial(trial: Trial, course: Course) -> str:
    work = course.references[trial.reference]
    people = f"{trial.people} people" if trial.people else "number of people not seen"
    lead = [f"**[{_escape(work.short)}](references.md#{work.key})**", people]
    lines = {
        "Who": trial.who,
        "Massage": trial.massage,
        "Compared with": trial.compared_with,
        "Blind": trial.blinding,
        "Measured": trial.outcome,
        "Result": trial.result,
        "Keep in mind": trial.limit,
        "Harm": trial.harms,
    }
    country = [_line(trial.country)] if trial.country else []
    return _block(trial.id, " · ".join(lead + country), lines)


def _mechanism(mechanism: Mechanism, course: Course) -> str:
    lines = {
        "Claimed": mechanism.claimed,
        "Measured": mechanism.measured,
        "In whom": mechanism.whom,
        "Say": f'"{mechanism.say}"',
    }
    lead = f"**{_line(mechanism.name)}** · {SURENESS[mechanism.sureness]}"
    return _block(mechanism.id, lead, lines, _sources(mechanism.references, course))


def _block(name: str, lead: str, lines: Mapping[str, str | None], sources: str = "") -> str:
    """Write a list item with labeled lines, which a phone can show where a wide table would not fit."""
    labeled = [f"*{label}:* {_line(text[0].upper() + text[1:])}" for label, text in lines.items() if text]
    return "\\\n  ".join([f"- {_anchor(name)}{lead}", *labeled, *filter(None, [sources.strip()])])


def _rule(condition: Condition, course: Course) -> str:
    waits = {"session": " The whole session waits.", "area": " The area waits.", None: ""}[condition.waits]
    do = _STOP.sub(r"**\g<0>**", _line(condition.do))
    return (
        f"{_anchor(condition.id)}**{_escape(condition.name)}.**{waits} {do}\n\n"
        f"  Ground: {condition.ground}.{_sources(condition.references, course)}\n"
    )


def _reference(reference: Reference) -> str:
    return _escape(reference.text) + (f" <{reference.link}>" if reference.link else "")


def _term(term: Term, course: Course) -> str:
    british = f" (British spelling: {_escape(term.british)})" if term.british else ""
    lesson, sources = course.lessons[term.lesson], _sources(term.references, course)
    definition = _line(term.definition)
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


def _line(text: str) -> str:
    return _escape(" ".join(text.split()))


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
    "<!-- trials -->": (
        trials_markdown,
        lambda course: {
            key: course.references[trial.reference].short for key, trial in course.trials.items()
        },
    ),
    "<!-- trials table -->": (trials_table, lambda course: {}),
    "<!-- mechanisms table -->": (mechanisms_table, lambda course: {}),
    "<!-- mechanisms -->": (
        mechanisms_markdown,
        lambda course: {key: mechanism.name for key, mechanism in course.mechanisms.items()},
    ),
}
