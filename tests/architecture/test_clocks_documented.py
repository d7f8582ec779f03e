"""`docs/clocks.md` says what the clocks' declarations say."""

from architecture.source_code import REPOSITORY
from sightline.clocks.declare import WARNINGS
from sightline.clocks.worklist import IN_ORDER


def test_every_limit_and_early_warning_is_written_down():
    text = (REPOSITORY / "docs" / "clocks.md").read_text("utf-8")
    for clock in IN_ORDER.values():
        limits = "; ".join(f"`{name}` {one.words if one else 'not set'}" for name, one in clock.limits.items())
        assert f"| {clock.concern.value} | {clock.title} | {limits} | {clock.starts} | {clock.source} |" in text
    assert [w.name for w in WARNINGS.values() if f"| {w.title} | {w.why} |" not in text] == []
