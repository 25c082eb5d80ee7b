"""What the answers of a class say, as tables; `item_report` says what they may be used for.

All intervals are 95 percent intervals. The learners are whoever has handed in a file: a volunteer sample.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import pearsonr
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from massage_neuropathy.draw import form_of
from massage_neuropathy.intervals import interval
from massage_neuropathy.judging import faults_of
from massage_neuropathy.provider.bank import Bank
from massage_neuropathy.provider.class_file import ClassFile
from massage_neuropathy.scoring import score

COUNTED = ("lesson", "start", "final")
"""Where answers are first tries; those from before, review and practice repeat what was met already."""

RIGHT = 1 - 1e-9
FEWEST_OTHERS = 5
"""Other questions a learner must have answered for a rest score."""
FEWEST_TWINS = 10
"""Of the twelve twins, those that must be answered both times for a gain."""

LEVELS = ("guessing", "fairly-sure", "very-sure")


@dataclass(frozen=True)
class Estimate:
    """A number with the range it allows; the range is None where none can be given."""

    value: float
    low: float | None
    high: float | None
    n: int


def answers_table(files: Sequence[ClassFile], bank: Bank) -> pd.DataFrame:
    """Return one row for each first answer.

    Columns: ``learner`` (number of the file), ``where``, ``question``, ``mark`` (0 to 1), ``right``,
    ``unsafe`` and ``overcautious`` (whether a choice was so tagged), ``certainty`` or None, ``seconds`` or
    NaN, ``options`` (tuple), ``errors`` (tuple of ids) and ``unsafe_tokens`` (tuple of faults), and ``rest``,
    of `with_rest`.
    """
    rows = []
    for learner, file in enumerate(files):
        met = set()
        for one in file.answers:
            if one.where not in COUNTED or (one.where, one.question) in met:
                continue
            met.add((one.where, one.question))
            entry = bank.entries[one.question]
            faults = faults_of(entry, one.options)
            mark = score(entry["type"], entry["right"], one.options)
            rows.append(
                {
                    "learner": learner,
                    "where": one.where,
                    "question": one.question,
                    "mark": mark,
                    "right": mark > RIGHT,
                    "unsafe": any(fault["tag"] == "unsafe" for fault in faults),
                    "overcautious": any(fault["tag"] == "overcautious" for fault in faults),
                    "certainty": one.certainty,
                    "seconds": math.nan if one.seconds is None else one.seconds,
                    "options": tuple(one.options),
                    "errors": tuple(fault["error"] for fault in faults),
                    "unsafe_tokens": tuple(f["token"] for f in faults if f["tag"] == "unsafe"),
                }
            )
    columns = ["learner", "where", "question", "mark", "right", "unsafe", "overcautious", "certainty"]
    columns += ["seconds", "options", "errors", "unsafe_tokens"]
    types = {"mark": float, "right": bool, "unsafe": bool, "overcautious": bool}
    return with_rest(pd.DataFrame(rows, columns=columns).astype(types))


def with_rest(answers: pd.DataFrame) -> pd.DataFrame:
    """Add to answers ``rest``, the learner's mean mark in the other questions there; NaN if these are few."""
    own = answers.groupby(["where", "learner"], sort=False)["mark"]
    others = own.transform("size") - 1
    rest = (own.transform("sum") - answers["mark"]) / others
    return answers.assign(rest=rest.where(others >= FEWEST_OTHERS))


def item_table(answers: pd.DataFrame, bank: Bank) -> pd.DataFrame:
    """Return one row for each question and place, in the order of the course.

    Columns: ``where``, ``question``, ``safety``, ``n``, counts ``right``, ``unsafe``, ``overcautious``,
    ``asked`` (with certainty) and ``sure_wrong`` (very sure and wrong), ``seconds`` (median), and the
    item-rest correlation ``r`` with ``r_low`` and ``r_high`` (Fisher), NaN where there is none.
    """
    order = {name: i for i, name in enumerate(bank.entries)}
    rows = []
    for (where, question), own in answers.groupby(["where", "question"], sort=False):
        sure = own["certainty"] == "very-sure"
        r = item_rest(own)
        rows.append(
            {
                "where": where,
                "question": question,
                "safety": bank.entries[question]["safety"],
                "n": len(own),
                "right": int(own["right"].sum()),
                "unsafe": int(own["unsafe"].sum()),
                "overcautious": int(own["overcautious"].sum()),
                "asked": int(own["certainty"].notna().sum()),
                "sure_wrong": int((sure & ~own["right"]).sum()),
                "seconds": float(own["seconds"].median()),
                "r": r.value if r else math.nan,
                "r_low": r.low if r and r.low is not None else math.nan,
                "r_high": r.high if r and r.high is not None else math.nan,
            }
        )
    rows.sort(key=lambda row: (COUNTED.index(row["where"]), order[row["question"]]))
    columns = ["where", "question", "safety", "n", "right", "unsafe", "overcautious", "asked", "sure_wrong"]
    return pd.DataFrame(rows, columns=[*columns, "seconds", "r", "r_low", "r_high"])


