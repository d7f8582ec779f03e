"""Records opened outside one's scope: by whom, of whom, why, and until when."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

LASTS = timedelta(hours=1)


def in_an_hour():
    return timezone.now() + LASTS


class BrokenGlass(models.Model):
    """One opening with a reason. It opens one child's record to one person until `until`, and never another's."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    child_id = models.CharField(max_length=80, db_index=True)
    reason = models.TextField()
    held_by = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True, db_index=True)
    until = models.DateTimeField(default=in_an_hour)

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.child_id}, {self.opened_at:%Y-%m-%d %H:%M}"

    @classmethod
    def open_for(cls, person, child_id: str) -> "BrokenGlass | None":
        """The opening that is in force for this person and child; None where there is none."""
        return cls.objects.filter(person=person, child_id=child_id, until__gt=timezone.now()).first()
