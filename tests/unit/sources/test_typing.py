"""From texts to typed rows: what is kept, what is set aside, and that nothing vanishes."""

from datetime import date, datetime

import pyarrow as pa
import pytest

from sightline.dataset import tables
from sightline.dataset.typing import FILE, ROW, SHEET, Load, RawRows, type_rows
from sightline.settings import Sensitive, Settings

LOAD = Load("a-load", "878", "ssd")


def typed(table, columns, load=LOAD, **options):
    count = len(next(iter(columns.values())))
    place = {FILE: ["file.csv"] * count, SHEET: pa.nulls(count, pa.string()), ROW: list(range(2, 2 + count))}
    return type_rows(RawRows(tables.ALL[table], pa.table({**columns, **place}), **options), load)


def rejected(result):
    return [(r["row"], r["column"], r["value"], r["rule"], r["whole_row"]) for r in result.rejects.to_pylist()]


def plans(**columns):
    base = {"cppl_cp_plan_id": ["1", "2"], "cppl_person_id": ["a", "b"]}
    return typed("ssd_cp_plans", {**base, **columns})


def test_identifiers_are_text_and_a_fraction_is_mended():
    result = typed("ssd_family", {
        "fami_table_id": ["007", "9212044.0", " 8\u00a0"], "fami_family_id": ["1"] * 3, "fami_person_id": ["a"] * 3,
    })  # fmt: skip
    assert result.rows.column("fami_table_id").to_pylist() == ["007", "9212044", "8"]
    assert result.count.repaired == 1


@pytest.mark.parametrize("nothing", ["-1", "0", "", "NULL", "#REF!"])
def test_a_row_without_its_key_is_set_aside(nothing):
    result = plans(cppl_cp_plan_id=[nothing, "2"])
    assert result.rows.column("cppl_cp_plan_id").to_pylist() == ["2"]
    assert [(row, column, rule, whole) for row, column, _, rule, whole in rejected(result)] == [
        (2, "cppl_cp_plan_id", "missing_value", True)
    ]
    assert (result.count.read, result.count.kept, result.count.rejected) == (2, 1, 1)


def test_a_bad_cell_leaves_its_row():
    result = plans(cppl_cp_plan_start_date=["31/02/2017", "2017-03-01"])
    assert result.rows.column("cppl_cp_plan_start_date").to_pylist() == [None, date(2017, 3, 1)]
    assert rejected(result) == [(2, "cppl_cp_plan_start_date", "31/02/2017", "not_a_date", False)]
    assert result.count.rejected == 0


def test_a_bad_cell_in_a_required_column_takes_its_row():
    result = typed("ssd_disability", {
        "disa_table_id": ["1", "2"], "disa_person_id": ["a", "a"], "disa_disability_code": ["HAND", "nope"],
    })  # fmt: skip
    assert rejected(result) == [(3, "disa_disability_code", "nope", "unknown_code", True)]


def test_a_reject_says_what_is_wrong_in_a_sentence():
    result = plans(cppl_cp_plan_start_date=["TBC", None])
    assert result.rejects.column("message").to_pylist() == [
        "'cppl_cp_plan_start_date': not a date: write it as 31/12/2024 or 2024-12-31. The cell was left empty."
    ]


def test_a_reject_names_the_sources_own_heading():
    result = typed(
        "ssd_cp_plans",
        {"cppl_cp_plan_id": ["1"], "cppl_person_id": ["a"], "cppl_cp_plan_start_date": ["TBC"]},
        headings={"cppl_cp_plan_start_date": "Plan Start"},
    )
    assert rejected(result)[0][1] == "Plan Start"


def test_one_of_exact_copies_is_kept():
    result = plans(cppl_cp_plan_id=["1", "1"], cppl_person_id=["a", "a"])
    assert rejected(result) == [(3, None, "1", "duplicate", True)]


def test_of_two_rows_with_one_key_the_first_is_kept():
    result = plans(cppl_cp_plan_id=["1", "1"])
    assert result.rows.column("cppl_person_id").to_pylist() == ["a"]
    assert rejected(result) == [(3, None, "1", "duplicate_key", True)]


def test_siblings_may_share_an_enquiry():
    result = typed("ssd_s47_enquiry", {"s47e_s47_enquiry_id": ["1", "1"], "s47e_person_id": ["a", "b"]})
    assert result.count.kept == 2


