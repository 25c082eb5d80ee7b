"""Marks for one question, by the rules the course publishes.

`course.js` holds the same rules for the page; `tests/scoring_vectors.json` holds both to the same results.
"""

from collections.abc import Collection
from typing import Literal

QuestionType = Literal["single", "multiple"]


def score(question_type: QuestionType, right: Collection[str], chosen: Collection[str]) -> float:
    """Return the mark for one answer, from 0 to 1.

    Parameters
    ----------
    question_type
        ``"single"``: 1 if the one right option is the one chosen, else 0.
        ``"multiple"``: partial credit, (right ones chosen - wrong ones chosen) / number of right ones, never
        below 0. Choosing everything therefore earns nothing where half or more of the options are wrong.
    right
        Ids of the right options; at least one.
    chosen
        Ids of the options that the learner chose.

    Raises
    ------
    ValueError
        If `right` is empty or the type is not known.
    """
    right, chosen = set(right), set(chosen)
    if not right:
        raise ValueError("a question needs at least one right option to be scored")
    if question_type == "single":
        return float(chosen == right)
    if question_type == "multiple":
        return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))
    raise ValueError(f"no marking rule for questions of type {question_type!r}; use 'single' or 'multiple'")
