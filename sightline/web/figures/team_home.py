"""The home of those who work with children: who is due, what to look at before it is late, each worker's caseload."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.pages.team_home import team_home
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.children.due_views import frame_of, worklist
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission


@needs(Permission.SEE_CHILDREN)
def home_of_team(request: HttpRequest, address: str = "") -> HttpResponse:
    """
    Today's team: `address` is the page that shows it, for the links within it.

    Every child whose id is on the page is written in the audit first.
    """
    access = request.access
    found = worklist(request, address or reverse("home"))
    workers = access.scope(Permission.SEE_WORKERS)
    beside = team_home(request.reading, access.children, workers, request.choices.unit)
    record(request, Act.SAW_LIST, f"Home of {found.page.unit.name}", children=[*found.children, *beside.children])
    told = {"list": found, "home": beside, **frame_of(request, found)}
    return render(request, "figures/team_home.html", told)
