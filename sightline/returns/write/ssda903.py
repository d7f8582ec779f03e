"""The SSDA903 made from the dataset, and written as its CSV files and as its XML form."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from lxml import etree

from sightline.dataset import code_lists
from sightline.returns.schema import SSDA903
from sightline.returns.write import ssda903_queries as queries
from sightline.returns.write import ssda903_yearly as yearly
from sightline.returns.write.made import Authority, LeftOut, Made, as_submitted, left_out, opened, renamed, year_of

NEEDS = ("ssd_person", "ssd_cla_episodes", "ssd_legal_status", "ssd_cla_placement")
SOURCES = {
    "ssd_address": "home postcodes",
    "ssd_cla_reviews": "reviews",
    "ssd_immigration_status": "asylum-seeking status",
    "ext_care_leaver_observation": "care leavers",
    "ssd_permanence": "adoption",
    "ssd_cla_previous_permanence": "earlier permanence",
    "ssd_missing": "missing episodes",
    "ssd_involvements": "social workers",
    "ext_dolo": "deprivation of liberty orders",
    "ssd_sdq_scores": "strengths and difficulties scores",
    "ssd_cla_health": "health checks",
    "ssd_cla_immunisations": "immunisations",
    "ssd_cla_convictions": "convictions",
    "ssd_cla_substance_misuse": "substance misuse",
}
SOCIAL_WORKERS_FROM, DOLO_FROM = 2024, 2027
# Kinds of placement that got a code of their own from a year on, and how an earlier return says them.
NEWER_TYPES = {2025: {"K3": "H5"}, 2026: dict.fromkeys(("Z11", "Z12", "Z13", "Z14"), "Z1")}
_STEPS = [
    *queries.CARE,
    *queries.LEAVERS,
    *queries.REVIEWS,
    *queries.MISSING,
    *queries.DOLO,
    *queries.SOCIAL_WORKERS,
    *yearly.ADOPTION,
]
# The files' names, as the formats usually call them.
FILES = {
    "Header": "header", "Episodes": "episodes", "Reviews": "reviews", "UASC": "uasc", "OC2": "oc2", "OC3": "oc3",
    "AD1": "ad1", "PlacedAdoption": "placed_for_adoption", "PrevPerm": "previous_permanence", "Missing": "missing",
    "SWEpisodes": "sw_episodes", "DoLo": "dolo",
}  # fmt: skip


def make_ssda903(authority: Authority, year: int, roles: Sequence[str] = ("CW",)) -> Made:
    """
    The return of the year that ends on 31 March `year`; `roles`: those of allocated workers.

    Errors: BadInput where the dataset lacks people, episodes of care, legal statuses or placements.
    """
    starts, ends = year_of(year)
    with opened(authority, NEEDS, SSDA903.title) as db:
        db.execute("SET VARIABLE starts = ?::DATE", [starts])
        db.execute("SET VARIABLE ends = ?::DATE", [ends])
        db.register("legal_codes", pa.table({"code": list(code_lists.ALL["legal_status"].codes)}))
        db.register("allocated_roles", pa.table({"role": list(roles)}))
        for step in _STEPS:
            db.execute(step)
        made = {name: db.execute(query).to_arrow_table() for name, query in _tables(authority, year).items()}
        left = left_out(db)
    tables = {name: as_submitted(SSDA903, "ssda903", name, rows, {}) for name, rows in made.items()}
    tables["Episodes"] = _types_of_the_year(tables["Episodes"], year)
    notes = [
        f"The dataset has no {name}, so the return has no {what}."
        for name, what in SOURCES.items()
        if name not in authority.supplied
    ]
    if authority.as_at < ends:
        notes.append(f"The data is as at {authority.as_at:%-d %B %Y}; the year ends on {ends:%-d %B %Y}.")
    return Made(SSDA903, year, authority.la_code, tables, left, tuple(notes))


def _tables(authority: Authority, year: int) -> dict[str, str]:
    """The queries of the year's tables."""
    wanted = {
        "Header": queries.HEADER,
        "Episodes": queries.EPISODES,
        "Reviews": queries.REVIEW_ROWS,
        "UASC": queries.UASC,
        "OC2": yearly.oc2(authority.supplied),
        "OC3": queries.OC3,
        "AD1": yearly.AD1,
        "PlacedAdoption": yearly.PLACED,
        "PrevPerm": yearly.previous_permanence(authority.supplied),
        "Missing": queries.MISSING_ROWS,
    }
    if year >= SOCIAL_WORKERS_FROM:
        wanted["SWEpisodes"] = queries.SOCIAL_WORKER_ROWS
    if year >= DOLO_FROM:
        wanted["DoLo"] = queries.DOLO_ROWS
    return wanted


