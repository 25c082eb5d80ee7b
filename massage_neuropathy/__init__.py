"""An open course on massage for people with neuropathy.

Lessons import their questions from `massage_neuropathy.widgets` and their figures from
`massage_neuropathy.figures`.
"""
