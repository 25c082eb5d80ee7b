"""The explorer "How good is a screening test?": its model and its picture."""

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.colors import same_color

from massage_neuropathy.figures import thousand_clients
from massage_neuropathy.figures.style import CLAY, MUTED, OCHRE, TEAL, WIDTH
from massage_neuropathy.science import screening
from massage_neuropathy.science.screening import TESTS, sort_people, sort_whole_people
from massage_neuropathy.widgets.controls import declare

FILAMENT = (0.53, 0.88)
shares = st.floats(0, 1)
# Far enough from 0 and 1, and from each other, that rounding of floats decides nothing.
hundredths = st.integers(1, 99).map(lambda n: n / 100)
GRID = declare(thousand_clients, "How good is a screening test?", {"test": list(TESTS), "common": (3, 48, 3)})
STATES = list(GRID.states())
SAMPLE = [state for state in STATES if state["common"] in (3, 15, 30, 48)]


@pytest.fixture(scope="module")
def drawn():
    return {tuple(state.values()): thousand_clients(**state) for state in SAMPLE}


def test_the_filament_is_the_one_of_the_review():
    # Wang 2017, eight studies against nerve conduction: 0.53 (0.32 to 0.74) and 0.88.
    assert (TESTS["Filament"].sensitivity, TESTS["Filament"].specificity) == FILAMENT
    assert [TESTS[f"Filament, {end} end"].sensitivity for end in ("low", "high")] == [0.32, 0.74]
    assert {one.specificity for one in TESTS.values() if one.yardstick == "conduction"} == {0.88}


def test_touch_tests_have_the_published_accuracy_and_yardsticks_of_their_own():
    vibration, filament = (TESTS[f"Touch test against {name}"] for name in ("vibration", "the filament"))
    # Rayman 2011, against vibration; Dutra 2020, 83.33 and 97.66 percent against the filament.
    assert (vibration.sensitivity, vibration.specificity) == (0.77, 0.90)
    assert (filament.sensitivity, filament.specificity) == (0.83, 0.98)
    assert len({vibration.yardstick, filament.yardstick, TESTS["Filament"].yardstick}) == 3


def test_settings_are_those_of_the_surveys():
    # Taams 2022; England 2014; Gregg 2004.
    assert screening.COMMON_OVER_40 == 0.03 and screening.COMMON_IN_DIABETES == (0.15, 0.37)
    assert (screening.FAIL_FILAMENT_OVER_40, screening.FAIL_FILAMENT_IN_DIABETES) == (0.148, 0.285)


@pytest.mark.parametrize(
    ("common", "sensitivity", "flagged_have_it", "passed_have_it"),
    [(0.30, 0.53, 65, 19), (0.03, 0.53, 12, 2), (0.30, 0.32, 53, 25), (0.30, 0.74, 73, 11)],
)
def test_the_shares_are_those_worked_out_by_hand(common, sensitivity, flagged_have_it, passed_have_it):
    people = sort_people(common, sensitivity, 0.88)
    assert 100 * people.share_of_flagged == pytest.approx(flagged_have_it, abs=0.5)
    assert 100 * people.share_of_passed == pytest.approx(passed_have_it, abs=0.5)


def test_the_likelihood_ratios_are_those_of_the_filament():
    # 0.53 / 0.12 = 4.4 and 0.47 / 0.88 = 0.53: odds after the test by odds before it, at any share.
    for common in (0.03, 0.3):
        before = common / (1 - common)
        people = sort_people(common, *FILAMENT)
        assert people.found / people.false_alarms / before == pytest.approx(4.4, abs=0.05)
        assert people.missed / people.passed_without / before == pytest.approx(0.53, abs=0.005)


def test_of_1000_people_over_40_116_are_flagged_without_having_it():
    people = sort_whole_people(1000, 0.03, *FILAMENT)
    counts = (people.found, people.missed, people.false_alarms, people.passed_without)
    assert counts == (16, 14, 116, 854)


@given(hundredths, hundredths, hundredths)
def test_bayes_rule_holds_in_fractions(common, sensitivity, specificity):
    c, n, p = (Fraction(round(100 * share), 100) for share in (common, sensitivity, specificity))
    people = sort_people(common, sensitivity, specificity)
    assert people.share_of_flagged == pytest.approx(float(c * n / (c * n + (1 - c) * (1 - p))))
    assert people.share_of_passed == pytest.approx(float(c * (1 - n) / (c * (1 - n) + (1 - c) * p)))


@given(hundredths, hundredths, hundredths, hundredths)
def test_where_it_is_more_common_a_flag_says_more_and_a_pass_says_less(one, other, sensitivity, specificity):
    assume(one != other)
    rare, common = (sort_people(share, sensitivity, specificity) for share in sorted((one, other)))
    assert rare.share_of_flagged < common.share_of_flagged
    assert rare.share_of_passed < common.share_of_passed


