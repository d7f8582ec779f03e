"""Special educational needs: requests, the twenty-week clock, transfers, amendments, and plans without statute."""

from sightline.measures.model import COUNT, PERCENT, POUNDS, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

SOURCE = "Education and learning report; special educational needs update"
QUARTERS = (Every.QUARTER, Every.FINANCIAL_YEAR, Every.CALENDAR_YEAR)
AT_A_TIME = (Every.QUARTER, Every.DAY)
STATEMENTS = "statements to transfer"

MEASURES = [
    Measure(
        "sen_assessment_requests",
        title="Requests for an education, health and care assessment",
        definition="New requests for a statutory assessment of special educational needs.",
        numerator=observed("new requests", every=QUARTERS, adds_up=True),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "ehcp_issued_in_20_weeks_pct",
        title="Education, health and care plans issued within 20 weeks",
        definition="New education, health and care plans issued within 20 weeks of the request, as a percentage of new "
        "plans issued.",
        numerator=observed("plans issued within 20 weeks", over="plans issued", every=QUARTERS, adds_up=True),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        source=SOURCE,
    ),
    Measure(
        "sen_statement_transfers",
        title="Statements to transfer to plans",
        definition="Statements of special educational needs that are to become education, health and care plans.",
        numerator=observed(STATEMENTS, every=AT_A_TIME),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    *(
        Measure(
            measure_id,
            title=f"Statement transfers {words}",
            definition=f"Statements whose transfer is {words}, as a percentage of the statements to transfer.",
            numerator=observed(f"statements whose transfer is {words}", over=STATEMENTS, every=AT_A_TIME),
            unit=PERCENT,
            polarity=polarity,
            source=SOURCE,
        )
        for measure_id, words, polarity in (
            ("sen_statement_transfers_done_pct", "done: a plan issued, or the statement ceased", Polarity.HIGH),
            ("sen_transfers_in_progress_pct", "in progress", Polarity.NEUTRAL),
            ("sen_transfers_not_started_pct", "not started", Polarity.LOW),
        )
    ),
    Measure(
        "sen_transfer_plans_issued",
        title="Plans issued in place of statements",
        definition="Education, health and care plans issued in place of a statement in the period.",
        numerator=observed("plans issued in place of statements", every=QUARTERS, adds_up=True),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "sen_statutory_assessments",
        title="Statutory assessments of special educational needs",
        definition="Statutory assessments begun in the calendar year.",
        numerator=observed("statutory assessments", every=Every.CALENDAR_YEAR),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "sen_statutory_assessments_change",
        title="Change in statutory assessments on the year before",
        definition="Statutory assessments of the year so far, as a percentage change on the same months of the year "
        "before.",
        numerator=observed("the change on the year before", every=(Every.QUARTER, Every.CALENDAR_YEAR), is_change=True),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "sen_plan_amendments",
        title="Plans to amend before a change of phase",
        definition="Education, health and care plans to be amended in the academic year, by year group.",
        numerator=observed("plans to amend", every=Every.ACADEMIC_YEAR,
                           by={"year_group": ("Year 2", "Year 6", "Year 9", "Year 11")}),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        default_by=("year_group",),
        source=SOURCE,
    ),
    Measure(
        "sen_non_statutory_plans",
        title="Non-statutory plans",
        definition="Plans for special educational needs without a statutory assessment.",
        numerator=observed("non-statutory plans", every=(Every.CALENDAR_YEAR, Every.FINANCIAL_YEAR)),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "sen_non_statutory_spend",
        title="Spending on non-statutory plans",
        definition="What non-statutory plans cost in the financial year.",
        numerator=observed("pounds spent", every=Every.FINANCIAL_YEAR),
        unit=POUNDS,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
    ),
    Measure(
        "sen_plan_average_cost",
        title="Average cost of a plan in a mainstream school",
        definition="What plans in mainstream schools cost in the year, divided by the plans.",
        numerator=observed("pounds spent", over="plans", every=(Every.CALENDAR_YEAR, Every.FINANCIAL_YEAR),
                           by={"plan_type": ("Statutory", "Non-statutory")}),
        unit=POUNDS,
        polarity=Polarity.NEUTRAL,
        default_by=("plan_type",),
        source=SOURCE,
    ),
]  # fmt: skip
