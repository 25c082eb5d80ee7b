"""The planner's rules: each by itself, and both evaluators on every practice client and on random input."""

import json
import random
from dataclasses import replace

import pytest

from massage_neuropathy.content import load_course
from massage_neuropathy.planning import USUAL, Plan, Wishes, plan
from massage_neuropathy.planning_words import AREA_PARTS, EVIDENCE, read_planning
from massage_neuropathy.screening import Answers, answers_of, screen
from massage_neuropathy.widgets.shelf import shelf
from tests.in_node import in_node
from tests.test_screening import drawn, told

COURSE = load_course()
WORDS = COURSE.planning
SUGGESTIONS = {one.id: one for one in WORDS.suggestions}
RANDOM_PLANS = 4_000


def yes(*names, **where):
    return screen(Answers(dict.fromkeys(names, "yes"), where=where))


def planned(*names, where=None, **wishes):
    return plan(yes(*names, **(where or {})), Wishes(**{"minutes": 60, **wishes}))


def area(found, name):
    return next(one for one in found.areas if one.area == name)


def chosen(found, part):
    return found.suggestions[part]


def all_suggested(found):
    yield from (name for names in found.suggestions.values() for name in names)
    for one in found.areas:
        yield from (name for names in one.suggestions.values() for name in names)


def wished(chance):
    """Return wishes drawn by chance."""
    areas = [each.id for each in COURSE.screening.areas]
    symptoms = [each.id for each in WORDS.symptoms]
    goals = [each.id for each in WORDS.goals]
    return Wishes(
        symptoms={
            name: tuple(chance.sample(symptoms, chance.randint(1, 3)))
            for name in chance.sample(areas, chance.randint(0, 4))
        },
        cleared=tuple(chance.sample(areas, chance.choice((0, 0, 1, 2)))),
        letter_minutes=chance.choice((None, None, chance.randint(1, 30))),
        swelling=chance.choice(("no", "no", "no", "no", "yes", "unknown", None)),
        goals=tuple(chance.sample(goals, chance.randint(0, 3))),
        minutes=chance.randint(1, 120),
    )


def mild(chance):
    """Return answers drawn by chance that mostly leave something to plan."""
    open_ = [each.id for each in COURSE.conditions.values() if each.answer == "adapt" or each.waits == "area"]
    names = chance.sample(open_, chance.randint(0, 5))
    places = [each.id for each in COURSE.screening.areas]
    return Answers(
        {name: chance.choice(("yes", "unknown")) for name in names},
        {},
        {name: chance.sample(places, chance.randint(1, 3)) for name in names if chance.random() < 0.7},
        "no",
    )


def assert_both_agree(pairs):
    data = {
        "pairs": [
            {"answers": told(answers), "wishes": wishes.model_dump(mode="json")} for answers, wishes in pairs
        ],
        "course": {**shelf(COURSE)["screener"](), **shelf(COURSE)["planner"]()},
    }
    program = """
        const { pairs, course } = data;
        return pairs.map(({ answers, wishes }) => planSession(screen(answers, course), wishes, course));
    """
    found = in_node("planning.js", "planSession", program, data, also=[("screening.js", "screen")])
    for (answers, wishes), script in zip(pairs, found, strict=True):
        assert json.dumps(script) == json.dumps(plan(screen(answers), wishes).as_json()), (answers, wishes)


def test_both_evaluators_agree_on_every_practice_client():
    clients = [client for client in COURSE.clients.values() if client.plan]
    assert_both_agree([(answers_of(client), client.plan) for client in clients])


def test_both_evaluators_agree_on_random_input():
    chance = random.Random(26)
    pairs = [((mild if n % 4 else drawn)(chance), wished(chance)) for n in range(RANDOM_PLANS)]
    plans = [plan(screen(answers), wishes) for answers, wishes in pairs]
    assert sum(found.blocked is None for found in plans) > RANDOM_PLANS / 3
    assert_both_agree(pairs)


