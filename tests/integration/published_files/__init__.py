"""The real published files, and the comparators of real reports, through the command line."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared"
FOLDER, EXAMPLES = SHARED / "data" / "benchmarks", SHARED / "spec" / "benchmark_examples.yaml"

needs_the_published_files = pytest.mark.skipif(
    not FOLDER.exists() or not EXAMPLES.exists(),
    reason=f"the published files lie outside the repository, in {FOLDER}, which is not here",
)
