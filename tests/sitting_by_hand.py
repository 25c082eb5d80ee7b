"""Sittings as a learner holds them: answers to give on the page, and records of sittings to go on from."""

import json

from massage_neuropathy.content import load_course
from massage_neuropathy.judging import faults_of
from massage_neuropathy.sittings import read_sittings
from massage_neuropathy.widgets.shelf import entry, index

COURSE = load_course()
QUESTIONS = COURSE.questions
INDEX = json.loads(json.dumps(index(COURSE)))
ENTRIES = {
    name: entry(question, COURSE) for name, question in QUESTIONS.items() if question.pool == "reserved"
}
SEED = "0123456789abcdef"


def right(name):
    """The right answer to a question, as an event keeps it."""
    question = QUESTIONS[name]
    return question.right[:1] if question.type == "numeric" else list(question.right)


def unsafe(name):
    """An unsafe answer to a safety question."""
    question = QUESTIONS[name]
    right_ones = list(question.right)
    if question.type == "ordering":
        early, before = next(token.split("<") for token in question.faults if "<" in token)
        right_ones.remove(early)
        right_ones.insert(right_ones.index(before), early)
        return right_ones
    token = next(token for token, (tag, _) in question.faults.items() if tag == "unsafe" and token[0] != "-")
    return [token] if question.type == "single" else [*right_ones, token]


def is_unsafe(name, options):
    return any(fault["tag"] == "unsafe" for fault in faults_of(ENTRIES[name], options))


def safety(ids):
    """The questions among `ids` that are about safety."""
    return [name for name in ids if QUESTIONS[name].safety]


def give(node, name, options):
    """Choose an answer in a question on the page."""
    kind = QUESTIONS[name].type
    if kind == "numeric":
        node.get_by_role("textbox").fill(options[0])
    elif kind == "matching":
        for pair in options:
            item, choice = pair.split(":")
            node.locator(f"select[data-item='{item}']").select_option(choice)
    elif kind == "ordering":
        for place, step in enumerate(options):
            shown = [each.get_attribute("data-step") for each in node.locator(".mn-step").all()]
            for _ in range(shown.index(step) - place):
                node.locator(f".mn-step[data-step='{step}']").get_by_role("button", name="Move up").click()
    else:
        for option in options:
            node.locator(f"input[value='{option}']").check()


def given(node, name):
    """What is chosen in a question on the page, as an event keeps it."""
    kind = QUESTIONS[name].type
    if kind == "numeric":
        return [node.get_by_role("textbox").input_value()]
    if kind == "matching":
        selects = node.locator("select").all()
        return [
            f"{one.get_attribute('data-item')}:{one.input_value()}" for one in selects if one.input_value()
        ]
    if kind == "ordering":
        return [step.get_attribute("data-step") for step in node.locator(".mn-step").all()]
    return sorted(box.get_attribute("value") for box in node.locator(".mn-option :checked").all())


class Told:
    """The events of a sitting, told one after another, a second apart."""

    def __init__(self, kind, ids, seed=SEED, day="2026-11-18", bank=INDEX["bank"]):
        self.place, self.kind, self.day, self.events = f"{kind}/{seed}", kind, day, []
        self.tell("begin", kind, options=ids, hash=f"{INDEX['version']}+{bank}")

    def tell(self, kind, question, options=(), hash="", certainty=None):
        second = len(self.events)
        at = f"{self.day}T09:{second // 60:02}:{second % 60:02}.000Z"
        event = {"id": f"{self.place}-{second}", "at": at, "kind": kind, "question": question}
        event |= {"place": self.place, "hash": hash, "options": list(options), "certainty": certainty}
        self.events.append(event)
        return self

    def answer(self, name, options, hash=None, certainty=None):
        return self.tell("answer", name, options, hash or QUESTIONS[name].hash, certainty)

    def finish(self):
        return self.tell("finish", self.kind)

    def closed(self):
        return self.tell("closed", self.kind)


def newest(events, kind):
    """The newest sitting of a kind in what a page or a kernel keeps."""
    from massage_neuropathy.events import Event

    return [
        one for one in read_sittings([Event.model_validate(event) for event in events]) if one.kind == kind
    ][-1]
