"""What a branching case is: a client, scenes with things to ask and to look at, choices, and endings."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from pydantic import Field

from massage_neuropathy.fields import KEBAB, Answer, ContentRecord, Ids, Outcome, Tag, Text, id_like


class Inquiry(ContentRecord):
    """Something to ask or to look at, and what is learned from it."""

    id: str = id_like(KEBAB, "since-when")
    say: Text = Field(description="write what the therapist asks, or looks at")
    found: Text = Field(description="write what the client answers, or what is seen")
    red_flag: bool = Field(False, description="write true if it asks for a red flag: it then costs no time")
    minutes: int = Field(0, ge=0, description="write how many minutes it takes, 0 for a red flag")
    needed: str | None = Field(
        None, min_length=1, description="write why nobody should decide without it, or leave the field out"
    )


class Choice(ContentRecord):
    """Something the therapist can do in a scene."""

    id: str = id_like(KEBAB, "no-session")
    say: Text = Field(description="write what the therapist does or says")
    next: Text = Field(description="write the id of a scene or of an ending of this case")
    tag: Tag | None = Field(
        None, description="unsafe, overcautious, scope or fit; leave it out for what is sound"
    )
    error: Text | None = Field(None, description="with a tag: write the id of an error in errors.yml")
    why: Text = Field(description="every choice needs one: write why it is sound, or what is wrong with it")


class Scene(ContentRecord):
    """A moment in which something is to be decided."""

    id: str = id_like(KEBAB, "arrival")
    text: Text = Field(description="write what happens, in the second person")
    ask: tuple[Inquiry, ...] = Field((), description="list what can be asked, or leave the field out")
    look: tuple[Inquiry, ...] = Field((), description="list what can be looked at, or leave the field out")
    decide: Text = Field(description="write the question that the choices answer")
    objective: Text = Field(description="write the id of the objective it counts towards")
    choices: tuple[Choice, ...] = Field(min_length=2, description="list at least two choices")


class Ending(ContentRecord):
    """How the story ends."""

    id: str = id_like(KEBAB, "seen-today")
    title: Text = Field(description="write a few words")
    outcome: Outcome = Field(
        description="write good, awkward, delayed (care comes late) or harm (near harm, too), as it is told"
    )
    text: Text = Field(description="write what happens, and how the client is")


class Reflection(ContentRecord):
    """A question for afterward, with an answer to compare with."""

    question: Text = Field(description="write the question")
    answer: Text = Field(description="write an answer")


class Case(ContentRecord):
    """A client as a story with decisions."""

    id: str = id_like(KEBAB, "stained-sock")
    title: Text = Field(description="write a title that does not give the answer away")
    lesson: Text = Field(description="write the id of the lesson it goes with")
    page: Text | None = Field(None, description="write the notebook that shows it, such as 27-cases")
    client: Text = Field(description="write who comes, by age and role, without a name")
    intake: Text = Field(description="write what stands on the intake form and what the client wants")
    minutes: int = Field(gt=0, description="write how many minutes there are for asking and looking")
    conditions: Ids = Field(description="list the conditions it turns on")
    answer: Answer = Field(description="write the right answer on the day")
    refusing_is_the_error: bool = Field(
        False, description="write true if refusing or more caution would be wrong here"
    )
    start: Text = Field(description="write the id of the first scene")
    best: Ids = Field(description="list the choices of the best path, as scene/choice")
    scenes: tuple[Scene, ...] = Field(min_length=1, description="list the scenes")
    endings: tuple[Ending, ...] = Field(min_length=3, description="list at least three endings")
    reflect: tuple[Reflection, ...] = Field(min_length=1, description="list at least one question")
    references: Ids = Field(description="write a list of keys of the bibliography")

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change when, and only when, a scene changes.

        A choice is kept with it, so that nobody is judged by words they did not read.
        """
        scenes = [scene.model_dump(mode="json") for scene in self.scenes]
        canonical = json.dumps([self.start, scenes], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]

    @property
    def moments(self) -> Mapping[str, Scene | Ending]:
        """Scenes and endings by id."""
        return {moment.id: moment for moment in (*self.scenes, *self.endings)}

    def paths(self) -> Iterator[tuple[tuple[str, str], ...]]:
        """Return every way from the first scene to an ending that comes to no scene twice.

        Yields
        ------
        tuple of tuple of str
            Scene and choice, step by step.
        """
        scenes = {scene.id: scene for scene in self.scenes}

        def onward(way: tuple[tuple[str, str], ...], at: str) -> Iterator[tuple[tuple[str, str], ...]]:
            if at not in scenes:
                yield way
            elif at not in {scene for scene, _ in way}:
                for choice in scenes[at].choices:
                    yield from onward((*way, (at, choice.id)), choice.next)

        yield from onward((), self.start)
