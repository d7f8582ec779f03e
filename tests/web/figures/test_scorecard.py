"""The scorecard: what stands in its rows, for whom, and that no file or sentence of it says more than its cells."""

import csv
import re
from io import BytesIO, StringIO

import openpyxl
import pytest

from sightline.engine.figure import Status
from sightline.judgement.marks import Variation
from sightline.judgement.ratings import Rating
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.targets import TargetInForce
from sightline.measures.model import COUNT, PERCENT
from sightline.pages.headlines import HEADLINES, TOPICS
from sightline.pages.scorecard import scorecard_of
from sightline.pages.scorecard_words import finding, limits, target_short
from sightline.settings import Target


@pytest.fixture(scope="module")
def whole(reading):
    return scorecard_of(reading, reading.organisation.whole, reading.last_whole_month, Audience.CASE)


@pytest.fixture(scope="module")
def of_members(reading):
    """Of a locality, where small numbers are."""
    return scorecard_of(reading, locality(reading), reading.last_whole_month, Audience.PUBLIC)


def locality(reading):
    return reading.organisation.units["locality.north"]


# What is on it


def test_the_rows_follow_the_childs_journey(whole):
    assert [group.topic.title for group in whole.groups] == [topic.title for topic in TOPICS]
    assert [row.id for row in whole.rows] == [headline.measure_id for headline in HEADLINES]


def test_a_rate_of_the_authority_is_a_number_of_its_parts(reading):
    card = scorecard_of(reading, locality(reading), reading.last_whole_month, Audience.CASE)
    assert card.row_of("referral_rate") is None
    row = card.row_of("referrals")
    assert row is not None and row.judged is not None
    assert row.judged.figure.numerator == reading.figure(
        row.headline.measure, row.judged.figure.period.window, card.month, card.unit
    ).numerator  # fmt: skip


def test_what_a_unit_does_not_have_says_so(reading):
    card = scorecard_of(reading, locality(reading), reading.last_whole_month, Audience.CASE)
    assert {row.id: row.why_none for row in card.not_cut} == dict.fromkeys(
        ("mash_enquiries", "mash_forwarded_pct", "agency_rate_dfe"),
        "not known by locality: of the whole authority only",
    )


def test_an_exception_is_off_target_or_a_special_cause_for_the_worse(whole):
    for row in whole.rows:
        off = row.judged.rating.rating is Rating.RED
        worse = row.variation in (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)
        assert (row in whole.exceptions) == (off or worse), row.id


def test_the_sentence_counts_what_the_rows_show(whole):
    shown = re.match(r"(\d+) of (\d+) measures need attention\.", finding(whole))
    assert shown and (int(shown[1]), int(shown[2])) == (len(whole.exceptions), len(whole.told))
    assert f"{sum(row.is_better for row in whole.rows)}" in "0123456789" or "improved" in limits(whole)


def test_england_stands_beside_shares_and_rates_alone(whole):
    with_england = [row for row in whole.rows if row.england is not None]
    assert with_england
    assert all(row.headline.measure.unit is not COUNT for row in with_england)


def test_a_small_line_has_thirteen_months_and_ends_with_the_months_figure(whole):
    for row in whole.told:
        assert len(row.spark.values) == 13
        assert row.spark.values[-1] == pytest.approx(float(row.judged.figure.value))


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(value=85), "≥ 85%"),
        (Target(value=25, comparison="<="), "≤ 25%"),
        (Target(value=100), "100%"),
        (Target(value=65, to=70), "65–70%"),
        (Target(value=20, comparison="<"), "under 20%"),
    ],
)
def test_a_target_is_short_in_its_column(target, words):
    assert target_short(TargetInForce(target), PERCENT) == words


# For members


def test_members_see_no_small_number_and_no_mark_of_what_is_hidden(of_members):
    assert of_members.hidden
    for row in of_members.hidden:
        assert (row.judged.figure.numerator, row.judged.figure.value) == (None, None)
        assert row.variation is None and row.judged.direction is None and not row.is_exception
        assert row.spark.values[-1] is None
    for row in of_members.told:
        figure = row.judged.figure
        counts = [figure.numerator] if row.headline.measure.subject.about_children else []
        assert not [count for count in counts if count is not None and 0 < count <= 5], row.id


def test_a_longer_period_of_members_is_shown_where_each_of_its_months_is(of_members):
    for row in of_members.rows:
        months = {figure.period.last: figure.status for figure in row.months}
        for longer in (row.year_to_date, row.rolling):
            if longer is not None and longer.status is Status.OK:
                assert all(months.get(month, Status.OK) is not Status.SUPPRESSED for month in longer.period.months)


def test_files_hide_what_the_page_hides(signed_in, of_members):
    client = signed_in("member")
    rows = list(
        csv.DictReader(StringIO(client.get("/scorecard/scorecard.csv?unit=locality.north").content.decode("utf-8-sig")))
    )
    hidden = {row["Id"] for row in rows if row["Status"] == "suppressed"}
    assert hidden == {row.id for row in of_members.hidden}
    for row in rows:
        if row["Id"] in hidden:
            assert (row["Figure"], row["Numerator"], row["Denominator"], row["Variation"]) == ("[c]", "", "", "")
    sheet = openpyxl.load_workbook(BytesIO(client.get("/scorecard/scorecard.xlsx?unit=locality.north").content)).active
    assert [cell.value for cell in sheet["G"]].count("[c]") == len(hidden)


def test_members_are_shown_no_records_and_leaders_are(signed_in):
    assert "/records/" not in signed_in("member").get("/scorecard/").content.decode()
    assert "/records/cin_not_allocated/" in signed_in("director").get("/scorecard/").content.decode()


# Choices


@pytest.mark.parametrize(
    "query",
    [
        "?topic=nothing",
        "?show=everything",
        "?beside=nowhere",
        "?beside=whole&unit=whole",
        "?period=1999-01",
        "?unit=%00",
    ],
)
def test_what_does_not_exist_is_refused_in_a_sentence(signed_in, query):
    response = signed_in("director").get("/scorecard/" + query)
    assert response.status_code == 400
    assert "Traceback" not in response.content.decode()


def test_a_member_gets_no_team(signed_in, reading):
    team = next(key for key in reading.organisation.units if key.startswith("team."))
    client = signed_in("member")
    assert client.get("/scorecard/", {"unit": team}).status_code == 403
    assert client.get("/scorecard/", {"beside": team}).status_code == 403
    assert client.get("/scorecard/scorecard.csv", {"unit": team}).status_code == 403


def test_choices_stay_in_the_links(signed_in):
    page = signed_in("director").get("/scorecard/?period=2026-06&unit=locality.north").content.decode()
    assert "/measure/cla_snapshot/?period=2026-06&amp;unit=locality.north" in page


def test_a_topic_shows_its_rows_alone(signed_in):
    page = signed_in("director").get("/scorecard/?topic=care-leavers").content.decode()
    assert "Care leavers in touch" in page
    assert "Enquiries received" not in page


def test_what_was_made_for_one_level_is_not_shown_at_another(signed_in, reading, of_members):
    exact = scorecard_of(reading, locality(reading), reading.last_whole_month, Audience.CASE)
    signed_in("director").get("/scorecard/?unit=locality.north")
    page = signed_in("member").get("/scorecard/?unit=locality.north").content.decode()
    hidden = {row.id for row in of_members.hidden}
    for row in exact.rows:
        if row.id in hidden and row.judged.counts:
            assert f">{row.judged.counts}<" not in page
