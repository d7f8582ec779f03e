"""Section 7: what reviewing officers and conference chairs saw at reviews (items 43 to 45)."""

from sightline.reports.declare import Draw, ItemSpec, Line, Months, SectionSpec
from sightline.reports.findings import trend
from sightline.reports.model import RowKind

FORMS = "Each share is of the forms that answered the question; blank answers are left out."

SECTION = SectionSpec(
    7,
    "Reviewing unit",
    "7 Reviewing unit",
    (
        ItemSpec(
            43,
            "Conference reviews: visits in line with the plan",
            trend("Reviews with visits in line with the plan", "cp_visits_in_line_pct", of="forms that answered"),
            (
                Months(
                    (
                        Line("iru_cp_forms", kind=RowKind.KEY),
                        Line("cp_visits_in_line_pct", kind=RowKind.KEY),
                        Line("cp_visits_in_line_pct", title="A year earlier", back=12, key="earlier"),
                    ),
                ),
            ),
            Draw(lines=("cp_visits_in_line_pct", "earlier"), axis="Forms that answered"),
            notes=(FORMS,),
        ),
        ItemSpec(
            44,
            "Social workers’ reports in time for reviews",
            trend("Reports in time for the review", "iru_sw_report_on_time_pct", of="forms that answered"),
            (
                Months(
                    (
                        Line("iru_cla_forms", kind=RowKind.KEY),
                        Line("iru_sw_report_on_time_pct", kind=RowKind.KEY),
                        Line("iru_sw_report_on_time_pct", title="A year earlier", back=12, key="earlier"),
                    ),
                ),
            ),
            Draw(lines=("iru_sw_report_on_time_pct", "earlier"), axis="Forms that answered"),
            notes=(FORMS,),
        ),
        ItemSpec(
            45,
            "Changes of social worker since the last review",
            trend("Reviews with a change of social worker", "cla_change_of_sw_pct", of="forms that answered"),
            (
                Months(
                    (
                        Line("cla_change_of_sw_pct", kind=RowKind.KEY),
                        Line("cla_change_of_sw_pct", title="A year earlier", back=12, key="earlier"),
                    ),
                ),
            ),
            Draw(lines=("cla_change_of_sw_pct", "earlier"), axis="Forms that answered"),
            notes=(FORMS,),
        ),
    ),
)
