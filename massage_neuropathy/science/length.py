"""Length-dependent loss: the longest nerve fibers fail first, so loss climbs from the toes."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEG_CM = {"toes": 105.0, "ankle": 90.0, "mid-calf": 75.0, "knee": 60.0}
"""Length of the nerve from the spine to places along the leg, in centimeters (choice, an example body)."""

ARM_CM = {"fingertips": 75.0, "wrist": 60.0, "elbow": 40.0}
"""The same along the arm (choice).

Fingertips and mid-calf share a length, so that the hands join in when loss reaches mid-calf, as uptodate_dpn
describes it. The model reproduces this because the lengths were chosen to.
"""


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


def numb_places(threshold_cm: float, lengths_cm: dict[str, float]) -> tuple[str, ...]:
    """Name the places that have lost at least half their feeling, in the order given.

    Parameters
    ----------
    threshold_cm : float
        Nerve length at which half the feeling is lost, in centimeters.
    lengths_cm : dict of str to float
        Nerve length of each place, such as `LEG_CM`.

    Returns
    -------
    tuple of str
        Names of the places.
    """
    return tuple(place for place, cm in lengths_cm.items() if loss_fraction(cm, threshold_cm) >= 0.5)
