"""A workbook of little data is still whole: it says what is missing and never shows a nought for it."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from spec.world import World

from golden.small_world import LAST, small_world
from sightline.dataset.schema import REJECTS_SCHEMA
from sightline.engine.measured import Measured
from sightline.measures.windows import Month
from sightline.reports.build import build
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.model import Report
from sightline.reports.renderers.xlsx import write_xlsx
from sightline.settings import Settings

REFERRAL = {"referral_id": "a", "person_id": "p", "referral_date": date(2017, 6, 3)}


def workbook(*, rejects: Path | None = None) -> Report:
    world = World({"cin_episodes": [REFERRAL]}, as_at=date(2017, 6, 20), settings=Settings())
    return build(WORKBOOK, world.measured, Month(2017, 6), made_at=datetime(2017, 7, 1), rejects=rejects)


def test_it_can_be_written_and_read(tmp_path: Path):
    write_xlsx(workbook(), tmp_path / "w.xlsx")
    assert len(openpyxl.load_workbook(tmp_path / "w.xlsx").sheetnames) == 11


def test_the_cover_warns_of_a_running_month_and_of_missing_residents():
    assert workbook().warnings == (
        "June 2017 is not complete: the data are as at 20 June 2017; its counts will rise.",
        "No population estimate is loaded, so there are no rates per 10,000.",
    )


def test_findings_say_what_is_missing_and_of_which_day_a_snapshot_is():
    said = {item.number: item.finding for item in workbook().items}
    assert said[2] == "All open children in need were 1 at 20 June 2017, up 1 from 0 at 30 June 2016."
    assert said[4] == "Enquiries passed to social work: not supplied. The data hold no rows of ssd_contacts."


def test_what_was_set_aside_is_counted_by_rule_without_its_values(tmp_path: Path):
    row = {"table": "ssd_person", "rule": "unknown_code", "value": "Alex Doe", "whole_row": False}
    pq.write_table(pa.Table.from_pylist([row, row], schema=REJECTS_SCHEMA), tmp_path / "rejects.parquet")
    table = next(t for t in workbook(rejects=tmp_path / "rejects.parquet").data_quality if "Set aside" in t.title)
    assert table.rows == (("ssd_person", "Unknown code: the cell was emptied", 2),)


def test_without_the_list_nothing_is_said_of_what_is_on_it():
    table = next(t for t in workbook().data_quality if "Set aside" in t.title)
    assert not table.rows
    assert table.empty == "Not listed in this copy; 'sightline check' lists it by rule."


def test_what_the_sources_do_not_reach_is_not_supplied_and_never_a_nought():
    whole = small_world().measured
    since = {"ssd_cin_episodes": date(2017, 5, 1), "ssd_s47_enquiry": date(2017, 5, 1)}
    told = [replace(table, covers_from=since.get(table.table)) for table in whole.manifest.tables]
    manifest = replace(whole.manifest, tables=told)
    part = Measured(whole.engine, manifest, whole.tables, whole.cube_of)
    report = build(WORKBOOK, part, LAST, made_at=datetime(2017, 7, 1))
    items = {item.number: item for item in report.items}
    assert items[5].finding == "Re-referrals: not supplied. The sources do not reach back far enough to say."
    referrals = next(row for row in items[7].tables[0].rows if row.key == "referrals")
    assert [cell.text for cell in referrals.cells[:13]] == ["not supplied"] * 11 + ["3", "4"]
    outcomes = items[6].tables[0].rows[0]
    assert [cell.text for cell in outcomes.cells] == ["3", "75.0%", "not supplied", "not supplied"]
    assert {row.heading for row in items[19].tables[0].rows} > {"All ended"}
