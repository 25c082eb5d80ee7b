"""Trials of massage side by side: what each printed, how well it is known, and what it could mean together.

The records are in ``comparisons.csv``, one row a comparison. Outcomes, people, treatments and comparators
differ from row to row, and trials that found nothing rarely print numbers: the rows lean toward benefit, and
`pool` is for thought experiments only.
"""

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Literal

import numpy as np

Use = Literal[
    *("main", "approximate", "sensitivity", "outlier", "bounds"),
    *("pooled", "benchmark", "p only", "nothing"),
]
CONDITIONS = ("chemotherapy", "diabetes", "other")
AGAINST = ("usual care or nothing", "another treatment", "sham or placebo")
SINGLE = ("main", "approximate", "sensitivity", "outlier", "bounds")
"""The uses that are single comparisons of the forest plot."""

_NORMAL = NormalDist()
_95 = _NORMAL.inv_cdf(0.975)


def _two_sided(z: float) -> float:
    """Return the p value of a normal deviate, without rounding small ones to zero."""
    return math.erfc(abs(z) / math.sqrt(2))


@dataclass(frozen=True)
class Comparison:
    """One comparison between two groups, in standardized differences; below zero favors the treatment.

    Parameters
    ----------
    key : str
        Key of the work in the bibliography. A trial without authors in what was seen goes under its registry
        or the page that holds its abstract, one more under the conference abstract of the same trial.
    name : str
        What the row is called.
    treatment, comparator, outcome : str
        What was compared with what, in which measure.
    method : "massage", "related" or "drug"
        Massage and reflexology, related methods such as nerve mobilization, or a medicine.
    condition : str
        One of `CONDITIONS`: neuropathy after chemotherapy, in diabetes, or any other.
    measure : "symptoms", "blood flow" or "balance"
        Symptoms or quality of life; blood flow or warmth; balance.
    against : str
        The comparator's kind, one of `AGAINST`, or "various" for pooled results.
    use : str
        How well the number is known. "main": from printed means or counts. "approximate": from a p value,
        as if from a two-sided t test, or from a printed effect size. "sensitivity": related methods.
        "outlier": hard to believe. "bounds": no number, only "not significant" or "p below". "pooled":
        many trials pooled by others. "benchmark": blinded drug trials. "p only": people and p, no arms.
        "nothing": none of these.
    how : str
        What the number was worked out from.
    people, treated, control : int or None
        People in all and in each arm; arms are assumed equal, or as allocated, where they are not printed.
    point, low, high : float
        The difference and the ends of its 95 % interval. For bounds, the ends between which the point lies,
        infinite where open, and no point (not a number).
    p_low, p_high : float
        Ends between which the two-sided p value lies; equal if it is known, not numbers if nothing is.
    favors : "treatment", "control", "unknown" or ""
        Which side did better, as far as it was said.
    """

    key: str
    name: str
    treatment: str
    method: str
    condition: str
    measure: str
    outcome: str
    comparator: str
    against: str
    people: int | None
    treated: int | None
    control: int | None
    point: float
    low: float
    high: float
    p_low: float
    p_high: float
    favors: str
    how: str
    use: Use

    @property
    def straddles(self) -> bool:
        """Whether it is a bound that holds zero: a trial that found no clear difference and printed none."""
        return self.use == "bounds" and self.low < 0 < self.high

    @property
    def variance(self) -> float:
        """Variance of the point, from its interval."""
        return ((self.high - self.low) / (2 * _95)) ** 2


