"""How often nerve symptoms are found after chemotherapy, and which way they go after the last dose.

Three pooled points with their intervals, never a curve between them: the groups are different people.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Share:
    """A pooled share of people with its interval.

    Parameters
    ----------
    when : str
        Time since chemotherapy ended, in words.
    months : float
        The same in months, the lower end where it is open.
    percent, low, high : float
        Share of people with neuropathy and its 95 percent interval, in percent.
    """

    when: str
    months: float
    percent: float
    low: float
    high: float


NEUROPATHY_AFTER_CHEMOTHERAPY = (
    Share("within 1 month", 1, 68.1, 57.7, 78.4),
    Share("3 months", 3, 60.0, 36.4, 81.6),
    Share("6 months or more", 6, 30.0, 6.4, 53.5),
)
"""Three pooled groups of people from 31 studies, 4179 people in all, not one group followed (measured:
seretny2014)."""

SAID_OFTEN_PERCENT = (30.0, 40.0)
"""The share that a popular article gives, without a time (claim: s000-cipn-30-40)."""

ONE_GROUP_PEOPLE = 343
"""People in one group who were looked at with several instruments (measured: molassiotis2019)."""

ONE_GROUP_PERCENT = (14.2, 53.4)
"""Smallest and largest share found in that one group, by instrument (measured: molassiotis2019).

Not an interval: both are findings. The group was looked at in treatment and up to month 12, and which month
the two belong to is not told with them, so they are never joined to the points above.
"""

EASES_AFTER_MONTHS = {"oxaliplatin": 3.0, "paclitaxel": 0.0}
"""Months from the last dose until symptoms begin to ease on average, about (measured: oxali_pacli_pooled;
oxaliplatin also pachman2015)."""


def of_100(percent: ArrayLike) -> NDArray[np.int_]:
    """Count people of 100, halves rounded up.

    Parameters
    ----------
    percent : array_like
        Shares in percent.

    Returns
    -------
    ndarray
        Whole people, same shape.

    Raises
    ------
    ValueError
        If a share is not between 0 and 100 percent.
    """
    percent = np.asarray(percent, dtype=float)
    if not ((percent >= 0) & (percent <= 100)).all():
        raise ValueError(f"a share must lie between 0 and 100 percent, got {percent.tolist()}")
    return np.floor(percent + 0.5).astype(int)


def crowd(low: float, high: float) -> tuple[int, int, int]:
    """Sort 100 people by what an interval says about them.

    Parameters
    ----------
    low, high : float
        Ends of the interval, in percent; equal ones leave no doubt.

    Returns
    -------
    affected, open_to_doubt, spared : int
        People affected even at the low end, people affected at the high end only, and people not affected
        even there; 100 in all.

    Raises
    ------
    ValueError
        If the ends are out of order or not between 0 and 100 percent.
    """
    if low > high:
        raise ValueError(f"the low end lies above the high one: {low} and {high}")
    at_low, at_high = (int(people) for people in of_100([low, high]))
    return at_low, at_high - at_low, 100 - at_high


def trend(months: ArrayLike, eases_after_months: float) -> NDArray[np.int_]:
    """Tell which way symptoms go on average: 1 still worse, 0 about to turn, -1 easing.

    A direction only: neither how much nor how fast, and no single person's course. That the turn falls on
    one day is a simplification (choice); the studies say "about".

    Parameters
    ----------
    months : array_like
        Months since the last dose.
    eases_after_months : float
        Months until symptoms begin to ease, such as a value of `EASES_AFTER_MONTHS`.

    Returns
    -------
    ndarray
        Values 1, 0 or -1, same shape.

    Raises
    ------
    ValueError
        If a time lies before the last dose.
    """
    months = np.asarray(months, dtype=float)
    if not (months >= 0).all():
        raise ValueError(f"months since the last dose must not be negative, got {months.tolist()}")
    return np.sign(eases_after_months - months).astype(int)
