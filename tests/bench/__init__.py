"""How heavy and how quick a lesson is, beside a stock Jupyter Book with jupyterquiz: `make bench`.

`books` builds the pages, `server` serves them, `measure` visits them in Chromium with `clock.js` inside, and
`report` makes a table and a verdict of it. `explorers` weighs the figures that can be moved.
"""