def _read() -> tuple[Comparison, ...]:
    with Path(__file__).with_name("comparisons.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_comparison(row) for row in csv.DictReader(file))


def _comparison(row: dict[str, str]) -> Comparison:
    values: dict[str, object] = dict(row)
    for name in ("people", "treated", "control"):
        values[name] = int(row[name]) if row[name] else None
    is_bound = row["use"] == "bounds"
    for name, open_end in (("point", math.nan), ("low", -math.inf), ("high", math.inf)):
        values[name] = float(row[name]) if row[name] else open_end if is_bound else math.nan
    # Where no p value is printed, or the printed one contradicts the effect, it is that of the point.
    if row["point"] and row["people"] and not row["p_high"]:
        p = _two_sided(values["point"] / ((values["high"] - values["low"]) / (2 * _95)))
        values |= {"p_low": p, "p_high": p}
    else:
        for name in ("p_low", "p_high"):
            values[name] = float(row[name]) if row[name] else math.nan
    return Comparison(**values)


COMPARISONS = _read()
"""Every comparison (measured: each key): Hedges g for single studies, the rest as published.

Two single studies are no Hedges g: izgu2019aroma is a log odds ratio times sqrt(3) / pi, and
thaweewannakij2023 a difference of means by the spread at the start.

One pooled result is missing, of massage of acupuncture points in diabetes (20 trials, 0.87 toward massage):
neither its authors nor its title could be found.
"""


def chosen(condition: str = "", against: str = "", use: str = "") -> tuple[Comparison, ...]:
    """Return the comparisons that pass each filter; an empty one lets everything pass.

    Parameters
    ----------
    condition, against, use : str
        Values of these fields.

    Raises
    ------
    ValueError
        If a filter names something that no comparison has.
    """
    rows = COMPARISONS
    for field, value in (("condition", condition), ("against", against), ("use", use)):
        if value and not any(getattr(row, field) == value for row in COMPARISONS):
            raise ValueError(f"no comparison has {value!r} as its {field}")
        rows = tuple(row for row in rows if value in ("", getattr(row, field)))
    return rows


def variance_of_g(g: float, treated: int, control: int) -> float:
    """Return the large-sample variance of a standardized difference (convention: Hedges).

    Parameters
    ----------
    g : float
        The difference.
    treated, control : int
        People in each arm.
    """
    return 1 / treated + 1 / control + g**2 / (2 * (treated + control))


def usual_p(size: float, people: float) -> float:
    """Return the two-sided p value at the middle of what trials print if a difference is really so large.

    The contour of an albatross plot for two equal arms, ``z = size * sqrt(people) / 2``
    (convention: albatross2017).

    Parameters
    ----------
    size : float
        The true standardized difference.
    people : float
        People in both arms together.

    Raises
    ------
    ValueError
        If there are no people.
    """
    if people <= 0:
        raise ValueError("a trial needs people")
    return _two_sided(size * math.sqrt(people) / 2)


def implied_size(p: float, people: float) -> float:
    """Return the size whose contour runs through a p value; the inverse of `usual_p`.

    Parameters
    ----------
    p : float
        Two-sided p value, above 0 and at most 1.
    people : float
        People in both arms together.

    Raises
    ------
    ValueError
        If p is no p value, or there are no people.
    """
    if not 0 < p <= 1 or people <= 0:
        raise ValueError("p lies above 0 and is at most 1, and a trial needs people")
    return -2 * _NORMAL.inv_cdf(p / 2) / math.sqrt(people)


@dataclass(frozen=True)
class Pooled:
    """A random-effects average.

    Parameters
    ----------
    mean, low, high : float
        The average and its 95 % interval.
    tau2 : float
        Variance of the true differences from trial to trial.
    next_low, next_high : float
        95 % prediction interval: where the true difference in a next trial may lie; infinite below three
        trials.
    """

    mean: float
    low: float
    high: float
    tau2: float
    next_low: float
    next_high: float


def pool(effects: Sequence[float], variances: Sequence[float]) -> Pooled:
    """Average differences with random effects.

    Between-trial variance after Paule and Mandel, which is never negative and does well for continuous data
    (convention: veroniki2015). The interval is that of Hartung, Knapp, Sidik and Jonkman, t with k - 1
    degrees (convention: inthout2014): with this variance its scale is 1, and where trials differ less than by
    chance it is kept at 1 and not made smaller (choice). The prediction interval uses t with k - 2 degrees
    (convention: higgins2009). With few trials all of this is rough.

    Parameters
    ----------
    effects : sequence of float
        The differences, at least two.
    variances : sequence of float
        Their variances, above zero.

    Returns
    -------
    Pooled
        The average and its intervals.

    Raises
    ------
    ValueError
        If there are fewer than two differences, or a variance is not above zero.
    """
    count = len(effects)
    if count < 2 or len(variances) != count or min(variances) <= 0:
        raise ValueError("at least two differences are needed, each with a variance above zero")
    # Imported here: it takes two seconds, and no other figure needs it.
    from scipy.stats import t
    from statsmodels.stats.meta_analysis import combine_effects

    # A share of the spread, which nobody asks for here, has no value where all trials are alike.
    with np.errstate(divide="ignore", invalid="ignore"):
        result = combine_effects(np.array(effects), np.array(variances), method_re="iterated")
    mean, error, tau2 = float(result.mean_effect_re), float(result.sd_eff_w_re), float(result.tau2)
    half = float(t.isf(0.025, count - 1)) * error
    ahead = float(t.isf(0.025, count - 2)) * math.hypot(error, math.sqrt(tau2)) if count > 2 else math.inf
    return Pooled(mean, mean - half, mean + half, tau2, mean - ahead, mean + ahead)


STARTS = ("printed", "rebuilt", "related")
SILENT = ("left out", "zero", "half")


@dataclass(frozen=True)
class Supposed:
    """A comparison as it goes into the what-if.

    Parameters
    ----------
    row : Comparison
        Where it comes from.
    value, variance : float
        The difference that is taken for it, and its variance.
    """

    row: Comparison
    value: float
    variance: float


def what_if(start: str, silent: str, limits: bool) -> tuple[Supposed, ...]:
    """Return what goes into the thought experiment; one row a trial, symptoms and quality of life only.

    Parameters
    ----------
    start : str
        One of `STARTS`: numbers from printed results only, rebuilt ones too, or related methods as well.
    silent : str
        One of `SILENT`: what is taken for trials whose bound holds zero. "half": half of the largest
        difference toward the treatment that fits the bound.
    limits : bool
        Whether trials known only by "p below" go in, at the end of their bound that is nearest to zero.

    Raises
    ------
    ValueError
        If `start` or `silent` is none of these.
    """
    if start not in STARTS or silent not in SILENT:
        raise ValueError(f"{start!r} and {silent!r} have to be one of {STARTS} and one of {SILENT}")
    uses = ("main", "approximate", "sensitivity")[: STARTS.index(start) + 1]
    methods = ("massage", "related") if start == "related" else ("massage",)
    rows = [row for row in COMPARISONS if row.measure == "symptoms" and row.method in methods]
    supposed = [Supposed(row, row.point, row.variance) for row in rows if row.use in uses]
    bounds = [row for row in rows if row.use == "bounds"]
    straddling = [row for row in bounds if row.straddles]
    if silent != "left out":
        share = {"zero": 0.0, "half": 0.5}[silent]
        supposed += [_at(row, share * row.low + 0.0) for row in straddling]
    if limits:
        taken = {row.key for row in straddling}
        one_sided = [row for row in bounds if not row.straddles and row.key not in taken]
        supposed += [_at(row, row.high if math.isinf(row.low) else row.low) for row in one_sided]
    return tuple(supposed)


def _at(row: Comparison, value: float) -> Supposed:
    return Supposed(row, value, variance_of_g(value, row.treated, row.control))


def average(supposed: Iterable[Supposed]) -> Pooled:
    """Average what goes into a thought experiment; see `pool`."""
    rows = tuple(supposed)
    return pool([one.value for one in rows], [one.variance for one in rows])
