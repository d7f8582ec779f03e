"""
The commentary beside a measure, for other pages to include.

    {% include "commentary/_beside_measure.html" with beside=commentary %}

with `commentary_beside(request, measure_id)`.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime

from sightline.judgement.words import month_words
from sightline.pages.commentary_figures import Place
from sightline.web.commentary.acts import find, standing
from sightline.web.commentary.models import Commentary
from sightline.web.commentary.reading_texts import Texts, may_read, texts_for, works_on
from sightline.web.commentary.states import State
from sightline.web.commentary.waiting import is_stale


@dataclass(frozen=True)
class CommentaryBeside:
    """
    What stands beside a measure: the texts, who answers for them, what is wrong with them, and what may be done.

    `texts` None: there is none that this reader may read. `link` is empty where they can do nothing about it.
    """

    where: str
    state: str = ""
    said: str = ""
    notice: str = ""
    texts: Texts | None = None
    url: str = ""
    link: str = ""


def commentary_beside(request: HttpRequest, measure_id: str) -> CommentaryBeside:
    """The commentary on a measure in the period and unit that were chosen, as this reader may read it."""
    reading, access, choices = request.reading, request.access, request.choices
    place = Place(measure_id, choices.unit, choices.month)
    where = f"{choices.unit.name}, {month_words(choices.month)}"
    url = reverse("commentary-of", args=[measure_id]) + choices.query
    held = find(place)
    may_write = works_on(access) and standing(access, request.user, choices.unit, held).may_write
    if held is None or not may_read(held, access, reading):
        return CommentaryBeside(where, url=url if may_write else "", link="Write the commentary" if may_write else "")
    stale = is_stale(held, reading)
    notice = "A figure has changed since this was approved; it is being read again." if stale else ""
    may_open = works_on(access)
    return CommentaryBeside(
        where, held.state, said_of(held), notice, texts_for(held, access, reading),
        url if may_open else "", "Commentary, checks and history" if may_open else "",
    )  # fmt: skip


def said_of(commentary: Commentary) -> str:
    """`Approved by Rosmer Penhallick, 3 July 2017.`"""
    match commentary.is_in:
        case State.LOCKED:
            when, words = commentary.locked_at, f"Signed off with the period by {commentary.approved_by}"
        case State.APPROVED:
            when, words = commentary.approved_at, f"Approved by {commentary.approved_by}"
        case State.SUBMITTED:
            when, words = commentary.submitted_at, f"Submitted by {commentary.submitted_by}, not approved yet"
        case State.DRAFT:
            when, words = commentary.written_at, f"Draft by {commentary.written_by}"
    return f"{words}, {localtime(when):%-d %B %Y}." if when else f"{words}."
