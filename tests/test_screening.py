"""The screener's rules: each by itself, and both evaluators on every pair and on random answers."""

import itertools
import random

import pytest

from massage_neuropathy.content import load_course
from massage_neuropathy.screening import CATCH_ALL, SAID, Answers, Decision, answers_of, screen
from massage_neuropathy.widgets.shelf import shelf
from tests.in_node import in_node

COURSE = load_course()
RANDOM_SETS = 10_000


def yes(*names, **more):
    return screen(Answers(dict.fromkeys(names, "yes"), **more))


def told(answers):
    """Return answers as the script takes them."""
    return {
        "conditions": dict(answers.conditions),
        "rises": {name: dict(lines) for name, lines in answers.rises.items()},
        "where": {name: list(areas) for name, areas in answers.where.items()},
        "anything_else": answers.anything_else,
    }


def decided_by_the_script(many):
    program = "return data.answers.map((answers) => screen(answers, data.course));"
    data = {"answers": [told(answers) for answers in many], "course": shelf(COURSE)["screener"]()}
    return in_node("screening.js", "screen", program, data)


def assert_both_agree(many):
    for answers, script in zip(many, decided_by_the_script(many), strict=True):
        assert script == screen(answers).as_json(), answers


def test_both_evaluators_agree_on_every_entry_and_every_pair():
    singles = [Answers({name: said}) for name in COURSE.conditions for said in SAID]
    lines = [
        Answers({condition.id: said}, {condition.id: {n: line}})
        for condition in COURSE.conditions.values()
        for n in range(len(condition.rises))
        for said in ("yes", "unknown")
        for line in ("yes", "unknown")
    ]
    pairs = [
        Answers(dict(zip(pair, said, strict=True)))
        for pair in itertools.combinations(COURSE.conditions, 2)
        for said in (("yes", "yes"), ("yes", "unknown"), ("unknown", "yes"))
    ]
    assert_both_agree([Answers(), *singles, *lines, *pairs])


def drawn(chance):
    """Return answers drawn by chance: a few entries, lines, places, and the last question."""
    said = {
        name: chance.choice(SAID) for name in chance.sample(list(COURSE.conditions), chance.randint(0, 8))
    }
    there = [name for name in said if said[name] != "no"]
    return Answers(
        said,
        {
            name: {
                n: chance.choice(SAID)
                for n in range(len(COURSE.conditions[name].rises))
                if chance.random() < 0.3
            }
            for name in there
        },
        {
            name: chance.sample([area.id for area in COURSE.screening.areas], chance.randint(0, 3))
            for name in there
            if chance.random() < 0.3
        },
        chance.choice((*SAID, None)),
    )


def test_both_evaluators_agree_on_random_answers():
    chance = random.Random(20)
    assert_both_agree([drawn(chance) for _ in range(RANDOM_SETS)])


@pytest.mark.parametrize("condition", COURSE.conditions.values(), ids=lambda condition: condition.id)
def test_an_entry_alone_gives_its_own_answer(condition):
    decision = yes(condition.id)
    assert (decision.answer, decision.waits) == (condition.answer, condition.waits)
    assert [line.condition for line in decision.lines] == [condition.id]
    assert decision.appointments == ((condition.id,) if condition.urgency == "soon" else ())
    for rise_number, rise in enumerate(condition.rises):
        raised = yes(condition.id, rises={condition.id: {rise_number: "yes"}})
        order = [rank.answer for rank in COURSE.screening.strictness]
        wanted = COURSE.screening.rises.get(rise.urgency, condition.answer)
        assert raised.answer == min(wanted, condition.answer, key=order.index)
        assert (rise.urgency == "soon") <= (condition.id in raised.appointments)


def test_a_line_replaces_the_answer_by_its_urgency():
    rises = {"emergency": "stop-emergency", "same-day": "stop-today", "none": "another-day"}
    assert COURSE.screening.rises == rises


def test_no_answers_give_no_promise():
    decision = screen(Answers(dict.fromkeys(COURSE.conditions, "no"), anything_else="no"))
    assert decision == Decision("nothing-stops", None, (), {}, {}, {}, {}, {}, {}, (), (), ())
    words = next(words for words in COURSE.screening.answers if words.id == "nothing-stops")
    assert words.say == "Nothing in these answers stops a session: look, ask, decide"


