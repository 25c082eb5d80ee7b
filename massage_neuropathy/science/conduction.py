"""How fast an impulse travels along a nerve fiber."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

HUMAN_RATIO_M_S_PER_UM = 4.67
"""Speed over diameter of the fastest human radial nerve fibers, SD 0.16 (measured: human_cv_diameter)."""

HUMAN_C_NOCICEPTOR_M_S = 0.86
"""Mean speed of C nociceptors in the human radial nerve, SD 0.17 (measured: vanhees1981)."""

DAMAGED_MYELIN_KEEPS = 0.5
"""Share of its speed that a fiber with damaged myelin keeps in the drawings (choice).

Conduction under about 0.7 of normal suggests myelin damage in nerve tests (measured: learningemg_pathology).
"""


@dataclass(frozen=True)
class FiberGroup:
    """One group of nerve fibers, as teaching tables give it.

    Parameters
    ----------
    name : str
        Name of the group.
    diameter_um, velocity_m_s : tuple of float
        Lower and upper end of the range, in micrometers and in meters per second.
    myelin : str
        How much myelin: "thick", "medium", "thin" or "none".
    job : str
        What the group carries, in a few words.
    """

    name: str
    diameter_um: tuple[float, float]
    velocity_m_s: tuple[float, float]
    myelin: str
    job: str


FIBER_GROUPS = (
    FiberGroup("A-alpha", (12, 20), (70, 120), "thick", "muscles, position"),
    FiberGroup("A-beta", (5, 12), (30, 75), "medium", "touch, vibration"),
    FiberGroup("A-delta", (1, 5), (3, 30), "thin", "cold, first sharp pain"),
    FiberGroup("C", (0.2, 1.5), (0.5, 2), "none", "warmth, burning pain, itch"),
)
"""The four groups the course teaches, fastest first.

Ranges on which several teaching tables agree (convention: neetnerve_fibres, epomedicine_fibres,
fibre_table_51). The top speeds come from animals, and tables differ (kiernan_fibres): teach the order, not
the numbers.
"""


def myelinated_velocity_m_s(
    diameter_um: ArrayLike, ratio_m_s_per_um: float = HUMAN_RATIO_M_S_PER_UM
) -> NDArray[np.float64]:
    """Conduction speed of a fiber with myelin, in proportion to its diameter.

    Parameters
    ----------
    diameter_um : array_like, any shape
        Outer diameter of the fiber, myelin included, in micrometers.
    ratio_m_s_per_um : float
        Speed over diameter. Measured: 4.67 in people (human_cv_diameter), 4.6 to 5.7 in cats (boyd1979).

    Returns
    -------
    ndarray
        Speed in meters per second, same shape.

    Raises
    ------
    ValueError
        If a diameter is not above zero.
    """
    return ratio_m_s_per_um * _positive("diameter_um", diameter_um)


def travel_time_ms(velocity_m_s: ArrayLike, distance_m: ArrayLike = 1.0) -> NDArray[np.float64]:
    """Time an impulse needs for a distance, in milliseconds.

    Parameters
    ----------
    velocity_m_s, distance_m : array_like
        Speed in meters per second and distance in meters; shapes that broadcast.

    Returns
    -------
    ndarray
        Time in milliseconds, the common shape.

    Raises
    ------
    ValueError
        If a speed is not above zero.
    """
    return 1000.0 * np.asarray(distance_m, dtype=float) / _positive("velocity_m_s", velocity_m_s)


def distance_reached_m(
    velocity_m_s: ArrayLike, time_ms: ArrayLike, fiber_length_m: float = 1.0
) -> NDArray[np.float64]:
    """How far an impulse has got after a time; it stops at the end of the fiber.

    Parameters
    ----------
    velocity_m_s, time_ms : array_like
        Speed in meters per second and time in milliseconds; shapes that broadcast.
    fiber_length_m : float
        Length of the fiber in meters.

    Returns
    -------
    ndarray
        Distance in meters, the common shape.

    Raises
    ------
    ValueError
        If a speed is not above zero.
    """
    way_m = _positive("velocity_m_s", velocity_m_s) * np.asarray(time_ms, dtype=float) / 1000.0
    return np.minimum(way_m, fiber_length_m)


def _positive(name: str, values: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(values, dtype=float)
    if not np.all(values > 0):
        raise ValueError(f"{name} must be above zero, got {values.tolist()}")
    return values
