"""What happens to clients of a clinic whom nothing has helped."""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

USUAL_PAIN = 5.0
"""Average of what clients usually feel, on a scale from 0 to 10 (choice)."""

SPREAD_BETWEEN = 1.5
"""Standard deviation of the usual pain from client to client, in points (choice)."""

SPREAD_WITHIN = 1.5
"""Standard deviation from one day to another in the same client, in points (choice)."""

BAD_DAY = 6.0
"""Clients come on a day with at least so many points (choice)."""

WORTHWHILE = 2.0
"""Points: a fall of about 2, or 30 %, matched what people called important (measured: farrar2001)."""


def _later() -> tuple[NormalDist, float, float]:
    """Pain on any day; how strongly a later day follows it; how far the later day scatters about that."""
    spread = math.hypot(SPREAD_BETWEEN, SPREAD_WITHIN)
    follows = SPREAD_BETWEEN**2 / spread**2
    return NormalDist(USUAL_PAIN, spread), follows, spread * math.sqrt(1 - follows**2)


def share_better_anyway() -> float:
    """Share of clients at least `WORTHWHILE` points lower at the second look, without any treatment.

    Usual pain and days are taken as normally distributed (choice).

    Returns
    -------
    float
        The share.
    """
    day, follows, scatter = _later()
    start = day.cdf(BAD_DAY)
    firsts = [day.inv_cdf(start + (1 - start) * (i + 0.5) / 2000) for i in range(2000)]
    shares = [
        NormalDist(USUAL_PAIN + follows * (first - USUAL_PAIN), scatter).cdf(first - WORTHWHILE)
        for first in firsts
    ]
    return sum(shares) / len(shares)


def twenty_clients() -> NDArray[np.float64]:
    """Pain of 20 clients on the day they come and six weeks later, spread evenly over what the model expects.

    Returns
    -------
    ndarray, shape (20, 2)
        Points on the first and on the second day.
    """
    day, follows, scatter = _later()
    start, n = day.cdf(BAD_DAY), 20
    pairs = []
    for i in range(n):
        first = day.inv_cdf(start + (1 - start) * (i + 0.5) / n)
        # Steps of 9 visit every place once: no client's luck depends on the first day.
        luck = NormalDist(0, scatter).inv_cdf(((9 * i + 7) % n + 0.5) / n)
        pairs.append((first, USUAL_PAIN + follows * (first - USUAL_PAIN) + luck))
    return np.clip(pairs, 0, 10)
