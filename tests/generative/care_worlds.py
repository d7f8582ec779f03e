"""What happens to children looked after besides placements, drawn small: checks, scores, forms, leaving care."""

from datetime import date, timedelta

from hypothesis import strategies as st

from generative.edges import days, maybe, yes_no

TABLES = ("cla_health", "sdq_scores", "cla_immunisations", "cla_substance_misuse", "cla_annual_outcome",
          "care_leaver_observation", "review_monitoring", "workforce_return",
          "workforce_vacancy")  # fmt: skip
ASSESSED = [date(2016, 6, 29), date(2016, 6, 30), date(2016, 12, 29), date(2016, 12, 30), date(2017, 4, 3)]


def health(draw, rows, child: str, key) -> None:
    """Checks, scores, immunisations and substance misuse of a child."""
    starts = [e["cla_episode_start_date"] for e in rows["cla_episodes"] if e["person_id"] == child]
    near = [s + timedelta(days=n) for s in starts if s for n in (0, 5, 27, 28, 29)]
    checked = st.one_of(days, st.sampled_from(ASSESSED + near))
    for _n in range(draw(st.integers(0, 4))):
        rows["cla_health"].append(
            {
                "health_check_id": key("h"),
                "person_id": child,
                "health_check_type": draw(
                    st.sampled_from(["HEALTH_ASSESSMENT", "HEALTH_ASSESSMENT", "DENTAL_CHECK", "HEALTH_SURVEILLANCE"])
                ),
                "health_check_date": draw(maybe(checked, 0.1)),
                "health_check_status": draw(st.sampled_from(["COMPLETED"] * 4 + ["PLANNED", "REFUSED", None])),
            }
        )
    for _n in range(draw(st.integers(0, 3))):
        rows["sdq_scores"].append(
            {
                "table_id": key("q"),
                "person_id": child,
                "sdq_completed_date": draw(maybe(st.one_of(days, st.sampled_from(ASSESSED)), 0.1)),
                "sdq_score": draw(st.sampled_from([0, 13, 14, 16, 17, 40, 41, None])),
            }
        )
    if draw(st.booleans()):
        rows["cla_immunisations"].append({"person_id": child, "immunisations_status": draw(yes_no)})
    for _n in range(draw(st.sampled_from([0, 0, 1, 2]))):
        rows["cla_substance_misuse"].append(
            {
                "substance_misuse_id": key("m"),
                "person_id": child,
                "substance_misuse_date": draw(maybe(st.one_of(days, st.sampled_from(ASSESSED)), 0.1)),
                "intervention_received": draw(yes_no),
            }
        )
    for year in (2016, 2017, 2018) if draw(st.booleans()) else ():
        rows["cla_annual_outcome"].append(
            {"person_id": child, "return_year": year, "intervention_offered": draw(yes_no)}
        )


CONTACTS = [date(2017, 2, 15), date(2017, 3, 15), date(2017, 4, 30), date(2017, 5, 30), date(2017, 6, 15)]


def _said(draw) -> dict:
    return {
        "in_touch": draw(st.sampled_from(["YES", "YES", "YES", "NO", "REFU", "NREQ", None])),
        "activity": draw(st.sampled_from(["F2", "P5", "G5", "0", None])),
        "accommodation": draw(st.sampled_from(["U", "HMO", None])),
        "suitability": draw(st.sampled_from(["1", "1", "2", None])),
        "eligibility": draw(st.sampled_from(["RELEVANT", "FORMER_RELEVANT", "QUALIFYING", "ELIGIBLE", "NONE", None])),
    }


