"""A published file is read by its headings, every cell becomes a value or a named state, and faults name their row."""

import pytest

from benchmarks.conftest import HEADINGS, ees
from sightline.benchmarks import ees as reader
from sightline.benchmarks.importing import read_published
from sightline.benchmarks.opening import open_file
from sightline.benchmarks.values import year_of
from sightline.errors import BadInput

REFERRALS = "category,referral_count,rereferral_count,rereferral_percent"


def rows(read) -> list[dict]:
    return read.rows.to_pylist()


def test_each_symbol_is_a_state_of_its_own_and_never_a_number(put):
    symbols = ["c", "x", ":", "z", ".", "k", "low", "u", "-", "", "0"]
    lines = [f"{2000 + i} Devon: Referrals,{symbol},1,2.5" for i, symbol in enumerate(symbols)]
    read = read_published(open_file(put("any.csv", ees(REFERRALS, *lines))))
    states = {r["text"]: (r["value"], r["status"]) for r in rows(read) if r["indicator"] == "referral_count"}
    assert states == {
        "c": (None, "suppressed"),
        "x": (None, "not_available"),
        ":": (None, "not_available"),
        "z": (None, "not_applicable"),
        ".": (None, "not_applicable"),
        "k": (None, "rounds_to_zero"),
        "low": (None, "rounds_to_zero"),
        "u": (None, "low_reliability"),
        "-": (None, "missing"),
        "": (None, "missing"),
        "0": (0.0, "ok"),
    }
    assert read.counted.cells == 33 == read.counted.values + sum(read.counted.missing.values())


def test_columns_are_told_by_their_headings_in_any_order_and_the_file_may_be_called_anything(put):
    text = ees(REFERRALS, "2024 Devon: Referrals,100,20,20")
    turned = "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines())
    plain = read_published(open_file(put("c1.csv", text)))
    other = read_published(open_file(put("something else.csv.gz", turned)))
    keys = ("indicator", "filters", "year", "la_code", "area_code", "value")

    def facts(read):
        return sorted(tuple(r[k] for k in keys) for r in rows(read))

    assert plain.table == other.table == "referrals"
    assert facts(plain) == facts(other)


def test_a_column_of_words_is_a_filter_and_all_filters_and_indicators_are_kept(put):
    text = ees("sex,age_band,number,rate", "2024 Devon: Male,0 to 4,12,3.4", "2024 Devon: Female,0 to 4,c,k")
    read = read_published(open_file(put("new.csv", text)))
    assert {(r["indicator"], r["filters"], r["text"]) for r in rows(read)} == {
        ("number", '{"sex":"Male","age_band":"0 to 4"}', "12"),
        ("rate", '{"sex":"Male","age_band":"0 to 4"}', "3.4"),
        ("number", '{"sex":"Female","age_band":"0 to 4"}', "c"),
        ("rate", '{"sex":"Female","age_band":"0 to 4"}', "k"),
    }


def test_the_vintage_is_that_of_the_last_year(put):
    text = ees(REFERRALS, "2023 Devon: Referrals,1,1,1", "2025 Devon: Referrals,1,1,1")
    assert read_published(open_file(put("a.csv", text))).vintage == "2024-25"


def test_years_and_months_are_months(put):
    text = ees("stage_of_adoption_process,age_start_poc,number", "2024 England: 1. Entry to decision,Total,01:03")
    (row,) = rows(read_published(open_file(put("a.csv", text))))
    assert (row["value"], row["text"]) == (15, "01:03")


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024", 2024), ("202425", 2025), ("199900", 2000), ("2024/25", 2025), ("2016-17", 2017), ("2014-16", 2016),
        ("2013/14-15/16", 2016), ("2022-23 (OT)", 2023), ("2023 (Rev)", 2023), ("2025 (prov)", 2025), ("0", None),
        ("202427", None), ("Total", None), ("", None),
    ],
)  # fmt: skip
def test_a_period_is_of_the_year_that_ends(period, year):
    assert year_of(period) == year


