"""
What happens to children looked after besides placements, drawn small: checks, scores, forms, leaving care, workers.

Each part takes one number from Hypothesis and throws its dice by it: drawn answer by answer, worlds would grow so large
that Hypothesis keeps only those in which hardly anything happens.
"""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from generative.edges import EDGES, RECENT

TABLES = ("cla_health", "sdq_scores", "cla_immunisations", "cla_substance_misuse", "cla_annual_outcome",
          "care_leaver_observation", "review_monitoring", "workforce_return", "workforce_vacancy")  # fmt: skip
YEAR_OLD = [
    date(2015, 2, 2),
    date(2015, 6, 1),
    date(2016, 6, 29),
    date(2016, 6, 30),
    date(2016, 12, 29),
    date(2016, 12, 30),
    date(2017, 4, 3),
]
CONTACTS = [date(2017, 2, 15), date(2017, 3, 15), date(2017, 4, 30), date(2017, 5, 30), date(2017, 6, 15)]
CENSUS_EDGES = [date(2015, 9, 30), date(2015, 10, 1), date(2016, 9, 30), date(2016, 10, 1), None, None]
NO_PLAN = date(1900, 1, 1)
ANSWERS = ["Yes", "yes", "No", "N", "0", "2+", "1", "Declined", "", None]
PARTICIPATION = [*(f"PN{n}" for n in range(8)), None]
YES_NO = ["Y", "N", None]
CLA_ITEMS = (
    "change_of_social_worker",
    "care_plan_implemented",
    "stability_concern",
    "child_worried",
    "plan_informed_by_assessment",
    "plan_includes_child_views",
    "told_of_changes",
    "social_worker_report_on_time",
    "child_seen_by_iro_before_review",
    "parents_consulted",
    "child_consulted_on_meeting",
    "child_participated",
    "child_chaired",
    "midpoint_check_done",
    "pathway_plan_before_16",
)


def dice_of(draw) -> Random:
    return Random(draw(st.integers(0, 2**32 - 1)))


def _day(dice: Random, near: list[date], blank: float = 0.1) -> date | None:
    """One of the days given, an edge, or now and then a blank."""
    if dice.random() < blank:
        return None
    return dice.choice(dice.choice([near, near, RECENT, EDGES]))


def health(draw, rows, child: str, key) -> None:
    """Checks, scores, immunisations and substance misuse of a child."""
    _health(dice_of(draw), rows, child, key)


def _health(dice: Random, rows, child: str, key) -> None:
    starts = [e["cla_episode_start_date"] for e in rows["cla_episodes"] if e["person_id"] == child]
    near = YEAR_OLD + [s + timedelta(days=n) for s in starts if s for n in (0, 5, 27, 28, 29)]
    for _n in range(dice.randint(0, 4)):
        rows["cla_health"].append(
            {
                "health_check_id": f"{child} {key('h')}",
                "person_id": child,
                "health_check_type": dice.choice(
                    ["HEALTH_ASSESSMENT", "HEALTH_ASSESSMENT", "DENTAL_CHECK", "HEALTH_SURVEILLANCE"]
                ),
                "health_check_date": _day(dice, near),
                "health_check_status": dice.choice(["COMPLETED"] * 4 + ["PLANNED", "REFUSED", None]),
            }
        )
    for _n in range(dice.randint(0, 3)):
        rows["sdq_scores"].append(
            {
                "table_id": f"{child} {key('q')}",
                "person_id": child,
                "sdq_completed_date": _day(dice, YEAR_OLD),
                "sdq_score": dice.choice([0, 13, 14, 16, 17, 40, 41, None]),
            }
        )
    if dice.random() < 0.5:
        rows["cla_immunisations"].append({"person_id": child, "immunisations_status": dice.choice(YES_NO)})
    for _n in range(dice.choice([0, 0, 1, 2])):
        rows["cla_substance_misuse"].append(
            {
                "substance_misuse_id": f"{child} {key('m')}",
                "person_id": child,
                "substance_misuse_date": _day(dice, YEAR_OLD),
                "intervention_received": dice.choice(YES_NO),
            }
        )
    for year in (2016, 2017, 2018) if dice.random() < 0.5 else ():
        rows["cla_annual_outcome"].append(
            {"person_id": child, "return_year": year, "intervention_offered": dice.choice(YES_NO)}
        )


LEAVERS_BORN = [date(2000, 5, 15), date(1999, 4, 30), date(1999, 6, 15), date(1998, 5, 15), date(1997, 6, 30),
                date(1996, 4, 30), date(1996, 2, 29), date(2000, 2, 29)]  # fmt: skip
CHILDREN_BORN = [date(2014, 6, 30), date(2013, 1, 31), date(2006, 1, 1), date(2001, 4, 1), None]


def young_people(rows, seed: str, key) -> None:
    """One child looked after and one who left care, so that every world has something of both."""
    dice = Random(seed)
    for child, births in (("Y", CHILDREN_BORN), ("Z", LEAVERS_BORN)):
        if dice.random() < 0.2:
            continue
        rows["person"].append({"person_id": child, "sex": dice.choice(["M", "F"]), "dob": dice.choice(births)})
        left = None if child == "Y" else dice.choice([date(2016, 4, 1), date(2017, 4, 30), date(2017, 6, 15)])
        rows["cla_episodes"].append(
            {
                "cla_episode_id": key("young ep"),
                "person_id": child,
                "cla_episode_start_date": dice.choice([date(2015, 1, 1), date(2016, 6, 30), date(2017, 4, 3)]),
                "cla_episode_start_reason": "S",
                "cla_episode_ceased_date": left,
                "cla_id": f"{child}-1",
            }
        )
        _health(dice, rows, child, key)
        _leaving(dice, rows, child, key)


