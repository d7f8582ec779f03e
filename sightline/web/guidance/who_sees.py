"""Who sees what, said from the roles themselves."""

from dataclasses import dataclass

from sightline.judgement.suppression.audience import Audience
from sightline.web.people.permissions import Permission
from sightline.web.people.roles import ROLES, Role

FIGURES = {
    Audience.CASE: "exact",
    Audience.INTERNAL: "exact",
    Audience.PARTNER: "small numbers hidden",
    Audience.PUBLIC: "small numbers hidden",
}


@dataclass(frozen=True)
class RoleRow:
    """One role: how figures are shown to it, whether it sees children, and all that it may do."""

    title: str
    about: str
    figures: str
    children: str
    may: tuple[str, ...]


def role_rows() -> tuple[RoleRow, ...]:
    """Every role, in the order in which they are declared."""
    return tuple(_row(role) for role in ROLES.values())


def _row(role: type[Role]) -> RoleRow:
    may = role.permissions
    sees_figures = Permission.SEE_FIGURES in may
    return RoleRow(
        title=role.title,
        about=role.about,
        figures=FIGURES[role.audience] if sees_figures else "none",
        children=_children(may),
        may=tuple(permission.value for permission in Permission if permission in may),
    )


def _children(may: frozenset[Permission]) -> str:
    if Permission.SEE_CHILDREN not in may:
        return "none"
    if Permission.BREAK_GLASS in may:
        return "those of the units given; others with a reason that is read"
    return "those of the units given"
