"""The annotations that charts are drawn and judged with: those of `sightline.toml` and those written here."""

from django.db.models import Q
from django.utils.timezone import localdate

from sightline.pages.reading import Reading
from sightline.settings import Annotation
from sightline.web.commentary import models


def annotations(reading: Reading) -> tuple[Annotation, ...]:
    """
    Every annotation in force, in the order of their days: what `judge_all` takes, and part of a page's key.

    One small question to the database; a rebase or a month left out counts once another person approved it.
    """
    held = models.Annotation.objects.filter(withdrawn_at=None).filter(
        Q(rebase=False, leave_out=False) | Q(approver__isnull=False)
    )
    written = [as_settings_have_it(one) for one in held.select_related("author", "approver")]
    return tuple(sorted((*reading.settings.annotations, *written), key=lambda one: (one.on, one.text)))


def as_settings_have_it(one: models.Annotation) -> Annotation:
    """An annotation of the database as `sightline.toml` would write it."""
    return Annotation(
        date=one.on,
        text=one.text,
        measure=one.measure or None,
        rebase=one.rebase,
        leave_out=one.leave_out,
        author=str(one.author),
        approver=str(one.approver) if one.approver else "",
        decided=localdate(one.approved_at) if one.approved_at else None,
    )
