"""
Drawings: what a page shows as a picture, made from judgements and figures, without Django and without a database.

Charts are one Vega-Lite specification each (`Drawing`), drawn on the server; sparklines and the whiskers of a table's
rows are plain SVG by small functions. Nothing here decides anything: what is a signal, a target or hidden is judged
before.
"""
