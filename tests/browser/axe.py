"""axe-core over a page: WCAG 2.2 at A and AA, and its good practice."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _script() -> str:
    return AXE.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What is wrong, one line each: the rule, where, and what would mend it."""
    page.evaluate(_script())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", RULES)
    return [
        f"{broken['id']} ({broken['help']}): {' '.join(map(str, node['target']))}\n{node['failureSummary']}"
        for broken in found
        for node in broken["nodes"]
    ]
