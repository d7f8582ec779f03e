"""
What is done with a commentary: each act checks who may, changes one version into the next, and writes the history.

Two people at once: the version that the act started from must still be the newest, or `Changed` is raised and nothing
is written.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience
from sightline.pages.commentary_checks import Check, Written, stops
from sightline.pages.commentary_figures import Place, Printer
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading
from sightline.settings import Annotation
from sightline.web.audit.models import Act as Audited
from sightline.web.audit.recording import record
from sightline.web.commentary.annotations import annotations
from sightline.web.commentary.models import Commentary, Step
from sightline.web.commentary.states import RULES, Act, Standing, State, why_not
from sightline.web.people.access import Access
from sightline.web.people.permissions import Permission as May

Marks = tuple[Annotation, ...]

# The level that texts are written and signed at.
SIGNED_AT = Audience.INTERNAL


class Changed(Exception):
    """Somebody else changed the commentary meanwhile; `newest` is what it is now."""

    def __init__(self, newest: Commentary):
        self.newest = newest
        super().__init__("Somebody else changed this commentary meanwhile.")


@dataclass(frozen=True)
class FigureChanged:
    """A figure that prints otherwise than when the text was last saved or signed."""

    token: str
    was: str
    now: str


def find(place: Place) -> Commentary | None:
    """The commentary of a place, if any was begun."""
    return Commentary.objects.filter(measure=place.measure, unit=place.unit.key, month_key=str(place.month)).first()


def place_of(commentary: Commentary, reading: Reading) -> Place | None:
    """Where a commentary belongs; None for a unit that the organisation no longer has."""
    unit = reading.organisation.units.get(commentary.unit)
    return None if unit is None else Place(commentary.measure, unit, commentary.month)


def standing(access: Access, person: Any, unit: Unit, commentary: Commentary | None) -> Standing:
    """What the person may do with a unit's commentary, and whether they wrote any of this one."""
    wrote = (Act.BEGIN.value, Act.WRITE.value)
    return Standing(
        may_write=access.scope(May.WRITE_COMMENTARY).holds_unit(unit),
        may_approve=access.scope(May.APPROVE_COMMENTARY).holds_unit(unit),
        may_publish=access.may(May.PUBLISH),
        is_author=commentary is not None and commentary.steps.filter(person=person, act__in=wrote).exists(),
    )


def printer(reading: Reading, place: Place, audience: Audience, marks: Marks | None = None) -> Printer:
    """Prints a place's texts; `marks`: the annotations in force, where they are known already."""
    return Printer(reading, place, audience, annotations(reading) if marks is None else marks)


def changed_figures(commentary: Commentary, reading: Reading, marks: Marks | None = None) -> tuple[FigureChanged, ...]:
    """The figures that print otherwise now; of a locked commentary, that is a restatement."""
    if not commentary.figures:
        return ()
    marks = annotations(reading) if marks is None else marks
    # The tokens are the texts', so that the place and what they printed decide.
    key = ("changed figures", str(commentary), digest(commentary.figures), marks)
    return reading.remembered(key, lambda: _changed_figures(commentary, reading, marks))


def _changed_figures(commentary: Commentary, reading: Reading, marks: Marks) -> tuple[FigureChanged, ...]:
    now = figures_now(commentary, reading, marks)
    return tuple(
        FigureChanged(token, was, now[token])
        for token, was in commentary.figures.items()
        if token in now and now[token] != was
    )


def save(request: HttpRequest, place: Place, written: Written, version: int) -> Commentary:
    """
    Writes the texts: begins the commentary where `version` is 0. Nothing happens where nothing changed.

    Errors: Changed, PermissionDenied, BadUsage.
    """
    held = find(place)
    if held is None:
        _refuse(Act.WRITE, State.DRAFT, standing(request.access, request.user, place.unit, None))
        return _begin(request, place, written)
    if version != held.version:
        raise Changed(held)
    _refuse(Act.WRITE, held.is_in, standing(request.access, request.user, place.unit, held))
    if held.written == written:
        return held
    now = timezone.now()
    return _step(request, held, Act.WRITE, written=written, written_at=now, written_by=request.user)


def send(request: HttpRequest, commentary: Commentary, version: int, found: Iterable[Check]) -> Commentary:
    """Sends a draft to its approver. Errors: BadUsage naming the first check that stops it, and as `save`."""
    if stopping := stops(found):
        raise BadUsage(f"This can't be sent yet. {stopping[0].text}.")
    now = timezone.now()
    return act(request, Act.SEND, commentary, version, submitted_at=now, submitted_by=request.user)


