"""The data dictionary: every canonical table, column and code list."""

from sightline.dataset import code_lists, tables
from sightline.dataset.code_lists import CodeList
from sightline.dataset.schema import PROVENANCE, Column, Table
from sightline.documentation.markdown import anchor, code, page, sentence, table


def data_dictionary() -> str:
    """One page: the tables by group, then the code lists."""
    parts = [
        "# Data dictionary",
        "The canonical tables are those of the Standard Safeguarding Dataset (`ssd_...`) and the few that performance "
        "needs besides (`ext_...`). A dataset version holds each of them as one Parquet file.",
        "**key**: part of what a row is known by. **required**: a row without it is set aside. **usually empty**: most "
        "deployments have the column and leave it blank.",
        "Every table also has:",
        table(["column", "type", "meaning"], [[f"`{c.name}`", _type(c), c.meaning] for c in PROVENANCE]),
    ]
    for group, module in tables.GROUPS.items():
        parts.append(f"## {group}")
        for declared in (t for t in vars(module).values() if isinstance(t, Table)):
            parts += _table(declared)
    parts.append("## Code lists")
    parts.append(
        "In a closed list a value outside it is a data-quality failure; in an open one local values occur and are kept."
    )
    for entries in code_lists.ALL.values():
        parts += _code_list(entries)
    return page(*parts)


def _table(declared: Table) -> list[str]:
    name = f"In measures: `{declared.short_name}`." + (" Usually empty." if declared.usually_empty else "")
    rows = [[f"`{stored}`", _type(c), _said_of(c), c.meaning] for stored, c in declared.by_stored_name.items()]
    return [
        f"### {declared.stored_name}",
        f"One row: {declared.grain}. {declared.note and sentence(declared.note.rstrip('.')) + '. '}{name}",
        table(["column", "type", "", "meaning"], rows),
    ]


def _said_of(column: Column) -> str:
    said = [
        "key" if column.key else "required" if column.required else "",
        "usually empty" if column.usually_empty else "",
    ]
    if column.codes:
        said.append(f"codes [{column.codes}]({anchor(column.codes)})")
    if column.links_to:
        said.append(f"→ `{column.links_to}`")
    return ", ".join(said)


def _type(column: Column) -> str:
    return column.type.name.casefold()


def _code_list(entries: CodeList) -> list[str]:
    used = [
        f"{t.stored_name}.{stored}"
        for t in tables.ALL.values()
        for stored, column in t.by_stored_name.items()
        if column.codes == entries.name
    ]
    rows = [
        [f"`{c.code}`", c.label, f"stored as `{c.maps_to}`" if c.maps_to else "", _valid(c.valid_from, c.valid_to)]
        for c in entries.codes.values()
    ]
    kind = "closed" if entries.closed else "open"
    return [
        f"### {entries.name}",
        f"{entries.title} ({kind})." + (f" Used by {code(used)}." if used else ""),
        table(["code", "label", "", "valid"], rows),
    ]


def _valid(first: str | None, last: str | None) -> str:
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""
