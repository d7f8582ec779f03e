"""Reports on demand: never to a level that may not have them, made once, and the same behind the sheet and the file."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.ledger import read_ledger
from sightline.measures.windows import Month
from sightline.pages.reading import Reading
from sightline.pages.readings import Readings
from sightline.pages.reports_made import State, ask_for, file_of, found, levels_for
from sightline.pages.reports_sheet import sheet_of
from sightline.reports.model import HIDDEN


@pytest.fixture(scope="module")
def own_reading(demo_workspace: Path, tmp_path_factory) -> Reading:
    """Of a copy, for a report is written into its workspace."""
    place = tmp_path_factory.mktemp("reports") / "workspace"
    shutil.copytree(demo_workspace, place, symlinks=True)
    return Readings(place).current()


def now(make, *args):
    """Makes it at once instead of in its turn."""
    make(*args)


@pytest.fixture(scope="module")
def made(own_reading: Reading):
    return ask_for(own_reading, "care-leavers", own_reading.last_whole_month, Audience.PUBLIC, run=now)


@pytest.mark.parametrize(
    ("own", "levels"),
    [
        (Audience.CASE, [Audience.INTERNAL, Audience.PARTNER, Audience.PUBLIC]),
        (Audience.INTERNAL, [Audience.INTERNAL, Audience.PARTNER, Audience.PUBLIC]),
        (Audience.PARTNER, [Audience.PARTNER, Audience.PUBLIC]),
        (Audience.PUBLIC, [Audience.PUBLIC]),
    ],
)
def test_nobody_is_offered_a_level_looser_than_their_own(reading, own, levels):
    assert levels_for(reading, own) == levels


@pytest.mark.parametrize("level", ["internal", "partner", "case"])
def test_a_member_can_neither_make_nor_download_at_another_level(signed_in, level):
    client = signed_in("member")
    asked = {"report": "workbook", "period": "2026-10", "audience": level}
    assert client.post("/reports/make/", asked).status_code == 403
    assert client.get(f"/reports/workbook/2026-10/{level}.xlsx").status_code == 403


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"report": "secrets", "period": "2026-10", "audience": "public"}, 400),
        ({"report": "workbook", "period": "soon", "audience": "public"}, 400),
        ({"report": "workbook", "period": "1999-01", "audience": "public"}, 404),
        ({"report": "workbook", "period": "2026-10", "audience": "everybody"}, 400),
    ],
)
def test_what_does_not_exist_is_refused(signed_in, asked, status):
    assert signed_in("director").post("/reports/make/", asked).status_code == status


def test_opening_the_sheet_makes_nothing_by_itself(signed_in, reading):
    page = signed_in("member").get("/reports/dashboard/").content.decode()
    assert "Make the sheet" in page
    assert found(reading, "dashboard", reading.last_whole_month, Audience.PUBLIC) is None


def test_a_made_report_is_a_whole_file_and_is_made_once(own_reading, made):
    assert made.state is State.READY, made.why
    file = file_of(own_reading, "care-leavers", made.month, Audience.PUBLIC)
    book = openpyxl.load_workbook(file)
    assert "public" in book.worksheets[-1].oddHeader.right.text
    assert ask_for(own_reading, "care-leavers", made.month, Audience.PUBLIC, run=now) is made


def test_what_a_public_report_showed_is_in_the_ledger(own_reading, made):
    assert made.state is State.READY
    assert read_ledger(own_reading.workspace).before(Audience.PUBLIC).shown


def test_a_report_that_fails_says_why_in_a_sentence(own_reading):
    failed = ask_for(own_reading, "workbook", Month(1999, 1), Audience.INTERNAL, run=now)
    assert failed.state is State.FAILED
    assert failed.why.endswith(".") and "outside the data" in failed.why


def test_the_sheet_shows_what_the_report_shows(own_reading):
    making = ask_for(own_reading, "dashboard", own_reading.last_whole_month, Audience.PUBLIC, run=now)
    assert making.state is State.READY, making.why
    sheet = sheet_of(making.report)
    table = making.report.items[0].tables[0]
    rows = [row for area in sheet.areas for row in area.rows]
    assert len(rows) == len(table.rows)
    hidden = sum(cell.text == HIDDEN for row in table.rows for cell in row.cells[1:4])
    assert sum(cell.text == HIDDEN for row in rows for cell in row.months) == hidden
    for row in rows:
        for cell in row.months:
            assert cell.text != HIDDEN or not cell.icon