def test_the_strictest_stands_and_the_rest_adds_up():
    decision = yes("insulin_user_timing", "cauda_equina_signs", "dvt_history")
    assert decision.answer == "stop-emergency"
    assert [line.condition for line in decision.lines] == [
        "cauda_equina_signs", "dvt_history", "insulin_user_timing"
    ]  # fmt: skip
    assert decision.appointments == ("dvt_history",)
    assert decision.adaptations["sugar_within_reach"] == ("insulin_user_timing",)


def test_whatever_is_added_never_makes_the_answer_milder():
    order = [(rank.answer, rank.waits) for rank in COURSE.screening.strictness]
    chance = random.Random(21)
    for _ in range(300):
        fewer = drawn(chance)
        name = chance.choice(list(COURSE.conditions))
        if fewer.conditions.get(name, "no") == "no":
            more = Answers({**fewer.conditions, name: "yes"}, fewer.rises, fewer.where, fewer.anything_else)
            before, after = screen(fewer), screen(more)
            assert order.index((after.answer, after.waits)) <= order.index((before.answer, before.waits))
            assert {*before.left_out} <= {*after.left_out}
            assert {*before.waiting} <= {*after.waiting}
            assert {*before.applies} <= {*after.applies}
            for area, ceiling in after.ceilings.items():
                assert area not in before.ceilings or ceiling.level <= before.ceilings[area].level
            assert {*before.adaptations} <= {*after.adaptations}


def test_dont_know_makes_the_session_wait_where_a_yes_stops_it():
    decision = screen(Answers({"dvt_suspected_or_known": "unknown"}))
    assert (decision.answer, decision.waits) == ("ask-first", "known")
    assert decision.lines[0].settle == (None,)
    assert not decision.lines[0].known


def test_dont_know_counts_as_a_yes_elsewhere():
    for name, condition in COURSE.conditions.items():
        if condition.answer in ("ask-first", "adapt"):
            one, other = screen(Answers({name: "unknown"})), yes(name)
            assert (one.answer, one.waits, one.adaptations) == (other.answer, other.waits, other.adaptations)


STOPS = {words.id for words in COURSE.screening.answers if words.stops}
UNTIL_ANOTHER_DAY = [name for name, one in COURSE.conditions.items() if one.answer == "another-day"]


@pytest.mark.parametrize("mild", UNTIL_ANOTHER_DAY)
def test_a_mild_stop_never_hides_a_stop_that_is_not_known_yet(mild):
    for name, condition in COURSE.conditions.items():
        if condition.answer in STOPS - {"another-day"}:
            decision = screen(Answers({mild: "yes", name: "unknown"}))
            assert (decision.answer, decision.waits) == ("ask-first", "known")
            assert decision.lines[0].condition == name


def test_lines_that_were_not_asked_are_named():
    assert yes("dvt_history").lines[0].open == (0, 1)
    assert yes("dvt_history", rises={"dvt_history": {0: "no"}}).lines[0].open == (1,)


@pytest.mark.parametrize("client", COURSE.clients.values(), ids=lambda client: client.id)
def test_a_practice_client_has_answered_every_line(client):
    assert not [line for line in screen(answers_of(client)).lines if line.open]


def test_an_entry_counts_where_the_client_has_it():
    decision = yes("loss_of_protective_sensation", where={"loss_of_protective_sensation": ["foot"]})
    assert {*decision.applies} == {"foot", "toes"}


def test_a_device_is_kept_off_where_it_is():
    decision = yes("port_or_central_line", where={"port_or_central_line": ["chest"]})
    assert decision.keep_off == {"chest": ("port_or_central_line",)}


def test_a_line_that_is_not_known_makes_the_session_wait():
    decision = yes("loss_of_protective_sensation", rises={"loss_of_protective_sensation": {0: "unknown"}})
    assert (decision.answer, decision.waits) == ("ask-first", "known")
    assert decision.lines[0].settle == (0,)


@pytest.mark.parametrize("said", ["yes", "unknown"])
def test_anything_else_makes_the_session_wait(said):
    decision = screen(Answers(anything_else=said))
    assert (decision.answer, decision.waits) == ("ask-first", "session")
    assert decision.lines[0].condition == CATCH_ALL


