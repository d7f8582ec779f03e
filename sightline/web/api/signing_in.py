"""Who asks: the signed-in person of a session, or the owner of a token in the `Authorization: Bearer` header."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from sightline.web.api.models import Token
from sightline.web.people.models import Person
from sightline.web.people.permissions import Permission

# A token's last use is written no more often than this, so that reading stays reading.
NOTED_EVERY = timedelta(minutes=10)


class ByToken(HttpBearer):
    """A person's token."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        found = Token.behind(token)
        if found is None:
            return None
        now = timezone.now()
        if found.used_at is None or now - found.used_at > NOTED_EVERY:
            Token.objects.filter(pk=found.pk).update(used_at=now)
        request.user = found.person
        return _cleared(request)


class BySession(APIKeyCookie):
    """Somebody who is signed in to the pages."""

    param_name = "sessionid"

    def __init__(self):
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        return _cleared(request) if request.user.is_authenticated else None


def _cleared(request: HttpRequest) -> Person:
    """Errors: PermissionDenied for somebody who may not use the API, or whose figures must be protected by page."""
    if not request.access.may(Permission.USE_API) or request.access.audience.hides:
        raise PermissionDenied("Your roles do not open the API. Ask an administrator for one that does.")
    return request.user
