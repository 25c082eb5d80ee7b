"""The explorer of lesson 7 that finds the highest pressure level: its rules, and what it draws of them."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from massage_neuropathy.content import load_course
from massage_neuropathy.figures import how_firm
from massage_neuropathy.figures.adapting import FEELINGS, FINDINGS, REASONS
from massage_neuropathy.figures.style import CLAY, LEAF, TEAL
from massage_neuropathy.science.pressure import LEAVE_OUT, LEVELS, REGIONS, RULES, USUAL, limit

LEG, ARM, BACK = "foot and lower leg", "hand and forearm", "back and shoulders"
STATES = list(itertools.product(REGIONS, FEELINGS, FINDINGS, (False, True)))
FEW = STATES[::7]
regions = st.sampled_from(REGIONS)
findings = st.sets(st.sampled_from(sorted(RULES)))
WAITS = ("", "area", "session")


# Typed in from the rules of the course: highest level (None: the rule has no number of its own), what waits
# for a written answer, and where the rule holds.
@pytest.mark.parametrize(
    ("condition", "ceiling", "waits", "where"),
    [
        ("loss_of_protective_sensation", 2, "", {LEG, ARM, BACK}),
        ("allodynia", 1, "", {LEG, ARM, BACK}),
        ("undiagnosed_neuropathy", None, "area", {LEG, ARM, BACK}),
        ("fragile_skin", 1, "", {LEG, ARM, BACK}),
        ("thrombocytopenia", 1, "session", {LEG, ARM, BACK}),
        ("dvt_history", 2, "area", {LEG}),
        ("peripheral_artery_disease", 2, "area", {LEG}),
        ("varicose_veins", 0, "", {LEG}),
        ("lymph_nodes_removed_or_lymphoedema", 1, "", {ARM, BACK}),
        ("anticoagulants", 2, "", {LEG, ARM, BACK}),
    ],
)
def test_each_condition_has_the_ceiling_wait_and_places_of_its_source(condition, ceiling, waits, where):
    rule = RULES[condition]
    assert (rule.ceiling, rule.waits, {*rule.regions}) == (ceiling, waits, where)
    for region in REGIONS:
        here = limit(region, [condition])
        expected = (3 if ceiling is None else ceiling, waits) if region in where else (3, "")
        assert (here.ceiling, here.waits) == expected


def test_the_table_of_rules_has_no_other_condition():
    assert len(RULES) == 10


def test_rules_agree_with_the_conditions_of_the_course():
    entries = load_course().conditions
    for name, rule in RULES.items():
        entry = entries[name]
        assert rule.ground == entry.ground
        assert rule.waits == (entry.waits or "")
        assert entry.answer == ("ask-first" if rule.waits else "adapt")
        if rule.ceiling:
            assert entry.ceiling == rule.ceiling
            written = re.search(r"level 1-2|level 1\b", entry.do, re.IGNORECASE).group().lower()
            assert written == ("level 1-2" if rule.ceiling == 2 else "level 1")
    assert "Marked: leave the area" in " ".join(entries["varicose_veins"].do.split())


def test_nothing_found_leaves_the_usual_level():
    assert USUAL == 3
    assert all(limit(region, []).ceiling == 3 and not limit(region, []).waits for region in REGIONS)


@given(regions, findings, findings)
def test_one_more_condition_never_allows_more(region, some, more):
    before, after = limit(region, some), limit(region, some | more)
    assert after.ceiling <= before.ceiling
    assert WAITS.index(after.waits) >= WAITS.index(before.waits)
    assert {*after.sound} <= {*before.sound}


@given(findings, findings)
def test_left_out_areas_add_up(some, more):
    def left_out(conditions):
        return {region for region in REGIONS if limit(region, conditions).sound == (LEAVE_OUT,)}

    assert left_out(some) | left_out(more) <= left_out(some | more)


@given(regions, findings)
def test_the_ceiling_is_that_of_the_strictest_single_condition(region, conditions):
    alone = [limit(region, [condition]) for condition in conditions]
    assert limit(region, conditions).ceiling == min([3, *(one.ceiling for one in alone)])
    assert limit(region, conditions).waits == max([""] + [one.waits for one in alone], key=WAITS.index)


@given(regions, findings)
def test_leaving_the_area_out_is_always_sound_and_nothing_else_while_something_waits(region, conditions):
    here = limit(region, conditions)
    assert LEAVE_OUT in here.sound
    if here.waits:
        assert here.sound == (LEAVE_OUT,)
    else:
        assert here.sound == tuple(range(here.ceiling + 1))


@given(regions, findings)
def test_the_rules_that_decide_set_the_wait_and_the_ceiling(region, conditions):
    here = limit(region, conditions)
    assert {*here.deciding} <= {*here.rules}
    assert bool(here.deciding) == bool(here.rules)
    if here.rules:
        assert here.ceiling in {rule.ceiling for rule in here.deciding} or here.ceiling == 3
        assert here.waits in {rule.waits for rule in here.deciding}


@pytest.mark.parametrize("known", [("elbow", []), (LEG, ["gout"]), (LEG, ["fragile_skin", ""])])
def test_what_is_not_known_never_passes_as_no_limit(known):
    with pytest.raises(ValueError, match="not known"):
        limit(*known)


# The client of the lesson: numb feet, thin skin on the shins, a blood thinner.
@pytest.mark.parametrize(
    ("region", "feeling", "found", "answer"),
    [
        (LEG, "feels normally", "thin skin there", "Level 1 at most, or leave this area out"),
        (LEG, "numb, cause known", "nothing else", "Level 2 at most, or leave this area out"),
        (BACK, "feels normally", "nothing else", "Level 2 at most, or leave this area out"),
        (BACK, "feels normally", "poor circulation in the legs", "Level 2 at most, or leave this area out"),
        (LEG, "feels normally", "poor circulation in the legs", "Ask first; until then leave this area out"),
        (ARM, "numb, no doctor has looked", "nothing else", "Ask first; until then leave this area out"),
        (BACK, "feels normally", "low platelets", "Ask first: the whole session waits"),
        (LEG, "numb, and touch hurts, cause known", "marked varicose veins", "Leave this area out"),
        (
            LEG,
            "numb, no doctor has looked",
            "marked varicose veins",
            "Ask first; even then leave this area out",
        ),
    ],
)
def test_the_answer_in_words_for_someone_on_a_blood_thinner(region, feeling, found, answer):
    assert shown(how_firm(region, feeling, found, blood_thinner=True))[0] == answer


def shown(illustration):
    return [text.get_text() for text in illustration.figure.axes[0].texts]


def patches(illustration):
    """Return what is drawn above the key."""
    return [p for p in illustration.figure.axes[0].patches if p.get_path().vertices[:, 1].min() > 45]


def filled(illustration, color):
    return [patch for patch in patches(illustration) if to_hex(patch.get_facecolor()) == color]


@pytest.fixture(scope="module")
def drawn():
    return {state: how_firm(*state) for state in STATES}


def found_in(state):
    _, feeling, found, blood_thinner = state
    return [*FEELINGS[feeling], *filter(None, [FINDINGS[found]]), *["anticoagulants"] * blood_thinner]


def test_the_ladder_is_filled_up_to_what_is_sound_and_the_bar_lies_on_the_ceiling(drawn):
    for state, illustration in drawn.items():
        here = limit(state[0], found_in(state))
        assert len(filled(illustration, TEAL)) == len(here.sound) - 1
        striped = [patch for patch in patches(illustration) if patch.get_hatch()]
        bodies = 1 if state[0] == BACK else 2
        assert len(striped) - bodies == (here.ceiling if here.waits else 0)
        (bar,) = [p for p in patches(illustration) if to_hex(p.get_edgecolor()) == CLAY]
        heights = {text.get_text(): text.get_position()[1] for text in illustration.figure.axes[0].texts}
        names = ["leave it out", *(name for name, _ in LEVELS.values())]
        height = bar.get_path().vertices[0, 1]
        assert sum(heights[name] < height for name in names) == here.ceiling + 1


def test_leaving_out_is_checked_in_every_state(drawn):
    for illustration in drawn.values():
        assert filled(illustration, LEAF)
        assert "leave it out" in shown(illustration)
        assert "leave it out, checked as always sound" in illustration.description
        assert "eave this area out" in illustration.outcome


def test_every_state_says_that_no_trial_has_tested_it(drawn):
    for illustration in drawn.values():
        assert "Course reasoning: no trial has tested this." in shown(illustration)
        assert "no trial has tested this" in illustration.description
        # A plan without a number has no number to reason for.
        assert ("course reasoning" in illustration.outcome) == bool(
            re.search("Level|level", illustration.outcome)
        )


def test_no_state_reads_as_a_verdict_of_safety(drawn):
    for illustration in drawn.values():
        words = " ".join([*shown(illustration), illustration.description, illustration.outcome]).lower()
        assert not re.search(r"\bsafe|go ahead|allowed|harmless|no risk|cure", words)
        assert "stop come first" in illustration.description.replace("Stop", "stop")


def test_what_waits_is_asked_first_in_picture_and_outcome(drawn):
    for state, illustration in drawn.items():
        here = limit(state[0], found_in(state))
        asks = illustration.outcome.startswith("Ask first, t")
        assert asks == bool(here.waits)
        if here.waits == "session":
            assert shown(illustration)[0] == "Ask first: the whole session waits"
            assert "the whole session waits" in illustration.outcome


def test_the_outcome_names_level_reason_and_ground_of_the_rule_that_decides(drawn):
    for state, illustration in drawn.items():
        here = limit(state[0], found_in(state))
        if here.ceiling and here.rules:
            assert f"level {here.ceiling} at most" in illustration.outcome.lower()
        for rule in here.deciding:
            reason, ground = REASONS[rule.condition], rule.ground.lower()
            assert re.search(rf"{reason}[^;]* \(ground: {ground}\)", illustration.outcome)


def test_a_finding_that_changes_nothing_is_named_as_such(drawn):
    for state, illustration in drawn.items():
        region, feeling, found, blood_thinner = state
        here = limit(region, found_in(state))
        _, _, same = illustration.outcome.partition("Same ceiling without: ")
        for words, name, without in (
            (found, FINDINGS[found], (region, feeling, "nothing else", blood_thinner)),
            ("blood thinner", "anticoagulants" * blood_thinner, (region, feeling, found, False)),
        ):
            alone = limit(region, [name] if name else [])
            if words in same:
                left = limit(region, found_in(without))
                assert (left.ceiling, left.waits) == (here.ceiling, here.waits)
                assert not alone.waits and (not alone.rules or alone.ceiling > here.ceiling)
            elif f"{words} (" in illustration.outcome.partition("; also: ")[2]:
                assert alone.waits or alone.ceiling == here.ceiling
            else:
                assert not name or name in {rule.condition for rule in here.deciding}


def test_every_line_as_strict_as_the_answer_is_marked(drawn):
    for state, illustration in drawn.items():
        here = limit(state[0], found_in(state))
        marks = filled(illustration, CLAY)
        expected = 0
        for conditions in (
            FEELINGS[state[1]],
            [*filter(None, [FINDINGS[state[2]]])],
            ["anticoagulants"] * state[3],
        ):
            alone = limit(state[0], conditions)
            sets_wait = here.waits and alone.waits == here.waits
            expected += bool(alone.rules and (sets_wait or alone.ceiling == here.ceiling))
        assert len(marks) == expected
        assert illustration.description.count("which decides") == expected
        assert bool(expected) == bool(here.rules)


def test_two_states_with_different_pictures_differ_in_words_too(drawn):
    pictures = {}
    for state, illustration in drawn.items():
        pictures.setdefault((state[0], *shown(illustration)), []).append(illustration)
    assert len(pictures) == len(STATES)
    assert len({illustration.outcome for illustration in drawn.values()}) == len(STATES)
    assert len({illustration.description for illustration in drawn.values()}) == len(STATES)


def test_all_states_have_one_size_few_bytes_and_no_overlong_words(drawn):
    assert len(STATES) <= 240
    assert {illustration.size for illustration in drawn.values()} == {drawn[STATES[0]].size}
    for state in FEW:
        assert len(drawn[state].svg) < 32_000
    for illustration in drawn.values():
        assert len(illustration.description) < 700
        assert len(illustration.outcome) < 420
        assert illustration.outcome.count(". ") <= 2 and illustration.outcome.endswith(".")
    assert sum(len(one.outcome.split()) for one in drawn.values()) / len(drawn) < 43


def test_even_with_the_letter_marked_veins_keep_the_legs_left_out():
    # The question letter-about-the-numbness.
    unseen = "numb, no doctor has looked"
    before = how_firm(LEG, unseen, "marked varicose veins")
    assert shown(before)[0] == "Ask first; even then leave this area out"
    assert shown(how_firm(LEG, "numb, cause known", "marked varicose veins"))[0] == "Leave this area out"
    assert shown(how_firm(LEG, "numb, cause known"))[0] == "Level 2 at most, or leave this area out"


def test_from_leg_to_back_only_removed_nodes_lower_the_ceiling():
    # The question firmer-toward-the-back.
    def rises(found):
        low, high = (limit(region, [FINDINGS[found]]) for region in (LEG, BACK))
        return max(high.sound) - max(low.sound)

    assert rises("past clot in a leg") == 3
    assert rises("low platelets") == 0
    assert [max(limit(region, ["anticoagulants"]).sound) for region in (LEG, BACK)] == [2, 2]
    assert rises("armpit lymph nodes removed, same side") == -2


def test_a_state_draws_the_same_bytes_twice():
    state = (LEG, "numb, cause known", "thin skin there", True)
    assert how_firm(*state).svg == how_firm(*state).svg


@pytest.mark.parametrize("wrong", [("elbow",), (LEG, "ticklish"), (LEG, "feels normally", "gout")])
def test_a_place_feeling_or_finding_that_is_not_known_is_refused(wrong):
    with pytest.raises(ValueError, match="not known"):
        how_firm(*wrong)
