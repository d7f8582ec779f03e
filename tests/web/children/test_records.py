"""Lists of records: as long as their figure, filtered and sorted as they say, and written in the audit."""

import csv
import io

import pytest
from django.test import Client

from sightline.engine.measured import Slice
from sightline.engine.records import records
from sightline.measures.catalogue import measure_called
from sightline.measures.windows import Window
from sightline.pages.children import names_of_children
from sightline.pages.record_words import noun_of
from sightline.pages.records import PAGE, Question, records_page
from sightline.pages.scope import EVERYTHING
from sightline.web.audit.models import Act, ChildSeen, Entry

SHARES = ("rereferral_pct_children", "icpc_in_15wd_pct", "assessments_in_45wd_pct", "cla_visit_6wk_pct")
UNITS = ("whole", "locality.north", "service-area.children-families")


def page_of(reading, measure_id, window=None, unit="whole", **given):
    measure = measure_called(measure_id)
    question = Question(measure, window or measure.windows[0], reading.last_whole_month,
                        reading.organisation.unit(unit))  # fmt: skip
    asked = {name.replace("by_", "by-"): [value] for name, value in given.items()}
    return records_page(reading, question, EVERYTHING, EVERYTHING, asked, ())


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("measure_id", [*SHARES, "cla_snapshot", "referrals", "cpp_snapshot"])
def test_the_list_is_as_long_as_the_figure(reading, measure_id, unit):
    page = page_of(reading, measure_id, unit=unit)
    assert page.found == page.figure.numerator
    everything = {tab.title: tab.count for tab in page.tabs}
    if measure_id in SHARES:
        assert everything["All"] == page.figure.denominator
        assert everything["Counted"] + everything["Not counted"] == everything["All"]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("measure_id", "window"),
    [("rereferral_pct_children", Window.QUARTER), ("s47_unique_children", Window.YEAR_TO_DATE),
     ("icpc_in_15wd_pct", Window.ROLLING_12), ("cla_visit_6wk_pct", Window.SNAPSHOT)],
)  # fmt: skip
def test_a_units_part_of_the_list_is_what_the_engine_lists_for_the_unit(reading, measure_id, window, unit):
    measure, where = measure_called(measure_id), reading.organisation.unit(unit).where
    wanted = records(reading.measured, measure, Slice(window, (reading.last_whole_month,), (), where)).to_pylist()
    page = page_of(reading, measure_id, window, unit)
    assert page.found == sum(row["role"] == "numerator" for row in wanted)
    first = [row["person_id"] for row in wanted if row["role"] == "numerator"][:PAGE]
    assert [row.child_id for row in page.rows] == first


def test_a_members_count_is_how_many_rows_choosing_it_leaves(reading):
    page = page_of(reading, "rereferral_pct_children", show="all")
    for chosen in page.filters:
        member = chosen.members[0]
        left = page_of(reading, "rereferral_pct_children", show="all", **{f"by_{chosen.key}": member.value})
        assert (chosen.key, left.found) == (chosen.key, member.count)
        assert [chip.title for chip in left.chips] == [member.label]


