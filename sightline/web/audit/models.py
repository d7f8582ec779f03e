"""The audit: append-only rows of who saw or did what, when and why, with a row for every child that was seen."""

from enum import StrEnum

from django.conf import settings
from django.db import models


class Act(StrEnum):
    """The kinds of act that are kept; `words` say each for the audit's page."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SAW_CHILD = "saw_child"
    SAW_LIST = "saw_list"
    EXPORTED = "exported"
    BROKE_GLASS = "broke_glass"
    REFUSED = "refused"
    CHANGED = "changed"
    IMPORTED = "imported"
    PUBLISHED = "published"
    SEARCHED_AUDIT = "searched_audit"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Act.SIGNED_IN: "Signed in",
    Act.SIGN_IN_FAILED: "Failed to sign in",
    Act.SIGNED_OUT: "Signed out",
    Act.SAW_CHILD: "Opened a child's record",
    Act.SAW_LIST: "Saw a list of children",
    Act.EXPORTED: "Downloaded a list of children",
    Act.BROKE_GLASS: "Opened a record outside their scope",
    Act.REFUSED: "Was refused",
    Act.CHANGED: "Changed something",
    Act.IMPORTED: "Loaded data",
    Act.PUBLISHED: "Published a period",
    Act.SEARCHED_AUDIT: "Searched the audit",
}


class Entry(models.Model):
    """One act. `what` says in words what it was of; `version` is the dataset version that was shown."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=150, blank=True)
    act = models.CharField(max_length=20, choices=[(act.value, act.words) for act in Act], db_index=True)
    what = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    path = models.CharField(max_length=500, blank=True)
    version = models.CharField(max_length=60, blank=True)
    network_address = models.GenericIPAddressField(null=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name}: {self.words}"

    @property
    def words(self) -> str:
        return Act(self.act).words


class ChildSeen(models.Model):
    """One child in an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="children")
    child_id = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.child_id
