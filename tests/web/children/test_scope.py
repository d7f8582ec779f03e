"""A team manager reaches no other team's child: not by address, list, filter, order, page, column, file or search."""

import csv
import io
import re

import pytest
from django.utils import timezone

from sightline.pages.child_lookup import held_children
from sightline.pages.children import names_of_children
from sightline.web.audit.models import Act, ChildSeen, Entry
from sightline.web.children.models import BrokenGlass

LIST = "/records/cla_snapshot/?unit=whole"
REASON = "The duty worker is away and the police ask"


@pytest.fixture
def manager_scope(reading, people):
    """The teams of the demo's team manager."""
    from sightline.web.people.access import access_of
    from sightline.web.people.models import Person

    manager = Person.objects.get(username="manager")
    return access_of(manager.grants_on(timezone.localdate()), reading.organisation).children


@pytest.fixture
def theirs(reading, manager_scope) -> set[str]:
    """The children whom the manager's team holds."""
    held = held_children(reading)
    return {child for child, holder in held.items() if manager_scope.holds_child(holder.team, holder.worker)}


@pytest.fixture
def others_child(reading, theirs) -> str:
    """A looked-after child of another team."""
    from sightline.engine.chronology import chronology
    from sightline.pages.children import child_reader

    held = held_children(reading)
    reader = child_reader(reading)
    return next(
        child
        for child, holder in sorted(held.items())
        if child not in theirs and holder.team and chronology(reader.read(child), reading.as_at).standings
    )


def ids_in(text: str) -> set[str]:
    return set(re.findall(r"\bP1\d{6}\b", text))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "&sort=child",
        "&sort=-child",
        "&sort=held_by",
        "&sort=worker",
        "&sort=-record_id",
        "&page=2",
        "&page=27",
        "&column=record_id&column=worker&column=held_by&column=period_id",
        "&by-locality=South",
        "&by-sex=M&sort=-age",
        "&window=rolling12",
    ],
)
def test_a_list_has_every_row_and_no_other_teams_child(signed_in, reading, theirs, query):
    response = signed_in("manager").get(LIST + query)
    assert response.status_code == 200
    page, text = response.context["page"], response.content.decode()
    assert ids_in(text) <= theirs
    names = names_of_children(reading)
    others = {names[row.child_id] for row in page.rows if row.child_id and row.child_id not in theirs}
    assert others == set()
    if not query:
        assert page.found == page.figure.numerator
        assert 0 < page.hidden < page.found
        assert "held by another team" in text


def test_the_same_list_shows_a_director_every_child_and_a_worker_their_own(signed_in, reading):
    assert signed_in("director").get(LIST).context["page"].hidden == 0
    page = signed_in("worker").get(LIST).context["page"]
    assert page.hidden >= page.found - 40


def test_hidden_children_come_last_in_the_order_of_names(signed_in):
    page = signed_in("manager").get(f"{LIST}&sort=-child").context["page"]
    shown = [row.child_id is not None for row in page.rows]
    assert shown == sorted(shown, reverse=True)


def test_a_hidden_child_is_not_in_the_audit_as_seen(signed_in, theirs):
    signed_in("manager").get(LIST)
    assert set(ChildSeen.objects.values_list("child_id", flat=True)) <= theirs


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_has_no_other_teams_child(signed_in, theirs, kind):
    response = signed_in("manager").post(
        "/records/cla_snapshot/export/?unit=whole&column=record_id&column=worker&column=period_id",
        {"reason": REASON, "kind": kind},
    )
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]
    else:
        import openpyxl

        rows = list(openpyxl.load_workbook(io.BytesIO(response.content))["List"].iter_rows(values_only=True))[1:]
    held_elsewhere = [row for row in rows if row[0] not in theirs]
    assert held_elsewhere
    assert {tuple(cell or "" for cell in row) for row in held_elsewhere} == {("held by another team", "", "", "", "")}
    (entry,) = Entry.objects.filter(act=Act.EXPORTED)
    assert set(entry.children.values_list("child_id", flat=True)) <= theirs


def test_a_worker_who_may_not_export_gets_no_file(signed_in):
    assert signed_in("worker").get("/records/cla_snapshot/export/").status_code == 403


def test_another_teams_child_is_refused_with_who_holds_it_and_nothing_else(signed_in, reading, others_child):
    response = signed_in("manager").get(f"/child/{others_child}/")
    text = response.content.decode()
    assert response.status_code == 403
    assert f"This child is held by {held_children(reading)[others_child].team}." in text.replace("&amp;", "&")
    assert names_of_children(reading)[others_child] not in text
    assert "Open with a reason" not in text
    (entry,) = Entry.objects.filter(act=Act.REFUSED)
    assert [child.child_id for child in entry.children.all()] == [others_child]