def test_whatever_is_put_in_nothing_goes_above_a_ceiling_or_beyond_the_time():
    chance = random.Random(27)
    for _ in range(RANDOM_PLANS):
        answers, wishes = mild(chance), wished(chance)
        decision = screen(answers)
        found = plan(decision, wishes)
        frame = sum(block.minutes for block in found.frame)
        assert found.minutes == frame + sum(one.minutes for one in found.areas)
        assert found.minutes <= wishes.minutes
        letter = sum(one.minutes for one in found.areas if one.lifted)
        assert letter <= (wishes.letter_minutes or wishes.minutes)
        if found.blocked is None:
            places = {one.area for one in found.elsewhere if one.does == "out"}
            outside = {"abdomen", "chest"} & {*decision.left_out}
            assert places >= outside - {*wishes.cleared, *(wishes.cleared and ("abdomen", "chest"))}
        for one in found.areas:
            for name in one.suggestions.get("technique", ()):
                assert SUGGESTIONS[name].level <= one.level
            assert (one.minutes > 0) == (one.does == "work")
            ceiling = decision.ceilings.get(one.area)
            if one.does == "work" and ceiling:
                assert one.level <= ceiling.level
            if one.does == "work":
                here = [COURSE.conditions[name] for name in decision.applies.get(one.area, ())]
                assert one.level <= min((each.ceiling or 5 for each in here), default=5)
                for symptom in WORDS.symptoms:
                    if {each.id for each in here} & {*symptom.entries}:
                        assert symptom.id in one.symptoms
            if not one.lifted:
                assert (one.does == "out") <= (one.area in decision.left_out)
                if one.area in decision.left_out or one.area in decision.waiting:
                    assert one.does in ("out", "waits")
                if "swollen" in one.symptoms:
                    assert one.does in ("out", "waits")
            if one.does == "work" and "painful" in one.symptoms:
                assert one.level == 1
                assert "cloth-hand" in one.suggestions["technique"]
            if one.does == "work" and "numb" in one.symptoms:
                assert one.level <= 2
            if one.does == "work":
                assert {*one.suggestions["technique"]} - {"resting-hand", "off-nerve-paths", "dry-webs"}
                assert one.suggestions["pace"]


@pytest.mark.parametrize(
    "condition", [each for each in COURSE.conditions.values()], ids=lambda condition: condition.id
)
def test_an_answer_that_stops_or_makes_the_session_wait_gives_no_plan(condition):
    stops = {answer.id for answer in COURSE.screening.answers if answer.stops}
    found = planned(condition.id)
    if condition.answer in stops:
        assert found == Plan("stops", (), (), (), 0, (), {})
    elif condition.waits == "session":
        assert found == Plan("session-waits", (), (), (), 0, (), {})
    else:
        assert found.blocked in (None, "nothing-left")


def test_where_every_area_is_left_out_there_is_no_plan():
    found = planned("undiagnosed_rash_or_lump", where={"undiagnosed_rash_or_lump": ["whole_body"]})
    assert found.blocked == "nothing-left"
    assert {one.does for one in found.areas} == {"out"}


def test_a_session_that_waits_until_something_is_known_has_no_plan():
    decision = screen(Answers({"foot_ulcer_neuropathic": "unknown"}))
    assert decision.waits == "known"
    assert plan(decision, Wishes(minutes=60)) == Plan("known", (), (), (), 0, (), {})


@pytest.mark.parametrize("said", ["yes", "unknown", None])
def test_a_swelling_that_may_be_new_or_unexplained_gives_no_plan(said):
    for felt in (("swollen",), ("swollen", "numb"), ("swollen", "painful")):
        assert planned(symptoms={"foot": felt}, swelling=said).blocked == "swelling"
    assert planned(symptoms={"foot": ("swollen",)}, swelling="no").blocked is None
    assert planned(symptoms={"foot": ("swollen",)}, cleared=("foot",), swelling=said).blocked is None
    assert planned(symptoms={"foot": ("swollen",)}, cleared=("toes",), swelling=said).blocked == "swelling"
    assert planned(symptoms={"abdomen": ("swollen",)}, swelling=said).blocked == "swelling"


def test_a_hand_in_pain_stays_painful_when_a_written_answer_names_it():
    where = {"complex_regional_pain": ["hand"]}
    waits = area(planned("complex_regional_pain", where=where), "hand")
    assert (waits.does, waits.symptoms) == ("waits", ("painful",))
    found = planned("complex_regional_pain", where=where, cleared=("hand",))
    hand = area(found, "hand")
    assert (hand.does, hand.state, hand.level) == ("work", "painful", 1)
    assert hand.suggestions["technique"] == ("cloth-hand", "off-nerve-paths")
    assert hand.lifted == ("complex_regional_pain",)
    assert {"each-contact", "body-says-no"} <= {*chosen(found, "check")}


