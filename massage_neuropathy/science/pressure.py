"""The five pressure levels, and the highest one for skin, feeling and medicines.

Every ceiling is course reasoning (choice): no trial has tested pressure on numb skin. The levels follow the
published description of Tracy Walton's scale (convention: walton_pressure_blog).
"""

LEVELS = {
    1: ("light lotioning", "a full, soft hand, as if cooling a sunburn with gel"),
    2: ("heavy lotioning", "the firmness of rubbing sunscreen in"),
    3: ("medium", "ordinary relaxation massage; a nearby joint may rock"),
    4: ("strong", "leaning in; near the most that most people bear"),
    5: ("deep", "an elbow, rarely used; even this must not bruise"),
}
"""Name of each level and what it is like (convention: walton_pressure_blog)."""

CEILINGS = {
    "allodynia": 1,
    "fragile_skin": 1,
    "thrombocytopenia": 1,
    "lymph_nodes_removed_or_lymphoedema": 1,
    "loss_of_protective_sensation": 2,
    "anticoagulants": 2,
}
"""Highest level by condition of the course (choice); thrombocytopenia after the team's written answer."""

USUAL = 3
"""Usual level where feeling, skin and circulation are normal and nothing else is found (convention)."""

MUSCLE_MOVES_FROM = 3
"""First level at which muscle is moved and a nearby joint may rock (convention: walton_pressure_blog)."""
