"""Searching the audit: by person, child, act and day. Every search is itself an entry."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sightline.web.audit.models import Act, Entry


class SearchForm(forms.Form):
    """What to look for; everything left empty is everything."""

    person = forms.CharField(label="Who", required=False, max_length=150)
    child = forms.CharField(label="Child id", required=False, max_length=80)
    act = forms.ChoiceField(
        label="Act", required=False, choices=[("", "Every act"), *((act.value, act.words) for act in Act)]
    )
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day is before the first. Put the later day here.")
        return found


@dataclass(frozen=True)
class Asked:
    """A search that was understood."""

    person: str = ""
    child: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def words(self) -> str:
        """The search as the audit keeps it."""
        parts = [
            f"who: {self.person}" if self.person else "",
            f"child: {self.child}" if self.child else "",
            f"act: {Act(self.act).words}" if self.act else "",
            f"from {self.since:%-d %B %Y}" if self.since else "",
            f"to {self.until:%-d %B %Y}" if self.until else "",
        ]
        return ", ".join(part for part in parts if part) or "everything"


def entries(asked: Asked) -> QuerySet[Entry]:
    """The entries found, newest first, each with the number of children in it."""
    found = Entry.objects.select_related("person").annotate(seen=Count("children")).order_by("-at", "-pk")
    if asked.person:
        found = found.filter(Q(person_name__icontains=asked.person) | Q(person__username__iexact=asked.person))
    if asked.child:
        found = found.filter(pk__in=Entry.objects.filter(children__child_id=asked.child).values("pk"))
    if asked.act:
        found = found.filter(act=asked.act)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
