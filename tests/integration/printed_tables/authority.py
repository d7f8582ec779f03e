"""
The authority of the workbook: children, referrals, plans and visits from which its printed tables follow.

A function for each page adds the records whose monthly counts the page prints. Records of different pages belong to
different children, but for those who arrive through a referral and stay as open cases.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle

from printed_tables.extract import Extract, working_days_before
from printed_tables.printed import MONTHS, counts, day_of, series
from sightline.measures.windows import Month

OWN_CODE, MID_2015, MID_2016 = "E10000008", 142_587, 143_555
BEFORE = Month(2016, 5)
LONG_BEFORE = date(2012, 5, 10)
SOCIAL_WORKERS = [f"W{n}" for n in range(1, 21)]
OTHERS = [f"F{n}" for n in range(1, 6)]
ICS_FINANCE = ["ICSFREME", "ICSFRN", "ICSFRS"]
LOCALITIES = {"X": "Exeter", "M": "Mid & East", "N": "North", "S": "South"}
SERVICES = {"IRC": "Initial Response", "CFC": "Children & Families", "PTC": "Permanency & Transition"}


def authority_of_the_workbook() -> Extract:
    """All pages together."""
    extract = Extract()
    organisation(extract)
    residents(extract)
    enquiries_at_the_front_door(extract)
    arrivals = referrals(extract, arriving())
    open_cases(extract, arrivals)
    assessments(extract)
    strategy_discussions(extract)
    conferences(extract, section_47_enquiries(extract))
    child_protection_plans(extract)
    children_looked_after(extract)
    return extract


def flags(*raised: str) -> str:
    """An outcome as the SSD keeps it: a JSON of flags."""
    return json.dumps(dict.fromkeys(raised, "Y"))


def days_in(month: Month, first: int = 1, last: int = 20) -> Iterator[date]:
    """Working days of a month, round and round."""
    return cycle([day_of(month, number) for number in range(first + 3, last + 1)])


def organisation(extract: Extract) -> None:
    """Teams in their service areas and localities; workers with and without a registration number."""
    extract.add(
        "ext_org_unit", unit_id="COUNTY", valid_from=date(2010, 4, 1), unit_name="County", unit_level="authority"
    )
    teams = {f"{s}{x}1": (area, name) for s, area in SERVICES.items() for x, name in LOCALITIES.items()}
    teams |= {"ICCNORTH": ("Disabled Children's Service", None)}
    teams |= {"FOC01": ("Finance Only", None)} | dict.fromkeys(ICS_FINANCE, ("ICS Finance Only", None))
    for team, (area, locality) in teams.items():
        extract.add("ssd_department", dept_team_id=team, dept_team_name=team)
        extract.add("ext_org_unit", unit_id=f"U-{team}", valid_from=date(2010, 4, 1), unit_name=team, unit_level="team",
                    parent_unit_id="COUNTY", ssd_team_id=team, service_area=area, locality=locality)  # fmt: skip
    for worker in [*SOCIAL_WORKERS, *OTHERS]:
        number = f"SW{worker[1:]:0>6}" if worker in SOCIAL_WORKERS else None
        extract.add("ssd_professionals", prof_professional_id=worker, prof_staff_id=f"S-{worker}",
                    prof_social_worker_registration_no=number, prof_professional_job_title="Worker")  # fmt: skip


def residents(extract: Extract) -> None:
    """The mid-2016 estimate came out in June 2017; rates up to May stand on the one of mid-2015."""
    add_residents(extract, {2015: (MID_2015, date(2016, 4, 1)), 2016: (MID_2016, date(2017, 6, 1))})


def add_residents(extract: Extract, estimates: dict[int, tuple[int, date]]) -> None:
    """Mid-year -> residents aged 0-17, and the first period end whose rates use them; young adults besides."""
    for year, (total, first_used) in estimates.items():
        for age in range(26):
            people = total // 18 + (age < total % 18) if age < 18 else 9_000
            extract.add("ext_population", area_code=OWN_CODE, year=year, sex="P", age=age, population=people,
                        first_used_date=first_used, source="ONS")  # fmt: skip


# Table 4


def enquiries_at_the_front_door(extract: Extract) -> None:
    """Contacts, of which some become referrals."""
    forwarded = counts("4", "mash_enquiries_forwarded")
    for month, total in counts("4", "mash_enquiries").items():
        days = days_in(month, last=28)
        for n in range(total):
            outcome = flags("NEW_REFERRAL_FLAG" if n < forwarded[month] else "ADVICE_FLAG")
            extract.add("ssd_contacts", cont_contact_id=extract.number("C"), cont_person_id=extract.child(),
                        cont_contact_date=next(days), cont_contact_outcome_json=outcome)  # fmt: skip


# Tables 5, 6, 7 and 10

JUNES_OTHER_OUTCOMES = ["PRIVATE_FOSTERING_FLAG"] * 10 + ["OTHER_OUTCOMES_EXIST_FLAG"] * (4 + 17 + 1)


def referrals(extract: Extract, staying: Counter[Month]) -> dict[Month, list[tuple[str, date]]]:
    """
    Each month's referrals: of children who were referred before, of some of them twice, and of new ones.

    Gives the new children whose cases stay open, as many as `staying` says; the others' close in the month.
    """
    total, children = counts("7", "referrals"), counts("7", "referrals_children")
    again, assessed = counts("7", "rereferrals_children"), counts("7", "referrals_to_assessment")
    known: deque[tuple[str, date]] = deque()
    for n in range(800):
        known.append((extract.child(), date(2016, 1, 4 + n % 5)))
        referral(extract, *known[-1], outcome="SINGLE_ASSESSMENT_FLAG", closed=date(2016, 2, 1))
    arrivals: dict[Month, list[tuple[str, date]]] = {}
    for month in MONTHS:
        days = days_in(month)
        while (month.start - known[0][1]).days > 300:  # no longer within twelve months for the whole month
            known.popleft()
        returning = [known.popleft()[0] for _ in range(again[month])]
        new = [extract.child() for _ in range(children[month] - again[month])]
        twice = returning[: total[month] - children[month]]
        outcomes = ["SINGLE_ASSESSMENT_FLAG"] * assessed[month]
        outcomes += (
            JUNES_OTHER_OUTCOMES
            if month == MONTHS[-1]
            else ["OTHER_OUTCOMES_EXIST_FLAG"] * (total[month] - len(outcomes))
        )
        arrivals[month] = []
        for place, (child, outcome) in enumerate(zip([*new, *returning, *twice], outcomes, strict=True)):
            stays = place < staying[month]
            day = next(days) if place < children[month] else day_of(month, 24)
            referral(extract, child, day, outcome=outcome, closed=None if stays else day_of(month, 27))
            if stays:
                arrivals[month].append((child, day))
        known.extend((child, month.start) for child in new)
    return arrivals


def referral(extract: Extract, child: str, day: date, *, outcome: str, closed: date | None) -> None:
    extract.add("ssd_cin_episodes", cine_referral_id=extract.number("R"), cine_person_id=child, cine_referral_date=day,
                cine_referral_outcome_json=flags(outcome), cine_referral_nfa="N", cine_close_date=closed,
                cine_referral_team="IRCX1")  # fmt: skip


# Table 8

LINES = ["cin_allocated_social_worker", "cin_allocated_other_professional", "cin_not_allocated", "cin_finance_only",
         "cin_ics_finance_only"]  # fmt: skip


def arriving() -> Counter[Month]:
    """How many more cases are open at each month end than at the one before."""
    total = counts("8", "cin_open_incl_finance_only")
    return Counter({m: max(0, total[m] - total[m.plus(-1)]) for m in MONTHS[1:]})


def open_cases(extract: Extract, arrivals: dict[Month, list[tuple[str, date]]]) -> None:
    """Open cases at each month end, held by whom the table says; a case changes hands only where it has to."""
    wanted = {line: counts("8", line) for line in LINES}
    closes = Counter({m: max(0, sum(wanted[line][m.plus(-1)] - wanted[line][m] for line in LINES)) for m in MONTHS[1:]})
    opened = {extract.child(): LONG_BEFORE for _ in range(sum(wanted[line][MONTHS[0]] for line in LINES))}
    closed: dict[str, date] = {}
    held: dict[str, tuple[str, date]] = {}
    spells: list[tuple[str, str, date, date | None]] = []
    for month in MONTHS:
        for child in [c for c in opened if c not in closed][: closes[month]]:
            closed[child] = day_of(month, 15)
            spells.append((child, *held.pop(child), closed[child]))
        opened |= dict(arrivals[month])
        room = Counter({line: wanted[line][month] for line in LINES})
        homeless = []
        for child in opened:
            if child in closed:
                continue
            line, since = held.get(child, (None, None))
            if line and room[line]:
                room[line] -= 1
            else:
                if line:
                    spells.append((child, line, since, month.start))
                homeless.append(child)
        for child, line in zip(homeless, room.elements(), strict=True):
            held[child] = (line, max(opened[child], month.start))
    spells += [(child, line, since, None) for child, (line, since) in held.items()]
    long_before = [child for child, day in opened.items() if day == LONG_BEFORE]
    for child in long_before:
        referral(extract, child, LONG_BEFORE, outcome="SINGLE_ASSESSMENT_FLAG", closed=closed.get(child))
    _close_arrivals(extract, closed)
    _involvements(extract, spells)


def _close_arrivals(extract: Extract, closed: dict[str, date]) -> None:
    for row in extract.rows["ssd_cin_episodes"]:
        if row["cine_close_date"] is None:
            row["cine_close_date"] = closed.get(row["cine_person_id"])


def _involvements(extract: Extract, spells: list[tuple[str, str, date, date | None]]) -> None:
    """
    Who held each case when. A case nobody holds has no involvement at all, or one of a team without a person.

    A reviewing officer is involved too, whose role is not one of allocation.
    """
    social_workers, others, finance = cycle(SOCIAL_WORKERS), cycle(OTHERS), cycle(ICS_FINANCE)
    area_teams = cycle([f"CFC{x}1" for x in LOCALITIES])
    for number, (child, line, since, until) in enumerate(spells):
        worker, team = {
            "cin_allocated_social_worker": lambda: (next(social_workers), next(area_teams)),
            "cin_allocated_other_professional": lambda: (next(others), next(area_teams)),
            "cin_not_allocated": lambda: (None, next(area_teams)),
            "cin_finance_only": lambda: (None, "FOC01"),
            "cin_ics_finance_only": lambda: (None, next(finance)),
        }[line]()
        nobody_at_all = line == "cin_not_allocated" and number % 2
        if not nobody_at_all:
            involved(extract, child, "CW", worker, team, since, until)
        if number % 50 == 0:
            involved(extract, child, "IRO", "W1", "CFCX1", since, until)


def involved(extract: Extract, child: str, role: str, worker: str | None, team: str, since: date, until: date | None):
    extract.add("ssd_involvements", invo_involvements_id=extract.number("I"), invo_professional_id=worker,
                invo_professional_role_id=role, invo_professional_team=team, invo_person_id=child,
                invo_involvement_start_date=since, invo_involvement_end_date=until)  # fmt: skip


# Tables 11, 12, 13 and 14

# Of the assessments authorised, those in 45 working days: the whole numbers that table 13's shares come from.
IN_TIME = dict(zip(MONTHS, [505, 463, 536, 443, 345, 369, 302, 379, 326, 383, 253, 339, 331], strict=True))
# Of those, the ones in 10 and in 11 to 25 working days, where table 14 says it.
FAST = dict(zip(MONTHS[-3:], [(24, 73), (29, 98), (50, 99)], strict=True))


def assessments(extract: Extract) -> None:
    """
    Assessments by start and by authorisation: those in time from the months before, late ones from long before.

    Each stands at the edge of its band: 10, 25 and 45 working days are within, 46 are not.
    """
    closing, authorised = counts("12", "assessments_case_closed"), counts("12", "assessments_authorised")
    left = Counter(counts("11", "assessments_started")) + Counter({BEFORE: 480})
    for month in MONTHS:
        end, (quick, middling) = day_of(month, 28), FAST.get(month, (0, 0))
        starts = [working_days_before(end, 10)] * quick + [working_days_before(end, 25)] * middling
        left.subtract(Month.of(start) for start in starts)
        while len(starts) < IN_TIME[month]:
            days = [working_days_before(end, taken) for taken in (45, 26, 10)]
            starts.append(next(day for day in days if left[Month.of(day)] > 0))
            left[Month.of(starts[-1])] -= 1
        late = working_days_before(end, 46) if month < MONTHS[2] else date(2016, 2, 1)
        starts += [late] * (authorised[month] - IN_TIME[month])
        for place, start in enumerate(starts):
            _assessment(extract, start, end, closes=place < closing[month])
    for month in left.elements():
        _assessment(extract, day_of(month, 11), None, closes=False)


def _assessment(extract: Extract, start: date, end: date | None, *, closes: bool) -> None:
    outcome = None if end is None else flags("NFA_FLAG" if closes else "PROV_OF_SERVICES_FLAG")
    extract.add("ssd_cin_assessments", cina_assessment_id=extract.number("A"), cina_person_id=extract.child(),
                cina_assessment_start_date=start, cina_assessment_auth_date=end or date(1900, 1, 1),
                cina_assessment_outcome_json=outcome, cina_assessment_outcome_nfa="Y" if closes else "N")  # fmt: skip


# Tables 16 and 17

STRATEGY_LINES = {
    "Section 47 enquiries": "section_47_enquiry",
    "Further strategy discussion": "further_strategy_discussion",
    "Section 17 assessment": "section_17_assessment",
    "No further action": "no_further_action",
}
# Table 17 prints the year 2016/17 beside the months from June on: April and May are what is left.
STRATEGY_YEAR = {"Section 47 enquiries": 1531, "Further strategy discussion": 93, "Section 17 assessment": 154,
                 "No further action": 186}  # fmt: skip
MONTHS_OF_2016_17 = MONTHS[:10]


def strategy_discussions(extract: Extract) -> None:
    """Strategy discussions: they end in the order in which they began."""
    started, ended = counts("16", "strategy_discussions_started"), counts("16", "strategy_discussions_ended")
    lines = {line: counts("17", "strategy_discussion_outcomes", line) for line in STRATEGY_LINES}
    for line, year in STRATEGY_YEAR.items():
        for _ in range(year - sum(lines[line][month] for month in MONTHS_OF_2016_17)):
            _strategy_discussion(extract, BEFORE.plus(-1), BEFORE, STRATEGY_LINES[line])
    waiting = deque([BEFORE] * 40)
    for month in MONTHS:
        waiting.extend([month] * started[month])
        outcomes = Counter({code: lines[line][month] for line, code in STRATEGY_LINES.items()})
        assert outcomes.total() == ended[month]
        for outcome in outcomes.elements():
            _strategy_discussion(extract, waiting.popleft(), month, outcome)
    for month in waiting:
        _strategy_discussion(extract, month, None, None)


def _strategy_discussion(extract: Extract, began: Month, ended: Month | None, outcome: str | None) -> None:
    # The last evening of a month belongs to the month.
    decided = None if ended is None else datetime.combine(ended.end, datetime.min.time().replace(hour=22, minute=30))
    child = extract.child()
    extract.add("ext_decision", decision_id=extract.number("D"), person_id=child, about_table="ssd_person",
                about_id=child, decision_type="strategy_discussion", outcome=outcome, decided_at=decided,
                requested_at=datetime.combine(day_of(began, 9), datetime.min.time()))  # fmt: skip


# Tables 18, 19, 20 and 21

S47_LINES = {"Substantiated and continuing risk of harm": "CP_CONFERENCE_FLAG",
             "Substantiated but no continuing risk of harm": "PROV_OF_SERVICES_FLAG",
             "Concerns not substantiated": "NFA_FLAG"}  # fmt: skip


# Table 18 prints the year 2016/17 too.
S47_YEAR = 1413


def section_47_enquiries(extract: Extract) -> dict[Month, list[dict]]:
    """Enquiries that ended in each month, by outcome; those with continuing risk come first."""
    ended: dict[Month, list[dict]] = {}
    for _ in range(S47_YEAR - sum(counts("18", "s47_ended")[month] for month in MONTHS_OF_2016_17)):
        _enquiry(extract, BEFORE, "NFA_FLAG")
    for month in MONTHS:
        lines = {flag: counts("19", "s47_outcomes", line)[month] for line, flag in S47_LINES.items()}
        ended[month] = [_enquiry(extract, month, flag) for flag, number in lines.items() for _ in range(number)]
    return ended


def _enquiry(extract: Extract, month: Month, flag: str) -> dict:
    extract.add("ssd_s47_enquiry", s47e_s47_enquiry_id=extract.number("E"), s47e_person_id=extract.child(),
                s47e_s47_start_date=day_of(month, 4), s47e_s47_end_date=day_of(month, 12),
                s47e_s47_nfa="Y" if flag == "NFA_FLAG" else "N", s47e_s47_outcome_json=flags(flag))  # fmt: skip
    return extract.rows["ssd_s47_enquiry"][-1]


def conferences(extract: Extract, enquiries: dict[Month, list[dict]]) -> None:
    """
    Conferences within 15 working days of the enquiry's start (the fifteenth included), outside (from the sixteenth
    on), and without an enquiry on record: none linked, or one that was not authorised by the day of the conference.
    """
    within, outside = counts("20", "icpc_within_15wd"), counts("20", "icpc_outside_15wd")
    none, to_plan = counts("20", "icpc_no_s47_recorded"), counts("21", "icpc_to_plan")
    for month in MONTHS:
        held = day_of(month, 24)
        plans = iter(range(within[month] + outside[month] + none[month]))
        for place in range(within[month] + outside[month]):
            enquiry = enquiries[month][place]
            late = 0 if place < within[month] else 1
            enquiry["s47e_s47_start_date"] = working_days_before(held, 15 + late)
            # Authorised on the day of the conference is authorised by that day.
            enquiry["s47e_s47_end_date"] = held
            _conference(
                extract, held, enquiry["s47e_person_id"], enquiry["s47e_s47_enquiry_id"], next(plans) < to_plan[month]
            )
        for place in range(none[month]):
            child, linked = extract.child(), None
            if place % 2:
                linked = extract.number("E")
                extract.add("ssd_s47_enquiry", s47e_s47_enquiry_id=linked, s47e_person_id=child,
                            s47e_s47_start_date=working_days_before(held, 5))  # fmt: skip
            _conference(extract, held, child, linked, next(plans) < to_plan[month])
        # A child who moved in with a plan: in neither count of the table.
        child = extract.child()
        extract.add("ssd_initial_cp_conference", icpc_icpc_id=extract.number("K"), icpc_person_id=child,
                    icpc_icpc_transfer_in="Y", icpc_icpc_date=held, icpc_icpc_outcome_cp_flag="Y")  # fmt: skip


def _conference(extract: Extract, held: date, child: str, enquiry: str | None, to_plan: bool) -> None:
    extract.add("ssd_initial_cp_conference", icpc_icpc_id=extract.number("K"), icpc_person_id=child,
                icpc_s47_enquiry_id=enquiry, icpc_icpc_transfer_in="N", icpc_icpc_date=held,
                icpc_icpc_outcome_cp_flag="Y" if to_plan else "N",
                icpc_icpc_outcome_json=flags("CP_FLAG" if to_plan else "NFA_FLAG"))  # fmt: skip


# Tables 22 and 23

# Of the plans started in each month from April 2016, those of a child who had one before. The table prints them
# cumulated, but for February and March 2017, where it prints the two-year count: there, what its percentages say.
REPEATS = dict(
    zip([Month(2016, 4), BEFORE, *MONTHS], [8, 8, 7, 6, 13, 15, 6, 9, 7, 16, 16, 16, 16, 7, 23], strict=True)
)
OF_THEM_WITHIN_TWO_YEARS = dict(zip(MONTHS[-3:], [7, 4, 6], strict=True))
STARTED_BEFORE_JUNE = {Month(2016, 4): 38, BEFORE: 40}


# Table 24: of the plans that ended, those within three months of their start; and the teams that held them.
ENDED_EARLY = dict(zip(MONTHS[-3:], [8, 2, 13], strict=True))
HELD_AT_THE_END = {"CFCM1": (3, 32), "CFCN1": (2, 13)}


def child_protection_plans(extract: Extract) -> None:
    """Plans by start and end: as many end in a month as the counts at its two ends and its starts leave over."""
    started = STARTED_BEFORE_JUNE | counts("23", "cpp_started")
    at_end = counts("22", "cpp_snapshot")
    open_plans = deque(plan(extract, extract.child(), date(2016, 2, 1)) for _ in range(600))
    early: list[dict] = []
    later: list[dict] = []
    for month, starts in started.items():
        repeats, recent = REPEATS[month], OF_THEM_WITHIN_TWO_YEARS.get(month, 0)
        day = day_of(month, 17)
        for place in range(starts):
            child = extract.child()
            if place < repeats:
                # The same day two years before is within two years; a day earlier is not.
                ended = date(day.year - 2, day.month, day.day) - timedelta(days=0 if place < recent else 1)
                plan(extract, child, date(2013, 9, 2), ended)
            open_plans.append(plan(extract, child, day))
        ending = len(open_plans) - at_end.get(month, len(open_plans))
        quick = ENDED_EARLY.get(month, 0)
        ended_now = [open_plans.pop() for _ in range(quick)] + [open_plans.popleft() for _ in range(ending - quick)]
        for row in ended_now:
            # A plan that ends on the last day of the month is not open at its end.
            row["cppl_cp_plan_end_date"] = month.end
        if month in ENDED_EARLY:
            early += ended_now[:quick]
            later += ended_now[quick:]
    _teams_that_held_them(extract, early, later)


def _teams_that_held_them(extract: Extract, early: list[dict], later: list[dict]) -> None:
    """The team that holds a plan on its last day holds it at the end, though another had it before."""
    for team, (quick, total) in HELD_AT_THE_END.items():
        held = [early.pop() for _ in range(quick)] + [later.pop() for _ in range(total - quick)]
        for row in held:
            child, start, end = row["cppl_person_id"], row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"]
            involved(extract, child, "CW", "W2", "IRCX1", start, end - timedelta(days=3))
            involved(extract, child, "CW", "W3", team, end - timedelta(days=3), end)


def plan(extract: Extract, child: str, start: date, end: date | None = None) -> dict:
    extract.add("ssd_cp_plans", cppl_cp_plan_id=extract.number("L"), cppl_person_id=child,
                cppl_cp_plan_start_date=start, cppl_cp_plan_end_date=end, cppl_cp_plan_ola="N",
                cppl_cp_plan_initial_category="NEG", cppl_cp_plan_latest_category="NEG")  # fmt: skip
    return extract.rows["ssd_cp_plans"][-1]


# Tables 26, 27, 30 and 32


def children_looked_after(extract: Extract) -> None:
    """Periods of care open at each month end, and children visited once in the six weeks before it."""
    open_periods: deque[tuple[str, dict]] = deque()
    shares = series("30", "cla_visit_6wk_pct")
    for month, at_end in counts("26", "cla_snapshot").items():
        while len(open_periods) > at_end:
            _child, episode = open_periods.popleft()
            episode["clae_cla_episode_ceased_date"] = month.end
            episode["clae_cla_episode_ceased_reason"] = "E4A"
        while len(open_periods) < at_end:
            open_periods.append(period_of_care(extract, day_of(month, 6) if month > MONTHS[0] else date(2015, 3, 2)))
        # Twenty days before a month end is more than 42 before the next one, so a visit counts in one month.
        visited = round(at_end * shares[month] / 100)
        for child, episode in list(open_periods)[:visited]:
            extract.add("ssd_cla_visits", clav_cla_visit_id=extract.number("V"), clav_person_id=child,
                        clav_cla_id=episode["clae_cla_id"], clav_cla_visit_date=month.end - timedelta(days=20),
                        clav_cla_visit_seen="Y")  # fmt: skip
    _ages_and_genders(extract, [child for child, _episode in reversed(open_periods)])
    _placements(extract, open_periods)


def period_of_care(extract: Extract, start: date, child: str | None = None) -> tuple[str, dict]:
    """A child (a new one, where none is given) under a full care order from a day on, and the row of the episode."""
    child = child or extract.child()
    period = extract.number("PC")
    extract.add("ssd_cla_episodes", clae_cla_episode_id=extract.number("CE"), clae_person_id=child, clae_cla_id=period,
                clae_cla_episode_start_date=start, clae_entered_care_date=start,
                clae_cla_episode_start_reason="S")  # fmt: skip
    extract.add("ssd_legal_status", lega_legal_status_id=extract.number("LS"), lega_person_id=child,
                lega_legal_status="C2", lega_legal_status_start_date=start)  # fmt: skip
    return child, extract.rows["ssd_cla_episodes"][-1]


# Table 27: a birth date in each band on 30 June 2017 (two of them turn 6 and 16 on the day), and boys and girls in it.
AGES_AND_GENDERS = [
    (date(2016, 7, 1), 21, 8), (date(2016, 6, 30), 44, 38), (date(2011, 6, 30), 87, 51), (date(2002, 2, 28), 156, 105),
    (date(2001, 6, 30), 101, 79),
]  # fmt: skip


def _ages_and_genders(extract: Extract, children: list[str]) -> None:
    """The youngest came last."""
    people = {row["pers_person_id"]: row for row in extract.rows["ssd_person"]}
    ages = [(born, sex) for born, boys, girls in AGES_AND_GENDERS for sex in ["M"] * boys + ["F"] * girls]
    for child, (born, sex) in zip(children, ages, strict=True):
        people[child] |= {"pers_dob": born, "pers_sex": sex, "pers_gender": sex}


# Table 32: children who moved three times since 1 April, by the team that holds them.
MOVED_THRICE = {"CFCN1": 2, "CFCS1": 9, "PTCX1": 5, "ICCNORTH": 1, None: 2}


def _placements(extract: Extract, open_periods: deque[tuple[str, dict]]) -> None:
    """One placement each, but for those who moved; a temporary placement is no move."""
    teams = [team for team, children in MOVED_THRICE.items() for _ in range(children)]
    for place, (child, episode) in enumerate(open_periods):
        start = episode["clae_cla_episode_start_date"]
        moves = [date(2017, 4, 3), date(2017, 5, 2), date(2017, 6, 30)] if place < len(teams) else []
        if len(teams) <= place < 2 * len(teams):
            moves = [date(2017, 3, 31), date(2017, 5, 2), date(2017, 6, 30)]  # the first before 1 April
        if 2 * len(teams) <= place < 3 * len(teams):
            _placement(extract, child, episode, date(2017, 5, 6), date(2017, 5, 8), kind="T0")
        days = [start, *moves]
        for begun, ended in zip(days, [*days[1:], None], strict=True):
            _placement(extract, child, episode, begun, ended)
        team = teams[place] if place < len(teams) else "CFCX1"
        if team:
            involved(extract, child, "CW", "W4", team, start, None)


def _placement(extract: Extract, child: str, episode: dict, start: date, end: date | None, kind: str = "U6") -> None:
    extract.add("ssd_cla_placement", clap_cla_placement_id=extract.number("PL"), clap_cla_id=episode["clae_cla_id"],
                clap_person_id=child, clap_cla_placement_start_date=start, clap_cla_placement_end_date=end,
                clap_cla_placement_type=kind)  # fmt: skip
