"""An extract that somebody uploaded, from its files to the figures, or to being given up."""

from enum import StrEnum

from django.conf import settings
from django.db import models


class State(StrEnum):
    """Where an upload stands."""

    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    MEASURING = "measuring"
    CURRENT = "current"
    GIVEN_UP = "given_up"

    @property
    def words(self) -> str:
        return {
            State.READING: "Being read",
            State.READY: "Ready to be taken up",
            State.REFUSED: "Refused",
            State.MEASURING: "Being measured",
            State.CURRENT: "Taken up",
            State.GIVEN_UP: "Given up",
        }[self]


class Upload(models.Model):
    """One upload. `preview` is what would change; `sentence` why it was refused."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    files = models.JSONField(default=list)
    as_at = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=[(s.value, s.words) for s in State], default=State.READING)
    sentence = models.TextField(blank=True)
    version = models.CharField(max_length=60, blank=True)
    began_from = models.CharField(max_length=60, blank=True)
    preview = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"

    @property
    def words(self) -> str:
        return State(self.state).words

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.READING, State.MEASURING)
