"""Check the content against the notebooks and the book, and the bank of questions as a whole."""

import dataclasses
import difflib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from massage_neuropathy.agreement import disagreements
from massage_neuropathy.balance import giveaways
from massage_neuropathy.content import Question, Reading, SelectionError, read_content, select_questions
from massage_neuropathy.coverage import shortfalls
from massage_neuropathy.pages import GUESSES, Call, Page, Spot, is_lesson, read_markdown, read_notebook
from massage_neuropathy.problems import Problem, did_you_mean
from massage_neuropathy.prose import departures
from massage_neuropathy.standards import read_standards
from massage_neuropathy.widgets.rendering import picture_of
from massage_neuropathy.yaml_reader import Entry

CONTENT = Path("massage_neuropathy") / "content"
ASKED_BY = {shown_by: asked_by for asked_by, shown_by in GUESSES.items()}
# Two stems that share this part of their words, in the same order, are one question asked twice.
NEARLY_THE_SAME = 0.85


def check_project(root: Path) -> list[Problem]:
    """Check the whole project.

    Parameters
    ----------
    root : Path
        The folder that holds ``massage_neuropathy``, ``notebooks``, ``book`` and ``index.md``.

    Returns
    -------
    list of Problem
        All that is wrong, by file and line; paths are relative to `root`.
    """
    reading = read_content(root / CONTENT)
    found = {path.stem: read_notebook(path) for path in sorted((root / "notebooks").glob("*.ipynb"))}
    notebooks = {name: page for name, page in found.items() if is_lesson(name)}
    written = [root / "index.md", *sorted((root / "book").glob("*.md"))]
    pages = [read_markdown(path) for path in written if path.exists()]
    pages += [page for name, page in found.items() if name not in notebooks]
    everywhere = [*notebooks.values(), *pages]
    # With a page out of reach, nobody can say that something stands nowhere.
    complete = all(page.readable for page in everywhere) and not _missing(reading, notebooks)
    standards, wrong = read_standards(root / CONTENT)
    problems = [
        *reading.problems,
        *wrong,
        *(problem for page in everywhere for problem in page.problems),
        *_lessons(reading, notebooks),
        *disagreements(reading, notebooks, root),
        *_shown(reading, notebooks, complete),
        *_cases(reading, everywhere, complete),
        *_passages(reading, notebooks),
        *_links(reading, everywhere, root),
        *_citations(reading, everywhere, root, complete),
        *_glossary(reading, everywhere, root),
        *_objectives(reading),
        *_repeated_stems(reading),
        *_giveaways(reading),
        *_pictures(reading),
    ]
    if standards:
        problems += [*shortfalls(reading, standards), *departures(reading, notebooks, pages, standards)]
    return sorted({dataclasses.replace(each, file=os.path.relpath(each.file, root)) for each in problems})


def _missing(reading: Reading, notebooks: Mapping[str, Page]) -> list[Entry]:
    """Name the lessons without a notebook."""
    lessons = reading.entries["lessons"]
    return [entry for entry in lessons if entry.texts("id") and entry.name not in notebooks]


def _lessons(reading: Reading, notebooks: Mapping[str, Page]) -> Iterator[Problem]:
    """Every lesson has its notebook, every notebook its lesson, and both one title."""
    lessons = reading.known["lessons"]
    for entry in _missing(reading, notebooks):
        yield entry.problem(
            ("id",), "the lesson has no notebook", f"add notebooks/{entry.name}.ipynb, or remove the lesson"
        )
    for name, page in notebooks.items():
        if lessons is not None and name not in lessons:
            otherwise = "add it there, or remove the notebook"
            yield Problem(
                str(page.path), 1, "file", "is not in lessons.yml", did_you_mean(name, lessons, otherwise)
            )
        lesson = reading.course.lessons.get(name)
        if not lesson or not page.readable:
            continue
        titles = [(spot, text) for spot, level, text in page.headings if level == 1]
        for spot, text in titles[:1]:
            if text != lesson.title:
                yield spot.problem(
                    f"the title is {text!r}, and in lessons.yml {lesson.title!r}", "write the same in both"
                )
        for spot, text in titles[1:]:
            yield spot.problem(f"{text!r} is a second title", "begin sections with ##")
        if not titles:
            yield Problem(str(page.path), 1, "file", "has no title", f"begin it with # {lesson.title}")


