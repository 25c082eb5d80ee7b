"""What is decided with a client, on paper: cases, the screener and the planner.

A case reads like a book of adventures: its scenes stand in the text, with what can be asked and chosen, and
the key says what is found, what a choice was worth, and where it leads.
"""

from bs4 import Tag

from massage_neuropathy.editions.key import Key
from massage_neuropathy.editions.markup import contents, element, unfold

_SCREENER = (
    "On a screen this is a form to fill in. Here it is a list: cover what stands below a question, decide "
    "what a yes would call for, and compare. The strictest answer stands, and everything else adds up."
)
_PLANNER = (
    "On a screen you put a plan together here and compare it with one that the rules of the course suggest. "
    "Here are practice clients. Make your own plan on paper first: positions, order, level and minutes for "
    "each area, check-ins, getting up, a word for home. Then compare it with the one in the key."
)


def put_tools(text: Tag, key: Key) -> None:
    """Turn the tools of a page into text, and move what they hide to the key."""
    for tool in text.select(".mn-tool[data-mn=case]"):
        _case(tool, key)
    for tool in text.select(".mn-tool[data-mn=screener]"):
        tool.p.string = _SCREENER
    for tool in text.select(".mn-tool[data-mn=planner]"):
        tool.p.string = _PLANNER
        _plans(tool, key)


def _case(tool: Tag, key: Key) -> None:
    """Put a case: its scenes stay, and all that is folded goes to the key."""
    name = tool["data-case"]
    answer = element("div", class_="answer case", id=f"key-{name}")
    title = tool["aria-label"].removeprefix("Case: ")
    answer.append(element("h3", title))
    answer.append(element("p", element("a", "Back to the case", href=f"#{tool['id']}"), class_="hint"))
    story = tool.select_one(".mn-case-text")
    scenes = Scenes(answer)
    for part in contents(story):
        if not isinstance(part, Tag):
            continue
        if scenes.over or (part.name == "h3" and not part.get("id")):
            scenes.close(part)
        elif "mn-case-later" in part.get("class", ()):
            scene = part.find("div", id=True)
            heading = element("h3", f"Scene {scenes.number + 1}", id=scene["id"])
            note = element("p", "Only if a choice has led you here.", class_="hint")
            story.extend([scenes.put(heading), note])
            story.extend(filter(None, map(scenes.put, contents(scene))))
        elif put := scenes.put(part):
            story.append(put)
    link = element("a", "key", href=f"#key-{name}")
    told = "What you find, what a choice is worth, where it leads: under the same number or letter in the "
    story.insert(0, element("p", told, link, ".", class_="hint"))
    key.add(answer)


class Scenes:
    """The scenes of a case in order, each with its lists, and the same lists answered in the key."""

    def __init__(self, answer: Tag) -> None:
        self.number = 0
        self.over = False
        self._answer = answer
        self._asked: Tag | None = None
        self._told: Tag | None = None
        self._inquiries = 0

    def put(self, part: Tag) -> Tag | None:
        """Return what stands in the text for a part of a scene, or None if it went into a list above."""
        if not isinstance(part, Tag):
            return None
        if part.name != "details":
            self._asked = None
            if part.name == "h3":
                self.number += 1
                self._answer.append(element("h4", f"Scene {self.number}"))
            return part
        summary, hidden = unfold(part)
        chosen = any(isinstance(piece, Tag) and piece.find("a", href=True) for piece in hidden)
        started = None
        if self._asked is None:
            started = self._start(chosen)
        self._asked.append(element("li", *summary))
        self._told.append(element("li", *hidden))
        self._inquiries += not chosen
        return started

    def _start(self, chosen: bool) -> Tag:
        """Begin a list of choices, with letters, or of what can be asked and looked at, with numbers."""
        attributes = {"type": "A"} if chosen else {"start": str(self._inquiries + 1)}
        self._asked, self._told = (element("ol", class_="options", **attributes) for _ in range(2))
        self._answer.append(self._told)
        return self._asked

    def close(self, part: Tag) -> None:
        """Put into the key what follows the scenes: endings, and a look back."""
        self.over = True
        if part.name != "details":
            part.name = "h4"
            self._answer.append(part)
            return
        summary, hidden = unfold(part)
        self._answer.append(element("div", element("p", *summary, class_="fold"), *hidden))


def _plans(tool: Tag, key: Key) -> None:
    """Move the plans for practice clients to the key."""
    for number, fold in enumerate(tool.select("details"), 1):
        heading = fold.find_previous("h2")
        heading["id"] = f"plan-client-{number}"
        for below in fold.select("h3"):
            below.name = "h4"
        _, plan = unfold(fold)
        back = element("a", heading.get_text(), href=f"#plan-client-{number}")
        key.add(element("div", element("h3", back), *plan, class_="answer plan", id=f"plan-{number}"))
        link = element("a", "in the key", href=f"#plan-{number}")
        fold.replace_with(
            element("p", "Make your own plan first. The other one stands ", link, ".", class_="hint")
        )
