"""`sightline people`: the first administrator, and whoever can't get in any more."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline.cli.console import out
from sightline.cli.options import Workspace
from sightline.errors import BadUsage, did_you_mean

app = typer.Typer(help="People who may sign in; everything else about them is on the Administration page.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name they sign in with.")]
Password = Annotated[
    str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for where it is not given.")
]


@app.command()
def add(
    name: Name,
    password: Password,
    role: Annotated[str, typer.Option(help="administrator, director, team_manager, analyst ...")],
    unit: Annotated[str, typer.Option(help="The unit it is given for, such as locality.north.")] = "whole",
    display_name: Annotated[str, typer.Option("--called", help="Their name as pages show it.")] = "",
    email: Annotated[str, typer.Option(help="By which OpenID Connect knows them.")] = "",
    workspace: Workspace = Path("."),
) -> None:
    """Enter a person with a role."""
    _open(workspace)
    from sightline.web.people.models import Grant, Person
    from sightline.web.people.roles import ROLES

    if role not in ROLES:
        raise BadUsage(f"There is no role '{role}'.{did_you_mean(role, ROLES)} The roles are: {', '.join(ROLES)}.")
    _refuse_weak(password)
    if Person.objects.filter(username=name).exists():
        raise BadUsage(f"'{name}' is entered already. Give another role on the Administration page.")
    person = Person.objects.create_user(name, email, password, display_name=display_name or name)
    Grant.objects.create(person=person, role=role, unit=unit)
    out.print(f"{person} may sign in as {name}: {ROLES[role].title}, {unit}.")


@app.command("password")
def set_password(name: Name, password: Password, workspace: Workspace = Path(".")) -> None:
    """Give a person a new password, and let them in again if they were locked out."""
    _open(workspace)
    from axes.utils import reset

    from sightline.web.people.models import Person

    person = Person.objects.filter(username=name).first()
    if person is None:
        raise BadUsage(f"Nobody signs in as '{name}'. 'sightline people list' shows who does.")
    _refuse_weak(password)
    person.set_password(password)
    person.save()
    reset(username=name)
    out.print(f"{person} has a new password.")


@app.command("list")
def everybody(workspace: Workspace = Path(".")) -> None:
    """List who may sign in, with their roles."""
    _open(workspace)
    from sightline.web.people.models import Person

    table = Table("Signs in as", "Name", "Roles", "Last signed in")
    for person in Person.objects.filter(is_active=True).order_by("username").prefetch_related("grants"):
        roles = "; ".join(str(grant) for grant in person.grants.all())
        last = f"{person.last_login:%-d %B %Y}" if person.last_login else "never"
        table.add_row(person.username, str(person), roles or "none", last)
    out.print(table)


def _open(workspace: Path) -> None:
    from sightline.web.config.serving import open_database

    open_database(workspace)


def _refuse_weak(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise BadUsage(f"That password will not do: {' '.join(error.messages)}")
