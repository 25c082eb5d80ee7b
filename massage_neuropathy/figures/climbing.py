"""The explorer of lesson 1 in which feeling is lost from the toes upward."""

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.nerves import LEG_HEIGHT
from massage_neuropathy.figures.outlines import (
    FOOT,
    HAND,
    PERSON_LEFT_HAND,
    blend,
    box,
    draw,
    hatch,
    loop,
    mirrored,
    oval,
    place,
    trace,
)
from massage_neuropathy.figures.parts import person
from massage_neuropathy.figures.style import (
    CLAY,
    INK,
    MUTED,
    SKIN,
    SMALL,
    SOLE,
    TEAL,
    WIDTH,
    house_style,
    sheet,
    write,
)
from massage_neuropathy.science.length import (
    BUILDS,
    PATTERNS_CM,
    climbed,
    length_with_loss,
    loss_fraction,
    nerve_lengths,
    threshold_cm,
)

_SOME, _HALF = 0.2, 0.5
"""Shares of feeling lost from which there are level lines, and from which they are slanted (choice)."""
_HATCHING = {_SOME: "---", _HALF: "/////"}

_FOOT_LENGTH = {"toes": 92.0, "ankle": -2.0}
"""Distance from the heel on `FOOT`, along the slant of the toes."""
_ARM_LENGTH = {"fingertips": 86.0, "wrist": -4.0, "elbow": -150.0}
"""Distance from the wrist on `HAND`; up the arm it is below zero."""

_LEGS = {
    1: "the toes",
    1.25: "the toes and the balls of the feet",
    1.5: "the feet except the heels",
    2: "the feet to the ankles",
    2.25: "the legs to above the ankles",
    3: "the legs to about mid-calf",
    3.25: "the legs to above mid-calf",
    4: "the legs to about the knees",
}
_ARMS = {
    1: "the fingertips",
    1.25: "the fingers",
    1.5: "the fingers and most of the palms",
    2: "the hands to the wrists",
    2.25: "the hands and part of the forearms",
    3: "the arms to about the elbows",
}
"""What has lost half its feeling, from so many places on (see `climbed`)."""

FOLLOWS = "feet first, both sides"
_SHOWN = ("toes", "ankle", "mid-calf", "fingertips", "wrist")
"""The nerves that are laid out by their length."""
_TONES = {"taller person": "dark", "shorter person": "light"}
_NOT_BY_LENGTH = {
    "one side only": "Left and right are equally long: length alone cannot make this map.",
    "hands first": "Shorter nerves go first: length alone cannot make this map.",
}


