"""`sightline init`: a new workspace for a real authority."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from sightline.cli.console import err
from sightline.dataset.authorities import KnownAuthority, authority_called
from sightline.errors import BadUsage
from sightline.settings import FILE_NAME, Settings


def command(
    authority: Annotated[str | None, typer.Option("--authority", help="The authority's name, as in Devon.")] = None,
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="The workspace's folder.")] = None,
    la_code: Annotated[str | None, typer.Option(help="Its three-digit DfE number, if it is not in our list.")] = None,
    area_code: Annotated[
        str | None, typer.Option(help="Its nine-character ONS code, if it is not in our list.")
    ] = None,
) -> None:
    """Write a commented sightline.toml. Asks for what it is not told."""
    authority = authority or typer.prompt("Which authority is it?")
    workspace = workspace or Path(typer.prompt("Which folder shall hold the workspace?", default="."))
    file = workspace / FILE_NAME
    if file.exists():
        raise BadUsage(f"{file} is there already. Edit it, or choose another folder.")
    if la_code is None or area_code is None:
        found = authority_called(authority)
        authority, la_code, area_code = found.name, la_code or found.la_code, area_code or found.area_code
    if not (la_code.isdigit() and len(la_code) == 3):
        raise BadUsage(f"'{la_code}' is not an authority's number. It has three digits, as 878 for Devon.")
    workspace.mkdir(parents=True, exist_ok=True)
    file.write_text(settings_text(KnownAuthority(la_code, area_code, authority, "")), "utf-8")
    err.print(
        escape(f"{file} is written. Put your sources in it, or run 'sightline load SOURCE --workspace {workspace}'."),
        soft_wrap=True,
    )


def settings_text(authority: KnownAuthority) -> str:
    """A `sightline.toml` that says what each section is for and holds the defaults."""
    defaults = Settings()

    def written(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    return f"""\
# Sightline's settings for {authority.name.replace(chr(10), " ")}. Everything has a default; what is commented out
# shows the form. Every setting is described in docs/settings.md.

[authority]
name = {written(authority.name)}
la_code = {written(authority.la_code)}            # three-digit DfE number
area_code = {written(authority.area_code)}    # nine-character ONS code
own_postcodes = []    # areas and districts inside the authority, such as ["EX", "PL20"], to tell placements in and out

# Where 'sightline refresh' finds the data every night. The kind is told from the content.
# [sources.ssd]
# path = "postgresql://reader@server/database"    # or a folder of ssd_*.csv or Parquet files
# [sources.annex_a]
# path = "exports/annex_a.xlsx"
# as_at = 2026-03-31

# Teams whose cases only carry a payment are left out of caseloads; service areas that are counted in their own way.
[organisation]
finance_only_teams = {written(defaults.organisation.finance_only_teams)}
ics_finance_only_teams = {written(defaults.organisation.ics_finance_only_teams)}
permanency_service_areas = {written(defaults.organisation.permanency_service_areas)}
private_fostering_service_areas = {written(defaults.organisation.private_fostering_service_areas)}

# Which involvement roles make a worker the allocated one, and job titles that tell who is who.
[allocation]
allocated_roles = {written(defaults.allocation.allocated_roles)}
personal_adviser_roles = {written(defaults.allocation.personal_adviser_roles)}
newly_qualified_pattern = {written(defaults.allocation.newly_qualified_pattern)}
manager_pattern = {written(defaults.allocation.manager_pattern)}
family_practitioner_pattern = {written(defaults.allocation.family_practitioner_pattern)}

# The window around a care leaver's birthday in which the DfE's information counts, in months.
[care_leavers]
months_before_birthday = {defaults.care_leavers.months_before_birthday}
months_after_birthday = {defaults.care_leavers.months_after_birthday}
months_before_birthday_17_18 = {defaults.care_leavers.months_before_birthday_17_18}
months_after_birthday_17_18 = {defaults.care_leavers.months_after_birthday_17_18}
pathway_plan_months = {defaults.care_leavers.pathway_plan_months}

# Time limits of your own, in place of those that are set by statute or custom (docs/clocks.md names them).
# [clocks.limits]
# cp_visit = "10 working days"

# Days that the home page of directors and managers counts down to.
# [[meetings]]
# date = 2026-09-14
# title = "Scrutiny committee"

# Whole financial years before the current one that figures reach back.
[history]
financial_years = {defaults.history.financial_years}

# Free text that identifies or stigmatises is left out at load unless it is needed here.
[sensitive]
names = false
offences = false
court_references = false
addresses = false

# Whose published figures stand beside yours: england, region, statistical_neighbours, good_las, local_authority.
[comparators]
area_types = {written(defaults.comparators.area_types)}

# Authorities to compare with, under a name of your own: sightline benchmarks show ... --against coast
# [groups.coast]
# members = ["908", "835", "933"]

# What a measure should reach, in its own unit.
# [targets.assessments_in_45wd_pct]
# value = 90
# comparison = ">="
# from = 2026-04-01
# set_by = "Improvement board"
# note = "Improvement plan"

# Below how many a percentage is shown as counts, and which rating scheme colours a product.
[judgement]
fewest_for_a_percentage = {defaults.judgement.fewest_for_a_percentage}
fewest_without_interval = {defaults.judgement.fewest_without_interval}
schemes = {{}}    # such as {{ dashboard = "none" }}; a product's own where it is not named

# Small numbers: counts from 1 to the threshold are hidden from partners and the public.
[disclosure]
threshold = {defaults.disclosure.threshold}

# What happened to a measure; with rebase its control chart's limits start afresh.
# [[annotations]]
# date = 2026-04-01
# measure = "referrals"
# text = "New front door"
# rebase = true

# Words of your case system that stand for a code, by code list.
# [code_words.category_of_abuse]
# "Neglect (physical)" = "NEG"

# Headings of your extracts that Sightline doesn't know yet.
# [headings.annex_a]
# "CP Plan Start" = "List 7.Child Protection Plan Start Date"
# [headings.s903]
# "CHILD_ID" = "CHILD"
"""