def _shown(reading: Reading, notebooks: Mapping[str, Page], complete: bool) -> Iterator[Problem]:
    """Every practice question is shown somewhere, and nothing else is."""
    shown: set[str] = set()
    for lesson, page in notebooks.items():
        guesses: dict[tuple[str, str], Spot] = {}
        for call in page.calls:
            if call.widget in GUESSES:
                guesses |= {(name, GUESSES[call.widget]): call.spot for name in call.ids}
            elif call.widget in ASKED_BY:
                for name in call.ids:
                    if not guesses.pop((name, call.widget), None) and name in reading.course.questions:
                        yield call.spot.problem(
                            f"{call.widget} shows {name!r}, but no guess was asked for",
                            f'write {ASKED_BY[call.widget]}("{name}") above',
                        )
            chosen, refusals = _choose(reading, call)
            if call.again_in:
                yield from _again(reading, call, lesson, chosen)
            else:
                shown.update(call.ids, chosen)
            yield from (call.spot.problem(error.message, error.fix) for error in refusals)
        for (name, shown_by), spot in guesses.items():
            if name in reading.course.questions:
                yield spot.problem(
                    f"the guess at {name!r} is never shown again", f'write {shown_by}("{name}") further down'
                )
    if not complete:
        return
    for entry in reading.entries["questions"]:
        question = reading.course.questions.get(entry.name)
        if (
            question
            and question.pool == "practice"
            and question.lesson in notebooks
            and entry.name not in shown
        ):
            yield entry.problem(
                ("pool",),
                "no notebook shows this practice question",
                f'show it with quiz("{question.id}"), or make it reserved',
            )


def _cases(reading: Reading, pages: list[Page], complete: bool) -> Iterator[Problem]:
    """Every case is shown once, on the page that it names."""
    known, shown = reading.known["cases"], {}
    for page in pages:
        for spot, name in page.cases:
            if known is not None and name not in known:
                yield spot.problem(
                    f"there is no case {name!r}",
                    did_you_mean(name, known, "add it to cases/*.yml, or remove the cell"),
                )
            elif name in shown:
                yield spot.problem(f"the case {name!r} is shown twice", "remove one of them")
            shown.setdefault(name, page.path.stem)
    if not complete:
        return
    for entry in reading.entries["cases"]:
        on, named = shown.get(entry.name), [text for _, text in entry.texts("page")]
        if entry.texts("id") and on is None:
            yield entry.problem(
                ("id",),
                "no notebook shows this case",
                f'show it with case("{entry.name}"), or remove the case',
            )
        elif on is not None and named != [on]:
            yield entry.problem(
                ("page",), f"the case is shown in {on!r}, and that is not said here", f"write {on}"
            )


def _again(reading: Reading, call: Call, lesson: str, chosen: list[str]) -> Iterator[Problem]:
    """Questions that come back do so in the lesson they stand in, from an earlier one."""
    if call.again_in != lesson:
        yield call.spot.problem(
            f"again_in is {call.again_in!r}, and this is lesson {lesson!r}", f'write again_in="{lesson}"'
        )
    number = {entry.name: i for i, entry in enumerate(reading.entries["lessons"])}
    for name in chosen:
        own = reading.course.questions[name].lesson
        if {own, lesson} <= set(number) and number[own] >= number[lesson]:
            yield call.spot.problem(
                f"{name!r} is a question of lesson {own!r}, which does not come before this one",
                "ask it without again_in, or ask one of an earlier lesson",
            )


