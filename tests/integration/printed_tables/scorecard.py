"""The authority of the children in need scorecard 2016-17: two financial years of records for its yearly counts."""

from datetime import date, timedelta
from itertools import cycle

from printed_tables.authority import (
    MID_2015,
    MID_2016,
    add_residents,
    flags,
    period_of_care,
    plan,
)
from printed_tables.extract import Extract, working_days_before

START, END = date(2016, 4, 1), date(2017, 3, 31)
LONG_BEFORE = date(2014, 9, 1)
# Referrals of the year, and of them those again within twelve months, ended in no further action, not in need.
REFERRALS, AGAIN, NO_ACTION, NOT_IN_NEED = 5061, 1048, 323, 2071
REFERRALS_BEFORE = 6919
# Every episode of need that began in the year is still open at its end, and so are a few older ones.
OPEN_AT_END = 2699
CHILDREN_CLOSED, EPISODES_CLOSED = 3272, 5426
ASSESSMENTS_STARTED, ASSESSMENTS_AUTHORISED, ASSESSMENTS_IN_TIME = 5496, 5625, 5034
ENQUIRIES, ENQUIRIES_BEFORE, ASKED_ABOUT_TWICE = 1452, 2061, 52
CONFERENCES, CONFERENCES_IN_TIME = 624, 533
PLANS_AT_START, PLANS_STARTED, PLANS_AGAIN, PLANS_ENDED, PLANS_OF_TWO_YEARS = 714, 518, 128, 790, 2
PLANS_AT_END = PLANS_AT_START + PLANS_STARTED - PLANS_ENDED
# On a plan or looked after at the end, each child once: 442 plans, and children looked after of whom some are on both.
PROTECTED_OR_LOOKED_AFTER, ON_BOTH = 1143, 10


def authority_of_the_scorecard() -> Extract:
    """All indicators together."""
    extract = Extract()
    # The scorecard divides each year by the estimate of the summer in it.
    add_residents(extract, {2015: (MID_2015, date(2015, 4, 1)), 2016: (MID_2016, START)})
    referrals_of_two_years(extract)
    episodes_that_closed(extract)
    assessments(extract)
    enquiries_and_conferences(extract)
    plans_and_periods_of_care(extract)
    return extract


def days_of_the_year():
    """Days from 1 April 2016 to 10 March 2017, round and round, both ends among them."""
    return cycle([START + timedelta(days=n) for n in range((date(2017, 3, 10) - START).days + 1)])


def referral(extract: Extract, child: str, day: date, *, nfa: bool = False, closed: date | None = None) -> str:
    key = extract.number("R")
    extract.add("ssd_cin_episodes", cine_referral_id=key, cine_person_id=child, cine_referral_date=day,
                cine_referral_nfa="Y" if nfa else "N", cine_close_date=closed,
                cine_referral_outcome_json=flags("NFA_FLAG" if nfa else "SINGLE_ASSESSMENT_FLAG"))  # fmt: skip
    return key


def referrals_of_two_years(extract: Extract) -> None:
    """Children referred again were referred on 10 March 2016; one of them exactly a year later."""
    again = [extract.child() for _ in range(AGAIN)]
    for child in again:
        referral(extract, child, date(2016, 3, 10), nfa=True)
    for _ in range(REFERRALS_BEFORE - AGAIN):
        referral(extract, extract.child(), date(2015, 4, 1), nfa=True)
    children = again + [extract.child() for _ in range(REFERRALS - AGAIN)]
    for place, (child, day) in enumerate(zip(children, days_of_the_year(), strict=False)):
        key = referral(extract, child, day, nfa=place < NO_ACTION)
        if NO_ACTION <= place < NO_ACTION + NOT_IN_NEED:
            assessment(extract, child, day, day + timedelta(days=5), referral=key, outcome="NFA_FLAG")
    for _ in range(OPEN_AT_END - (REFERRALS - NO_ACTION - NOT_IN_NEED)):
        referral(extract, extract.child(), LONG_BEFORE)


