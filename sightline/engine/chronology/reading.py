"""
One child's rows, read straight from a dataset version's Parquet files.

Small look-ups by the person's key, in one statement, on a connection that keeps the files' footers: some 50 ms for a
Devon-size authority. Use a `ChildReader` for as long as the version is served.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sightline.dataset.schema import Table
from sightline.dataset.versions import Version
from sightline.errors import BadUsage
from sightline.measures.source_tables import BY_SHORT_NAME

Row = dict[str, Any]

# Every table with the child's own events, by short name; the column that names the child where it is another.
OF_A_CHILD = (
    "person",
    "family",
    "disability",
    "immigration_status",
    "contacts",
    "early_help_episodes",
    "cin_episodes",
    "cin_assessments",
    "cin_plans",
    "cin_visits",
    "decision",
    "s47_enquiry",
    "initial_cp_conference",
    "cp_plans",
    "cp_reviews",
    "cp_visits",
    "pre_proceedings",
    "cla_episodes",
    "cla_placement",
    "cla_visits",
    "cla_health",
    "cla_substance_misuse",
    "cla_convictions",
    "sdq_scores",
    "cla_care_plan",
    "cla_previous_permanence",
    "legal_status",
    "missing",
    "dolo",
    "permanence",
    "care_leavers",
    "care_leaver_observation",
    "involvements",
)
# The shared views and the table of holders, with rows of the child.
VIEWS_OF_A_CHILD = ("allocation", "cla_periods", "holders")
OTHER_PERSON_COLUMN = {"cla_reviews": "cla_person_id", "mother": "childs_person_id"}
NO_CHILD = "No child with the id '{id}' is known in the data. Check the id; it is the case system's person number."


@dataclass(frozen=True)
class ChildRows:
    """
    The rows of one child by short table name, columns by short name; `allocation` and `units` are the shared views.

    `workers` names workers by key and staff number; `teams` names teams by the case system's id.
    """

    la_code: str
    person_id: str
    tables: dict[str, list[Row]]
    workers: dict[str, str]
    teams: dict[str, str]

    def of(self, name: str) -> list[Row]:
        """The child's rows of one table."""
        return self.tables.get(name, [])


