"""Class files of invented learners, of whom it is known how well they do."""

import random

from massage_neuropathy.draw import draw_final, draw_start
from tests.result_files import BANK, right, unsafe

PRACTICE = [name for name, entry in BANK.entries.items() if entry["pool"] == "practice"]


def class_file(number, ability=0.7, gain=0.15, lessons=30, sittings=True):
    """The file of one learner: so able at first (share right), and better by `gain` in the final."""
    chance = random.Random(number)
    answers = []

    def give(where, name, share, good=None):
        entry = BANK.entries[name]
        hit = chance.random() < share if good is None else good
        options = right(name) if hit else wrong_by_chance(chance, entry)
        level = chance.choices(["guessing", "fairly-sure", "very-sure"], [1, 2, 3 if hit else 1])[0]
        answers.append(
            {
                "question": name,
                "hash": entry["hash"],
                "where": where,
                "options": list(options),
                "certainty": level,
                "seconds": chance.choice([20, 35, 50, None]),
            }
        )

    for name in PRACTICE[:lessons]:
        give("lesson", name, ability)
    if sittings:
        seed = f"{number:016x}"
        for name in draw_start(BANK.index, {}, seed):
            give("start", name, ability)
        for name in draw_final(BANK.index, {}, seed):
            give("final", name, ability + gain)
    return {
        "format": "massage-neuropathy-class",
        "version": 1,
        "course": {"version": BANK.version, "bank": BANK.hash},
        "label": f"{number:08x}",
        "answers": answers,
        "minutes": {"01-nerves": 20 + number % 30, "04-diabetes": 41.5},
    }


def wrong_by_chance(chance, entry):
    """One of the wrong answers that can be foreseen."""
    if entry["type"] in ("single", "multiple"):
        return [chance.choice([token for token in entry["faults"] if not token.startswith("-")])]
    return unsafe(entry["id"])


def class_of(n, **how):
    """The files of a class; learners differ in what they can do."""
    return [class_file(i, ability=0.45 + 0.4 * (i % 11) / 10, **how) for i in range(n)]