def _choose(reading: Reading, call: Call) -> tuple[list[str], list[SelectionError]]:
    """Do what a call in a notebook does: the questions it shows, and every reason why it cannot."""
    # What is there, but cannot be used, is reported where it stands.
    course, known = reading.course, reading.known
    usable = known["questions"] is not None and set(known["questions"]) == set(course.questions)
    ids = [name for name in call.ids if _is_sound(reading, "questions", name)]
    sound = all(_is_sound(reading, f"{word}s", wanted, usable) for word, wanted in call.chosen_by.items())
    if not sound or (call.ids and not ids):
        by = call.chosen_by.items()
        fits = (q.id for q in course.questions.values() if all(getattr(q, word) == x for word, x in by))
        return list(fits) if by else [], []
    refusals: dict[str, SelectionError] = {}
    chosen: tuple[Question, ...] = ()
    # Each id alone first, so that all the wrong ones are named; then the call as a whole.
    for names, by in [*(((name,), {}) for name in ids), (ids, call.chosen_by)]:
        try:
            chosen = select_questions(course, *names, **by)
        except SelectionError as error:
            refusals[str(error)] = error
    return [] if refusals else [question.id for question in chosen], list(refusals.values())


def _is_sound(reading: Reading, kind: str, name: str, usable: bool = True) -> bool:
    """Whether an id can be judged: it is surely unknown, or its record and what depends on it can be used."""
    known = reading.known[kind]
    return known is not None and (name not in known or (usable and name in getattr(reading.course, kind)))


def _passages(reading: Reading, notebooks: Mapping[str, Page]) -> Iterator[Problem]:
    """Every question names a heading of its lesson's notebook."""
    for entry in reading.entries["questions"]:
        for _, lesson in entry.texts("lesson"):
            page = notebooks.get(lesson)
            if page is None or not page.readable:
                continue
            headings = [text for _, _, text in page.headings]
            for steps, wanted in entry.texts("teaches"):
                if wanted and wanted not in headings:
                    yield entry.problem(
                        steps,
                        f"notebooks/{lesson}.ipynb has no heading {wanted!r}",
                        did_you_mean(wanted, headings, "write a heading of the notebook, word for word"),
                    )


def _links(reading: Reading, pages: list[Page], root: Path) -> Iterator[Problem]:
    """Every link to a notebook or a page of Markdown finds its file."""
    there = [page.path for page in pages]
    # Where a lesson has no notebook, that is said at the lesson.
    lessons = reading.known["lessons"] or ()
    awaited = {Path(os.path.normpath(root / "notebooks" / f"{name}.ipynb")) for name in lessons}
    for page in pages:
        folder = page.path.parent
        ways = {Path(os.path.relpath(each, folder)).as_posix(): each for each in there}
        for spot, href, _ in page.links:
            path, hash_, anchor = href.partition("#")
            found = Path(os.path.normpath(folder / unquote(path)))
            if not path.endswith((".md", ".ipynb")) or re.match(r"\w+:", href):
                continue
            if found.exists() or found in awaited:
                continue
            namesake = next((way for way, each in ways.items() if each.name == found.name), None)
            fix = f"write {namesake}{hash_}{anchor}" if namesake else did_you_mean(path, ways, "remove it")
            yield spot.problem(f"the link {href!r} leads nowhere", fix)


def _links_into(page: Page, target: Path) -> Iterator[tuple[Spot, str, str]]:
    """Yield spot, anchor and words of the links of a page to `target`, even if they miss its folder."""
    for spot, href, words in page.links:
        path, _, anchor = href.partition("#")
        if anchor and Path(path).name == target.name and not re.match(r"\w+:", href):
            yield spot, anchor, words


