"""On the made-up authority every item of the real reports has figures."""

import pytest

from sightline.documentation.real_reports import real_items

MEASURES = sorted({measure for item in real_items() for measure in item.measures})


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_of_a_real_report_gives_figures(measure, ask):
    found = ask("query", measure, "--format", "json").json
    assert [row for row in found["figures"] if row["status"] == "ok"], found
