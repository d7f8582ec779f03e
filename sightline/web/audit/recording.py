"""Writing the audit: the entry is written before what it is about is shown, or nothing is shown."""

from collections.abc import Iterable

from django.db import transaction
from django.http import HttpRequest

from sightline.web.audit.models import Act, ChildSeen, Entry


def record(request: HttpRequest, act: Act, what: str, *, children: Iterable[str] = (), why: str = "") -> Entry:
    """One entry for the signed-in person, with a row for each child. Either all of it is written or none."""
    person = request.user if request.user.is_authenticated else None
    reading = getattr(request, "reading", None)
    with transaction.atomic():
        entry = Entry.objects.create(
            person=person,
            person_name=str(person) if person else "",
            act=act,
            what=what[:300],
            why=why,
            # The path without its query, which may hold what somebody typed.
            path=request.path[:500],
            version=reading.name if reading else "",
            network_address=request.META.get("REMOTE_ADDR") or None,
        )
        ChildSeen.objects.bulk_create(ChildSeen(entry=entry, child_id=child) for child in dict.fromkeys(children))
    return entry
