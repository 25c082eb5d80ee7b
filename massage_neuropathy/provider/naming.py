"""How questions and safety families are named to people, who do not know them by their ids."""

from massage_neuropathy.schema import Course

SAFETY_FAMILIES = {
    "F1": "clot or lung embolism",
    "F2": "sudden sign of the brain or a neck artery",
    "F3": "climbing, stepwise or new weakness",
    "F4": "saddle, bladder or both legs",
    "F5": "cancer with new back or leg signs",
    "F6": "ulcer, stain or warm swollen foot",
    "F7": "blood supply of a limb",
    "F8": "severe low sugar, fever in cancer treatment, drowsy on opioids",
    "P1": "pressure on numb skin",
    "P2": "heat or device on numb skin",
    "P3": "medicines, counts, implanted devices",
    "P4": "getting up and going home",
}
"""What a question is about that an unsafe answer could turn into harm."""

ASKS = 70
"""Characters of a question that are enough to find it again."""


def asks(course: Course, question: str) -> str:
    """Return the first words of a question, whole ones, without signs of emphasis."""
    words = course.questions[question].stem.replace("*", "").split()
    text = " ".join(words)
    if len(text) <= ASKS:
        return text
    return f"{text[:ASKS].rpartition(' ')[0].rstrip(',;:')} …"


def lesson_title(course: Course, question: str) -> str:
    """Return the title of the lesson to which a question belongs."""
    return course.lessons[course.questions[question].lesson].title


def named(course: Course, question: str) -> str:
    """Return how a question is named: its first words, and in brackets the lesson and the id.

    A question that is not in the course has only its id.
    """
    if question not in course.questions:
        return question
    return f"“{asks(course, question)}” ({lesson_title(course, question)}; {question})"


def family(course: Course, question: str) -> str:
    """Return the safety family of a question in words; empty if it has none."""
    return SAFETY_FAMILIES.get(course.questions[question].safety or "", "")
