"""Branching cases: a client as a story, in which the learner asks, looks and decides."""

from massage_neuropathy.content import SelectionError, load_course
from massage_neuropathy.problems import did_you_mean
from massage_neuropathy.widgets.case_text import render_case
from massage_neuropathy.widgets.tools import Tool, tool


def case(name: str) -> Tool:
    """Let a learner play a case.

    Parameters
    ----------
    name : str
        The id of a case in ``content/cases``.

    Returns
    -------
    Tool
        The case, live in the book and in JupyterLab, and a text with folded answers everywhere else.

    Raises
    ------
    ValueError
        If there is no such case.
    """
    course = load_course()
    if name not in course.cases:
        otherwise = f"use one of {', '.join(course.cases)}"
        raise SelectionError(f"there is no case {name!r}", did_you_mean(name, course.cases, otherwise))
    chosen = course.cases[name]
    return tool(render_case(chosen, course), f"Case: {chosen.title}")
