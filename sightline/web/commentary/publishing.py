"""
Signing a period off: the list of what is and is not ready, and the one act that freezes figures, texts and versions.

Everything is written under a hidden name first; the database and the rename follow together, so that a sign-off that is
killed leaves nothing behind (`sweep` removes the hidden folder).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from filelock import FileLock

import sightline
from sightline.engine.cube import made_by
from sightline.errors import BadUsage
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.ledger import read_ledger
from sightline.judgement.words import month_words
from sightline.measures.model import Measure
from sightline.measures.windows import Month
from sightline.pages.commentary_checks import Around, Check, State, checks, stops
from sightline.pages.headlines import HEADLINES
from sightline.pages.published import Edition, Written, open_edition, sweep, write_edition
from sightline.pages.published_freeze import Frozen, FrozenFigure, freeze, headline_measures, to_csv
from sightline.pages.reading import Reading
from sightline.settings import FILE_NAME
from sightline.web.audit.models import Act as Audited
from sightline.web.audit.recording import record
from sightline.web.commentary import states
from sightline.web.commentary.acts import SIGNED_AT, act, changed_figures, place_of, printer
from sightline.web.commentary.models import Commentary, Publication
from sightline.web.commentary.names import title_of
from sightline.web.commentary.waiting import is_stale


@dataclass(frozen=True)
class Restated:
    """A published figure that is another now: its window, both values, and when the first was published."""

    measure: str
    unit: str
    window: str
    was: str
    now: str


@dataclass(frozen=True)
class Ready:
    """The list to read before signing; `seen` changes with whatever is on it."""

    checks: tuple[Check, ...]
    edition: int
    before: Publication | None
    seen: str

    @property
    def stops(self) -> list[Check]:
        return stops(self.checks)


def readiness(reading: Reading, month: Month) -> Ready:
    """What stands between the period and its sign-off, and what passes."""
    held = list(Commentary.objects.filter(month_key=str(month)))
    before = newest(month)
    found = (
        _data(reading, month),
        *_commentary(reading, held),
        _missing(held),
        *_placeholders(reading, held),
        _quality(reading),
        *_restating(before),
    )
    marks = [reading.name, str(before), *sorted(f"{one.pk}.{one.version}" for one in held)]
    seen = hashlib.sha256(" ".join(marks).encode()).hexdigest()[:16]
    return Ready(found, before.edition + 1 if before else 1, before, seen)


def newest(month: Month) -> Publication | None:
    """The newest edition of a period that was signed off."""
    return Publication.objects.filter(month_key=str(month)).first()


def opened(reading: Reading, one: Publication) -> Edition:
    """The edition's files. Errors: SightlineError where they are not what was signed off."""
    return open_edition(reading.workspace, one.month, one.edition, one.manifest_sha256)


def state_of_period(month: Month) -> str:
    """`signed off 12 July 2017`, or that it is not yet."""
    one = newest(month)
    if one is None:
        return "provisional until signed off"
    edition = f" (edition {one.edition})" if one.edition > 1 else ""
    return f"signed off {timezone.localtime(one.signed_at):%-d %B %Y}{edition}"


def sign_off(request: HttpRequest, month: Month, seen: str, reason: str) -> Publication:
    """
    Freezes the period and locks its commentary.

    Errors: BadUsage where something stops it, or the list changed since it was read; Changed where somebody changed a
    commentary meanwhile. Nothing is left of a sign-off that fails.
    """
    reading: Reading = request.reading
    with FileLock(reading.workspace / ".publish.lock"):
        ready = readiness(reading, month)
        if ready.stops:
            raise BadUsage(f"{month_words(month)} can't be signed off yet. {ready.stops[0].text}.")
        if seen != ready.seen:
            raise BadUsage("The list changed since you read it. Read it again before you sign.")
        if ready.before and not reason.strip():
            raise BadUsage("This period was published before. Say why it is published again.")
        known = set(Publication.objects.filter(month_key=str(month)).values_list("edition", flat=True))
        sweep(reading.workspace, month, known)
        return _signed(request, month, ready, reason.strip())


def _signed(request: HttpRequest, month: Month, ready: Ready, reason: str) -> Publication:
    reading: Reading = request.reading
    made = freeze(reading, month)
    held = list(Commentary.objects.filter(month_key=str(month)).exclude(state=states.State.DRAFT))
    texts = [(one, _protected(reading, one)) for one in held]
    now = timezone.now()
    files = {
        "figures.csv": to_csv(made.exact),
        "figures-public.csv": to_csv(made.public),
        "commentary.json": _json([_text(one, one.figures) for one in held]),
        "commentary-public.json": _json([_text(one, protected) for one, protected in texts]),
        "definitions.json": _json([_definition(measure) for measure in headline_measures()]),
        "restated.json": _json([asdict(one) for one in _since(reading, ready.before, made)]),
    }  # fmt: skip
    facts = {"signed_at": now.isoformat(), "signed_by": str(request.user), "reason": reason, **_versions(reading)}
    written = write_edition(reading.workspace, month, ready.edition, files, facts)
    try:
        return _put_in_place(request, written, made, texts, reason, now)
    except BaseException:
        written.give_up()
        raise