@given(hundredths, shares, shares, shares)
def test_a_more_sensitive_test_never_misses_more(common, one, other, specificity):
    low, high = sorted((one, other))
    assert sort_people(common, low, specificity).missed >= sort_people(common, high, specificity).missed
    assert (
        sort_whole_people(1000, common, low, specificity).missed
        >= sort_whole_people(1000, common, high, specificity).missed
    )


@given(shares, shares)
def test_a_test_that_passes_all_who_do_not_have_it_raises_no_false_alarm(common, sensitivity):
    assert sort_people(common, sensitivity, 1).false_alarms == 0
    assert sort_whole_people(1000, common, sensitivity, 1).false_alarms == 0


@given(shares, shares)
def test_a_test_that_notices_all_who_have_it_misses_nobody(common, specificity):
    assert sort_people(common, 1, specificity).missed == 0
    assert sort_whole_people(1000, common, 1, specificity).missed == 0


@given(shares, shares)
def test_where_nobody_or_everybody_has_it_a_result_changes_nothing(sensitivity, specificity):
    nobody, everybody = (sort_people(share, sensitivity, specificity) for share in (0, 1))
    assert nobody.found == nobody.missed == 0
    assert everybody.false_alarms == everybody.passed_without == 0


@given(hundredths, hundredths)
def test_a_coin_leaves_everybody_where_they_were(common, heads):
    people = sort_people(common, heads, 1 - heads)
    assert people.share_of_flagged == pytest.approx(common)
    assert people.share_of_passed == pytest.approx(common)


@given(st.integers(1, 5000), shares, shares, shares)
def test_whole_people_add_up_and_stay_within_a_person_of_the_shares(people, common, sensitivity, specificity):
    whole = sort_whole_people(people, common, sensitivity, specificity)
    exact = sort_people(common, sensitivity, specificity)
    parts = ("found", "missed", "false_alarms", "passed_without")
    counts = [float(getattr(whole, part)) for part in parts]
    assert sum(counts) == people and all(count == int(count) >= 0 for count in counts)
    # Half a person for those who have it, and half for the split; the rest may take both.
    for part, count in zip(parts, counts, strict=True):
        assert count == pytest.approx(people * getattr(exact, part), abs=1.01)


def test_halves_go_up_whatever_the_last_digits_of_a_float():
    # 0.53 of 50 is 26.5, and 0.29 * 50 is 14.499999999999998 in floats.
    assert sort_whole_people(1000, 0.05, 0.53, 1).found == 27
    assert sort_whole_people(1000, 0.05, 0.29, 1).found == 15


def test_arrays_keep_their_shape():
    assert sort_people(np.full((3, 1), 0.2), [0.5, 0.6], 0.9).missed.shape == (3, 2)


@pytest.mark.parametrize("bad", [-0.1, 1.5, float("nan")])
@pytest.mark.parametrize("place", range(3))
def test_a_share_outside_zero_to_one_is_named(place, bad):
    values = [0.3, 0.5, 0.9]
    values[place] = bad
    name = ("common", "sensitivity", "specificity")[place]
    for sort in (sort_people, lambda *shares: sort_whole_people(1000, *shares)):
        with pytest.raises(ValueError, match=f"{name} must lie between 0 and 1"):
            sort(*values)


# Each kind of mark: its color, the width of its stroke, and of how many lines it is made.
KINDS = {
    "found": (TEAL, 7.6, 1),
    "missed": (CLAY, 7.8, 1),
    "alarms": (OCHRE, 1.4, 2),
    "without": (MUTED, 3, 1),
}


def marks(illustration):
    """The middle of each mark in the two groups, by kind; a drawing begins each kind with its explanation."""
    found = {}
    for kind, (color, width, lines) in KINDS.items():
        strokes = [
            patch.get_path().vertices
            for patch in illustration.figure.axes[0].patches
            if same_color(patch.get_edgecolor(), color) and patch.get_linewidth() == width
        ]
        assert len(strokes) == 2
        found[kind] = strokes[1].reshape(-1, 2 * lines, 2).mean(axis=1)
    return found


def texts(illustration):
    return [text.get_text() for text in illustration.figure.axes[0].texts]


@pytest.mark.parametrize("state", SAMPLE, ids=str)
def test_a_mark_is_drawn_for_each_client_and_the_numbers_are_those_of_the_marks(state, drawn):
    picture = drawn[tuple(state.values())]
    count = {kind: len(spots) for kind, spots in marks(picture).items()}
    assert sum(count.values()) == 1000
    assert count["found"] + count["missed"] == 10 * state["common"]
    flagged, passed = count["found"] + count["alarms"], count["missed"] + count["without"]
    shown = texts(picture)
    assert {f"Flagged: {flagged}", f"Passed: {passed}"} <= set(shown)
    for number in (*count.values(), flagged, passed):
        assert re.search(rf"\b{number}\b", picture.description)
    for number, of in ((count["found"], flagged), (count["missed"], passed)):
        share = "under 1 of " if 100 * number < of else f"{100 * number / of:.0f} of "
        assert any(text.startswith(share) for text in shown)
        assert f"{share}every 100" in picture.outcome and f"({number})" in picture.outcome


