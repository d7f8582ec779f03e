"""Rules made into SQL."""

import duckdb
import ibis

from sightline.returns.run import sql_of


def test_a_filter_on_a_group_and_on_the_row_looks_at_the_whole_group():
    rows = ibis.table({"child": "int64", "day": "int64", "open": "boolean"}, name="rows")
    last = rows.day.max().over(group_by="child")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE rows AS SELECT * FROM (VALUES (1, 1, true), (1, 2, false)) AS t(child, day, open)")
    assert connection.execute(sql_of(rows.filter((rows.day < last) & rows.open))).fetchall() == [(1, 1, True)]
    # Rows that were left out before are not of the group.
    still_open = rows.filter(rows.open)
    earlier = still_open.filter(still_open.day < still_open.day.max().over(group_by="child"))
    assert connection.execute(sql_of(earlier)).fetchall() == []
