"""The report's way of asking, each component once, gives what the engine gives figure by figure."""

import pytest

from golden.small_world import LAST
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.figures import Figures

SHOWN = sorted({measure for section in WORKBOOK.sections for item in section.items for measure in item.measures})


@pytest.fixture(scope="module")
def remembering(measured: Measured) -> Figures:
    return Figures(measured, LAST)


@pytest.mark.parametrize("measure_id", SHOWN)
def test_remembered_figures_are_the_engines(measured: Measured, remembering: Figures, measure_id: str):
    measure = CATALOGUE[measure_id]
    by = next(((name,) for name in ("team", "gender") if name in measure.all_breakdowns), ())
    for window in measure.windows[-2:]:
        month = LAST if window.value != "year" else Month(2017, 3)
        asked = Slice(window, (month,), by)
        assert remembering.cut(measure_id, window, month, by) == figures(measured, measure, asked)


def test_a_month_before_the_history_has_no_figures(remembering: Figures):
    before = remembering.first.plus(-1)
    assert remembering.cut("referrals", CATALOGUE["referrals"].windows[0], before) == []
    assert remembering.one("referrals", CATALOGUE["referrals"].windows[0], before) is None
