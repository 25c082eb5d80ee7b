"""What a foot test notices and misses, and what its result is worth where the problem is rare or common."""

from dataclasses import dataclass

from numpy import asarray, float64, floor
from numpy.typing import ArrayLike, NDArray

FILAMENT_SENSITIVITY = 0.53
"""Share of people with neuropathy on conduction tests whom a 10-gram filament notices (measured:
wang2017mono)."""

FILAMENT_SENSITIVITY_INTERVAL = (0.32, 0.74)
"""Its 95 percent interval (measured: wang2017mono)."""

FILAMENT_SPECIFICITY = 0.88
"""Share of people without neuropathy on conduction tests who pass the filament (measured: wang2017mono)."""

AT_RISK_TIPS = 2
"""Toe tips of six that are not felt in the Ipswich Touch Test from which a foot counts as at risk
(measured against vibration: rayman2011)."""

TOUCHED_TOES = (1, 3, 5)
"""Toes whose tips are touched on each foot, the big toe being 1 (rayman2011)."""

COMMON_OVER_40 = 0.03
"""Share of people over 40 with polyneuropathy by questions, examination and conduction (measured:
taams2022)."""

COMMON_IN_DIABETES = (0.15, 0.37)
"""Lowest and highest share of people with diabetes who have polyneuropathy, from one large study of a
population to another (measured: england2014)."""

FAIL_FILAMENT_OVER_40, FAIL_FILAMENT_IN_DIABETES = 0.148, 0.285
"""Shares of people over 40, all and with diabetes, who did not feel a filament somewhere on a foot (measured:
gregg2004). They are results of the test, not shares of people who have neuropathy."""


@dataclass(frozen=True)
class ScreeningTest:
    """How often a test is right, measured against a yardstick.

    Parameters
    ----------
    sensitivity : float
        Share of those whom the yardstick finds whom the test flags.
    specificity : float
        Share of the others whom the test passes.
    yardstick : str
        What the test was compared with. Tests with different yardsticks cannot be compared with each other.
    """

    sensitivity: float
    specificity: float
    yardstick: str


TESTS = {
    "Filament": ScreeningTest(FILAMENT_SENSITIVITY, FILAMENT_SPECIFICITY, "conduction"),
    "Filament, low end": ScreeningTest(FILAMENT_SENSITIVITY_INTERVAL[0], FILAMENT_SPECIFICITY, "conduction"),
    "Filament, high end": ScreeningTest(FILAMENT_SENSITIVITY_INTERVAL[1], FILAMENT_SPECIFICITY, "conduction"),
    "Touch test against vibration": ScreeningTest(0.77, 0.90, "vibration"),
    "Touch test against the filament": ScreeningTest(0.83, 0.98, "filament"),
    "A coin toss": ScreeningTest(0.5, 0.5, "nothing"),
}
"""Tests by their names for learners (measured: wang2017mono, pooled and at the ends of the interval of its
sensitivity; rayman2011; iptt2020). The coin is a choice, and so is one specificity at both ends: the ends of
two intervals do not belong together."""


@dataclass(frozen=True)
class Sorted:
    """People by what they have and how their test came out, as shares or as numbers of people.

    Parameters
    ----------
    found, missed : array_like
        Those who have it: flagged, and passed all the same.
    false_alarms, passed_without : array_like
        Those who do not: flagged all the same, and passed.
    """

    found: ArrayLike
    missed: ArrayLike
    false_alarms: ArrayLike
    passed_without: ArrayLike

    @property
    def flagged(self) -> ArrayLike:
        """All who fail the test."""
        return self.found + self.false_alarms

    @property
    def passed(self) -> ArrayLike:
        """All who pass it."""
        return self.missed + self.passed_without

    @property
    def share_of_flagged(self) -> ArrayLike:
        """Share of those flagged who have it (positive predictive value)."""
        return self.found / self.flagged

    @property
    def share_of_passed(self) -> ArrayLike:
        """Share of those passed who have it (1 minus the negative predictive value)."""
        return self.missed / self.passed


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
    return asarray(people, dtype=float) * (1 - _share(sensitivity, "sensitivity"))


def sort_people(common: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> Sorted:
    """Sort everybody by what they have and how the test comes out (Bayes' rule, as parts of a whole).

    Parameters
    ----------
    common : array_like
        Share of all people who have it.
    sensitivity, specificity : array_like
        Share of those who have it whom the test flags; share of those who do not whom it passes.

    Returns
    -------
    Sorted
        Shares of all people, which add up to 1.

    Raises
    ------
    ValueError
        If a share is not between 0 and 1.
    """
    common = _share(common, "common")
    misses = missed(common, sensitivity)
    alarms = missed(1 - common, _share(specificity, "specificity"))
    return Sorted(common - misses, misses, alarms, 1 - common - alarms)


def sort_whole_people(
    people: int, common: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike
) -> Sorted:
    """Sort a number of people, without cutting anybody in two.

    Those who have it, those found among them and those who pass without it are rounded to the nearest whole
    person, halves up; the missed and the false alarms are the rest. So the four always add up.

    Parameters
    ----------
    people : int
        All people.
    common, sensitivity, specificity : array_like
        As in `sort_people`.

    Returns
    -------
    Sorted
        Numbers of people, which add up to `people`.

    Raises
    ------
    ValueError
        If a share is not between 0 and 1.
    """
    having = _whole(people * _share(common, "common"))
    without = people - having
    found = _whole(having * _share(sensitivity, "sensitivity"))
    passed = _whole(without * _share(specificity, "specificity"))
    return Sorted(found, having - found, without - passed, passed)


def _share(share: ArrayLike, name: str) -> NDArray[float64]:
    share = asarray(share, dtype=float)
    if not ((share >= 0) & (share <= 1)).all():
        raise ValueError(f"{name} must lie between 0 and 1, got {share.tolist()}")
    return share


def _whole(people: NDArray[float64]) -> NDArray[float64]:
    # The last digits of a product such as 0.29 * 50 must not decide where a half goes.
    return floor(people + 0.5 + 1e-9)
