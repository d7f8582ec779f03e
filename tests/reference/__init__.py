"""
Every measure again, naively: plain loops over one child at a time, dates worked out by hand.

Written from spec/measures.md and spec/conventions.md. It shares no code with `sightline.measures` or
`sightline.engine`, and it is meant to be read: where it and the engine disagree, one of them reads the definition
wrongly.
"""

from reference.figures import figure
from reference.measures import MEASURES
from reference.records import Records

__all__ = ["MEASURES", "Records", "figure"]
