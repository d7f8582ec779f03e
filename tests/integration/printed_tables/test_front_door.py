"""Workbook table 4: enquiries at the front door and those passed to social work."""

from decimal import Decimal

from printed_tables.printed import MONTHS, needs_the_printed_tables, series
from sightline.measures.arithmetic import monthly_average, round_half_up

pytestmark = needs_the_printed_tables
OCTOBER, APRIL = MONTHS[4], MONTHS[10]


def test_table_4_prints_the_enquiries_of_each_month(workbook):
    assert workbook.line("mash_enquiries") == series("4", "mash_enquiries")


def test_table_4_prints_the_enquiries_passed_to_social_work(workbook):
    assert workbook.line("mash_enquiries_forwarded") == series("4", "mash_enquiries_forwarded")


def test_table_4_prints_the_share_passed_on_but_for_two_slips(workbook):
    printed = series("4", "mash_forwarded_pct")
    # X01 and X02: 356 of 1,185 is 30.0 and 313 of 882 is 35.5; the print has 30.1 and 35.6.
    right = printed | {OCTOBER: Decimal("30.0"), APRIL: Decimal("35.5")}
    assert workbook.line("mash_forwarded_pct", decimals=1) == right


def test_table_4_adds_the_year_to_date_its_monthly_average_and_its_share(workbook):
    enquiries = workbook.figure("mash_enquiries", window="ytd").value
    forwarded = workbook.figure("mash_enquiries_forwarded", window="ytd").value
    assert (enquiries, forwarded) == (3341, 1242)
    assert round_half_up(monthly_average(enquiries, 3)) == 1114
    assert round_half_up(monthly_average(forwarded, 3)) == 414
    assert round_half_up(workbook.figure("mash_forwarded_pct", window="ytd").value, 1) == Decimal("37.2")