@house_style()
def climbing_loss(
    step: Annotated[int, "How far the loss has come", "of 10"] = 2,
    build: Annotated[str, "Whose body", list(BUILDS)] = "example person",
    pattern: Annotated[str, "Pattern", list(PATTERNS_CM)] = FOLLOWS,
) -> Illustration:
    """Draw where a person has lost feeling, on the body and on the nerves laid out by their length.

    Parameters
    ----------
    step : int
        How far the loss has come, from 0 to 10 equal steps of nerve length.
    build : str
        Whose nerves: "example person", "taller person", "shorter person" or "longer arms".
    pattern : str
        "feet first, both sides" follows nerve length (ginsberg2020); "one side only" and "hands first" do
        not.

    Returns
    -------
    Illustration
        Body, right palm, right foot, and five nerves as lines. In the first pattern the length of a nerve is
        shown only once it has failed, so that the picture does not tell beforehand which ones fail together.

    Raises
    ------
    ValueError
        If a parameter lies outside.
    """
    threshold = threshold_cm(step)
    legs, arms = nerve_lengths(build, pattern)
    tone = _TONES.get(build, "medium")
    both = pattern != "one side only"
    x, y, scale = 70, 14, 3.0
    palm_at, foot_at = (212, 186, 1.08), (322, 186, 1.08)

    figure, ax = sheet(336)
    write(ax, 150, 316, "Lost:", SMALL)
    for left, share, words in ((186, _SOME, "some"), (256, _HALF, "half or more")):
        swatch = box(left, 309, left + 18, 323)
        draw(ax, swatch, "none", width=0.6)
        hatch(ax, swatch, swatch, pattern=_HATCHING[share])
        write(ax, left + 24, 316, words, SMALL)

    body = person(ax, x, y, scale, tone)
    palm = place(mirrored(HAND), *palm_at)
    draw(ax, palm, SOLE[tone], width=0.9)
    foot = place(FOOT, *foot_at)
    draw(ax, foot, SKIN[tone], width=0.9)
    for share, lines in _HATCHING.items():
        length = length_with_loss(share, threshold)
        stocking = box(-12, -4, 12 if both else 0, _along(length, legs, LEG_HEIGHT))
        glove = _arm_beyond(_along(length, arms, _ARM_LENGTH))
        sock = _foot_beyond(_along(length, legs, _FOOT_LENGTH))
        right = mirrored(place(glove, *PERSON_LEFT_HAND))
        for region in (stocking, right, *([mirrored(right)] if both else [])):
            hatch(ax, place(region, x, y, scale), body, z=2.5 + share, pattern=lines)
        hatch(ax, place(mirrored(glove), *palm_at), palm, z=3.5 + share, pattern=lines)
        hatch(ax, place(sock, *foot_at), foot, z=3.5 + share, pattern=lines)
    for side, name in ((-1, "R"), (1, "L")):
        write(ax, x + side * 32, 296, name, SMALL, MUTED, align="center")
    write(ax, 212, 172, "right palm", SMALL, MUTED, align="center")
    write(ax, 322, 172, "right foot", SMALL, MUTED, align="center")
    leg_nerves, arm_nerves = nerve_lengths(build)
    lengths = {name: {**leg_nerves, **arm_nerves}[name] for name in _SHOWN}
    _nerves(ax, lengths, {**legs, **arms}, threshold, pattern == FOLLOWS)
    return Illustration(
        figure,
        _description(build, pattern, threshold, legs, arms, lengths),
        _outcome(step, build, pattern, legs, arms),
    )


def _along(length: float, lengths: Mapping[str, float], places: Mapping[str, float]) -> float:
    """Position along a limb where a nerve has a given length; outside the places, the line goes on."""
    known = sorted((lengths[place], position) for place, position in places.items())
    cm, positions = np.array(known).T
    i = int(np.clip(np.searchsorted(cm, length), 1, len(cm) - 1))
    slope = (positions[i] - positions[i - 1]) / (cm[i] - cm[i - 1])
    return float(positions[i] + slope * (length - cm[i]))


def _arm_beyond(distance: float) -> Path:
    """Make the region of an arm farther from the wrist than a distance, in the units of `HAND`."""
    angles = np.radians(np.arange(-19, 33, 8.5))
    # The fan's center lies below the wrist, so that its edge crosses all fingers at about the same height.
    near, far = (
        np.column_stack([-np.sin(angles), np.cos(angles)]) * (d + 40) for d in (max(distance, -4), 130)
    )
    hand = loop([(x, y - 40) for x, y in (*far, *near[::-1])])
    return blend(hand, box(-28, distance, 28, 4)) if distance < -4 else hand


def _foot_beyond(distance: float) -> Path:
    """Make the region of a foot farther from the heel than a distance, slanted as the toes are."""
    slant = 0.45 * np.clip(distance / 60, 0, 1)
    return loop([(60, distance - 60 * slant), (60, 130), (-60, 130), (-60, distance + 60 * slant)])


