"""The contraindication screener, and practice clients to predict its answer for."""

from collections.abc import Mapping
from typing import Any

from massage_neuropathy.content import Client, Condition, Course, load_course
from massage_neuropathy.problems import did_you_mean
from massage_neuropathy.screening import CATCH_ALL, Decision, Line, answers_of, screen
from massage_neuropathy.screening_words import Screening
from massage_neuropathy.widgets.html_widget import HtmlWidget
from massage_neuropathy.widgets.rendering import TEMPLATES
from massage_neuropathy.widgets.tools import Tool, tool

_WAITS = {
    "known": "the whole session, until it is known",
    "session": "the whole session",
    "area": "an area",
}


def screener() -> Tool:
    """Show the screener: a form or a practice client, the learner's answer, and what the course rules say.

    Without a script it is the list of questions, each with its folded answer.
    """
    course = load_course()
    return tool(render_screener(course), f"Contraindication screener, {len(course.conditions)} entries")


def compare(client_id: str) -> HtmlWidget:
    """Show a practice client, ask for the learner's answer, and fold away what the screener says.

    Parameters
    ----------
    client_id : str
        The id of a practice client.

    Raises
    ------
    ValueError
        If there is no such client.
    """
    course = load_course()
    if client_id not in course.clients:
        fix = did_you_mean(client_id, course.clients, "use an id of content/clients.yml")
        raise ValueError(f"there is no practice client {client_id!r}; {fix}")
    client = course.clients[client_id]
    return HtmlWidget(html=render_comparison(client, course), text=f"Predict, then compare: {client.who}")


def render_screener(course: Course) -> str:
    """Return the screener as a text with folded answers; see ``templates/screener.html``."""
    return TEMPLATES.get_template("screener.html").render(
        parts=_parts(course),
        screening=course.screening,
        answers={each.id: answer_line(each, course.screening) for each in course.conditions.values()},
        last=answer_line(course.screening.catch_all, course.screening),
    )


def render_comparison(client: Client, course: Course) -> str:
    """Return a practice client with the folded answer as HTML; see ``templates/compare.html``."""
    decision = screen(answers_of(client, course), course)
    words = {answer.id: answer for answer in course.screening.answers}
    found = words[decision.answer]
    return TEMPLATES.get_template("compare.html").render(
        client=client,
        said=_said(client, course),
        choices=_choices(course.screening),
        found=found,
        right=_choice(found.form_of or found.id, decision.waits),
        answer=answer_line(decision, course.screening),
        lines=[_line(line, course) for line in _in_order(decision, course)],
        waits=decision.waits,
        screening=course.screening,
    )


def _choices(screening: Screening) -> list[tuple[str, str]]:
    """Return what can be predicted, the strictest first: id and words, Ask first with what waits."""
    return [
        (_choice(answer.id, waits), f"{answer.say}: {_WAITS[waits]}" if waits else answer.say)
        for answer in screening.answers
        if not answer.form_of
        for waits in (("session", "area") if answer.id == "ask-first" else (None,))
    ]


def _choice(answer: str, waits: str | None) -> str:
    # Until something is known, it is the whole session that waits.
    return f"{answer}-{'session' if waits == 'known' else waits}" if waits else answer


def _said(client: Client, course: Course) -> list[tuple[str, str]]:
    """Return what a client was asked and did not say no to. Names of entries would give the answer away."""
    said = [(course.conditions[name].question, word) for name, word in client.conditions.items()]
    if client.anything_else != "no":
        said.append((course.screening.catch_all.question, client.anything_else))
    return said


def answer_line(given: Condition | Decision | Line | Any, screening: Screening) -> str:  # noqa: ANN401
    """Return an answer in the words of the course, with what waits: ``"Ask first: an area"``."""
    say = next(answer.say for answer in screening.answers if answer.id == given.answer)
    return f"{say}: {_WAITS[given.waits]}" if given.waits else say


def _in_order(decision: Decision, course: Course) -> list[Line]:
    """Return the lines, among equals those whose own answer it is before those that have risen to it."""
    ranks = [(rank.answer, rank.waits) for rank in course.screening.strictness]
    return sorted(
        decision.lines, key=lambda line: (ranks.index((line.answer, line.waits)), bool(_raised(line, course)))
    )


def _raised(line: Line, course: Course) -> list[str]:
    """Return the words that have raised an entry above its own answer."""
    entry = course.conditions.get(line.condition)
    if entry is None or line.answer == entry.answer:
        return []
    answers = course.screening.rises
    return [entry.rises[n].when for n in line.rises if answers.get(entry.rises[n].urgency) == line.answer]


def _line(line: Line, course: Course) -> dict[str, Any]:
    """Return what one entry says: name, answer, what to do, a weak ground, and the answer of an unknown yes.

    Of an entry that has risen, the answer that it rose to says what to do, and not the entry by itself.
    """
    screening = course.screening
    answer = answer_line(line, screening)
    if line.condition == CATCH_ALL:
        do = screening.catch_all.say if line.known else screening.catch_all.dont_know
        return {
            "name": "Something that has not been talked about",
            "answer": answer,
            "do": do,
            "id": None,
            "yes": None,
            "weak": None,
        }
    entry = course.conditions[line.condition]
    wanted = [entry.answer if n is None else screening.rises[entry.rises[n].urgency] for n in line.settle]
    yes = next((word.say for word in screening.answers if word.id in wanted), None)
    raised = _raised(line, course)
    means = next(word.means for word in screening.answers if word.id == line.answer)
    do = f"{'. '.join(raised)}. {means}" if raised else entry.do
    weak = screening.weak_grounds.get(entry.ground)
    return {"name": entry.name, "answer": answer, "do": do, "id": entry.id, "yes": yes, "weak": weak}


def _parts(course: Course) -> Mapping[str, list[Condition]]:
    """Return the entries by the parts of the form, as ``js/screening_form.js`` has them."""
    entries = course.conditions.values()
    after = [each for each in entries if each.kind == "after-session" and not each.observed]
    asked = [each for each in entries if not each.observed and each.kind != "after-session"]
    parts = {
        group.title: [each for each in asked if each.group == group.id] for group in course.screening.groups
    }
    parts["After the last session"] = after
    parts["What you notice yourself"] = [each for each in entries if each.observed]
    return {title: found for title, found in parts.items() if found}
