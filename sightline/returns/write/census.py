"""The CIN census made from the dataset, and written as the XML of its year's layout."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
from lxml import etree

from sightline.returns.schema import CIN
from sightline.returns.write.census_queries import STEPS, TABLES
from sightline.returns.write.made import (
    Authority,
    Made,
    as_submitted,
    left_out,
    opened,
    renamed,
    written_codes,
    year_of,
)

NEEDS = ("ssd_person", "ssd_cin_episodes")
# The canonical tables that the census is made of, with what it lacks where one was not supplied.
SOURCES = {
    "ssd_disability": "disabilities",
    "ssd_cin_assessments": "assessments",
    "ssd_assessment_factors": "assessment factors",
    "ssd_cin_plans": "child in need plans",
    "ssd_s47_enquiry": "section 47 enquiries",
    "ssd_initial_cp_conference": "initial conferences",
    "ssd_cp_plans": "child protection plans",
    "ssd_cp_reviews": "reviews",
}
SEX_FROM, PROCEEDINGS_FROM = 2025, 2026  # the years that say Sex, not GenderCurrent; that ask for pre-proceedings
_FLAGS = {"yes_no": {"Y": "true", "N": "false"}}
# What the reader's declaration calls a table, where it has another name.
_DECLARED = {"ChildIdentifiers": "Child", "ChildCharacteristics": "Child", "Disabilities": "Disability"}
# XML can't hold these characters, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDENTIFIERS = ("LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate",
                "GenderCurrent", "Sex", "PersonDeathDate")  # fmt: skip
_BEFORE_MODULES = ("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
                   "DateOfInitialCPC")  # fmt: skip
_KEYS = frozenset(["LAchildID", "CINdetailsID", "AssessmentID", "CPPID", "AssessmentFactors"])


def make_census(authority: Authority, year: int) -> Made:
    """
    The census of the year that ends on 31 March `year`: every child with a case open in it, and what happened in it.

    Errors: BadInput where the dataset lacks people or referrals.
    """
    starts, ends = year_of(year)
    with opened(authority, NEEDS, CIN.title) as db:
        db.execute("SET VARIABLE starts = ?::DATE", [starts])
        db.execute("SET VARIABLE ends = ?::DATE", [ends])
        for step in STEPS:
            db.execute(step)
        made = {name: db.execute(query).to_arrow_table() for name, query in TABLES.items()}
        unborn = db.execute("SELECT count(*) FROM child WHERE unborn").fetchall()[0][0]
        left = left_out(db)
    tables = {n: as_submitted(CIN, "cin_census", _DECLARED.get(n, n), rows, _FLAGS) for n, rows in made.items()}
    if year < SEX_FROM:
        tables["ChildIdentifiers"] = _with_gender(tables["ChildIdentifiers"])
    if year < PROCEEDINGS_FROM:
        tables.pop("PreProceedingsandFGDM")
    header = {"Collection": "CIN", "Year": str(year), "ReferenceDate": ends.isoformat(), "SourceLevel": "L",
              "LEA": authority.la_code, "SoftwareCode": "Sightline", "SerialNo": "001"}  # fmt: skip
    tables = {"Header": pa.table({k: [v] for k, v in header.items()}), **tables}
    notes = [
        f"The dataset has no {name}, so the census has no {what}."
        for name, what in SOURCES.items()
        if name not in authority.supplied
    ]
    if authority.as_at < ends:
        notes.append(f"The data is as at {authority.as_at:%-d %B %Y}; the year ends on {ends:%-d %B %Y}.")
    if unborn:
        notes.append(f"{unborn} children born after {ends:%-d %B %Y} are written as not yet born.")
    return Made(CIN, year, authority.la_code, tables, left, tuple(notes))


def _with_gender(rows: pa.Table) -> pa.Table:
    """The identifiers as they were before 2024-25: gender by its old numbers."""
    numbers = renamed(rows.column("Sex"), written_codes("sex_numeric_legacy"))
    return rows.set_column(rows.column_names.index("Sex"), "GenderCurrent", numbers)


Row = dict[str, str | None]


def write_census(made: Made, file: Path) -> None:
    """The census as XML. The same census is always the same bytes."""
    root = etree.Element("Message")
    _header(root, made.tables["Header"].to_pylist()[0])
    children = etree.SubElement(root, "Children")
    below = {name: _by(made.tables[name], *_key(name)) for name in made.tables if name != "Header"}
    for identifiers in made.tables["ChildIdentifiers"].to_pylist():
        _child(children, identifiers, below)
    etree.ElementTree(root).write(str(file), encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _key(name: str) -> tuple[str, ...]:
    if name in ("ChildIdentifiers", "ChildCharacteristics", "Disabilities", "CINdetails"):
        return ("LAchildID",)
    return ("LAchildID", "CINdetailsID", *(["CPPID"] if name == "Reviews" else []))


def _by(rows: pa.Table, *key: str) -> dict[tuple[Any, ...], list[Row]]:
    grouped: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows.to_pylist():
        grouped[tuple(row[k] for k in key)].append(row)
    return grouped


def _header(root: etree._Element, row: Row) -> None:
    header = etree.SubElement(root, "Header")
    _put(etree.SubElement(header, "CollectionDetails"), row, "Collection", "Year", "ReferenceDate")
    _put(etree.SubElement(header, "Source"), row, "SourceLevel", "LEA", "SoftwareCode", "SerialNo")


def _child(children: etree._Element, identifiers: Row, below: dict[str, Any]) -> None:
    key = (identifiers["LAchildID"],)
    child = etree.SubElement(children, "Child")
    _put(etree.SubElement(child, "ChildIdentifiers"), identifiers, *_IDENTIFIERS)
    characteristics = etree.SubElement(child, "ChildCharacteristics")
    _put(characteristics, below["ChildCharacteristics"][key][0], "Ethnicity")
    if rows := below["Disabilities"].get(key):
        group = etree.SubElement(characteristics, "Disabilities")
        for row in rows:
            _put(group, row, "Disability")
    for details in below["CINdetails"].get(key, []):
        _episode(etree.SubElement(child, "CINdetails"), details, below)


def _episode(element: etree._Element, details: Row, below: dict[str, Any]) -> None:
    key = (details["LAchildID"], details["CINdetailsID"])
    _put(element, details, *_BEFORE_MODULES)
    for row in below["Assessments"].get(key, []):
        assessment = _module(element, "Assessments", row)
        if row["AssessmentFactors"]:
            group = etree.SubElement(assessment, "FactorsIdentifiedAtAssessment")
            for factor in row["AssessmentFactors"].split("|"):
                _put(group, {"AssessmentFactors": factor}, "AssessmentFactors")
    for row in below["CINplanDates"].get(key, []):
        _module(element, "CINPlanDates", row)
    for row in below["Section47"].get(key, []):
        _module(element, "Section47", row)
    _put(element, details, "ReferralNFA")
    for row in below["ChildProtectionPlans"].get(key, []):
        plan = _module(element, "ChildProtectionPlans", row)
        if reviews := below["Reviews"].get((*key, row["CPPID"])):
            group = etree.SubElement(plan, "Reviews")
            for review in reviews:
                _put(group, review, "CPPreviewDate")
    for row in below.get("PreProceedingsandFGDM", {}).get(key, []):
        _module(element, "PreProceedingsandFGDM", row)


def _module(element: etree._Element, name: str, row: Row) -> etree._Element:
    made = etree.SubElement(element, name)
    _put(made, row, *(column for column in row if column not in _KEYS))
    return made


def _put(element: etree._Element, row: Row, *columns: str) -> None:
    """The row's filled cells, each as an element."""
    for column in columns:
        text = row.get(column)
        if text is not None:
            etree.SubElement(element, column).text = _NOT_XML.sub("", text)
