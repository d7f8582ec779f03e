"""Help says what the code does: roles, thresholds, tries; and is open to those who need it before they sign in."""

import pytest
from django.test import Client

from sightline.web.guidance.who_sees import role_rows
from sightline.web.people.permissions import Permission
from sightline.web.people.roles import ROLES


@pytest.mark.parametrize("path", ["/help/privacy/", "/help/accessibility/", "/help/signing-in/"])
def test_what_is_needed_before_signing_in_is_open(path, db):
    assert Client().get(path).status_code == 200


def test_privacy_names_every_role_and_permission(signed_in):
    text = signed_in("member").get("/help/privacy/").content.decode().replace("&#x27;", "'")
    assert [role.title for role in ROLES.values() if role.title not in text] == []
    given = {permission for role in ROLES.values() for permission in role.permissions}
    assert [permission.value for permission in given if permission.value not in text] == []


def test_who_sees_children_is_said_of_those_alone_who_do():
    said = {row.title: row.children for row in role_rows()}
    for role in ROLES.values():
        assert (said[role.title] == "none") == (Permission.SEE_CHILDREN not in role.permissions), role.title


def test_the_threshold_is_the_settings_own(signed_in, reading):
    text = signed_in("member").get("/help/hidden/").content.decode()
    assert f"a count of 1 to {reading.settings.disclosure.threshold}" in text


def test_definitions_keep_those_with_the_words(signed_in):
    text = signed_in("director").get("/help/definitions/", {"q": "transfer-in"}).content.decode()
    assert "Transfer-in conferences within 15 working days" in text
    assert "Residents aged 0 to 17" not in text


def test_definitions_without_any_say_so(signed_in):
    assert (
        "No measure has all of these words"
        in signed_in("director").get("/help/definitions/", {"q": "zebra"}).content.decode()
    )


def test_what_went_wrong_is_said_without_a_traceback(signed_in):
    client = signed_in("member")
    lost = client.get("/nowhere/")
    assert lost.status_code == 404 and "There is nothing here" in lost.content.decode()
    refused = client.get("/audit/")
    assert refused.status_code == 403 and "not yours to open" in refused.content.decode()


def test_the_demos_people_are_listed_in_the_demo_alone(db, reading, settings):
    from sightline.web.people.demo import PASSWORD

    assert PASSWORD in Client().get("/sign-in/").content.decode()
    settings.IS_DEMO = False
    text = Client().get("/sign-in/").content.decode()
    assert PASSWORD not in text and "Demonstration users" not in text


def test_a_wrong_password_says_neither_which_was_wrong_nor_loses_the_name(people):
    answer = Client().post("/sign-in/", {"username": "director", "password": "wrong"})
    text = answer.content.decode()
    assert "There is a problem" in text and "do not go together" in text
    assert 'value="director"' in text


def test_signing_in_is_paused_after_too_many_tries(people, settings):
    client = Client()
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/sign-in/", {"username": "director", "password": "wrong"})
    assert answer.status_code == 429
    assert "Signing in is paused" in answer.content.decode()
