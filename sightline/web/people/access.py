"""
What the signed-in person may do on this request, and the declaration every page makes.

    @needs(Permission.SEE_FIGURES)
    def scorecard(request): ...

A page without a declaration is refused to everybody (`middleware.DeclaredPagesOnly`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sightline.judgement.suppression.audience import Audience, strictest
from sightline.pages.organisation import Organisation, Unit, UnitKind
from sightline.pages.scope import NOTHING, Scope, home_unit, scope_of
from sightline.web.people.models import Grant
from sightline.web.people.permissions import Permission
from sightline.web.people.roles import Home, Role

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """
    What a person may do: permissions, each with the scope it holds in; the level of figures; the unit they open with.

    `audience` is the least strict level among the roles that may see figures at all.
    """

    roles: tuple[type[Role], ...]
    scopes: tuple[tuple[Permission, Scope], ...]
    audience: Audience
    unit: Unit

    def may(self, permission: Permission) -> bool:
        return any(held is permission for held, _scope in self.scopes)

    def scope(self, permission: Permission) -> Scope:
        """Where the permission holds; nowhere where it is not held."""
        return next((scope for held, scope in self.scopes if held is permission), NOTHING)

    @property
    def children(self) -> Scope:
        """Whose records may be seen."""
        return self.scope(Permission.SEE_CHILDREN)

    @property
    def title(self) -> str:
        return self.roles[0].title if self.roles else "No role yet"

    @property
    def home(self) -> Home:
        return self.roles[0].home if self.roles else Home.SCORECARD

    def may_see_figures_of(self, unit: Unit) -> bool:
        """
        Whether figures of this unit are open: whole, service areas and localities to all who see figures; areas and
        teams to those who may see teams or have the unit in scope; a worker only within scope.
        """
        if not self.may(Permission.SEE_FIGURES):
            return False
        match unit.kind:
            case UnitKind.WHOLE | UnitKind.SERVICE_AREA | UnitKind.LOCALITY:
                return True
            case UnitKind.AREA | UnitKind.TEAM:
                return self.may(Permission.SEE_TEAMS) or self.children.holds_unit(unit)
            case UnitKind.WORKER:
                workers = self.scope(Permission.SEE_WORKERS).joined(Scope(workers=self.children.workers))
                return workers.holds_unit(unit)


def access_of(grants: Iterable[Grant], organisation: Organisation, least: Audience = Audience.CASE) -> Access:
    """
    What these grants allow together. A case-level role shows figures exactly; children only in its own units.

    `least`: the least strict level that the settings allow any output.
    """
    held = list(grants)
    scopes: dict[Permission, Scope] = {}
    for grant in held:
        scope = scope_of([grant.unit], organisation)
        for permission in grant.role_class.permissions:
            scopes[permission] = scopes.get(permission, NOTHING).joined(scope)
    seeing = [g.role_class.audience for g in held if Permission.SEE_FIGURES in g.role_class.permissions]
    audience = strictest(least, min(seeing, key=lambda level: level.strictness, default=Audience.PUBLIC))
    return Access(
        roles=tuple(dict.fromkeys(grant.role_class for grant in held)),
        scopes=tuple(scopes.items()),
        audience=audience,
        unit=home_unit([grant.unit for grant in held], organisation),
    )


NO_ACCESS = Access((), (), Audience.PUBLIC, Unit("whole", UnitKind.WHOLE, ""))


def needs(*permissions: Permission, any_of: tuple[Permission, ...] = ()) -> Callable[[View], View]:
    """
    Declares what a page needs: all of the permissions named, and one of `any_of`; with none, somebody who is signed in.

    Whoever is not signed in is sent to do so; whoever lacks a permission gets the page that says who to ask (403).
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            missing = [permission for permission in permissions if not request.access.may(permission)]
            if any_of and not any(request.access.may(permission) for permission in any_of):
                missing.append(any_of[0])
            if missing:
                raise PermissionDenied(f"This page is for those who may {missing[0].value}.")
            return view(request, *args, **kwargs)

        guarded.needs, guarded.needs_any = permissions, any_of  # type: ignore[attr-defined]
        return guarded

    return declare


def open_to_all(view: View) -> View:
    """Declares a page that needs no sign-in: sign-in itself, accessibility, privacy, health."""
    view.needs = None  # type: ignore[attr-defined]
    return view
