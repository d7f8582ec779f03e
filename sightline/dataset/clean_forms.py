"""
How a text in its column's clean form becomes a value, as SQL.

What these expressions don't read gives NULL, and is read with more care by `values.py`.
"""

from sightline.dataset.schema import Column, ColumnType
from sightline.dataset.values import BLANKS, NULL_WORDS

NO_DISTANCE = 999.9
_NULLS = ", ".join(f"'{word}'" for word in NULL_WORDS)


def quoted(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_type(column: Column) -> str:
    """The type that a column's values have in a query; JSON is text that was checked."""
    return "VARCHAR" if column.type is ColumnType.JSON else column.type.value


def is_identifier(name: str, column: Column) -> bool:
    """Whether a column holds identifiers, in which -1 and 0 are none and a fraction is Excel's doing."""
    named = name.endswith(("_id", "_urn", "_upn", "_uln", "_number")) or name in ("urn", "upn", "uln")
    return column.type is ColumnType.TEXT and not column.codes and (column.key or bool(column.links_to) or named)


def is_distance(name: str) -> bool:
    """Whether 999.9 in a column means that the distance could not be measured."""
    return name.endswith("placement_distance")


def trimmed(text: str) -> str:
    """A text without blanks around it, hard spaces made plain; NULL for a word for nothing."""
    # Most texts are clean: telling so costs a tenth of trimming them.
    hard = " OR ".join(f"contains({text}, chr({ord(blank)}))" for blank in BLANKS[1:])
    bare = f"trim(replace({text}, chr(160), ' '), '{BLANKS}')"
    return (
        f"CASE WHEN strlen({text}) < 9 AND upper({text}) IN ({_NULLS}) THEN NULL "
        f"WHEN ascii({text}) = 32 OR suffix({text}, ' ') OR {hard} "
        f"THEN CASE WHEN upper({bare}) IN ({_NULLS}) THEN NULL ELSE {bare} END ELSE {text} END"
    )


def identifier(text: str) -> str:
    """An identifier without the fraction that Excel gave it."""
    return (
        f"CASE WHEN {text} IN ('-1', '0', '-1.0', '0.0') THEN NULL "
        f"WHEN suffix({text}, '.0') AND regexp_full_match({text}, '[0-9]+[.]0') THEN left({text}, -2) ELSE {text} END"
    )


def la_code(column: str, otherwise: str) -> str:
    """A pooled row's own authority in three digits, or the load's."""
    own = f"regexp_replace(trim(CAST({column} AS VARCHAR)), '[.]0$', '')"
    return f"coalesce(lpad(nullif({own}, ''), 3, '0'), {literal(otherwise)})"


def typed_value(name: str, column: Column, value: str) -> str:
    """A value that has its column's type already, without the values that mean none."""
    if column.type in (ColumnType.DATE, ColumnType.TIMESTAMP):
        return f"nullif({value}, {column.type.value} '1900-01-01')"
    return f"nullif({value}, {NO_DISTANCE})" if is_distance(name) else value


def cast(name: str, column: Column, text: str) -> str:
    """The value of a text in its column's commonest form: ISO dates at midnight, plain numbers."""
    if column.type is ColumnType.DATE:
        is_iso = f"{text}[5] = '-' AND {text}[8] = '-'"
        is_day = f"{is_iso} AND (length({text}) = 10 OR {text}[11:19] = ' 00:00:00')"
        return f"nullif(try_cast(CASE WHEN {is_day} THEN left({text}, 10) END AS DATE), DATE '1900-01-01')"
    if column.type is ColumnType.TIMESTAMP:
        moment = f"try_cast(CASE WHEN {text}[5] = '-' AND length({text}) < 28 THEN {text} END AS TIMESTAMP)"
        return f"nullif({moment}, TIMESTAMP '1900-01-01')"
    if column.type is ColumnType.INTEGER:
        return f"CASE WHEN regexp_full_match({text}, '-?[0-9]{{1,9}}') THEN CAST({text} AS INTEGER) END"
    if column.type is ColumnType.NUMBER:
        number = (
            f"CASE WHEN regexp_full_match({text}, '-?[0-9]{{1,9}}([.][0-9]{{1,9}})?') THEN CAST({text} AS DOUBLE) END"
        )
        return f"nullif({number}, {NO_DISTANCE})" if is_distance(name) else number
    return f"NULL::{sql_type(column)}"
