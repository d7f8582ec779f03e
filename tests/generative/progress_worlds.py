"""
How children in care, on plans and in need are followed up, drawn small: reviews, visits, plans, adoption, homes.

Added to the worlds when Hypothesis has made them, by chance that their number decides, so that they keep their room to
vary.
"""

import itertools
import random
from datetime import date, datetime, time, timedelta

from generative.edges import EDGES, RECENT

TABLES = ("cin_plans", "cp_reviews", "cp_visits", "cla_reviews", "cla_care_plan", "cla_convictions", "missing", "dolo",
          "permanence", "provider")  # fmt: skip
URNS = ["SC100", "100", "SC200", "sc 300", "XXXXXXX", None]
YEAR_OLD = [date(2016, 6, 29), date(2016, 6, 30), date(2016, 7, 1)]
VISITED = [date(2017, 3, 29), date(2017, 3, 30), date(2017, 3, 31), date(2017, 5, 18), date(2017, 5, 19),
           date(2017, 6, 1), date(2017, 6, 2)]  # fmt: skip
PLANS = ['{"LTFOST18": "Y", "OTHERPLN": "N"}', '{"ADOPTION":"Y"}', '{"OTHERPLN": "Y"}', '{"RETURN6M": ""}', None]
BIRTHS = [date(2016, 8, 1), date(2014, 6, 30), date(2010, 1, 1), date(2005, 3, 1), date(2000, 12, 31)]
YES_NO = ["Y", "N", None]
HOMES = {"SC100": "CHILDRENS_HOME", "200": "FOSTERING_AGENCY", "SC300": "RESIDENTIAL_SCHOOL", "SC400": "LA_FOSTERING"}


class Chance(random.Random):
    """Choices out of one number."""

    def day(self, *around: date | None, after: tuple[int, ...] = (0,)) -> date | None:
        """Mostly so many days after one of `around`; else a day at an edge; now and then none."""
        near = [start + timedelta(days=n) for start in around if start for n in after]
        pool = self.choice([near, near, EDGES, RECENT]) or EDGES
        return self.choice(pool) if self.random() > 0.08 else None


def grow(rows, seed: str) -> None:
    """Adds what happens to the children of one world."""
    c, numbers = Chance(seed), itertools.count()

    def key(prefix: str) -> str:
        return f"g{prefix}{next(numbers):03}"

    children = sorted({row["person_id"] for of_table in rows.values() for row in of_table if row.get("person_id")})
    for placement in rows["cla_placement"]:
        placement["cla_placement_urn"] = c.choice(URNS)
        placement["cla_placement_provider"] = c.choice(["PR1", "PR1", "PR4", None])
        placement["cla_placement_distance"] = c.choice([20.0, 20.1, 3.0, None])
    for person in rows["person"]:
        person["dob"] = c.choice([person["dob"], person["dob"], *BIRTHS])
    for child in children:
        if not any(p["person_id"] == child for p in rows["cp_plans"]) and c.random() < 0.3:
            plan = {"cp_plan_id": key("p"), "person_id": child, "cp_plan_start_date": c.choice(EDGES)}
            rows["cp_plans"].append(plan | {"cp_plan_end_date": c.choice([None, None, *RECENT])})
        if not any(e["person_id"] == child for e in rows["cla_episodes"]) and c.random() < 0.6:
            _ordinary(c, rows, child, key)
        _follow_up(c, rows, child, key)
    _providers(c, rows)


def _follow_up(c: Chance, rows, child: str, key) -> None:
    for _n in range(c.randint(0, 2)):
        plan = {"cin_plan_id": key("np"), "person_id": child, "cin_plan_start_date": c.day(*YEAR_OLD)}
        rows["cin_plans"].append(plan)
    _plans(c, rows, child, key)
    episodes = [e for e in rows["cla_episodes"] if e["person_id"] == child]
    if episodes:
        _care(c, rows, child, key, episodes)


def _plans(c: Chance, rows, child: str, key) -> None:
    plans = [p for p in rows["cp_plans"] if p["person_id"] == child]
    for plan in plans:
        start = plan["cp_plan_start_date"]
        for _n in range(c.randint(0, 4)):
            rows["cp_reviews"].append(
                {
                    "cp_review_id": key("cr"),
                    "person_id": child,
                    "cp_plan_id": plan["cp_plan_id"],
                    "cp_review_date": c.day(start, after=(0, 89, 91, 92, 93, 181, 270, 275, 276, 450)),
                }
            )
    for _n in range(c.randint(0, 3)):
        rows["cp_visits"].append(
            {
                "cp_visit_id": key("cv"),
                "person_id": c.choice([child, child, None]),
                "cp_plan_id": c.choice([*(p["cp_plan_id"] for p in plans), None]),
                "cp_visit_date": c.day(*VISITED),
                "cp_visit_seen": c.choice(YES_NO),
                "cp_visit_seen_alone": c.choice(["Y", "Y", "N", None]),
            }
        )


