"""How heavy and how quick the book is, beside peers with the same questions: `make bench`.

`books` and `peers` build the pages, `server` and `voila_server` serve them, `measure` visits them in Chromium
with `clock.js` inside, and `report` makes tables and verdicts of it. `lighthouse` has every page judged, and
`explorers` weighs the figures that can be moved. `builds` times the building of the book and of a stock one.
"""
