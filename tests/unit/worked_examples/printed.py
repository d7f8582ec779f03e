"""
Figures as the users printed them: `worked_examples.yaml`, beside the checkout in `../shared/spec`.

The file is the product's specification and not part of the repository, so that a checkout on its own has none:
the tests that read it are then skipped, with the reason.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

FILE = Path(__file__).parents[4] / "shared" / "spec" / "worked_examples.yaml"

needs_the_printed_figures = pytest.mark.skipif(
    not FILE.exists(), reason=f"the printed figures lie outside the repository, in {FILE}, which is not here"
)


@cache
def document() -> dict:
    """The whole file; nothing in it where it is missing."""
    if not FILE.exists():
        return {"examples": [], "series": [], "inconsistent_in_source": []}
    return yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)


def examples(op: str | None = None) -> list[dict]:
    """The worked examples, or those of one operation."""
    return [e for e in document()["examples"] if op in (None, e["op"])]


def contradictions() -> list[dict]:
    """Where the printed reports contradict themselves."""
    return document()["inconsistent_in_source"]


def name_of(example: dict) -> str:
    """`W053 referrals 2017-18`: how a test names the figure it is about."""
    return f"{example['id']} {example['measure']} {example['period']['label']}"


def as_printed(value: float | int, decimals: int) -> Decimal:
    """What stands on the page, with its decimals."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals))


def rules(scheme: str) -> list[dict]:
    """What a rating scheme, an arrow or a rank must say of printed values."""
    return [rule for rule in document().get("rule_examples", []) if rule["scheme"] == scheme]


def name_of_rule(rule: dict) -> str:
    """`R01 assessments_in_45wd_pct`."""
    return f"{rule['id']} {rule['measure']}"
