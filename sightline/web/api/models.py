"""Tokens by which programs ask for figures in a person's name."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

PREFIX = "sightline_"
LASTS = timedelta(days=365)


class Token(models.Model):
    """A token. Only its hash is kept: the token itself is shown once, when it is made."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def make(cls, person, name: str) -> tuple["Token", str]:
        """A new token, and the text that its owner is shown."""
        text = PREFIX + secrets.token_urlsafe(32)
        token = cls.objects.create(person=person, name=name, digest=digest_of(text), expires_at=timezone.now() + LASTS)
        return token, text

    @classmethod
    def behind(cls, text: str) -> "Token | None":
        """The token that is in force behind a text; None for any other."""
        if not text.startswith(PREFIX):
            return None
        return (
            cls.objects.select_related("person")
            .filter(digest=digest_of(text), expires_at__gt=timezone.now(), person__is_active=True)
            .first()
        )


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
