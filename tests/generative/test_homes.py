"""Random addresses: the engine's wards are the plain loop's, and they add up to the whole."""

from datetime import date
from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reference.figures import figure
from reference.records import Records
from spec.world import World

from generative.edges import days, maybe
from generative.worlds import AS_AT
from sightline.settings import Settings

POSTCODES = """
    postcode | ward | district
    ---------+------+---------
    QX11AA   | W1   | D1
    QX12BB   | W2   | D1
    QX21AA   | W3   |
"""
AREAS = [
    {"postcode": "QX11AA", "ward": "W1", "district": "D1"},
    {"postcode": "QX12BB", "ward": "W2", "district": "D1"},
    {"postcode": "QX21AA", "ward": "W3", "district": None},
]
CHILDREN = ("A", "B", "C")
addresses = st.lists(
    st.fixed_dictionaries(
        {
            "person_id": st.sampled_from([*CHILDREN, None]),
            "address_start_date": maybe(days),
            "address_end_date": maybe(days, 0.4),
            "address_postcode": st.sampled_from(["QX1 1AA", "qx12bb", "QX21AA", "ZZ11ZZ", None]),
        }
    ),
    max_size=8,
)
referrals = st.lists(
    st.fixed_dictionaries({"person_id": st.sampled_from(CHILDREN), "referral_date": days}), min_size=1, max_size=8
)
plans = st.lists(
    st.fixed_dictionaries(
        {"person_id": st.sampled_from(CHILDREN), "cp_plan_start_date": days, "cp_plan_end_date": maybe(days, 0.6)}
    ),
    min_size=1,
    max_size=4,
)


def numbered(rows: list[dict], key: str) -> list[dict]:
    return [{key: f"{n:03}", **row} for n, row in enumerate(rows)]


@settings(max_examples=25, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(addresses, referrals, plans, st.sampled_from(["ward", "district"]))
def test_areas_are_those_of_the_plain_loop_and_add_up_to_the_whole(homes, referred, planned, by):
    rows = {
        "address": numbered(homes, "table_id"),
        "cin_episodes": numbered(referred, "referral_id"),
        "cp_plans": numbered(planned, "cp_plan_id"),
    }
    world = World(rows, as_at=AS_AT, settings=Settings())
    world.given_lookup("postcode_areas", POSTCODES)
    records = Records({**rows, "postcode_areas": AREAS}, date(2017, 6, 30))
    for measure, period, window in (
        ("referrals", "2017-06", "rolling12"),
        ("referrals_children", "2017-06", "ytd"),
        ("cpp_snapshot", "2017-06", "snapshot"),
    ):
        found = world.figures(measure, period, window=window, by=by)
        (whole,) = world.figures(measure, period, window=window)
        if measure != "referrals_children":
            assert sum((f.numerator for f in found), Fraction(0)) == whole.numerator
        wanted = figure(measure, records, period, window, (by,))
        assert {(f.codes[by],): f.numerator for f in found if f.numerator} == {
            m: top for m, (top, _b, _v) in wanted.items()
        }
