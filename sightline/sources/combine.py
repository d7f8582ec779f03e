"""
One authority's sources as one set of tables.

The SSD is trusted before the 903 and the CIN census, those before Annex A, and of two files of one kind the later
one. An event that two sources tell of, the same child, day and kind, is kept once, from the more trusted one, and
what pointed at the other points at it. Children are merged: blanks are filled from the less trusted source.
"""

from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from sightline.dataset import tables
from sightline.dataset.database import scratch
from sightline.dataset.schema import Table
from sightline.dataset.typing import PLACE, TypedRows
from sightline.dataset.versions import TableCount
from sightline.sources.extract import TRUST, Context, Extract

PERSON = "ssd_person"
# What makes two rows of a table the same event: the person, the day, and the kind where a day can hold several.
EVENTS: dict[str, list[str]] = {
    "ssd_address": ["addr_person_id", "addr_address_start_date", "addr_address_type"],
    "ssd_disability": ["disa_person_id", "disa_disability_code"],
    "ssd_immigration_status": ["immi_person_id", "immi_immigration_status"],
    "ssd_linked_identifiers": ["link_person_id", "link_identifier_type", "link_identifier_value"],
    "ssd_contacts": ["cont_person_id", "cont_contact_date", "cont_contact_source_code"],
    "ssd_early_help_episodes": ["earl_person_id", "earl_episode_start_date"],
    "ssd_cin_episodes": ["cine_person_id", "cine_referral_date"],
    "ssd_cin_assessments": ["cina_person_id", "cina_assessment_start_date"],
    "ssd_assessment_factors": ["cinf_assessment_id"],
    "ssd_cin_plans": ["cinp_person_id", "cinp_cin_plan_start_date"],
    "ssd_cin_visits": ["cinv_person_id", "cinv_cin_visit_date"],
    "ssd_s47_enquiry": ["s47e_person_id", "s47e_s47_start_date"],
    "ssd_initial_cp_conference": ["icpc_person_id", "icpc_icpc_date"],
    "ssd_cp_plans": ["cppl_person_id", "cppl_cp_plan_start_date"],
    "ssd_cp_visits": ["cppv_person_id", "cppv_cp_visit_date"],
    "ssd_cp_reviews": ["cppr_person_id", "cppr_cp_review_date"],
    "ssd_cla_episodes": ["clae_person_id", "clae_cla_episode_start_date"],
    "ssd_cla_placement": ["clap_person_id", "clap_cla_placement_start_date"],
    "ssd_cla_reviews": ["clar_cla_person_id", "clar_cla_review_date"],
    "ssd_cla_visits": ["clav_person_id", "clav_cla_visit_date"],
    "ssd_cla_health": ["clah_person_id", "clah_health_check_date", "clah_health_check_type"],
    "ssd_sdq_scores": ["csdq_person_id", "csdq_sdq_completed_date"],
    "ssd_cla_previous_permanence": ["lapp_person_id"],
    "ssd_cla_care_plan": ["lacp_person_id"],
    "ssd_legal_status": ["lega_person_id", "lega_legal_status_start_date"],
    "ssd_missing": ["miss_person_id", "miss_missing_episode_start_date::DATE"],
    "ssd_care_leavers": ["clea_person_id"],
    "ssd_permanence": ["perm_person_id", "perm_adm_decision_date"],
    "ssd_involvements": ["invo_person_id", "invo_involvement_start_date", "invo_professional_role_id"],
    "ssd_pre_proceedings": ["prep_person_id", "prep_pre_pro_decision_date"],
}
# Tables whose rows of one source are only a stand-in where a better source has any for the child: Annex A's
# position of a child in care is one row, the 903 has the episodes behind it.
STAND_INS = {"ssd_cla_episodes", "ssd_cla_placement", "ssd_legal_status", "ssd_involvements"}
# The period of care has no table of its own and is pointed at by these.
PERIOD = "clae_cla_id"
PERIOD_LINKS = ["clap_cla_id", "clar_cla_id", "clav_cla_id", "perm_cla_id"]


@dataclass(frozen=True)
class Combined:
    """The tables of one authority, the extracts they came from, and what was set aside on the way."""

    tables: dict[str, TypedRows]
    extracts: list[Extract]
    rejects: list[pa.Table] = field(default_factory=list)


