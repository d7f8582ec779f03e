"""
The CIN census's XML as tables: one for each repeated element, by name, in whatever order the elements come.

What the census doesn't know is never dropped in silence: an unknown module or a namespace stops the reading, an
unknown field and stray text are noted.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from sightline.errors import BadInput
from sightline.returns.schema import CIN, ReturnTable
from sightline.returns.submission import LINE, Notes, Submission, set_for, stored
from sightline.sources.xml_files import local_name, read_elements, text_of

# What stands inside an episode, by folded name: the table that its rows go to.
_MODULES = {
    "assessments": "Assessments",
    "cinplandates": "CINplanDates",
    "section47": "Section47",
    "childprotectionplans": "ChildProtectionPlans",
    "preproceedingsandfgdm": "PreProceedingsandFGDM",
}
_OF_CHILD = ("childidentifiers", "childcharacteristics", "cindetails")
# Groups inside an element whose leaves are rows of their own.
_INNER = {"factorsidentifiedatassessment", "assessmentfactors", "reviews", "disabilities"}


def read_census(path: Path, year: int | None = None) -> Submission:
    """
    A census's tables.

    Errors: BadInput, with line and column, for a file that is no well-formed census: broken XML, a namespace, two
    headers, an unknown module, no children, or another year than `year`.
    """
    reader = _Reader(path)
    for name, element in read_elements(path, "Header", "Child"):
        if name == "root":
            reader.root(element)
        elif name == "Header":
            reader.header(element)
        elif name == "Child":
            reader.child(element)
    if not reader.rows["ChildIdentifiers"]:
        raise BadInput("the census holds no children. Export it again.", file=path.name)
    found = reader.year(year)
    tables = {name: stored(CIN, name, rows, path.name) for name, rows in reader.rows.items()}
    header = reader.rows["Header"]
    return Submission(
        CIN, path.name, set_for(CIN, found, year, reader.notes), found, tables, reader.notes.sentences(),
        local_authority=header[0].get("LEA") if header else None, file_format="xml",
    )  # fmt: skip


@dataclass
class _Reader:
    """The rows met so far."""

    path: Path
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in CIN.tables})
    episodes: Counter[str | None] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.notes = Notes(self.path.name)

    def root(self, element: etree._Element) -> None:
        self._plain(element)
        if local_name(element) != "Message":
            raise self._bad(element, f"the root element is '{local_name(element)}', and that of a census is 'Message'")

    def header(self, element: etree._Element) -> None:
        if self.rows["Header"]:
            raise self._bad(element, "a second Header, where a census has one. Remove one of them")
        known, row = CIN.tables["Header"].by_name, {LINE: element.sourceline}
        for leaf in element.iter(etree.Element):
            self._plain(leaf)
            column = known.get(local_name(leaf).casefold())
            if len(leaf) == 0 and leaf is not element:
                self._put(row, column.name if column else None, leaf)
        self.rows["Header"].append(row)

    def child(self, element: etree._Element) -> None:
        parts: dict[str, list[etree._Element]] = {name: [] for name in _OF_CHILD}
        self._plain(element)
        for part in self._elements(element):
            name = local_name(part).casefold()
            if name not in parts:
                self._unknown(part)
                continue
            parts[name].append(part)
        identifiers, child_id = self._identifiers(element, parts["childidentifiers"])
        self.rows["ChildIdentifiers"].append(identifiers)
        for part in parts["childcharacteristics"]:
            row: dict[str, Any] = {LINE: part.sourceline, "LAchildID": child_id}
            for inner in self._fields(part, CIN.tables["ChildCharacteristics"], row):
                for leaf in self._leaves(inner, "disability"):
                    self._row("Disabilities", leaf, LAchildID=child_id, Disability=text_of(leaf))
            self.rows["ChildCharacteristics"].append(row)
        for part in parts["cindetails"]:
            self.episodes[child_id] += 1
            self._episode(part, {"LAchildID": child_id, "CINdetailsID": str(self.episodes[child_id])})

    def _identifiers(self, child: etree._Element, parts: list[etree._Element]) -> tuple[dict[str, Any], str | None]:
        row: dict[str, Any] = {LINE: child.sourceline}
        for part in parts:
            for inner in self._fields(part, CIN.tables["ChildIdentifiers"], row):
                self._unknown(inner)
        return row, row.get("LAchildID")

    def _episode(self, element: etree._Element, key: dict[str, str | None]) -> None:
        row: dict[str, Any] = {LINE: element.sourceline, **key}
        numbers: Counter[str] = Counter()
        for module in self._fields(element, CIN.tables["CINdetails"], row):
            name = _MODULES.get(local_name(module).casefold())
            if name is None:
                self._unknown(module)
                continue
            numbers[name] += 1
            self._module(name, module, {**key, **_number(name, numbers[name])})
        self.rows["CINdetails"].append(row)

    def _module(self, name: str, element: etree._Element, key: dict[str, str | None]) -> None:
        row: dict[str, Any] = {LINE: element.sourceline, **key}
        inner = self._fields(element, CIN.tables[name], row)
        for group in inner:
            if local_name(group).casefold() not in _INNER:
                self._unknown(group)
        if name == "Assessments":
            leaves = [leaf for group in inner for leaf in self._leaves(group, "assessmentfactors")]
            factors = [text_of(leaf) or "" for leaf in leaves]
            row["AssessmentFactors"] = "|".join(factors) or None
            for leaf in leaves:
                self._row("AssessmentFactorsList", leaf, **key, AssessmentFactors=text_of(leaf))
        if name == "ChildProtectionPlans":
            for group in inner:
                leaves = self._leaves(group, "cppreviewdate")
                for leaf in leaves or [group]:
                    self._row("Reviews", leaf, **key, CPPreviewDate=text_of(leaf) if leaves else None)
        self.rows[name].append(row)

    # Elements ---------------------------------------------------------------------------------------------------

    def _fields(self, element: etree._Element, table: ReturnTable, row: dict[str, Any]) -> list[etree._Element]:
        """Puts the element's fields into the row; what is no field of it is given back."""
        others = []
        for part in self._elements(element):
            folded = local_name(part).casefold()
            column = table.by_name.get(folded)
            if folded in _INNER or folded in _MODULES or len(part):
                others.append(part)
            else:
                self._put(row, column.name if column else None, part)
        return others

    def _put(self, row: dict[str, Any], column: str | None, leaf: etree._Element) -> None:
        name, text = local_name(leaf), text_of(leaf)
        if column is None:
            if text is not None:
                self.notes.add(f"'{name}' is no field of the census there and was passed over", leaf.sourceline)
        elif row.get(column) is not None and text != row[column]:
            self.notes.add(f"'{name}' stands twice in one element; the first was kept", leaf.sourceline)
        else:
            row[column] = text

    def _leaves(self, group: etree._Element, name: str) -> list[etree._Element]:
        """The elements of one name in a group, or the group itself where it bears the name."""
        for part in self._elements(group):
            if local_name(part).casefold() != name:
                self._unknown(part)
        if local_name(group).casefold() == name:
            return [group]
        return [part for part in self._elements(group) if local_name(part).casefold() == name]

    def _elements(self, element: etree._Element) -> list[etree._Element]:
        parts = []
        for part in element:
            if (part.tail or "").strip():
                self.notes.add("stray text between elements was passed over", part.sourceline)
            if isinstance(part.tag, str):
                self._plain(part)
                parts.append(part)
        if parts and (element.text or "").strip():
            self.notes.add("stray text between elements was passed over", element.sourceline)
        return parts

    def _row(self, table: str, leaf: etree._Element, **cells: str | None) -> None:
        self.rows[table].append({LINE: leaf.sourceline, **cells})

    # What is wrong ----------------------------------------------------------------------------------------------

    def year(self, asked: int | None) -> int:
        """The year the census is of: its reference date's, else its header's, else the one asked for."""
        header = self.rows["Header"][0] if self.rows["Header"] else {}
        texts = [str(header.get("ReferenceDate") or "")[:4], str(header.get("Year") or "")]
        found = next((int(text) for text in texts if text.isdecimal() and len(text) == 4), None)
        if found is None and asked is None:
            raise BadInput("the header names no year. Give --year.", file=self.path.name)
        if found is not None and asked not in (None, found):
            line = header[LINE]
            raise BadInput(
                f"line {line}, column {column_of(self.path, line, 'Header')}: the census is of {found}, "
                f"not of {asked}. Give --year {found}, or the file of {asked}.",
                file=self.path.name,
            )
        return found if found is not None else int(asked or 0)

    def _plain(self, element: etree._Element) -> None:
        namespace = etree.QName(element).namespace
        if namespace:
            raise self._bad(
                element, f"'{local_name(element)}' is in the namespace '{namespace}', and a census has none"
            )

    def _unknown(self, element: etree._Element) -> None:
        if len(element):
            raise self._bad(element, f"there is no module '{local_name(element)}' there. Rename or remove it")
        self._put({}, None, element)

    def _bad(self, element: etree._Element, message: str) -> BadInput:
        line = element.sourceline or 1
        column = column_of(self.path, line, local_name(element))
        return BadInput(f"line {line}, column {column}: {message}.", file=self.path.name)


def _number(table: str, number: int) -> dict[str, str]:
    """The number of a module within its episode, for those that have rows of their own below them."""
    column = {"Assessments": "AssessmentID", "ChildProtectionPlans": "CPPID"}.get(table)
    return {column: str(number)} if column else {}


def column_of(path: Path, line: int, name: str) -> int:
    """The column, from 1, where an element opens on a line of a file."""
    opening = re.compile(rb"<(?:[\w.-]+:)?" + re.escape(name.encode()) + rb"[\s/>]")
    with path.open("rb") as file:
        for number, text in enumerate(file, start=1):
            if number == line and (found := opening.search(text)):
                return found.start() + 1
    return 1
