"""Which questions a sitting asks: the same seed, and the same questions seen before, draw the same ones.

``widgets/js/draw.js`` does the same on the page; `tests/draw_vectors.json` holds both to the same results.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Draw a final: for each slot a twin seen least often, of the wanted form where there is a choice.

    Then twins that were seen as often change places, until the right answers keep the bounds of the
    blueprint, so that no answer is a good guess.

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
    ranked = _ranked(index, seen, seed, form)
    drawn = {slot: twins[0] for slot, twins in ranked.items() if twins}
    while swap := next(_swaps(drawn, ranked, index["bounds"], seen, seed), None):
        drawn |= swap
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


def out_of_bounds(answers: Mapping[str | None, int], bounds: Mapping[str, Sequence[int]]) -> int:
    """Return how far the numbers of right answers are from their bounds, all together."""
    return sum(
        max(0, least - answers.get(answer, 0), answers.get(answer, 0) - most)
        for answer, (least, most) in bounds.items()
    )


def _ranked(index: Index, seen: Seen, seed: str, form: str | None) -> dict[str, list[Twin]]:
    """Return the twins of each slot, the preferred one first."""

    def rank(twin: Twin) -> tuple[int, bool, int, str]:
        other = form is not None and twin["form"] != form
        return seen.get(twin["id"], 0), other, mix(f"{seed}|{twin['slot']}|{twin['id']}"), twin["id"]

    ranked = sorted(index["reserved"], key=rank)
    return {slot["id"]: [t for t in ranked if t["slot"] == slot["id"]] for slot in index["slots"]}


def _swaps(
    drawn: Mapping[str, Twin],
    ranked: Mapping[str, Sequence[Twin]],
    bounds: Mapping[str, Sequence[int]],
    seen: Seen,
    seed: str,
) -> Iterator[dict[str, Twin]]:
    """Yield what brings the answers nearer to their bounds: a twin for another, as often seen."""
    answers = Counter(twin["answer"] for twin in drawn.values())
    off = out_of_bounds(answers, bounds)
    # Slots of the starting check come last, since their form is lost when they are swapped.
    for slot in sorted(
        in_random_order(drawn, f"{seed}|swap"), key=lambda slot: any(twin["form"] for twin in ranked[slot])
    ):
        now = drawn[slot]
        for twin in ranked[slot]:
            if seen.get(twin["id"], 0) != seen.get(now["id"], 0):
                continue
            then = answers - Counter([now["answer"]]) + Counter([twin["answer"]])
            if out_of_bounds(then, bounds) < off:
                yield {slot: twin}


def _in_order(drawn: Mapping[str, Twin], seed: str) -> list[str]:
    return [drawn[slot]["id"] for slot in in_random_order(drawn, f"{seed}|order")]