def test_every_row_is_on_one_page(reading):
    first = page_of(reading, "rereferral_pct_children", show="all")
    pages = -(-first.found // PAGE)
    seen = [row.child_id for n in range(1, pages + 1)
            for row in page_of(reading, "rereferral_pct_children", show="all", page=str(n)).rows]  # fmt: skip
    assert (len(seen), len(set(seen))) == (first.found, first.found)
    # A page past the end is the last one.
    beyond = page_of(reading, "rereferral_pct_children", show="all", page="9999")
    assert beyond.asked.page == pages


@pytest.mark.parametrize(("sort", "order"), [("working_days", "ascending"), ("-working_days", "descending")])
def test_sorting_by_a_number(reading, sort, order):
    page = page_of(reading, "assessments_in_45wd_pct", sort=sort, show="all")
    place = [head.column.key for head in page.headings[1:]].index("working_days")
    numbers = [int(row.cells[place].text) for row in page.rows if row.cells[place].text]
    assert numbers == sorted(numbers, reverse=order == "descending")
    assert {head.column.key: head.order for head in page.headings}["working_days"] == order


def test_names_stand_by_the_ids_and_sort_the_list(reading):
    page = page_of(reading, "cla_snapshot", sort="child")
    names = [row.name for row in page.rows]
    assert all(names)
    assert names == sorted(names)


def test_no_list_of_the_engine_has_names(reading):
    assert len(names_of_children(reading)) > 1000
    for measure_id in ("cla_snapshot", "referrals"):
        asked = Slice(measure_called(measure_id).windows[0], (reading.last_whole_month,))
        columns = set(records(reading.measured, measure_called(measure_id), asked).column_names)
        assert not columns & {"forename", "surname", "name"}


@pytest.mark.parametrize(
    ("measure_id", "noun"),
    [("rereferral_pct_children", "children"), ("referrals", "referrals"), ("cla_snapshot", "children"),
     ("s47_ended", "section 47 enquiries"), ("cla_started", "periods of care"), ("cin_total", "open cases")],
)  # fmt: skip
def test_what_the_rows_are_called(measure_id, noun):
    assert noun_of(measure_called(measure_id)) == noun


def test_the_page_says_the_figure_and_why_rows_are_counted(signed_in):
    response = signed_in("director").get("/records/rereferral_pct_children/")
    text, figure = response.content.decode(), response.context["page"].figure
    assert f"October 2026: {figure.numerator} of {figure.denominator} children, " in text
    assert "Why counted: " in text
    assert "Children’s names shown" in text


def test_a_figure_of_another_system_has_no_children_behind_it(signed_in):
    observed = next(name for name, m in _catalogue().items() if m.is_observed)
    response = signed_in("director").get(f"/records/{observed}/")
    assert response.status_code == 200
    assert "was counted by another system" in response.content.decode()


def _catalogue():
    from sightline.measures.catalogue import CATALOGUE

    return CATALOGUE


def test_an_unknown_measure_is_not_there(signed_in):
    assert signed_in("director").get("/records/no_such_measure/").status_code == 404


# The audit


def test_every_child_whose_id_is_shown_is_written_in_the_audit(signed_in):
    response = signed_in("director").get("/records/icpc_in_15wd_pct/?show=not")
    (entry,) = Entry.objects.filter(act=Act.SAW_LIST)
    seen = set(ChildSeen.objects.filter(entry=entry).values_list("child_id", flat=True))
    shown = {row.child_id for row in response.context["page"].rows}
    assert seen == shown - {None}
    assert len(seen) > 1
    assert "Conferences within 15 working days" in entry.what


# Files


def download(client: Client, kind: str, reason: str = "For the team's meeting on Monday", query: str = ""):
    return client.post(f"/records/icpc_in_15wd_pct/export/{query}", {"reason": reason, "kind": kind})


def test_a_file_is_asked_for_with_a_reason_and_the_reason_is_kept(signed_in):
    client = signed_in("director")
    assert client.get("/records/icpc_in_15wd_pct/export/").status_code == 200
    response = download(client, "csv")
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    (entry,) = Entry.objects.filter(act=Act.EXPORTED)
    assert entry.why == "For the team's meeting on Monday"
    assert entry.children.count() == len({line[0] for line in lines[1:]})
    assert lines[0][:2] == ["Child", "Name"]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="icpc_in_15wd_pct-2026-10-whole')


@pytest.mark.parametrize("reason", ["", "because", " " * 40])
def test_without_a_reason_there_is_no_file_and_no_entry(signed_in, reason):
    response = download(signed_in("director"), "csv", reason)
    assert response.status_code == 400
    assert not Entry.objects.filter(act=Act.EXPORTED).exists()


def test_a_workbook_says_what_it_is_and_why_it_was_taken(signed_in):
    import openpyxl

    response = download(signed_in("director"), "xlsx", query="?show=all")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    facts = dict(book["About"].iter_rows(values_only=True))
    assert facts["Reason"] == "For the team's meeting on Monday"
    assert int(facts["Rows"]) == book["List"].max_row - 1


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("+44", "+44"), ("-3.5", "-3.5"), ("@sum", "'@sum"), ("-x", "'-x"), ("Police", "Police")],
)
def test_no_cell_is_taken_for_a_formula(text, written):
    from sightline.web.config.files import harmless

    assert harmless(text) == written
