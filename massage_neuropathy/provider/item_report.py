"""The report on what a class has handed in: dangers first, and nothing that so few learners cannot bear.

What may be said at which number of learners is `massage_neuropathy.provider.item_words.BANDS`. A number about
one question needs that many learners who answered it; a number about the group needs as many who gave what it
is made of.
"""

from dataclasses import dataclass, field

import pandas as pd

from massage_neuropathy.figures.classes import changes, shares
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.intervals import interval
from massage_neuropathy.provider import item_statistics as statistics
from massage_neuropathy.provider.bank import Bank
from massage_neuropathy.provider.class_file import Handed
from massage_neuropathy.provider.item_flags import flags
from massage_neuropathy.provider.item_tables import items_csv, options_csv
from massage_neuropathy.provider.item_words import (
    ACT,
    COUNTS,
    FLAGS,
    SHARES,
    band,
    chosen_words,
    correlation,
    figure,
    plain,
    rate,
    refused,
    table,
    why_refused,
)
from massage_neuropathy.provider.naming import named

PLACES = {"lesson": "lesson", "start": "starting check", "final": "final"}
SHORT = {"lesson": "lesson", "start": "check", "final": "final"}
LEVELS = {"guessing": "guessing", "fairly-sure": "fairly sure", "very-sure": "very sure"}
FEWEST_ANSWERS = 10
"""Answers at a level of certainty under which only their count is told."""
FEWEST_UNNAMED = 3
"""Files under which a report shows what single people have answered."""
MOST_ROWS = 30
"""Rows of a figure; the tables have all."""


@dataclass
class Report:
    """A report, with the tables and figures that go with it.

    Parameters
    ----------
    text : str
        The report in Markdown.
    items, options : pandas.DataFrame
        One row for each question and for each option; empty where a number is not to be given.
    figures : dict of str to Illustration
        By name of the file.
    """

    text: str
    items: pd.DataFrame
    options: pd.DataFrame
    figures: dict[str, Illustration] = field(default_factory=dict)


@dataclass(frozen=True)
class _Class:
    """The tables of one class, and what words need."""

    n: int
    handed: Handed
    bank: Bank
    answers: pd.DataFrame
    items: pd.DataFrame
    unsafe: pd.DataFrame

    def named(self, question: str) -> str:
        """Return a question's first words, lesson and id."""
        return named(self.bank.course, question)

    @property
    def beside(self) -> str:
        """What stands beside every number."""
        who = "learner" if self.n == 1 else "learners"
        return f"*From {self.n} {who} who chose to hand in a file: volunteers, not all who took the course.*"


def write_report(handed: Handed, bank: Bank) -> Report:
    """Return the report on what a class has handed in.

    Parameters
    ----------
    handed : Handed
        As `massage_neuropathy.provider.class_file.gather` returns it.
    bank : Bank
        The questions of this version.
    """
    answers = statistics.answers_table(handed.files, bank)
    items = statistics.item_table(answers, bank)
    unsafe = statistics.unsafe_table(answers)
    own = _Class(len(handed.files), handed, bank, answers, items, unsafe)
    options = statistics.option_table(answers, bank)
    odd = flags(items, options, bank.course)
    figures: dict[str, Illustration] = {}
    parts = [
        _head(own),
        _danger(own, figures),
        _sure_and_wrong(own),
        _difficulty(own, figures),
        _again(own, odd),
        _gain(own, figures),
        _calibration(own, figures),
        _forms(own),
        _fairness(own),
        _minutes(own),
        _limits(own),
    ]
    text = "\n\n".join("\n".join(part).strip() for part in parts) + "\n"
    tables = items_csv(items, bank.course, odd), options_csv(options, bank.course)
    return Report(text, *tables, figures)