def _care(c: Chance, rows, child: str, key, episodes: list) -> None:
    starts = [e["cla_episode_start_date"] for e in episodes]
    for _n in range(c.randint(0, 5)):
        rows["cla_reviews"].append(
            {
                "cla_review_id": key("lr"),
                "cla_id": c.choice([e["cla_id"] for e in episodes]),
                "cla_person_id": c.choice([child, child, None]),
                "cla_review_date": c.day(*starts, after=(0, 20, 26, 28, 29, 31, 110, 118, 120, 121, 290, 300, 303)),
                "cla_review_cancelled": c.choice(["Y", "N", "N", None, None]),
            }
        )
    for _n in range(c.randint(0, 2)):
        rows["cla_care_plan"].append(
            {
                "table_id": key("cp"),
                "person_id": child,
                "cla_care_plan_start_date": c.day(*starts, after=(0, 28, 121)),
                "cla_care_plan_end_date": c.choice([None, None, c.day()]),
                "cla_care_plan_json": c.choice(PLANS),
            }
        )
    if c.randint(0, 2) == 0:
        offence = {"cla_conviction_id": key("co"), "person_id": child, "cla_conviction_date": c.day(*YEAR_OLD)}
        rows["cla_convictions"].append(offence)
    for _n in range(c.randint(0, 2)):
        began = c.day(*RECENT)
        rows["missing"].append(
            {
                "table_id": key("mi"),
                "person_id": child,
                "missing_episode_start_date": began and datetime.combine(began, time(23, 30)),
                "missing_episode_type": c.choice(["M", "A", None]),
                "missing_rhi_offered": c.choice(["Y", "Y", "N", "NA", None]),
                "missing_rhi_accepted": c.choice(["Y", "N", "NA", None]),
            }
        )
    for _n in range(c.choice([0, 0, 0, 1, 2])):
        order = {"dolo_id": key("do"), "person_id": child, "start_date": c.choice(EDGES)}
        rows["dolo"].append(order | {"end_date": c.choice([None, c.choice(EDGES)])})
    if c.randint(0, 2) == 0:
        placed = c.day(*starts, after=(0, 300, 424, 425, 426, 427))
        ordered = c.day()
        rows["permanence"].append(_adoption(c, child, key, placed, ordered, c.day(placed, after=(100, 200))))


def _adoption(c: Chance, child: str, key, placed, ordered, adopted) -> dict:
    return {
        "table_id": key("pe"),
        "person_id": child,
        "placed_for_adoption_date": placed,
        "placement_order_date": ordered,
        "matched_date": c.day(ordered, after=(0, -1, 50)),
        "permanence_order_date": adopted,
        "permanence_order_type": c.choice(["ADOPTION", "ADOPTION", "ADOPTION", "SGO", None]),
    }


def _providers(c: Chance, rows) -> None:
    """A register of up to four providers, now and then of two dates."""
    for number, (urn, kind) in enumerate(HOMES.items()):
        if c.randint(0, 5) == 0:
            continue
        for listed in c.choice([[date(2017, 4, 1)], [date(2016, 4, 1), date(2017, 6, 30)]]):
            rows["provider"].append(
                {
                    "urn": urn,
                    "listed_on": listed,
                    "setting_name": f"Setting {number}",
                    "provider_type": kind,
                    "provider_subtype": c.choice(["Secure unit", None]),
                    "sector": c.choice(["PRIVATE", "VOLUNTARY", "LA", None]),
                    "in_county": c.choice(["Y", "Y", "N", None]),
                    "registration_date": c.choice([date(2010, 1, 1), date(2017, 6, 30), None]),
                    "closed_date": c.choice([None, None, None, date(2017, 6, 30), date(2017, 7, 1)]),
                    "full_inspection_date": c.choice([None, date(2016, 1, 1), *RECENT]),
                    "overall_effectiveness": c.choice(["GOOD", "OUTSTANDING", "RI", "INADEQUATE", None]),
                }
            )


def _ordinary(c: Chance, rows, child: str, key) -> None:
    """What chance seldom makes: a case with an assessment and a plan, or a child settled in care, perhaps adopted."""
    if c.random() < 0.5:
        dated = [*YEAR_OLD, *RECENT]
        assessed = {"assessment_start_date": c.choice(dated), "assessment_auth_date": c.choice([*dated, None])}
        rows["cin_assessments"].append({"assessment_id": key("a"), "person_id": child} | assessed)
        plan = {"cin_plan_id": key("np"), "person_id": child, "cin_plan_start_date": c.choice(dated)}
        rows["cin_plans"].append(plan)
        return
    entered = c.choice([date(2014, 6, 30), date(2014, 12, 30), date(2014, 12, 31), date(2017, 1, 3)])
    left = c.choice([None, None, date(2017, 6, 15)])
    rows["cla_episodes"].append(
        {
            "cla_episode_id": key("ep"),
            "person_id": child,
            "cla_id": f"{child}-1",
            "cla_episode_start_date": entered,
            "cla_episode_ceased_date": left,
            "cla_episode_start_reason": "S",
            "cla_episode_ceased_reason": "E11" if left else None,
        }
    )
    moved = max(entered, c.choice([entered, date(2015, 6, 30), date(2015, 7, 1), date(2016, 7, 1)]))
    for start, end in [(entered, moved), (moved, left)]:
        if start != end:
            rows["cla_placement"].append(
                {
                    "cla_placement_id": key("pl"),
                    "person_id": child,
                    "cla_placement_start_date": start,
                    "cla_placement_end_date": end,
                    "cla_placement_type": c.choice(["U4", "U1", "U6", "A5"]),
                }
            )
    for _n in range(c.randint(0, 2)):
        rows["cla_visits"].append({"cla_visit_id": key("v"), "person_id": child, "cla_visit_date": c.choice(VISITED)})
    for after in c.sample([27, 29, 110, 120, 125], 3):
        review = {"cla_review_id": key("lr"), "cla_id": f"{child}-1", "cla_person_id": child}
        rows["cla_reviews"].append(review | {"cla_review_date": entered + timedelta(days=after)})
    if c.random() < 0.5:
        placed = entered + timedelta(days=c.choice([300, 424, 426, 427]))
        adopted = left or c.choice([None, date(2014, 6, 30), *RECENT])
        rows["permanence"].append(_adoption(c, child, key, placed, c.choice(EDGES[:3]), adopted))