def test_numb_feet_stay_numb_while_they_wait_and_afterward():
    names = ("peripheral_artery_disease", "loss_of_protective_sensation")
    where = {"loss_of_protective_sensation": ["foot"]}
    numb = {"by-eye", "twenty-minutes", "feet-carried", "look-daily", "no-heat-home", "stop-skin"}
    for cleared in ((), ("leg", "foot")):
        found = planned(*names, where=where, cleared=cleared)
        assert "numb" in area(found, "foot").symptoms
        assert numb <= {*all_suggested(found)}
        assert ("edges" in [block.block for block in found.frame]) == bool(cleared)
        assert ("lotion-home" in all_suggested(found)) == bool(cleared)
    feet = area(found, "foot")
    assert (feet.state, feet.level, feet.lifted) == ("numb", 2, ("peripheral_artery_disease",))
    assert "no-build-up" in feet.suggestions["pace"]


def test_numb_feet_stay_numb_while_they_are_left_out():
    names = ("loss_of_protective_sensation", "open_wound")
    found = planned(*names, where={name: ["foot"] for name in names})
    assert (area(found, "foot").does, area(found, "foot").symptoms) == ("out", ("numb",))
    assert {"by-eye", "feet-carried", "look-daily", "stop-skin"} <= {*all_suggested(found)}
    assert "lotion-home" not in all_suggested(found)


def test_an_area_that_a_written_answer_names_is_never_one_where_nothing_was_found():
    found = planned("peripheral_artery_disease", cleared=("leg", "foot"))
    leg = area(found, "leg")
    assert (leg.does, leg.state, leg.level) == ("work", "named", 2)
    assert area(planned(cleared=("leg",)), "leg").state == "free"


def test_a_plan_keeps_within_the_minutes_of_the_letter():
    felt = {"symptoms": {"leg": ("swollen",), "foot": ("swollen",)}, "cleared": ("leg", "foot")}
    for most in (10, 7, 5, 2):
        found = planned("heart_failure_oedema", **felt, letter_minutes=most)
        assert sum(one.minutes for one in found.areas if one.lifted) == most
    assert sum(one.minutes for one in planned("heart_failure_oedema", **felt).areas if one.lifted) > 10


def test_what_a_written_answer_has_to_answer_is_named():
    names = ("peripheral_artery_disease", "dvt_history")
    found = planned(*names, cleared=("foot",), symptoms={"foot": ("swollen",)})
    assert area(found, "foot").lifted == ("dvt_history", "peripheral_artery_disease", "swollen")
    assert area(found, "leg").lifted == ()


def elsewhere(found):
    return {(one.area, one.does): one.because for one in found.elsewhere}


def test_what_is_left_out_elsewhere_is_in_the_plan():
    found = planned("insulin_injection_site", where={"insulin_injection_site": ["abdomen"]})
    assert elsewhere(found) == {("abdomen", "out"): ("insulin_injection_site",)}
    found = planned("open_wound")
    assert ("affected_area", "out") in elsewhere(found)
    assert elsewhere(planned("open_wound", where={"open_wound": ["hand"]})) == {}
    assert planned("anticoagulants").elsewhere == ()


def test_a_place_outside_the_areas_counts_as_left_out():
    decision = yes("insulin_injection_site", insulin_injection_site=["abdomen"])
    assert "name-left-out" in chosen(plan(decision, Wishes(minutes=60)), "before")
    assert "name-left-out" not in chosen(planned(), "before")


def test_what_is_felt_in_a_place_that_is_not_known_counts():
    found = plan(yes("allodynia", allodynia=["affected_area"]), Wishes(minutes=60))
    assert {one.state for one in found.areas} == {"free"}
    assert elsewhere(found)["affected_area", "level"] == ("allodynia",)
    assert "tent-sheet" in chosen(found, "position")


def test_a_place_that_no_hand_touches_is_named_in_its_area():
    found = planned("port_or_central_line", where={"port_or_central_line": ["arm"]})
    assert area(found, "arm").keep_off == ("port_or_central_line",)
    assert area(found, "back").keep_off == ()


