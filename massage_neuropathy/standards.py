"""The standards that the lessons and the bank of questions are held to."""

from pathlib import Path

from pydantic import Field

from massage_neuropathy.fields import Answer, ContentRecord, Ids
from massage_neuropathy.problems import Problem
from massage_neuropathy.yaml_reader import read_record

FILE = "standards.yml"


def _number(what: str, *default: int) -> int:
    return Field(*default, ge=0, description=f"write how many {what}")


class Standards(ContentRecord):
    """What the course must reach as a whole; the numbers stand in ``content/standards.yml``.

    Counts are least numbers (`questions_per_objective` to `figures`, and those of cases) or greatest numbers
    (the others);
    `keyed_answers` has both.
    Reading grades are school years of the United States.
    """

    questions_per_objective: int = _number("questions each objective needs, over both pools")
    practice_questions_per_lesson: int = _number("practice questions each lesson needs")
    share_apply_or_higher: float = Field(
        ge=0, le=1, description="write a share, such as 0.75, of questions that ask to apply or more"
    )
    vignettes: int = _number("questions are about a client")
    adapting_or_going_ahead_is_right: int = _number("questions have Adapt or Go ahead as their answer")
    keyed_answers: dict[Answer, tuple[int, int]] = Field(
        {}, description="write for each answer how often it is right in a final, such as adapt: [8, 10]"
    )
    figures: int = _number("figures the lessons show")
    cases: int = _number("branching cases there are", 0)
    cases_without_massage_today: int = _number("cases have an answer that begins with Stop", 0)
    cases_with_an_emergency: int = _number("cases are an emergency", 0)
    cases_where_caution_is_the_error: int = _number("cases are about a client who is refused wrongly", 0)
    new_terms_per_lesson: int = _number("terms a lesson may bring at most")
    words_per_lesson: int = _number("words a lesson may have beside its practice")
    words_between_acts: int = _number("words may follow one another with nothing to do")
    lesson_reading_grade: int = _number("years of school a reader of the lessons needs at most")
    client_pages: Ids = Field(description="list the pages that clients read, such as book/sheet-self-care.md")
    client_reading_grade: int = _number("years of school a client needs at most")


def read_standards(folder: Path) -> tuple[Standards | None, list[Problem]]:
    """Read the standards.

    Parameters
    ----------
    folder : Path
        The content folder.

    Returns
    -------
    standards : Standards or None
        None if they cannot be used.
    problems : list of Problem
        What is wrong with them.
    """
    return read_record(folder / FILE, Standards)
