"""How plays of branching cases are read from the record and judged, and what a case is without a script."""

import json
import re
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from in_node import in_node
from small_cases import add_cases
from small_course import write_project

from massage_neuropathy.case_graph import TAGS as GRAPH_TAGS
from massage_neuropathy.case_graph import draw_case
from massage_neuropathy.content import load_course
from massage_neuropathy.events import Event, in_order, outline, read_file, write_file
from massage_neuropathy.own_record import OwnRecord
from massage_neuropathy.record import Record
from massage_neuropathy.widgets.case_text import TAGS, case_data, case_facts, render_case
from massage_neuropathy.widgets.shelf import index, shelf

COURSE = load_course()
PLACE = "case/0123456789abcdef"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small course with its two cases."""
    return load_course(
        add_cases(write_project(tmp_path_factory.mktemp("small"))) / "massage_neuropathy/content"
    )


def chosen(case, way, *, place=PLACE, start=0, asked=(), hash=None):
    """The events of a play: a way as pairs of scene and choice, and what was asked in the first scene."""
    scenes = [scene for scene, _ in way]
    visits = [scenes[: number + 1].count(scene) for number, scene in enumerate(scenes)]
    return [
        Event(
            id=f"{place[-4:]}-{number}",
            at=f"2026-11-20T09:{start:02d}:{number:02d}.000Z",
            kind="choice",
            question=f"{case.id}/{scene}" + (f"/{visits[number]}" if visits[number] > 1 else ""),
            place=place,
            hash=hash or case.hash,
            options=(choice, *(asked if number == 0 else ())),
            certainty=None,
        )
        for number, (scene, choice) in enumerate(way)
    ]


def in_script(names, program, course, case, events):
    data = {
        "story": case_data(case, course),
        "facts": case_facts(case),
        "stories": [case_facts(one) for one in course.cases.values()],
        "events": [event.model_dump(mode="json") for event in events],
    }
    return in_node("case_play.js", names, program, data)


def plays(course, case, events):
    return in_script(
        "playsOf, judgePlay",
        """
        const plays = playsOf(data.facts, data.events);
        return plays.map(({ steps, over, place }) => {
            const told = judgePlay(data.facts, steps);
            const way = steps.map(({ scene, choice }) => [scene, choice]);
            const keys = (inquiries) => inquiries.map(({ key }) => key);
            return { place, over, way, ...told, missed: keys(told.missed), open: told.open.map(keys) };
        });
        """,
        course,
        case,
        events,
    )


def judged(small, way, asked=()):
    case = small.cases["wet-sock"]
    (play,) = plays(small, case, chosen(case, way, asked=asked))
    return play


SOUND = [("arrival", "care-today"), ("how", "call-now")]
NEEDED = ["ask:fever", "look:sole"]


@pytest.mark.parametrize(
    ("way", "asked", "grade", "counts"),
    [
        (SOUND, NEEDED, "sound", (0, 0, 0, 0)),
        (SOUND, ["ask:fever"], "safe", (0, 0, 0, 1)),
        (SOUND, ["look:sole"], "gap", (0, 1, 0, 0)),
        ([("arrival", "go-on")], NEEDED, "unsafe", (1, 0, 0, 0)),
        ([("arrival", "go-on")], [], "unsafe", (1, 1, 0, 1)),
        ([("arrival", "never")], NEEDED, "safe", (0, 0, 1, 0)),
        ([("arrival", "care-today"), ("how", "name-it")], NEEDED, "safe", (0, 0, 1, 0)),
    ],
)
def test_safety_comes_first_and_then_fit(small, way, asked, grade, counts):
    play = judged(small, way, asked)
    assert (play["grade"], (play["unsafe"], play["flags"], play["off"], play["gaps"])) == (grade, counts)
    assert play["over"] is True


def test_what_was_needed_and_not_asked_is_named(small):
    assert judged(small, SOUND, ["ask:shoes"])["missed"] == NEEDED
    assert judged(small, SOUND, NEEDED)["missed"] == []


def test_a_choice_is_sound_only_once_it_is_known_what_was_needed_by_then(small):
    assert judged(small, SOUND)["open"] == [NEEDED, NEEDED]
    assert judged(small, SOUND, ["look:sole"])["open"] == [["ask:fever"], ["ask:fever"]]
    assert judged(small, SOUND, NEEDED)["open"] == [[], []]
    # What was asked later was not known before.
    case = small.cases["wet-sock"]
    first, second = chosen(case, SOUND)
    late = second.model_copy(update={"options": (*second.options, *NEEDED)})
    (play,) = plays(small, case, [first, late])
    assert (play["open"], play["missed"]) == ([NEEDED, []], [])


def test_after_an_unsafe_choice_nobody_is_sent_back_to_what_was_not_asked():
    """To call for help is sound, whatever was left out before the harm."""
    for case in COURSE.cases.values():
        scenes = {scene.id: scene for scene in case.scenes}
        ways = list(case.paths())
        events = [
            event
            for number, way in enumerate(ways)
            for event in chosen(case, way, place=f"case/{number:016x}", start=number)
        ]
        for way, play in zip(ways, plays(COURSE, case, events), strict=True):
            since: list[str] = []
            for (name, _), tag, known in zip(way, play["tags"], play["open"], strict=True):
                since += [
                    f"{how}:{one.id}"
                    for how in ("ask", "look")
                    for one in getattr(scenes[name], how)
                    if one.needed
                ]
                assert known == since, f"{case.id}: {way}"
                if tag == "unsafe":
                    since = []


def test_texts_and_facts_judge_alike():
    for case in COURSE.cases.values():
        way = next(iter(case.paths()))
        found = in_script(
            "playsOf, judgePlay",
            """
            const keys = (inquiries) => inquiries.map(({ key }) => key);
            const told = (one, { missed, open, ...rest }) => [rest, keys(missed), open.map(keys)];
            return [data.story, data.facts].map(
                (one) => playsOf(one, data.events).map(({ steps }) => told(one, judgePlay(one, steps))));
            """,
            COURSE,
            case,
            chosen(case, way),
        )
        assert found[0] == found[1]
        assert len(found[0]) == 1


def test_every_way_of_every_case_is_judged_by_its_tags_and_what_it_left_out():
    for case in COURSE.cases.values():
        ways = list(case.paths())
        events = [
            event
            for number, way in enumerate(ways)
            for event in chosen(case, way, place=f"case/{number:016x}", start=number)
        ]
        found = plays(COURSE, case, events)
        choices = {(scene.id, one.id): one for scene in case.scenes for one in scene.choices}
        scenes = {scene.id: scene for scene in case.scenes}
        assert [[tuple(step) for step in play["way"]] for play in found] == [list(way) for way in ways]
        for way, play in zip(ways, found, strict=True):
            assert play["over"] is True
            assert play["tags"] == [choices[step].tag or "" for step in way]
            needed = [one for name, _ in way for one in (*scenes[name].ask, *scenes[name].look) if one.needed]
            assert len(play["missed"]) == len(needed)
            assert play["flags"] == sum(one.red_flag for one in needed)
        best = tuple(tuple(name.split("/")) for name in case.best)
        everything = [
            f"{how}:{one.id}"
            for scene in case.scenes
            for how in ("ask", "look")
            for one in getattr(scene, how)
        ]
        (play,) = plays(COURSE, case, chosen(case, best, asked=everything))
        assert play["grade"] == "sound"


def test_a_play_goes_on_where_it_was_left(small):
    case = small.cases["wet-sock"]
    (play,) = plays(small, case, chosen(case, SOUND[:1]))
    assert (play["over"], play["way"]) == (False, [["arrival", "care-today"]])
    assert plays(small, case, []) == []


def test_choices_before_an_edit_and_those_that_do_not_follow_are_left_out(small):
    case = small.cases["wet-sock"]
    assert plays(small, case, chosen(case, SOUND, hash="another")) == []
    twice = [
        *chosen(case, SOUND[:1]),
        *chosen(case, [("arrival", "never")], start=1),
        *chosen(case, SOUND[1:], start=2),
    ]
    renamed = [event.model_copy(update={"id": f"e{number}"}) for number, event in enumerate(twice)]
    (play,) = plays(small, case, renamed)
    assert play["way"] == [list(step) for step in SOUND]
    assert plays(small, case, chosen(case, SOUND[1:])) == []
    assert plays(small, case, chosen(case, [("arrival", "no-such-choice")])) == []


def test_the_outline_gives_the_same_plays_and_verdicts_as_the_record_loops_and_all(small):
    """A hundred and twenty plays: some with loops, some left, some made on two pages at once."""
    case, chance = small.cases["two-questions"], Random(20261120)
    loop, keys = [("door", "chat"), ("porch", "back")], ["ask:where", "ask:how-long"]
    ends = [
        [("door", "adapt")],
        [("door", "refuse")],
        [("door", "chat"), ("porch", "hard")],
        [("door", "chat")],
    ]
    events = []
    for number in range(120):
        way = loop * chance.randrange(5) + chance.choice(ends)
        asked = chance.sample(keys, chance.randrange(3))
        play = chosen(case, way, place=f"case/{number:016x}", start=number // 2, asked=asked)
        play += [
            one.model_copy(
                update={
                    "at": f"2026-11-20T{10 + chance.randrange(9)}:00:00.000Z",
                    "options": (chance.choice(["adapt", "chat", "refuse", "back", "hard"]), *asked),
                }
            )
            for one in play
            if chance.random() < 0.4
        ]
        events += [one.model_copy(update={"id": f"{number}-{place}"}) for place, one in enumerate(play)]
    events = in_order(events)
    whole = plays(small, case, events)
    assert max(len(play["way"]) for play in whole) > 8
    assert {play["over"] for play in whole} == {True, False}
    assert plays(small, case, outline(events)) == whole
    # What a record is made of in parts is the same, too.
    half = len(events) // 2
    parts = outline([*outline(events[half:]), *outline(events[:half])])
    assert plays(small, case, parts) == whole


def test_each_visit_of_a_loop_has_a_number(small):
    case = small.cases["two-questions"]
    way = [("door", "chat"), ("porch", "back")] * 3 + [("door", "adapt")]
    found = in_script(
        "askedOf, playsOf",
        "const [{ steps }] = playsOf(data.facts, data.events);"
        "return steps.map((_, index) => askedOf(data.facts, steps.slice(0, index)));",
        small,
        case,
        chosen(case, way),
    )
    assert found == [event.question for event in chosen(case, way)]
    assert found[-1] == "two-questions/door/4"
    own = OwnRecord(chosen(case, way), small, "a record").choices
    assert list(own["first"]) == [True, True, *[False] * 5]
    assert list(own["scene"]) == [scene for scene, _ in way]


def test_the_first_play_is_the_one_that_was_begun_first(small):
    """Whoever leaves a play after a bad choice and begins again does not make the second one the first."""
    case = small.cases["two-questions"]
    left = chosen(case, [("door", "chat")], place="case/" + "1" * 16, start=1)
    good = chosen(case, [("door", "adapt")], place="case/" + "2" * 16, start=2)

    def told(events):
        found = in_script("casesOf", "return casesOf(data.stories, data.events);", small, case, events)
        return next((one["first"], one["best"]) for one in found if one["id"] == case.id)

    assert told([*left, *good]) == ("", "sound")
    assert told([*good, *left]) == ("sound", "sound")
    assert told(left) == ("", "")
    counted = in_script(
        "firstChoices", "return firstChoices(data.stories, data.events);", small, case, [*left, *good]
    )
    assert counted == [{"objective": "start-answers", "right": False}]


def test_the_best_play_is_the_earliest_of_the_best(small):
    case = small.cases["wet-sock"]
    told = [
        chosen(case, [("arrival", "go-on")], place="case/" + "1" * 16, start=1),
        chosen(case, SOUND, place="case/" + "2" * 16, start=2),
        chosen(case, SOUND, place="case/" + "3" * 16, start=3, asked=NEEDED),
        chosen(case, SOUND, place="case/" + "4" * 16, start=4, asked=[*NEEDED, "ask:shoes"]),
        chosen(case, SOUND[:1], place="case/" + "5" * 16, start=5, asked=NEEDED),
    ]

    def best(events):
        return in_script(
            "playsOf, bestPlay",
            "return bestPlay(data.facts, playsOf(data.facts, data.events))?.place ?? null;",
            small,
            case,
            events,
        )

    assert best([one for play in told for one in play]) == "case/" + "3" * 16
    assert best([*told[0], *told[1]]) == "case/" + "2" * 16
    assert best(told[4]) is None


def test_minutes_run_over_all_scenes_and_red_flags_cost_none(small):
    found = in_script(
        "minutesLeft",
        'return [[], ["ask:fever"], ["ask:shoes", "ask:clinic"], ["look:sole", "ask:since-when"]]'
        ".map((keys) => minutesLeft(data.story, keys));",
        small,
        small.cases["wet-sock"],
        [],
    )
    assert found == [4, 4, 0, 0]


def test_the_first_choice_in_a_scene_counts_and_sound_is_right(small):
    case = small.cases["wet-sock"]
    events = [
        *chosen(case, [("arrival", "care-today"), ("how", "name-it")], place="case/" + "1" * 16, start=1),
        *chosen(case, SOUND, place="case/" + "2" * 16, start=2),
        *chosen(case, [("arrival", "go-on")], place="case/" + "0" * 16, start=0, hash="older"),
    ]
    events.sort(key=lambda event: event.at)
    found = in_script("firstChoices", "return firstChoices(data.stories, data.events);", small, case, events)
    assert found == [
        {"objective": "start-answers", "right": True},
        {"objective": "length-pattern", "right": False},
    ]


def test_standing_says_how_often_and_how_well_a_case_was_played(small):
    case = small.cases["wet-sock"]
    events = [
        *chosen(case, [("arrival", "go-on")], place="case/" + "1" * 16, start=1),
        *chosen(case, SOUND, place="case/" + "2" * 16, start=2, asked=["ask:fever"]),
        *chosen(small.cases["two-questions"], [("door", "chat")], place="case/" + "3" * 16, start=3),
    ]
    found = in_script("casesOf", "return casesOf(data.stories, data.events);", small, case, events)
    told = [(one["id"], one["plays"], one["state"], one["first"], one["best"], one["page"]) for one in found]
    assert told == [
        ("wet-sock", 2, "done", "unsafe", "safe", "27-cases"),
        ("two-questions", 0, "begun", "", "", "27-cases"),
    ]


def test_a_learner_sees_their_own_choices_as_a_table(small):
    case = small.cases["wet-sock"]
    events = [
        *chosen(case, [("arrival", "go-on")], place="case/" + "0" * 16, hash="older"),
        *chosen(case, SOUND, place="case/" + "1" * 16, start=1, asked=NEEDED),
        *chosen(case, [("arrival", "go-on")], place="case/" + "2" * 16, start=2),
    ]
    table = OwnRecord(reversed(events), small, "a record").choices
    assert table[["scene", "choice", "tag", "asked", "first"]].values.tolist() == [
        ["arrival", "care-today", "sound", 2, True],
        ["how", "call-now", "sound", 0, True],
        ["arrival", "go-on", "unsafe", 0, False],
    ]
    assert list(table["objective"]) == ["start-answers", "length-pattern", "start-answers"]
    assert OwnRecord([], small, "a record").choices.empty


def test_a_record_with_choices_travels_and_merges(small, tmp_path):
    case = small.cases["wet-sock"]
    one = chosen(case, SOUND, place="case/" + "1" * 16, asked=NEEDED)
    other = chosen(case, [("arrival", "never")], place="case/" + "2" * 16, start=2)
    write_file(tmp_path / "one.json", one)
    events, unread = read_file(tmp_path / "one.json")
    assert (events, unread) == (one, 0)
    outlines = {
        json.dumps([event.id for event in outline([*outline(a), *outline(b)])])
        for a, b in permutations([one, other])
    }
    assert len(outlines) == 1
    record = Record(tmp_path / "record.sqlite3")
    record.add(other)
    record.add(events)
    record.add(events)
    assert record.events() == [*one, *other]
    found = in_node(
        "events.js",
        "asFile, readFile",
        "const text = `${JSON.stringify(asFile(data), null, 1)}\\n`; return [text, readFile(text).unread];",
        [event.model_dump(mode="json") for event in one],
    )
    assert found == [(tmp_path / "one.json").read_text(encoding="utf-8"), 0]


def test_the_shelf_has_every_case_and_the_index_what_judges_it():
    items = shelf(COURSE)
    listed = index(COURSE)["cases"]
    assert [one["id"] for one in listed] == list(COURSE.cases)
    for one in listed:
        told = items[f"case/{one['id']}"]()
        assert json.loads(json.dumps(told)) == told
        assert told["hash"] == one["hash"]
        # The index of the course is read by every page for progress, and stays small.
        assert len(json.dumps(one)) < 2600
        assert "conditions" not in one


def test_signs_and_words_of_tags_are_one_everywhere():
    script = in_node("case_play.js", "TAG_WORDS", "return TAG_WORDS;")
    assert script == {tag or "": list(words) for tag, words in TAGS.items()}
    assert list(GRAPH_TAGS) == list(TAGS)
    assert len({marker for marker, _, _ in GRAPH_TAGS.values()}) == len(GRAPH_TAGS)
    assert len({sign for sign, _ in TAGS.values()}) == len(TAGS)


@pytest.mark.parametrize("case", COURSE.cases.values(), ids=COURSE.cases)
def test_without_a_script_a_case_is_a_text_with_folded_answers(case):
    html = render_case(case, COURSE)
    tree = ElementTree.fromstring(html.replace("<br>", "<br/>"))

    def text(node):
        return " ".join("".join(node.itertext()).split())

    folds = {text(fold.find("summary")): fold for fold in tree.iter("details")}
    assert all("open" not in fold.attrib for fold in folds.values())
    outside = text(tree)
    for fold in folds.values():
        outside = outside.replace(text(fold), text(fold.find("summary")))
    words = plain(case, COURSE)
    numbers = {scene.id: number for number, scene in enumerate(case.scenes, 1)}
    assert words["intake"] in outside
    for scene in words["scenes"]:
        if scene["id"] == case.start:
            assert scene["text"] in outside
        else:
            # A later scene would spoil the first: it is folded until a choice leads there.
            fold = next(
                fold for name, fold in folds.items() if name.startswith(f"Scene {numbers[scene['id']]}:")
            )
            assert scene["text"] in text(fold)
            assert scene["text"] not in outside
        for one in (*scene["ask"], *scene["look"]):
            fold = next(fold for name, fold in folds.items() if name.startswith(one["say"]))
            assert one["found"] in text(fold)
        for one in scene["choices"]:
            assert one["why"] in text(folds[one["say"]])
            assert one["why"] not in outside
            assert TAGS[one["tag"]][1] in text(folds[one["say"]])
            assert f"#{case.id}-{one['next']}" in [link.get("href") for link in folds[one["say"]].iter("a")]
    for one in words["reflect"]:
        assert one["answer"] in text(folds[f"To think about: {one['question']}"])
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for link in re.findall(r'href="#([^"]+)"', html):
        assert link in ids
    assert "<script" not in html
    assert "style=" not in html
    assert html == render_case(case, COURSE)


def plain(case, course):
    """The texts of a case as they are read: without marks of emphasis, in one line."""

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items()}
        if isinstance(value, list):
            return [bare(each) for each in value]
        return " ".join(value.replace("*", "").split()) if isinstance(value, str) else value

    return bare(case_data(case, course))


def test_what_authors_write_is_shown_as_written_and_never_as_html(small):
    case = small.cases["wet-sock"]
    sly = case.model_copy(update={"intake": '<b>*She* says "hello"</b>'})
    html = render_case(sly, small)
    assert "&lt;b&gt;<em>She</em> says “hello”&lt;/b&gt;" in html
    assert case_data(sly, small)["intake"] == "<b>*She* says “hello”</b>"


def case_graph(*arguments, folder):
    """Run the command in a folder."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("massage-neuropathy")), "case-graph", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )


def test_the_command_draws_a_case(tmp_path):
    name, case = next(iter(COURSE.cases.items()))
    done = case_graph(name, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(list(case.paths()))} ways from start to end" in done.stdout
    svg = (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
    assert svg == draw_case(case).svg
    label = re.search(r'aria-label="([^"]*)"', svg)[1]
    for scene in case.scenes:
        for choice in scene.choices:
            assert f"{choice.id} ({GRAPH_TAGS[choice.tag][2]}) leads to {choice.next}" in label


def test_the_command_says_which_case_was_meant(tmp_path):
    name = next(iter(COURSE.cases))
    done = case_graph(name[:-1] + "x", "--out", "x.svg", folder=tmp_path)
    assert done.returncode == 1
    assert f"did you mean {name!r}?" in done.stderr
    assert not (tmp_path / "x.svg").exists()


def test_a_case_with_a_loop_is_drawn_and_one_with_a_lost_scene_is_refused(small):
    assert "porch" in draw_case(small.cases["two-questions"]).description
    case = small.cases["wet-sock"]
    lost = case.model_copy(update={"start": "how"})
    with pytest.raises(ValueError, match="nobody gets to arrival"):
        draw_case(lost)