GOOD = ees(REFERRALS, "2024 England: Referrals,500,90,18", "2024 Devon: Referrals,100,20,20")


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("a missing column", GOOD.replace("time_period,", "when,"),
         "a.csv, row 1, column 'time_period': the column is missing."),
        ("a missing code column", GOOD.replace("new_la_code", "code"),
         "a.csv, row 1, column 'new_la_code': the column is missing."),
        ("an unknown ONS code", GOOD.replace("E10000008", "E10009999"),
         "a.csv, row 3, column 'new_la_code', value 'E10009999': no area has this code."),
        ("an unknown number", GOOD.replace("878", "879X"),
         "a.csv, row 3, column 'old_la_code', value '879X': no area has this code."),
        ("another authority's code", GOOD.replace("E10000008", "E06000052"),
         "a.csv, row 3, column 'new_la_code', value 'E06000052': this is not the code of authority 878."),
        ("another country", GOOD.replace("National,E92000001", "National,W92000004"),
         "a.csv, row 2, column 'country_code', value 'W92000004': no area has this code."),
        ("a key twice", GOOD + GOOD.splitlines()[2] + "\n",
         "a.csv, row 4: the same area, time and filters stands twice: in row 3 and here."),
        ("a symbol not known", GOOD.replace("100,20,20", "100,q,20"),
         "a.csv, row 3, column 'rereferral_count', value 'q': this is neither a number nor a symbol"),
        ("no number", GOOD.replace("100,20,20", "100,nan,20"),
         "a.csv, row 3, column 'rereferral_count', value 'nan': this is neither a number nor a symbol"),
        ("a year that is none", GOOD.replace("\n2024,", "\n20224,", 1),
         "a.csv, row 2, column 'time_period', value '20224': this is no year"),
        ("another level", GOOD.replace("Regional", "x").replace("Local authority", "Ward"),
         "a.csv, row 3, column 'geographic_level', value 'Ward': this level of area is not read."),
        ("a cell too many", GOOD.replace("100,20,20", "100,20,20,7"),
         "a.csv, row 3: the row has 15 cells, but there are 14 headings."),
        ("a heading twice", GOOD.replace("rereferral_percent", "referral_count"),
         "a.csv, row 1, column 'referral_count': two columns have the same heading."),
        ("no rows", GOOD.splitlines()[0] + "\n", "a.csv: there is no row beneath the headings."),
        ("no layout", "a,b\n1,2\n", "a.csv, row 1: these headings are of no published layout that is known: a, b"),
        ("nothing", "", "a.csv: the file is empty."),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_that_names_file_and_row(put, what, text, said):
    with pytest.raises(BadInput) as error:
        read_published(open_file(put("a.csv", text)))
    assert str(error.value).startswith(said), what
    assert "\n" not in str(error.value)


PLANS = "category,CPP_start,CPP_subsequent,CPP_subsequent_percent"


def test_a_column_that_every_release_has_had_may_not_be_lost(put):
    text = ees(PLANS, "2024 Devon: Plans,600,120,20").replace("CPP_subsequent_percent", "other")
    with pytest.raises(BadInput) as error:
        read_published(open_file(put("d3.csv", text)))
    assert str(error.value).startswith("d3.csv, row 1, column 'CPP_subsequent_percent': the column is missing, which")
    assert read_published(open_file(put("d3.csv", text)), incomplete=True).table == "repeat_plans"


def test_a_column_by_which_the_table_is_told_may_not_be_lost_either(put):
    columns = "category,Section47,Section47_child,ICPC_child,Duration_0-10_days,Duration_11-15_days,Duration_16-20_days"
    columns += ",Duration_21+_days,Duration_25th_Percentile,Duration_median,Duration_75th_Percentile"
    with pytest.raises(BadInput, match="column 'ICPC': the column is missing"):
        read_published(open_file(put("c4.csv", ees(columns, "2024 Devon: x,1,1,1,1,1,1,1,1,1,1"))))


def test_an_extract_with_a_few_of_the_columns_is_read(put):
    read = read_published(open_file(put("mine.csv", GOOD)))
    assert (read.table, read.counted.cells) == ("referrals", 6)


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08\x00broken", b"no gzip at all"])
def test_an_unreadable_gzip_is_one_sentence(tmp_path, data):
    file = tmp_path / "a.csv.gz"
    file.write_bytes(data)
    with pytest.raises(BadInput, match=r"^a\.csv\.gz: the gzip file can't be unpacked"):
        open_file(file)


def test_a_file_cut_off_in_the_middle_is_refused(put):
    file = put("a.csv.gz", GOOD * 50)
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(BadInput, match="can't be unpacked"):
        open_file(file)


def test_a_layout_that_lost_a_column_is_still_told():
    assert reader.is_ees(HEADINGS.replace("time_period,", "").split(","))
    assert not reader.is_ees(["LA Number", "LA Name", "Region", "Type"])