def _types_of_the_year(episodes: pa.Table, year: int) -> pa.Table:
    """The episodes with their kinds of placement as a return of that year says them."""
    older = {new: old for since, codes in NEWER_TYPES.items() if year < since for new, old in codes.items()}
    said = renamed(episodes.column("PLACE"), older)
    return episodes.set_column(episodes.column_names.index("PLACE"), "PLACE", said)


def write_csvs(made: Made, folder: Path) -> None:
    """One CSV file a table, headed as the return heads it. The same return is always the same bytes."""
    for name, rows in made.tables.items():
        file = folder / f"ssda903_{made.year}_{FILES[name]}.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\r\n")
            writer.writerow(rows.column_names)
            writer.writerows([cell or "" for cell in row.values()] for row in rows.to_pylist())


# The XML form ------------------------------------------------------------------------------------------------------

# Fields of a child's own, by the table that they stand in.
_SINGLE = {"OC3": ("IN_TOUCH", "ACTIV", "ACCOM"), "UASC": ("DUC",),
           "AD1": ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")}  # fmt: skip
_GROUPS = {"Reviews": "AREVIEW", "Missing": "AMISSING", "PrevPerm": "PERMANENCE", "OC2": "OC2",
           "PlacedAdoption": "AD_PLACED"}  # fmt: skip
# No public source gives the tags of these.
NO_TAGS = ("SWEpisodes", "DoLo")
Row = dict[str, str | None]


def not_in_xml(made: Made) -> tuple[LeftOut, ...]:
    """What the XML form can't say, because no public source gives its tags."""
    return tuple(
        LeftOut(name, None, row["CHILD"], "the XML form has no published tags for it; the CSV file has it")
        for name in NO_TAGS
        if name in made.tables
        for row in made.tables[name].to_pylist()
    )


def write_xml(made: Made, file: Path) -> None:
    """The return in its XML form, but for what `not_in_xml` names."""
    root = etree.Element("EXPSSDA903")
    below = {name: _by_child(rows) for name, rows in made.tables.items()}
    for header in made.tables["Header"].to_pylist():
        child = etree.SubElement(root, "CHILD")
        own = etree.SubElement(child, "HEADER")
        number = header["CHILD"]
        is_asylum_seeking = "1" if below["UASC"].get(number) else "0"
        _put(own, {"CHILDID": number, **{k: v for k, v in header.items() if k != "CHILD"}, "UASC": is_asylum_seeking})
        for name, fields in _SINGLE.items():
            for row in below[name].get(number, []):
                _put(own, {field: row[field] for field in fields})
        for name, tag in _GROUPS.items():
            for row in below[name].get(number, []):
                _put(etree.SubElement(own, tag), {k: v for k, v in row.items() if k not in ("CHILD", "DOB")})
        for row in below["Episodes"].get(number, []):
            cells = {("PL" if k == "PLACE" else k): v for k, v in row.items() if k != "CHILD"}
            _put(etree.SubElement(child, "EPISODE"), cells)
    etree.ElementTree(root).write(str(file), encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _by_child(rows: pa.Table) -> dict[str | None, list[Row]]:
    grouped: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows.to_pylist():
        grouped[row["CHILD"]].append(row)
    return grouped


def _put(element: etree._Element, cells: Row) -> None:
    for name, text in cells.items():
        if text is not None:
            etree.SubElement(element, name).text = text
