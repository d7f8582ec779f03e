"""What happens to children looked after besides placements, drawn small: checks, scores, forms, leaving care."""

from datetime import date, timedelta

from hypothesis import strategies as st

from generative.edges import days, maybe, yes_no

TABLES = ("cla_health", "sdq_scores", "cla_immunisations", "cla_substance_misuse", "cla_annual_outcome")
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