class ChildReader:
    """
    Reads children of one measured version; `views` is the folder of the version's shared views.

    Threads may share it: each reading has a cursor of its own.
    """

    def __init__(self, version: Version, views: Path):
        self._version, self._views = version, views
        self._connection = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        self._connection.execute("SET parquet_metadata_cache = true")
        filled = {table.table for table in version.manifest.tables if table.kept}
        own = [*((name, "person_id") for name in OF_A_CHILD), *OTHER_PERSON_COLUMN.items()]
        looked_up = [self._by_key(name, column) for name, column in own if BY_SHORT_NAME[name].stored_name in filled]
        looked_up += [self._from_view(name) for name in VIEWS_OF_A_CHILD if (views / f"{name}.parquet").exists()]
        # All look-ups in one statement: DuckDB plans once and runs them side by side.
        self._of_a_child = f"SELECT {', '.join(looked_up)}"
        self._names: dict[str, tuple[dict[str, str], dict[str, str]]] = {}

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> "ChildReader":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def read(self, person_id: str, la_code: str | None = None) -> ChildRows:
        """
        The child's rows; `la_code` is asked for where several authorities use the id.

        Errors: BadUsage for an id that the data don't know, or that several authorities use.
        """
        with self._connection.cursor() as db:
            own = self._authority(db, person_id, la_code)
            (answer,) = _asked(db, self._of_a_child, {"id": person_id, "la": own})
            held: dict[str, list[Row]] = {name: rows or [] for name, rows in answer.items()}
            assessed = [row["assessment_id"] for row in held.get("cin_assessments", [])]
            held["assessment_factors"] = self._rows(db, "assessment_factors", "assessment_id", assessed, own)
            held["relatives"] = self._relatives(db, person_id, held, own)
            workers, teams = self._named(db, own)
        return ChildRows(own, person_id, held, workers, teams)

    def knows(self, person_id: str) -> bool:
        """Whether the data have a child of this id."""
        with self._connection.cursor() as db:
            return bool(self._authorities(db, person_id))

    def _authority(self, db: duckdb.DuckDBPyConnection, person_id: str, la_code: str | None) -> str:
        authorities = [la for la in self._authorities(db, person_id) if la_code in (None, la)]
        if not authorities:
            raise BadUsage(NO_CHILD.format(id=person_id[:40]))
        if len(authorities) > 1:
            raise BadUsage(
                f"'{person_id}' is a child's id in several authorities: {', '.join(authorities)}. Say which is meant."
            )
        return authorities[0]

    def _authorities(self, db: duckdb.DuckDBPyConnection, person_id: str) -> list[str]:
        file = _file(self._version.parquet(BY_SHORT_NAME["person"]))
        rows = _asked(db, f"SELECT la_code FROM {file} WHERE pers_person_id = $id", {"id": person_id})
        return sorted({row["la_code"] for row in rows})

    def _relatives(
        self, db: duckdb.DuckDBPyConnection, person_id: str, held: dict[str, list[Row]], own: str
    ) -> list[Row]:
        families = sorted({row["family_id"] for row in held.get("family", [])})
        mothers = sorted({row["person_id"] for row in held.get("mother", [])})
        by_family = {row["person_id"] for row in self._rows(db, "family", "family_id", families, own)}
        by_mother = {row["childs_person_id"] for row in self._rows(db, "mother", "person_id", mothers, own)}
        return self._rows(db, "person", "person_id", sorted((by_family | by_mother) - {person_id, *mothers}), own)

    def _named(self, db: duckdb.DuckDBPyConnection, own: str) -> tuple[dict[str, str], dict[str, str]]:
        """The names of an authority's workers, by key and by staff number, and of its teams; asked for once."""
        if own not in self._names:
            rows = self._rows(db, "professionals", "la_code", [own], own)
            workers = {row["staff_id"]: row["professional_name"] or row["staff_id"] for row in rows if row["staff_id"]}
            workers |= {row["professional_id"]: row["professional_name"] or row["professional_id"] for row in rows}
            places = _asked(
                db, f"SELECT * FROM {_file(self._views / 'units.parquet')} WHERE la_code = $la", {"la": own}
            )
            teams = {row["unit_team"]: row["team"] for row in sorted(places, key=lambda row: row["unit_from"])}
            self._names[own] = workers, teams
        return self._names[own]

    def _by_key(self, name: str, column: str) -> str:
        """A look-up as one column of the statement: the rows of a canonical table as a list of structs."""
        table = BY_SHORT_NAME[name]
        fields = ", ".join(f'"{short}" := "{stored}"' for stored, short in _short_names(table).items())
        return (
            f"(SELECT list(struct_pack({fields})) FROM {_file(self._version.parquet(table))} "
            f'WHERE "{table.stored(column)}" = $id AND la_code = $la) AS "{name}"'
        )

    def _from_view(self, name: str) -> str:
        file = _file(self._views / f"{name}.parquet")
        return f'(SELECT list(t) FROM {file} AS t WHERE person_id = $id AND la_code = $la) AS "{name}"'

    def _rows(
        self, db: duckdb.DuckDBPyConnection, name: str, column: str, values: list[str], la_code: str
    ) -> list[Row]:
        """The rows of a canonical table with one of the values in a column, under short names."""
        if not values:
            return []
        table = BY_SHORT_NAME[name]
        columns = ", ".join(f'"{stored}" AS "{short}"' for stored, short in _short_names(table).items())
        key = column if column == "la_code" else table.stored(column)
        sql = (
            f"SELECT {columns} FROM {_file(self._version.parquet(table))} "
            f'WHERE "{key}" IN (SELECT unnest($values)) AND la_code = $la'
        )
        return _asked(db, sql, {"values": values, "la": la_code})


def _file(path: Path) -> str:
    quoted = str(path).replace("'", "''")
    return f"read_parquet('{quoted}')"


def _asked(db: duckdb.DuckDBPyConnection, sql: str, given: dict[str, Any]) -> list[Row]:
    answer = db.execute(sql, given)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _short_names(table: Table) -> dict[str, str]:
    """Stored name -> short name of a table's own columns, and the authority."""
    return {table.stored(c.name): c.name for c in table.columns} | {"la_code": "la_code"}