def test_too_few_minutes_give_no_plan():
    around = sum(block.minutes for block in planned().frame)
    least = around + WORDS.time.least_for_affected
    assert planned(minutes=5).blocked == "too-short"
    assert planned(minutes=least - 1).blocked == "too-short"
    assert planned(minutes=least).blocked is None


def test_what_belongs_elsewhere_is_not_said():
    found = planned()
    for one in found.areas:
        for name in one.suggestions.get("technique", ()):
            assert "heel" not in SUGGESTIONS[name].say, (one.area, name)
    assert "no-held-heel" in area(planned(symptoms={"foot": ("numb",)}), "foot").suggestions["technique"]
    swollen = planned("heart_failure_oedema", cleared=("leg", "foot"))
    assert "four-weeks" not in chosen(swollen, "home")
    assert "four-weeks" in chosen(found, "home")


def test_where_areas_wait_the_plan_is_for_the_rest():
    assert "lotion-home" in chosen(planned(symptoms={"hand": ("numb",)}), "home")
    found = planned("dvt_history", symptoms={"hand": ("numb",)})
    assert found.blocked is None
    assert (area(found, "leg").does, area(found, "foot").does) == ("waits", "waits")
    assert area(found, "leg").because == ("dvt_history",)
    assert area(found, "back").does == "work"
    assert "no-rubbing-waits" in chosen(found, "home")
    assert "lotion-home" not in chosen(found, "home")


def test_a_numb_area_has_level_two_at_most_and_is_checked_by_eye():
    found = planned(symptoms={"foot": ("numb",)})
    feet = area(found, "foot")
    assert (feet.does, feet.level, feet.because) == ("work", 2, ("numb",))
    assert feet.suggestions["pace"] == ("slow", "no-build-up")
    assert {"by-eye", "twenty-minutes"} <= {*chosen(found, "check")}
    assert "stop-skin" in chosen(found, "stop")
    assert {"look-daily", "no-heat-home"} <= {*chosen(found, "home")}


def test_what_the_screener_knows_of_feeling_counts_without_a_word_from_the_learner():
    found = planned("loss_of_protective_sensation", where={"loss_of_protective_sensation": ["foot"]})
    assert area(found, "foot").symptoms == ("numb",)
    assert area(found, "hand").symptoms == ()


def test_a_painful_area_has_a_still_hand_through_cloth_and_comes_last():
    found = planned(symptoms={"foot": ("painful",), "hand": ("numb",)})
    feet = area(found, "foot")
    assert (feet.level, feet.suggestions["technique"]) == (1, ("cloth-hand",))
    assert [one.area for one in found.areas if one.does == "work"][-2:] == ["hand", "foot"]
    assert found.areas[0].state == "free"
    assert "each-contact" in chosen(found, "check")


def test_a_swollen_area_waits_until_a_written_answer_names_it():
    waits = planned(symptoms={"leg": ("swollen",)}, swelling="no")
    assert (area(waits, "leg").does, area(waits, "leg").because) == ("waits", ("swollen",))
    cleared = planned(symptoms={"leg": ("swollen",)}, cleared=("leg",))
    leg = area(cleared, "leg")
    assert (leg.does, leg.level, leg.lifted) == ("work", 2, ("swollen",))
    assert "named-only" in leg.suggestions["technique"]
    assert not {"lotion-glide", "firmer-glide", "knead-muscle"} & {*leg.suggestions["technique"]}


def test_a_written_answer_lifts_what_asked_for_it_and_nothing_else():
    decision = yes("heart_failure_oedema", "varicose_veins")
    found = plan(decision, Wishes(minutes=60, cleared=("leg", "foot")))
    assert area(found, "leg").does == "out"
    assert area(found, "leg").because == ("varicose_veins",)
    found = plan(yes("heart_failure_oedema"), Wishes(minutes=60, cleared=("leg",)))
    assert area(found, "leg").level == 2
    assert area(found, "foot").does == "waits"
    found = plan(yes("dvt_history"), Wishes(minutes=60, cleared=("foot",)))
    assert area(found, "leg").does == "waits"
    # The entry waits for the feet too, and names no level there: its own level counts.
    assert area(found, "foot").level == 2