def item_rest(own: pd.DataFrame) -> Estimate | None:
    """Return how the answers to a question go with the rest: Pearson's r, with Fisher's interval.

    None where that cannot be told: of fewer than four learners, or if all have done alike.
    """
    both = own[["mark", "rest"]].dropna()
    if len(both) < 4 or both["mark"].nunique() < 2 or np.ptp(both["rest"]) < 1e-9:
        return None
    found = pearsonr(both["mark"], both["rest"])
    span = found.confidence_interval(0.95)
    return Estimate(float(found.statistic), float(span.low), float(span.high), len(both))


def option_table(answers: pd.DataFrame, bank: Bank) -> pd.DataFrame:
    """Return one row for each option of a question, chosen or not, in the order of the question.

    Of numbers and of orders, which have no options, those that were given. Columns: ``where``, ``question``,
    ``option``, ``right``, ``tag`` (of a wrong one, or None), ``chosen`` (count), ``n``, and ``strong`` and
    ``weak``, how often the strongest and the weakest third by rest score chose it, as shares, NaN under three
    learners in a third.
    """
    rows = []
    for (where, question), own in answers.groupby(["where", "question"], sort=False):
        entry = bank.entries[question]
        thirds = _thirds(own)
        given = own.set_index("learner")["options"]
        for option in _options(entry, own["options"], bank):
            has = pd.Series({learner: _holds(entry, options, option) for learner, options in given.items()})
            strong, weak = (float(has[third].mean()) if len(third) >= 3 else math.nan for third in thirds)
            rows.append(
                {
                    "where": where,
                    "question": question,
                    "option": option,
                    "right": _is_right(entry, option),
                    "tag": _tag(entry, option),
                    "chosen": int(has.sum()),
                    "n": len(own),
                    "strong": strong,
                    "weak": weak,
                }
            )
    columns = ["where", "question", "option", "right", "tag", "chosen", "n", "strong", "weak"]
    return pd.DataFrame(rows, columns=columns)


