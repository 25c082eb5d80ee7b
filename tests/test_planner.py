"""The planner as a text, and a learner's own plan beside the one that the rules suggest."""

import re

import pytest

from massage_neuropathy.content import load_course
from massage_neuropathy.planning import Wishes, plan
from massage_neuropathy.screening import Answers, answers_of, screen
from massage_neuropathy.widgets.planner import render_planner
from massage_neuropathy.widgets.shelf import shelf
from tests.in_node import in_node

COURSE = load_course()
WORDS = COURSE.planning
CLIENTS = {client.id: client for client in COURSE.clients.values() if client.plan}
HTML = render_planner(COURSE)
LIMBS = {
    "numb-soles": ("numb", 2),
    "burning-sheet": ("painful", 1),
    "letter-for-the-ankles": ("swollen", 2),
    "cotton-and-needles": ("mixed", 1),
}


def planned(client):
    return plan(screen(answers_of(client)), client.plan)


@pytest.mark.parametrize("name", LIMBS)
def test_a_numb_a_painful_a_cleared_swollen_and_a_mixed_limb_are_there(name):
    feet = next(one for one in planned(CLIENTS[name]).areas if one.area == "foot")
    assert (feet.does, feet.state, feet.level) == ("work", *LIMBS[name])


def test_without_a_script_every_client_has_a_folded_plan():
    assert HTML.count("<details") == len(CLIENTS)
    for client, text in zip(CLIENTS.values(), re.split("<h2>", HTML)[1:], strict=False):
        assert text.startswith(client.who)
        story, _, folded = text.partition("<details")
        assert "minutes" in story and "Level" not in story
        assert f"<strong>{planned(client).minutes} minutes.</strong>" in folded
        assert "no trial has tested it" in folded


def test_every_suggestion_in_the_text_leads_to_its_why_ground_and_sources():
    used = {*re.findall(r'href="#planned-([\w-]+)"', HTML)}
    assert used
    for name in used:
        assert HTML.count(f'id="planned-{name}"') == 1
    for one in WORDS.suggestions:
        item = HTML.split(f'id="planned-{one.id}"')[1].split("</li>")[0]
        assert f"{one.ground}" in item
        assert item.count("<a ") == len(one.references)


def compared(own, answers=None, **wishes):
    """Return what the script makes of a learner's own plan: rows by name, each with its mark."""
    answers = answers or Answers()
    wanted = Wishes(**{"minutes": 60, **wishes})
    found = plan(screen(answers), wanted)
    areas = {zone.area: {"level": 0, "minutes": 10, "place": n} for n, zone in enumerate(WORDS.zones)}
    chosen = own.pop("chosen", {})
    for place, (area, (level, minutes)) in enumerate(own.items()):
        areas[area] = {"level": level, "minutes": minutes, "place": place}
    data = {
        "own": {"areas": areas, "chosen": chosen},
        "plan": found.as_json(),
        "wishes": wanted.model_dump(mode="json"),
        "course": {**shelf(COURSE)["screener"](), **shelf(COURSE)["planner"]()},
    }
    program = "const { own, plan, wishes, course } = data; return comparePlans(own, plan, wishes, course);"
    result = in_node("planner_compare.js", "comparePlans", program, data)
    rows = {one["area"]: one for one in result["areas"]} | {one["name"]: one for one in result["rows"]}
    for part in result["parts"]:
        rows |= {one["name"]: one for one in part["rows"]}
    return rows


NUMB_FEET = {"symptoms": {"foot": ("numb",)}}


def test_a_level_above_the_ceiling_is_named():
    rows = compared({"back": (3, 20), "foot": (3, 10)}, **NUMB_FEET)
    assert (rows["foot"]["mark"], rows["foot"]["words"]) == ("above", "Level 3 is above the ceiling of 2.")
    assert rows["back"]["mark"] == "same"


@pytest.mark.parametrize("level", [1, 2])
def test_up_to_the_ceiling_is_the_same_and_less_is_allowed(level):
    assert compared({"foot": (level, 10)}, **NUMB_FEET)["foot"]["mark"] == "same"


@pytest.mark.parametrize("symptom", ["numb", "painful"])
def test_leaving_an_affected_area_out_is_as_sound(symptom):
    row = compared({"back": (3, 20)}, symptoms={"foot": (symptom,)})["foot"]
    assert row["mark"] == "same"
    assert row["words"].startswith("You leave it out")


def test_work_where_something_waits_or_is_left_out_is_not_safe():
    rows = compared({"back": (3, 20), "leg": (1, 5), "arm": (1, 5)}, Answers({"dvt_history": "yes"}))
    assert rows["leg"]["mark"] == "unsafe"
    assert rows["foot"]["mark"] == "same"
    rows = compared({"foot": (1, 5)}, symptoms={"foot": ("swollen",)}, swelling="no")
    assert rows["foot"]["mark"] == "unsafe"


