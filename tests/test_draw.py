"""What a sitting asks: drawn by the blueprint, the same on the page, and never one slot twice."""

import json
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_node import in_node

from massage_neuropathy.bank import blueprint
from massage_neuropathy.content import FOLDER, load_course
from massage_neuropathy.draw import draw_chance, draw_final, draw_start, form_of, other_form
from massage_neuropathy.shuffle import in_random_order
from massage_neuropathy.standards import read_standards

VECTORS = json.loads(Path(__file__).with_name("draw_vectors.json").read_text(encoding="utf-8"))
INDEX = VECTORS["index"]
SEEDS = [f"{number:016x}" for number in range(0, 2**63, 2**63 // 24)]


@pytest.fixture(scope="module")
def index():
    standards, _ = read_standards(FOLDER)
    return blueprint(load_course(), standards.keyed_answers)


def is_as_worked_out(found, wanted):
    """A question mark stands for either of two twins between which only chance decides."""
    return len(found) == len(wanted) and all(
        one == other or (other.endswith("?") and one[:-1] == other[:-1])
        for one, other in zip(sorted(found), wanted, strict=True)
    )


@pytest.mark.parametrize("case", VECTORS["finals"], ids=lambda case: case["why"])
@pytest.mark.parametrize("seed", SEEDS[:4])
def test_finals_worked_out_by_hand(case, seed):
    index = INDEX | {"bounds": case["bounds"]}
    assert is_as_worked_out(draw_final(index, case["seen"], seed, case["form"]), case["drawn"])


@pytest.mark.parametrize("case", VECTORS["chances"], ids=lambda case: case["why"])
@pytest.mark.parametrize("seed", SEEDS[:4])
def test_second_chances_worked_out_by_hand(case, seed):
    assert draw_chance(INDEX, case["seen"], seed, case["of"], case["shown"]) == case["drawn"]


def test_the_script_of_the_page_draws_what_was_worked_out_by_hand():
    found = in_node(
        "draw.js",
        "drawFinal, drawChance",
        """const map = (seen) => new Map(Object.entries(seen));
        return data.seeds.map((seed) => ({
          finals: data.finals.map((one) =>
            drawFinal({ ...data.index, bounds: one.bounds }, map(one.seen), seed, one.form)),
          chances: data.chances.map((one) => drawChance(data.index, map(one.seen), seed, one.of, one.shown)),
        }));""",
        VECTORS | {"seeds": SEEDS[:4]},
    )
    for drawn in found:
        for one, case in zip(drawn["finals"], VECTORS["finals"], strict=True):
            assert is_as_worked_out(one, case["drawn"]), case["why"]
        assert drawn["chances"] == [case["drawn"] for case in VECTORS["chances"]]


def a_history(index, seed, sittings):
    """What a learner has seen after some sittings, drawn one after another."""
    seen = Counter()
    for number in range(sittings):
        seen.update(draw_final(index, seen, f"{seed[:-1]}{number:x}"))
    return seen


def test_the_script_of_the_page_draws_the_same_from_the_whole_bank(index):
    cases = [
        {"seed": seed, "seen": a_history(index, seed, number % 4), "form": [None, "A", "B"][number % 3]}
        for number, seed in enumerate(SEEDS)
    ]
    wanted = []
    for case in cases:
        final = draw_final(index, case["seen"], case["seed"], case["form"])
        chances = [draw_chance(index, case["seen"], case["seed"], name, final) for name in final]
        wanted.append([draw_start(index, case["seen"], case["seed"]), final, chances])
    found = in_node(
        "draw.js",
        "drawStart, drawFinal, drawChance",
        """return data.cases.map((one) => {
          const seen = new Map(Object.entries(one.seen));
          const final = drawFinal(data.index, seen, one.seed, one.form);
          const chances = final.map((id) => drawChance(data.index, seen, one.seed, id, final));
          return [drawStart(data.index, seen, one.seed), final, chances];
        });""",
        {"index": index, "cases": cases},
    )
    assert found == wanted


def test_the_script_tells_forms_and_what_is_left(index):
    start = draw_start(index, {}, SEEDS[3])
    found = in_node(
        "draw.js",
        "drawSome, finalForm, formOf, freshLeft, otherForm",
        """const whole = { kind: "start", finished: "2026", left: false, ids: data.start };
        const sitting = (more) => ({ ...whole, ...more });
        return {
          form: formOf(data.index, data.start),
          none: formOf(data.index, ["no-such-question"]),
          others: ["A", "B", null].map(otherForm),
          final: finalForm(data.index, [sitting({ finished: null, ids: [] }), sitting({})]),
          without: finalForm(data.index, [sitting({ left: true })]),
          fresh: freshLeft(data.index, new Map(data.start.map((id) => [id, 1]))),
          some: drawSome(["a", "b", "c"], new Map([["a", 1], ["b", 2]]), "seed", 2),
        };""",
        {"index": index, "start": start},
    )
    form = form_of(index, start)
    assert found == {
        "form": form,
        "none": None,
        "others": ["B", "A", None],
        "final": other_form(form),
        "without": None,
        "fresh": {"items": len(index["reserved"]) - 12, "slots": 40},
        "some": ["c", "a"],
    }
    assert form in ("A", "B") and form_of(index, []) is None and other_form(None) is None


def test_starting_checks_come_in_both_forms_and_nothing_of_one_is_in_the_other(index):
    drawn = [draw_start(index, {}, seed) for seed in SEEDS]
    forms = Counter(form_of(index, ids) for ids in drawn)
    assert set(forms) == {"A", "B"} and min(forms.values()) >= 5
    told = {twin["id"]: twin["form"] for twin in index["reserved"]}
    for ids in drawn:
        assert len(ids) == 12 and len({told[name] for name in ids}) == 1


def test_a_final_after_a_starting_check_asks_its_twins_and_none_of_its_questions(index):
    slots = {twin["id"]: twin["slot"] for twin in index["reserved"]}
    for seed in SEEDS:
        start = draw_start(index, {}, seed)
        form = other_form(form_of(index, start))
        final = draw_final(index, Counter(start), seed[::-1], form)
        assert {slots[name] for name in start} <= {slots[name] for name in final}
        assert not set(start) & set(final)


def test_a_second_final_is_fresh_where_the_bank_has_fresh_questions(index):
    first = draw_final(index, {}, SEEDS[1])
    assert not set(first) & set(draw_final(index, Counter(first), SEEDS[2]))


@st.composite
def small_banks(draw):
    slots = [f"slot-{number}" for number in range(draw(st.integers(1, 6)))]
    answers = st.sampled_from([None, "adapt", "ask-first", "stop-today"])
    reserved = [
        {
            "id": f"{slot}-{number}",
            "slot": slot,
            "form": form,
            "answer": draw(answers),
        }
        for slot in slots
        for number, form in enumerate(
            draw(st.sampled_from([["A", "B"], ["A", "B", None], [None] * 3, [None]]))
        )
    ]
    spans = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)
    index = {
        "slots": [{"id": slot, "start": True} for slot in slots],
        "reserved": reserved,
        "bounds": draw(st.dictionaries(st.sampled_from(["adapt", "ask-first", "stop-today"]), spans)),
    }
    seen = draw(st.dictionaries(st.sampled_from([one["id"] for one in reserved]), st.integers(0, 3)))
    seed = draw(st.text(alphabet="0123456789abcdef", min_size=16, max_size=16))
    return index, seen, seed, draw(st.sampled_from([None, "A", "B"]))


@given(small_banks())
def test_each_slot_gets_one_of_its_twins_that_was_seen_least(bank):
    index, seen, seed, form = bank
    drawn = draw_final(index, seen, seed, form)
    slots = {twin["id"]: twin["slot"] for twin in index["reserved"]}
    assert sorted(slots[name] for name in drawn) == sorted(slot["id"] for slot in index["slots"])
    for name in drawn:
        twins = [each for each, slot in slots.items() if slot == slots[name]]
        assert seen.get(name, 0) == min(seen.get(each, 0) for each in twins)


@given(small_banks(), st.randoms())
def test_the_order_of_what_is_read_changes_nothing(bank, random):
    index, seen, seed, form = bank
    mixed = {
        key: random.sample(value, len(value)) if isinstance(value, list) else value
        for key, value in index.items()
    }
    assert draw_final(mixed, seen, seed, form) == draw_final(index, seen, seed, form)
    assert draw_start(mixed, seen, seed) == draw_start(index, seen, seed)
    for name in draw_start(index, seen, seed):
        chances = [draw_chance(each, seen, seed, name, [name]) for each in (index, mixed)]
        assert chances[0] == chances[1] != name


@settings(max_examples=200)
@given(small_banks())
def test_no_other_draw_would_bring_the_answers_nearer_to_their_bounds(bank):
    index, seen, seed, form = bank
    answers = {twin["id"]: twin["answer"] for twin in index["reserved"]}

    def off(drawn):
        counts = Counter(answers[name] for name in drawn)
        return sum(
            max(0, least - counts[one], counts[one] - most) for one, (least, most) in index["bounds"].items()
        )

    choices = []
    for slot in index["slots"]:
        twins = [twin["id"] for twin in index["reserved"] if twin["slot"] == slot["id"]]
        least = min(seen.get(name, 0) for name in twins)
        choices.append([name for name in twins if seen.get(name, 0) == least])
    assert off(draw_final(index, seen, seed, form)) == min(map(off, product(*choices)))


@given(small_banks())
def test_questions_come_in_an_order_of_their_own(bank):
    index, seen, seed, form = bank
    slots = {twin["id"]: twin["slot"] for twin in index["reserved"]}
    drawn = draw_final(index, seen, seed, form)
    assert [slots[name] for name in drawn] == in_random_order(map(slots.get, drawn), f"{seed}|order")
