"""What waits for somebody: commentary to approve, figures that changed since, texts sent back, annotations to agree."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from sightline.judgement.words import month_words
from sightline.pages.reading import Reading
from sightline.web.commentary.acts import Marks, changed_figures
from sightline.web.commentary.annotations import annotations
from sightline.web.commentary.models import Annotation, Commentary, Step
from sightline.web.commentary.names import title_of
from sightline.web.commentary.states import Act, State
from sightline.web.people.access import Access
from sightline.web.people.models import Person
from sightline.web.people.permissions import Permission as May


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its title, of which unit and month, what is wanted, since when, where it is done."""

    title: str
    where: str
    wanted: str
    since: datetime | None
    url: str


def waiting_for(person: Person, access: Access, reading: Reading) -> tuple[Waiting, ...]:
    """What waits for this person, the longest waiting first; the figures are those of the reading."""
    found = [*_to_approve(person, access, reading), *_sent_back(person, access, reading), *_to_agree(person, access)]
    return tuple(sorted(found, key=lambda one: one.since.timestamp() if one.since else 0))


def count_waiting(request: HttpRequest) -> int:
    """How many things wait for the signed-in person: the number beside Commentary in the navigation."""
    return len(waiting_for(request.user, request.access, request.reading))


def address_of(commentary: Commentary) -> str:
    query = urlencode({"period": commentary.month_key, "unit": commentary.unit})
    return f"{reverse('commentary-of', args=[commentary.measure])}?{query}"


def is_stale(commentary: Commentary, reading: Reading, marks: Marks | None = None) -> bool:
    """Whether a figure changed since it was approved; `marks` where the annotations are known already."""
    return commentary.is_in is State.APPROVED and bool(changed_figures(commentary, reading, marks))


def _to_approve(person: Person, access: Access, reading: Reading) -> list[Waiting]:
    if not access.may(May.APPROVE_COMMENTARY):
        return []
    scope = access.scope(May.APPROVE_COMMENTARY)
    units = reading.organisation.units
    held = [
        one
        for one in Commentary.objects.filter(state__in=(State.SUBMITTED, State.APPROVED))
        if one.unit in units and scope.holds_unit(units[one.unit])
    ]
    acts = (Act.BEGIN.value, Act.WRITE.value)
    own = set(Step.objects.filter(person=person, act__in=acts).values_list("commentary_id", flat=True))
    marks = annotations(reading) if held else ()
    found = []
    for one in held:
        if one.pk in own:
            continue
        if one.is_in is State.SUBMITTED:
            found.append(_waiting(one, reading, "waits for your approval", one.submitted_at))
        elif is_stale(one, reading, marks):
            found.append(_waiting(one, reading, "a figure changed since it was approved", one.approved_at))
    return found


def _sent_back(person: Person, access: Access, reading: Reading) -> list[Waiting]:
    if not access.may(May.WRITE_COMMENTARY):
        return []
    drafts = Commentary.objects.filter(state=State.DRAFT, written_by=person).prefetch_related("steps")
    found = []
    for one in drafts:
        last = next(iter(one.steps.all()), None)
        if last is not None and last.act == Act.SEND_BACK.value:
            found.append(_waiting(one, reading, f"sent back by {last.person_name}: {last.note}", last.at))
    return found


def _to_agree(person: Person, access: Access) -> list[Waiting]:
    if not access.may(May.ANNOTATE):
        return []
    held = Annotation.objects.filter(withdrawn_at=None, approver=None).exclude(author=person)
    return [
        Waiting(one.text, f"{one.on:%-d %B %Y}", "moves the limits of charts; agree or withdraw it", one.written_at,
                reverse("annotations"))
        for one in held.exclude(rebase=False, leave_out=False)
    ]  # fmt: skip


def _waiting(one: Commentary, reading: Reading, wanted: str, since: datetime | None) -> Waiting:
    unit = reading.organisation.units.get(one.unit)
    where = f"{unit.name if unit else one.unit}, {month_words(one.month)}"
    return Waiting(title_of(one.measure), where, wanted, since, address_of(one))