def _nerves(
    ax: Axes, lengths: Mapping[str, float], counted: Mapping[str, float], threshold: float, follows: bool
) -> None:
    """Lay out five nerves by their length; a nerve that is `counted` as too long has lost its far end."""
    left, per_cm, top, keys = 228, 1.13, 116, 18
    nerves, gone, ends, lost = [], [], [], []
    for row, (name, cm) in enumerate(lengths.items()):
        y, end = top - 19 * row, left + per_cm * cm
        write(ax, 150, y, name, SMALL)
        fails = loss_fraction(counted[name], threshold) >= _HALF
        if follows and not fails:
            write(ax, left + 12, y, "?", SMALL, TEAL)
            continue
        keeps = left + per_cm * min(cm, threshold) if follows else end
        nerves.append(Path([(left, y), (keeps, y)]))
        gone.append(Path([(keeps, y), (end, y)]))
        (lost if fails else ends).append((end, y))
    trace(ax, Path([(left, top + 9), (left, top - 85)]), INK, 2.4)
    write(ax, left, top + 20, "spine", SMALL, MUTED, align="center")
    if follows:
        x = left + per_cm * threshold
        trace(ax, Path([(x, top + 9), (x, top - 85)]), CLAY, 1.4, z=2.5, dash=3)
        write(ax, min(x, WIDTH - 44), top + 20, f"limit {threshold:.0f} cm", SMALL, CLAY, align="center")
        write(ax, 268, keys, "?", SMALL, TEAL)
        write(ax, 280, keys, "not yet", SMALL)
        gone.append(Path([(150, keys), (172, keys)]))
    else:
        write(ax, (left + WIDTH) / 2 + 10, top + 20, "not by length", SMALL, CLAY, align="center")
        write(ax, 280, keys, "not yet", SMALL)
        ends.append((271, keys))
    write(ax, 182, keys, "failed end", SMALL)
    lost.append((172, keys))
    if nerves:
        trace(ax, Path.make_compound_path(*nerves), TEAL, 2.2)
    trace(ax, Path.make_compound_path(*gone), MUTED, 0.9, dash=3)
    if ends:
        draw(ax, blend(*(oval(x, y, 3.6, 3.6) for x, y in ends)), TEAL, edge="none", width=0, z=4)
    crosses = [Path([(x - 4, y - side * 4), (x + 4, y + side * 4)]) for x, y in lost for side in (-1, 1)]
    trace(ax, Path.make_compound_path(*crosses), CLAY, 2.2, z=5)


def _lost_places(threshold: float, legs: Mapping[str, float], arms: Mapping[str, float]) -> list[str]:
    """Name what has lost at least half its feeling in legs and arms, the leg first."""
    pairs = (_LEGS, climbed(threshold, legs)), (_ARMS, climbed(threshold, arms))
    return [names[max(n for n in names if n <= places)] for names, places in pairs if places]


def _outcome(
    step: int, build: str, pattern: str, legs: Mapping[str, float], arms: Mapping[str, float]
) -> str:
    """Say where feeling is lost, and whether length explains it."""
    threshold = threshold_cm(step)
    lost = _lost_places(threshold, legs, arms)
    start = f"Step {step}, {build}:"
    if not lost:
        limit = f" The limit stands at {threshold:.0f} cm of nerve." if pattern == FOLLOWS else ""
        return f"{start} nowhere is half the feeling lost yet.{limit}"
    if pattern == "hands first":
        lost.reverse()
    side = "on the right only," if pattern == "one side only" else "on both sides"
    where = f"{start} half the feeling or more is lost {side} in {', and in '.join(lost)}."
    if pattern != FOLLOWS:
        return f"{where} {_NOT_BY_LENGTH[pattern]}"
    if len(lost) == 1:
        return f"{where} Nerves of {threshold:.0f} cm or more fail, and none to the hands is that long."
    return f"{where} All these nerves are {threshold:.0f} cm long or longer."


def _description(
    build: str,
    pattern: str,
    threshold: float,
    legs: Mapping[str, float],
    arms: Mapping[str, float],
    lengths: Mapping[str, float],
) -> str:
    """Describe the body, the close-ups and the nerves."""
    lost = _lost_places(threshold, legs, arms)
    side = "right side only" if pattern == "one side only" else "both sides"
    hatched = f"{side}, {', and '.join(lost)}" if lost else "nowhere yet"
    counted = {**legs, **arms}
    failed = [name for name in lengths if loss_fraction(counted[name], threshold) >= _HALF]
    shown = failed if pattern == FOLLOWS else list(lengths)
    by_length = ", ".join(f"{name} {lengths[name]:.0f} cm" for name in shown) or "none yet"
    line = f"A dashed line marks the limit, {threshold:.0f} cm. " if pattern == FOLLOWS else ""
    hidden = "; the others carry a question mark" if len(shown) < len(lengths) else ""
    return (
        f"A standing person from the front ({build}; {pattern}), with the right palm and the right foot "
        f"close up. Slanted hatching shows where half the feeling or more is lost: {hatched}. Level lines "
        f"at its edge show some loss. Below, the nerves of {', '.join(lengths)} lie side by side as lines "
        f"from the spine: {by_length}{hidden}. {line}A cross marks each far end that has failed: "
        f"{', '.join(failed) or 'none'}. The lengths are chosen for teaching."
    )
