"""Doses of massage that were tested in neuropathy: minutes, times a week and weeks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dose:
    """What one trial gave.

    Parameters
    ----------
    key : str
        Key of the work in the bibliography.
    kind : str
        Kind of massage.
    minutes : float or None
        Length of a session in minutes; None where no record seen confirms it.
    per_week : float
        Sessions a week.
    weeks : int
        Weeks.
    people : int
        People who took part.
    """

    key: str
    kind: str
    minutes: float | None
    per_week: float
    weeks: int
    people: int


DOSES = (
    Dose("lopez2022", "Swedish", 30, 3, 4, 71),
    Dose("lopez2022", "Swedish", 30, 2, 6, 71),
    Dose("chatchawan2015", "Thai foot massage", 30, 3, 2, 60),
    Dose("gokmetin2017", "with scented oil", None, 3, 4, 46),
    Dose("gholamzadeh2023", "foot reflexology", 20, 1, 4, 80),
)
"""Massage of people who have neuropathy (measured, as each record describes it).

Tested is not proven: these trials are small, and not all found a difference.
"""

NEARBY = (
    Dose("langleybrady2023", "oil rubbed in, not massage", None, 21, 6, 27),
    Dose("wandell2012", "tactile massage, type 2 diabetes", 60, 1, 10, 53),
)
"""Schedules that are often quoted but are not massage of neuropathy (measured)."""
