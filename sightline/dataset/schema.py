"""
How a canonical table is declared: one line a column, and everything else follows from it.

The loaders' types and keys, the data dictionary, the made-up authority and the data-quality checks
are all made from these declarations (`sightline.dataset.tables`).
"""

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

import pyarrow as pa

from sightline.dataset import code_lists
from sightline.errors import BadDeclaration


class ColumnType(Enum):
    """The canonical types; the value is the type's name in DuckDB."""

    TEXT = "VARCHAR"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP"
    INTEGER = "INTEGER"
    NUMBER = "DOUBLE"
    FLAG = "BOOLEAN"
    JSON = "JSON"

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type that the Parquet files hold."""
        return _ARROW[self]


_ARROW = {
    ColumnType.TEXT: pa.string(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
    ColumnType.INTEGER: pa.int32(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.FLAG: pa.bool_(),
    ColumnType.JSON: pa.string(),
}

Text = ColumnType.TEXT
Date = ColumnType.DATE
Timestamp = ColumnType.TIMESTAMP
Integer = ColumnType.INTEGER
Number = ColumnType.NUMBER
Flag = ColumnType.FLAG
Json = ColumnType.JSON


@dataclass(frozen=True)
class Column:
    """
    One column of a canonical table.

    `key`: part of the row's key; `required`: a row without it is set aside; `codes`: the code list its
    values come from; `links_to`: the column it points at (`table.column`, stored names);
    `usually_empty`: most deployments of the SSD create it and leave it empty.
    """

    name: str
    type: ColumnType
    meaning: str = field(kw_only=True)
    key: bool = field(default=False, kw_only=True)
    required: bool = field(default=False, kw_only=True)
    codes: str | None = field(default=None, kw_only=True)
    links_to: str | None = field(default=None, kw_only=True)
    usually_empty: bool = field(default=False, kw_only=True)

    @property
    def must_be_filled(self) -> bool:
        return self.key or self.required

    def __post_init__(self):
        if self.codes is not None and self.codes not in code_lists.ALL:
            raise BadDeclaration(f"Column '{self.name}' names the code list '{self.codes}', which does not exist.")


# What every stored table has besides its own columns: whose row it is and where it came from.
PROVENANCE = (
    Column("la_code", Text, required=True, meaning="Three-digit DfE number of the authority; first part of every key"),
    Column("load_id", Text, required=True, meaning="The load that wrote the row"),
    Column("source", Text, required=True, meaning="ssd, annex_a, cin_census, s903 or derived"),
    Column("source_row", Text, meaning="file:sheet:row the row came from"),
)


@dataclass(frozen=True, eq=False)
class Table:
    """
    One canonical table: its stored name, what one row is, and its columns.

    Stored column names carry the SSD's four-letter prefix (`cppl_cp_plan_start_date`); `short_name` and the
    columns' `name` drop it, which is how measures read (`cp_plans.cp_plan_start_date`).
    """

    stored_name: str
    grain: str
    columns: list[Column]
    prefix: str = ""
    note: str = ""
    usually_empty: bool = False

    def __post_init__(self):
        names = [c.name for c in self.columns]
        if doubled := {n for n in names if names.count(n) > 1}:
            raise BadDeclaration(f"Table '{self.stored_name}' declares {sorted(doubled)} twice.")
        if not self.key:
            raise BadDeclaration(f"Table '{self.stored_name}' has no key.")

    @property
    def short_name(self) -> str:
        return self.stored_name.removeprefix("ssd_").removeprefix("ext_")

    def stored(self, name: str) -> str:
        """The stored name of the column called `name`."""
        return f"{self.prefix}_{name}" if self.prefix else name

    @cached_property
    def by_stored_name(self) -> dict[str, Column]:
        return {self.stored(c.name): c for c in self.columns}

    @cached_property
    def key(self) -> list[str]:
        """Stored names of the key's columns, without the authority."""
        return [self.stored(c.name) for c in self.columns if c.key]

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """Stored names and types, the provenance columns last (but for those that the table declares itself)."""
        own = [pa.field(self.stored(c.name), c.type.arrow) for c in self.columns]
        return pa.schema(
            own + [pa.field(c.name, c.type.arrow) for c in PROVENANCE if c.name not in self.by_stored_name]
        )


# Rejects: nothing read may vanish. One row is one value or one row that was set aside, and why.
REJECTS_SCHEMA = pa.schema(
    [
        pa.field("load_id", pa.string()),
        pa.field("la_code", pa.string()),
        pa.field("table", pa.string()),
        pa.field("file", pa.string()),
        pa.field("sheet", pa.string()),
        pa.field("row", pa.int64()),
        pa.field("column", pa.string()),
        pa.field("value", pa.string()),
        pa.field("rule", pa.string()),
        pa.field("message", pa.string()),
        # True when the whole row was set aside; False when the row was kept with this cell empty.
        pa.field("whole_row", pa.bool_()),
    ]
)
