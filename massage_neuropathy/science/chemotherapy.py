"""How often nerve symptoms are found after chemotherapy, and when they ease."""

from dataclasses import dataclass


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

OXALIPLATIN_EASES_AFTER_MONTHS = 3
"""Months after the last oxaliplatin until symptoms begin to ease, about (measured: pachman2015,
oxali_pacli_pooled). After paclitaxel they begin to ease at once (measured: oxali_pacli_pooled)."""