def _citations(reading: Reading, pages: list[Page], root: Path, complete: bool) -> Iterator[Problem]:
    """Every citation has its entry, says what the entry says, and every entry is cited."""
    known = reading.known["references"]
    cited = {
        text
        for entries in reading.entries.values()
        for entry in entries
        for field in ("reference", "references")
        for _, text in entry.texts(field)
    }
    for page in pages:
        for spot, key, words in _links_into(page, root / "book" / "references.md"):
            cited.add(key)
            if known is not None and key not in known:
                otherwise = "add it to references.bib, or cite another work"
                yield spot.problem(f"there is no reference {key!r}", did_you_mean(key, known, otherwise))
            reference = reading.course.references.get(key)
            if reference and words != reference.short:
                yield spot.problem(f"the citation of {key!r} says {words!r}", f"write {reference.short!r}")
    if not reading.whole or not complete:
        return
    for key, line in known.items():
        if key not in cited:
            file = root / CONTENT / "references.bib"
            yield Problem(
                str(file), line, key, "nobody cites this work", "cite it where it belongs, or remove it"
            )


def _glossary(reading: Reading, pages: list[Page], root: Path) -> Iterator[Problem]:
    """Every link to the glossary finds its term."""
    known = reading.known["terms"]
    for page in pages:
        for spot, term, _ in _links_into(page, root / "book" / "glossary.md"):
            if known is not None and term not in known:
                otherwise = "add it to glossary.yml, or remove the link"
                yield spot.problem(f"the glossary has no term {term!r}", did_you_mean(term, known, otherwise))


def _objectives(reading: Reading) -> Iterator[Problem]:
    """Every objective has a question."""
    if reading.known["questions"] is None:
        return
    asked = {text for entry in reading.entries["questions"] for _, text in entry.texts("objective")}
    for entry in reading.entries["objectives"]:
        if entry.texts("id") and entry.name not in asked:
            yield entry.problem(
                ("id",), "no question asks for this objective", "write one, or remove the objective"
            )


def _repeated_stems(reading: Reading) -> Iterator[Problem]:
    """No two questions ask nearly the same; twins may be alike, but not the same."""
    earlier: list[tuple[Entry, list[str]]] = []
    for entry in reading.entries["questions"]:
        for steps, stem in entry.texts("stem"):
            words = re.findall(r"\w+", stem.casefold())
            # The matcher keeps what it worked out about its second text, so the new stem goes there.
            matcher = difflib.SequenceMatcher(b=words, autojunk=False)
            for other, others in earlier:
                twins = entry.texts("twin") and entry.texts("twin") == other.texts("twin")
                limit = 1.0 if twins else NEARLY_THE_SAME
                matcher.set_seq1(others)
                if not words or any(
                    share() < limit
                    for share in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
                ):
                    continue
                yield entry.problem(
                    steps,
                    f"shares {matcher.ratio():.0%} of its words with that of {other.name!r}",
                    f"ask something else, or remove one; less than {limit:.0%} is accepted",
                )
            earlier.append((entry, words))


def _pictures(reading: Reading) -> Iterator[Problem]:
    """Every picture that a question asks for is drawn, with an area for each option."""
    for entry in reading.entries["questions"]:
        if question := reading.course.questions.get(entry.name):
            try:
                picture_of(question)
            except SelectionError as error:
                yield entry.problem(("picture",), error.message, error.fix)


def _giveaways(reading: Reading) -> Iterator[Problem]:
    """No habit of choosing beats chance."""
    entries = {entry.name: entry for entry in reading.entries["questions"]}
    for found in giveaways(reading.course.questions.values()):
        change = {
            "longest": "shorten the right option or lengthen a wrong one in",
            "shortest": "lengthen the right option or shorten a wrong one in",
        }.get(found.habit, "move the right option in")
        shown = ", ".join(found.questions[:8]) + (", ..." if len(found.questions) > 8 else "")
        yield entries[found.questions[0]].problem(
            ("options",),
            f"over the whole bank the {found.habit} option is right in {found.hits:.0f} of {found.asked} "
            f"questions, where chance gives {found.chance:.0f}",
            f"{change} at least {len(found.questions)} questions, such as {shown}; "
            f"up to {int(found.limit)} is accepted",
        )
