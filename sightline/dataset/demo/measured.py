"""
The levels of a made-up authority, counted afresh from its tables and set against what they were drawn to.

The counting is plain SQL that shares nothing with the generator or with the measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from sightline.dataset.demo import levels
from sightline.dataset.demo.authority import DemoAuthority
from sightline.dataset.demo.clock import clock, to_date
from sightline.dataset.demo.measured_queries import MONTHLY, VIEWS
from sightline.dataset.working_days import working_day_calendar


@dataclass(frozen=True)
class Level:
    """One level: what it is, its source, the target and what was found. `within`: the tolerated share."""

    name: str
    source: str
    target: float
    found: float
    within: float = 0.10

    @property
    def is_met(self) -> bool:
        # Below thirty a child or two is more than the tolerated share.
        return abs(self.found - self.target) <= max(self.within * abs(self.target), 3 if self.target < 30 else 0)


class Recount:
    """A made-up authority's tables, open for counting by month; month 0 is the latest whole one."""

    def __init__(self, made: DemoAuthority):
        self.made = made
        time = clock(made.as_at)
        self.months = [
            (int(b), to_date(s), to_date(e))
            for b, s, e in zip(time.before, time.starts, time.ends, strict=True)
            if 0 <= b < levels.PRINTED
        ]
        self._db = duckdb.connect()
        self._db.execute("set threads = 2")
        for name, table in made.tables.items():
            self._db.register(name, table)
        self._db.register("wd", working_day_calendar())
        self._db.execute("create temp table months (n int, s date, e date)")
        self._db.executemany("insert into months values (?, ?, ?)", self.months)
        self._db.execute(VIEWS)

    def monthly(self, name: str) -> list[int]:
        """The count of each of the latest thirteen months, the latest last."""
        found = dict(self._db.execute(MONTHLY[name]).fetchall())
        return [found.get(n, 0) for n, _, _ in self.months]

    def year(self, name: str) -> int:
        """The latest twelve months together."""
        return sum(self.monthly(name)[1:])

    def one(self, sql: str) -> float:
        """A single number."""
        row = self._db.execute(sql).fetchone()
        return float(row[0] or 0) if row else 0.0

    def rows(self, sql: str) -> list[tuple]:
        """Whatever else a test asks."""
        return self._db.execute(sql).fetchall()


