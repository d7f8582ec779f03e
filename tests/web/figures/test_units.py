"""Unit pages and a team's day over the made-up authority: what each reader is shown of them."""

import re

from sightline.measures.catalogue import measure_called
from sightline.measures.windows import Month, Window
from sightline.pages.caseload import caseload_of
from sightline.pages.overdue import overdue_by_clock
from sightline.pages.scope import EVERYTHING, Scope
from sightline.web.audit.models import ChildSeen
from sightline.web.people.models import Person

CHILD = re.compile(r'href="/child/([^/"]+)/')


def own_unit(username, reading):
    return reading.organisation.unit(Person.objects.get(username=username).grants.get().unit)


def test_the_caseload_of_each_unit_is_the_measures(reading):
    average = measure_called("caseload_average")
    for unit in reading.organisation.units.values():
        figure = reading.figure(average, Window.SNAPSHOT, Month.of(reading.as_at), unit)
        load = caseload_of(reading, unit).total
        if figure is not None and figure.value is not None and figure.numerator:
            assert (load.children, load.adjusted) == (figure.numerator, figure.denominator), unit.name


def test_what_is_overdue_adds_up_over_localities_and_clocks(reading):
    whole = overdue_by_clock(reading, EVERYTHING)
    assert whole.total == sum(row.total for row in whole.rows) == sum(whole.totals)
    assert whole.total == whole.weeks[-1] and whole.week_before == whole.weeks[-2]
    assert all(sum(row.by_locality) == row.total for row in whole.rows)
    assert overdue_by_clock(reading, Scope()).total == 0


def test_a_member_sees_a_units_trend_and_nothing_of_children_or_workers(signed_in, reading):
    response = signed_in("member").get("/unit/", {"unit": "whole"})
    page = response.context["page"]
    assert page.trends and page.overdue is None and page.caseload is None and page.held == ()
    assert CHILD.findall(response.content.decode()) == []
    assert signed_in("member").get("/unit/", {"unit": own_unit("manager", reading).key}).status_code == 403


def test_workers_are_for_those_who_manage_them(signed_in, reading):
    team = own_unit("manager", reading)
    assert signed_in("manager").get("/unit/", {"unit": team.key}).context["page"].caseload is not None
    assert signed_in("reviewer").get("/unit/", {"unit": team.key}).context["page"].caseload is None
    worker = caseload_of(reading, team).rows[0].key
    assert signed_in("manager").get("/unit/", {"unit": worker}).status_code == 200
    assert signed_in("reviewer").get("/unit/", {"unit": worker}).status_code == 403
    elsewhere = next(
        one.key for one in reading.organisation.worker_units.values() if one.teams and not one.teams & team.teams
    )
    assert signed_in("manager").get("/unit/", {"unit": elsewhere}).status_code == 403


def test_the_children_that_a_unit_page_lists_are_written(signed_in, reading):
    response = signed_in("manager").get("/unit/", {"unit": own_unit("manager", reading).key})
    children = CHILD.findall(response.content.decode())
    assert children and set(ChildSeen.objects.values_list("child_id", flat=True)) == set(children)


def test_a_teams_day_has_its_list_early_warnings_and_caseload_and_writes_every_child(signed_in):
    response = signed_in("manager").get("/team/")
    home = response.context["home"]
    assert home.caseload is not None and home.caseload.by_worker
    shown = set(CHILD.findall(response.content.decode()))
    assert shown == set(ChildSeen.objects.values_list("child_id", flat=True))
    assert signed_in("worker").get("/team/").context["home"].caseload is None
