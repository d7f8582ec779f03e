"""People's own records live in PostgreSQL where `DATABASE_URL` says so: the same pages, on a cluster of its own."""

import pytest

from serving.conftest import Reader, served

pytestmark = pytest.mark.postgres


def test_signing_in_settings_tokens_commentary_and_audit(workspace, refresh, cluster):
    import psycopg

    refresh(2)
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute("CREATE DATABASE pages")
    address_of_database = cluster.rsplit("/", 1)[0] + "/pages"
    with served(workspace, DATABASE_URL=address_of_database) as address:
        anna = Reader(address)
        for page in ("/", "/scorecard/", "/measure/mash_enquiries/", "/commentary/", "/records/mash_enquiries/"):
            assert "Smallshire" in anna.read(page)
        assert "sightline_" in anna.post("/api/tokens/", name="a workbook")
        anna.post("/account/", shortcuts="on")
    assert not (workspace / "app.sqlite3").exists()
    with psycopg.connect(address_of_database) as connection:
        acts = {row[0] for row in connection.execute("SELECT act FROM audit_entry").fetchall()}
        tokens = connection.execute("SELECT count(*) FROM api_token").fetchone()
    assert {"signed_in", "changed", "saw_list"} <= acts
    assert tokens == (1,)
