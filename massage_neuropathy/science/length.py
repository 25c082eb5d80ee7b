"""Length-dependent loss: the longest nerve fibers fail first, so loss climbs from the toes."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEG_CM = {"toes": 105.0, "ankle": 90.0, "mid-calf": 75.0, "knee": 60.0}
"""Length of the nerve from the spine to places along the leg, in centimeters (choice, an example body)."""

ARM_CM = {"fingertips": 75.0, "wrist": 60.0, "elbow": 40.0}
"""The same along the arm (choice).

Fingertips and mid-calf share a length, so that the hands join in when loss reaches mid-calf, as uptodate_dpn
describes it. The model reproduces this because the lengths were chosen to.
"""

BUILDS = {
    "example person": (1.0, 1.0),
    "taller person": (1.05, 1.05),
    "shorter person": (0.95, 0.95),
    "longer arms": (1.0, 1.05),
}
"""What the legs and the arms of a person measure, relative to the example body (choice).

That taller people more often miss a fine touch with their feet is measured (hicks2021prev); by how much a
longer nerve fails sooner is not.
"""

PATTERNS_CM = {
    "feet first, both sides": (0.0, 0.0),
    "one side only": (0.0, 0.0),
    "hands first": (-25.0, 20.0),
}
"""Centimeters by which the nerves of leg and arm behave as if they were longer (choice).

Only the first follows the model; the others draw maps that length cannot make. During treatment with
oxaliplatin the hands suffer more than the feet (measured: oxali_pacli_pooled); the course of "hands first"
is not measured.
"""

STEPS = 10
FIRST_THRESHOLD_CM, STEP_CM = 113.0, 5.0
"""Threshold before the first step, and how far each step lowers it (choice)."""


def threshold_cm(step: int) -> float:
    """Nerve length at which half the feeling is lost, after a number of equal steps (choice).

    Parameters
    ----------
    step : int
        How far the loss has come, from 0 (nothing lost in the example body) to `STEPS`.

    Returns
    -------
    float
        Length in centimeters; it falls from step to step.

    Raises
    ------
    ValueError
        If the step lies outside.
    """
    if not 0 <= step <= STEPS:
        raise ValueError(f"step must lie between 0 and {STEPS}, got {step}")
    return FIRST_THRESHOLD_CM - STEP_CM * step


def nerve_lengths(
    build: str = "example person", pattern: str = "feet first, both sides"
) -> tuple[dict[str, float], dict[str, float]]:
    """Lengths that decide, in the model, in which order the places of a person lose their feeling.

    Parameters
    ----------
    build : str
        One of `BUILDS`.
    pattern : str
        One of `PATTERNS_CM`; in the first, these are the lengths of the nerves themselves.

    Returns
    -------
    legs, arms : dict of str to float
        Centimeters for each place of `LEG_CM` and of `ARM_CM`.

    Raises
    ------
    ValueError
        If the build or the pattern is unknown.
    """
    if build not in BUILDS:
        raise ValueError(f"build must be one of {list(BUILDS)}, got {build!r}")
    if pattern not in PATTERNS_CM:
        raise ValueError(f"pattern must be one of {list(PATTERNS_CM)}, got {pattern!r}")
    legs, arms = (
        {place: cm * factor + more for place, cm in lengths.items()}
        for lengths, factor, more in zip((LEG_CM, ARM_CM), BUILDS[build], PATTERNS_CM[pattern], strict=True)
    )
    return legs, arms


def loss_fraction(length_cm: ArrayLike, threshold_cm: float, edge_cm: float = 3.0) -> NDArray[np.float64]:
    """Share of feeling lost where the nerve has a given length.

    A logistic edge around a threshold that falls as the neuropathy advances (choice of shape). That the
    longest fibers are the most vulnerable, whatever the cause, is a review's rule (ginsberg2020). Leaves
    out fiber type, patchiness and every neuropathy that does not follow length.

    Parameters
    ----------
    length_cm : array_like, any shape
        Nerve length from the spine to the skin, in centimeters.
    threshold_cm : float
        Length at which half the feeling is lost.
    edge_cm : float
        Width of the edge; smaller is sharper.

    Returns
    -------
    ndarray
        Values from 0 (all feeling kept) to 1 (all lost), same shape.

    Raises
    ------
    ValueError
        If the edge is not above zero.
    """
    if edge_cm <= 0:
        raise ValueError(f"edge_cm must be above zero, got {edge_cm}")
    # tanh is the logistic curve without the overflow of exp.
    return 0.5 * (1 + np.tanh((np.asarray(length_cm, dtype=float) - threshold_cm) / (2 * edge_cm)))


def length_with_loss(share: float, threshold_cm: float, edge_cm: float = 3.0) -> float:
    """Nerve length at which a share of feeling is lost: `loss_fraction` turned round.

    Parameters
    ----------
    share : float
        Share of feeling lost, above 0 and below 1.
    threshold_cm, edge_cm : float
        As for `loss_fraction`, in centimeters.

    Returns
    -------
    float
        Length in centimeters.

    Raises
    ------
    ValueError
        If the share is not above 0 and below 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"share must lie between 0 and 1, got {share}")
    return threshold_cm + edge_cm * float(np.log(share / (1 - share)))


def numb_places(threshold_cm: float, lengths_cm: Mapping[str, float]) -> tuple[str, ...]:
    """Name the places that have lost at least half their feeling, in the order given.

    Parameters
    ----------
    threshold_cm : float
        Nerve length at which half the feeling is lost, in centimeters.
    lengths_cm : mapping of str to float
        Nerve length of each place, such as `LEG_CM`.

    Returns
    -------
    tuple of str
        Names of the places.
    """
    return tuple(place for place, cm in lengths_cm.items() if loss_fraction(cm, threshold_cm) >= 0.5)


def climbed(threshold_cm: float, lengths_cm: Mapping[str, float]) -> float:
    """How many places along a limb have lost at least half their feeling, with the way to the next one.

    Parameters
    ----------
    threshold_cm : float
        Nerve length at which half the feeling is lost, in centimeters.
    lengths_cm : mapping of str to float
        Nerve length of each place, from the far end of the limb upward, such as `LEG_CM`.

    Returns
    -------
    float
        0 while even the far end keeps more than half; 1 at the first place, 2.5 halfway from the second to
        the third, and at most the number of places.
    """
    lengths = list(lengths_cm.values())
    reached = len(numb_places(threshold_cm, lengths_cm))
    if reached in (0, len(lengths)):
        return float(reached)
    longer, shorter = list(pairwise(lengths))[reached - 1]
    return reached + (longer - threshold_cm) / (longer - shorter)