def unsafe_table(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how often each unsafe choice was made: ``where``, ``question``, ``token``, ``chosen``, ``n``."""
    told = answers.groupby(["where", "question"], sort=False).size()
    each = answers.explode("unsafe_tokens").dropna(subset=["unsafe_tokens"])
    counts = each.groupby(["where", "question", "unsafe_tokens"], sort=False).size()
    rows = [(*key, int(count), int(told[key[:2]])) for key, count in counts.items()]
    return pd.DataFrame(rows, columns=["where", "question", "token", "chosen", "n"])


def gains(answers: pd.DataFrame, bank: Bank) -> pd.Series:
    """Return each learner's change from starting check to final, in percentage points of right twins."""
    slots = {name: entry["slot"] for name, entry in bank.entries.items()}
    own = answers[answers["where"].isin(["start", "final"])].assign(
        slot=lambda table: table["question"].map(slots)
    )
    wide = own.pivot_table(index=["learner", "slot"], columns="where", values="right", aggfunc="first")
    if not {"start", "final"} <= set(wide.columns):
        return pd.Series(dtype=float)
    both = wide.dropna().astype(float)
    change = (both["final"] - both["start"]).groupby("learner").agg(["mean", "size"])
    return 100 * change.loc[change["size"] >= FEWEST_TWINS, "mean"]


def mean_with_range(values: Sequence[float]) -> Estimate:
    """Return a mean with its t interval.

    Raises
    ------
    ValueError
        There are fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("a mean has a range only with two values or more")
    described = DescrStatsW(np.asarray(values, dtype=float))
    low, high = described.tconfint_mean(0.05)
    return Estimate(float(described.mean), float(low), float(high), len(values))


def calibration(answers: pd.DataFrame) -> dict[str, Estimate]:
    """Return for each level of certainty the share of answers that were right.

    One learner's answers are like each other, so the range is that of shares in clusters (of learners), which
    is wider than if every answer stood alone; where all or none are right it is that of single answers.
    """
    found = {}
    for level in LEVELS:
        own = answers[answers["certainty"] == level]
        n, right = len(own), int(own["right"].sum())
        if n == 0:
            continue
        if own["learner"].nunique() < 2 or right in (0, n):
            low, high = interval(right, n)
        else:
            fitted = OLS(own["right"].astype(float).to_numpy(), np.ones(n)).fit(
                cov_type="cluster", cov_kwds={"groups": own["learner"].to_numpy()}, use_t=True
            )
            low, high = np.clip(fitted.conf_int(0.05)[0], 0, 1)
        found[level] = Estimate(right / n, float(low), float(high), n)
    return found


def forms(answers: pd.DataFrame, bank: Bank) -> tuple[dict[str, Estimate], Estimate] | None:
    """Compare the two forms of the starting check.

    Returns
    -------
    tuple of (dict of str to Estimate, Estimate) or None
        The mean share of marks in each form, and form A less form B with Welch's interval, in percentage
        points; None unless both have two learners or more.
    """
    own = answers[answers["where"] == "start"]
    shares: dict[str, list[float]] = {"A": [], "B": []}
    for _, sitting in own.groupby("learner"):
        form = form_of(bank.index, sitting["question"])
        if form:
            shares[form].append(100 * sitting["mark"].mean())
    if min(map(len, shares.values())) < 2:
        return None
    compared = CompareMeans(DescrStatsW(shares["A"]), DescrStatsW(shares["B"]))
    low, high = compared.tconfint_diff(0.05, usevar="unequal")
    means = {form: mean_with_range(values) for form, values in shares.items()}
    n = sum(map(len, shares.values()))
    return means, Estimate(means["A"].value - means["B"].value, float(low), float(high), n)


def minutes_table(files: Sequence[ClassFile], bank: Bank) -> pd.DataFrame:
    """Return for each lesson ``learners``, and the ``median`` and ``upper`` quartile of their minutes."""
    rows = []
    for lesson in bank.course.lessons:
        own = [file.minutes[lesson] for file in files if file.minutes.get(lesson)]
        if own:
            rows.append((lesson, len(own), float(np.median(own)), float(np.percentile(own, 75))))
    return pd.DataFrame(rows, columns=["lesson", "learners", "median", "upper"])


def misunderstood(answers: pd.DataFrame) -> pd.DataFrame:
    """Return for each error behind wrong answers how many ``learners`` made it, in which ``questions``."""
    each = answers.explode("errors").dropna(subset=["errors"]).rename(columns={"errors": "error"})
    found = each.groupby("error").agg(
        learners=("learner", "nunique"), questions=("question", lambda names: tuple(dict.fromkeys(names)))
    )
    return found.reset_index().sort_values(["learners", "error"], ascending=[False, True], ignore_index=True)


def _thirds(own: pd.DataFrame) -> tuple[pd.Index, pd.Index]:
    """Return the learners of the strongest and of the weakest third by rest score."""
    rest = own.set_index("learner")["rest"].dropna().sort_values(kind="stable")
    third = len(rest) // 3
    return rest.index[len(rest) - third :], rest.index[:third]


def _options(entry: Mapping[str, Any], given: pd.Series, bank: Bank) -> list[str]:
    question = bank.course.questions[entry["id"]]
    if entry["type"] in ("single", "multiple"):
        return [option.id for option in question.options]
    if entry["type"] == "matching":
        return [f"{item.id}:{choice.id}" for item in question.items for choice in question.choices]
    return sorted({" ".join(options) for options in given})


def _holds(entry: Mapping[str, Any], given: tuple[str, ...], option: str) -> bool:
    return " ".join(given) == option if entry["type"] in ("ordering", "numeric") else option in given


def _is_right(entry: Mapping[str, Any], option: str) -> bool:
    if entry["type"] in ("ordering", "numeric"):
        return score(entry["type"], entry["right"], option.split()) > RIGHT
    return option in entry["right"]


def _tag(entry: Mapping[str, Any], option: str) -> str | None:
    if _is_right(entry, option):
        return None
    if entry["type"] in ("single", "multiple"):
        return entry["faults"].get(option, [None])[0]
    if entry["type"] == "matching":
        own = entry["faults"].get(option) or entry["faults"].get(f"{option.partition(':')[0]}:*")
        return own[0] if own else None
    tags = [fault["tag"] for fault in faults_of(entry, option.split())]
    return "unsafe" if "unsafe" in tags else tags[0] if tags else None