def test_a_level_that_no_longer_shows_where_an_area_waits_still_counts_once_it_is_cleared():
    places = {"undiagnosed_neuropathy": ["hand"], "postherpetic_neuralgia": ["hand"]}
    decision = yes("undiagnosed_neuropathy", "postherpetic_neuralgia", **places)
    for each in (decision, replace(decision, conflicts=())):
        hand = area(plan(each, Wishes(minutes=60, cleared=("hand",))), "hand")
        assert hand.level == 1


def test_an_appointment_that_has_led_to_a_written_answer_is_not_asked_for_again():
    cleared = planned("heart_failure_oedema", cleared=("leg", "foot"))
    assert "appointment" not in chosen(cleared, "home")
    assert "appointment" in chosen(planned("heart_failure_oedema", cleared=("leg",)), "home")
    assert "appointment" in chosen(planned("heart_failure_oedema"), "home")


def test_minutes_that_one_area_cannot_use_go_to_the_others():
    found = planned(goals=("relaxation",), minutes=60)
    assert {one.area: one.minutes for one in found.areas if one.does == "work"} == {
        "back": 23,
        "head": 8,
        "arm": 20,
    }
    assert found.minutes == 60


def test_an_answer_that_names_a_part_does_not_clear_the_whole():
    found = planned("heart_failure_oedema", cleared=("toes",))
    assert area(found, "foot").does == "waits"


def test_a_mixed_area_has_the_stricter_line_and_both_checks():
    found = planned(symptoms={"foot": ("numb", "painful")})
    feet = area(found, "foot")
    assert (feet.state, feet.level) == ("mixed", 1)
    assert {"by-eye", "each-contact"} <= {*chosen(found, "check")}
    assert chosen(found, "conflict") == ("numb-against-painful",)


def test_the_lowest_level_stands_whoever_sets_it():
    found = planned("fragile_skin", symptoms={"foot": ("numb",)})
    feet = area(found, "foot")
    assert (feet.level, feet.because) == (1, ("fragile_skin",))
    assert area(planned(), "back").because == (USUAL,)


def test_parts_that_are_left_out_are_named():
    found = planned("open_wound", where={"open_wound": ["toes"]})
    feet = area(found, "foot")
    assert feet.does in ("work", "rest")
    assert feet.apart == ("toes",)


def test_goals_choose_the_areas_that_come_first():
    assert planned(goals=("touched",)).areas[0].area == "hand"
    assert planned().areas[0].area == WORDS.time.first[0]


def test_a_wish_for_firm_work_does_not_raise_a_ceiling_and_is_shown_as_a_conflict():
    found = planned("anticoagulants", goals=("firm",))
    assert {one.level for one in found.areas if one.does == "work"} == {2}
    assert "firm-against-ceiling" in chosen(found, "conflict")
    assert "firm-against-ceiling" not in chosen(planned(goals=("firm",), minutes=30), "conflict")


def test_a_short_session_is_kept_short_and_says_so():
    found = planned("cipn_during_chemotherapy", minutes=90)
    assert found.caps == (0,)
    assert sum(one.minutes for one in found.areas) == WORDS.time.caps[0].minutes
    assert "shorter-than-wished" in chosen(found, "conflict")


def test_who_must_rise_slowly_gets_more_time_for_it():
    found = planned("autonomic_neuropathy_orthostatic")
    assert [block.block for block in found.frame] == ["look", "again", "up-slowly"]
    assert {"low-table", "semi-reclined"} <= {*chosen(found, "position")}
    assert "supine-calves" not in chosen(found, "position")
    assert "wait-driving" in chosen(found, "up")


def test_no_position_contradicts_an_entry():
    found = planned("pregnancy")
    assert {"side-lying", "semi-reclined"} <= {*chosen(found, "position")}
    assert not {"prone-ankles", "supine-calves"} & {*chosen(found, "position")}
    assert "prone-ankles" not in chosen(planned("port_or_central_line"), "position")


def test_every_suggestion_can_come_into_a_plan_and_no_trap_ever_does():
    chance = random.Random(28)
    seen = set()
    for _ in range(3 * RANDOM_PLANS):
        seen |= {*all_suggested(plan(screen(mild(chance)), wished(chance)))}
        if seen >= {*SUGGESTIONS}:
            break
    assert seen == {*SUGGESTIONS}


