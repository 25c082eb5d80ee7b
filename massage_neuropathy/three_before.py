"""Three from before: which questions of earlier lessons a lesson asks this learner again.

``widgets/js/three_before.js`` does the same for the book; ``tests/three_before_vectors.json`` holds both to
the same results. The rule:

1. What the learner has answered in this place stays, the first three of it.
2. The rest is drawn from those questions of earlier lessons that the learner has answered elsewhere, in the
   words they have now: first those whose last answer was not fully right, then the others; among both, what
   was answered longest ago comes first. A lesson with no question among the three yet goes before others.
3. What is still missing is taken from the three that the author chose, in their order.

The three are asked in the order of the course. Where the record says nothing, they are the author's, in the
author's order.
"""

from collections.abc import Iterable, Sequence

from massage_neuropathy.questions import Question
from massage_neuropathy.record import Event
from massage_neuropathy.scoring import score

HOW_MANY = 3


def three_before(
    lesson: str, authored: Sequence[str], earlier: Iterable[Question], events: Iterable[Event]
) -> list[str]:
    """Return the ids of the questions to ask.

    Parameters
    ----------
    lesson
        Where they are asked: the place of their answers.
    authored
        Ids of the questions that the author chose.
    earlier
        The practice questions of the lessons before this one, in the order of the course.
    events
        The learner's record, or its outline, in any order.
    """
    questions = {question.id: question for question in earlier}
    answers = sorted(
        (one for one in events if one.kind == "answer" and one.question in questions and one.options),
        key=lambda event: (event.at, event.id),
    )
    chosen = list(dict.fromkeys(event.question for event in answers if event.place == lesson))[:HOW_MANY]
    last = {
        event.question: event
        for event in answers
        if event.place != lesson and event.hash == questions[event.question].hash
    }

    def by_need(name: str) -> tuple[bool, str, str]:
        question, event = questions[name], last[name]
        return score(question.type, question.right, event.options) == 1, event.at, event.id

    waiting = sorted(last.keys() - set(chosen), key=by_need)
    while waiting and len(chosen) < HOW_MANY:
        met = {questions[name].lesson for name in chosen}
        drawn = next((name for name in waiting if questions[name].lesson not in met), waiting[0])
        waiting.remove(drawn)
        chosen.append(drawn)
    chosen += [name for name in authored if name not in chosen][: HOW_MANY - len(chosen)]
    if set(chosen) == set(authored):
        return list(authored)
    order = list(questions)
    return sorted(chosen, key=lambda name: order.index(name) if name in questions else len(order))
