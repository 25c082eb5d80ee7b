"""Widgets: plain HTML that one small script brings to life, in the book and in JupyterLab alike."""

from massage_neuropathy.widgets.quiz import Quiz, before_you_read, quiz, your_guess

__all__ = ["Quiz", "before_you_read", "quiz", "your_guess"]
