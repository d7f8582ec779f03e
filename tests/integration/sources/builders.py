"""Small inputs in each format, drawn from their rows."""

import io
from collections.abc import Iterable

import xlsxwriter

from sightline.sources.annex_a import lists


def csv(*rows: Iterable[str]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def ssd_files() -> dict[str, str]:
    """A small SSD extract: two children, a referral each, a team and a care leaver."""
    return {
        "ssd_person.csv": csv(
            ["pers_person_id", "pers_legacy_id", "pers_sex", "pers_ethnicity", "pers_dob"],
            ["P1", "9001", "F", "WBRI", "2010-05-01 00:00:00.000"],
            ["P2", "9002", "1", "White British", "01/06/2012"],
        ),
        "ssd_cin_episodes.csv": csv(
            [
                "cine_referral_id",
                "cine_person_id",
                "cine_referral_date",
                "cine_referral_source_code",
                "cine_referral_team",
            ],
            ["R1", "P1", "2024-04-10", "6", "T1"],
            ["R2", "P2", "2024-05-11", "2A: Schools", "T1"],
        ),
        "ssd_department.csv": csv(["dept_team_id", "dept_team_name", "dept_team_parent_id"], ["T1", "Team One", "T0"]),
        "ssd_care_leavers.csv": csv(
            ["clea_table_id", "clea_person_id", "clea_care_leaver_in_touch", "clea_care_leaver_activity"],
            ["x", "P1", "Yes", "F2"],
        ),
    }


def annex_list(number: int, *rows: dict[str, object], without: tuple[str, ...] = ()) -> list[list[object]]:
    """A list's headings and rows; a row gives columns by their names in columns/annex_a.toml."""
    columns = [c for c in lists()[number].columns if c.name not in without and c.added_in is None]
    return [[c.heading for c in columns], *([row.get(c.name, "") for c in columns] for row in rows)]


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """An .xlsx of rows of cells; a text that begins with = is a formula without a stored value."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(y, x, cell, value="")
                    else:
                        sheet.write(y, x, cell)
    return content.getvalue()


def census(*children: str, reference="2025-03-31", lea="878") -> str:
    """A CIN census of the given children."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>{reference}</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>{lea}</LEA></Source>
  </Header>
  <Children>{"".join(children)}</Children>
</Message>"""


def census_child(child_id="P1", *details: str) -> str:
    return f"""
    <Child>
      <ChildIdentifiers><LAchildID>{child_id}</LAchildID><UPN>A123456789012</UPN>
        <PersonBirthDate>2010-05-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
        <Disabilities><Disability>HAND</Disability><Disability>LD</Disability></Disabilities></ChildCharacteristics>
      {"".join(f"<CINdetails>{d}</CINdetails>" for d in details)}
    </Child>"""


def return_903(**tables: list[list[str]]) -> dict[str, str]:
    """The return's CSV files by table name, with their columns in order above the rows."""
    from sightline.sources.ssda903 import modules

    return {f"{name}.csv": csv(list(modules()[name].table.by_stored_name), *rows) for name, rows in tables.items()}


def episode(child="1", decom="", rne="S", ls="C2", place="U4", dec="", rec="", change="", cin="N1") -> list[str]:
    return [child, decom, rne, ls, cin, place, "PR1", dec, rec, change, "EX1 1AA", "EX2 2BB", "SC123456"]
