"""Workers, teams and who is involved with which child."""

from sightline.dataset.schema import Column, Date, Integer, Number, Table, Text

PROFESSIONALS = Table(
    "ssd_professionals",
    prefix="prof",
    grain="one worker known to the case system",
    note="A current list: no history of team, post or FTE, and no manager.",
    columns=[
        Column("professional_id", Text, key=True, meaning="Row key"),
        Column("staff_id", Text, meaning="Staff number (some tables hold this instead of the key)"),
        Column("professional_name", Text, meaning="Name"),
        Column("social_worker_registration_no", Text, meaning="Social Work England number, starts SW"),
        Column("agency_worker_flag", Text, codes="yes_no", usually_empty=True, meaning="Agency worker"),
        Column("professional_job_title", Text, meaning="Job title"),
        Column("professional_caseload", Integer, meaning="Open allocated cases on the last 30 September (not today's)"),
        Column("professional_department", Text, meaning="Department name"),
        Column("full_time_equivalency", Number, meaning="FTE, as the case system holds it"),
    ],
)

DEPARTMENT = Table(
    "ssd_department",
    prefix="dept",
    grain="one team or department",
    note="No dates, so a restructure rewrites the past: see ext_org_unit.",
    columns=[
        Column("team_id", Text, key=True, meaning="Row key"),
        Column("team_name", Text, meaning="Name"),
        Column("team_parent_id", Text, links_to="ssd_department.dept_team_id", meaning="Parent"),
        Column("team_parent_name", Text, meaning="Parent name"),
    ],
)

INVOLVEMENTS = Table(
    "ssd_involvements",
    prefix="invo",
    grain="one worker or team involved with one child for a spell",
    note="The only worker history in the SSD: caseload and changes of social worker are computed from it.",
    columns=[
        Column("involvements_id", Text, key=True, meaning="Row key"),
        Column("professional_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Worker; NULL when only a team is allocated"),
        Column("professional_role_id", Text, codes="involvement_role", meaning="Role (code from 1.4.5, description before)"),
        Column("professional_team", Text, links_to="ssd_department.dept_team_id", meaning="Team"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("involvement_start_date", Date, meaning="From"),
        Column("involvement_end_date", Date, meaning="To"),
        Column("worker_change_reason", Text, codes="sw_change_reason", meaning="Why the worker changed"),
        Column("referral_id", Text, links_to="ssd_cin_episodes.cine_referral_id", meaning="Referral"),
    ],
)

ORG_UNIT = Table(
    "ext_org_unit",
    prefix="",
    grain="one unit in one position of the tree for a spell",
    note="SSD teams have no dates and only one parent link",
    columns=[
        Column("unit_id", Text, key=True, meaning="Stable unit key"),
        Column("valid_from", Date, key=True, meaning="Position holds from"),
        Column("valid_to", Date, meaning="Position holds until (exclusive), NULL = now"),
        Column("unit_name", Text, required=True, meaning="Name"),
        Column("unit_level", Text, required=True, meaning="authority, service, locality, team"),
        Column("parent_unit_id", Text, meaning="Parent unit"),
        Column("ssd_team_id", Text, meaning="The case system's team that it stands for"),
        Column("maps_to_unit_id", Text, meaning="Unit that took over its cases after a restructure"),
        Column("service_area", Text, meaning="Service area of the unit, a cut across the tree"),
        Column("locality", Text, meaning="Locality of the unit, a cut across the tree; blank for county-wide units"),
    ],
)

WORKER_POST = Table(
    "ext_worker_post",
    prefix="",
    grain="one worker in one post for a spell",
    note="SSD professionals are a current list with no history",
    columns=[
        Column("professional_id", Text, key=True, links_to="ssd_professionals.prof_professional_id", meaning="Worker"),
        Column("unit_id", Text, key=True, meaning="Unit the post is in"),
        Column("role", Text, key=True, meaning="social_worker, personal_adviser, iro, cp_chair, team_manager, other"),
        Column("valid_from", Date, key=True, meaning="From"),
        Column("valid_to", Date, meaning="Until"),
        Column("fte", Number, meaning="Contracted FTE 0-1"),
        Column("is_agency", Text, codes="yes_no", meaning="Agency worker"),
        Column("manager_professional_id", Text, meaning="Line manager"),
        Column("caseload_limit", Number, meaning="Agreed ceiling, FTE-weighted"),
        Column("is_newly_qualified", Text, codes="yes_no", meaning="ASYE or newly qualified, carries 60% of the FTE"),
        Column("absence", Text, meaning="long_term_sick, maternity, or blank"),
        Column("absence_from", Date, meaning="Absent from"),
        Column("absence_to", Date, meaning="Absent until"),
    ],
)

WORKFORCE_RETURN = Table(
    "ext_workforce_return",
    prefix="",
    grain="one worker, one census",
    note="children's social work workforce census",
    columns=[
        Column("return_year", Integer, key=True, meaning="Census of 30 September of this year"),
        Column("swe_number", Text, key=True, meaning="SWENo (two letters + 10 digits in the 2022 schema): hash it for analysis"),
        Column("agency", Text, codes="csww_agency", meaning="Agency"),
        Column("fte", Number, meaning="Contracted FTE 0-1"),
        Column("fte_30_sept", Number, meaning="Fte on 30 September (FTE30)"),
        Column("role", Text, codes="csww_role", meaning="Role"),
        Column("role_start", Date, meaning="Role start (RoleStartDate)"),
        Column("origin", Text, codes="csww_origin", meaning="Origin"),
        Column("role_end", Date, meaning="Role end (RoleEndDate)"),
        Column("destination", Text, codes="csww_destination", meaning="Destination"),
        Column("leave_reason", Text, codes="csww_leave_reason", meaning="Leave reason"),
        Column("cases_30_sept", Integer, meaning="Cases on 30 September (Cases30)"),
        Column("working_days_lost", Number, meaning="Working days lost (WorkingDaysLost)"),
        Column("absent_30_sept", Text, codes="yes_no", meaning="Absent on 30 September"),
        Column("absence_reason", Text, codes="csww_absence", meaning="Absence reason"),
    ],
)

WORKFORCE_VACANCY = Table(
    "ext_workforce_vacancy",
    prefix="",
    grain="one authority, one census",
    note="authority-level part of the same census",
    columns=[
        Column("return_year", Integer, key=True, meaning="Return year"),
        Column("vacancies_fte", Number, meaning="Vacancies fte (NumberOfVacancies)"),
        Column("agency_fte", Number, meaning="Agency fte (NoAgencyFTE)"),
        Column("agency_headcount", Integer, meaning="Agency headcount (NoAgencyHeadcount)"),
    ],
)
