"""Teaching models: pure functions of NumPy arrays, with units in the names and sources in the docstrings.

Every number carries one of three labels. *Measured*: from a cited study or table. *Convention*: a teaching
rule with weak or mixed sourcing. *Choice*: picked for this course, so that a picture can be drawn; no source.
"""
