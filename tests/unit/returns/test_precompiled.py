"""The SQL made beforehand is used only where it was made from the rules at hand."""

import json
from pathlib import Path

import pytest

from sightline.returns import precompiled
from sightline.returns.rules import rule_set
from sightline.returns.run import compile_rule, compiled
from sightline.returns.schema import SSDA903


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a file with this SQL for rule 501 and this fingerprint in place of the package's."""

    def write(sql: str, key: str):
        entry = {"sql": sql, "marks": [["@Episodes", "Episodes"]], "tables": ["Episodes"], "shapes": []}
        (tmp_path / "made.json").write_text(json.dumps({"key": key, "rules": {"ssda903/501/2023": entry}}), "utf-8")
        monkeypatch.setattr(precompiled, "FILE", tmp_path / "made.json")
        precompiled.known.cache_clear()
        compiled.cache_clear()

    yield write
    monkeypatch.undo()
    precompiled.known.cache_clear()
    compiled.cache_clear()


def test_it_is_used_with_the_sources_it_was_made_from_and_no_other(made):
    rule = rule_set(SSDA903, 2026)["501"]
    made("SELECT 1", precompiled.sources_key())
    assert compiled(rule, 2026, frozenset()).sql == "SELECT 1"
    made("SELECT 1", "of other sources")
    assert compiled(rule, 2026, frozenset()).sql == compile_rule(rule, 2026, frozenset())[0].sql != "SELECT 1"


def test_the_packages_own_is_of_the_rules_at_hand():
    if not precompiled.FILE.is_file():
        pytest.skip("make rules has not been run")
    assert precompiled.FILE.read_text("utf-8") == precompiled.text(), "run: make rules"