def combine(extracts: list[Extract], context: Context) -> Combined:
    """The rows of several extracts, each event once."""
    rejects = [r for e in extracts for r in e.rejects]
    if len(extracts) == 1:
        return Combined(extracts[0].tables, extracts, rejects)
    ranked = sorted(extracts, key=_rank)
    with scratch() as db:
        ranked = [_with_ids_of(ranked, n, db) for n in range(len(ranked))]
    merged: dict[str, int] = {}
    made = {}
    # People first, for the others point at them; a workforce census tells of none.
    names = sorted({n for e in ranked for n in e.tables}, key=lambda name: (name != PERSON, name))
    moved: dict[str, pa.Table] = {}
    for name in names:
        parts = {n: e.tables[name] for n, e in enumerate(ranked) if name in e.tables}
        with scratch() as db:
            made[name], lost = _one_table(tables.ALL[name], parts, moved, db)
        merged[name] = lost
    made = _repoint(made, moved)
    note = ", ".join(f"{n:,} of {name}" for name, n in merged.items() if n)
    if note:
        last = ranked[-1].record
        ranked[-1] = replace(
            ranked[-1],
            record=replace(last, notes=[*last.notes, f"Told by a more trusted source too, and kept once: {note}."]),
        )
    return Combined(made, ranked, rejects)


def _rank(extract: Extract) -> tuple[int, int]:
    """The order of trust; of two of one kind the later first."""
    return TRUST.index(extract.record.kind), -(extract.as_at.toordinal() if extract.as_at else 0)


def _with_ids_of(ranked: list[Extract], position: int, db: duckdb.DuckDBPyConnection) -> Extract:
    """The extract under the person keys of the sources before it, where it carries an older system's number."""
    extract = ranked[position]
    known = [e.tables[PERSON].rows for e in ranked[:position] if PERSON in e.tables]
    if not known or extract.record.kind == "ssd":
        return extract
    columns = ["pers_person_id", "pers_legacy_id"]
    db.register("known", pa.concat_tables([rows.select(columns) for rows in known]))
    legacy = db.execute(
        "SELECT pers_legacy_id AS old, min(pers_person_id) AS new FROM known WHERE pers_legacy_id IS NOT NULL "
        "AND pers_legacy_id NOT IN (SELECT pers_person_id FROM known) "
        "GROUP BY ALL HAVING count(DISTINCT pers_person_id) = 1"
    ).to_arrow_table()
    if not legacy.num_rows:
        return extract
    typed = {name: _translated(t, _person_columns(t.table), legacy, db) for name, t in extract.tables.items()}
    return replace(extract, tables=typed)


def _person_columns(table: Table) -> list[str]:
    link = f"{PERSON}.pers_person_id"
    linked = [n for n, c in table.by_stored_name.items() if c.links_to == link]
    return [*linked, "pers_person_id"] if table.stored_name == PERSON else linked


def _translated(typed: TypedRows, columns: list[str], ids: pa.Table, db: duckdb.DuckDBPyConnection) -> TypedRows:
    """The rows with `columns` renamed from `ids.old` to `ids.new`; order kept."""
    columns = [c for c in columns if c in typed.rows.column_names]
    if not columns or not ids.num_rows:
        return typed
    db.register("ids", ids)
    db.register("given", typed.rows.append_column("source_ordinal", pa.arange(0, typed.rows.num_rows)))
    joins = " ".join(f"LEFT JOIN ids AS i{n} ON g.{c} = i{n}.old" for n, c in enumerate(columns))
    changed = ", ".join(f"coalesce(i{n}.new, g.{c}) AS {c}" for n, c in enumerate(columns))
    rows = db.execute(f"SELECT g.* REPLACE ({changed}) FROM given g {joins} ORDER BY source_ordinal").to_arrow_table()
    return replace(typed, rows=rows.select(typed.rows.column_names).cast(typed.rows.schema))


