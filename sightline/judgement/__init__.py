"""
What may be said about a number: intervals, change, comparison, rating, projection, protection of small counts.

Pure functions over numbers, series and figures; nothing here opens a file or knows an authority
(docs/statistics.md has the rules and their sources).
"""
