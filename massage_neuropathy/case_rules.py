"""What a branching case must hold beyond the shape of its fields: a story in which every way leads somewhere.

The rules look at the file as written, so that a mistake in one field hides no mistake in another.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from massage_neuropathy.problems import did_you_mean
from massage_neuropathy.yaml_reader import Entry, Steps

# Where in a case, what is wrong, and what to do.
Finding = tuple[Steps, str, str]
Part = tuple[Steps, dict[str, Any]]
Known = Mapping[str, Mapping[str, int] | None]

ENDINGS_AT_LEAST = 3
STOPPING = ("stop-emergency", "stop-today", "help-on-the-spot", "another-day")
"""The answers after which nothing is massaged today."""


def case_rules(entry: Entry, known: Known) -> Iterator[Finding]:
    """Find what is wrong with one case.

    Parameters
    ----------
    entry : Entry
        The case as it stands in its file.
    known : mapping
        The ids of each kind, None for a kind whose files cannot be read.

    Yields
    ------
    tuple
        The steps to a field, what is wrong with it, and what to do.
    """
    yield from _ids_used_twice(entry)
    yield from _unknown(entry, known)
    yield from _tags(entry)
    yield from _time(entry)
    yield from _answer(entry)
    yield from _ways(entry)
    yield from _outcomes(entry)
    yield from _best(entry)


def graph(entry: Entry) -> nx.MultiDiGraph:
    """Return a case as a graph: scenes and endings, joined by the choices that lead somewhere."""
    ways = nx.MultiDiGraph()
    moments = {record["id"] for _, record in _moments(entry)}
    ways.add_nodes_from(sorted(moments))
    for _, scene in _scenes(entry):
        for _, choice in _choices(entry, scene["id"]):
            if choice.get("next") in moments:
                ways.add_edge(scene["id"], choice["next"], key=choice.get("id"), tag=choice.get("tag"))
    return ways


def _parts(record: dict[str, Any], field: str, steps: Steps) -> list[Part]:
    listed = record.get(field)
    return [
        ((*steps, field, i), each)
        for i, each in enumerate(listed if isinstance(listed, tuple) else ())
        if isinstance(each, dict) and isinstance(each.get("id"), str)
    ]


def _scenes(entry: Entry) -> list[Part]:
    return _parts(entry.data, "scenes", ()) if isinstance(entry.data, dict) else []


def _moments(entry: Entry) -> list[Part]:
    return [*_scenes(entry), *_parts(entry.data, "endings", ())] if isinstance(entry.data, dict) else []


def _choices(entry: Entry, name: str | None = None) -> list[Part]:
    """Return the choices of all scenes, or of the one with this id."""
    scenes = [part for part in _scenes(entry) if name in (None, part[1]["id"])]
    return [choice for steps, scene in scenes for choice in _parts(scene, "choices", steps)]


def _inquiries(entry: Entry) -> list[Part]:
    return [
        inquiry
        for steps, scene in _scenes(entry)
        for field in ("ask", "look")
        for inquiry in _parts(scene, field, steps)
    ]


def _ids_used_twice(entry: Entry) -> Iterator[Finding]:
    for what, parts in (
        ("scenes or endings of this case", _moments(entry)),
        ("things to ask or look at in this case", _inquiries(entry)),
        *(("choices of this scene", _choices(entry, scene["id"])) for _, scene in _scenes(entry)),
    ):
        seen: set[str] = set()
        for steps, record in parts:
            if record["id"] in seen:
                yield (*steps, "id"), f"{record['id']!r} stands for two {what}", "give each its own id"
            seen.add(record["id"])


def _unknown(entry: Entry, known: Known) -> Iterator[Finding]:
    """Find ids that lead nowhere: of scenes and endings, of objectives, of errors."""
    moments = [record["id"] for _, record in _moments(entry)]
    scenes = [scene["id"] for _, scene in _scenes(entry)]
    start = entry.data.get("start") if isinstance(entry.data, dict) else None
    if isinstance(start, str) and start not in scenes:
        fix = did_you_mean(start, scenes, "write the id of the first scene")
        yield ("start",), f"there is no scene {start!r} in this case", fix
    wanted = [
        (parts, field, what, ids)
        for parts, field, what, ids in (
            (_choices(entry), "next", "scene or ending {} in this case", moments),
            (_scenes(entry), "objective", "objective {}", known["objectives"]),
            (_choices(entry), "error", "error {}", known["errors"]),
        )
        if ids is not None
    ]
    for parts, field, what, ids in wanted:
        for steps, record in parts:
            name = record.get(field)
            if isinstance(name, str) and name and name not in ids:
                fix = did_you_mean(name, ids, f"use one that is there, or add {name!r}")
                yield (*steps, field), f"there is no {what.format(repr(name))}", fix


def _tags(entry: Entry) -> Iterator[Finding]:
    choices = _choices(entry)
    for steps, choice in choices:
        if choice.get("tag") is not None and choice.get("error") is None:
            yield (
                (*steps, "error"),
                "is missing: a choice with a tag says which error it is",
                "write the id of an error in errors.yml, or remove the tag",
            )
        elif choice.get("error") is not None and choice.get("tag") is None:
            yield (
                (*steps, "error"),
                "a sound choice has no error",
                "remove it, or write a tag: unsafe, overcautious, scope or fit",
            )
    if choices and all(choice.get("tag") != "overcautious" for _, choice in choices):
        yield (
            ("scenes",),
            "no choice is tagged overcautious",
            "add one that people make: where caution is always right, nobody has to think",
        )


def _time(entry: Entry) -> Iterator[Finding]:
    """Find red flags that cost time, questions that cost none, and a time that is too long or too short."""
    inquiries, everything, needed = _inquiries(entry), 0, 0
    for steps, inquiry in inquiries:
        minutes = inquiry.get("minutes", 0)
        if type(minutes) is not int:
            return
        if inquiry.get("red_flag") is True and minutes:
            yield (*steps, "minutes"), "a red flag costs no time", "remove it, or remove red_flag"
        elif not inquiry.get("red_flag") and not minutes:
            yield (
                (*steps, "minutes"),
                "is missing: only red flags cost no time",
                "write 1, 2 or 3, or write red_flag: true",
            )
        everything += minutes
        needed += minutes if inquiry.get("needed") else 0
    given = entry.data.get("minutes") if isinstance(entry.data, dict) else None
    if type(given) is not int or not inquiries:
        return
    if everything <= given:
        yield (
            ("minutes",),
            f"everything can be asked and looked at: it takes {everything} minutes of {given}",
            "give less time, or more to ask, so that learners have to choose",
        )
    if needed > given:
        yield (
            ("minutes",),
            f"what is needed takes {needed} minutes, and there are {given}",
            "give more time, or let it take less",
        )


def _answer(entry: Entry) -> Iterator[Finding]:
    """Find a case in which nobody may be massaged, and refusing is the error all the same."""
    answer = entry.data.get("answer") if isinstance(entry.data, dict) else None
    if answer in STOPPING and entry.data.get("refusing_is_the_error") is True:
        yield (
            ("refusing_is_the_error",),
            f"the answer is {answer}: not to massage today is no error here",
            "remove it, or write another answer",
        )
    if answer == "stop-emergency":
        return
    for steps, inquiry in _inquiries(entry):
        if inquiry.get("red_flag") is True and not inquiry.get("needed"):
            yield (
                (*steps, "needed"),
                "is missing: a yes to a red flag would change the answer of this case",
                "write why nobody should decide without it, or remove red_flag",
            )


def _ways(entry: Entry) -> Iterator[Finding]:
    """Find what cannot be reached, and what cannot be left."""
    ways, places = graph(entry), {record["id"]: steps for steps, record in reversed(_moments(entry))}
    endings = {record["id"] for _, record in _parts(entry.data, "endings", ())} if places else set()
    start = entry.data.get("start") if places else None
    if start not in ways:
        return
    reached = nx.descendants(ways, start) | {start}
    for name, steps in places.items():
        if name not in reached:
            what = "ending" if name in endings else "scene"
            yield (
                (*steps, "id"),
                f"nobody gets to this {what}: no way from {start!r} leads here",
                f"let a choice lead here, or remove the {what}",
            )
    rings = [ring for ring in nx.strongly_connected_components(ways) if len(ring) > 1]
    rings += [{name} for name in nx.nodes_with_selfloops(ways)]
    for name in sorted(reached - endings):
        if endings & nx.descendants(ways, name):
            continue
        if any(name in ring for ring in rings):
            message = f"{name!r} is in a loop without an exit: no way leads to an ending"
        else:
            message = f"{name!r} is a dead end: no way leads from here to an ending"
        yield (*places[name], "choices"), message, "let a choice lead to an ending"
    if len(endings & reached) < ENDINGS_AT_LEAST <= len(endings):
        yield (
            ("endings",),
            f"{len(endings & reached)} of its endings can be reached, and {ENDINGS_AT_LEAST} are needed",
            "let choices lead to more of them",
        )


def _outcomes(entry: Entry) -> Iterator[Finding]:
    """Find endings that do not agree with the tags of the ways that lead to them.

    What ends in harm or delay took an unsafe choice, and nothing unsafe leads to a good end: otherwise a
    learner is told of harm and, beside it, that safety was kept.
    """
    ways = graph(entry)
    start = entry.data.get("start") if isinstance(entry.data, dict) else None
    if start not in ways:
        return
    reached = nx.descendants(ways, start) | {start}
    edges = ways.edges(keys=True, data="tag")
    unsafe = [(one, other, key) for one, other, key, tag in edges if tag == "unsafe"]
    after = {
        name for one, other, _ in unsafe if one in reached for name in nx.descendants(ways, other) | {other}
    }
    ways.remove_edges_from(unsafe)
    careful = nx.descendants(ways, start) | {start}
    for steps, ending in _parts(entry.data, "endings", ()):
        name, outcome = ending["id"], ending.get("outcome")
        if outcome in ("delayed", "harm") and name in careful:
            yield (
                (*steps, "outcome"),
                f"{name!r} is told as {outcome}, and a way without an unsafe choice leads to it",
                "tag the choice that led to it unsafe, or let it end in another way",
            )
        elif outcome == "good" and name in after:
            yield (
                (*steps, "outcome"),
                f"{name!r} is told as good, and an unsafe choice leads to it",
                "let the unsafe choice lead to another ending, or tag it otherwise",
            )


def _best(entry: Entry) -> Iterator[Finding]:
    """Find a best path that is no way from the start to an ending, or no sound one."""
    at = next((text for _, text in entry.texts("start")), None)
    scenes = {scene["id"] for _, scene in _scenes(entry)}
    ways = {f"{s['id']}/{c['id']}": c for _, s in _scenes(entry) for _, c in _choices(entry, s["id"])}
    steps: Steps = ("best",)
    for steps, name in entry.texts("best"):
        choice = ways.get(name)
        if choice is None:
            fix = did_you_mean(
                name, ways, "write the id of a scene, a slash, and the id of one of its choices"
            )
            yield steps, f"there is no choice {name!r} in this case", fix
            return
        if name.split("/")[0] != at:
            where = f"at {at!r}" if at in scenes else "at its end"
            yield steps, f"{name!r} does not follow: here the path is {where}", f"go on from {at!r}"
            return
        if choice.get("tag") is not None:
            yield steps, f"{name!r} is tagged {choice['tag']}", "choose sound choices only"
        at = choice.get("next")
    outcomes = {record["id"]: record.get("outcome") for _, record in _parts(entry.data, "endings", ())}
    if outcomes.get(at) in ("awkward", "delayed", "harm"):
        yield steps, f"the best path ends at {at!r}, which is {outcomes[at]}", "let it end well"
    if at in scenes:
        yield steps, f"the best path stops at the scene {at!r}", "go on to an ending"
