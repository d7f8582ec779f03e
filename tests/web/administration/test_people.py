"""Roles are given and taken away on a page, and what was done is written down."""

from datetime import date

import pytest

from sightline.web.audit.models import Act, Entry
from sightline.web.people.models import Grant, Person

NEW = {"username": "nora", "display_name": "Nora Newly", "email": "", "is_active": "on", "password": ""}


@pytest.fixture
def admin(signed_in):
    return signed_in("admin")


def enter(admin) -> Person:
    admin.post("/administration/people/new/", NEW | {"act": "person"})
    return Person.objects.get(username="nora")


def give(admin, person, **data):
    grant = {"act": "grant", "role": "team_manager", "unit": "locality.north", "from_date": "2026-01-01", "until": ""}
    return admin.post(f"/administration/people/{person.pk}/", grant | data)


def test_somebody_is_entered_without_a_usable_password_and_given_a_role(admin):
    nora = enter(admin)
    assert not nora.has_usable_password()
    give(admin, nora)
    grant = nora.grants.get()
    assert (grant.role, grant.unit, grant.given_by.username) == ("team_manager", "locality.north", "admin")
    assert [e.what for e in Entry.objects.filter(act=Act.CHANGED).order_by("pk")] == [
        "Entered nora", "Gave nora the role team_manager for locality.north",
    ]  # fmt: skip


def test_a_role_that_began_earlier_ends_yesterday_and_stays_in_the_history(admin):
    nora = enter(admin)
    give(admin, nora)
    grant = nora.grants.get()
    admin.post(f"/administration/people/roles/{grant.pk}/")
    assert not nora.grants_on(date.today()).exists()
    assert nora.grants.get().until < date.today()


def test_a_made_up_unit_or_role_is_refused(admin):
    nora = enter(admin)
    assert give(admin, nora, unit="locality.atlantis").status_code == 200
    assert give(admin, nora, role="emperor").status_code == 200
    assert give(admin, nora, until="2025-01-01").status_code == 200
    assert not nora.grants.exists()


def test_nobody_takes_their_own_administration_away(admin):
    own = Grant.objects.get(person__username="admin")
    admin.post(f"/administration/people/roles/{own.pk}/")
    assert Grant.objects.filter(pk=own.pk, until=None).exists()


def test_a_weak_first_password_is_refused(admin):
    answer = admin.post("/administration/people/new/", NEW | {"password": "nora-nora-1"})
    assert answer.status_code == 200
    assert not Person.objects.filter(username="nora").exists()


@pytest.mark.parametrize("asked", ["%00", "%27%20OR%201=1--", "<script>", "x" * 500, "%F0%9F%99%88"])
def test_any_search_is_answered(asked, admin):
    assert admin.get(f"/administration/people/?name={asked}").status_code == 200