def _head(own: _Class) -> list[str]:
    counted = len(own.answers)
    lines = [
        "# What the answers of this class say",
        "",
        f"Learners: {own.n}, who chose to hand in a file. That makes this a volunteer sample: those who left "
        "early hand in nothing, and those who hand in may differ from those who do not.",
        "",
        f"Answers counted: {counted}, first tries in lessons, starting check and final. Answers from review, "
        "practice and *three from before* repeat questions and are not counted.",
        "",
        f"Course version {own.bank.version}, state of its questions {own.bank.hash}.",
        "",
        f"**With {own.n} {'learner' if own.n == 1 else 'learners'} may be said:** {band(own.n)}.",
        "",
        "A number about one question needs as many learners who answered this question.",
    ]
    if own.n < ACT:
        lines += ["", why_refused(own.n)]
    if own.n < FEWEST_UNNAMED:
        lines += [
            "",
            "**Not nameless in a small class.** From so few files, whoever knows who handed them in can tell "
            "whose answers these are. Do not pass this report on.",
        ]
    left_out = sum(own.handed.stale.values())
    if left_out:
        few = own.handed.stale.most_common(6)
        lines += [
            "",
            f"Left out: {left_out} answers to questions that are not here or say something else here: "
            + ", ".join(
                f"{own.named(name)}: {count}"
                for name, count in sorted(few, key=lambda one: (-one[1], one[0]))
            )
            + (" and others." if len(own.handed.stale) > 6 else "."),
        ]
    return [*lines, *(["", *(f"- {note}" for note in own.handed.notes)] if own.handed.notes else [])]


def _danger(own: _Class, figures: dict[str, Illustration]) -> list[str]:
    """Return the first page: unsafe choices, by question and by option."""
    lines = ["## 1. Where the danger is: unsafe choices", ""]
    if own.unsafe.empty:
        return [
            *lines,
            "No unsafe choice was made in the answers handed in. That is no proof that none would be.",
        ]
    rows = []
    found = own.items[own.items["unsafe"] > 0]
    for item in _ranked(found, "unsafe", own.n).itertuples():
        chosen = own.unsafe[(own.unsafe["where"] == item.where) & (own.unsafe["question"] == item.question)]
        words = "; ".join(
            f"{chosen_words(own.bank.course.questions[item.question], token)}"
            + (f" ({count})" if item.n >= COUNTS else "")
            for token, count in zip(chosen["token"], chosen["chosen"], strict=True)
        )
        rows.append([own.named(item.question), PLACES[item.where], rate(item.unsafe, item.n), words])
    lines += table(["Question", "Where", "Unsafe", "What was chosen"], rows)
    lines += ["", own.beside]
    if own.n < COUNTS:
        lines += ["", refused("How often these were chosen", COUNTS, own.n)]
    elif own.n < SHARES:
        lines += ["", refused("Rates", SHARES, own.n)]
    shown = found[found["n"] >= SHARES]
    if len(shown):
        worst = _ranked(shown, "unsafe", own.n).head(MOST_ROWS) if own.n >= FLAGS else shown.head(MOST_ROWS)
        figures["unsafe.svg"] = shares(
            "Unsafe choices",
            [
                (item.question, item.unsafe / item.n, *interval(item.unsafe, item.n))
                for item in worst.itertuples()
            ],
        )
        lines += ["", figure("unsafe.svg", figures)]
    return lines


def _sure_and_wrong(own: _Class) -> list[str]:
    lines = ["## 2. Very sure and wrong", ""]
    found = own.items[own.items["sure_wrong"] > 0]
    asked, wrong = int(own.items["asked"].sum()), int(own.items["sure_wrong"].sum())
    if not asked:
        return [*lines, "Nobody was asked how sure they were, or nobody said."]
    if found.empty:
        return [*lines, f"None of {asked} answers with certainty was very sure and wrong."]
    if own.n >= COUNTS:
        lines += [f"{wrong} of {asked} answers with certainty were very sure and wrong.", ""]
    rows = [
        [own.named(item.question), PLACES[item.where], rate(item.sure_wrong, item.asked)]
        for item in _ranked(found, "sure_wrong", own.n).itertuples()
    ]
    lines += table(["Question", "Where", "Very sure and wrong"], rows)
    return [*lines, "", own.beside]


