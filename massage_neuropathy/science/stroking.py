"""How the speed of a stroke on the skin shows in two kinds of touch fibers.

A model of shapes, not of rates: both curves are shares of a maximum. Measured in healthy volunteers with a
brush or a probe, not in patients and not in massage; nothing here says that a speed treats anything.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

BEST_CM_S = 3.0
"""Speed of the strongest C-tactile response in the model: on a log scale the middle of the measured range."""
PLEASANT_CM_S = (1.0, 10.0)
"""Speeds found most pleasant on hairy skin, with the strongest C-tactile response (measured: loken2009)."""
FASTEST_CM_S = 30.0
"""The fastest stroke of one study (measured: ackerley2014touch); 1 for the thick fibers of the model."""
STUDIED_CM_S = (0.3, FASTEST_CM_S)
"""Slowest and fastest stroke of one study (measured: ackerley2014touch); others went down to 0.1 cm/s
(ct_leg_figure) or up to 32 (essick1995). Beyond these two, no model."""
STEEPNESS = 0.6
"""Loss of response one factor of ten away from the best speed (choice)."""
THICK_EXPONENT = 0.5
"""Power of the speed for thick fibers (choice); that they follow a power is measured: essick1995."""
SKIN_WARM_C, COOL_C, HOT_C = 32.0, 18.0, 42.0
"""Temperature of the probe: C-tactile fibers answered best at the first (measured: ackerley2014temp)."""
RATE_LOWER_AT = {COOL_C: 0.35, HOT_C: 0.47}
"""How much lower their rate was at about these temperatures, as a share (measured: ackerley2018)."""

SET_IN_STUDIES_CM_S = (2.6, 5.0, 7.5, 8.5, 10.0)
"""Speeds that were set for strokes by a person, none of them measured in massage at work: on the backs of 28
participants (2.6 and 8.5; ishikura2023), and by 22 mothers who massaged their healthy babies to a metronome
(5, 7.5 and 10; kamiya2021)."""
TRADE_ADVICE_CM_S = 7 * 2.54
"""Seven inches a second: advice of one trade page, for effleurage in facials (convention: enhanced_touch)."""

LENGTHS_CM = {"lower leg": 40.0, "hand": 18.0}
"""Lengths to stroke along, about (choice)."""


def c_tactile_response(speed_cm_s: ArrayLike) -> NDArray[np.float64]:
    """Give the response of C-tactile fibers in hairy skin as a share of the strongest.

    That the response rises and falls along a quadratic in the logarithm of the speed is measured
    (ct_leg_figure: single fibers of arm and leg); its steepness here is a choice.

    Parameters
    ----------
    speed_cm_s : array_like
        Speed of the stroke in cm/s, within `STUDIED_CM_S`.

    Returns
    -------
    ndarray
        Share of the strongest response, from 0 to 1; 1 at `BEST_CM_S`.

    Raises
    ------
    ValueError
        If a speed was not studied.
    """
    away = np.log10(_studied(speed_cm_s) / BEST_CM_S)
    return np.maximum(0.0, 1 - STEEPNESS * away**2)


def thick_fiber_response(speed_cm_s: ArrayLike) -> NDArray[np.float64]:
    """Give the response of thick touch fibers as a share of that at `FASTEST_CM_S`.

    Parameters
    ----------
    speed_cm_s : array_like
        Speed of the stroke in cm/s, within `STUDIED_CM_S`.

    Returns
    -------
    ndarray
        Share, from above 0 to 1; it rises with speed (measured: essick1995, ackerley2014temp).

    Raises
    ------
    ValueError
        If a speed was not studied.
    """
    return (_studied(speed_cm_s) / FASTEST_CM_S) ** THICK_EXPONENT


def stroke_time_s(length_cm: float, speed_cm_s: float) -> float:
    """Give the seconds that a stroke takes.

    Parameters
    ----------
    length_cm : float
        Way along the skin in cm.
    speed_cm_s : float
        Speed of the stroke in cm/s, above 0.

    Returns
    -------
    float
        Time in s.

    Raises
    ------
    ValueError
        If the speed is not above 0.
    """
    if speed_cm_s <= 0:
        raise ValueError(f"a speed must be above 0 cm/s, not {speed_cm_s}")
    return length_cm / speed_cm_s


def _studied(speed_cm_s: ArrayLike) -> NDArray[np.float64]:
    speed = np.asarray(speed_cm_s, dtype=float)
    low, high = STUDIED_CM_S
    if not np.all((speed >= low) & (speed <= high)):
        raise ValueError(f"speeds from {low} to {high} cm/s were studied, not {speed_cm_s}")
    return speed
