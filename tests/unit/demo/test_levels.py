"""The made-up authority shows the printed levels, whatever its as-at date."""

from datetime import date

import pyarrow.compute as pc
import pytest

from sightline.dataset import demo
from sightline.dataset.demo import levels
from sightline.dataset.demo.clock import clock
from sightline.dataset.demo.measured import Recount, measured_levels


def test_every_headline_is_within_its_tolerance(made):
    assert [(x.name, x.target, x.found) for x in measured_levels(made) if not x.is_met] == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("contacts", levels.CONTACTS),
        ("forwarded", levels.FORWARDED),
        ("referrals", levels.REFERRALS),
        ("to_assessment", levels.TO_ASSESSMENT),
        ("assessments_started", levels.ASSESSMENTS),
        ("cin_excl", levels.CIN_OPEN),
        ("finance_only", levels.FINANCE_ONLY),
        ("ics_finance_only", levels.ICS_FINANCE_ONLY),
        ("icpc_children", levels.CONFERENCES),
        ("icpc_to_plan", levels.TO_PLAN),
        ("cpp_open", levels.PLANS),
        ("cla", levels.LOOKED_AFTER),
    ],
)
def test_each_of_the_latest_thirteen_months_follows_the_printed_series(recount, name, path):
    for found, printed in zip(recount.monthly(name), path.printed, strict=True):
        assert found == pytest.approx(printed, rel=0.10, abs=3)


@pytest.fixture(scope="module")
def recount(made):
    return Recount(made)


def test_the_levels_move_with_the_as_at_date():
    made = demo.authority(0, seed=3, as_at=date(2025, 2, 10))
    again = Recount(made)
    assert again.months[-1][2] == date(2025, 1, 31)
    assert again.monthly("referrals")[-1] == pytest.approx(436, rel=0.1)
    assert again.monthly("cpp_open")[-1] == pytest.approx(494, rel=0.1)
    residents = made.tables["ext_population"]
    ours = residents.filter(pc.equal(residents["area_code"], made.area_code))
    assert max(ours["year"].to_pylist()) == 2023


def test_the_history_is_more_than_six_years(made):
    first = pc.min(made.tables["ssd_contacts"]["cont_contact_date"]).as_py()
    assert first <= date(2010, 4, 30)
    assert clock(made.as_at).months > 84


def test_the_population_in_force_in_june_is_the_printed_one(made):
    residents = made.tables["ext_population"].to_pylist()
    for first_used, total in ((date(2017, 6, 1), 143_555), (date(2016, 6, 1), 142_587)):
        mine = [r for r in residents if r["first_used_date"] == first_used and r["area_code"] == made.area_code]
        for sexes in (("P",), ("M", "F")):
            assert sum(r["population"] for r in mine if r["age"] < 18 and r["sex"] in sexes) == total


def test_other_authorities_differ_in_size_and_name():
    from sightline.dataset.demo import names
    from sightline.dataset.demo.authority import scale_of

    sizes = [scale_of(i, 1).size for i in range(1, 153)]
    assert min(sizes) >= 0.2
    assert max(sizes) <= 4
    assert max(sizes) > 5 * min(sizes)
    assert len({names.authority_name(i) for i in range(153)}) == 153
    assert len({names.la_code(i) for i in range(153)}) == 153


def test_no_level_without_thirteen_months():
    with pytest.raises(ValueError, match="12 months are given, 13 are needed"):
        levels.Path("WB 0", (1.0,) * 12, ((20, 1.0),))
