"""Which questions a sitting asks: the same seed, and the same questions seen before, draw the same ones.

``widgets/js/draw.js`` does the same on the page; `tests/draw_vectors.json` holds both to the same results.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from massage_neuropathy.shuffle import in_random_order, mix

Index = Mapping[str, Any]
Seen = Mapping[str, int]
Twin = Mapping[str, Any]


def draw_start(index: Index, seen: Seen, seed: str) -> list[str]:
    """Draw the starting check, in one of its two forms.

    Parameters
    ----------
    index
        What `massage_neuropathy.bank.blueprint` returns.
    seen
        For the ids of questions, how many sittings have shown them.
    seed
        Sixteen hexadecimal digits.

    Returns
    -------
    list of str
        Ids of questions in the order to be asked.
    """
    form = "AB"[mix(f"{seed}|form") % 2]
    ranked = {
        slot: [twin for twin in twins if twin["form"]]
        for slot, twins in _ranked(index, seen, seed, form).items()
    }
    return _in_order({slot: twins[0] for slot, twins in ranked.items() if twins}, seed)


def draw_final(index: Index, seen: Seen, seed: str, form: str | None = None) -> list[str]:
    """Draw a final: for each slot a twin seen least often, and of the wanted form where there is a choice.

    Among those, they are drawn so that each of the five answers is the right one as often as the blueprint
    says, or as nearly so as can be. No answer is then a good guess.

    Parameters
    ----------
    index, seen, seed
        As in `draw_start`.
    form
        ``"A"`` or ``"B"``, the form that the learner's starting check was not; None without one.

    Returns
    -------
    list of str
        Ids of questions in the order to be asked.
    """
    twins = {
        slot: _least_seen(twins, seen) for slot, twins in _ranked(index, seen, seed, form).items() if twins
    }
    # Slots of the starting check choose first, so that they keep their form.
    slots = sorted(
        in_random_order(twins, f"{seed}|answers"),
        key=lambda slot: not any(twin["form"] for twin in twins[slot]),
    )
    answers = Answers(index["bounds"])
    # Which sums of answers can be reached, and then, from the last slot to the first, what leads to the best.
    steps = {slot: {answers.step(twin["answer"]) for twin in twins[slot]} for slot in slots}
    reached = {0}
    for slot in slots:
        reached = {before + step for before in reached for step in steps[slot]}
    nearest = min(map(answers.off, reached))
    goals = [{end for end in reached if answers.off(end) == nearest}]
    for slot in reversed(slots[1:]):
        goals.insert(0, {after - step for after in goals[0] for step in steps[slot]})
    drawn, now = {}, 0
    for slot, goal in zip(slots, goals, strict=False):
        drawn[slot] = next(twin for twin in twins[slot] if now + answers.step(twin["answer"]) in goal)
        now += answers.step(drawn[slot]["answer"])
    return _in_order(drawn, seed)


def draw_chance(index: Index, seen: Seen, seed: str, of: str, shown: Iterable[str]) -> str | None:
    """Draw a fresh question in place of one that was answered unsafely.

    Parameters
    ----------
    index, seen, seed
        As in `draw_start`.
    of
        The question that was answered.
    shown
        What the sitting has shown so far.

    Returns
    -------
    str or None
        A twin that the sitting has not shown; None if there is none.
    """
    slot = next((each["slot"] for each in index["reserved"] if each["id"] == of), None)
    fresh = {each["id"] for each in index["reserved"] if each["slot"] == slot} - {of, *shown}
    return min(fresh, key=lambda name: (seen.get(name, 0), mix(f"{seed}|chance|{name}"), name), default=None)


def form_of(index: Index, ids: Iterable[str]) -> str | None:
    """Return the form of a starting check, that of most of its questions; None for anything else."""
    forms = {each["id"]: each["form"] for each in index["reserved"]}
    counts = Counter(forms.get(name) for name in ids)
    return max("AB", key=lambda form: counts[form]) if counts["A"] + counts["B"] else None


def other_form(form: str | None) -> str | None:
    """Return the other one of the two forms; None for none."""
    return {"A": "B", "B": "A"}.get(form or "")


class Answers:
    """How often each answer is the right one, as one number that grows by a step with every question.

    Parameters
    ----------
    bounds
        For each answer that is counted how often it should be right, at least and at most.
    """

    def __init__(self, bounds: Mapping[str, Sequence[int]]) -> None:
        # A place for each answer, with room for 63 questions.
        self._places = {answer: 64**place for place, answer in enumerate(sorted(bounds))}
        self._bounds = bounds

    def step(self, answer: str | None) -> int:
        """Return what a question adds; nothing, if its answer is not counted."""
        return self._places.get(answer or "", 0)

    def off(self, total: int) -> int:
        """Return how far the counts are from their bounds, all together."""
        counts = {answer: total // place % 64 for answer, place in self._places.items()}
        return sum(
            max(0, least - counts[answer], counts[answer] - most)
            for answer, (least, most) in self._bounds.items()
        )


def _ranked(index: Index, seen: Seen, seed: str, form: str | None) -> dict[str, list[Twin]]:
    """Return the twins of each slot, the preferred one first."""

    def rank(twin: Twin) -> tuple[int, bool, int, str]:
        other = form is not None and twin["form"] != form
        return seen.get(twin["id"], 0), other, mix(f"{seed}|{twin['slot']}|{twin['id']}"), twin["id"]

    ranked = sorted(index["reserved"], key=rank)
    return {slot["id"]: [t for t in ranked if t["slot"] == slot["id"]] for slot in index["slots"]}


def _least_seen(twins: Sequence[Twin], seen: Seen) -> list[Twin]:
    return [twin for twin in twins if seen.get(twin["id"], 0) == seen.get(twins[0]["id"], 0)]


def _in_order(drawn: Mapping[str, Twin], seed: str) -> list[str]:
    return [drawn[slot]["id"] for slot in in_random_order(drawn, f"{seed}|order")]
