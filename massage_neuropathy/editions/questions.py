"""Questions on paper: asked where they stand, answered with all their reasons in a key."""

import base64
import re

from bs4 import Tag

from massage_neuropathy.editions.key import Key
from massage_neuropathy.editions.markup import contents, element

_NUMBERED = re.compile(r"^\d+\.\s+")
_DATA = "data:image/svg+xml;base64,"


def put_questions(text: Tag, key: Key, pictures: dict[str, bytes]) -> None:
    """Turn the questions of a page into text and lists, and move their answers to the key.

    Parameters
    ----------
    text : Tag
        The page; it is changed.
    key : Key
        Where the answers go.
    pictures : dict of str to bytes
        Where the pictures of questions go, by their file names.
    """
    numbers = {}
    for question in text.select(".mn-quiz:not([data-mn=reveal]) .mn-question"):
        numbers[question["data-question"]] = question["data-number"]
        _ask(question, key, pictures)
    for guess in text.select(".mn-quiz[data-mn=reveal] .mn-question"):
        _recall(guess, numbers[guess["data-question"]])
    for client in text.select(".mn-compare"):
        _compare(client, key)


def _ask(question: Tag, key: Key, pictures: dict[str, bytes]) -> None:
    """Put one question, and its answer into the key under the same number."""
    number = question["data-number"]
    field, answer = question.fieldset, question.select_one(".mn-answer")
    label = element("a", f"{number}.", href=f"#answer-{number}", class_="number")
    asked = element("div", class_="question", id=f"question-{number}")
    asked.append(element("p", label, " ", *contents(field.legend), class_="stem"))
    asked.append(element("p", field.select_one(".mn-hint").get_text(), class_="hint"))
    if picture := field.select_one("svg.mn-picture"):
        name = f"question-{question['data-question']}.svg"
        pictures[name] = base64.b64decode(picture.image["href"].removeprefix(_DATA))
        asked.append(element("img", src=name, alt=picture["aria-label"]))
    asked.extend(_to_choose(field))
    reasons = _reasons(answer)
    question.replace_with(asked)
    right = element("p", class_="right")
    right.extend([element("a", f"{number}.", href=f"#question-{number}", class_="number"), " "])
    right.append(element("strong", answer["data-key"]))
    key.add(element("div", right, *reasons, class_="answer", id=f"answer-{number}"))


def _to_choose(field: Tag) -> list[Tag]:
    """Return what there is to choose from, to sort or to fill in."""
    if options := field.select(".mn-option"):
        return [_lettered(options)]
    if number := field.select_one(".mn-number"):
        unit = number.select_one(".mn-unit")
        line = element("p", "Your answer: ", element("span", class_="blank"), class_="fill-in")
        if unit:
            line.extend([" ", *contents(unit)])
        return [line]
    found = [_lettered(field.select(".mn-choices > li, .mn-order > li"))]
    if items := field.select(".mn-item"):
        rows = []
        for item in items:
            words = contents(item.select_one(".mn-text"))
            words[0] = _NUMBERED.sub("", str(words[0]))
            rows.append(element("li", *words, " ", element("span", class_="blank")))
        found.append(element("ol", *rows, class_="items"))
    return found


def _lettered(options: list[Tag]) -> Tag:
    rows = [element("li", *contents(option.select_one(".mn-text"))) for option in options]
    return element("ol", *rows, class_="options", type="A")


def _reasons(answer: Tag) -> list[Tag]:
    """Return the reasons of an answer; those of options get the options' letters."""
    answer.summary.decompose()
    for quoted in answer.select(".mn-text, .mn-choice"):
        # A reason follows on the same line.
        quoted.name = "em"
        if quoted.get_text()[-1:].isalnum():
            quoted.append(".")
    for reasons in answer.find_all("ul", recursive=False):
        if reasons.find("li", attrs={"data-option": True}, recursive=False):
            reasons.name, reasons["type"] = "ol", "A"
    return contents(answer)


def _recall(guess: Tag, number: str) -> None:
    """Remind of a guess that was asked above, and say where its answer is."""
    label = guess.select_one(".mn-label").get_text()
    stem = contents(guess.select_one(".mn-stem"))
    link = element("a", f"question {number} in the key", href=f"#answer-{number}")
    recalled = element("p", f"{label}: ", element("em", *stem), " See ", link, ".", class_="recall")
    guess.replace_with(recalled)


def _compare(client: Tag, key: Key) -> None:
    """Put a practice client, whose answer is given by a list of options and a fold."""
    number = key.count("client") + 1
    field, answer = client.fieldset, client.select_one(".mn-answer")
    who = client.select_one(".mn-client-who")
    words = who.get_text()
    who.insert(0, element("a", f"Client {number}.", href=f"#client-answer-{number}", class_="number"))
    who.insert(1, " ")
    field.insert_before(element("p", *contents(field.legend), class_="stem"))
    field.replace_with(_lettered(field.select(".mn-option")))
    answer.summary.decompose()
    back = element("a", f"Client {number}.", href=f"#client-{number}", class_="number")
    head = element("p", back, " ", words, class_="right")
    key.add(element("div", head, *contents(answer), class_="answer client", id=f"client-answer-{number}"))
    answer.decompose()
    client["class"], client["id"] = ["question"], f"client-{number}"
