"""Find: any measure, unit, word of the field or page of help; a child by id, for those who may see that child."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.pages.child_lookup import child_with_id
from sightline.pages.find_index import index_of, workers_index
from sightline.pages.finding import Group, Index, Met, Thing, grouped
from sightline.pages.organisation import UnitKind
from sightline.pages.reading import Reading
from sightline.web.people.access import Access, needs
from sightline.web.people.permissions import Permission

LONGEST = 100
SUGGESTIONS, OF_A_GROUP, SHORTEST = 8, 20, 2


@require_GET
@needs()
def find(request: HttpRequest) -> HttpResponse:
    """`?q=`: what was found, by group; the exact id of a child in scope goes straight to the child."""
    query = _query(request)
    if child := _child(request, query):
        return redirect(_child_url(child))
    met = _found(request, query)
    return render(
        request,
        "guidance/find.html",
        {
            "query": query,
            "groups": grouped(met, _most(request)),
            "count": len(met),
            "may_see_children": request.access.may(Permission.SEE_CHILDREN),
        },
    )


@require_GET
@needs()
def suggestions(request: HttpRequest) -> HttpResponse:
    """The best few, for the list under the find box; nothing for a single letter."""
    query = _query(request)
    things: Sequence[Thing] = []
    child = None
    if len(query) >= SHORTEST:
        child = _child(request, query)
        things = [met.thing for met in _found(request, query)[:SUGGESTIONS]]
    shown = {"things": things, "child": child, "child_url": _child_url(child) if child else ""}
    return render(request, "guidance/suggestions.html", shown)


def _query(request: HttpRequest) -> str:
    # A null is no text; databases refuse it.
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def _most(request: HttpRequest) -> int:
    return 1_000 if request.GET.get("all") else OF_A_GROUP


def _child(request: HttpRequest, query: str) -> str | None:
    """The id of the child meant, where the person may see it; whether there is another child of that id is not told."""
    access: Access = request.access
    if not query or not access.may(Permission.SEE_CHILDREN):
        return None
    return child_with_id(request.reading, query, access.children)


def _child_url(child: str) -> str:
    return reverse("child", args=[child])


def _found(request: HttpRequest, query: str) -> list[Met]:
    """Measures and units for those who see figures (units: those that are open to them), help for all."""
    reading: Reading = request.reading
    access: Access = request.access
    sees_figures = access.may(Permission.SEE_FIGURES)
    allowed = frozenset(Group) if sees_figures else frozenset({Group.HELP, Group.WORDS})
    index: Index = reading.remembered(("find",), lambda: index_of(reading.organisation))
    met = [one for one in index.find(query, allowed) if _is_open(one.thing, reading, access)]
    if access.may(Permission.SEE_WORKERS):
        met += _workers(reading, access).find(query, allowed)
        met.sort(key=lambda one: -one.score)
    return met


def _workers(reading: Reading, access: Access) -> Index:
    workers = [unit for unit in reading.organisation.of_kind(UnitKind.WORKER) if access.may_see_figures_of(unit)]
    key = ("find workers", access.scope(Permission.SEE_WORKERS), access.children)
    return reading.remembered(key, lambda: workers_index(workers))


def _is_open(thing: Thing, reading: Reading, access: Access) -> bool:
    if thing.group is not Group.UNITS:
        return True
    unit = reading.organisation.unit(thing.key)
    return unit is not None and access.may_see_figures_of(unit)
