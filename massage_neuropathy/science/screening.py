"""What a foot test notices and misses."""

from numpy import asarray, float64
from numpy.typing import ArrayLike, NDArray

FILAMENT_SENSITIVITY = 0.53
"""Share of people with neuropathy on conduction tests whom a 10-gram filament notices (measured:
wang2017mono)."""

FILAMENT_SENSITIVITY_INTERVAL = (0.32, 0.74)
"""Its 95 percent interval (measured: wang2017mono)."""

AT_RISK_TIPS = 2
"""Toe tips of six that are not felt in the Ipswich Touch Test from which a foot counts as at risk
(measured against vibration: rayman2011)."""

TOUCHED_TOES = (1, 3, 5)
"""Toes whose tips are touched on each foot, the big toe being 1 (rayman2011)."""


def missed(people: ArrayLike, sensitivity: ArrayLike = FILAMENT_SENSITIVITY) -> NDArray[float64]:
    """How many of the people who have neuropathy a test misses.

    Parameters
    ----------
    people : array_like
        People who have it.
    sensitivity : array_like
        Share of them whom the test notices.

    Returns
    -------
    ndarray
        People with neuropathy who pass the test.

    Raises
    ------
    ValueError
        If a share is not between 0 and 1.
    """
    sensitivity = asarray(sensitivity, dtype=float)
    if not ((sensitivity >= 0) & (sensitivity <= 1)).all():
        raise ValueError(f"sensitivity must lie between 0 and 1, got {sensitivity.tolist()}")
    return asarray(people, dtype=float) * (1 - sensitivity)
