"""An open course on massage for people with neuropathy.

Lessons import their questions from `massage_neuropathy.widgets` and their figures from
`massage_neuropathy.figures`.
"""

# Of course and package; records of self-study and result files tell it.
__version__ = "0.5.0"
