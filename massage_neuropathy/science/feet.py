"""What is known about painful and numb feet, ulcers and amputations in diabetes, as counts and shares."""

ULCER_PEOPLE = 40
"""People with a neuropathic foot ulcer who were asked about painful symptoms (measured: painful_ulcer)."""

ULCER_PAIN_NOW = 13
"""How many of them had painful symptoms while the ulcer was there (measured: painful_ulcer)."""

ULCER_PAIN_EVER = 17
"""How many had them at some time, those with pain now included (measured: painful_ulcer)."""

ULCER_IN_LIFETIME_PER_100 = (19, 34)
"""Of 100 people with diabetes, how many get a foot ulcer in their lifetime (measured: edmonds2021)."""

INFECTED_PER_100_ULCERS = (50, 60)
"""Of 100 foot ulcers in diabetes, how many become infected (measured: armstrong2023)."""

AMPUTATIONS_PER_100_INFECTIONS = 20
"""Of 100 moderate to severe infections, about how many end in an amputation (measured: armstrong2023)."""

ULCER_FIRST_PER_100_AMPUTATIONS = 80
"""Of 100 amputations in diabetes, about how many were preceded by an ulcer (measured: armstrong2023).

The four shares start from four different groups of people and wounds: never multiply them.
"""
