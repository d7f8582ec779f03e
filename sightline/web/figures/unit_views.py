"""Pages of units: service areas, localities, areas, teams, and workers for their managers; and a team's day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.pages.caseload import caseload_of
from sightline.pages.children import names_of_children, names_of_workers
from sightline.pages.organisation import UnitKind
from sightline.pages.unit import unit_page
from sightline.pages.worklists import children_held, worklists_of
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.design.paging import page_of
from sightline.web.figures.team_home import home_of_team
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

CHILDREN = 30


@needs(Permission.SEE_FIGURES)
def unit(request: HttpRequest) -> HttpResponse:
    """The chosen unit's page. Children are listed for a team or worker in scope, each written in the audit first."""
    access, choices, reading = request.access, request.choices, request.reading
    page = unit_page(
        reading, choices.unit, choices.month, access.audience, access.children, access.scope(Permission.SEE_WORKERS)
    )
    told = {"page": page, "query": choices.query, "day": reading.as_at}
    small = choices.unit.kind in (UnitKind.TEAM, UnitKind.WORKER)
    if small and access.may(Permission.SEE_CHILDREN) and access.children.holds_unit(choices.unit):
        held = sorted(
            children_held(worklists_of(reading), choices.unit),
            key=lambda one: (one.opened or reading.as_at, one.child_id),
        )
        shown, pages = page_of(request, held, CHILDREN)
        names, workers = names_of_children(reading), names_of_workers(reading)
        record(request, Act.SAW_LIST, f"Children held by {choices.unit.name}",
               children=[one.child_id for one in shown.object_list])  # fmt: skip
        told |= {
            "children": [
                (one, names.get(one.child_id, ""), workers.get(one.worker_id or "", one.worker_id or ""))
                for one in shown.object_list
            ],
            "pages": pages if shown.paginator.num_pages > 1 else None,
            "held": len(held),
        }
    return render(request, "figures/unit.html", told)


@needs(Permission.SEE_CHILDREN)
def team(request: HttpRequest) -> HttpResponse:
    """The day of any team within scope, as its manager sees it."""
    return home_of_team(request, reverse("team"))


@needs(Permission.SEE_FIGURES)
def caseload_rules(request: HttpRequest) -> HttpResponse:
    """How caseloads are counted, with the whole authority's average where the reader may see it."""
    shows = not request.access.audience.hides
    load = caseload_of(request.reading, request.reading.organisation.whole) if shows else None
    organisation = request.reading.settings.organisation
    areas = ", ".join(organisation.permanency_service_areas[:1])
    return render(
        request,
        "figures/caseload_rules.html",
        {"load": load, "permanency": areas, "fostering": organisation.private_fostering_service_areas[0],
         "context_choices": ()},
    )  # fmt: skip