def _put_in_place(
    request: HttpRequest,
    written: Written,
    made: Frozen,
    texts: list[tuple[Commentary, Mapping[str, str]]],
    reason: str,
    now,
) -> Publication:
    reading: Reading = request.reading
    with transaction.atomic():
        for one, protected in texts:
            if one.is_in is states.State.APPROVED:
                act(request, states.Act.LOCK, one, one.version, locked_at=now, edition=written.edition,
                    protected=dict(protected))  # fmt: skip
        published = Publication.objects.create(
            month_key=str(written.month), edition=written.edition, signed_at=now, signed_by=request.user,
            signed_name=str(request.user), reason=reason, manifest_sha256=written.manifest_sha256,
        )  # fmt: skip
        record(request, Audited.PUBLISHED, f"{month_words(written.month)}, edition {written.edition}", why=reason)
        ledger = read_ledger(reading.workspace)
        ledger.record(f"published {published}", Audience.PUBLIC, made.outcome, made.told)
        ledger.write(reading.workspace)
        written.put_in_place()
    return published


def _versions(reading: Reading) -> dict[str, str]:
    file = reading.workspace / FILE_NAME
    settings = file.read_bytes() if file.exists() else b""
    return {
        "dataset": reading.name,
        "as_at": reading.as_at.isoformat(),
        "definitions": made_by(reading.settings, reading.workspace),
        "settings_sha256": hashlib.sha256(settings).hexdigest(),
        "sightline": sightline.__version__,
    }


def _protected(reading: Reading, one: Commentary) -> Mapping[str, str]:
    """What the commentary's figures print for the public; a locked one keeps what it was published with."""
    place = place_of(one, reading)
    if one.is_in is states.State.LOCKED or place is None:
        return one.protected
    return printer(reading, place, Audience.PUBLIC).figures(*one.written.texts)


def _text(one: Commentary, figures: Mapping[str, str]) -> dict:
    return {
        "measure": one.measure, "unit": one.unit, "shows": one.shows, "why": one.why, "doing": one.doing,
        "figures": dict(figures), "written_by": str(one.written_by), "approved_by": str(one.approved_by),
        "approved_at": one.approved_at.isoformat() if one.approved_at else "", "first_edition": one.edition,
    }  # fmt: skip


def _definition(measure: Measure) -> dict[str, str]:
    return {"id": measure.id, "title": measure.title, "definition": measure.definition}


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


# What is restated


def _since(reading: Reading, before: Publication | None, made: Frozen) -> list[Restated]:
    return differing(opened(reading, before).exact, made.exact) if before else []


def differing(published: tuple[FrozenFigure, ...], now: tuple[FrozenFigure, ...]) -> list[Restated]:
    """The published figures that are others now, as exact fractions; those of which either has no number as well."""
    later = {one.key: one for one in now}
    found = []
    for one in published:
        other = later.get(one.key)
        if other is not None and (one.exact, one.status) != (other.exact, other.status):
            found.append(
                Restated(one.measure, one.unit, one.window, one.value or one.status, other.value or other.status)
            )
    return found


# The list


def _data(reading: Reading, month: Month) -> Check:
    if reading.as_at < month.end:
        return Check(State.STOPS, f"The data are as at {reading.as_at:%-d %B %Y}, before {month_words(month)} ended")
    return Check(State.PASSED, f"The data are as at {reading.as_at:%-d %B %Y}, after the month’s end")


def _commentary(reading: Reading, held: list[Commentary]) -> list[Check]:
    open_ = [one for one in held if one.is_in in (states.State.DRAFT, states.State.SUBMITTED)]
    stale = [one for one in held if is_stale(one, reading)]
    found = []
    if open_:
        found.append(Check(State.STOPS, f"Not approved yet: {_named(open_)}"))
    if stale:
        found.append(Check(State.STOPS, f"A figure changed since it was approved: {_named(stale)}"))
    locked = [one for one in held if one.is_in is states.State.LOCKED and changed_figures(one, reading)]
    if locked:
        found.append(
            Check(State.LOOK, f"Stands as first published, with figures that have changed since: {_named(locked)}")
        )
    if held and not found:
        found.append(Check(State.PASSED, "All commentary that was begun is approved"))
    return found


def _missing(held: list[Commentary]) -> Check:
    whole = {one.measure for one in held if one.unit == "whole"}
    missing = [headline.title for headline in HEADLINES if headline.measure_id not in whole]
    if not missing:
        return Check(State.PASSED, "Every headline measure has commentary")
    named = ", ".join(missing[:4]) + (f" and {len(missing) - 4} more" if len(missing) > 4 else "")
    return Check(State.LOOK, f"{len(missing)} headline measures have no commentary: {named}")


def _placeholders(reading: Reading, held: list[Commentary]) -> list[Check]:
    found = []
    for one in held:
        place = place_of(one, reading)
        if place is None or one.is_in is states.State.LOCKED:
            continue
        wrong = stops(checks(one.written, printer(reading, place, SIGNED_AT), Around(reading.organisation)))
        found += [Check(State.STOPS, f"{title_of(one.measure)}: {check.text}") for check in wrong]
    return found or [Check(State.PASSED, "No placeholder stands in any commentary")]


def _quality(reading: Reading) -> Check:
    rows = reading.rejected_rows
    if not rows:
        return Check(State.PASSED, "No row was set aside when the data were loaded")
    return Check(State.LOOK, f"{rows:,} rows were set aside when the data were loaded; see Data quality")


def _restating(before: Publication | None) -> list[Check]:
    if before is None:
        return []
    day = f"{timezone.localtime(before.signed_at):%-d %B %Y}"
    why = "this makes a new edition that says what changed and why"
    return [Check(State.LOOK, f"Signed off on {day} as edition {before.edition}: {why}")]


def _named(held: list[Commentary]) -> str:
    titles = [title_of(one.measure) for one in held]
    return ", ".join(titles[:4]) + (f" and {len(titles) - 4} more" if len(titles) > 4 else "")
