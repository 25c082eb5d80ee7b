"""The tables that go with a report on a class; where learners are too few for a number, its cell is empty."""

from collections.abc import Mapping, Sequence

import pandas as pd

from massage_neuropathy.intervals import interval
from massage_neuropathy.provider.item_words import COUNTS, FLAGS, SHARES
from massage_neuropathy.provider.naming import asks, lesson_title
from massage_neuropathy.schema import Course


def items_csv(
    items: pd.DataFrame, course: Course, flags: Mapping[tuple[str, str], Sequence[str]]
) -> pd.DataFrame:
    """Return one row for each question and place.

    Parameters
    ----------
    items
        What `massage_neuropathy.provider.item_statistics.item_table` returns.
    course
        The content, for lesson, first words and objective.
    flags
        What `massage_neuropathy.provider.item_flags.flags` returns.
    """
    rows = []
    for item in items.itertuples():
        question = course.questions[item.question]
        row = {"where": item.where, "question": item.question, "lesson": lesson_title(course, question.id)}
        row["asks"] = asks(course, question.id)
        row |= {"objective": question.objective, "safety": item.safety or "", "learners": item.n}
        if item.n >= COUNTS:
            row |= {
                "unsafe": item.unsafe,
                "overcautious": item.overcautious,
                "very_sure_and_wrong": item.sure_wrong,
            }
            row["everyone"] = "right" if item.right == item.n else "wrong" if item.right == 0 else ""
        if item.n >= SHARES:
            for name, count in (("right", item.right), ("unsafe", item.unsafe)):
                low, high = interval(count, item.n)
                row |= {f"{name}_share": count / item.n, f"{name}_low": low, f"{name}_high": high}
            row["median_seconds"] = item.seconds
        if item.n >= FLAGS:
            row |= {"item_rest": item.r, "item_rest_low": item.r_low, "item_rest_high": item.r_high}
            row["look_again"] = "; ".join(flags[item.where, item.question])
        rows.append(row)
    columns = ["where", "question", "lesson", "asks", "objective", "safety", "learners", "unsafe"]
    columns += ["unsafe_share", "unsafe_low", "unsafe_high", "very_sure_and_wrong", "overcautious"]
    columns += ["everyone", "right_share", "right_low", "right_high", "median_seconds"]
    columns += ["item_rest", "item_rest_low", "item_rest_high"]
    return pd.DataFrame(rows, columns=[*columns, "look_again"])


def options_csv(options: pd.DataFrame, course: Course) -> pd.DataFrame:
    """Return the options that may be told: unsafe ones chosen, and all where enough learners answered."""
    unsafe = (options["n"] >= COUNTS) & (options["tag"] == "unsafe") & (options["chosen"] > 0)
    told = options[unsafe | (options["n"] >= FLAGS)].copy()
    spans = [
        interval(one.chosen, one.n) if one.n >= SHARES else (float("nan"), float("nan"))
        for one in told.itertuples()
    ]
    told["share"] = [one.chosen / one.n if one.n >= SHARES else float("nan") for one in told.itertuples()]
    told["low"], told["high"] = ([span[end] for span in spans] for end in (0, 1))
    thirds = ["strong", "weak"]
    told.loc[told["n"] < FLAGS, thirds] = float("nan")
    told = told.rename(columns={"n": "learners", "strong": "strongest_third", "weak": "weakest_third"})
    told["lesson"] = [lesson_title(course, name) for name in told["question"]]
    told["asks"] = [asks(course, name) for name in told["question"]]
    columns = ["where", "question", "lesson", "asks", "option", "right", "tag", "learners", "chosen"]
    return told[[*columns, "share", "low", "high", "strongest_third", "weakest_third"]]