def digest(figures: dict[str, str]) -> str:
    """A short mark of what figures print, so that nobody signs others than they saw."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:16]


def figures_now(commentary: Commentary, reading: Reading, marks: Marks | None = None) -> dict[str, str]:
    """What the tokens print now at the level they are signed at."""
    place = place_of(commentary, reading)
    return {} if place is None else printer(reading, place, SIGNED_AT, marks).figures(*commentary.written.texts)


def decide(
    request: HttpRequest, what: Act, commentary: Commentary, version: int, note: str = "", seen: str = ""
) -> Commentary:
    """
    Approves, confirms, sends back, takes back, opens to change or reopens. `seen`: the digest of the figures that were
    on the page.

    Errors: BadUsage, also where a figure changed since the page was opened; and as `save`.
    """
    facts: dict[str, Any] = {}
    if version != commentary.version:
        raise Changed(commentary)
    if what in (Act.APPROVE, Act.CONFIRM):
        if seen != digest(figures_now(commentary, request.reading)):
            raise BadUsage("A figure changed since you opened this page. Read it again before you approve it.")
        facts = {"approved_at": timezone.now(), "approved_by": request.user}
    elif RULES[what].after is State.DRAFT:
        facts = {"submitted_at": None, "submitted_by": None, "approved_at": None, "approved_by": None,
                 "locked_at": None, "edition": None, "protected": {}}  # fmt: skip
    return act(request, what, commentary, version, note=note, **facts)


def act(
    request: HttpRequest, what: Act, commentary: Commentary, version: int, *, note: str = "", **facts: Any
) -> Commentary:
    """One act by the rules of `states.py`. Errors: Changed, PermissionDenied, BadUsage."""
    if version != commentary.version:
        raise Changed(commentary)
    unit = request.reading.organisation.units.get(commentary.unit)
    if unit is None:
        raise BadUsage("The organisation no longer has this unit, so its commentary stays as it is.")
    stale = bool(changed_figures(commentary, request.reading)) if commentary.is_in is State.APPROVED else False
    _refuse(what, commentary.is_in, standing(request.access, request.user, unit, commentary), is_stale=stale)
    if RULES[what].wants_reason and not note.strip():
        raise BadUsage("Say why: the writer needs to know what to change.")
    return _step(request, commentary, what, note=note.strip(), **facts)


def _refuse(what: Act, state: State, who: Standing, *, is_stale: bool = False) -> None:
    reason = why_not(what, state, who, is_stale=is_stale)
    if not reason:
        return
    if not who.is_one(RULES[what].by) or (RULES[what].not_by_author and who.is_author):
        raise PermissionDenied(reason)
    raise BadUsage(reason)


def _begin(request: HttpRequest, place: Place, written: Written) -> Commentary:
    now = timezone.now()
    try:
        with transaction.atomic():
            made = Commentary.objects.create(
                measure=place.measure, unit=place.unit.key, month_key=str(place.month), version=1,
                written_at=now, written_by=request.user, **_texts(request, place, written),
            )  # fmt: skip
            _remember(request, made, Act.BEGIN, "")
    except IntegrityError:
        newest = find(place)
        if newest is None:
            raise
        raise Changed(newest)
    return made


def _texts(request: HttpRequest, place: Place, written: Written) -> dict[str, Any]:
    figures = printer(request.reading, place, SIGNED_AT).figures(*written.texts)
    return {"shows": written.shows, "why": written.why, "doing": written.doing,
            "kept_because": written.kept_because, "figures": figures}  # fmt: skip


def _step(
    request: HttpRequest,
    commentary: Commentary,
    what: Act,
    *,
    note: str = "",
    written: Written | None = None,
    **facts: Any,
) -> Commentary:
    """The next version, if nobody was faster, with its line of history and its entry in the audit."""
    place = place_of(commentary, request.reading)
    if place is not None and what is not Act.LOCK:
        facts |= _texts(request, place, written or commentary.written)
    facts |= {"version": commentary.version + 1, "state": RULES[what].after}
    with transaction.atomic():
        changed = Commentary.objects.filter(pk=commentary.pk, version=commentary.version).update(**facts)
        if not changed:
            raise Changed(Commentary.objects.get(pk=commentary.pk))
        newest = Commentary.objects.get(pk=commentary.pk)
        _remember(request, newest, what, note)
    return newest


def _remember(request: HttpRequest, commentary: Commentary, what: Act, note: str) -> None:
    Step.objects.create(
        commentary=commentary, number=commentary.version, person=request.user, person_name=str(request.user),
        act=what.value, note=note, dataset=request.reading.name, shows=commentary.shows, why=commentary.why,
        doing=commentary.doing, kept_because=commentary.kept_because, figures=commentary.figures,
    )  # fmt: skip
    record(request, Audited.CHANGED, f"Commentary {what.value}: {commentary}", why=note)
