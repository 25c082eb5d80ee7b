"""Whether the right option gives itself away by its length or its place, over a whole bank of questions."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from massage_neuropathy.questions import ChoiceQuestion, Option, Question

# A habit may score two standard deviations above chance: 10 of 25 questions with four options, 76 of 250.
# Keys placed by chance stay below that 49 times in 50, and a bank that does not is easily evened out.
TOLERANCE = 2.0
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


@dataclass(frozen=True)
class Giveaway:
    """A habit of choosing that scores too well.

    Parameters
    ----------
    habit : str
        What the test-wise learner always chooses: "longest", "shortest", "first", ..., "last".
    asked, hits, chance, limit : float
        Questions in which the habit names an option, how often that is a right one (a tie counts in parts),
        how often it would be by chance, and the most that is accepted.
    questions : tuple of str
        Ids of questions that give the key away by this habit; changing as many as stand here is enough.
        For length those come first in which the key stands out most.
    """

    habit: str
    asked: int
    hits: float
    chance: float
    limit: float
    questions: tuple[str, ...]


def giveaways(questions: Iterable[Question]) -> Iterator[Giveaway]:
    """Find habits of choosing that score better than chance explains.

    For a question with k options, of which c are right, a habit without knowledge is right with probability
    p = c / k. Over a bank its score has the mean sum(p) and at most the variance sum(p (1 - p)); a habit is
    reported when it scores more than `TOLERANCE` standard deviations above that mean.

    Parameters
    ----------
    questions : iterable of Question
        The whole bank, both pools. Questions without options to choose have no such habits.

    Yields
    ------
    Giveaway
        One for each habit that pays.
    """
    bank = [question for question in questions if isinstance(question, ChoiceQuestion)]
    habits: dict[str, Callable[[ChoiceQuestion], list[Option]]] = {
        "longest": lambda question: _extreme(question, max),
        "shortest": lambda question: _extreme(question, min),
        **{
            place: lambda question, i=i: list(question.options[:-1][i : i + 1])
            for i, place in enumerate(PLACES)
        },
        "last": lambda question: [question.options[-1]],
    }
    for habit, choose in habits.items():
        asked = [(question, choice) for question in bank if (choice := choose(question))]
        scores = [sum(option.correct for option in choice) / len(choice) for _, choice in asked]
        odds = [sum(option.correct for option in q.options) / len(q.options) for q, _ in asked]
        hits, chance = sum(scores), sum(odds)
        limit = chance + TOLERANCE * math.sqrt(sum(p * (1 - p) for p in odds))
        if hits <= limit:
            continue
        telling = [question for (question, _), score in zip(asked, scores, strict=True) if score > 0]
        if habit in ("longest", "shortest"):
            telling.sort(key=_spread, reverse=True)
        enough = math.ceil(hits - limit)
        yield Giveaway(habit, len(asked), hits, chance, limit, tuple(q.id for q in telling[:enough]))


def _length(option: Option) -> int:
    """Count the characters a learner sees."""
    return len(option.text.replace("*", ""))


def _extreme(question: ChoiceQuestion, of: Callable[[Iterable[int]], int]) -> list[Option]:
    lengths = [_length(option) for option in question.options]
    return [option for option, length in zip(question.options, lengths, strict=True) if length == of(lengths)]


def _spread(question: ChoiceQuestion) -> float:
    """Say how far right and wrong options differ in length, as a ratio."""
    right = [_length(option) for option in question.options if option.correct]
    wrong = [_length(option) for option in question.options if not option.correct]
    if not right or not wrong:
        return 0.0
    ratio = (sum(right) / len(right)) / (sum(wrong) / len(wrong))
    return max(ratio, 1 / ratio)
