"""What may be said of how many learners, and the words it is said in."""

import math
from collections.abc import Mapping, Sequence

from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.intervals import interval
from massage_neuropathy.questions import ChoiceQuestion, MatchingQuestion, OrderingQuestion, Question

COUNTS, SHARES, FLAGS, ACT = 10, 30, 100, 200
"""From how many learners on there are counts, shares, flags, and correlations worth acting on."""

BANDS = {
    0: "what people misunderstood, and minutes; no percentages",
    COUNTS: "questions that everyone gets right or wrong; the unsafe options that were chosen; a mean gain "
    "with its wide interval",
    SHARES: "difficulty, roughly; gain for the group; calibration for the group; no ranking of questions, "
    "no subgroups",
    FLAGS: "flags on questions; options that nobody needs; careful comparison of forms",
    ACT: "item-rest correlations worth acting on; a first look at fairness, if groups are large enough",
}


def band(n: int) -> str:
    """Return what may be said of so many learners."""
    return BANDS[max(least for least in BANDS if n >= least)]


def rate(count: int, n: int) -> str:
    """Return how often something was so, as far as so many answers bear it."""
    if n < COUNTS:
        return "yes" if count else "no"
    if n < SHARES:
        return f"{count} of {n}"
    low, high = interval(count, n)
    return f"{count} of {n}: {100 * count / n:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def correlation(r: float, low: float, high: float) -> str:
    """Return an item-rest correlation with its range; NaN where there is none."""
    return "none: all answered alike" if math.isnan(r) else f"{r:.2f} ({low:.2f} to {high:.2f})"


def refused(what: str, needs: int, n: int) -> str:
    """Say what is not said, and how many learners it needs; `why_refused` says why."""
    there = f"there {'is' if n == 1 else 'are'} {n}" if n else "none gave what it takes"
    return f"**Not said: {what[0].lower()}{what[1:]}.** It needs {needs} learners, and {there}."


def why_refused(n: int) -> str:
    """Say, once for a report, why so few learners do not bear more."""
    right = round(0.7 * n)
    low, high = (f"{100 * end:.0f}" for end in interval(right, n))
    return (
        f"Why not more: if {right} of {n} answer a question right, that alone would allow anything from "
        f"{low} to {high} in 100. What is not said below would be little more than chance."
    )


def figure(name: str, figures: Mapping[str, Illustration]) -> str:
    """Return the line that shows a figure, with its description."""
    words = figures[name].description.replace("[", "(").replace("]", ")")
    return f"![{words}]({name})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]


def chosen_words(question: Question, token: str) -> str:
    """Return what was chosen, left out or put wrongly, in the words of the question."""
    if isinstance(question, ChoiceQuestion):
        text = next(
            (option.text for option in question.options if option.id == token.removeprefix("-")), token
        )
        return f"left out: {plain(text)}" if token.startswith("-") else plain(text)
    if isinstance(question, MatchingQuestion) and ":" in token:
        item, _, choice = token.partition(":")
        text = next((one.text for one in question.items if one.id == item), item)
        chosen = "something else" if choice == "*" else question.text_of(choice)
        return f"{plain(text)}: {plain(chosen)}"
    if isinstance(question, OrderingQuestion) and "<" in token:
        early, _, before = token.partition("<")
        return f"“{plain(question.text_of(early))}” before “{plain(question.text_of(before))}”"
    return "another answer" if token == "*" else token


def plain(text: str) -> str:
    """Return a text on one line, shortened."""
    text = " ".join(text.split())
    return text if len(text) <= 90 else f"{text[:89]}…"