def _one_table(
    table: Table, parts: dict[int, TypedRows], moved: dict[str, pa.Table], db: duckdb.DuckDBPyConnection
) -> tuple[TypedRows, int]:
    """One canonical table of several extracts, and how many rows a more trusted one already told of."""
    rows = pa.concat_tables(
        [t.rows.append_column("rank", pa.repeat(pa.scalar(n, pa.int32()), t.rows.num_rows)) for n, t in parts.items()]
    )
    db.register("told", rows.append_column("nth", pa.arange(0, rows.num_rows)))
    if table.stored_name == PERSON:
        kept = db.execute(_merged_people(table)).to_arrow_table()
    else:
        key = ", ".join(["la_code", *table.key])
        matches = [f"t.la_code = b.la_code AND ({' AND '.join(f't.{k} = b.{k}' for k in table.key)})"]
        if event := EVENTS.get(table.stored_name):
            same = [f"{_aliased(e, 't')} = {_aliased(e, 'b')}" for e in event]
            matches.append(f"t.la_code = b.la_code AND {' AND '.join(same)}")
        if table.stored_name in STAND_INS and event:
            # Only a position gives way to episodes; the episodes of two returns stand beside one another.
            person = event[0]
            matches.append(f"t.la_code = b.la_code AND t.{person} = b.{person} AND t.source = 'annex_a'")
        twins = " UNION ".join(
            f"SELECT t.nth AS lost, b.nth AS kept FROM told t JOIN told b ON b.rank < t.rank AND {m}" for m in matches
        )
        db.execute(f"CREATE OR REPLACE TEMP TABLE twins AS SELECT lost, min(kept) AS kept FROM ({twins}) GROUP BY lost")
        kept = db.execute(
            f"SELECT * FROM told WHERE nth NOT IN (SELECT lost FROM twins) "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY rank, nth) = 1 ORDER BY nth"
        ).to_arrow_table()
        _remember(table, moved, db)
    counts = [t.count for t in parts.values()]
    lost = rows.num_rows - kept.num_rows
    rejected = sum(c.rejected for c in counts)
    count = TableCount(
        table.stored_name, kept.num_rows + rejected, kept.num_rows, rejected, sum(c.repaired for c in counts)
    )
    combined = kept.select([*table.arrow_schema.names, *PLACE]).cast(next(iter(parts.values())).rows.schema)
    return TypedRows(table, combined, pa.concat_tables([t.rejects for t in parts.values()]), count, []), lost


def _aliased(event: str, alias: str) -> str:
    return f"{alias}.{event}"


def _merged_people(table: Table) -> str:
    own = [n for n in table.by_stored_name if n != "pers_person_id"]
    filled = ", ".join(f"first({n} ORDER BY rank, nth) FILTER ({n} IS NOT NULL) AS {n}" for n in own)
    rest = ", ".join(f"first({n} ORDER BY rank, nth) AS {n}" for n in ("load_id", "source", "source_row", *PLACE))
    return (
        f"SELECT la_code, pers_person_id, {filled}, {rest} FROM told GROUP BY la_code, pers_person_id ORDER BY min(nth)"
    )


def _remember(table: Table, moved: dict[str, pa.Table], db: duckdb.DuckDBPyConnection) -> None:
    """Keeps which key of which extract now goes by which, for the columns that point at this table."""
    keys = [table.key[0]] if len(table.key) == 1 or table.stored_name == "ssd_s47_enquiry" else []
    if table.stored_name == "ssd_cla_episodes":
        keys.append(PERIOD)
    for key in keys:
        changed = db.execute(
            f"SELECT l.source AS source, l.{key} AS old, min(k.{key}) AS new FROM twins JOIN told l ON l.nth = lost "
            f"JOIN told k ON k.nth = twins.kept WHERE l.{key} <> k.{key} GROUP BY ALL"
        ).to_arrow_table()
        if changed.num_rows:
            moved[key] = changed


def _repoint(made: dict[str, TypedRows], moved: dict[str, pa.Table]) -> dict[str, TypedRows]:
    """The tables with links to rows that gave way pointing at the rows that stayed, within the same source."""
    if not moved:
        return made
    links = {
        column: target
        for t in tables.ALL.values()
        for column, c in t.by_stored_name.items()
        if c.links_to and (target := c.links_to.split(".")[1]) in moved
    }
    if PERIOD in moved:
        links |= dict.fromkeys([*PERIOD_LINKS, PERIOD], PERIOD)
    if "cppl_cp_plan_id" in moved:
        links["cp_plan_id"] = "cppl_cp_plan_id"
    with scratch() as db:
        for name, typed in made.items():
            for column in [c for c in typed.rows.column_names if c in links]:
                made[name] = typed = _pointed(typed, column, moved[links[column]], db)
    return made


def _pointed(typed: TypedRows, column: str, ids: pa.Table, db: duckdb.DuckDBPyConnection) -> TypedRows:
    db.register("ids", ids)
    db.register("given", typed.rows.append_column("source_ordinal", pa.arange(0, typed.rows.num_rows)))
    rows = db.execute(
        f"SELECT g.* REPLACE (coalesce(i.new, g.{column}) AS {column}) FROM given g "
        f"LEFT JOIN ids i ON g.{column} = i.old AND g.source = i.source ORDER BY source_ordinal"
    ).to_arrow_table()
    return replace(typed, rows=rows.select(typed.rows.column_names).cast(typed.rows.schema))
