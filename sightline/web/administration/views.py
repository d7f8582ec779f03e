"""The start of administration, and the organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.engine.organisation import unit_tree
from sightline.web.administration.models import State, Upload
from sightline.web.people.access import needs
from sightline.web.people.models import Person
from sightline.web.people.permissions import Permission

ANY = (Permission.MANAGE_PEOPLE, Permission.MANAGE_SETTINGS, Permission.IMPORT_DATA)


@needs(any_of=ANY)
def administration(request: HttpRequest) -> HttpResponse:
    """What there is to administer, by what the person may."""
    context = {
        "people": Person.objects.filter(is_active=True).count(),
        "without_role": Person.objects.filter(is_active=True, grants=None).count(),
        "waiting": Upload.objects.filter(state=State.READY).count(),
        "units": len(request.reading.organisation.units),
        "may_people": request.access.may(Permission.MANAGE_PEOPLE),
        "may_settings": request.access.may(Permission.MANAGE_SETTINGS),
        "may_import": request.access.may(Permission.IMPORT_DATA),
    }
    return render(request, "administration/administration.html", context)


@needs(any_of=ANY)
def organisation(request: HttpRequest) -> HttpResponse:
    """The tree of units with their dates and what each became."""
    rows = request.reading.remembered("organisation-tree", lambda: unit_tree(request.reading.measured))
    return render(request, "administration/organisation.html", {"rows": rows})
