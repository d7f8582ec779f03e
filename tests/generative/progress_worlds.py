"""How children in care, on plans and in need are followed up, drawn small: reviews, visits, plans, adoption, homes."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from generative.edges import RECENT, days, maybe, yes_no

TABLES = ("cin_plans", "cp_reviews", "cp_visits", "cla_reviews", "cla_care_plan", "cla_convictions", "missing", "dolo",
          "permanence", "provider")  # fmt: skip
URNS = ["SC100", "100", "SC200", "sc 300", "XXXXXXX", None]
ALONE = st.sampled_from(["Y", "Y", "N", None])
YEAR_OLD = [date(2016, 6, 29), date(2016, 6, 30), date(2016, 7, 1)]
VISITED = [date(2017, 3, 29), date(2017, 3, 30), date(2017, 3, 31), date(2017, 5, 18), date(2017, 5, 19),
           date(2017, 6, 1), date(2017, 6, 2)]  # fmt: skip
PLANS = ['{"LTFOST18": "Y", "OTHERPLN": "N"}', '{"ADOPTION":"Y"}', '{"OTHERPLN": "Y"}', '{"RETURN6M": ""}', None]


def _near(starts: list, *lengths: int):
    """Days so long after one of the starts, which is where reviews fall due; any day besides."""
    near = [start + timedelta(days=n) for start in starts if start for n in lengths]
    return st.one_of(days, st.sampled_from(near), st.sampled_from(near)) if near else days


def follow_up(draw, rows, child: str, key) -> None:
    """Everything about one child."""
    _need(draw, rows, child, key)
    _plans(draw, rows, child, key)
    episodes = [e for e in rows["cla_episodes"] if e["person_id"] == child]
    if episodes:
        _care(draw, rows, child, key, episodes)


def _need(draw, rows, child: str, key) -> None:
    for _n in range(draw(st.integers(0, 2))):
        rows["cin_plans"].append(
            {
                "cin_plan_id": key("np"),
                "person_id": child,
                "cin_plan_start_date": draw(maybe(st.one_of(days, st.sampled_from(YEAR_OLD)))),
            }
        )


def _plans(draw, rows, child: str, key) -> None:
    plans = [p for p in rows["cp_plans"] if p["person_id"] == child]
    for plan in plans:
        held = _near([plan["cp_plan_start_date"]], 0, 89, 91, 92, 93, 181, 270, 275, 276, 450)
        for _n in range(draw(st.integers(0, 4))):
            rows["cp_reviews"].append(
                {
                    "cp_review_id": key("cr"),
                    "person_id": child,
                    "cp_plan_id": plan["cp_plan_id"],
                    "cp_review_date": draw(maybe(held, 0.1)),
                }
            )
    for _n in range(draw(st.integers(0, 3))):
        rows["cp_visits"].append(
            {
                "cp_visit_id": key("cv"),
                "person_id": draw(st.sampled_from([child, child, None])),
                "cp_plan_id": draw(st.sampled_from([*(p["cp_plan_id"] for p in plans), None])),
                "cp_visit_date": draw(maybe(st.one_of(days, st.sampled_from(VISITED)), 0.1)),
                "cp_visit_seen": draw(yes_no),
                "cp_visit_seen_alone": draw(ALONE),
            }
        )


def _care(draw, rows, child: str, key, episodes: list) -> None:
    starts = [e["cla_episode_start_date"] for e in episodes]
    for _n in range(draw(st.integers(0, 5))):
        rows["cla_reviews"].append(
            {
                "cla_review_id": key("lr"),
                "cla_id": draw(st.sampled_from([e["cla_id"] for e in episodes])),
                "cla_person_id": draw(st.sampled_from([child, child, None])),
                "cla_review_date": draw(maybe(_near(starts, 0, 26, 28, 29, 31, 118, 120, 121, 300, 303), 0.1)),
                "cla_review_cancelled": draw(st.sampled_from(["Y", "N", "N", None, None])),
            }
        )
    for _n in range(draw(st.integers(0, 2))):
        rows["cla_care_plan"].append(
            {
                "table_id": key("cp"),
                "person_id": child,
                "cla_care_plan_start_date": draw(maybe(_near(starts, 0, 28, 121), 0.1)),
                "cla_care_plan_end_date": draw(st.one_of(st.none(), st.none(), days)),
                "cla_care_plan_json": draw(st.sampled_from(PLANS)),
            }
        )
    for _n in range(draw(st.sampled_from([0, 0, 1]))):
        rows["cla_convictions"].append(
            {
                "cla_conviction_id": key("co"),
                "person_id": child,
                "cla_conviction_date": draw(maybe(st.one_of(days, st.sampled_from(YEAR_OLD)), 0.1)),
            }
        )
    for _n in range(draw(st.integers(0, 2))):
        began = draw(maybe(st.one_of(days, st.sampled_from(RECENT)), 0.1))
        rows["missing"].append(
            {
                "table_id": key("mi"),
                "person_id": child,
                "missing_episode_start_date": began and datetime.combine(began, time(23, 30)),
                "missing_episode_type": draw(st.sampled_from(["M", "A", None])),
                "missing_rhi_offered": draw(st.sampled_from(["Y", "Y", "N", "NA", None])),
                "missing_rhi_accepted": draw(st.sampled_from(["Y", "N", "NA", None])),
            }
        )
    if draw(st.integers(0, 4)) == 0:
        for _n in range(draw(st.integers(1, 2))):
            end = draw(st.one_of(st.none(), days))
            rows["dolo"].append({"dolo_id": key("do"), "person_id": child, "start_date": draw(days), "end_date": end})
    if draw(st.booleans()):
        _adoption(draw, rows, child, key, starts)


def _adoption(draw, rows, child: str, key, starts: list) -> None:
    placed = draw(maybe(_near(starts, 0, 300, 424, 425, 426, 427), 0.1))
    ordered = draw(maybe(days))
    rows["permanence"].append(
        {
            "table_id": key("pe"),
            "person_id": child,
            "placed_for_adoption_date": placed,
            "placement_order_date": ordered,
            "matched_date": draw(maybe(_near([ordered], 0, -1, 50), 0.2)),
            "permanence_order_date": draw(maybe(_near([placed], 100, 200), 0.2)),
            "permanence_order_type": draw(st.sampled_from(["ADOPTION", "ADOPTION", "ADOPTION", "SGO", None])),
        }
    )


def providers(draw, rows) -> None:
    """A register of up to four providers, now and then of two dates."""
    kinds = {
        "SC100": "CHILDRENS_HOME",
        "200": "FOSTERING_AGENCY",
        "SC300": "RESIDENTIAL_SCHOOL",
        "SC400": "LA_FOSTERING",
    }
    for number, (urn, kind) in enumerate(kinds.items()):
        if draw(st.integers(0, 5)) == 0:
            continue
        for listed in draw(st.sampled_from([[date(2017, 4, 1)], [date(2016, 4, 1), date(2017, 6, 30)]])):
            rows["provider"].append(
                {
                    "urn": urn,
                    "listed_on": listed,
                    "setting_name": f"Setting {number}",
                    "provider_type": kind,
                    "provider_subtype": draw(st.sampled_from(["Secure unit", None])),
                    "sector": draw(st.sampled_from(["PRIVATE", "VOLUNTARY", "LA", None])),
                    "in_county": draw(st.sampled_from(["Y", "Y", "N", None])),
                    "registration_date": draw(st.sampled_from([date(2010, 1, 1), date(2017, 6, 30), None])),
                    "closed_date": draw(st.sampled_from([None, None, None, date(2017, 6, 30), date(2017, 7, 1)])),
                    "full_inspection_date": draw(st.sampled_from([None, date(2016, 1, 1), *RECENT])),
                    "overall_effectiveness": draw(st.sampled_from(["GOOD", "OUTSTANDING", "RI", "INADEQUATE", None])),
                }
            )


def ordinary(draw, rows, child: str, key) -> None:
    """What chance seldom makes: a case with an assessment and a plan, or a child settled in care, perhaps adopted."""
    if draw(st.booleans()):
        dated = st.one_of(st.sampled_from(YEAR_OLD), st.sampled_from(RECENT))
        rows["cin_assessments"].append(
            {"assessment_id": key("a"), "person_id": child, "assessment_start_date": draw(dated),
             "assessment_auth_date": draw(maybe(dated))}
        )  # fmt: skip
        plan = {"cin_plan_id": key("np"), "person_id": child, "cin_plan_start_date": draw(dated)}
        rows["cin_plans"].append(plan)
        return
    entered = draw(st.sampled_from([date(2014, 6, 30), date(2014, 12, 30), date(2014, 12, 31)]))
    left = draw(st.sampled_from([None, None, date(2017, 6, 15)]))
    spell = {"cla_episode_start_date": entered, "cla_episode_ceased_date": left, "cla_episode_start_reason": "S"}
    reason = "E11" if left else None
    rows["cla_episodes"].append(
        {"cla_episode_id": key("ep"), "person_id": child, "cla_id": f"{child}-1", **spell,
         "cla_episode_ceased_reason": reason}
    )  # fmt: skip
    moved = draw(st.sampled_from([entered, date(2015, 6, 30), date(2015, 7, 1), date(2016, 7, 1)]))
    for start, end in [(entered, moved), (moved, left)]:
        if start != end:
            rows["cla_placement"].append(
                {
                    "cla_placement_id": key("pl"),
                    "person_id": child,
                    "cla_placement_start_date": start,
                    "cla_placement_end_date": end,
                    "cla_placement_type": draw(st.sampled_from(["U4", "U1", "U6", "A5"])),
                }
            )
    for visited in draw(st.lists(st.sampled_from(VISITED), max_size=2)):
        rows["cla_visits"].append({"cla_visit_id": key("v"), "person_id": child, "cla_visit_date": visited})
    if draw(st.booleans()):
        ordered = draw(st.sampled_from([date(2015, 3, 31), date(2015, 6, 30)]))
        rows["permanence"].append(
            {
                "table_id": key("pe"),
                "person_id": child,
                "placed_for_adoption_date": draw(_near([entered], 300, 424, 426)),
                "placement_order_date": ordered,
                "matched_date": ordered + timedelta(days=draw(st.sampled_from([0, -1, 50]))),
                "permanence_order_date": left or draw(st.sampled_from([None, date(2014, 6, 30), *RECENT])),
                "permanence_order_type": "ADOPTION",
            }
        )