@pytest.mark.parametrize("state", SAMPLE, ids=str)
def test_no_mark_lies_on_another_or_outside_the_place_of_its_group(state, drawn):
    spots = marks(drawn[tuple(state.values())])
    everyone = np.vstack(list(spots.values()))
    assert len(np.unique(everyone.round(2), axis=0)) == 1000
    assert everyone[:, 0].min() > 8 and everyone[:, 0].max() < WIDTH - 3
    above = np.vstack([spots["found"], spots["alarms"]])
    below = np.vstack([spots["missed"], spots["without"]])
    assert above[:, 1].min() > below[:, 1].max() + 30 and below[:, 1].min() > 48
    # Those who have it stand to the left of those who do not.
    assert spots["found"][:, 0].max() < spots["alarms"][:, 0].min()
    assert spots["missed"][:, 0].max() < spots["without"][:, 0].min()


def test_a_pass_never_clears_in_any_state():
    for state in STATES:
        one = TESTS[state["test"]]
        people = sort_whole_people(1000, state["common"] / 100, one.sensitivity, one.specificity)
        assert people.missed >= 1


def test_the_first_state_lies_between_the_places_that_the_prediction_compares(drawn):
    # 3 of 100 in the street, 30 in the clinic.
    assert 3 < GRID.start["common"] < 15 and GRID.start["test"] == "Filament"


def test_a_pass_from_the_poorest_filament_where_it_is_rare_beats_the_best_where_it_is_common(drawn):
    # As the question passed-at-the-clinic says: about 2 and 11 of every 100 who pass have it.
    street, clinic = drawn["Filament, low end", 3], drawn["Filament, high end", 30]
    assert "874 pass; 2 of every 100" in street.outcome and "(20)" in street.outcome
    assert "694 pass; 11 of every 100" in clinic.outcome and "(78)" in clinic.outcome


def test_outcomes_are_short(drawn):
    assert max(len(picture.outcome.split()) for picture in drawn.values()) <= 42


def test_the_pointer_moves_by_equal_steps_from_rare_to_common(drawn):
    def pointer(state):
        last = drawn[tuple(state.values())].figure.axes[0].patches[-1]
        return last.get_path().vertices[:, 0].mean()

    filament = [state for state in SAMPLE if state["test"] == "Filament"]
    per_percent = np.diff([pointer(s) for s in filament]) / np.diff([s["common"] for s in filament])
    assert per_percent == pytest.approx(per_percent[0]) and per_percent[0] > 0


def test_agreement_of_two_touch_tests_is_never_called_finding_disease(drawn):
    for (test, _), picture in drawn.items():
        agreement = test == "Touch test against the filament"
        for words in (picture.outcome, picture.description):
            assert ("how well they find disease is another question" in words) == agreement
        assert ("“It”: the filament, another touch test" in texts(picture)) == agreement
        words = " ".join([*texts(picture), picture.outcome, picture.description])
        assert ("neuropathy" in words) == (TESTS[test].yardstick == "conduction")
        assert not re.search(
            r"\b(safe|healthy|clear(s|ed)?|diagnos\w+|you)\b", words.replace("you look for", "")
        )


def test_surveys_that_used_the_filament_stand_only_where_the_filament_is_the_yardstick(drawn):
    assert "3 over 40 and 15 to 37 with diabetes" in drawn["Filament", 3].description
    assert "14.8 over 40 and 28.5 with diabetes" in drawn["Touch test against the filament", 3].description
    assert "over 40" not in drawn["Touch test against vibration", 3].description


def test_all_states_have_one_size_and_their_own_picture_and_words(drawn):
    assert len(STATES) == 96
    assert {picture.size for picture in drawn.values()} == {next(iter(drawn.values())).size}
    svgs = {picture.svg for picture in drawn.values()}
    assert len(svgs) == len({picture.outcome for picture in drawn.values()}) == len(SAMPLE)
    assert len({picture.description for picture in drawn.values()}) == len(SAMPLE)
    assert max(len(svg.encode()) for svg in svgs) < 38_000
    assert max(len(picture.description) for picture in drawn.values()) < 700


@pytest.mark.parametrize("bad", [{"test": "Tuning fork"}, {"common": 0}, {"common": 51}])
def test_a_state_off_the_grid_is_refused(bad):
    with pytest.raises(ValueError, match=r"none of the tests: Filament|between 1 and 50"):
        thousand_clients(**bad)
