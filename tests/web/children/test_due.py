"""Due and overdue over the made-up authority: who sees which children, what is written of it, and the file."""

import csv
import io
import re

import pytest

from sightline.pages.children import holder_of
from sightline.web.audit.models import ChildSeen, Entry
from sightline.web.people.models import Person

CHILD = re.compile(r'href="/child/([^/"]+)/')


def listed(response) -> list[str]:
    return CHILD.findall(response.content.decode())


def team_of(username: str) -> str:
    return Person.objects.get(username=username).grants.get().unit


def test_a_manager_sees_the_children_of_their_team_alone_and_each_is_written(signed_in, reading):
    response = signed_in("manager").get("/due/")
    team = reading.organisation.unit(team_of("manager")).name
    children = listed(response)
    assert children and {holder_of(reading, child).team for child in children} == {team}
    entry = Entry.objects.first()
    assert (entry.act, entry.person.username) == ("saw_list", "manager")
    assert set(ChildSeen.objects.filter(entry=entry).values_list("child_id", flat=True)) == set(children)


@pytest.mark.parametrize("path", ["/due/", "/due/today/", "/due/export/", "/team/"])
def test_another_teams_children_are_out_of_reach_by_any_unit(signed_in, reading, path):
    client, own = signed_in("manager"), reading.organisation.unit(team_of("manager"))
    for unit in reading.organisation.units.values():
        if unit.teams & own.teams:
            continue
        response = client.get(path, {"unit": unit.key, "show": "now"})
        assert response.status_code in (200, 403) and listed(response) == [], unit.key
    whole = listed(client.get(path, {"unit": "whole"}))
    assert {holder_of(reading, child).team for child in whole} <= own.teams


def test_a_worker_sees_their_own_children_alone(signed_in, reading):
    key = team_of("worker").removeprefix("worker.")
    children = listed(signed_in("worker").get("/due/", {"show": "later"}))
    assert children and {holder_of(reading, child).worker for child in children} == {key}


def test_the_counts_of_the_tabs_are_those_of_the_lists(signed_in):
    client = signed_in("manager")
    page = client.get("/due/").context["list"].page
    for link in page.tabs:
        shown = client.get("/due/", {"show": link.tab.value}).context["list"].page
        assert len(shown.dues) == link.count, link.tab
    assert page.counts[0].value + page.counts[2].value == page.tabs[0].count


def test_the_list_is_narrowed_to_a_worker_and_a_clock(signed_in):
    client = signed_in("director")
    page = client.get("/due/", {"show": "later"}).context["list"].page
    clock, worker = page.clocks[0], page.workers[0]
    narrowed = client.get("/due/", {"show": "later", "clock": clock.value}).context["list"].page
    assert len(narrowed.dues) == clock.count and {due.clock for due in narrowed.dues} == {clock.value}
    theirs = client.get("/due/", {"show": "later", "worker": worker.value}).context["list"].page
    assert len(theirs.dues) == worker.count and {due.worker_id for due in theirs.dues} == {worker.value}


def test_a_wrong_filter_is_refused_in_a_sentence_and_a_wrong_worker_finds_nobody(signed_in):
    client = signed_in("director")
    assert client.get("/due/", {"show": "<script>"}).status_code == 400
    assert client.get("/due/", {"clock": "'; DROP TABLE clocks; --"}).status_code == 400
    nobody = client.get("/due/", {"worker": "' OR 1=1 --"})
    assert nobody.status_code == 200 and listed(nobody) == []
    assert "No child matches all of these" in nobody.content.decode()


def test_todays_list_is_what_is_overdue_or_due_today(signed_in):
    response = signed_in("manager").get("/due/today/")
    page, rows = response.context["page"], response.context["rows"]
    assert all(row.due <= page.day for row in rows)
    assert len(rows) == page.counts[0].value + page.counts[1].value


def test_a_file_needs_a_reason_and_is_written_with_every_child_in_it(signed_in):
    client = signed_in("manager")
    assert client.get("/due/export/").status_code == 200
    assert client.post("/due/export/", {"reason": "because"}).status_code == 400
    before = Entry.objects.filter(act="exported").count()
    response = client.post("/due/export/", {"reason": "For the supervision meetings of this week"})
    assert response.status_code == 200 and response.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    entry = Entry.objects.filter(act="exported").first()
    assert Entry.objects.filter(act="exported").count() == before + 1
    assert entry.why == "For the supervision meetings of this week"
    assert {row["Child"] for row in rows} == set(entry.children.values_list("child_id", flat=True))


def test_who_may_not_download_is_refused(signed_in):
    assert signed_in("worker").get("/due/export/").status_code == 403
