"""An open course on massage for people with neuropathy.

Lessons import three things from here: `before_you_read`, `quiz` and `your_guess`.
"""

from massage_neuropathy.widgets import before_you_read, quiz, your_guess

__all__ = ["before_you_read", "quiz", "your_guess"]