def test_what_was_not_asked_is_named():
    decision = screen(Answers({"pregnancy": "no"}))
    assert "pregnancy" not in decision.not_asked
    assert CATCH_ALL in decision.not_asked
    observed = {name for name, condition in COURSE.conditions.items() if condition.observed}
    assert {*decision.not_asked} == {*COURSE.conditions, CATCH_ALL} - observed - {"pregnancy"}


def test_the_lowest_level_stands_and_the_others_are_shown():
    decision = yes("loss_of_protective_sensation", "allodynia")
    assert decision.ceilings["foot"].level == 1
    assert decision.ceilings["foot"].conditions == ("allodynia",)
    levels = {conflict.about[0]: conflict for conflict in decision.conflicts if conflict.kind == "level"}
    assert {*levels["foot"].conditions} == {"loss_of_protective_sensation", "allodynia"}


def test_leaving_out_stands_above_any_level_and_says_so():
    decision = yes("loss_of_protective_sensation", "varicose_veins")
    assert "varicose_veins" in decision.left_out["leg"]
    assert "leg" not in decision.ceilings
    conflict = next(each for each in decision.conflicts if each.kind == "left-out" and each.about == ("leg",))
    assert {*conflict.conditions} == {"varicose_veins", "loss_of_protective_sensation"}


def test_changes_that_do_not_go_together_are_shown_as_a_conflict():
    decision = yes("loss_of_protective_sensation", "allodynia")
    clash = next(each for each in decision.conflicts if each.kind == "clash")
    assert clash.about == ("light_pressure_only", "level_1_only")
    assert clash.conditions == ("loss_of_protective_sensation", "allodynia")
    assert not yes("allodynia").conflicts


def test_an_entry_that_leaves_the_position_open_goes_with_one_that_names_it():
    assert {*COURSE.conditions["pregnancy"].adaptations} >= {"side_lying", "semi_reclined"}
    decision = yes("pregnancy", "heart_failure_oedema")
    assert "semi_reclined" in decision.adaptations
    assert not [each for each in decision.conflicts if "semi_reclined" in each.about]


def test_where_narrows_the_areas_and_parts_go_with_what_holds_them():
    everywhere = yes("varicose_veins")
    here = yes("varicose_veins", where={"varicose_veins": ["foot"]})
    assert {*here.left_out} == {"foot", "toes"} < {*everywhere.left_out}


@pytest.mark.parametrize(
    "name", [name for name, condition in COURSE.conditions.items() if condition.waits == "area"]
)
def test_areas_that_an_entry_makes_wait_by_name_wait_wherever_the_client_has_it(name):
    named = {*yes(name).waiting}
    assert named <= {*yes(name, where={name: ["neck"]}).waiting}


def test_leaving_out_where_the_client_has_it_never_means_the_whole_body():
    patch = yes("medication_patch")
    assert "whole_body" not in patch.left_out
    assert "affected_area" in patch.left_out
    assert {*yes("medication_patch", where={"medication_patch": ["back"]}).left_out} == {"back"}


def test_a_level_for_the_whole_body_is_not_narrowed_by_where_a_thing_is():
    everywhere = yes("aneurysm", where={"aneurysm": ["abdomen"]})
    assert everywhere.ceilings["hand"].level == 2
    assert {*everywhere.left_out} == {"abdomen"}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (Answers({"pregnacy": "yes"}), "did you mean 'pregnancy'"),
        (Answers({"pregnancy": "maybe"}), "'maybe' is no answer"),
        (Answers({"pregnancy": "yes"}, {"pregnancy": {99: "yes"}}), "no line 99"),
        (Answers({"pregnancy": "yes"}, {}, {"pregnancy": ["elbow"]}), "no area 'elbow'"),
        (Answers({}, {"pregnancy": {0: "yes"}}), "neither yes nor unknown"),
        (Answers({"pregnancy": "no"}, {}, {"pregnancy": ["back"]}), "neither yes nor unknown"),
        (Answers(anything_else="perhaps"), "'perhaps' is no answer"),
    ],
)
def test_what_cannot_be_read_is_refused(answers, words):
    with pytest.raises(ValueError, match=words):
        screen(answers)
