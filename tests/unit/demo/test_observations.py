"""What other systems count of the made-up authority: the same for the same seed, up to the day, and coherent."""

import csv
import io
from datetime import date

import pytest

from sightline.dataset import demo
from sightline.dataset.demo.observations import COLUMNS, levels, observations_csv

AS_AT = date(2017, 6, 30)


@pytest.fixture(scope="module")
def rows():
    return list(csv.DictReader(io.StringIO(observations_csv(0, seed=1, as_at=AS_AT))))


def test_the_same_seed_gives_the_same_file():
    assert observations_csv(0, seed=1, as_at=AS_AT) == observations_csv(0, seed=1, as_at=AS_AT)
    assert observations_csv(0, seed=1, as_at=AS_AT) != observations_csv(0, seed=2, as_at=AS_AT)


def test_nothing_is_told_before_its_time(rows):
    assert tuple(rows[0]) == COLUMNS
    assert max(row["extracted_on"] for row in rows) <= AS_AT.isoformat()


def test_every_measure_reaches_over_the_history(rows):
    for measure, level in levels().items():
        own = {row["period"] for row in rows if row["measure"] == measure}
        assert len(own) >= (1 if "only" in level else 5), measure


def test_shares_of_a_total_add_up_to_it(rows):
    of_month = [r for r in rows if r["measure"] == "lado_referrals" and r["period"] == "2017-05"]
    (whole,) = [int(r["numerator"]) for r in of_month if not r["breakdown"]]
    for name in ("outcome", "sector", "source", "nature"):
        assert sum(int(r["numerator"]) for r in of_month if r["breakdown"].startswith(f"{name}=")) == whole


def test_meetings_in_time_and_late_are_all_meetings(rows):
    def of(measure):
        (row,) = [r for r in rows if r["measure"] == measure and r["period"] == "2016-Q4"]
        return row

    in_time, late = of("lado_meetings_in_5_days_pct"), of("lado_meetings_late")
    assert int(in_time["numerator"]) + int(late["numerator"]) == int(in_time["denominator"])


def test_a_revision_comes_after_what_it_replaces(rows):
    own = [r for r in rows if r["measure"] == "ks2_expected_standard_pct" and r["period"] == "AY2014-15"]
    of_reading = [r for r in own if r["breakdown"] == "subject=Reading"]
    assert [r["status"] for r in of_reading] == ["provisional", "revised"]
    assert of_reading[0]["extracted_on"] < of_reading[1]["extracted_on"]


def test_only_an_authority_on_its_own_is_told_of(tmp_path):
    """Figures of one authority of an England would be taken for England's."""
    (alone,) = demo.write_extract(tmp_path / "one", authorities=1, seed=5, as_at=AS_AT)
    assert (alone.folder / "observations.csv").read_text("utf-8") == observations_csv(0, seed=5, as_at=AS_AT)