def _difficulty(own: _Class, figures: dict[str, Illustration]) -> list[str]:
    lines = ["## 3. The questions", ""]
    if own.n < COUNTS:
        lines += [refused("How hard a question is", COUNTS, own.n), "", "What was misunderstood:", ""]
        errors = own.bank.course.errors
        for one in statistics.misunderstood(own.answers).itertuples():
            lines.append(f"- {plain(errors[one.error].text)}")
            lines += [f"  - {own.named(question)}" for question in one.questions]
        return [*lines, "", own.beside]
    enough = own.items[own.items["n"] >= COUNTS]
    for words, all_of in (("right", enough["right"] == enough["n"]), ("wrong", enough["right"] == 0)):
        names = [
            f"- {own.named(item.question)}: {PLACES[item.where]}, {item.n} learners"
            for item in enough[all_of].itertuples()
        ]
        lines += [f"Everyone got {words}:", "", *(names or ["- none"]), ""]
    lines += [own.beside, ""]
    rough = own.items[own.items["n"] >= SHARES]
    if rough.empty:
        return [*lines, refused("How hard each question is", SHARES, int(own.items["n"].max()))]
    told = f"{len(own.items) - len(rough)} further ones were answered by fewer than {SHARES} learners."
    lines += [
        "In the order of the course."
        if own.n >= FLAGS
        else "In the order of the course. With so few learners, one by difficulty would be mostly chance.",
        told if len(rough) < len(own.items) else "",
        "",
    ]
    rows = []
    for item in rough.itertuples():
        row = [own.named(item.question), PLACES[item.where], rate(item.right, item.n)]
        row.append("not known" if pd.isna(item.seconds) else f"{item.seconds:.0f} s")
        row.append(correlation(item.r, item.r_low, item.r_high) if item.n >= FLAGS else f"needs {FLAGS}")
        rows.append(row)
    lines += table(["Question", "Where", "Right", "Median time", "Item-rest correlation"], rows)
    lines += ["", own.beside]
    for where, words in PLACES.items():
        shown = rough[rough["where"] == where].head(MOST_ROWS)
        if len(shown) and where != "lesson":
            figures[f"right-{where}.svg"] = shares(
                f"Right at first try, {words}",
                [
                    (item.question, item.right / item.n, *interval(item.right, item.n))
                    for item in shown.itertuples()
                ],
            )
            lines += ["", figure(f"right-{where}.svg", figures)]
    return lines


def _again(own: _Class, odd: dict[tuple[str, str], list[str]]) -> list[str]:
    lines = ["## 4. Questions to look at again", ""]
    most = int(own.items["n"].max()) if len(own.items) else 0
    if most < FLAGS:
        return [*lines, refused("Flags on questions and options", FLAGS, most)]
    found = {key: words for key, words in odd.items() if words}
    for (where, question), words in found.items():
        lines.append(f"- {own.named(question)}, {PLACES[where]}: {'; '.join(words)}.")
    if not found:
        lines.append("None.")
    lines += ["", "These are flags to look at, not verdicts.", "", own.beside]
    if most < ACT:
        lines += ["", refused("Acting on an item-rest correlation", ACT, most)]
    return lines


def _gain(own: _Class, figures: dict[str, Illustration]) -> list[str]:
    lines = ["## 5. From starting check to final", ""]
    found = statistics.gains(own.answers, own.bank)
    n = len(found)
    if n < COUNTS:
        return [*lines, refused("A mean gain", COUNTS, n)]
    mean = statistics.mean_with_range(found.tolist())
    figures["gain.svg"] = changes(found.tolist(), mean.value, mean.low, mean.high)
    return [
        *lines,
        f"On the twelve twins, {n} learners changed by {mean.value:+.0f} percentage points on average; the "
        f"range this allows runs from {mean.low:+.0f} to {mean.high:+.0f} (t interval).",
        "That is learning, plus being tested twice, plus whatever else happened. Without a group that was "
        "not taught, it is no proof that the course caused it.",
        "",
        f"*From {n} of {own.n} volunteers, who handed in both.*",
        "",
        figure("gain.svg", figures),
    ]


