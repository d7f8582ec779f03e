"""Pages of people: who may sign in, with which roles, for which units."""

from datetime import timedelta

from axes.utils import reset
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sightline.web.administration.people_forms import GrantForm, PersonForm
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.design.paging import page_of
from sightline.web.people.access import needs
from sightline.web.people.models import Grant, Person
from sightline.web.people.permissions import Permission
from sightline.web.people.roles import ROLES

ON_A_PAGE = 50


@needs(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with the roles in force."""
    asked = request.GET.get("name", "")[:100].replace("\x00", "")
    found = Person.objects.filter(
        Q(display_name__icontains=asked) | Q(username__icontains=asked) | Q(email__icontains=asked)
    )
    page, pages = page_of(request, found.order_by("display_name", "username").prefetch_related("grants"), ON_A_PAGE)
    today = timezone.localdate()
    rows = [
        (person, [_told(request, grant) for grant in person.grants.all() if _in_force(grant, today)]) for person in page
    ]
    return render(request, "administration/people.html", {"rows": rows, "pages": pages, "page": page, "asked": asked})


def _in_force(grant: Grant, day) -> bool:
    return grant.from_date <= day and (grant.until is None or grant.until >= day)


def _told(request: HttpRequest, grant: Grant) -> dict:
    unit = request.reading.organisation.unit(grant.unit)
    return {
        "grant": grant,
        "title": grant.role_class.title,
        "unit": unit.name if unit else grant.unit,
        "is_gone": unit is None,
    }


@needs(Permission.MANAGE_PEOPLE)
def new_person(request: HttpRequest) -> HttpResponse:
    """Enters somebody; roles come next."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        record(request, Act.CHANGED, f"Entered {person.username}")
        messages.success(request, f"{person} is entered. Give them a role: without one no page is open to them.")
        return redirect("person", person.pk)
    return render(request, "administration/person.html", {"form": form})


@needs(Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person: who they are, their roles, letting them in again."""
    found = get_object_or_404(Person, pk=number)
    act = request.POST.get("act", "")
    form = PersonForm(request.POST if act == "person" else None, instance=found)
    giving = GrantForm(request.POST if act == "grant" else None, organisation=request.reading.organisation)
    if act == "person" and form.is_valid():
        form.save()
        record(request, Act.CHANGED, f"Changed {found.username}: {', '.join(form.changed_data) or 'nothing'}")
        messages.success(request, "Kept.")
        return redirect("person", number)
    if act == "grant" and giving.is_valid():
        return _give(request, found, giving)
    if act == "unlock":
        reset(username=found.username)
        record(request, Act.CHANGED, f"Let {found.username} in again")
        messages.success(request, "They may try again.")
        return redirect("person", number)
    grants = [
        _told(request, grant) | {"is_over": not _in_force(grant, timezone.localdate())}
        for grant in found.grants.order_by("-from_date")
    ]
    context = {"person": found, "form": form, "giving": giving, "grants": grants, "roles": ROLES.values()}
    return render(request, "administration/person.html", context)


def _give(request: HttpRequest, person: Person, form: GrantForm) -> HttpResponse:
    grant = form.save(commit=False)
    grant.person, grant.given_by = person, request.user
    same = Grant.objects.filter(person=person, role=grant.role, unit=grant.unit, from_date=grant.from_date)
    if same.exists():
        messages.info(request, "They have that role already.")
        return redirect("person", person.pk)
    grant.save()
    record(request, Act.CHANGED, f"Gave {person.username} the role {grant.role} for {grant.unit}")
    messages.success(request, f"{person} is now {grant.role_class.title}.")
    return redirect("person", person.pk)


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def end_grant(request: HttpRequest, number: int) -> HttpResponse:
    """Ends a role: from now on where it began before today, else as if it had never been."""
    grant = get_object_or_404(Grant.objects.select_related("person"), pk=number)
    is_own_last = grant.person == request.user and Permission.MANAGE_PEOPLE in grant.role_class.permissions
    if is_own_last:
        messages.error(request, "You can't take your own administration away. Ask another administrator.")
        return redirect("person", grant.person.pk)
    today = timezone.localdate()
    record(request, Act.CHANGED, f"Took the role {grant.role} for {grant.unit} from {grant.person.username}")
    if grant.from_date < today:
        grant.until = today - timedelta(days=1)
        grant.save()
    else:
        grant.delete()
    messages.success(request, "The role is taken away.")
    return redirect("person", grant.person.pk)