@pytest.mark.parametrize("query", ["?show=all", "?view=print", "?span=life", "?whole=1", "?show=all&whole=1"])
def test_no_view_of_another_teams_child_opens(signed_in, others_child, query):
    assert signed_in("manager").get(f"/child/{others_child}/{query}").status_code == 403


def test_a_child_of_ones_own_team_opens_and_is_written_in_the_audit(signed_in, reading, theirs):
    child = sorted(theirs)[0]
    response = signed_in("manager").get(f"/child/{child}/")
    assert response.status_code == 200
    assert ids_in(response.content.decode()) <= theirs
    (entry,) = Entry.objects.filter(act=Act.SAW_CHILD)
    assert child in entry.children.values_list("child_id", flat=True)


@pytest.mark.parametrize("username", ["member", "partner", "lead", "clerk", "governance", "admin"])
def test_whoever_sees_no_children_cannot_tell_an_id_from_none(signed_in, others_child, username):
    client = signed_in(username)
    known, unknown = (client.get(f"/child/{child}/") for child in (others_child, "P9999999"))
    assert (known.status_code, unknown.status_code) == (403, 403)
    assert _without_address(known, others_child) == _without_address(unknown, "P9999999")


def _without_address(response, child: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return text.replace(child, "")


def test_an_id_that_does_not_exist_is_not_there(signed_in):
    assert signed_in("manager").get("/child/P9999999/").status_code == 404


@pytest.mark.parametrize("strange", ["%00", "..%2f..%2fetc", "P1' OR '1'='1", "<script>", "💥", "p1071987"])
def test_strange_ids_are_refused(signed_in, strange):
    assert signed_in("director").get(f"/child/{strange}/").status_code in (400, 404)


# Break-glass


def test_a_manager_of_one_team_has_no_break_glass(signed_in, others_child):
    client = signed_in("manager")
    assert client.get(f"/child/{others_child}/break-glass/").status_code == 403
    assert client.post(f"/child/{others_child}/break-glass/", {"reason": REASON}).status_code == 403
    assert not BrokenGlass.objects.exists()


@pytest.fixture
def outside_head(reading, people) -> str:
    """A child outside the locality of the demo's head of service."""
    from sightline.web.people.access import access_of
    from sightline.web.people.models import Person

    head = Person.objects.get(username="head")
    scope = access_of(head.grants_on(timezone.localdate()), reading.organisation).children
    held = held_children(reading)
    return next(c for c, h in sorted(held.items()) if h.team and not scope.holds_child(h.team, h.worker))


def test_a_head_of_service_opens_a_record_with_a_reason_for_an_hour(signed_in, outside_head):
    client, other = signed_in("head"), signed_in("area")
    refused = client.get(f"/child/{outside_head}/")
    assert refused.status_code == 403
    assert f"/child/{outside_head}/break-glass/" in refused.content.decode()
    opened = client.post(f"/child/{outside_head}/break-glass/", {"reason": REASON}, follow=True)
    assert opened.status_code == 200
    assert "with a reason, which information governance reads" in opened.content.decode()
    (entry,) = Entry.objects.filter(act=Act.BROKE_GLASS)
    assert (entry.why, [c.child_id for c in entry.children.all()]) == (REASON, [outside_head])
    # It opens nothing to anybody else, and nothing more to the same person.
    assert BrokenGlass.open_for(other.get("/records/").wsgi_request.user, outside_head) is None
    # After the hour it is closed.
    BrokenGlass.objects.update(until=timezone.now())
    assert client.get(f"/child/{outside_head}/").status_code == 403


@pytest.mark.parametrize("reason", ["", "why not", " " * 50, "x" * 1001])
def test_a_poor_reason_opens_nothing(signed_in, outside_head, reason):
    client = signed_in("head")
    assert client.post(f"/child/{outside_head}/break-glass/", {"reason": reason}).status_code == 400
    assert client.get(f"/child/{outside_head}/").status_code == 403
    assert not Entry.objects.filter(act=Act.BROKE_GLASS).exists()


def test_an_opening_ends_with_the_role(signed_in, reading, outside_head):
    from sightline.web.people.models import Grant, Person

    client = signed_in("head")
    client.post(f"/child/{outside_head}/break-glass/", {"reason": REASON})
    Grant.objects.filter(person=Person.objects.get(username="head")).update(role="team_manager")
    assert client.get(f"/child/{outside_head}/").status_code == 403


def test_information_governance_reads_who_opened_what_and_why(signed_in, outside_head):
    signed_in("head").post(f"/child/{outside_head}/break-glass/", {"reason": REASON})
    text = signed_in("governance").get("/records/opened-outside-scope/").content.decode()
    assert REASON in text
    assert outside_head in text
    assert signed_in("director").get("/records/opened-outside-scope/").status_code == 403
