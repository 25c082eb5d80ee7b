"""Chance that can be repeated: against published values, the same on the page, and even."""

import json
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_node import in_node

from massage_neuropathy.shuffle import fmix32, fnv1a, in_random_order, mix

# `fnv1a` and `fmix32` hold values their authors published (fmix32 as MurmurHash3 of nothing, which is its
# seed mixed); `mix` and `orders` were computed with a program of their own, in another language.
VECTORS = json.loads(Path(__file__).with_name("chance_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "found"), VECTORS["fnv1a"])
def test_the_hash_is_the_published_one(text, found):
    assert fnv1a(text.encode()) == int(found, 16)


@pytest.mark.parametrize(("number", "found"), VECTORS["fmix32"])
def test_the_finalizer_is_the_published_one(number, found):
    assert fmix32(int(number, 16)) == int(found, 16)


@pytest.mark.parametrize(("text", "found"), VECTORS["mix"])
def test_a_text_is_mixed_as_computed_elsewhere(text, found):
    assert mix(text) == found


@pytest.mark.parametrize(("seed", "order"), VECTORS["orders"])
def test_the_order_is_the_one_computed_elsewhere(seed, order):
    assert "".join(in_random_order("abcdef", seed)) == order


def test_the_script_of_the_page_does_the_same():
    found = in_node(
        "chance.js",
        "fnv1a, fmix32, mix, inRandomOrder",
        """const hex = (number) => number.toString(16).padStart(8, "0");
        return {
          fnv1a: data.fnv1a.map(([text]) => [text, hex(fnv1a(new TextEncoder().encode(text)))]),
          fmix32: data.fmix32.map(([number]) => [number, hex(fmix32(parseInt(number, 16)))]),
          mix: data.mix.map(([text]) => [text, mix(text)]),
          orders: data.orders.map(([seed]) => [seed, inRandomOrder([..."abcdef"], seed).join("")]),
        };""",
        VECTORS,
    )
    assert found == VECTORS


def test_options_move_unless_they_must_not():
    found = in_node(
        "chance.js",
        "optionOrder",
        """const seeds = ["1", "2", "3", "4", "5", "6"];
        const orders = (entry) => seeds.map((seed) => optionOrder(["a", "b", "c"], entry, seed).join(""));
        return data.map((entry) => new Set(orders(entry)).size);""",
        [
            {"id": "q", "type": "single", "fixed": False},
            {"id": "q", "type": "multiple", "fixed": False},
            {"id": "q", "type": "single", "fixed": True},
            {"id": "q", "type": "ordering", "fixed": False},
        ],
    )
    assert found[0] > 1 and found[1] > 1 and found[2:] == [1, 1]


def test_seeds_are_sixteen_digits_and_differ():
    first, second = in_node("events.js", "randomHex", "return [randomHex(), randomHex()];")
    assert len(first) == 16 and set(first) <= set("0123456789abcdef") and first != second


@given(names=st.lists(st.text(alphabet="abc-", max_size=6), unique=True), seed=st.text(max_size=20))
def test_the_order_does_not_depend_on_the_order_before(names, seed):
    found = in_random_order(names, seed)
    assert sorted(found) == sorted(names)
    assert in_random_order(names[::-1], seed) == found


def test_every_order_of_four_options_comes_up_as_often_as_any_other():
    draws = 24_000
    counts = Counter("".join(in_random_order("abcd", f"{seed:016x}|why-feet-first")) for seed in range(draws))
    assert set(counts) == {"".join(order) for order in permutations("abcd")}
    # Chi-squared with 23 degrees of freedom: 49.7 would be passed once in a thousand times.
    expected = draws / 24
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 49.7


def test_each_bit_is_set_half_of_the_time():
    draws = 10_000
    for bit in range(32):
        ones = sum(mix(f"{seed:016x}|form") >> bit & 1 for seed in range(draws))
        assert abs(ones - draws / 2) < 4 * (draws / 4) ** 0.5, bit
