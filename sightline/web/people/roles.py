"""
The roles: readable classes that say what somebody in them may do, what is hidden from them, and what opens first.

A person may have several, each for units of the organisation. A new role is a class here.
"""

from enum import Enum
from typing import ClassVar

from sightline.judgement.suppression.audience import Audience
from sightline.web.people.permissions import Permission as May


class Home(Enum):
    """What a role's home page is about."""

    SCORECARD = "scorecard"
    EXCEPTIONS = "exceptions"
    TEAM = "team"
    DATA = "data"
    AUDIT = "audit"
    ADMINISTRATION = "administration"


FIGURES = frozenset({May.SEE_FIGURES, May.SEE_REPORTS})
MANAGING = FIGURES | {
    May.SEE_TEAMS, May.SEE_WORKERS, May.SEE_CHILDREN, May.EXPORT_CHILDREN, May.SEE_DATA_QUALITY, May.SEE_RETURNS,
    May.SEE_COMMENTARY, May.WRITE_COMMENTARY, May.USE_API,
}  # fmt: skip
LEADING = MANAGING | {May.APPROVE_COMMENTARY, May.ANNOTATE, May.BREAK_GLASS}


class Role:
    """
    What a role is: `key` in the database, `title`, what it may do, at which level it sees figures, what opens first.

    `units`: in words, which units it is given for.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    permissions: ClassVar[frozenset[May]]
    audience: ClassVar[Audience] = Audience.INTERNAL
    home: ClassVar[Home] = Home.SCORECARD


class ElectedMember(Role):
    key = "elected_member"
    title = "Elected member"
    about = "A member of the scrutiny committee: how the service does, in plain words, with small numbers hidden."
    permissions = FIGURES
    audience = Audience.PUBLIC


class BoardMember(Role):
    key = "board_member"
    title = "Board member or partner"
    about = "A member of a partnership, improvement or corporate parenting board: figures with small numbers hidden."
    permissions = FIGURES
    audience = Audience.PARTNER


class LeadMember(Role):
    key = "lead_member"
    title = "Lead member or chief executive"
    about = "Answers for the whole service and sees its figures exactly, but no child and no worker."
    permissions = FIGURES | {May.SEE_TEAMS, May.SEE_COMMENTARY}


class Director(Role):
    key = "director"
    title = "Director"
    about = "Answers for everything: exceptions first, down to the child."
    permissions = LEADING | {May.PUBLISH}
    audience = Audience.CASE
    home = Home.EXCEPTIONS


class HeadOfService(Role):
    key = "head_of_service"
    title = "Head of service"
    about = "Leads a service area or locality: its exceptions, teams and children."
    permissions = LEADING
    audience = Audience.CASE
    home = Home.EXCEPTIONS


class AreaManager(Role):
    key = "area_manager"
    title = "Area manager"
    about = "Manages the teams of a locality or an area of one."
    permissions = MANAGING | {May.BREAK_GLASS}
    audience = Audience.CASE
    home = Home.EXCEPTIONS


class TeamManager(Role):
    key = "team_manager"
    title = "Team manager"
    about = "Manages a team: who is due, what is overdue, each worker's caseload."
    permissions = MANAGING
    audience = Audience.CASE
    home = Home.TEAM


class Practitioner(Role):
    key = "practitioner"
    title = "Social worker"
    about = "Holds cases: their own children and dates."
    permissions = FIGURES | {May.SEE_CHILDREN}
    audience = Audience.CASE
    home = Home.TEAM


class ReviewingOfficer(Role):
    key = "reviewing_officer"
    title = "Independent reviewing officer"
    about = "Reviews the plans of children in the units given, independently of those who manage them."
    permissions = FIGURES | {May.SEE_TEAMS, May.SEE_CHILDREN, May.SEE_COMMENTARY}
    audience = Audience.CASE
    home = Home.TEAM


class QualityLead(Role):
    key = "quality_lead"
    title = "Quality assurance lead"
    about = "Leads audit and review of practice across the service."
    permissions = MANAGING | {May.ANNOTATE, May.BREAK_GLASS}
    audience = Audience.CASE
    home = Home.EXCEPTIONS


class Analyst(Role):
    key = "analyst"
    title = "Performance analyst"
    about = "Management information: loads, checks, definitions, returns, reports and the commentary's assembly."
    permissions = MANAGING | {
        May.NOTE_RETURNS, May.ANNOTATE, May.IMPORT_DATA, May.MANAGE_SETTINGS,
    }  # fmt: skip
    audience = Audience.CASE
    home = Home.DATA


class CommitteeClerk(Role):
    key = "committee_clerk"
    title = "Committee clerk"
    about = "Assembles committee papers: approved commentary and published figures, small numbers hidden."
    permissions = FIGURES
    audience = Audience.PUBLIC


class InformationGovernance(Role):
    key = "information_governance"
    title = "Information governance"
    about = "Searches who saw which child and why; sees no child and no unpublished figure themselves."
    permissions = frozenset({May.SEE_AUDIT})
    audience = Audience.PUBLIC
    home = Home.AUDIT


class Administrator(Role):
    key = "administrator"
    title = "Administrator"
    about = "Gives and takes away roles and keeps the settings; sees no child."
    permissions = frozenset({May.SEE_FIGURES, May.MANAGE_PEOPLE, May.MANAGE_SETTINGS, May.IMPORT_DATA})
    home = Home.ADMINISTRATION


ROLES: dict[str, type[Role]] = {
    role.key: role
    for role in (
        ElectedMember, BoardMember, LeadMember, Director, HeadOfService, AreaManager, TeamManager, Practitioner,
        ReviewingOfficer, QualityLead, Analyst, CommitteeClerk, InformationGovernance, Administrator,
    )
}  # fmt: skip
