"""A commentary's texts as one reader may read them: live, frozen since it was locked, or not yet."""

from dataclasses import dataclass

from sightline.judgement.suppression.audience import Audience
from sightline.pages.commentary_figures import Paragraph, frozen_paragraphs
from sightline.pages.reading import Reading
from sightline.web.commentary.acts import place_of, printer
from sightline.web.commentary.models import Commentary
from sightline.web.commentary.states import State
from sightline.web.commentary.waiting import is_stale
from sightline.web.people.access import Access
from sightline.web.people.permissions import Permission as May


@dataclass(frozen=True)
class Texts:
    """The three texts as paragraphs of words and figures."""

    shows: tuple[Paragraph, ...] = ()
    why: tuple[Paragraph, ...] = ()
    doing: tuple[Paragraph, ...] = ()


def may_read(commentary: Commentary, access: Access, reading: Reading) -> bool:
    """Everybody reads what is locked, or approved and still true of the data; the rest is for those who work on it."""
    if access.may(May.SEE_COMMENTARY) or commentary.is_in is State.LOCKED:
        return True
    return commentary.is_in is State.APPROVED and not is_stale(commentary, reading)


def texts_for(commentary: Commentary, audience: Audience, reading: Reading) -> Texts:
    """The texts with figures as the audience may see them; of a locked one, as they were published."""
    written = commentary.written.texts
    if commentary.is_in is State.LOCKED:
        figures = commentary.protected if audience.hides else commentary.figures
        return Texts(*(frozen_paragraphs(text, figures) for text in written))
    place = place_of(commentary, reading)
    if place is None:
        return Texts(*(frozen_paragraphs(text, commentary.figures) for text in written))
    printing = printer(reading, place, audience)
    return Texts(*(printing.paragraphs(text) for text in written))
