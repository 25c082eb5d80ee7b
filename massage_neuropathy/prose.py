"""Whether the lessons keep their shape, their length and their plain words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import readability

from massage_neuropathy.content import Reading
from massage_neuropathy.entries import ANSWERS
from massage_neuropathy.gathered import CLINIC
from massage_neuropathy.pages import WIDGETS, Act, Page, Passage
from massage_neuropathy.problems import Problem
from massage_neuropathy.standards import Standards
from massage_neuropathy.yaml_reader import walk

# The sections that every lesson has, in this order, with its own sections between them.
SHAPE = ("Before you read", "One client", "Say it", "Key points", "What we do not know")
AT_THE_END = ("Sources", "Off screen")
STOPS = tuple(words for words in ANSWERS.values() if words.startswith("Stop: "))
# A passage that begins so asks the reader to do something at once, away from the screen.
TRY = "Try it"
REGISTER = "claims_register"
TOOLS = (*WIDGETS, REGISTER, "compare", "contradictions", "explore", "your_record")


def departures(
    reading: Reading, notebooks: Mapping[str, Page], pages: Iterable[Page], standards: Standards
) -> Iterator[Problem]:
    """Compare the lessons with the standards for their text.

    Parameters
    ----------
    reading : Reading
        The content.
    notebooks : mapping of str to Page
        The notebooks by the id of their lesson.
    pages : iterable of Page
        The other pages of the book.
    standards : Standards
        What they are held to.

    Yields
    ------
    Problem
        Sections that are missing, too many words or new terms, hard reading, and answers in other words.
    """
    lessons = {name: page for name, page in notebooks.items() if page.readable and page.flow}
    for name, page in lessons.items():
        if name != CLINIC:
            yield from _shape(page)
        yield from _length(page, standards)
        yield from _reading_grade(page, page.flow, standards.lesson_reading_grade)
    for page in pages:
        if any(page.path.match(wanted) for wanted in standards.client_pages):
            yield from _reading_grade(page, page.flow, standards.client_reading_grade)
        yield from _answers(page)
    for page in lessons.values():
        yield from _answers(page)
    for entry in reading.entries["questions"]:
        for steps, value in walk(entry.data):
            if isinstance(value, str):
                yield from (entry.problem(steps, *found) for found in _other_answers(value))
    yield from _terms(reading, lessons, standards.new_terms_per_lesson)
    if len(lessons) == len(reading.entries["lessons"]):  # Else nobody can say what stands nowhere.
        yield from _whole(reading, lessons, standards)


def _shape(page: Page) -> Iterator[Problem]:
    """Find a lesson that lacks a section, or has them in another order."""
    headings = [text for _, level, text in page.headings if level == 2]
    for wanted in (*SHAPE, *AT_THE_END):
        if wanted not in headings:
            yield Problem(str(page.path), 1, "file", f"has no section {wanted!r}", f"add ## {wanted}")
    found = [text for text in headings if text in SHAPE]
    if found != sorted(found, key=SHAPE.index):
        yield Problem(
            str(page.path), 1, "file", "has its sections in another order", f"the order is {', '.join(SHAPE)}"
        )


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]*\w", text)


def _length(page: Page, standards: Standards) -> Iterator[Problem]:
    """Find a lesson with too many words, as a whole or with nothing to do among them."""
    total = stretch = 0
    for step in page.flow:
        if isinstance(step, Act) or step.text.startswith(TRY):
            stretch = 0
        elif step.heading not in AT_THE_END:
            words = len(_words(step.text))
            total += words
            before, stretch = stretch, stretch + words
            if before <= standards.words_between_acts < stretch:
                yield step.spot.problem(
                    f"more than {standards.words_between_acts} words with nothing to do end here",
                    "ask something before, or cut",
                )
    if total > standards.words_per_lesson:
        yield Problem(
            str(page.path),
            1,
            "file",
            f"has {total} words beside its practice",
            f"cut; {standards.words_per_lesson} are accepted",
        )


def _reading_grade(page: Page, flow: Iterable[Passage | Act], limit: int) -> Iterator[Problem]:
    """Find a page whose Flesch-Kincaid grade is above its limit; tables hold no sentences."""
    sentences = [
        " ".join(words)
        for step in flow
        if isinstance(step, Passage) and not step.tabular and step.heading != "Sources"
        for sentence in re.split(r"(?<=[.!?])\"?\s+", step.text)
        if (words := _words(sentence))
    ]
    if not sentences:
        return
    grade = readability.getmeasures(sentences, lang="en")["readability grades"]["Kincaid"]
    if grade > limit:
        yield Problem(
            str(page.path),
            1,
            "file",
            f"reads at grade {grade:.1f}",
            f"shorten sentences and words; grade {limit} is accepted",
        )


def _answers(page: Page) -> Iterator[Problem]:
    """Find an answer that stops, in other words than those of the course."""
    for step in page.flow:
        if isinstance(step, Passage):
            yield from (step.spot.problem(*found) for found in _other_answers(step.text))


def _other_answers(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an answer in other words, and what would be right."""
    for said in re.findall(r"Stop: [A-Za-z][a-z ]+", text):
        if not said.startswith(STOPS):
            yield f"{said.strip()!r} is not one of the answers", f"write one of {', '.join(STOPS)}"


def _terms(reading: Reading, lessons: Mapping[str, Page], most: int) -> Iterator[Problem]:
    """Find lessons with too many new terms, and terms that their lesson does not link."""
    new = Counter(text for entry in reading.entries["terms"] for _, text in entry.texts("lesson"))
    for entry in reading.entries["lessons"]:
        if new[entry.name] > most:
            yield entry.problem(
                ("id",), f"brings {new[entry.name]} new terms", f"use plain words; {most} terms are accepted"
            )
    for entry in reading.entries["terms"]:
        for steps, lesson in entry.texts("lesson"):
            page = lessons.get(lesson)
            linked = (
                {href.partition("glossary.md#")[2] for _, href, _ in page.links} - {""} if page else set()
            )
            # A link to a term that is none may be this one, misspelled; that is said where it stands.
            if page and entry.name not in linked and linked <= set(reading.known["terms"] or linked):
                yield entry.problem(
                    steps,
                    f"notebooks/{lesson}.ipynb does not link this term",
                    f"link it where it first stands: [{entry.name}](../book/glossary.md#{entry.name})",
                )


def _whole(reading: Reading, notebooks: Mapping[str, Page], standards: Standards) -> Iterator[Problem]:
    """Count figures, and see that the register of claims stands on a page."""
    acts = [step.name for page in notebooks.values() for step in page.flow if isinstance(step, Act)]
    figures = {name for name in acts if name not in TOOLS}
    home = next(iter(reading.entries["lessons"]), None)
    if home and len(figures) < standards.figures:
        yield home.problem(
            ("id",),
            f"the lessons show {len(figures)} figures, and {standards.figures} are needed",
            "draw more, each for a question that the text asks",
        )
    if reading.entries["claims"] and REGISTER not in acts:
        yield reading.entries["claims"][0].problem(
            ("id",), "no lesson shows the register of claims", f"add a cell with {REGISTER}()"
        )
