"""A commentary's texts as one reader may read them: live, frozen since it was locked, or not yet."""

from dataclasses import dataclass

from sightline.pages.commentary_figures import Paragraph, Printer, frozen_paragraphs
from sightline.pages.reading import Reading
from sightline.web.commentary.acts import place_of
from sightline.web.commentary.annotations import annotations
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


def works_on(access: Access) -> bool:
    """Whether somebody reads commentary before it is approved: its history holds exact figures."""
    return access.may(May.SEE_COMMENTARY) and not access.audience.hides


def may_read(commentary: Commentary, access: Access, reading: Reading) -> bool:
    """Everybody reads what is locked, or approved and still true of the data; the rest is for those who work on it."""
    if works_on(access) or commentary.is_in is State.LOCKED:
        return True
    return commentary.is_in is State.APPROVED and not is_stale(commentary, reading)


def is_exact(access: Access) -> bool:
    """Whether published texts are shown with exact figures: they may hold those of teams."""
    return not access.audience.hides and access.may(May.SEE_TEAMS)


def texts_for(commentary: Commentary, access: Access, reading: Reading) -> Texts:
    """The texts with figures as the reader may see them; of a locked one, as they were published."""
    written = commentary.written.texts
    if commentary.is_in is State.LOCKED:
        figures = commentary.figures if is_exact(access) else commentary.protected
        return Texts(*(frozen_paragraphs(text, figures) for text in written))
    place = place_of(commentary, reading)
    if place is None:
        figures = commentary.figures if is_exact(access) else commentary.protected
        return Texts(*(frozen_paragraphs(text, figures) for text in written))
    printing = Printer(reading, place, access.audience, annotations(reading), access.may_see_figures_of)
    return Texts(*(printing.paragraphs(text) for text in written))
