"""The session planner: from a decision of the screener and a client's wishes to a plan.

The words and rules stand in ``content/planning.yml``. A decision that stops the session, or makes all of it
wait, gives no plan. Every suggestion names its ground, and no technique is suggested above the ceiling of its
area. ``widgets/js/planning.js`` is the twin: both read the same data and plan alike.

How an area comes to its level
    The lowest stands: of the entries that apply there, of what the client feels there, and of the area
    itself where nothing was found. An area that is left out or waits has no level. A written answer that
    names an area lifts the entries that made it wait, and nothing else; their level stays.
What an area is
    Numb or painful: what the client feels there, and what the entries that apply there mean, also where the
    area waits or is left out. A swelling that no written answer names waits, and gives no plan at all unless
    it is known to be old, on both sides and explained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from massage_neuropathy.clients import Wishes
from massage_neuropathy.content import Course, load_course
from massage_neuropathy.planning_words import AREA_PARTS, FEELINGS, Planning, Zone
from massage_neuropathy.problems import did_you_mean
from massage_neuropathy.screening import AFFECTED, WHOLE_BODY, Decision, plain

__all__ = ["AreaPlan", "Minutes", "Plan", "Wishes", "plan"]

Does = Literal["work", "rest", "out", "waits"]
Blocked = Literal["stops", "known", "session-waits", "swelling", "nothing-left", "too-short"]
# Stand among the reasons of an area beside ids of conditions.
UNCLEARED, USUAL = "swollen", "usual"


@dataclass(frozen=True)
class AreaPlan:
    """What a plan does with one area.

    Parameters
    ----------
    area : str
        Its id.
    does : {"work", "rest", "out", "waits"}
        Whether it is worked on, could be but is not in this plan, is left out, or waits.
    state : str
        What it is: free, numb, swollen, mixed or painful.
    symptoms : tuple of str
        What the client feels there.
    level : int or None
        The highest pressure level. Course reasoning; no trial has tested it.
    because : tuple of str
        What sets the level, or why it is left out or waits: ids of conditions, symptoms, and `USUAL`.
    lifted : tuple of str
        What made it wait and what a written answer that names it has to answer: ids of conditions, and
        `UNCLEARED`. Empty where it did not wait or is not named.
    apart : tuple of str
        Parts of it that are left out or wait.
    keep_off : tuple of str
        Ids of conditions with a place in it that no hand touches.
    minutes : int
        Hands-on minutes.
    suggestions : mapping of str to tuple of str
        Ids of techniques and of what is said of pace.
    """

    area: str
    does: Does
    state: str
    symptoms: tuple[str, ...]
    level: int | None
    because: tuple[str, ...]
    lifted: tuple[str, ...]
    apart: tuple[str, ...]
    keep_off: tuple[str, ...]
    minutes: int
    suggestions: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Elsewhere:
    """What holds in a place that is none of the areas a session works on, or is not known yet.

    Parameters
    ----------
    area : str
        Its id.
    does : {"out", "waits", "level"}
        Whether it is left out, waits, or has a highest level.
    level : int or None
        That level.
    because : tuple of str
        Ids of the conditions it comes from.
    """

    area: str
    does: Literal["out", "waits", "level"]
    level: int | None
    because: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """A stretch of the session that is not hands-on."""

    block: str
    minutes: int


@dataclass(frozen=True)
class Plan:
    """A session, or why there is none.

    Parameters
    ----------
    blocked : str or None
        Why there is no plan: the answer stops the session, the session waits until something is known or for
        a written answer, there is a swelling that nobody has explained, no area is left, or the minutes are
        too few. Everything else but the areas is empty then.
    areas : tuple of AreaPlan
        Areas that are worked on, in their order, then the others.
    elsewhere : tuple of Elsewhere
        What holds in other places.
    frame : tuple of Minutes
        What is not hands-on.
    minutes : int
        All minutes together.
    caps : tuple of int
        Numbers of the caps that apply, from 0.
    suggestions : mapping of str to tuple of str
        Ids of suggestions by part, for the session as a whole.
    """

    blocked: Blocked | None
    areas: tuple[AreaPlan, ...]
    elsewhere: tuple[Elsewhere, ...]
    frame: tuple[Minutes, ...]
    minutes: int
    caps: tuple[int, ...]
    suggestions: Mapping[str, tuple[str, ...]]

    def as_json(self) -> dict[str, Any]:
        """Return it as data in the sense of JSON, as the script has it."""
        return plain(asdict(self))


def plan(decision: Decision, wishes: Wishes, course: Course | None = None) -> Plan:
    """Plan a session.

    Parameters
    ----------
    decision : Decision
        What the screener has decided.
    wishes : Wishes
        What the client feels where, what a written answer names, what the client wants, and the minutes.
    course : Course, optional
        The entries and rules; by default those of the course.

    Returns
    -------
    Plan
        The plan, or why there is none.

    Raises
    ------
    ValueError
        If an area, a symptom or a goal is not known.
    """
    course = course or load_course()
    words = course.planning
    _refuse_unknown(wishes, course)
    stops = {answer.id for answer in course.screening.answers if answer.stops}
    if decision.answer in stops:
        return _none("stops")
    if decision.answer == "ask-first" and decision.waits in ("known", "session"):
        return _none("known" if decision.waits == "known" else "session-waits")
    if wishes.swelling != "no" and _has_unnamed_swelling(wishes, course):
        return _none("swelling")
    found = [_look(zone, decision, wishes, course) for zone in words.zones]
    elsewhere = _elsewhere(decision, wishes, course)
    if all(one.does in ("out", "waits") for one in found):
        return _none("nothing-left", found, elsewhere)
    facts = _session_facts(decision, wishes, found, elsewhere, course)
    frame = [block for block in words.frame if block.holds(facts)]
    caps = [n for n, cap in enumerate(words.time.caps) if cap.holds(facts)]
    hands_on = max(0, wishes.minutes - sum(block.minutes for block in frame))
    hands_on = min([hands_on, *(words.time.caps[n].minutes for n in caps)])
    if hands_on < words.time.least_for_affected:
        return _none("too-short")
    shares = _share(hands_on, found, wishes, words)
    places = {area: place for place, area in enumerate(shares)}
    areas = [_with_minutes(one, shares) for one in found]
    areas.sort(key=lambda one: places.get(one.area, len(places)))
    total = sum(block.minutes for block in frame) + sum(shares.values())
    facts |= {f"work:{area}" for area in shares}
    facts |= {f"work-{word}" for one in areas if one.does == "work" for word in (*one.symptoms, one.state)}
    if any(one.does == "work" and one.level <= 2 for one in areas):
        facts |= {"light"}
    if total < wishes.minutes:
        facts |= {"cut"}
    return Plan(
        blocked=None,
        areas=tuple(_with_suggestions(one, facts, words) for one in areas),
        elsewhere=elsewhere,
        frame=tuple(Minutes(block.id, block.minutes) for block in frame),
        minutes=total,
        caps=tuple(caps),
        suggestions={
            part.id: tuple(one.id for one in words.suggestions if one.part == part.id and one.holds(facts))
            for part in words.parts
            if part.id not in AREA_PARTS
        },
    )


def _none(why: Blocked, areas: Iterable[AreaPlan] = (), elsewhere: tuple[Elsewhere, ...] = ()) -> Plan:
    return Plan(why, tuple(areas), elsewhere, (), 0, (), {})


def _has_unnamed_swelling(wishes: Wishes, course: Course) -> bool:
    """Tell whether anything is swollen that no written answer names."""
    named = course.screening.with_parts(wishes.cleared)
    return any("swollen" in felt and area not in named for area, felt in wishes.symptoms.items())


def _answered(decision: Decision, course: Course) -> set[str]:
    """Return the entries that a written answer can lift: those that wait by area."""
    return {
        line.condition
        for line in decision.lines
        if line.condition in course.conditions and course.conditions[line.condition].waits == "area"
    }


def _look(zone: Zone, decision: Decision, wishes: Wishes, course: Course) -> AreaPlan:
    """Say of an area what may be done there, before anything is chosen."""
    within = (zone.area, *zone.parts)
    holds = {area.id: area.holds for area in course.screening.areas}

    cleared = zone.area in course.screening.with_parts(wishes.cleared)
    lifts = _answered(decision, course) if cleared else set()
    hold = {
        kind: {
            area: left for area in within if (left := [n for n in by_area.get(area, ()) if n not in lifts])
        }
        for kind, by_area in (("out", decision.left_out), ("waits", decision.waiting))
    }
    held = {
        name
        for area in within
        for name in (*decision.left_out.get(area, ()), *decision.waiting.get(area, ()))
    }
    applies = {name for area in within for name in decision.applies.get(area, ())}
    felt = {
        symptom
        for area, symptoms in wishes.symptoms.items()
        if area in within or zone.area in holds[area]
        for symptom in symptoms
    }
    for symptom in course.planning.symptoms:
        if applies & {*symptom.entries}:
            felt.add(symptom.id)
    symptoms = tuple(symptom.id for symptom in course.planning.symptoms if symptom.id in felt)
    lifted = [name for name in course.conditions if name in held & lifts]
    if cleared and UNCLEARED in felt:
        lifted.append(UNCLEARED)
    state = _state(symptoms) or ("named" if lifted else "free")
    apart = tuple(part for part in zone.parts if part in hold["out"] or part in hold["waits"])
    off = {name for area in within for name in decision.keep_off.get(area, ())}
    keep_off = tuple(name for name in course.conditions if name in off)

    def area_plan(does: Does, level: int | None, because: Iterable[str]) -> AreaPlan:
        return AreaPlan(
            zone.area, does, state, symptoms, level, tuple(because), tuple(lifted), apart, keep_off, 0, {}
        )

    for does in ("waits", "out"):
        if zone.area in hold[does]:
            return area_plan(does, None, hold[does][zone.area])
    if UNCLEARED in symptoms and not cleared:
        return area_plan("waits", None, [UNCLEARED])
    levels = _levels(within, applies | held, decision, course)
    levels |= {symptom.id: symptom.ceiling for symptom in course.planning.symptoms if symptom.id in felt}
    levels[USUAL] = zone.ceiling
    level = min(levels.values())
    setting = [name for name, own in levels.items() if own == level]
    return area_plan("work", level, [name for name in setting if name != USUAL] or [USUAL])


def _levels(
    within: Iterable[str], names: Iterable[str], decision: Decision, course: Course
) -> dict[str, int]:
    """Return the level that each entry allows in an area or its parts, by its id.

    These are the entries that apply there, or make it wait, and those that a decision names for its level.
    Where it names no level, since the area is left out or waits, those for the whole body count as well.
    """
    counts = {*names}
    for area in within:
        if area in decision.ceilings:
            counts |= {*decision.ceilings[area].conditions}
        else:
            counts |= {
                line.condition
                for line in decision.lines
                if line.condition in course.conditions
                and WHOLE_BODY in course.conditions[line.condition].areas
            }
    return {
        name: condition.ceiling
        for name, condition in course.conditions.items()
        if name in counts and condition.ceiling is not None
    }


def _elsewhere(decision: Decision, wishes: Wishes, course: Course) -> tuple[Elsewhere, ...]:
    """Say what holds in places that are none of the zones."""
    zones = {area for zone in course.planning.zones for area in (zone.area, *zone.parts)}
    cleared = course.screening.with_parts(wishes.cleared)
    answered = _answered(decision, course)
    found = []
    for area in course.screening.areas:
        # The whole body is there by its parts.
        if area.id in zones or area.id == WHOLE_BODY:
            continue
        # Once it is known where the client has it, that place counts.
        here = {*decision.applies.get(AFFECTED, ())} if area.id == AFFECTED else {*course.conditions}
        here -= answered if area.id in cleared else set()
        for does, by_area in (("out", decision.left_out), ("waits", decision.waiting)):
            because = tuple(name for name in by_area.get(area.id, ()) if name in here)
            if because:
                found.append(Elsewhere(area.id, does, None, because))
        if area.id == AFFECTED and area.id in decision.ceilings:
            ceiling = decision.ceilings[area.id]
            found.append(Elsewhere(area.id, "level", ceiling.level, ceiling.conditions))
    return tuple(found)


def _state(symptoms: Iterable[str]) -> str | None:
    felt = {*symptoms}
    if {"numb", "painful"} <= felt:
        return "mixed"
    return next((word for word in ("painful", "swollen", "numb") if word in felt), None)


def _session_facts(
    decision: Decision,
    wishes: Wishes,
    areas: Iterable[AreaPlan],
    elsewhere: Iterable[Elsewhere],
    course: Course,
) -> frozenset[str]:
    facts = {f"change:{name}" for name in decision.adaptations}
    facts |= {f"entry:{line.condition}" for line in decision.lines}
    facts |= {f"goal:{goal}" for goal in wishes.goals}
    for one in areas:
        felt = {word for word in FEELINGS if word in (*one.symptoms, one.state)}
        where = "open" if one.does == "work" else "held"
        facts |= felt | {f"{where}-{word}" for word in felt}
        if one.does == "work" and one.lifted:
            facts.add("lifted")
    for one in (*areas, *elsewhere):
        facts |= {fact for fact, does in (("some-out", "out"), ("some-wait", "waits")) if one.does == does}
    unplaced = {*decision.applies.get(AFFECTED, ())}
    facts |= {symptom.id for symptom in course.planning.symptoms if unplaced & {*symptom.entries}}
    if not all(_is_answered(name, decision, wishes, course) for name in decision.appointments):
        facts.add("appointment")
    return frozenset(facts)


def _is_answered(name: str, decision: Decision, wishes: Wishes, course: Course) -> bool:
    """Tell whether written answers name every area that waits for an entry."""
    waits = [area for area, names in decision.waiting.items() if name in names and area != AFFECTED]
    answered = course.conditions[name].waits == "area" and bool(waits)
    return answered and course.screening.with_parts(wishes.cleared).issuperset(waits)


def _share(hands_on: int, areas: Iterable[AreaPlan], wishes: Wishes, words: Planning) -> dict[str, int]:
    """Share the hands-on minutes out; areas that are worked on, in their order."""
    time = words.time
    order = [state.id for state in words.states]
    by_state = {state.id: state.most for state in words.states}
    by_zone = {zone.area: zone.most for zone in words.zones}
    open_ = [one for one in areas if one.does == "work"]
    most = {one.area: min(by_state[one.state], by_zone[one.area]) for one in open_}
    wanted = [
        area for goal in words.goals if goal.id in wishes.goals for area in goal.areas if area in time.first
    ]
    first = list(dict.fromkeys([*wanted, *time.first]))
    free = sorted((one for one in open_ if one.state == "free"), key=lambda one: first.index(one.area))
    affected = sorted(
        (one for one in open_ if one.state != "free"),
        key=lambda one: (order.index(one.state), first.index(one.area)),
    )
    budget = hands_on * time.share_for_affected // 100 if free else hands_on
    letter = wishes.letter_minutes or hands_on
    lifted = [one.area for one in affected if one.lifted][: max(1, letter // time.least_for_affected)]
    affected = [one for one in affected if not one.lifted or one.area in lifted]
    affected = affected[: budget // time.least_for_affected]
    shares = _deal(budget, [(one.area, most[one.area]) for one in affected], lifted, letter)
    rest = hands_on - sum(shares.values())
    free = free[: max(1, min(time.most_free, rest // time.least_for_free))]
    found = _deal(rest, [(one.area, most[one.area]) for one in free])
    return {area: minutes for area, minutes in (found | shares).items() if minutes}


def _deal(
    minutes: int, areas: list[tuple[str, int]], group: Iterable[str] = (), for_group: int = 0
) -> dict[str, int]:
    """Deal minutes out one by one, to each area up to its most, and to a group up to its most together."""
    shares = dict.fromkeys((area for area, _ in areas), 0)
    group = {*group}
    left = minutes
    while left:
        before = left
        for area, most in areas:
            is_full = area in group and sum(shares[one] for one in shares if one in group) >= for_group
            if left and shares[area] < most and not is_full:
                shares[area] += 1
                left -= 1
        if left == before:
            break
    return shares


def _with_minutes(one: AreaPlan, shares: Mapping[str, int]) -> AreaPlan:
    if one.does != "work":
        return one
    return replace(one, does="work" if one.area in shares else "rest", minutes=shares.get(one.area, 0))


def _with_suggestions(one: AreaPlan, facts: frozenset[str], words: Planning) -> AreaPlan:
    if one.does != "work":
        return one
    here = facts | {f"at:{one.area}", f"here:{one.state}", *(f"here:{word}" for word in one.symptoms)}
    if one.level >= 3:
        here |= {"here:level-3"}
    return replace(
        one,
        suggestions={
            part: tuple(
                each.id
                for each in words.suggestions
                if each.part == part and each.holds(here) and (each.level or 1) <= one.level
            )
            for part in AREA_PARTS
        },
    )


def _refuse_unknown(wishes: Wishes, course: Course) -> None:
    areas = {area.id for area in course.screening.areas}
    for area in (*wishes.symptoms, *wishes.cleared):
        if area not in areas:
            raise ValueError(f"there is no area {area!r}; {did_you_mean(area, areas, 'use an area')}")
    goals = {goal.id for goal in course.planning.goals}
    for goal in wishes.goals:
        if goal not in goals:
            raise ValueError(f"there is no goal {goal!r}; {did_you_mean(goal, goals, 'use a goal')}")