def _calibration(own: _Class, figures: dict[str, Illustration]) -> list[str]:
    lines = ["## 6. Do they know what they know?", ""]
    with_certainty = own.answers.dropna(subset=["certainty"])
    for where, words in PLACES.items():
        told = with_certainty[with_certainty["where"] == where]
        n = told["learner"].nunique()
        if n < SHARES:
            lines += [refused(f"Calibration of the group ({words})", SHARES, n), ""]
            continue
        rows = []
        for level, found in statistics.calibration(told).items():
            if found.n < FEWEST_ANSWERS:
                lines.append(f"- {words}: {found.n} answers were {LEVELS[level]}; too few for a share.")
                continue
            lines.append(
                f"- {words}: of {found.n} answers that were {LEVELS[level]}, {100 * found.value:.0f} in 100 "
                f"were right; the range this allows: {100 * found.low:.0f} to {100 * found.high:.0f}."
            )
            rows.append((LEVELS[level], found.value, found.low, found.high))
        if rows:
            name = f"certainty-{where}.svg"
            figures[name] = shares(f"How sure, and how right: {words}", rows, 0.8, "Dashed: very sure pays.")
            lines += ["", figure(name, figures)]
        lines += [
            "",
            f"*From {n} of {own.n} volunteers; ranges allow for one learner's answers being alike.*",
            "",
        ]
    return lines


def _forms(own: _Class) -> list[str]:
    lines = ["## 7. The two forms of the starting check", ""]
    n = own.answers[own.answers["where"] == "start"]["learner"].nunique()
    compared = statistics.forms(own.answers, own.bank) if n >= FLAGS else None
    if compared is None:
        return [*lines, refused("A comparison of the forms", FLAGS, n)]
    means, difference = compared
    each = ", ".join(
        f"form {form}: {found.value:.0f} of 100 ({found.n} learners)" for form, found in means.items()
    )
    return [
        *lines,
        f"{each}. The difference is {difference.value:+.0f} points; the range it allows runs from "
        f"{difference.low:+.0f} to {difference.high:+.0f}. Who got which form was drawn by chance; who "
        "handed in was not.",
        "",
        f"*From {n} of {own.n} volunteers.*",
    ]


def _fairness(own: _Class) -> list[str]:
    why = "Class files say nothing about first language or screen readers, so there is nothing to compare."
    return [
        "## 8. Is it fair?",
        "",
        why if own.n >= ACT else f"{refused('A look at fairness', ACT, own.n)} {why}",
    ]


def _minutes(own: _Class) -> list[str]:
    lines = ["## 9. Minutes", ""]
    found = statistics.minutes_table(own.handed.files, own.bank)
    if found.empty:
        return [*lines, "No minutes were handed in."]
    rows = [
        [
            own.bank.course.lessons[row.lesson].title,
            f"{row.learners}",
            f"{row.median:.0f}",
            f"{row.upper:.0f}",
            f"{own.bank.course.lessons[row.lesson].minutes}",
        ]
        for row in found.itertuples()
    ]
    lines += table(["Lesson", "Learners", "Median", "A quarter took longer than", "Planned"], rows)
    lines += ["", "Pauses of more than five minutes are left out, so time for reading may be missing."]
    return [*lines, "", own.beside]


def _limits(own: _Class) -> list[str]:
    return [
        "## At any number of learners",
        "",
        "- Without a comparison group a gain is no proof that the course caused it.",
        "- Those who complete are not those who enroll, and those who hand in are fewer still.",
        "- A score is not behavior: nothing here shows that clients came to less harm.",
        "- The files come from learners' own devices, and the questions are open to anyone.",
    ]


def _ranked(items: pd.DataFrame, column: str, n: int) -> pd.DataFrame:
    """Return the worst first where there are learners enough for a ranking, else the order of the course."""
    if n < FLAGS:
        return items
    rate = items[column] / items["n"]
    return items.assign(rate=rate).sort_values("rate", ascending=False, kind="stable")
