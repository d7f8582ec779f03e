"""How one value is read: each rule, and its edges."""

from datetime import date, datetime

import pytest

from sightline.dataset.schema import Column, Date, Flag, Integer, Json, Number, Text, Timestamp
from sightline.dataset.values import Reading, reader_for


def read(text, kind=Text, codes=None, words=None):
    return reader_for(Column("x", kind, meaning="x", codes=codes), words or {})(text)


@pytest.mark.parametrize(
    "text",
    ["2024-12-10", "2024-12-10 00:00:00.000", "2024-12-10T09:30:00", "10/12/2024", "10/12/2024 09:30", "10-12-2024",
     "10.12.2024", " 10/12/2024\u00a0", "10 Dec 2024", "10-DEC-2024", "10 December 2024"],
)  # fmt: skip
def test_a_date_is_read_day_first_in_every_form(text):
    assert read(text, Date) == Reading(date(2024, 12, 10))


@pytest.mark.parametrize(
    ("text", "day"),
    [("1/2/24", date(2024, 2, 1)), ("1/2/49", date(2049, 2, 1)), ("1/2/50", date(1950, 2, 1)),
     ("43000", date(2017, 9, 22)), ("43000.75", date(2017, 9, 22)), ("5-Dec-24", date(2024, 12, 5))],
)  # fmt: skip
def test_short_years_and_excel_serials_are_mended(text, day):
    assert read(text, Date) == Reading(day, repaired=True)


@pytest.mark.parametrize("text", ["01/01/1900", "1900-01-01 00:00:00.000", "", "  ", "NULL", "#N/A", "-", "?", "n/a"])
def test_no_date_is_no_fault(text):
    assert read(text, Date) == Reading()


def test_a_date_that_only_reads_month_first_is_refused_not_guessed():
    assert read("12/31/2024", Date).rule == "month_first_date"


@pytest.mark.parametrize("text", ["31/02/2017", "2017-02-29", "TBC", "Unknown", "99999", "10/12", "0/0/0000"])
def test_what_is_no_day_is_refused(text):
    assert read(text, Date).rule == "not_a_date"


def test_a_timestamp_keeps_its_time():
    assert read("10/12/2024 21:05", Timestamp) == Reading(datetime(2024, 12, 10, 21, 5))


@pytest.mark.parametrize(("text", "number"), [("6", 6), ("6.0", 6), ("1,234", 1234), ("-3", -3)])
def test_a_whole_number(text, number):
    assert read(text, Integer) == Reading(number)


@pytest.mark.parametrize("text", ["6.5", "3000000000", "six", "1e99", "nan", "inf"])
def test_what_is_no_whole_number_is_refused(text):
    assert read(text, Integer).rule in ("not_a_whole_number", "not_a_number")


def test_a_number_may_be_money():
    assert read("£1,234.50", Number) == Reading(1234.5)


@pytest.mark.parametrize(("text", "flag"), [("TRUE", True), ("1", True), ("1.0", True), ("n", False), ("No", False)])
def test_a_flag(text, flag):
    assert read(text, Flag) == Reading(flag)


@pytest.mark.parametrize(
    ("text", "codes", "code"),
    [
        ("q) 6: Police", "referral_source", "6"),
        ("10", "referral_source", "10"),
        ("10: Unknown", "referral_source", "10"),
        ("1a", "referral_source", "1A"),
        ("Police", "referral_source", "6"),
        ("a) WBRI", "ethnicity", "WBRI"),
        ("White British", "ethnicity", "WBRI"),
        ("CNHE", "ethnicity", "CHNE"),
        ("2", "sex", "F"),
        ("b) Female", "sex", "F"),
        ("d) Neither", "sex", "U"),
        ("d) Neither", "annex_a_gender", "I"),
        ("01", "gender_ssd", "M"),
        ("a) Yes", "yes_no", "Y"),
        ("1", "yes_no", "Y"),
        ("FALSE", "yes_no", "N"),
        ("N1 - Abuse or neglect", "primary_need", "N1"),
        ("C2: FCO", "legal_status", "C2"),
        ("a) U1: Foster placement - relatives - long term", "placement_type", "U1"),
        ("b) PR1 - Own provision", "placement_provider", "PR1"),
        ("Physical abuse", "category_of_abuse", "PHY"),
        ("b) Former relevant child", "care_leaver_eligibility", "FORMER_RELEVANT"),
        ("U: Independent living", "care_leaver_accommodation", "U"),
        ("NONE", "disability", "NONE"),
        ("f) Long-term fostering", "annex_a_permanence_plan", "LTFOST18"),
    ],
)
def test_a_code_is_found_behind_before_and_in_words(text, codes, code):
    assert read(text, codes=codes) == Reading(code)


def test_a_code_read_as_a_fraction_is_mended():
    assert read("6.0", codes="referral_source") == Reading("6", repaired=True)


def test_unknown_is_an_answer_that_says_nothing():
    assert read("c) Unknown", codes="yes_no") == Reading()


def test_a_code_outside_a_closed_list_is_refused():
    assert read("PSRMEM - Support with memory", codes="primary_need").rule == "unknown_code"


def test_a_single_letter_before_a_word_is_no_code():
    assert read("B and B", codes="care_leaver_accommodation").rule == "unknown_code"


def test_a_word_outside_an_open_list_is_kept():
    assert read("IRO", codes="involvement_role") == Reading("IRO", unlisted=True)


def test_an_authoritys_own_word_comes_first():
    words = {"category_of_abuse": {"Cat 1": "NEG"}}
    assert read("CAT 1", codes="category_of_abuse", words=words) == Reading("NEG")


def test_free_text_leaves_json():
    assert read('{"NFA_FLAG": "Y", "comments": "about a family"}', Json) == Reading('{"NFA_FLAG": "Y"}')


def test_a_list_in_single_quotes_is_mended():
    assert read("['2B', '4B']", Json) == Reading('["2B", "4B"]', repaired=True)


@pytest.mark.parametrize("text", ["{", "not json", "[" * 100_000])
def test_what_is_no_json_is_refused(text):
    assert read(text, Json).rule == "not_json"
