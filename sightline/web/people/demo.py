"""
The made-up people of the demo, one for each role. Their password is printed on the sign-in page, of the demo alone.
"""

from dataclasses import dataclass

from sightline.pages.organisation import Organisation, UnitKind
from sightline.web.people.models import Grant, Person
from sightline.web.people.roles import ROLES

PASSWORD = "children-come-first"


@dataclass(frozen=True)
class DemoPerson:
    """One made-up person; `unit`: a kind and how many of that kind to pass over, the whole where None."""

    username: str
    name: str
    role: str
    unit: str = "whole"

    @property
    def role_title(self) -> str:
        return ROLES[self.role].title

    @property
    def about(self) -> str:
        return ROLES[self.role].about


_PEOPLE = (
    DemoPerson("member", "Maren Tallowick", "elected_member"),
    DemoPerson("partner", "Isolde Fennimarsh", "board_member"),
    DemoPerson("lead", "Corwen Aldermoor", "lead_member"),
    DemoPerson("director", "Rosmer Penhallick", "director"),
    DemoPerson("head", "Tamsel Orridge", "head_of_service", "locality"),
    DemoPerson("area", "Brannoc Hexley", "area_manager", "area"),
    DemoPerson("manager", "Owenna Treskerrick", "team_manager", "team"),
    DemoPerson("worker", "Ineth Calderwyn", "practitioner", "worker"),
    DemoPerson("reviewer", "Bramwell Otterleigh", "reviewing_officer", "locality"),
    DemoPerson("quality", "Sunniva Marlock", "quality_lead"),
    DemoPerson("analyst", "Edda Quarrington", "analyst"),
    DemoPerson("clerk", "Pascoe Wendmoor", "committee_clerk"),
    DemoPerson("governance", "Lowen Stavebridge", "information_governance"),
    DemoPerson("admin", "Hespera Novell", "administrator"),
)


def demo_people() -> tuple[DemoPerson, ...]:
    """One person for each role."""
    return _PEOPLE


def make_demo_people(organisation: Organisation) -> None:
    """Makes them, with their roles and units; what is there already is put right."""
    units = demo_units(organisation)
    for made_up in _PEOPLE:
        person, is_new = Person.objects.get_or_create(username=made_up.username)
        person.display_name = made_up.name
        if is_new:
            person.set_password(PASSWORD)
        person.save()
        Grant.objects.filter(person=person).delete()
        Grant.objects.create(person=person, role=made_up.role, unit=units[made_up.unit], from_date="2000-01-01")


def demo_units(organisation: Organisation) -> dict[str, str]:
    """The units the demo's people answer for: a team that holds many kinds of case, and what it lies in."""
    teams = organisation.of_kind(UnitKind.TEAM)
    families = [team for team in teams if "Children & Families" in team.name] or teams
    team = families[len(families) // 2]
    place = organisation.team_called(team.name)
    assert place is not None
    around = [
        unit
        for unit in organisation.units.values()
        if unit.kind in (UnitKind.LOCALITY, UnitKind.AREA) and team.teams < unit.teams and place.locality in unit.name
    ]
    workers = [worker for worker in organisation.of_kind(UnitKind.WORKER) if worker.teams == team.teams]
    return {
        "whole": "whole",
        "team": team.key,
        "locality": next((unit.key for unit in around if unit.kind is UnitKind.LOCALITY), "whole"),
        "area": next((unit.key for unit in around if unit.kind is UnitKind.AREA), team.key),
        "worker": workers[0].key if workers else team.key,
    }
