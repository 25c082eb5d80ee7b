"""Which questions are to be looked at again, once enough learners have answered them."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from massage_neuropathy.intervals import interval
from massage_neuropathy.provider.item_words import FLAGS, chosen_words, correlation
from massage_neuropathy.questions import ChoiceQuestion, MatchingQuestion, Question
from massage_neuropathy.schema import Course

LONG_SECONDS = 120


def flags(items: pd.DataFrame, options: pd.DataFrame, course: Course) -> dict[tuple[str, str], list[str]]:
    """Return what is odd about each question that enough learners have answered, by place and question.

    Parameters
    ----------
    items, options
        What `item_table` and `option_table` of `massage_neuropathy.provider.item_statistics` return.
    course
        The content, for words.
    """
    by_item = dict(list(options.groupby(["where", "question"], sort=False)))
    return {
        (item.where, item.question): [
            *_of_item(item),
            *_of_options(item, by_item[item.where, item.question], course.questions[item.question]),
        ]
        for item in items[items["n"] >= FLAGS].itertuples()
    }


def _of_item(item: Any) -> Iterator[str]:  # noqa: ANN401
    share = item.right / item.n
    if share < 0.30:
        yield f"only {100 * share:.0f} of 100 right"
    elif share > 0.95:
        easy = "; it is about safety and may be easy: ask whether it teaches" if item.safety else ""
        yield f"{100 * share:.0f} of 100 right{easy}"
    if item.r < 0.15:
        yield f"item-rest correlation {correlation(item.r, item.r_low, item.r_high)}"
    if item.seconds > LONG_SECONDS:
        yield f"median time {item.seconds:.0f} s: too long, or two questions in one"


def _of_options(item: Any, options: pd.DataFrame, question: Question) -> Iterator[str]:  # noqa: ANN401
    # Orders and numbers have no options: there are only those that somebody gave.
    if not isinstance(question, ChoiceQuestion | MatchingQuestion):
        return
    for option in options[~options["right"]].itertuples():
        words = f"“{chosen_words(question, option.option)}”"
        if option.chosen < 0.05 * option.n:
            if isinstance(question, ChoiceQuestion):
                yield f"{words} was chosen by {option.chosen} of {option.n}: replace it with a real error"
        elif option.strong > option.weak:
            yield f"the strongest third chose {words} more often than the weakest: suspect the key"
        high = interval(option.chosen, option.n)[1]
        if option.tag == "unsafe" and item.where != "start" and high > 0.10:
            yield f"unsafe {words}: up to {100 * high:.0f} of 100 after the lesson: rewrite the lesson"