def episodes_that_closed(extract: Extract) -> None:
    """Some children had two episodes that closed in the year: one child, two closures."""
    for place in range(CHILDREN_CLOSED):
        child = extract.child()
        referral(extract, child, LONG_BEFORE, closed=START)
        if place < EPISODES_CLOSED - CHILDREN_CLOSED:
            referral(extract, child, LONG_BEFORE + timedelta(days=30), closed=END)


def assessment(extract: Extract, child: str, start: date, end: date, *, outcome: str, referral: str | None = None):
    extract.add("ssd_cin_assessments", cina_assessment_id=extract.number("A"), cina_person_id=child,
                cina_referral_id=referral, cina_assessment_start_date=start, cina_assessment_auth_date=end,
                cina_assessment_outcome_json=flags(outcome))  # fmt: skip


def assessments(extract: Extract) -> None:
    """The rest of the assessments: begun before the year, late, and in time."""
    before, late = ASSESSMENTS_AUTHORISED - ASSESSMENTS_STARTED, ASSESSMENTS_AUTHORISED - ASSESSMENTS_IN_TIME
    starts = [date(2016, 3, 31)] * before + [working_days_before(END, 46)] * late
    starts += [working_days_before(END, 45)] * (ASSESSMENTS_AUTHORISED - NOT_IN_NEED - len(starts))
    for start in starts:
        end = START if start < START else END
        assessment(extract, extract.child(), start, end, outcome="PROV_OF_SERVICES_FLAG")


def enquiry(extract: Extract, child: str, day: date) -> str:
    key = extract.number("E")
    extract.add("ssd_s47_enquiry", s47e_s47_enquiry_id=key, s47e_person_id=child, s47e_s47_start_date=day,
                s47e_s47_end_date=day + timedelta(days=7))  # fmt: skip
    return key


def enquiries_and_conferences(extract: Extract) -> None:
    """Enquiries of two years, of which some led to a conference; and one child who moved in with a plan."""
    for _ in range(ENQUIRIES_BEFORE):
        enquiry(extract, extract.child(), date(2015, 6, 1))
    held = date(2017, 2, 1)
    children = [extract.child() for _ in range(ENQUIRIES - ASKED_ABOUT_TWICE)]
    for place, child in enumerate(children):
        if place < CONFERENCES:
            linked = enquiry(extract, child, working_days_before(held, 15 if place < CONFERENCES_IN_TIME else 16))
            conference(extract, child, held, linked)
        else:
            enquiry(extract, child, date(2016, 6, 1))
    for child in children[:ASKED_ABOUT_TWICE]:
        enquiry(extract, child, date(2016, 4, 1))
    conference(extract, extract.child(), held, None, transfer_in="Y")


def conference(extract: Extract, child: str, held: date, linked: str | None, transfer_in: str = "N") -> None:
    extract.add("ssd_initial_cp_conference", icpc_icpc_id=extract.number("K"), icpc_person_id=child,
                icpc_s47_enquiry_id=linked, icpc_icpc_transfer_in=transfer_in, icpc_icpc_date=held,
                icpc_icpc_outcome_cp_flag="Y")  # fmt: skip


def plans_and_periods_of_care(extract: Extract) -> None:
    """Plans open at the start of the year, started in it, and ended in it; children looked after at its end."""
    plans = [plan(extract, extract.child(), date(2014, 11, 3)) for _ in range(PLANS_OF_TWO_YEARS)]
    plans += [plan(extract, extract.child(), date(2015, 10, 1)) for _ in range(PLANS_AT_START - PLANS_OF_TWO_YEARS)]
    for place in range(PLANS_STARTED):
        child = extract.child()
        if place < PLANS_AGAIN:
            plan(extract, child, date(2009, 1, 5), date(2009, 12, 1))
        plans.append(plan(extract, child, date(2016, 7, 4)))
    for place, row in enumerate(plans[:PLANS_ENDED]):
        # Two years to the day are two years or more.
        row["cppl_cp_plan_end_date"] = date(2016, 11, 3) if place < PLANS_OF_TWO_YEARS else date(2016, 12, 1)
    for _ in range(PROTECTED_OR_LOOKED_AFTER - PLANS_AT_END):
        period_of_care(extract, LONG_BEFORE)
    for row in plans[PLANS_ENDED:][:ON_BOTH]:
        period_of_care(extract, LONG_BEFORE, child=row["cppl_person_id"])
