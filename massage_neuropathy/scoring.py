"""Marks for one answer, by the rules the course publishes.

``widgets/js/marks.js`` holds the same rules for the page; `tests/scoring_vectors.json` holds both to the same
results.
"""

import re
from collections.abc import Sequence

from massage_neuropathy.fields import QuestionType

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def score(question_type: QuestionType, right: Sequence[str], chosen: Sequence[str]) -> float:
    """Return the mark for one answer, from 0 to 1.

    Parameters
    ----------
    question_type
        ``"single"``: 1 if the one right option is the one chosen, else 0.
        ``"multiple"``: partial credit, (right ones chosen - wrong ones chosen) / number of right ones, never
        below 0. Choosing everything therefore earns nothing where half or more of the options are wrong.
        ``"matching"``: the share of items that have their right choice.
        ``"ordering"``: 1 for the right order, 0.5 if two neighbors have changed places, else 0.
        ``"numeric"``: 1 for a number within the span that is right, both ends included, else 0.
    right
        Ids of the right options; each item with its choice, as ``item:choice``; ids of the steps in their
        order; or the smallest and the largest number that is right.
    chosen
        What the learner chose, in the same form; of a number, only itself.

    Raises
    ------
    ValueError
        If `right` is empty or the type is not known.
    """
    if not right:
        raise ValueError("a question needs at least one right answer to be scored")
    right, chosen = list(right), list(chosen)
    hits = len(set(chosen) & set(right))
    if question_type == "single":
        return float(chosen == right)
    if question_type == "multiple":
        return max(0.0, (hits - len(set(chosen) - set(right))) / len(right))
    if question_type == "matching":
        return hits / len(right)
    if question_type == "ordering":
        return 1.0 if chosen == right else 0.5 if chosen in _neighbors_swapped(right) else 0.0
    if question_type == "numeric":
        low, high = map(float, right)
        return float(
            len(chosen) == 1 and bool(_NUMBER.fullmatch(chosen[0])) and low <= float(chosen[0]) <= high
        )
    raise ValueError(f"no marking rule for questions of type {question_type!r}")


def _neighbors_swapped(order: list[str]) -> list[list[str]]:
    return [[*order[:i], order[i + 1], order[i], *order[i + 2 :]] for i in range(len(order) - 1)]