def test_an_area_of_ones_own_choice_is_only_different():
    row = compared({"hand": (3, 20)})["hand"]
    assert row["mark"] in ("same", "different")
    assert compared({"neck": (2, 10)})["neck"]["mark"] == "different"
    assert compared({"neck": (3, 10)})["neck"]["mark"] == "above"


def test_long_work_on_an_affected_area_is_named():
    row = compared({"foot": (2, 25)}, **NUMB_FEET)["foot"]
    assert row["mark"] == "different"
    assert "10 minutes at most" in row["words"]


def test_comfortable_areas_come_first():
    mixed = {"symptoms": {"foot": ("painful",), "hand": ("numb",)}}
    assert (
        compared({"back": (3, 9), "hand": (2, 9), "foot": (1, 5)}, **mixed)["Order of areas"]["mark"]
        == "same"
    )
    row = compared({"foot": (1, 5), "back": (3, 9)}, **mixed)["Order of areas"]
    assert (row["mark"], "the feet earlier" in row["words"]) == ("different", True)
    assert compared({}, **mixed)["Order of areas"]["mark"] == "missing"


def test_minutes_have_to_fit_with_looking_and_getting_up():
    assert compared({"back": (3, 56)})["Minutes in all"]["mark"] == "above"
    assert compared({"back": (3, 51)})["Minutes in all"]["mark"] == "same"
    assert compared({"back": (3, 20)})["Minutes in all"]["mark"] == "different"


def test_choices_are_the_same_missing_different_or_not_safe():
    chosen = {"up": ["pump-ankles", "trap-barefoot", "sugar-check"]}
    rows = compared({"back": (3, 20), "chosen": chosen})
    names = {one.id: one.name for one in (*WORDS.suggestions, *WORDS.traps)}
    marks = {name: rows[names[name]]["mark"] for name in (*chosen["up"], "shoes-on")}
    assert marks == {
        "pump-ankles": "same",
        "trap-barefoot": "unsafe",
        "sugar-check": "different",
        "shoes-on": "missing",
    }
    assert names["wait-driving"] not in rows


def test_of_alternatives_one_is_enough():
    heart = Answers({"heart_failure_oedema": "yes", "balance_or_fall_risk": "yes"})
    names = {one.id: one.name for one in WORDS.suggestions}
    both = [names["semi-reclined"], names["chair"]]
    rows = compared({"back": (2, 20), "chosen": {"position": ["chair"]}}, heart)
    assert rows[both[1]]["mark"] == "same"
    assert both[0] not in rows
    rows = compared({"back": (2, 20)}, heart)
    assert [rows[name]["mark"] for name in both if name in rows] == ["missing"]


def test_techniques_and_when_to_stop_are_compared():
    names = {one.id: one.name for one in (*WORDS.suggestions, *WORDS.traps)}
    chosen = {
        "technique": ["cloth-hand", "knead-muscle", "trap-thumbs"],
        "stop": ["stop-no", "trap-stop-at-end"],
    }
    rows = compared(
        {"back": (2, 20), "foot": (1, 5), "chosen": chosen},
        Answers({"anticoagulants": "yes"}),
        symptoms={"foot": ("painful",)},
    )
    marks = {name: rows[names[name]]["mark"] for part in chosen.values() for name in part}
    assert marks == {
        "cloth-hand": "same",
        "knead-muscle": "different",
        "trap-thumbs": "unsafe",
        "stop-no": "same",
        "trap-stop-at-end": "unsafe",
    }
    # A sound stroke for the back, named once.
    strokes = [one for one in WORDS.suggestions if one.choice == "stroke"]
    assert sum(rows[one.name]["mark"] == "missing" for one in strokes if one.name in rows) == 1


def test_minutes_beyond_the_letter_are_named():
    felt = {"symptoms": {"leg": ("swollen",)}, "cleared": ("leg", "foot"), "letter_minutes": 10}
    heart = Answers({"heart_failure_oedema": "yes"})
    assert (
        compared({"leg": (2, 8), "foot": (2, 8)}, heart, **felt)["Minutes by the letter"]["mark"] == "above"
    )
    assert compared({"leg": (2, 5), "foot": (2, 5)}, heart, **felt)["Minutes by the letter"]["mark"] == "same"


def test_what_is_chosen_from_for_home_does_not_tell_right_from_wrong_by_its_form():
    home = [one.name for one in (*WORDS.suggestions, *WORDS.traps) if one.part == "home"]
    topics = {name: name.split(":")[0] for name in home}
    traps = {one.name for one in WORDS.traps if one.part == "home"}
    assert all(":" in name for name in home)
    for topic in {topics[name] for name in traps}:
        assert {name in traps for name in home if topics[name] == topic} == {True, False}
