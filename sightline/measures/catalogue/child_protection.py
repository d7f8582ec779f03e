"""Child protection plans: how many children, plans started again, plans that end early or last long."""

from ibis import _

from sightline.dataset.tables.child_protection import CP_REVIEWS, CP_VISITS
from sightline.dataset.tables.people import PERSON
from sightline.measures.model import A_CHILDHOOD, COUNT, PER_10000, PERCENT, Measure, Polarity, Population
from sightline.measures.subjects.child_protection import (
    cp_plans_ended,
    cp_plans_in_month,
    cp_plans_open,
    cp_plans_started,
)
from sightline.measures.subjects.protection_reviews import plans_under_review
from sightline.measures.windows import Window

SOURCE = "DfE children in need census guide, child protection plans"
REPEAT_EVER = cp_plans_started.where(_.is_repeat_ever)
CUMULATIVE = (Window.YEAR_TO_DATE,)
WORKING_TOGETHER = "Working Together to Safeguard Children"
# Ages of the rate by age, as its chart prints them.
AGES = {"under_1": (0, 0, "under 1"), "1_4": (1, 4, "1 to 4"), "5_9": (5, 9, "5 to 9"), "10_15": (10, 15, "10 to 15"),
        "16_17": (16, 17, "16 and 17")}  # fmt: skip


def _share_by(measure_id: str, title: str, by: str, **more) -> Measure:
    return Measure(
        measure_id,
        title=title,
        definition="Children with an open plan at the date in each group, as a percentage of all.",
        numerator=cp_plans_open.rows,
        denominator=cp_plans_open.rows.across(by),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=(by,),
        source=SOURCE,
        also_known_as=("IRU profile charts",),
        **more,
    )


def _rate_of_age(name: str, youngest: int, oldest: int, words: str) -> Measure:
    return Measure(
        f"cpp_rate_age_{name}",
        title=f"Children aged {words} subject of a plan per 10,000 of that age",
        definition=f"Children aged {words} with an open plan at the date, divided by residents of that age.",
        numerator=cp_plans_open.where(_.age.between(youngest, oldest)),
        denominator=Population(youngest, oldest),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        needs=(PERSON,),
        source=SOURCE,
        also_known_as=("IRU profile charts",),
    )


def _seen(measure_id: str, title: str, what: str, met) -> Measure:
    return Measure(
        measure_id,
        title=title,
        definition=f"{what} 28 days or fewer before the date and since the plan began, as a percentage of all children "
        "on a plan.",
        numerator=plans_under_review.where(met),
        denominator=plans_under_review.rows,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        needs=(CP_VISITS,),
        source=WORKING_TOGETHER,
        why_it_matters="A child on a plan should be seen often, and alone.",
    )


