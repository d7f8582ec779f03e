"""Home, by role: the scorecard, the exceptions, the team's day, the data, the audit or the administration."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sightline.pages.coming_up import coming_up
from sightline.pages.home import ExceptionsHome, OffTarget, exceptions_home
from sightline.pages.home_data import data_home, to_know
from sightline.pages.overdue import OverduePage
from sightline.pages.reading import Reading
from sightline.pages.scorecard import scorecard_of
from sightline.pages.scorecard_words import finding, limits, signals
from sightline.web.commentary.waiting import waiting_for
from sightline.web.config.context import month_words
from sightline.web.config.rendered import inside_of, rendered
from sightline.web.figures.addresses import measure_address
from sightline.web.figures.scorecard import key_words, shown_groups
from sightline.web.figures.team_home import home_of_team
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission
from sightline.web.people.roles import Home

# The longest list of what waits.
MOST_WAITING = 5


@needs()
def home(request: HttpRequest) -> HttpResponse:
    """What the person's first role opens with."""
    access = request.access
    if not access.roles:
        raise PermissionDenied("You have no role yet. Ask those who keep the roles in your authority for one.")
    match access.home:
        case Home.EXCEPTIONS if access.may(Permission.SEE_FIGURES):
            return exceptions(request)
        case Home.TEAM if access.may(Permission.SEE_CHILDREN):
            return home_of_team(request)
        case Home.DATA:
            return data(request)
        case Home.AUDIT:
            return redirect("audit")
        case Home.ADMINISTRATION:
            return redirect("administration")
        case _ if access.may(Permission.SEE_FIGURES):
            return summary(request)
    raise PermissionDenied("This page is for those who may see figures.")


# For members and others who open with the scorecard


def summary(request: HttpRequest) -> HttpResponse:
    """The exceptions of the scorecard first, then what improved, in plain words."""
    choices = request.choices
    key = ("summary", choices.unit.key, choices.month, choices.chosen)
    return rendered(
        request, "figures/home_summary.html", key, lambda: _summary(request), month=month_words(choices.month)
    )


def _summary(request: HttpRequest) -> dict:
    choices, access = request.choices, request.access
    card = scorecard_of(request.reading, choices.unit, choices.month, access.audience)
    width = 9 + card.has_neighbours + card.has_england + (not card.unit.is_whole)
    return {
        "card": card,
        "month": month_words(card.month),
        "before": f"{card.month.plus(-1).start:%B}",
        "finding": finding(card),
        "limits": limits(card),
        "signals": signals(card),
        "groups": shown_groups(card.of_exceptions().groups, card, request, with_records=False),
        "better": [Linked(row, measure_address(row.id, choices.query)) for row in card.rows if row.is_better],
        "scorecard_url": reverse("scorecard") + choices.query,
        "years": {word: year.replace("/", "–") for word, year in card.years},
        "width": width,
        "rest": width - 1,
        "key_words": key_words(card.scheme),
    }


@dataclass(frozen=True)
class Linked:
    """Something with the address it leads to."""

    one: object
    url: str


# For those who lead


def exceptions(request: HttpRequest) -> HttpResponse:
    """What changed, what is off target and where, what is overdue; beside it what waits and what comes."""
    choices, access, reading = request.choices, request.access, request.reading
    page = exceptions_home(reading, choices.unit, choices.month, access.audience, access.children)
    today = timezone.localdate()
    waiting = waiting_for(request.user, access, reading)
    key = ("exceptions", choices.unit.key, choices.month, access.children, choices.chosen)
    return rendered(
        request,
        "figures/home_exceptions.html",
        key,
        lambda: _changes(page, request),
        page=page,
        month=month_words(choices.month),
        scorecard_url=reverse("scorecard") + choices.query,
        below=inside_of(request, "figures/home_below.html", key, lambda: _below(page, request)),
        waiting=waiting[:MOST_WAITING],
        more_waiting=max(len(waiting) - MOST_WAITING, 0),
        coming=coming_up(today, reading.settings.meetings),
        to_know=to_know(reading, page.card, today),
        quality_url=_address("data-quality"),
        commentary_url=_address("commentary"),
    )


def _changes(page: ExceptionsHome, request: HttpRequest) -> dict:
    query = request.choices.query
    return {
        "page": page,
        "signals": _signals(page),
        "worse": [Linked(one, measure_address(one.row.id, query)) for one in page.worse],
        "better": [Linked(one, measure_address(one.row.id, query)) for one in page.better],
        "changed": [one.row.headline.title for one in page.changed],
        "scorecard_url": reverse("scorecard") + query,
    }


def _signals(page: ExceptionsHome) -> str:
    """`12 signals among 31 measures; fewer than 1 would be expected by chance.`"""
    return signals(page.card).replace("on this page", f"among {len(page.card.told)} measures")


@dataclass(frozen=True)
class OverdueCell:
    """One clock's number in one locality, with where it leads; `width` of 46 pixels for its bar."""

    count: int
    url: str
    most: int


@dataclass(frozen=True)
class OverdueLine:
    """One clock of the table."""

    title: str
    limit: str
    cells: tuple[OverdueCell, ...]
    total: int
    change: int
    url: str


def _below(page: ExceptionsHome, request: HttpRequest) -> dict:
    query = request.choices.query
    off: list[tuple[OffTarget, str]] = [(one, measure_address(one.row.id, query)) for one in page.off]
    return {
        "page": page,
        "month": month_words(page.card.month),
        "off": [Linked(one, url) for one, url in off],
        "overdue": page.overdue,
        "lines": _lines(page.overdue, request.reading, page.card.unit.key) if page.overdue else [],
        "change": page.overdue.total - page.overdue.week_before if page.overdue else 0,
    }


def _lines(overdue: OverduePage, reading: Reading, unit_key: str) -> list[OverdueLine]:
    keys = {unit.name: unit.key for unit in reading.organisation.units.values() if unit.kind.value == "locality"}
    most = max((number for row in overdue.rows for number in row.by_locality), default=0)
    due = reverse("due")
    return [
        OverdueLine(
            row.title,
            row.limit,
            tuple(
                OverdueCell(number, f"{due}?unit={keys[name]}&clock={row.clock}" if name in keys and number else "",
                            most)
                for name, number in zip(overdue.localities, row.by_locality, strict=True)
            ),
            row.total,
            row.change,
            f"{due}?unit={unit_key}&clock={row.clock}",
        )
        for row in overdue.rows
    ]  # fmt: skip


# For those who answer for the data


def data(request: HttpRequest) -> HttpResponse:
    """The load and what it left out, what is due to the department, what waits."""
    reading, today = request.reading, timezone.localdate()
    waiting = waiting_for(request.user, request.access, reading)
    card = scorecard_of(reading, request.choices.unit, request.choices.month, request.access.audience)
    return render(
        request,
        "figures/home_data.html",
        {
            "page": data_home(reading, today),
            "card": card,
            "finding": finding(card),
            "scorecard_url": reverse("scorecard") + request.choices.query,
            "waiting": waiting[:MOST_WAITING],
            "more_waiting": max(len(waiting) - MOST_WAITING, 0),
            "coming": coming_up(today, reading.settings.meetings),
            "quality_url": _address("data-quality"),
            "returns_url": _address("returns"),
            "commentary_url": _address("commentary"),
        },
    )


def _address(name: str) -> str:
    """The page's address; empty where the application has none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
