"""The session planner, and worked plans of the practice clients for where no script runs."""

from collections.abc import Iterable
from typing import Any

from massage_neuropathy.content import Client, Course, load_course
from massage_neuropathy.planning import UNCLEARED, USUAL, AreaPlan, Plan, plan
from massage_neuropathy.planning_words import AREA_PARTS, Grounded
from massage_neuropathy.screening import Conflict, answers_of, screen
from massage_neuropathy.widgets.rendering import TEMPLATES, source
from massage_neuropathy.widgets.screener import answer_line
from massage_neuropathy.widgets.tools import Tool, tool


def planner() -> Tool:
    """Let a learner plan a session and compare it with what the course rules suggest.

    Without a script it is a set of practice clients, each with a folded plan.
    """
    course = load_course()
    return tool(render_planner(course), "Session planner, with practice clients")


def render_planner(course: Course) -> str:
    """Return worked plans as a text with folded answers; see ``templates/planner.html``."""
    words = course.planning
    return TEMPLATES.get_template("planner.html").render(
        words=words.words,
        planned=[_worked(client, course) for client in course.clients.values() if client.plan],
        grounds=[
            {
                "id": one.id,
                "name": one.name,
                "why": one.why,
                "ground": ground_words(one),
                "sources": [source(course, key) for key in one.references],
            }
            for one in words.suggestions
        ],
    )


def ground_words(one: Grounded) -> str:
    """Return a ground with how far it carries: ``"Trial: very low certainty"``."""
    return f"{one.ground}: {one.strength}" if one.strength else one.ground


def _worked(client: Client, course: Course) -> dict[str, Any]:
    """Return a practice client with decision, wishes and plan in words."""
    words = course.planning
    decision = screen(answers_of(client, course), course)
    found = plan(decision, client.plan, course)
    suggestions = {one.id: one for one in words.suggestions}
    frame = {block.id: block for block in words.frame}
    goals = {goal.id: goal for goal in words.goals}
    says = {area.id: area.say for area in course.screening.areas}
    return {
        "client": client,
        "answer": answer_line(decision, course.screening),
        "goals": [goals[name] for name in client.plan.goals],
        "goal_grounds": [ground_words(goals[name]) for name in client.plan.goals],
        "blocked": _blocked(found, course),
        "total": found.minutes,
        "caps": [words.time.caps[n].say for n in found.caps],
        "letter": any(one.lifted for one in found.areas),
        "elsewhere": [
            {
                "say": says[one.area],
                "does": one.does,
                "level": one.level,
                "because": reasons(one.because, course),
            }
            for one in found.elsewhere
        ],
        "before": [
            (block.minutes, frame[block.block].say) for block in found.frame if not frame[block.block].at_end
        ],
        "after": [
            (block.minutes, frame[block.block].say) for block in found.frame if frame[block.block].at_end
        ],
        "areas": [_area(one, course) for one in found.areas if one.does == "work"],
        "others": [_area(one, course) for one in found.areas if one.does in ("out", "waits")],
        "conflicts": [*dict.fromkeys(_conflict(each, course) for each in decision.conflicts)],
        "parts": [
            (part.title, [suggestions[name] for name in names])
            for part in words.parts
            if part.id not in AREA_PARTS and (names := found.suggestions.get(part.id))
        ],
    }


def _conflict(conflict: Conflict, course: Course) -> str:
    """Return a conflict of the screener in words."""
    if conflict.kind == "clash":
        clash = next(each for each in course.screening.clashes if {*each.adaptations} == {*conflict.about})
        return clash.say
    which = " and ".join(f"“{course.conditions[name].name}”" for name in conflict.conditions)
    if conflict.kind == "left-out":
        return f"{which}: some leave an area out, others allow a level there. Leaving out stands."
    return f"{which} allow different levels in an area. The lowest stands."


def _blocked(found: Plan, course: Course) -> str | None:
    words = course.planning.words
    return {
        None: None,
        "stops": words.stops,
        "known": words.known,
        "session-waits": words.session_waits,
        "swelling": course.planning.swelling.stops,
        "too-short": words.too_short,
        "nothing-left": words.nothing_left,
    }[found.blocked]


def _area(one: AreaPlan, course: Course) -> dict[str, Any]:
    """Return what a plan does with an area, in words."""
    words = course.planning
    says = {area.id: area.say for area in course.screening.areas}
    suggestions = {each.id: each for each in words.suggestions}
    states = {state.id: state.say for state in words.states}
    leave_out = {symptom.id: symptom.leave_out for symptom in words.symptoms}
    return {
        "name": says[one.area].capitalize(),
        "say": says[one.area],
        "state": states[one.state],
        "minutes": one.minutes,
        "level": one.level,
        "because": reasons(one.because, course),
        "does": one.does,
        "lifted": " and for ".join(
            [f"“{course.conditions[name].name}”" for name in one.lifted if name != UNCLEARED]
            + ["the swelling"] * (UNCLEARED in one.lifted)
        ),
        "keep_off": reasons(one.keep_off, course),
        "swollen": one.because == (UNCLEARED,),
        "apart": [says[part] for part in one.apart],
        "leave_out": leave_out[one.symptoms[0]] if one.symptoms else None,
        "suggestions": [suggestions[name] for names in one.suggestions.values() for name in names],
    }


def reasons(because: Iterable[str], course: Course) -> str:
    """Return in words what sets a level, or why an area is left out or waits."""
    because = [*because]
    entries = {symptom.id: {*symptom.entries} for symptom in course.planning.symptoms}
    names = {symptom.id: symptom.name for symptom in course.planning.symptoms}
    names[USUAL] = course.planning.words.usual
    return ", ".join(
        f"“{course.conditions[name].name}”" if name in course.conditions else names[name]
        for name in because
        # An entry says what the symptom would say again.
        if not entries.get(name, set()) & {*because}
    )
