"""Widgets: plain HTML that one small script brings to life, in the book and in JupyterLab alike."""

from massage_neuropathy.widgets.case import case
from massage_neuropathy.widgets.explorer import Explorer, explore
from massage_neuropathy.widgets.planner import planner
from massage_neuropathy.widgets.quiz import Quiz, before_you_read, predict, quiz, your_guess, your_prediction
from massage_neuropathy.widgets.register import claims_register, contradictions
from massage_neuropathy.widgets.screener import compare, screener
from massage_neuropathy.widgets.study import Study, final, practice, review, starting_check, your_progress
from massage_neuropathy.widgets.your_record import YourRecord, your_record

__all__ = [
    "Explorer",
    "Quiz",
    "Study",
    "YourRecord",
    "before_you_read",
    "case",
    "claims_register",
    "compare",
    "contradictions",
    "explore",
    "final",
    "planner",
    "practice",
    "predict",
    "quiz",
    "review",
    "screener",
    "starting_check",
    "your_guess",
    "your_prediction",
    "your_progress",
    "your_record",
]
