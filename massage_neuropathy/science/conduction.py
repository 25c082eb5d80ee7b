"""How fast an impulse travels along a nerve fiber."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

HUMAN_RATIO_M_S_PER_UM = 4.67
"""Speed over diameter of the fastest human radial nerve fibers, SD 0.16 (measured: human_cv_diameter)."""

HUMAN_C_NOCICEPTOR_M_S = 0.86
"""Mean speed of C nociceptors in the human radial nerve, SD 0.17 (measured: vanhees1981)."""

BARE_M_S_PER_SQRT_UM = 1.0
"""Speed of a bare fiber 1 micrometer thick (choice; it keeps thin bare fibers in the range of C fibers)."""

FULL_SPEED_C = 35.0
"""Temperature near the nerve at which speeds are given, in degrees Celsius (convention)."""

COLDEST_C = 20.0
"""Lowest temperature that was measured (measured: q10_sensory)."""

SLOWER_PER_DEGREE = 0.0265
"""Share of its speed at 35 degrees that a fiber loses with each degree of cooling (choice).

A straight line that returns what was measured in 14 people: speeds at 35 and 25 degrees in a ratio of 1.36,
at 30 and 20 degrees of 1.44 (measured: q10_sensory). Skin temperature bends the line (todnem1989).
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

EXAMPLE_FIBERS_UM = {
    "touch fiber (12 µm)": 12.0,
    "touch fiber (8 µm)": 8.0,
    "A-delta fiber (3 µm)": 3.0,
    "C fiber (0.75 µm)": 0.75,
}
"""Fibers whose signals the course follows, with their diameters (choice, inside the ranges of the groups)."""


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


def bare_velocity_m_s(diameter_um: ArrayLike) -> NDArray[np.float64]:
    """Conduction speed of a fiber without myelin, with the square root of its diameter (convention).

    Parameters
    ----------
    diameter_um : array_like, any shape
        Diameter of the fiber in micrometers.

    Returns
    -------
    ndarray
        Speed in meters per second, same shape.

    Raises
    ------
    ValueError
        If a diameter is not above zero.
    """
    return BARE_M_S_PER_SQRT_UM * np.sqrt(_positive("diameter_um", diameter_um))


def temperature_factor(temperature_c: ArrayLike) -> NDArray[np.float64]:
    """Share of its speed at 35 degrees that a fiber has at another temperature.

    A straight line (choice; see `SLOWER_PER_DEGREE`). Measured in thick fibers; fibers that are already slow
    change less (wu1993, franssen1999), which this leaves out.

    Parameters
    ----------
    temperature_c : array_like, any shape
        Temperature under the skin near the nerve, from 20 to 35 degrees Celsius. Not that of the skin.

    Returns
    -------
    ndarray
        1 at 35 degrees, less when colder; same shape.

    Raises
    ------
    ValueError
        If a temperature lies outside what was measured.
    """
    temperature_c = np.asarray(temperature_c, dtype=float)
    if not np.all((temperature_c >= COLDEST_C) & (temperature_c <= FULL_SPEED_C)):
        raise ValueError(f"temperature_c must lie between 20 and 35, got {temperature_c.tolist()}")
    return 1 - SLOWER_PER_DEGREE * (FULL_SPEED_C - temperature_c)


def velocity_m_s(
    diameter_um: ArrayLike, myelin: ArrayLike = 1.0, temperature_c: ArrayLike = FULL_SPEED_C
) -> NDArray[np.float64]:
    """Conduction speed of a fiber that has lost part of its myelin, at some temperature.

    The speed falls in a straight line from that of the whole fiber to that of a bare one as thick (choice:
    nobody has measured such a line). Leaves out signals that are blocked, and loss in patches.

    Parameters
    ----------
    diameter_um : array_like
        Outer diameter of the fiber in micrometers.
    myelin : array_like
        Share of the myelin that is left, from 0 (bare) to 1 (whole).
    temperature_c : array_like
        Temperature near the nerve, from 20 to 35 degrees Celsius. All shapes broadcast.

    Returns
    -------
    ndarray
        Speed in meters per second, the common shape.

    Raises
    ------
    ValueError
        If a value lies outside.
    """
    myelin = np.asarray(myelin, dtype=float)
    if not np.all((myelin >= 0) & (myelin <= 1)):
        raise ValueError(f"myelin must lie between 0 and 1, got {myelin.tolist()}")
    bare, whole = bare_velocity_m_s(diameter_um), myelinated_velocity_m_s(diameter_um)
    return temperature_factor(temperature_c) * (bare + myelin * (whole - bare))


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
