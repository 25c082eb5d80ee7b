"""The figures of the course, one function a figure; each returns an `Illustration`."""

from massage_neuropathy.figures.adapting import how_firm
from massage_neuropathy.figures.albatross import people_and_p
from massage_neuropathy.figures.cancer import ask_every_visit
from massage_neuropathy.figures.chemotherapy import course_after_last_dose, share_after_chemotherapy
from massage_neuropathy.figures.claims import how_a_claim_grows, verdicts
from massage_neuropathy.figures.climbing import climbing_loss
from massage_neuropathy.figures.clinic import nothing_works
from massage_neuropathy.figures.deciding import answers_flow, two_conditions
from massage_neuropathy.figures.feeling import where_feeling_is
from massage_neuropathy.figures.foot import foot_chain, foot_findings, ulcers_and_pain
from massage_neuropathy.figures.forest import trials_together
from massage_neuropathy.figures.home import client_card, doses_tested
from massage_neuropathy.figures.illustration import Illustration
from massage_neuropathy.figures.mechanisms import mechanism_board, touch_and_pain
from massage_neuropathy.figures.nerve_trace import nerve_test_trace
from massage_neuropathy.figures.nerves import (
    fiber_speeds,
    nerve_to_toe,
    six_body_maps,
)
from massage_neuropathy.figures.noticing import foot_map, missed_by_filament, now_today_soon, touch_test
from massage_neuropathy.figures.pressure import elements_of_touch, five_levels
from massage_neuropathy.figures.screening import thousand_clients
from massage_neuropathy.figures.session import lying_to_walking, positions
from massage_neuropathy.figures.signal import signal_on_fiber
from massage_neuropathy.figures.single import fibular_head, hand_areas, nerves_near_surface, root_or_nerve
from massage_neuropathy.figures.start import feedback_fails, five_answers, look_touch_look
from massage_neuropathy.figures.stroking import speed_of_touch
from massage_neuropathy.figures.trials import whose_feet
from massage_neuropathy.figures.types import four_questions, one_several_many, three_time_courses
from massage_neuropathy.figures.what_if import silent_trials

__all__ = [
    "Illustration",
    "answers_flow",
    "ask_every_visit",
    "client_card",
    "climbing_loss",
    "course_after_last_dose",
    "doses_tested",
    "elements_of_touch",
    "feedback_fails",
    "fiber_speeds",
    "fibular_head",
    "five_answers",
    "five_levels",
    "foot_chain",
    "foot_findings",
    "foot_map",
    "four_questions",
    "hand_areas",
    "how_a_claim_grows",
    "how_firm",
    "look_touch_look",
    "lying_to_walking",
    "mechanism_board",
    "missed_by_filament",
    "nerve_test_trace",
    "nerve_to_toe",
    "nerves_near_surface",
    "nothing_works",
    "now_today_soon",
    "one_several_many",
    "people_and_p",
    "positions",
    "root_or_nerve",
    "share_after_chemotherapy",
    "signal_on_fiber",
    "silent_trials",
    "six_body_maps",
    "speed_of_touch",
    "thousand_clients",
    "three_time_courses",
    "touch_and_pain",
    "touch_test",
    "trials_together",
    "two_conditions",
    "ulcers_and_pain",
    "verdicts",
    "where_feeling_is",
    "whose_feet",
]
