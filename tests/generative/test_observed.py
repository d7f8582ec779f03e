"""The engine's figures of what other systems counted beside a naive reference, for observations that nobody drew."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import observed as reference
from spec.world import World

from sightline.engine.measured import Slice
from sightline.engine.query import figures
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.observed_periods import financial_year, month, quarter, read_period, twelve_months
from sightline.measures.windows import Month, Window
from sightline.settings import Settings

AS_AT = date(2017, 6, 30)
MONTHS = [month(Month(2016, 3).plus(n)) for n in range(16)]
QUARTERS = [quarter(2016, n) for n in range(1, 5)] + [quarter(2017, 1)]
YEARS = [financial_year(2015), financial_year(2016)]
TWELVE = [twelve_months(Month(2016, 9).plus(3 * n)) for n in range(4)]
PERIODS = {
    "chat_health_texts": MONTHS,
    "supervision_monthly_pct": MONTHS,
    "lado_referrals": [*MONTHS, *QUARTERS, *YEARS],
    "sen_assessment_requests": [*QUARTERS, *YEARS],
    "early_help_open_cases": [*MONTHS, *QUARTERS],
    "yos_custody_rate": [*TWELVE, *YEARS],
}
CUTS = {
    "supervision_monthly_pct": ("locality", ["North", "South"]),
    "lado_referrals": ("sector", ["Education", "Sport"]),
}


@st.composite
def observations(draw, measure: str) -> list[dict]:
    """Most of the measure's periods, some of them told twice, missing, or of another authority or area."""
    rows: list[dict] = []
    for period in PERIODS[measure]:
        if draw(st.integers(0, 9)) == 0:
            continue
        la_code = draw(st.sampled_from(["000", "000", "001"]))
        area = draw(st.sampled_from(["Our authority"] * 4 + ["England"]))
        breakdown = ""
        if measure in CUTS and draw(st.booleans()):
            name, members = CUTS[measure]
            breakdown = f"{name}={draw(st.sampled_from(members))}"
        # Two labels can name the same days, as 2016-17 and 12m to 2017-03 do.
        told_before = sum(row["period_start"] == period.start and row["period_end"] == period.end for row in rows)
        for revision in range(told_before + 1, told_before + draw(st.integers(1, 2)) + 1):
            status = draw(st.sampled_from(["final"] * 12 + ["provisional", "c", "x"]))
            top = draw(st.integers(0, 50))
            told = status not in ("c", "x")
            divided = reference.FACTS[measure].per is not None
            rows.append({
                "la_code": la_code, "measure": measure, "period": period.label, "area": area, "breakdown": breakdown,
                "extracted_on": period.end + timedelta(30 * draw(st.integers(1, 2))), "revision": revision,
                "period_start": period.start, "period_end": period.end, "numerator": float(top) if told else None,
                "denominator": float(top + draw(st.integers(1, 50))) if told and divided else None, "value": None,
                "status": status, "source": "made up",
            })  # fmt: skip
    return rows


@pytest.mark.parametrize("measure_id", PERIODS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_engine_and_reference_agree(measure_id, data):
    rows = data.draw(observations(measure_id))
    measure = CATALOGUE[measure_id]
    cuts = [
        ("authority",),
        ("authority", "area"),
        *([("authority", CUTS[measure_id][0])] if measure_id in CUTS else []),
    ]
    world = World({"observation": rows}, as_at=AS_AT, settings=Settings())
    for window in measure.windows:
        for last in ("2017-06", "2017-03"):
            if window is Window.FINANCIAL_YEAR and last != "2017-03":
                continue
            for by in cuts:
                asked = Slice(window, (Month(int(last[:4]), int(last[5:])),), by)
                engine = {
                    tuple(f.codes[name] for name in by): (f.status.value, f.numerator, f.denominator, f.value)
                    for f in figures(world.measured, measure, asked)
                }
                assert engine == reference.figure(measure_id, rows, last, window.value, by), (window, last, by)


@given(st.sampled_from([*MONTHS, *QUARTERS, *YEARS, *TWELVE]))
def test_a_period_is_read_as_it_is_labelled(period):
    assert read_period(period.label, [period.every]) == period