def test_rows_keep_their_order():
    order = [str(n) for n in range(1, 50_001)]
    result = typed("ssd_cp_plans", {
        "cppl_cp_plan_id": order, "cppl_person_id": order, "cppl_cp_plan_initial_category": ["NEG", "PHY"] * 25_000,
    })  # fmt: skip
    assert result.rows.column("cppl_cp_plan_id").to_pylist() == order


def test_many_distinct_dates_read_like_few():
    days = [f"{1 + n % 28:02}/{1 + n // 28 % 12:02}/{1900 + n // 336}" for n in range(30_000)]
    result = typed("ssd_cp_plans", {
        "cppl_cp_plan_id": days, "cppl_person_id": days, "cppl_cp_plan_start_date": ["1900-01-01", *days[1:-1], "x"],
    })  # fmt: skip
    starts = result.rows.column("cppl_cp_plan_start_date").to_pylist()
    assert starts[:2] == [None, date(1900, 1, 2)]
    assert rejected(result) == [(30_001, "cppl_cp_plan_start_date", "x", "not_a_date", False)]


def test_values_that_are_typed_already_stay_as_they_are():
    result = typed("ssd_missing", {
        "miss_table_id": pa.array([1, 2], pa.int64()),
        "miss_missing_episode_start_date": pa.array([datetime(2024, 5, 1, 22, 15), datetime(1900, 1, 1)],
            pa.timestamp("us")),
        "miss_missing_episode_end_date": pa.array([date(2024, 5, 2), None], pa.date32()),
    })  # fmt: skip
    assert result.rows.column("miss_table_id").to_pylist() == ["1", "2"]
    assert result.rows.column("miss_missing_episode_start_date").to_pylist() == [datetime(2024, 5, 1, 22, 15), None]
    assert result.rows.column("miss_missing_episode_end_date").to_pylist() == [datetime(2024, 5, 2), None]


def test_a_distance_of_999_9_could_not_be_measured():
    result = typed("ssd_cla_placement", {
        "clap_cla_placement_id": ["1", "2", "3"], "clap_cla_placement_distance": ["999.9", "999.90", "12.5"],
    })  # fmt: skip
    assert result.rows.column("clap_cla_placement_distance").to_pylist() == [None, None, 12.5]


def test_names_are_left_out_unless_they_are_asked_for():
    columns = {"pers_person_id": ["a"], "pers_surname": ["Example"]}
    assert typed("ssd_person", columns).rows.column("pers_surname").to_pylist() == [None]
    asked = Load("a-load", "878", "ssd", Settings(sensitive=Sensitive(names=True)))
    assert typed("ssd_person", columns, asked).rows.column("pers_surname").to_pylist() == ["Example"]


def test_an_over_long_value_is_shown_in_part():
    result = plans(cppl_cp_plan_start_date=["x" * 10_000_000, None])
    assert len(rejected(result)[0][2]) == 200


def test_a_word_outside_an_open_list_is_kept_and_noted():
    result = typed(
        "ssd_involvements", {"invo_involvements_id": ["1", "2"], "invo_professional_role_id": ["IRO", "IRO"]}
    )
    assert result.notes == [
        "ssd_involvements, 'invo_professional_role_id': 1 words not in the list 'involvement_role' "
        "were kept as read: 'IRO' (2)."
    ]


def test_every_row_says_whose_it_is_and_where_it_came_from():
    row = plans().rows.to_pylist()[0]
    assert (row["la_code"], row["load_id"], row["source"], row["source_row"]) == ("878", "a-load", "ssd", "file.csv:2")


def test_a_pooled_file_says_itself_whose_row_it_is():
    result = plans(la_code=["201", "13"], cppl_cp_plan_id=["1", "1"])
    assert result.rows.column("la_code").to_pylist() == ["201", "013"]


def test_a_table_with_its_own_source_column_has_it_once():
    result = typed("ext_population", {
        "area_code": ["E10000008"], "year": ["2024"], "sex": ["P"], "age": ["7"], "population": ["8,100"],
            "source": ["ONS"],
    })  # fmt: skip
    assert result.rows.column_names.count("source") == 1
    assert result.rows.column("source").to_pylist() == ["ONS"]
