"""A cartoon of a nerve-conduction test: the small waves of many fibers, added up.

Nothing here is calibrated against a real test: no wave cancels another, and no signal is blocked.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

FIBERS = 200
SPEED_M_S, SPEED_SD_M_S = 54.0, 5.0
"""Speeds of the fibers of a whole nerve, mean and standard deviation (choice).

A mean of about 54 is what laboratories find in the arm (measured: jnnd9102_ncs); in a leg nerve of
men in their 20s it is 51 (measured: kim2022ncs).
"""

DAMAGED_KEEPS = (0.3, 0.8)
"""Least and largest share of its speed that a fiber with damaged myelin keeps (choice)."""

DISTANCE_M = 0.3
"""From the shock to the electrode (choice)."""

WAVE_SD_MS = 0.4
"""Half-width of the wave of one fiber, as a standard deviation (choice)."""


def fiber_speeds_m_s(axons_lost: float = 0.0, myelin_damaged: float = 0.0) -> NDArray[np.float64]:
    """Speeds of the fibers that are left.

    The same 200 fibers are drawn every time, and lost or damaged in the same order, so that what differs
    between two nerves is only the damage. Lost are fibers of any speed (choice).

    Parameters
    ----------
    axons_lost : float
        Share of the axons that is gone, from 0 to below 1.
    myelin_damaged : float
        Share of the fibers left whose myelin is damaged, from 0 to 1.

    Returns
    -------
    ndarray
        Speeds in meters per second, one for each fiber that is left.

    Raises
    ------
    ValueError
        If a share lies outside.
    """
    if not 0 <= axons_lost < 1:
        raise ValueError(f"axons_lost must be at least 0 and below 1, got {axons_lost}")
    if not 0 <= myelin_damaged <= 1:
        raise ValueError(f"myelin_damaged must lie between 0 and 1, got {myelin_damaged}")
    random = np.random.default_rng(1)
    speeds = random.normal(SPEED_M_S, SPEED_SD_M_S, FIBERS)
    keeps = random.uniform(*DAMAGED_KEEPS, FIBERS)
    left = round(FIBERS * (1 - axons_lost))
    damaged = round(left * myelin_damaged)
    speeds, keeps = speeds[:left], keeps[:left]
    return np.concatenate([speeds[:damaged] * keeps[:damaged], speeds[damaged:]])


def trace(time_ms: ArrayLike, speeds_m_s: ArrayLike) -> NDArray[np.float64]:
    """Sum of the waves of all fibers, each as high as any other.

    That the height follows the number of axons in proportion is a choice; that it falls as axons are lost,
    while the speed stays nearly normal, is how such tests are read (learningemg_pathology).

    Parameters
    ----------
    time_ms : array_like, shape (n,)
        Times since the shock, in milliseconds.
    speeds_m_s : array_like, shape (m,)
        Speeds of the fibers, in meters per second.

    Returns
    -------
    ndarray, shape (n,)
        Height; one fiber alone reaches 1.
    """
    arrivals = 1000 * DISTANCE_M / np.asarray(speeds_m_s, dtype=float)
    apart = np.subtract.outer(np.asarray(time_ms, dtype=float), arrivals) / WAVE_SD_MS
    return np.exp(-0.5 * apart**2).sum(axis=1)


def peak_and_width(time_ms: ArrayLike, heights: ArrayLike) -> tuple[float, float, float]:
    """Measure a trace.

    Parameters
    ----------
    time_ms, heights : array_like, shape (n,)
        The trace.

    Returns
    -------
    height, peak_ms, width_ms : float
        Greatest height, when it is reached, and the time from the first to the last moment with at least
        half of it.
    """
    time_ms, heights = np.asarray(time_ms, dtype=float), np.asarray(heights, dtype=float)
    top = int(heights.argmax())
    high = np.flatnonzero(heights >= heights[top] / 2)
    return float(heights[top]), float(time_ms[top]), float(time_ms[high[-1]] - time_ms[high[0]])
