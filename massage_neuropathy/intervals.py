"""What a share of so few answers allows to be said: 95 percent intervals.

``widgets/js/judge.js`` does the same; `tests/interval_vectors.json` holds both to the same results.
"""


def interval(total: float, n: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share.

    By Wilson's method, and where all or none are right by the exact one (Clopper and Pearson), since Wilson's
    then says too much. Nobody may seem better known for a mark lost: the low end is never above that of all
    right, nor the high end below that of none. With parts of marks the interval is an approximation.

    Parameters
    ----------
    total
        The marks reached, from 0 to `n`; marks may be parts of one.
    n
        How many answers there are.

    Returns
    -------
    low, high : float
        From 0 to 1.

    Raises
    ------
    ValueError
        If there are no answers, or more marks than answers.
    """
    if n < 1 or not 0 <= total <= n:
        raise ValueError(f"no share can be made of {total:g} marks and {n} answers")
    # Reading statsmodels takes a second, which only those who ask for an interval should wait.
    from statsmodels.stats.proportion import proportion_confint

    if total in (0, n):
        low, high = proportion_confint(total, n, alpha=0.05, method="beta")
    else:
        low, high = proportion_confint(total, n, alpha=0.05, method="wilson")
        low = min(low, proportion_confint(n, n, alpha=0.05, method="beta")[0])
        high = max(high, proportion_confint(0, n, alpha=0.05, method="beta")[1])
    return float(low), float(high)
