"""`sightline people`: the first administrator is made on the command line."""

from typer.testing import CliRunner

from sightline.cli import app
from sightline.errors import BadUsage
from sightline.web.people.models import Person

PASSWORD = "a-long-enough-word"


def people(*words: str):
    return CliRunner().invoke(app, ["people", *words])


def test_an_administrator_is_entered_and_listed(db):
    made = people("add", "first", "--password", PASSWORD, "--role", "administrator", "--called", "First One")
    assert made.exit_code == 0, made.output
    person = Person.objects.get(username="first")
    assert person.check_password(PASSWORD)
    assert [grant.role for grant in person.grants.all()] == ["administrator"]
    assert "First One" in people("list").output


def test_a_weak_password_and_an_unknown_role_are_refused(db):
    weak = people("add", "first", "--password", "password1234", "--role", "administrator")
    unknown = people("add", "first", "--password", PASSWORD, "--role", "administrater")
    assert isinstance(weak.exception, BadUsage)
    assert isinstance(unknown.exception, BadUsage) and "administrator" in str(unknown.exception)
    assert not Person.objects.exists()


def test_a_new_password_opens_a_locked_name(db):
    people("add", "first", "--password", PASSWORD, "--role", "analyst")
    assert people("password", "first", "--password", PASSWORD + "-2").exit_code == 0
    assert Person.objects.get(username="first").check_password(PASSWORD + "-2")