def measured_levels(made: DemoAuthority) -> list[Level]:
    """The headline levels of the made-up authority with their targets."""
    r = Recount(made)
    end = r.months[-1][2]
    out: list[Level] = []

    def flow(name: str, path: levels.Path, *, latest: bool = True, within: float = 0.10) -> None:
        out.append(Level(f"{name}, 12 months", path.source, sum(path.printed[1:]), r.year(name), within))
        if latest:
            out.append(Level(f"{name}, latest month", path.source, path.printed[-1], r.monthly(name)[-1], within))

    def stock(name: str, path: levels.Path) -> None:
        months = r.monthly(name)
        out.append(Level(f"{name}, latest month end", path.source, path.printed[-1], months[-1]))
        worst = max(range(levels.PRINTED), key=lambda i: abs(months[i] - path.printed[i]) / path.printed[i])
        out.append(Level(f"{name}, furthest month end", path.source, path.printed[worst], months[worst]))

    def share(name: str, source: str, target: float, part: float, whole: float, within: float = 0.10) -> None:
        out.append(Level(name, source, target, round(100 * part / max(whole, 1), 1), within))

    flow("contacts", levels.CONTACTS)
    flow("forwarded", levels.FORWARDED)
    flow("referrals", levels.REFERRALS)
    flow("to_assessment", levels.TO_ASSESSMENT)
    share("re-referred children %, 12 months", "WB 5", 23.8, r.year("rereferred_children"), r.year("referred_children"))
    share(
        "re-referred children %, latest",
        "WB 5",
        21.9,
        r.monthly("rereferred_children")[-1],
        r.monthly("referred_children")[-1],
    )
    stock("cin_excl", levels.CIN_OPEN)
    stock("finance_only", levels.FINANCE_ONLY)
    stock("ics_finance_only", levels.ICS_FINANCE_ONLY)
    for name, target in (("social_worker", 2321), ("other_professional", 147), ("not_allocated", 9)):
        out.append(Level(f"cin allocated: {name}", "WB 8", target, r.monthly(name)[-1], 0.10 if target > 9 else 1.0))
    flow("assessments_started", levels.ASSESSMENTS)
    out.append(Level("authorised, 12 months", "WB 12", 5020, r.year("authorised")))
    share("case closed %, 12 months", "WB 12", 41.4, r.year("case_closed"), r.year("authorised"))
    share("case closed %, latest", "WB 12", 33.7, r.monthly("case_closed")[-1], r.monthly("authorised")[-1], 0.15)
    share("within 45 working days %, 12 months", "WB 13", 88.9, r.year("within_45"), r.year("authorised"))
    share("within 45 working days %, latest", "WB 13", 83.7, r.monthly("within_45")[-1], r.monthly("authorised")[-1])
    out += _bands(r, end)
    flow("strategy_started", levels.STRATEGY, latest=False)
    out.append(Level("s47_ended, 12 months", "WB 18", 1338, r.year("s47_ended")))
    out += _enquiries(r)
    flow("icpc_children", levels.CONFERENCES)
    flow("icpc_to_plan", levels.TO_PLAN)
    share(
        "conference in 15 working days % (with enquiry)",
        "WB 20",
        82.1,
        r.year("icpc_within_15"),
        r.year("icpc_with_s47"),
    )
    share(
        "conferences without enquiry %",
        "WB 20",
        7.9,
        r.year("icpc_children") - r.year("icpc_with_s47"),
        r.year("icpc_children"),
        0.3,
    )
    stock("cpp_open", levels.PLANS)
    out.append(Level("cpp_started, 12 months", "WB 23", 580, r.year("cpp_started")))
    share("repeat plans ever %, 12 months", "WB 23; CPP 4", 25.5, r.year("cpp_repeat_ever"), r.year("cpp_started"))
    share(
        "repeat plans in two years %, 12 months", "WB 23", 14.0, r.year("cpp_repeat_2yr"), r.year("cpp_started"), 0.12
    )
    quarter = [sum(r.monthly(n)[-3:]) for n in ("cpp_ended_3m", "cpp_ended")]
    share("plans ended within 3 months %, quarter", "WB 24", 19.3, quarter[0], quarter[1], 0.15)
    share(
        "plans ended after 2 years or more %", "CPP 7; up to 3", 1.5, r.year("cpp_ended_2yr"), r.year("cpp_ended"), 1.0
    )
    stock("cla", levels.LOOKED_AFTER)
    out.append(
        Level("cla_children, latest (no child twice)", "WB 26", r.monthly("cla")[-1], r.monthly("cla_children")[-1], 0)
    )
    out.append(
        Level(
            "cpp children, latest (no child twice)",
            "WB 22",
            r.monthly("cpp_open")[-1],
            r.monthly("cpp_open_children")[-1],
            0,
        )
    )
    for at, label in ((-1, "latest"), (-7, "six months before"), (0, "a year before")):
        share(
            f"visited in six weeks %, {label}",
            "WB 30",
            levels.VISITED_IN_SIX_WEEKS[at],
            r.monthly("cla_visited")[at],
            r.monthly("cla")[at],
            0.03,
        )
    out += _care(r)
    out += _workforce(r)
    return out


def _bands(r: Recount, end: date) -> list[Level]:
    found = dict(r.rows(f"""
        select case when d <= 10 then 0 when d <= 25 then 1 when d <= 45 then 2 else 3 end, count(*) from (
            select b.working_day_number - a.working_day_number d from assessments
            join wd a on a.day = cina_assessment_start_date join wd b on b.day = cina_assessment_auth_date
            where cina_assessment_auth_date > date '{end}' - interval 3 month and cina_assessment_auth_date <= '{end}')
        group by 1"""))  # fmt: skip
    total = sum(found.values())
    names = ("0-10", "11-25", "26-45", "over 45")
    printed = (9.3, 24.3, 49.3, 17.1)
    shares = [round(100 * found.get(i, 0) / total, 1) for i in range(4)]
    return [Level(f"assessments in {n} working days %, quarter", "WB 14", p, shares[i], 0.15)
            for i, (n, p) in enumerate(zip(names, printed, strict=True))]  # fmt: skip


def _enquiries(r: Recount) -> list[Level]:
    start, end = r.months[1][1], r.months[-1][2]
    found = dict(r.rows(f"""select case when s47e_s47_nfa = 'Y' then 'not substantiated'
            when s47e_s47_outcome_json like '%"CP_CONFERENCE_FLAG":"Y"%' then 'continuing risk'
            else 'no continuing risk' end,
            count(*) from enquiries where s47e_s47_end_date between '{start}' and '{end}' group by 1"""))  # fmt: skip
    total = sum(found.values())
    printed = {"not substantiated": 23.8, "continuing risk": 54.3, "no continuing risk": 22.0}
    return [Level(f"enquiries: {k} %", "WB 19", v, round(100 * found.get(k, 0) / total, 1)) for k, v in printed.items()]