def test_evidence_says_how_far_it_carries_and_levels_say_that_they_are_reasoned():
    for one in (*WORDS.suggestions, *WORDS.goals):
        assert (one.ground in EVIDENCE) == (one.strength is not None), one.id
    assert "course reasoning: no trial has tested it" in WORDS.words.ceiling


def test_there_is_no_heat_and_no_tool_in_any_technique():
    for one in WORDS.suggestions:
        if one.part in AREA_PARTS:
            words = one.say.lower()
            assert not any(word in words for word in ("heat", "hot ", "roller", "gun", "stone", "friction"))


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (Wishes(minutes=60, symptoms={"foo": ("numb",)}), "no area 'foo'"),
        (Wishes(minutes=60, cleared=("fot",)), "did you mean 'foot'"),
        (Wishes(minutes=60, goals=("slep",)), "did you mean 'sleep'"),
    ],
)
def test_what_cannot_be_read_is_refused(wishes, words):
    with pytest.raises(ValueError, match=words):
        plan(yes(), wishes)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("any: [work-painful]", "any: [work-painfull]", "did you mean 'work-painful'"),
        ("entries: [loss_of_protective_sensation]", "entries: [loss_of_feeling]", "no 'loss_of_feeling'"),
        ("references: [moyer2004]", "references: [moyer2003]", "did you mean 'moyer2004'"),
        ("  - loss_of_protective_sensation\n", "  - numbness\n", "there is no 'numbness'"),
        ("parts: [calf]", "parts: [calves]", "there is no 'calves'"),
        ("first: [back,", "first: [bak,", "did you mean 'back'"),
        ("first: [back, arm,", "first: [back,", "'arm' is missing"),
        ("entries: [unexplained_swelling,", "entries: [unexplained_sweling,", "did you mean"),
        (
            '    strength: "four small trials after cancer; not studied for neuropathy"\n',
            "",
            "evidence has to say how far it carries",
        ),
        ("    level: 2\n", "", "goes with a technique"),
        ("- id: slow\n", "- id: consent\n", "'consent' is used twice"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path, old, new, words):
    from massage_neuropathy.content import FOLDER

    text = (FOLDER / "planning.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "planning.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    _, problems = read_planning(tmp_path, COURSE.conditions, COURSE.references, COURSE.screening)
    assert words in " ".join(map(str, problems))


def test_the_plan_of_a_client_does_not_depend_on_the_order_of_what_is_said():
    wishes = Wishes(
        minutes=60, symptoms={"foot": ("painful", "numb"), "hand": ("numb",)}, goals=("sleep", "firm")
    )
    turned = replace_order(wishes)
    decision = yes("fragile_skin", "anticoagulants")
    assert plan(decision, wishes) == plan(replace(decision), turned)


def replace_order(wishes):
    return Wishes(
        minutes=wishes.minutes,
        symptoms={name: wishes.symptoms[name][::-1] for name in reversed([*wishes.symptoms])},
        goals=wishes.goals[::-1],
    )


def placed(symptoms, **answers):
    """Return where entries hold, once a learner has marked what is felt where."""
    given = {"conditions": {}, "rises": {}, "where": {}, "anything_else": "no"} | answers
    course = {**shelf(COURSE)["screener"](), **shelf(COURSE)["planner"]()}
    program = "return placedAnswers(data.answers, { symptoms: data.symptoms }, data.course).where;"
    return in_node(
        "planning.js", "placedAnswers", program, {"answers": given, "symptoms": symptoms, "course": course}
    )


def test_what_is_marked_as_numb_says_where_an_entry_holds_that_has_no_place_yet():
    numb = {"loss_of_protective_sensation": "yes"}
    assert placed({"foot": ["numb"]}, conditions=numb) == {"loss_of_protective_sensation": ["foot"]}
    assert placed({}, conditions=numb) == {}
    assert placed({"foot": ["painful"]}, conditions=numb) == {}
    assert placed({"foot": ["numb"]}) == {}
    said = {"loss_of_protective_sensation": ["hand"]}
    assert placed({"foot": ["numb"]}, conditions=numb, where=said) == said


def test_an_entry_limits_no_area_but_those_where_the_client_has_it():
    client = COURSE.clients["numb-soles"]
    found = plan(screen(answers_of(client)), client.plan)
    (hand,) = [one for one in found.areas if one.area == "hand"]
    assert "loss_of_protective_sensation" not in hand.because
