"""A clinic where nothing works, or something does: clients who come on a bad day and are asked again later.

The pain of a client on any day is the client's usual pain and a deviation of that day, both taken as normally
distributed (choice). Who comes is picked by one bad day, so that the later day is lower on average with no
treatment at all: regression to the mean (barnett2005). Left out: illness that eases or grows worse, hope and
politeness, clients who stay away, and treatment that helps some more than others.
"""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

USUAL_PAIN = 5.0
"""Average of what clients usually feel, on a scale from 0 to 10 (choice)."""

SPREAD_BETWEEN = 1.5
"""Standard deviation of the usual pain from client to client, in points (choice)."""

SPREAD_WITHIN = 1.5
"""Standard deviation from one day to another in the same client, in points, to begin with (choice)."""

BAD_DAY = 6.0
"""Clients come on a day with at least so many points (choice)."""

MOST_CLIENTS = 200
"""Clients that a group can have (choice)."""

CLINICS = {1: 190, 2: 17, 3: 16}
"""Where the chance of each clinic starts (choice).

Without an effect, 20 clients a group and the spread to begin with: the first clinic comes out much as the
model expects, in the second the treated have bad luck, in the third they have good luck.
"""

WORTHWHILE = 2.0
"""Points: a fall of about 2, or 30 %, matched what people called important (measured: farrar2001).

For the change of one person, not for the difference between groups.
"""

_NORMAL = NormalDist()


def expected_fall(
    spread_within: float,
    spread_between: float = SPREAD_BETWEEN,
    bad_day: float = BAD_DAY,
    usual_pain: float = USUAL_PAIN,
) -> float:
    """Average fall in clients to whom nothing is done (formula: barnett2005).

    Parameters
    ----------
    spread_within, spread_between : float
        Standard deviations from day to day in one client, and of the usual pain between clients, in points.
    bad_day, usual_pain : float
        From how many points on clients come, and the average of what they usually feel.

    Returns
    -------
    float
        Points.

    Raises
    ------
    ValueError
        If a spread is below zero or both are zero.
    """
    if min(spread_within, spread_between) < 0 or spread_within == spread_between == 0:
        raise ValueError(f"no spreads: {spread_within} and {spread_between}")
    spread = math.hypot(spread_within, spread_between)
    z = (bad_day - usual_pain) / spread
    # The complementary error function: a share of people that is close to none keeps its digits.
    share_higher = math.erfc(z / math.sqrt(2)) / 2
    return spread_within**2 / spread * _NORMAL.pdf(z) / share_higher


def two_groups(
    clinic: int, clients: int, spread_within: float = SPREAD_WITHIN, effect: float = 0.0
) -> NDArray[np.float64]:
    """Pain of a treated group and of a control group, on the day they come and six weeks later.

    A clinic keeps its clients and their luck whatever else is set: more clients come after the first ones,
    and an effect lowers the later pain of everyone treated by the same number of points. The scale ends at 0
    and 10.

    Parameters
    ----------
    clinic : int
        One of `CLINICS`.
    clients : int
        Clients in each group, up to `MOST_CLIENTS`.
    spread_within : float
        Standard deviation from day to day in one client, in points.
    effect : float
        What the treatment takes off, in points.

    Returns
    -------
    ndarray, shape (2, clients, 2)
        Points by group (treated, control), client and day.

    Raises
    ------
    ValueError
        If there is no such clinic, no such number of clients, or a spread below zero.
    """
    if clinic not in CLINICS or not 0 < clients <= MOST_CLIENTS or spread_within < 0:
        raise ValueError(f"clinic {clinic}, {clients} clients, spread {spread_within}")
    chance = np.random.default_rng(CLINICS[clinic])
    places = chance.uniform(size=(2, MOST_CLIENTS))
    luck, weather = chance.standard_normal((2, 2, MOST_CLIENTS))
    spread = math.hypot(SPREAD_BETWEEN, spread_within)
    share_lower = _NORMAL.cdf((BAD_DAY - USUAL_PAIN) / spread)
    z = [[_NORMAL.inv_cdf(share_lower + (1 - share_lower) * place) for place in group] for group in places]
    first = USUAL_PAIN + spread * np.array(z)
    # Given the first day, usual pain is normal again, nearer to the average of all clients.
    reliability = (SPREAD_BETWEEN / spread) ** 2
    usual = (
        USUAL_PAIN + reliability * (first - USUAL_PAIN) + SPREAD_BETWEEN * math.sqrt(1 - reliability) * luck
    )
    days = np.clip(np.stack([first, usual + spread_within * weather], axis=-1), 0, 10)
    days[0, :, 1] = np.maximum(days[0, :, 1] - effect, 0)
    return days[:, :clients]


def average(
    falls: NDArray[np.float64], control: NDArray[np.float64] | None = None
) -> tuple[float, float, float]:
    """Average of a group, or how far it lies above that of a control group, with its 95 % interval.

    Normal approximation, variances not taken as equal (convention); fit for 20 and more in a group.

    Parameters
    ----------
    falls : ndarray
        Falls of the clients, in points.
    control : ndarray, optional
        Those of the control group.

    Returns
    -------
    average, low, high : float
        Points.
    """
    groups = [falls] if control is None else [falls, control]
    middle = float(falls.mean() - (0 if control is None else control.mean()))
    half = _NORMAL.inv_cdf(0.975) * math.sqrt(sum(group.var(ddof=1) / len(group) for group in groups))
    return middle, middle - half, middle + half


def better_and_worse(falls: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which clients are at least `WORTHWHILE` points lower, and which at least as much higher.

    Parameters
    ----------
    falls : ndarray
        Falls of the clients, in points.

    Returns
    -------
    better, worse : ndarray of bool
        One value a client.
    """
    # A fall of 2 points is one, whatever the last digit of a float says.
    rounded = np.round(falls, 9)
    return rounded >= WORTHWHILE, rounded <= -WORTHWHILE
