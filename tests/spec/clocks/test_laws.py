"""What holds of every clock, whatever the records say: on random lives of a few children."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.settings import Settings
from spec.due import clock_rows, holders_of
from spec.world import World

AS_AT = date(2017, 6, 30)
CHILDREN = ("A", "B", "C")
days = st.dates(date(2015, 6, 1), date(2017, 9, 1))
ends = st.one_of(st.none(), st.none(), st.integers(0, 500))


@st.composite
def spells(draw, most=2):
    """Starts and ends of up to `most` spells of one child."""
    found = []
    for start in draw(st.lists(days, max_size=most, unique=True)):
        length = draw(ends)
        found.append((start, None if length is None else start + timedelta(days=length)))
    return found


@st.composite
def worlds(draw):
    rows = {"person": [], "cin_episodes": [], "cin_assessments": [], "cp_plans": [], "cp_visits": [], "cp_reviews": [],
            "cla_episodes": [], "cla_visits": [], "cla_reviews": [], "cla_health": [], "s47_enquiry": []}  # fmt: skip
    for child in CHILDREN:
        rows["person"].append({"person_id": child, "dob": date(2009, 5, 5)})
        for n, (start, end) in enumerate(draw(spells())):
            rows["cin_episodes"].append(
                {"referral_id": f"r{child}{n}", "person_id": child, "referral_date": start, "close_date": end}
            )
        for n, (start, end) in enumerate(draw(spells(3))):
            rows["cin_assessments"].append(
                {"assessment_id": f"a{child}{n}", "person_id": child, "assessment_start_date": start,
                 "assessment_auth_date": end, "referral_id": draw(st.sampled_from([None, f"r{child}0"]))}
            )  # fmt: skip
        for n, (start, end) in enumerate(draw(spells(1))):
            rows["cp_plans"].append(
                {"cp_plan_id": f"p{child}{n}", "person_id": child, "cp_plan_start_date": start, "cp_plan_end_date": end}
            )
        for n, (start, end) in enumerate(draw(spells(1))):
            rows["cla_episodes"].append(
                {"cla_episode_id": f"c{child}{n}", "cla_id": f"c{child}{n}", "person_id": child,
                 "cla_episode_start_date": start, "cla_episode_ceased_date": end}
            )  # fmt: skip
        for n, (start, end) in enumerate(draw(spells(1))):
            rows["s47_enquiry"].append(
                {"s47_enquiry_id": f"s{child}{n}", "person_id": child, "s47_start_date": start, "s47_end_date": end}
            )
        for n, day in enumerate(draw(st.lists(days, max_size=6))):
            rows["cp_visits"].append({"cp_visit_id": f"{child}{n}", "person_id": child, "cp_visit_date": day})
            rows["cla_visits"].append({"cla_visit_id": f"{child}{n}", "person_id": child, "cla_visit_date": day})
        for n, day in enumerate(draw(st.lists(days, max_size=3))):
            rows["cp_reviews"].append(
                {"cp_review_id": f"{child}{n}", "cp_plan_id": f"p{child}0", "cp_review_date": day}
            )
            rows["cla_reviews"].append({"cla_review_id": f"{child}{n}", "cla_person_id": child, "cla_review_date": day})
            rows["cla_health"].append(
                {"health_check_id": f"{child}{n}", "person_id": child, "health_check_date": day,
                 "health_check_type": "HEALTH_ASSESSMENT", "health_check_status": "COMPLETED"}
            )  # fmt: skip
    return World({name: held for name, held in rows.items() if held}, settings=Settings())


def is_on(spell_start, spell_end):
    return spell_start <= AS_AT and (spell_end is None or spell_end > AS_AT) and spell_end != spell_start


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_the_laws_of_every_clock(world):
    rows, held = clock_rows(world), holders_of(world)
    for row in rows:
        assert row["started"] <= AS_AT and row["started"] < row["due"] < row["late_from"], row
        # Nothing is done before it started, and what is done has not lapsed.
        assert row["done"] is None or row["started"] <= row["done"] <= AS_AT, row
        assert row["lapsed"] is None or (row["done"] is None and row["started"] <= row["lapsed"] <= AS_AT), row
        # Every open clock's child is open.
        assert row["done"] or row["lapsed"] or held[row["person_id"]]["is_open"], row
    keys = [(r["clock"], r["person_id"], r["record_id"], r["started"], r["done"], r["lapsed"]) for r in rows]
    assert len({key[:3] for key in keys if key[4] is None and key[5] is None}) == sum(
        key[4] is None and key[5] is None for key in keys
    ), "a thing waits to be done once"
    nothing_due_is_lost(world, rows)


def nothing_due_is_lost(world, rows):
    """Each plan and each period of care that is open has one visit and one review waiting."""
    waiting = [(r["clock"], r["person_id"]) for r in rows if r["done"] is None and r["lapsed"] is None]
    for child in CHILDREN:
        plans = [r for r in world.rows.get("cp_plans", []) if r["person_id"] == child
                 and is_on(r["cp_plan_start_date"], r["cp_plan_end_date"])]  # fmt: skip
        care = [r for r in world.rows.get("cla_episodes", []) if r["person_id"] == child
                and is_on(r["cla_episode_start_date"], r["cla_episode_ceased_date"])]  # fmt: skip
        for clock, wanted in (("cp_visit", plans), ("cp_review", plans), ("cla_visit", care), ("care_review", care),
                              ("health_assessment", care), ("dental_check", care)):  # fmt: skip
            assert waiting.count((clock, child)) == len(wanted), (clock, child)
