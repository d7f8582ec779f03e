"""The measure page and its files: the same figures in each, hidden alike, and nothing that was not asked for."""

import csv
import io
import re
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.engine.measured import Slice
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import SECTIONS, measure_called
from sightline.measures.windows import Window
from sightline.pages.disclosed import ask_as

PAGE = "/measure/rereferral_pct_children/"


def text_of(response) -> str:
    """The main part of a page as words."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def rows_of(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_it_opens_with_the_finding_and_shows_chart_split_months_and_definition(signed_in, reading):
    response = signed_in("director").get(PAGE)
    html, text = response.content.decode(), text_of(response)
    (figure,) = reading.figures(
        measure_called("rereferral_pct_children"), Slice(Window.MONTH, (reading.last_whole_month,))
    )
    assert response.status_code == 200
    assert f"({figure.numerator} of {figure.denominator})" in text
    assert html.count('class="sl-chart"') >= 3
    assert "Thirteen months" in text and "What it counts" in text and "Good is Low" in text
    assert "style=" not in html.partition("<main")[2]
    assert len(response.content) < 150_000


def test_the_thirteen_months_are_the_engines(signed_in, reading):
    measure, last = measure_called("referrals"), reading.last_whole_month
    months = tuple(last.plus(-back) for back in range(12, -1, -1))
    exact = reading.figures(measure, Slice(Window.MONTH, months))
    table = signed_in("director").get("/measure/referrals/").content.decode().partition('id="months"')[2]
    cells = re.findall(r'<td class="n">([\d,]+)</td>', table.partition("</tr>\n<tr")[0])
    assert cells[:13] == [f"{int(figure.numerator):,}" for figure in exact]


@pytest.mark.parametrize("view", ["control", "years", "rolling"])
def test_each_chart_is_a_page_and_a_file_of_its_own(view, signed_in):
    client = signed_in("director")
    assert client.get(f"{PAGE}?view={view}").status_code == 200
    svg = client.get(f"{PAGE}chart.svg?view={view}")
    assert svg["Content-Type"] == "image/svg+xml" and svg.content.startswith(b"<?xml")
    png = client.get(f"{PAGE}chart.png?view={view}")
    assert png.content.startswith(b"\x89PNG")


def test_the_files_hold_what_the_page_shows(signed_in):
    client = signed_in("director")
    rows = rows_of(client.get(f"{PAGE}data.csv?by=gender"))
    assert [row["table"] for row in rows].count("months") == 26
    assert {row["member"] for row in rows if row["table"] == "split"} >= {"Male", "Female"}
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}data.xlsx?by=gender").content), read_only=True)
    sheet = list(book["Figures"].iter_rows(values_only=True))
    assert len(sheet) == len(rows) + 1
    assert [str(row[5]) for row in sheet[1:] if row[0] == "split"] == ["gender"] * sum(
        row["table"] == "split" for row in rows
    )
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Level"].startswith("Case level")


@pytest.mark.parametrize("measure_id", ["rereferral_pct_children", "cpp_repeat_ever_pct", "cla_started"])
def test_a_member_gets_what_may_be_known_in_page_and_file_and_no_more(measure_id, signed_in, reading):
    client = signed_in("member")
    rows = rows_of(client.get(f"/measure/{measure_id}/data.csv?by=locality&window=month"))
    measure, last = measure_called(measure_id), reading.last_whole_month
    ask = ask_as(reading, Audience.PUBLIC)
    allowed = {f.by["locality"]: f for f in ask(measure, Slice(Window.MONTH, (last,), ("locality",)))}
    exact = {f.by["locality"]: f for f in reading.figures(measure, Slice(Window.MONTH, (last,), ("locality",)))}
    split = {row["member"]: row for row in rows if row["table"] == "split"}
    assert set(split) == set(exact)
    hidden = [name for name, figure in allowed.items() if figure.numerator is None]
    for name, row in split.items():
        if name in hidden:
            assert (row["numerator"], row["denominator"], row["value"], row["low"]) == ("", "", "", "")
            assert row["symbol"] == "[c]"
        else:
            assert float(row["numerator"]) == exact[name].numerator
    page = text_of(client.get(f"/measure/{measure_id}/?by=locality&window=month"))
    assert not hidden or "[c]" in page


def test_what_a_member_may_not_have_is_refused_in_words(signed_in, reading):
    client = signed_in("member")
    locality = next(key for key in reading.organisation.units if key.startswith("locality."))
    text = text_of(client.get(f"{PAGE}?unit={locality}&by=gender"))
    assert "This split would show too few children." in text and "Choose the whole service." in text
    rows = rows_of(client.get(f"{PAGE}data.csv?unit={locality}&by=gender"))
    assert not [row for row in rows if row["table"] == "split"]
    assert client.get(f"{PAGE}?by=team").status_code == 400
    team = next(key for key in reading.organisation.units if key.startswith("team."))
    assert client.get(f"{PAGE}?unit={team}").status_code == 403
    assert client.get(f"{PAGE}data.csv?unit={team}").status_code == 403


def test_records_are_linked_for_those_who_may_see_them(signed_in, reading):
    manager = signed_in("manager")
    html = manager.get(PAGE).content.decode()
    assert "Records behind this figure" in html
    whole = manager.get(f"{PAGE}?unit=whole&by=locality").content.decode()
    assert "Records behind this figure" not in whole
    assert "/records/" not in whole.partition('id="where"')[2]
    lead = signed_in("lead").get(PAGE).content.decode()
    assert "/records/" not in lead.partition("<main")[2]
    assert "Records behind this figure" in signed_in("director").get(PAGE).content.decode()


def test_what_one_reader_was_shown_is_not_shown_to_another(signed_in):
    director, member = signed_in("director"), signed_in("member")
    first = director.get(f"{PAGE}?by=primary_need").content.decode()
    second = member.get(f"{PAGE}?by=primary_need").content.decode()
    assert "/records/" in first.partition("<main")[2]
    assert "/records/" not in second.partition("<main")[2]


def test_the_copied_link_makes_the_view_again(signed_in):
    client = signed_in("director")
    html = client.get(f"{PAGE}?by=age_band&view=years&window=rolling12").content.decode()
    link = re.search(r'data-copy="http://testserver([^"]+)"', html)[1].replace("&amp;", "&")
    assert {"period=", "unit=whole", "view=years", "by=age_band", "window=rolling12"} <= {
        part if part.startswith(("unit", "view", "by", "window")) else part[:7] for part in re.split(r"[?&]", link)
    }
    assert text_of(client.get(link)) == text_of(client.get(f"{PAGE}?by=age_band&view=years&window=rolling12"))


def test_internal_papers_mark_counts_of_one_to_five(signed_in, reading):
    team = next(
        unit
        for unit in reading.organisation.units.values()
        if unit.key.startswith("team.")
        and 1 <= (reading.figure(measure_called("cla_snapshot"), Window.SNAPSHOT, reading.last_whole_month, unit)
                  ).numerator <= 5
    )  # fmt: skip
    html = signed_in("lead").get(f"/measure/cla_snapshot/?unit={team.key}").content.decode()
    assert re.search(r'<span class="sl-big">[1-5]\*', html)
    assert not re.search(r'<span class="sl-big">[1-5]\*', signed_in("director").get(
        f"/measure/cla_snapshot/?unit={team.key}").content.decode())  # fmt: skip


def test_what_was_written_in_the_application_stands_on_the_chart_and_moves_its_limits(signed_in, reading):
    from sightline.web.commentary.models import Annotation
    from sightline.web.people.models import Person

    client = signed_in("director")
    before = client.get("/measure/referrals/").content.decode()
    start = reading.last_whole_month.plus(-14).start
    author, approver = Person.objects.get(username="analyst"), Person.objects.get(username="director")
    Annotation.objects.create(on=start, text="one front door", measure="referrals", rebase=True, author=author,
                              approver=approver, approved_at=f"{date(2026, 10, 1)}T12:00:00Z")  # fmt: skip
    after = client.get("/measure/referrals/").content.decode()
    assert "one front door" not in before
    assert f"{start:%B %Y}: one front door" in after
    assert "limits restarted" in after and "(limits start afresh)" in after


def test_a_measure_that_no_unit_has_says_so(signed_in, reading):
    locality = next(key for key in reading.organisation.units if key.startswith("locality."))
    text = text_of(signed_in("director").get(f"/measure/population_0_17/?unit={locality}"))
    assert "known for the whole of" in text


@pytest.mark.parametrize("query", ["by=worker_name", "view=pie", "window=decade", "unit=nowhere", "period=1066-01",
                                   "by=%27%20or%201%3D1", "period=2026-13"])  # fmt: skip
def test_what_does_not_exist_is_refused_in_a_sentence(query, signed_in):
    for path in (PAGE, f"{PAGE}data.csv"):
        response = signed_in("director").get(f"{path}?{query}")
        assert response.status_code == 400
        assert "Traceback" not in response.content.decode()


def test_an_unknown_measure_or_file_is_not_found(signed_in):
    client = signed_in("director")
    assert client.get("/measure/nothing/").status_code == 404
    assert client.get(f"{PAGE}data.exe").status_code == 404


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["by", "view", "window", "unit", "period", "q"]), st.text(max_size=60))
def test_any_filter_is_answered_or_refused(signed_in, name, text):
    assert signed_in("member").get(PAGE, {name: text}).status_code in (200, 400, 403)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("username", ["director", "member"])
def test_a_measure_of_every_section_has_its_page(section, username, signed_in):
    measure = SECTIONS[section].MEASURES[-1]
    response = signed_in(username).get(f"/measure/{measure.id}/")
    assert response.status_code == 200
    assert signed_in(username).get(f"/measure/{measure.id}/data.csv").status_code == 200


def test_all_measures_are_listed_by_topic_and_found_by_word(signed_in):
    client = signed_in("member")
    assert "Children looked after" in text_of(client.get("/measures/"))
    found = text_of(client.get("/measures/?q=referred again"))
    assert "Share of children referred again within 12 months" in found
    assert "Children looked after at the date" not in found
    assert "No measure has all of these words." in text_of(client.get("/measures/?q=zebra"))
