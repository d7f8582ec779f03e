"""A workspace of its own for what changes settings or loads an extract."""

from pathlib import Path

import pytest

TOML = """# Kept by hand, with a remark.
[authority]
name = "Exmereshire"
la_code = "001"

[targets.cla_visit_6wk_pct]
value = 100
from = 2016-04-01
set_by = "The service"
"""


@pytest.fixture
def own_workspace(tmp_path: Path, settings) -> Path:
    """An empty workspace with a small `sightline.toml`, which the application serves in this test."""
    (tmp_path / "sightline.toml").write_text(TOML, "utf-8")
    settings.WORKSPACE = tmp_path
    return tmp_path
