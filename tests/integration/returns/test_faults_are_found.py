"""Every kind of recording fault that the demo injects is found by something with a name, and so is nothing else."""

from datetime import date

import pyarrow.parquet as pq
import pytest

from sightline.dataset import demo
from sightline.engine.base import engine_called
from sightline.engine.quality import rows_at_fault

from .conftest import Loaded

# The check that finds exactly the rows of a kind.
BY_CHECK = {
    "birth_date_in_the_future": "person_dob_in_future",
    "postcode_missing": "no_postcode",
    "contact_without_source": "no_contact_source",
    "contact_orphan": "contacts_person_id_unknown",
    "referral_in_the_future": "cin_episodes_referral_date_in_future",
    "referral_orphan": "cin_episodes_person_id_unknown",
    "assessment_open_in_closed_case": "open_assessment_on_closed_case",
    "enquiry_ended_before_it_started": "s47_enquiry_s47_end_date_before_start",
    "plan_without_conference": "plan_without_conference",
    "cp_visit_without_seen": "visit_not_saying_seen",
    "cin_visit_without_seen": "cin_visit_not_saying_seen",
    "cla_visit_without_seen": "cla_visit_not_saying_seen",
    "review_without_participation": "review_without_participation",
    "involvement_overlapping": "two_allocated_workers",
    "involvement_orphan": "involvements_person_id_unknown",
    "health_check_in_the_future": "cla_health_health_check_date_in_future",
    "sdq_impossible": "impossible_sdq_score",
}
# What the load sets aside: the table, and the column whose cell it empties (a whole row where none).
BY_LOAD = {
    "ethnicity_unknown_code": ("ssd_person", "pers_ethnicity", ("WHIT", "XXXX")),
    "person_twice": ("ssd_person", None, None),
    "contact_twice": ("ssd_contacts", None, None),
    "contact_date_in_words": ("ssd_contacts", "cont_contact_date", None),
    "referral_unknown_need": ("ssd_cin_episodes", "cine_cin_primary_need_code", None),
    "referral_twice": ("ssd_cin_episodes", None, None),
    "assessment_date_in_words": ("ssd_cin_assessments", "cina_assessment_start_date", None),
    "plan_unknown_category": ("ssd_cp_plans", "cppl_cp_plan_latest_category", None),
    "cin_visit_twice": ("ssd_cin_visits", None, None),
    "cla_visit_date_in_words": ("ssd_cla_visits", "clav_cla_visit_date", None),
    "placement_unknown_type": ("ssd_cla_placement", "clap_cla_placement_type", None),
}
# Found in part by a check and in part by the load, or in part read for what they are.
OTHERWISE = (
    "ethnicity_missing",
    "ethnicity_in_words",
    "birth_date_missing",
    "referral_without_need",
    "case_closed_before_it_opened",
)


def found(loaded: Loaded, check: str) -> set[str]:
    with engine_called("duckdb") as engine:
        return set(rows_at_fault(engine, loaded.version, loaded.settings, check)["record_id"].to_pylist())


@pytest.fixture(scope="module")
def set_aside(faulty) -> list[dict]:
    return pq.read_table(faulty.version.rejects).to_pylist()


def test_every_kind_has_its_finder():
    assert {*BY_CHECK, *BY_LOAD, *OTHERWISE} == {kind.key for kind in demo.FAULT_KINDS}


@pytest.mark.parametrize("kind", BY_CHECK)
def test_a_check_finds_each_row_and_no_other(kind, clean, faulty):
    check = BY_CHECK[kind]
    assert len(found(faulty, check) - found(clean, check)) == faulty.made.faults[kind] > 0
    assert found(clean, check) == set() or kind == "plan_without_conference"


def test_the_conferences_of_plans_from_before_the_demo_are_not_there(clean):
    """As in a real extract, whose first day cuts lives in two."""
    starts = {
        r["cppl_cp_plan_id"]: r["cppl_cp_plan_start_date"] for r in clean.authority.tables["ssd_cp_plans"].to_pylist()
    }
    assert max(starts[plan] for plan in found(clean, "plan_without_conference")) < date(2019, 4, 1)


def test_a_case_is_closed_before_its_referral_by_either_date(clean, faulty):
    """The wrong date is the closure, or a referral that was dated ahead."""
    assert found(clean, "closed_before_referral") == set()
    ahead = found(faulty, "cin_episodes_referral_date_in_future")
    rows = found(faulty, "closed_before_referral") - ahead
    assert len(rows) == faulty.made.faults["case_closed_before_it_opened"] > 0


@pytest.mark.parametrize("kind", BY_LOAD)
def test_the_load_sets_each_aside_and_nothing_else(kind, set_aside, faulty):
    table, column, values = BY_LOAD[kind]
    rows = [r for r in set_aside if r["table"] == table and r["column"] == column]
    rows = [r for r in rows if values is None or r["value"] in values]
    assert len(rows) == faulty.made.faults[kind] > 0
    assert all(r["whole_row"] == (column is None) and r["message"] for r in rows)


def test_nothing_is_set_aside_but_faults(clean, set_aside):
    assert pq.read_table(clean.version.rejects).num_rows == 0
    known = {(table, column) for table, column, _ in BY_LOAD.values()}
    assert {(r["table"], r["column"]) for r in set_aside} == known


def test_an_ethnicity_is_missing_where_it_was_not_recorded_or_is_no_code(clean, faulty, set_aside):
    """Words that the list knows are read for what they mean; what it does not know is set aside."""
    aside = [r for r in set_aside if r["column"] == "pers_ethnicity"]
    in_words = [r for r in aside if r["value"] not in ("WHIT", "XXXX")]
    assert 0 < len(in_words) < faulty.made.faults["ethnicity_in_words"]
    assert found(clean, "no_ethnicity") == set()
    assert len(found(faulty, "no_ethnicity")) == faulty.made.faults["ethnicity_missing"] + len(aside)


def test_a_birth_date_is_missing_or_stands_where_the_expected_one_goes(clean, faulty):
    assert found(clean, "no_birth_date") | found(clean, "birth_not_recorded") == set()
    missing, expected = found(faulty, "no_birth_date"), found(faulty, "birth_not_recorded")
    assert len(missing) + len(expected) == faulty.made.faults["birth_date_missing"]
    assert missing and expected


def test_an_open_case_without_a_need_is_found(clean, faulty):
    """Of closed cases the census asks (rule 8610, `test_demo_returns`)."""
    before = {r["cine_referral_id"]: r for r in clean.authority.tables["ssd_cin_episodes"].to_pylist()}
    rows = faulty.authority.tables["ssd_cin_episodes"].to_pylist()
    lost = {
        r["cine_referral_id"]
        for r in rows
        if r["cine_cin_primary_need_code"] is None and before[r["cine_referral_id"]]["cine_cin_primary_need_code"]
        and r["cine_close_date"] is None and r["cine_referral_nfa"] != "Y"
    }  # fmt: skip
    assert lost
    assert found(clean, "no_primary_need") == set()
    assert found(faulty, "no_primary_need") == lost
