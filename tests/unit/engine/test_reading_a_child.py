"""One child's rows come from the version's files: all of them, and nobody else's."""

import re
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.dataset.versions import Manifest, TableCount, new_version
from sightline.engine.chronology import ChildReader, chronology
from sightline.errors import BadUsage
from sightline.measures.source_tables import BY_SHORT_NAME

WORLD = {
    "person": """
        id | forename | dob        | la
        A  | Robin    | 2008-09-14 | 000
        B  | Kit      | 2010-01-01 | 000
        C  |          |            | 000
        D  |          |            | 000
        D  |          |            | 001
    """,
    "family": "id | family_id | child\nf1 | one | A\nf2 | one | B\nf3 | two | C",
    "mother": "id | child | childs_person_id\nm1 | M | A\nm2 | M | C",
    "cin_episodes": "id | child | referral_date\nr1 | A | 2017-03-06\nr2 | B | 2017-03-07",
    "cin_assessments": "id | child | assessment_start_date | assessment_worker_id\na1 | A | 2017-03-06 | staff7",
    "assessment_factors": "id | assessment_id | assessment_factors_json\nx1 | a1 | [\"2B\"]\nx2 | a9 | [\"3A\"]",
    "cla_reviews": "id | cla_person_id | cla_review_date\nn1 | A | 2017-06-20",
    "professionals": "id | staff_id | professional_name\nw7 | staff7 | Ines Calder",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    from spec.drawing import as_arrow, drawn

    workspace = tmp_path_factory.mktemp("workspace")
    counts = []
    with new_version(workspace) as writer:
        for name, text in WORLD.items():
            table = BY_SHORT_NAME[name]
            rows = as_arrow(table, drawn(name, text))
            writer.write(table, rows)
            counts.append(TableCount(table.stored_name, rows.num_rows, rows.num_rows, 0))
        manifest = Manifest("v", date(2017, 7, 3), datetime(2017, 7, 3), ["000"], counts, [])
        version = writer.commit(manifest)
    views = tmp_path_factory.mktemp("views")
    spell = {"la_code": ["000"], "person_id": ["A"], "start_date": [date(2017, 3, 8)], "end_date": [date(9999, 12, 31)]}
    pq.write_table(pa.table(spell | {"team_id": ["N3"], "worker_id": ["w7"]}), views / "allocation.parquet")
    pq.write_table(pa.table(spell | {"period_id": ["p"], "end_reason": [None]}), views / "cla_periods.parquet")
    units = {"la_code": ["000", "000"], "unit_team": ["N3", "N3"], "team": ["Old name", "North 3"]}
    dates = {"unit_from": [date(1900, 1, 1), date(2017, 1, 1)]}
    pq.write_table(pa.table(units | dates), views / "units.parquet")
    with ChildReader(version, views) as opened:
        yield opened


def test_every_row_of_the_child_and_nobody_elses(reader):
    rows = reader.read("A")
    assert [row["referral_id"] for row in rows.of("cin_episodes")] == ["r1"]
    assert [row["cla_review_id"] for row in rows.of("cla_reviews")] == ["n1"]
    assert [row["assessment_factors_json"] for row in rows.of("assessment_factors")] == ['["2B"]']


def test_the_story_names_workers_by_staff_number_too_and_teams_by_their_last_name(reader):
    child = chronology(reader.read("A"), date(2017, 7, 3))
    assert child.facts.name == "Robin"
    assert {h.who for h in child.happenings if h.what == "Assessment started"} == {"Ines Calder"}
    assert child.holder is not None
    assert (child.holder.worker, child.holder.team) == ("Ines Calder", "North 3")


def test_brothers_and_sisters_are_known_by_family_or_mother(reader):
    child = chronology(reader.read("A"), date(2017, 7, 3))
    assert [(one.person_id, one.name) for one in child.relatives] == [("B", "Kit"), ("C", "")]


@pytest.mark.parametrize("strange", ["X", "", "A' OR '1'='1", "a", "A\x00", "💥" * 50])
def test_an_id_that_the_data_do_not_know_is_refused(reader, strange):
    with pytest.raises(BadUsage, match=re.escape(f"No child with the id '{strange[:40]}' is known")):
        reader.read(strange)
    assert not reader.knows(strange)


def test_an_id_of_two_authorities_asks_which(reader):
    with pytest.raises(BadUsage, match="several authorities: 000, 001"):
        reader.read("D")
    assert reader.read("D", "001").la_code == "001"