def _care(r: Recount) -> list[Level]:
    end = r.months[-1][2]
    here = f"select person_id, started from care where started <= '{end}' and ended > '{end}'"
    birthday = f"(strftime(pers_dob, '%m%d') > strftime(date '{end}', '%m%d'))"
    age = f"date_diff('year', pers_dob, date '{end}') - {birthday}::int"
    cells = {
        (s, b): n
        for s, b, n in r.rows(f"""
        select pers_sex, case when a < 1 then 0 when a <= 5 then 1 when a <= 10 then 2
            when a <= 15 then 3 else 4 end, count(*)
        from (select pers_sex, {age} a from ({here})
            join (select distinct * from ssd_person) on pers_person_id = person_id) group by 1, 2""")
    }
    out = []
    for sex, row in (("M", levels.CLA_BOYS), ("F", levels.CLA_GIRLS)):
        for i, ((low, high), n) in enumerate(zip(levels.CLA_AGE_BANDS, row, strict=True)):
            out.append(Level(f"cla {sex} {low}-{high}", "WB 27", n, cells.get((sex, i), 0)))
    status = dict(
        r.rows(f"""select lega_legal_status, count(*) from ({here}) join ssd_legal_status on lega_person_id = person_id
        and lega_legal_status_start_date <= '{end}'
            and coalesce(lega_legal_status_end_date, '9999-12-31') > '{end}' group by 1""")
    )
    total = sum(status.values())
    for code, target in (("C2", 56.0), ("C1", 10.5), ("V2", 23.5), ("E1", 9.0)):
        out.append(
            Level(f"cla legal status {code} %", "IRU 3", target, round(100 * status.get(code, 0) / total, 1), 0.15)
        )
    placed = f"""select person_id, count(*) filter (clap_cla_placement_start_date > '{end}'::date - 365) recent,
            count(*) filter (clap_cla_placement_start_date >=
                make_date(year('{end}'::date) - (month('{end}'::date) < 4)::int, 4, 1)
                and clap_cla_placement_start_date > started) moves,
            count(*) filter (coalesce(clap_cla_placement_end_date, '9999-12-31') > '{end}'::date - 365) lived
        from ({here}) join ssd_cla_placement on clap_person_id = person_id and clap_cla_placement_start_date <= '{end}'
            and clap_cla_placement_start_date >= started and clap_cla_placement_type not like 'T%' group by 1"""
    out.append(
        Level(
            "cla with 3+ placements in 12 months %",
            "SE 2.2; about 10",
            10.2,
            round(100 * r.one(f"select count(*) from ({placed}) where lived >= 3") / total, 1),
            0.15,
        )
    )
    if end.month == 6:
        out.append(
            Level(
                "cla with 3+ moves since April", "WB 32", 19, r.one(f"select count(*) from ({placed}) where moves >= 3")
            )
        )
    out.append(
        Level(
            "cla unaccompanied %",
            "SE 2.7; about 5",
            5.0,
            round(
                100
                * r.one(f"select count(*) from ({here}) semi join ssd_immigration_status on immi_person_id = person_id")
                / total,
                1,
            ),
            0.15,
        )
    )
    out.append(
        Level(
            "cla a year or more %",
            "WB 28",
            70.0,
            round(
                100 * r.one(f"select count(*) from ({here}) where started <= '{end}'::date - interval 1 year") / total,
                1,
            ),
        )
    )
    out.append(
        Level(
            "care leavers open",
            "WB 9, 34",
            levels.CARE_LEAVERS,
            r.one("select count(*) from ssd_care_leavers where clea_care_leaver_eligibility <> 'ELIGIBLE'"),
        )
    )
    return out


def _workforce(r: Recount) -> list[Level]:
    end = r.months[-1][2]
    fte = r.one(f"""
        select sum(fte * case when is_newly_qualified = 'Y' then 0.6 else 1 end) from ext_worker_post p
        join ext_org_unit u on u.unit_id = p.unit_id and u.valid_from <= '{end}'
            and coalesce(u.valid_to, '9999-12-31') > '{end}'
        where p.valid_from <= '{end}' and coalesce(p.valid_to, '9999-12-31') > '{end}'
            and not (absence is not null and absence_from <= '{end}')
            and (role = 'social_worker' or (role = 'family_practitioner' and service_area = '{levels.PT}')
                or (role = 'team_manager' and service_area = '{levels.PF}'))""")
    cases = r.one(f"""select count(distinct invo_person_id) from cw
        where invo_involvement_start_date <= '{end}' and until_ > '{end}'
        and invo_professional_team <> 'FOC01' and invo_professional_team not like 'ICSF%'""")
    return [
        Level("adjusted FTE", "docs/demo.md", 181.5, round(fte, 1)),
        Level("open cases held", "docs/demo.md", 3605, cases),
    ]


def as_text(found: Sequence[Level]) -> str:
    """The levels as a table for people."""
    lines = [f"{'level':52} {'source':34} {'target':>9} {'found':>9}"]
    lines += [
        f"{x.name:52} {x.source[:34]:34} {x.target:9g} {x.found:9g}{'' if x.is_met else '   <-- off'}" for x in found
    ]
    return "\n".join(lines)