def _said(dice: Random) -> dict:
    return {
        "in_touch": dice.choice(["YES", "YES", "YES", "NO", "REFU", "NREQ", None]),
        "activity": dice.choice(["F2", "P5", "G5", "0", None]),
        "accommodation": dice.choice(["U", "HMO", None]),
        "suitability": dice.choice(["1", "1", "2", None]),
        "eligibility": dice.choice(["RELEVANT", "FORMER_RELEVANT", "QUALIFYING", "ELIGIBLE", "NONE", None]),
    }


def leaving(draw, rows, child: str, key) -> None:
    """The leaving care list and what was observed of a young person."""
    _leaving(dice_of(draw), rows, child, key)


def _leaving(dice: Random, rows, child: str, key) -> None:
    person = next((row for row in rows["person"] if row["person_id"] == child), {})
    birth = person.get("dob") or person.get("expected_dob")
    # Days around the birthdays of this year and last, of whatever age.
    near = list(CONTACTS)
    if birth:
        near += [birth.replace(year=y, day=1) + timedelta(days=n) for y in (2016, 2017) for n in (-60, 0, 14, 40)]
    for _n in range(dice.choice([0, 1, 1, 2])):
        said = _said(dice)
        rows["care_leavers"].append(
            {
                "table_id": f"{child} {key('cl')}",
                "person_id": child,
                "care_leaver_eligibility": said["eligibility"],
                "care_leaver_in_touch": said["in_touch"],
                "care_leaver_latest_contact": _day(dice, near),
                "care_leaver_accommodation": said["accommodation"],
                "care_leaver_accom_suitable": said["suitability"],
                "care_leaver_activity": said["activity"],
                "pathway_plan_review_date": dice.choice(
                    [NO_PLAN, date(2016, 12, 29), date(2016, 12, 30), date(2017, 6, 1), None]
                ),
                "care_leaver_allocated_team": dice.choice(["T1", None]),
                "care_leaver_worker_id": dice.choice(["W1", None]),
                "care_leaver_personal_advisor": dice.choice(["W2", None]),
            }
        )
    seen = set()
    for _n in range(dice.randint(0, 4)):
        place = (_day(dice, near, blank=0), dice.choice(["s903", "ssd", "annex_a"]))
        if place not in seen:
            seen.add(place)
            rows["care_leaver_observation"].append(
                {"person_id": child, "observed_on": place[0], "source": place[1], **_said(dice)}
            )


def monitoring(rows, seed: str, key) -> None:
    """How children took part in the reviews there are, and forms of some of them; siblings may share a meeting."""
    dice = Random(seed)
    for review in rows["cla_reviews"]:
        review["cla_review_participation"] = dice.choice(PARTICIPATION)
        if dice.random() < 0.6:
            _form(dice, rows, key, "ssd_cla_reviews", review["cla_review_id"], review["cla_person_id"], CLA_ITEMS)
    for review in rows["cp_reviews"]:
        review["cp_review_participation"] = dice.choice(PARTICIPATION)
        review["cp_review_meeting_id"] = dice.choice(["M1", "M2", None, None])
        if dice.random() < 0.6:
            items = ("visits_in_line_with_plan",)
            _form(dice, rows, key, "ssd_cp_reviews", review["cp_review_id"], review["person_id"], items)


def _form(dice: Random, rows, key, table: str, review: str, child: str | None, items: tuple[str, ...]) -> None:
    form, done = key("f"), _day(dice, CONTACTS)
    for item in items:
        if dice.random() < 0.7:
            rows["review_monitoring"].append(
                {
                    "form_id": form,
                    "review_table": table,
                    "review_id": review,
                    "person_id": child or "A",
                    "completed_on": done,
                    "item": item,
                    "answer": dice.choice(ANSWERS),
                }
            )


def workforce(draw, rows) -> None:
    """Two censuses of a few workers, and the authority's line."""
    dice = dice_of(draw)
    for year in (2015, 2016):
        for number in range(dice.randint(0, 3)):
            rows["workforce_return"].append(
                {
                    "return_year": year,
                    "swe_number": f"SWE{number}",
                    "agency": dice.choice(YES_NO),
                    "fte": dice.choice([1.0, 0.8, 0.5, None]),
                    "fte_30_sept": dice.choice([1.0, 0.4, 0.0, None]),
                    "role": dice.choice(["5", "3", None]),
                    "role_start": dice.choice(CENSUS_EDGES),
                    "role_end": dice.choice(CENSUS_EDGES),
                    "cases_30_sept": dice.choice([0, 12, 20, None]),
                }
            )
        if dice.random() < 0.5:
            rows["workforce_vacancy"].append(
                {
                    "return_year": year,
                    "vacancies_fte": dice.choice([0.0, 2.5, None]),
                    "agency_fte": dice.choice([0.0, 2.5, None]),
                }
            )