MEASURES = [
    Measure(
        "cpp_snapshot",
        title="Children subject of a child protection plan",
        definition="Children with an open plan at the date, each once. Children not yet born are counted.",
        numerator=cp_plans_open.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 22", "CIN scorecard CPP 2"),
    ),
    Measure(
        "cpp_rate_snapshot",
        title="Children subject of a child protection plan per 10,000 children",
        definition="Children with an open plan at the date, divided by residents aged 0-17.",
        numerator=cp_plans_open.rows,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 22", "CIN scorecard CPP 2.1"),
    ),
    Measure(
        "cpp_in_year",
        title="Children subject of a plan at any point in the period",
        definition="Different children with a plan open on any day of the period.",
        numerator=cp_plans_in_month.children_in_period,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        windows=(Window.FINANCIAL_YEAR, Window.YEAR_TO_DATE, Window.ROLLING_12, Window.QUARTER, Window.MONTH),
        source=SOURCE,
        also_known_as=("CIN scorecard CPP 1",),
    ),
    Measure(
        "cpp_in_year_rate",
        title="Children subject of a plan at any point in the period per 10,000 children",
        definition="Different children with a plan open on any day of the period, divided by residents aged 0-17.",
        numerator=cp_plans_in_month.children_in_period,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        windows=(Window.FINANCIAL_YEAR, Window.YEAR_TO_DATE, Window.ROLLING_12),
        source=SOURCE,
        also_known_as=("CIN scorecard CPP 1.1",),
    ),
    Measure(
        "cpp_by_category",
        title="Children subject of a plan by category of abuse",
        definition="Children with an open plan in each latest category, as a percentage of all.",
        numerator=cp_plans_open.rows,
        denominator=cp_plans_open.rows.across("category_of_abuse"),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("category_of_abuse",),
        source=SOURCE,
    ),
    Measure(
        "cpp_started",
        title="Child protection plans started",
        definition="Children who became subject of a plan in the period.",
        numerator=cp_plans_started.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 23", "CIN scorecard CPP 3"),
    ),
    Measure(
        "cpp_started_rate",
        title="Child protection plans started per 10,000 children",
        definition="Children who became subject of a plan, divided by residents aged 0-17.",
        numerator=cp_plans_started.rows,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CPP 3.1",),
    ),
    Measure(
        "cpp_started_ytd",
        title="Child protection plans started since 1 April",
        definition="Children who became subject of a plan since 1 April; it starts again every year.",
        numerator=cp_plans_started.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        windows=CUMULATIVE,
        source=SOURCE,
        also_known_as=("Workbook 23",),
    ),
    Measure(
        "cpp_repeat_ever_ytd",
        title="Plans started since 1 April for a child who had one before",
        definition="Plans started since 1 April where the child had an earlier plan at any time.",
        numerator=REPEAT_EVER,
        unit=COUNT,
        polarity=Polarity.LOW,
        windows=CUMULATIVE,
        source=SOURCE,
        also_known_as=("Workbook 23",),
    ),
    Measure(
        "cpp_repeat_ever_pct",
        title="Plans that are a second or later one",
        definition="Plans started where the child ever had an earlier plan, other authorities' included, as a "
        "percentage of the plans started.",
        numerator=REPEAT_EVER,
        denominator=cp_plans_started.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 23", "CIN scorecard CPP 4"),
        why_it_matters="A child who needs a plan again may not have been kept safe by the first.",
    ),
    Measure(
        "cpp_repeat_2yr_pct",
        title="Plans that follow another within two years",
        definition="Plans started where an earlier plan ended within two years before, as a percentage of all started.",
        numerator=cp_plans_started.where(_.is_repeat_in_two_years),
        denominator=cp_plans_started.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        looks_back_months=24,
        source=SOURCE,
        also_known_as=("Workbook 23", "CIN scorecard CPP 5"),
    ),
    Measure(
        "cpp_ended",
        title="Child protection plans ended",
        definition="Plans that ended in the period; each belongs to the team that held it at the end.",
        numerator=cp_plans_ended.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("Workbook 24", "CIN scorecard CPP 6"),
    ),
    Measure(
        "cpp_ended_rate",
        title="Child protection plans ended per 10,000 children",
        definition="Plans that ended, divided by residents aged 0-17.",
        numerator=cp_plans_ended.rows,
        denominator=Population(),
        unit=PER_10000,
        polarity=Polarity.NEUTRAL,
        source=SOURCE,
        also_known_as=("CIN scorecard CPP 6.1",),
    ),
    Measure(
        "cpp_ended_within_3m_pct",
        title="Plans that ended within three months",
        definition="Plans that ended before the day three calendar months after their start, as a percentage of the "
        "plans ended.",
        numerator=cp_plans_ended.where(_.under_three_months),
        denominator=cp_plans_ended.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("Workbook 24", "Workbook 25"),
        why_it_matters="A plan that ends before its first review raises the question whether it was needed.",
    ),
    Measure(
        "cpp_ended_2yr_plus_pct",
        title="Plans that ended after two years or more",
        definition="Plans that ended after two years or longer, as a percentage of the plans ended.",
        numerator=cp_plans_ended.where(_.two_years_or_more),
        denominator=cp_plans_ended.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
        also_known_as=("CIN scorecard CPP 7",),
    ),
    Measure(
        "cpp_current_2yr_plus_pct",
        title="Children on a plan for two years or more",
        definition="Children whose open plan has lasted two years or longer, as a percentage of all on a plan.",
        numerator=cp_plans_open.where(_.two_years_or_more),
        denominator=cp_plans_open.rows,
        unit=PERCENT,
        polarity=Polarity.LOW,
        source=SOURCE,
    ),
    Measure(
        "cpp_started_by_locality",
        title="Child protection plans started by locality",
        definition="Children who became subject of a plan in the period in each locality.",
        numerator=cp_plans_started.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        default_by=("locality",),
        source=SOURCE,
        also_known_as=("IRU starts by locality",),
    ),
    _share_by("cpp_by_age", "Children subject of a plan by age", "age_band"),
    _share_by("cpp_by_gender", "Children subject of a plan by gender", "gender"),
    _share_by(
        "cpp_by_duration",
        "Children subject of a plan by length of plan",
        "time_band",
        note="Calendar months since the plan started; the bands follow one another.",
    ),
    *(_rate_of_age(name, *ages) for name, ages in AGES.items()),
    Measure(
        "cp_reviews_on_time_pct",
        title="Children on a plan whose reviews were on time",
        definition="Every review of the 12 months up to the date within its timescale and none overdue, as a "
        "percentage of the children who have been on a plan for three months or more at the date.",
        numerator=plans_under_review.where(_.three_months_or_more & _.reviews_on_time),
        denominator=plans_under_review.where(_.three_months_or_more),
        unit=PERCENT,
        polarity=Polarity.HIGH,
        needs=(CP_REVIEWS,),
        looks_back_months=A_CHILDHOOD,
        note="The first review is due within three months of the start of the plan, each later one within six months "
        "of the one before. The year's figure is that of 31 March.",
        source=SOURCE,
        also_known_as=("CIN scorecard CPP 8",),
    ),
    _seen(
        "cpp_visit_4wk_pct",
        "Children on a plan visited in the last four weeks",
        "Children on a plan with a visit",
        _.visited_in_four_weeks,
    ),
    _seen(
        "cpp_seen_alone_4wk_pct",
        "Children on a plan seen alone in the last four weeks",
        "Children on a plan seen alone at a visit",
        _.seen_alone_in_four_weeks,
    ),
    Measure(
        "cpp_by_last_visit",
        title="Children on a plan by time since the last visit",
        definition="Children with an open plan at the date by how long ago they were last seen since it began, as a "
        "percentage of all.",
        numerator=plans_under_review.rows,
        denominator=plans_under_review.rows.across("last_visit"),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("last_visit",),
        needs=(CP_VISITS,),
        source=WORKING_TOGETHER,
    ),
]
