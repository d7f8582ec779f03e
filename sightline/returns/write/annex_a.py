"""Ofsted's inspection lists (Annex A), made from the dataset as at a day, as the one workbook that ChAT reads."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from sightline.dataset import code_lists
from sightline.errors import BadUsage
from sightline.returns.write.annex_a_queries import STEPS, lists
from sightline.returns.write.made import Authority, LeftOut, left_out, opened, written_codes
from sightline.sources.mapped import declared

NEEDS = ("ssd_person",)
# What each list is made of: where it was not supplied the list is empty, and the notes say so.
SOURCES = {
    1: "ssd_contacts", 2: "ssd_early_help_episodes", 3: "ssd_cin_episodes", 4: "ssd_cin_assessments",
    5: "ssd_s47_enquiry", 6: "ssd_cin_episodes", 7: "ssd_cp_plans", 8: "ssd_cla_episodes", 9: "ssd_care_leavers",
    10: "ssd_permanence", 11: "ext_adopter",
}  # fmt: skip
# Ofsted's own words for a few lists; the others print the code and what it means.
_WORDS = {
    "yes_no": {"Y": "a) Yes", "N": "b) No"},
    "care_leaver_in_touch": {"YES": "a) Yes", "NO": "b) No"},
    "accommodation_suitability": {"1": "a) Suitable", "2": "b) Unsuitable"},
    "annex_a_permanence_plan": {
        "RETURN1M": "a) Return to family",
        "RETURN6M": "a) Return to family",
        "REMAINSUP": "g) other",
    },
    "care_leaver_eligibility": {"RELEVANT": "a) Relevant child", "FORMER_RELEVANT": "b) Former relevant child"},
}
_CODE_ONLY = frozenset(["ethnicity", "placement_location"])
_LABEL_ONLY = frozenset(["category_of_abuse"])
_WITH_DASH = frozenset(["primary_need", "placement_provider", "adoption_reversal_reason", "annex_a_adopter_leaving"])
_CASE_STATUS = dict(enumerate(code_lists.ALL["annex_a_case_status"].codes, start=1))


@dataclass(frozen=True)
class Inspection:
    """The lists by number, with Ofsted's headings; `notes`: what they lack, a sentence each."""

    as_at: date
    lists: Mapping[int, pa.Table]
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def make_lists(authority: Authority, as_at: date, roles: Mapping[str, int], own_postcodes: str | None) -> Inspection:
    """
    The lists as at a day: six months back, twelve for adoption.

    `roles`: involvement roles that hold a case, the lower number first. `own_postcodes`: a regular expression for the
    authority's own, without which nobody can say which placements are inside it.
    Errors: BadUsage for a day after the data's own; BadInput where the dataset has no people.
    """
    if as_at > authority.as_at:
        raise BadUsage(
            f"The data is as at {authority.as_at:%-d %B %Y}, so it can't say what there is on {as_at:%-d %B %Y}. "
            "Give an earlier --as-at, or load newer data."
        )
    with opened(authority, NEEDS, "inspection list") as db:
        for name, day in (("on_day", as_at), ("six", months_before(as_at, 6)), ("twelve", months_before(as_at, 12))):
            db.execute(f"SET VARIABLE {name} = ?::DATE", [day])
        db.register("roles", pa.table({"role": list(roles), "role_rank": list(roles.values())}))
        db.register("legal_codes", pa.table({"code": list(code_lists.ALL["legal_status"].codes)}))
        for step in STEPS:
            db.execute(step)
        made = {number: db.execute(query).to_arrow_table() for number, query in lists(own_postcodes).items()}
        left = left_out(db)
    notes = [
        f"The dataset has no {name}, so list {number} is empty."
        for number, name in SOURCES.items()
        if name not in authority.supplied
    ]
    if as_at < authority.as_at and made[9].num_rows:
        notes.append(
            f"List 9 has the care leavers as at {authority.as_at:%-d %B %Y}; the dataset keeps no earlier list."
        )
    notes.append("List 8 has no authority of placement, which needs a postcode lookup.")
    if own_postcodes is None:
        notes.append("List 8 has no placement location: set own_postcodes under [authority] in sightline.toml.")
    return Inspection(as_at, {n: _worded(n, rows) for n, rows in made.items()}, tuple(notes), left)


def months_before(day: date, months: int) -> date:
    """The day `months` earlier, or the last of its month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _worded(number: int, rows: pa.Table) -> pa.Table:
    """A list in Ofsted's words, under its headings, in its order of columns."""
    columns = declared("annex_a")[f"list_{number}"]["columns"]
    made = {}
    for heading, facts in columns.items():
        cells = rows.column(facts["name"])
        made[heading] = _in_words(cells, facts["codes"]) if "codes" in facts else cells
    return pa.table(made)


def _in_words(cells: pa.ChunkedArray, codes: str) -> pa.Array:
    if codes == "annex_a_case_status":
        return pa.array([_CASE_STATUS.get(v) for v in cells.to_pylist()], pa.string())
    words = {v: word(codes, v) for v in cells.unique().to_pylist() if v is not None}
    return pa.array([words.get(v) for v in cells.to_pylist()], pa.string())


def word(codes: str, value: str) -> str:
    """How Ofsted's lists print a code: with its letter where they have one, else the code and what it means."""
    if lettered := _WORDS.get(codes, {}).get(value) or written_codes(codes).get(value):
        return lettered
    known = code_lists.ALL[codes].codes.get(value)
    if codes in _CODE_ONLY or known is None:
        return value
    if codes in _LABEL_ONLY:
        return known.label
    return f"{value} - {known.label}" if codes in _WITH_DASH else f"{value}: {known.label}"


def write_lists(made: Inspection, file: Path) -> None:
    """The workbook: a sheet a list, the headings in row 1. The same lists are always the same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(file), options) as book:
        book.set_properties({"title": f"Annex A as at {made.as_at:%-d %B %Y}",
                             "created": datetime(made.as_at.year, made.as_at.month, made.as_at.day)})  # fmt: skip
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, rows in made.lists.items():
            sheet = book.add_worksheet(f"List {number}")
            sheet.write_row(0, 0, rows.column_names, bold)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, max(len(rows.column_names) - 1, 0), 18)
            for line, row in enumerate(zip(*(c.to_pylist() for c in rows.columns), strict=True), start=1):
                _write_row(sheet, line, row, day)


def _write_row(sheet: Any, line: int, row: Sequence[Any], day: Any) -> None:
    for position, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(line, position, datetime(value.year, value.month, value.day), day)
        elif value is not None:
            sheet.write(line, position, value)
