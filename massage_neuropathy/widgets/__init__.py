"""Widgets: plain HTML that one small script brings to life, in the book and in JupyterLab alike."""

from massage_neuropathy.widgets.quiz import Quiz, before_you_read, quiz, your_guess
from massage_neuropathy.widgets.register import claims_register, contradictions

__all__ = ["Quiz", "before_you_read", "claims_register", "contradictions", "quiz", "your_guess"]
