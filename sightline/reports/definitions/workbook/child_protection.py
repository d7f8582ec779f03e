"""Section 4: strategy discussions, section 47 enquiries, conferences and child protection plans."""

from sightline.measures.windows import Window
from sightline.reports.declare import Col, Comparators, Draw, Grid, ItemSpec, Line, Months, SectionSpec, Summary, Target
from sightline.reports.findings import largest, spread, trend
from sightline.reports.model import RowKind

FAMILIES = (("service_area", "Children & Families"),)
YTD = Window.YEAR_TO_DATE


def _ended_in(back: int) -> tuple[Col, Col]:
    """Plans ended in one month, under three months and all."""
    return (
        Col("cpp_ended_within_3m_pct", "0-2 months", "{month}", "numerator", back=back, key=f"early {back}"),
        Col("cpp_ended", "All ended", "{month}", back=back, key=f"ended {back}"),
    )


SECTION = SectionSpec(
    4,
    "Child protection",
    "4 Child protection",
    (
        ItemSpec(
            16,
            "Strategy discussions started and ended",
            trend("Strategy discussions started", "strategy_discussions_started"),
            (
                Months(
                    (Line("strategy_discussions_started", kind=RowKind.KEY), Line("strategy_discussions_ended")),
                    summaries=(Summary.YEAR, Summary.AVERAGE, Summary.ROLLING, Summary.ROLLING_RATE),
                ),
            ),
            Draw(columns=("strategy_discussions_started", "strategy_discussions_ended"), axis="Strategy discussions"),
        ),
        ItemSpec(
            17,
            "Outcomes of strategy discussions",
            largest(
                "The most common outcome of a strategy discussion", "strategy_discussion_outcomes", "outcome",
                of="discussions ended", window=Window.ROLLING_12,
            ),
            (
                Months(
                    (
                        Line("strategy_discussion_outcomes", each="outcome", key="outcomes"),
                        Line("strategy_discussions_ended", title="All ended", kind=RowKind.TOTAL),
                    ),
                    summaries=(Summary.YEAR, Summary.YEAR_SHARE, Summary.AVERAGE, Summary.ROLLING_RATE),
                ),
            ),
            Draw(columns=("outcomes",), stacked=True, axis="Strategy discussions ended"),
        ),
        ItemSpec(
            18,
            "Section 47 enquiries starting and ending",
            trend("Section 47 enquiries that ended", "s47_ended"),
            (
                Months(
                    (
                        Line("s47_ended", rate="s47_ended_rate", kind=RowKind.KEY),
                        Line("s47_ended", title="Ended, a year earlier", back=12, key="earlier",
                             rate="s47_ended_rate"),
                    ),
                    summaries=(Summary.YTD, Summary.AVERAGE, Summary.ROLLING, Summary.ROLLING_RATE),
                    caption="Enquiries ended",
                ),
                Months(
                    (
                        Line("s47_rate", title="Started, rolling 12 months per 10,000 children",
                             window=Window.ROLLING_12, summaries=()),
                        Comparators("s47_rate"),
                    ),
                    caption="Enquiries started: the measure that others publish",
                ),
            ),
            Draw(columns=("s47_ended",), lines=("earlier",), axis="Section 47 enquiries ended"),
            notes=("Published rates count enquiries that started in a year; they stand beside our rate of starts.",),
        ),
        ItemSpec(
            19,
            "Outcomes of section 47 enquiries",
            largest(
                "The most common outcome of a section 47 enquiry", "s47_outcomes", "outcome", of="enquiries ended",
                window=Window.ROLLING_12,
            ),
            (
                Months(
                    (
                        Line("s47_outcomes", each="outcome", key="outcomes"),
                        Line("s47_ended", title="All ended", rate="s47_ended_rate", kind=RowKind.TOTAL),
                    ),
                    summaries=(
                        Summary.ROLLING, Summary.ROLLING_SHARE, Summary.ROLLING_AVERAGE, Summary.ROLLING_RATE
                    ),
                ),
            ),
            Draw(columns=("outcomes",), stacked=True, axis="Section 47 enquiries ended"),
            notes=("An enquiry that is substantiated with continuing risk leads to an initial conference.",),
        ),
        ItemSpec(
            20,
            "Initial conferences within 15 working days",
            trend("Conferences within 15 working days", "icpc_in_15wd_excl_no_s47_pct", of="children"),
            (
                Months(
                    (
                        Line("icpc_within_15wd"),
                        Line("icpc_outside_15wd"),
                        Line("icpc_no_s47_recorded"),
                        Line("icpc_children", kind=RowKind.TOTAL),
                        Line("icpc_in_15wd_excl_no_s47_pct", title="Within 15 working days, of those within or outside",
                             kind=RowKind.KEY),
                        Target("icpc_in_15wd_excl_no_s47_pct"),
                    ),
                    summaries=(Summary.YTD,),
                ),
            ),
            Draw(
                columns=("icpc_within_15wd", "icpc_outside_15wd"),
                lines=("icpc_in_15wd_excl_no_s47_pct",),
                on_second_axis=("icpc_in_15wd_excl_no_s47_pct",),
                others=("icpc_in_15wd_excl_no_s47_pct",),
                stacked=True,
                axis="Children",
                second_axis="Within 15 working days",
            ),
            notes=(
                "Children are counted, not meetings. Conferences with no section 47 enquiry recorded are left out of "
                "the percentage; those of children who moved in with a plan stand in their own measure.",
                "The published measure has no such exclusion, so no comparator is shown.",
            ),
        ),
        ItemSpec(
            21,
            "Initial conferences leading to a plan",
            trend("Conferences that led to a plan", "icpc_to_plan_pct", of="children"),
            (
                Months(
                    (
                        Line("icpc_children"),
                        Line("icpc_to_plan"),
                        Line("icpc_no_outcome_recorded"),
                        Line("icpc_to_plan_pct", kind=RowKind.KEY),
                        Target("icpc_to_plan_pct"),
                    ),
                    summaries=(Summary.YTD,),
                ),
            ),
            Draw(lines=("icpc_to_plan_pct",), others=("icpc_to_plan_pct",), axis="Led to a plan"),
        ),
        ItemSpec(
            22,
            "Child protection plan rate",
            trend("Children on a child protection plan", "cpp_rate_snapshot"),
            (
                Months(
                    (
                        Line("cpp_snapshot"),
                        Line("cpp_rate_snapshot", title="Per 10,000 children", kind=RowKind.KEY),
                        Line("cpp_rate_snapshot", title="Per 10,000 children, a year earlier", back=12, key="earlier"),
                        Target("cpp_rate_snapshot"),
                        Comparators("cpp_rate_snapshot"),
                    ),
                    summaries=(Summary.SNAPSHOT_AVERAGE,),
                ),
            ),
            Draw(
                lines=("cpp_rate_snapshot", "earlier"),
                others=("cpp_rate_snapshot",),
                axis="Per 10,000 children",
            ),
            notes=(
                "Children not yet born can be subject of a plan: they are in the number and not in the population.",
                "Comparators are of plans open at 31 March. The rates of plans started in a year, which earlier "
                "editions printed here, belong to another measure.",
            ),
        ),
        ItemSpec(
            23,
            "Repeat child protection plans",
            trend("Plans that are a second or later one", "cpp_repeat_ever_pct", of="plans started", window=YTD),
            (
                Months(
                    (
                        Line("cpp_started", summaries=(Summary.AVERAGE,)),
                        Line("cpp_started_ytd", title="Plans started since 1 April", summaries=()),
                        Line("cpp_repeat_ever_ytd", title="Of them, the child had a plan before", summaries=()),
                        Line("cpp_repeat_ever_pct", title="Had a plan before, since 1 April", window=YTD,
                             kind=RowKind.KEY),
                        Line("cpp_repeat_2yr_pct", title="An earlier plan ended within two years, since 1 April",
                             window=YTD),
                        Target("cpp_repeat_ever_pct"),
                        Comparators("cpp_repeat_ever_pct"),
                    ),
                    summaries=(Summary.AVERAGE,),
                ),
            ),
            Draw(
                lines=("cpp_repeat_ever_pct", "cpp_repeat_2yr_pct"),
                others=("cpp_repeat_ever_pct",),
                axis="Share of plans started since 1 April",
            ),
            notes=(
                "All but the first row run from 1 April to the month’s end and start again each April; they are never "
                "added or averaged.",
                "Both percentages are of all plans started.",
            ),
        ),
        ItemSpec(
            24,
            "Plans ended within three months, by team",
            trend("Plans that ended within three months", "cpp_ended_within_3m_pct", of="plans ended", window=YTD),
            (
                Grid(
                    by=("service_area", "locality", "team"),
                    columns=(
                        *_ended_in(2),
                        *_ended_in(1),
                        *_ended_in(0),
                        Col("cpp_ended_within_3m_pct", "0-2 months", "Year to date", "numerator", YTD, key="early"),
                        Col("cpp_ended", "All ended", "Year to date", window=YTD, key="ended"),
                        Col("cpp_ended_within_3m_pct", "0-2 months, share", "Year to date", window=YTD, key="share"),
                    ),
                    total="All teams",
                ),
            ),
            notes=("A plan belongs to the team that held it when it ended. The chart is item 25.",),
        ),
        ItemSpec(
            25,
            "Plans ended within three months, by locality",
            spread(
                "Plans that ended within three months in Children and Families", "cpp_ended_within_3m_pct", "locality",
                window=YTD, where=FAMILIES,
            ),
            (
                Grid(
                    by=("locality",),
                    columns=(
                        Col("cpp_ended_within_3m_pct", "{month}", "Share", back=2, key="month"),
                        Col("cpp_ended_within_3m_pct", "{month}", "Share", back=1, key="month"),
                        Col("cpp_ended_within_3m_pct", "{month}", "Share", key="month"),
                        Col("cpp_ended_within_3m_pct", "Year to date", "Share", window=YTD, key="ytd"),
                        Col("cpp_ended_within_3m_pct", "0-2 months", "Year to date", "numerator", YTD, key="early"),
                        Col("cpp_ended_within_3m_pct", "All ended", "Year to date", "denominator", YTD, key="ended"),
                    ),
                    where=FAMILIES,
                    total="Children and Families",
                ),
            ),
            Draw(columns=("month", "ytd"), axis="Ended within three months"),
            notes=("A month’s share is of few plans and moves much; the year to date is the safer figure.",),
        ),
    ),
)  # fmt: skip