def leaving(draw, rows, child: str, key) -> None:
    """The leaving care list and what was observed of a young person."""
    person = next((row for row in rows["person"] if row["person_id"] == child), {})
    birth = person.get("dob") or person.get("expected_dob")
    # Days around the birthdays of this year and last, of whatever age.
    near = (
        [birth.replace(year=year, day=1) + timedelta(days=n) for year in (2016, 2017) for n in (-60, 0, 14, 40)]
        if birth
        else CONTACTS
    )
    known = st.one_of(days, st.sampled_from(CONTACTS), st.sampled_from(near))
    for _n in range(draw(st.sampled_from([0, 1, 1, 2]))):
        said = _said(draw)
        rows["care_leavers"].append(
            {
                "table_id": key("cl"),
                "person_id": child,
                "care_leaver_eligibility": said["eligibility"],
                "care_leaver_in_touch": said["in_touch"],
                "care_leaver_latest_contact": draw(maybe(known)),
                "care_leaver_accommodation": said["accommodation"],
                "care_leaver_accom_suitable": said["suitability"],
                "care_leaver_activity": said["activity"],
                "pathway_plan_review_date": draw(
                    maybe(st.sampled_from([date(1900, 1, 1), date(2016, 12, 29), date(2016, 12, 30), date(2017, 6, 1)]))
                ),
                "care_leaver_allocated_team": draw(st.sampled_from(["T1", None])),
                "care_leaver_worker_id": draw(st.sampled_from(["W1", None])),
                "care_leaver_personal_advisor": draw(st.sampled_from(["W2", None])),
            }
        )
    seen = set()
    for _n in range(draw(st.integers(0, 4))):
        place = (draw(known), draw(st.sampled_from(["s903", "ssd", "annex_a"])))
        if place not in seen:
            seen.add(place)
            rows["care_leaver_observation"].append(
                {"person_id": child, "observed_on": place[0], "source": place[1], **_said(draw)}
            )


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
ANSWERS = st.sampled_from(["Yes", "yes", "No", "N", "0", "2+", "1", "Declined", "", None])
CODES = st.sampled_from([*(f"PN{n}" for n in range(8)), None])


def monitoring(draw, rows, key) -> None:
    """How children took part in the reviews there are, and forms of some of them; siblings may share a meeting."""
    for review in rows["cla_reviews"]:
        review["cla_review_participation"] = draw(CODES)
        if draw(st.booleans()):
            _form(draw, rows, key, "ssd_cla_reviews", review["cla_review_id"], review["cla_person_id"], CLA_ITEMS)
    for review in rows["cp_reviews"]:
        review["cp_review_participation"] = draw(CODES)
        review["cp_review_meeting_id"] = draw(st.sampled_from(["M1", "M2", None, None]))
        if draw(st.booleans()):
            items = ("visits_in_line_with_plan",)
            _form(draw, rows, key, "ssd_cp_reviews", review["cp_review_id"], review["person_id"], items)


def _form(draw, rows, key, table: str, review: str, child: str | None, items: tuple[str, ...]) -> None:
    form, done = key("f"), draw(maybe(days))
    for item in draw(st.lists(st.sampled_from(items), max_size=6, unique=True)):
        rows["review_monitoring"].append(
            {
                "form_id": form,
                "review_table": table,
                "review_id": review,
                "person_id": child or "A",
                "completed_on": done,
                "item": item,
                "answer": draw(ANSWERS),
            }
        )


CENSUS_EDGES = [date(2015, 9, 30), date(2015, 10, 1), date(2016, 9, 30), date(2016, 10, 1), None, None]


def workforce(draw, rows) -> None:
    """Two censuses of a few workers, and the authority's line."""
    for year in (2015, 2016):
        for number in range(draw(st.integers(0, 3))):
            rows["workforce_return"].append(
                {
                    "return_year": year,
                    "swe_number": f"SWE{number}",
                    "agency": draw(yes_no),
                    "fte": draw(st.sampled_from([1.0, 0.8, 0.5, None])),
                    "fte_30_sept": draw(st.sampled_from([1.0, 0.4, 0.0, None])),
                    "role": draw(st.sampled_from(["5", "3", None])),
                    "role_start": draw(st.sampled_from(CENSUS_EDGES)),
                    "role_end": draw(st.sampled_from(CENSUS_EDGES)),
                    "cases_30_sept": draw(st.sampled_from([0, 12, 20, None])),
                }
            )
        if draw(st.booleans()):
            fte = st.sampled_from([0.0, 2.5, None])
            rows["workforce_vacancy"].append({"return_year": year, "vacancies_fte": draw(fte), "agency_fte": draw(fte)})
