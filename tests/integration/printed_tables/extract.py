"""
A real SSD extract on disk: one CSV file a table, with the SSD's own headings, dates as a case system writes them.

    extract = Extract()
    extract.add("ssd_person", pers_person_id="1", pers_sex="F")
    extract.write(folder)

The headings come from the specification's model and not from Sightline's own declarations.
"""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

MODEL = Path(__file__).parents[4] / "shared" / "spec" / "canonical_model.yaml"


@cache
def headings() -> dict[str, list[str]]:
    """Table -> its columns, in the order of a deployed extract."""
    model = yaml.load(MODEL.read_text("utf-8"), yaml.CSafeLoader)
    return {name: list(table["columns"]) for name, table in (model["tables"] | model["extensions"]).items()}


class Extract:
    """Rows by table, and a running number for keys."""

    def __init__(self):
        self.rows: dict[str, list[dict]] = defaultdict(list)
        self._numbers: dict[str, int] = defaultdict(int)

    def add(self, table: str, **cells) -> None:
        """One row. Errors: ValueError for a column that the SSD's table does not have."""
        if unknown := set(cells) - set(headings()[table]):
            raise ValueError(f"{table} has no column {sorted(unknown)}")
        self.rows[table].append(cells)

    def number(self, prefix: str) -> str:
        """The next key of a kind: P1, P2, ... Keys are text, as in the SSD."""
        self._numbers[prefix] += 1
        return f"{prefix}{self._numbers[prefix]}"

    def child(self) -> str:
        """A new child, a row in ssd_person."""
        person = self.number("P")
        self.add("ssd_person", pers_person_id=person, pers_sex="F", pers_dob=date(2008, 2, 29), pers_ethnicity="WBRI")
        return person

    def write(self, folder: Path) -> Path:
        """A file for each table that has rows."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.rows.items():
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, headings()[table], restval="")
                writer.writeheader()
                writer.writerows({k: _cell(table, v) for k, v in row.items()} for row in rows)
        return folder


def _cell(table: str, value) -> str:
    """The SSD keeps dates as midnights; our own tables as days."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return f"{value.isoformat()} 00:00:00" if table.startswith("ssd_") else value.isoformat()
    return "" if value is None else str(value)


# Bank holidays of England and Wales in the months of the workbook, written out so that the expected figures don't
# rest on the calendar they test.
BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        "2015-12-25", "2015-12-28", "2016-01-01", "2016-03-25", "2016-03-28", "2016-05-02", "2016-05-30", "2016-08-29",
        "2016-12-26", "2016-12-27", "2017-01-02", "2017-04-14", "2017-04-17", "2017-05-01", "2017-05-29",
    )
}  # fmt: skip


def working_days_before(day: date, count: int) -> date:
    """The day from which `day` is working day number `count`, the first day being day 0."""
    while count:
        count -= is_working_day(day)
        day -= timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS
