"""The scorecard's page: all headline measures of a unit and month, or the exceptions alone; files of the same."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sightline.errors import BadUsage, did_you_mean
from sightline.judgement.ratings import SCORECARD_2017, Rated, Rating, Scheme
from sightline.judgement.suppression.audience import Audience
from sightline.pages import compare
from sightline.pages.headlines import TOPICS, topic_called
from sightline.pages.organisation import Unit
from sightline.pages.scorecard import Group, Row, Scorecard, scorecard_of
from sightline.pages.scorecard_words import finding, group_words, limits, signals, target_of_row
from sightline.web.config.context import Choice, Option, month_words, period_choice, unit_choice
from sightline.web.config.rendered import rendered
from sightline.web.figures.addresses import may_see_records_of, measure_address, records_address
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

EXCEPTIONS = "exceptions"


@dataclass(frozen=True)
class Segment:
    """One of the two views: all rows, or the exceptions."""

    title: str
    url: str
    is_current: bool
    count: int


@dataclass(frozen=True)
class ShownRow:
    """A row with where it leads."""

    row: Row
    url: str
    records_url: str
    target: str

    @property
    def headline(self) -> object:
        return self.row.headline


@dataclass(frozen=True)
class ShownGroup:
    """A group with its words and rows."""

    title: str
    words: str
    rows: tuple[ShownRow, ...]


@needs(Permission.SEE_FIGURES)
def scorecard(request: HttpRequest) -> HttpResponse:
    """The headline measures of the unit in the month; beside another unit's where one is chosen."""
    if request.GET.get("beside"):
        return beside(request)
    choices, topic, only = request.choices, chosen_topic(request), shows_exceptions(request)
    with_records = may_see_records_of(request, choices.unit)
    key = ("scorecard", choices.unit.key, choices.month, topic, only, with_records, choices.chosen)
    return rendered(
        request,
        "figures/scorecard.html",
        key,
        lambda: context_of(request, topic, only, with_records),
        month=month_words(choices.month),
        context_choices=[
            period_choice(request),
            unit_choice(request),
            topic_choice(topic),
            beside_choice(request, ""),
        ],
        context_kept=[("show", EXCEPTIONS)] if only else [],
    )


def beside(request: HttpRequest) -> HttpResponse:
    """
    Two units side by side.

    Errors: BadUsage for a unit that does not exist or is the same, PermissionDenied for one that is not open.
    """
    choices, topic, audience = request.choices, chosen_topic(request), request.access.audience
    other = _other_unit(request)
    return rendered(
        request,
        "figures/scorecard_beside.html",
        ("beside", choices.unit.key, other.key, choices.month, topic, choices.chosen),
        lambda: _beside_context(request, other, topic, audience),
        month=month_words(choices.month),
        context_choices=[
            period_choice(request),
            unit_choice(request),
            topic_choice(topic),
            beside_choice(request, other.key),
        ],
    )


def _other_unit(request: HttpRequest) -> Unit:
    key = request.GET.get("beside", "")
    unit = request.reading.organisation.unit(key)
    if unit is None:
        raise BadUsage(f"There is no unit '{key[:80]}' in the organisation. Choose one in the bar at the top.")
    if not request.access.may_see_figures_of(unit):
        raise PermissionDenied("These figures are for those who answer for that unit.")
    if unit.key == request.choices.unit.key:
        raise BadUsage(f"{unit.name} can't stand beside itself. Choose another unit in the bar at the top.")
    return unit


def _beside_context(request: HttpRequest, other: Unit, topic: str, audience: Audience) -> dict:
    choices = request.choices
    page = compare.beside_each_other(request.reading, choices.unit, other, choices.month, audience)
    page = page.of_topic(topic) if topic else page
    return {
        "page": page,
        "month": month_words(page.month),
        "finding": compare.finding(page),
        "limits": compare.limits(page),
        "groups": [(g.topic.title, [(pair, measure_address(pair.first.id, choices.query)) for pair in g.pairs])
                   for g in page.groups],
        "alone_url": _with(request, reverse("scorecard")),
    }  # fmt: skip


def card_of(request: HttpRequest, topic: str) -> Scorecard:
    """The scorecard that the request asks for, of one topic where one is chosen."""
    choices = request.choices
    card = scorecard_of(request.reading, choices.unit, choices.month, request.access.audience)
    return card.of_topic(topic) if topic else card


def context_of(request: HttpRequest, topic: str, only: bool, with_records: bool) -> dict:
    """What the inside of the page shows."""
    card = card_of(request, topic)
    shown = card.of_exceptions() if only else card
    width = 9 + card.has_neighbours + card.has_england + (not card.unit.is_whole)
    return {
        "card": card,
        "heading": "Scorecard",
        "month": month_words(card.month),
        "before": f"{card.month.plus(-1).start:%B}",
        "finding": finding(card),
        "limits": limits(card),
        "signals": signals(card),
        "groups": shown_groups(shown.groups, card, request, with_records),
        "segments": segments_of(request, card, only),
        "width": width,
        "rest": width - 1,
        "years": {word: year.replace("/", "–") for word, year in card.years},
        "key_words": key_words(card.scheme),
        "csv_url": _with(request, reverse("scorecard-csv")),
        "xlsx_url": _with(request, reverse("scorecard-xlsx")),
    }


def key_words(scheme: Scheme) -> list[tuple[Rated, str]]:
    """What the colours say beside a target, by the scheme that has such bands."""
    if scheme is not SCORECARD_2017:
        return []
    words = {Rating.GREEN: "or within 5%", Rating.AMBER: "5% to 10% off", Rating.RED: "more than 10% off"}
    return [(Rated(scheme.name, rating, ""), text) for rating, text in words.items()]


def shown_groups(groups: tuple[Group, ...], card: Scorecard, request: HttpRequest, with_records: bool) -> list:
    """The rows with their links, by group; a group says of all its rows how many need attention."""
    query = request.choices.query
    whole = {group.topic.key: group for group in card.groups}
    return [
        ShownGroup(
            group.topic.title,
            group_words(whole[group.topic.key].exceptions, whole[group.topic.key].told),
            tuple(
                ShownRow(
                    row,
                    measure_address(row.id, query),
                    records_address(row.headline.measure, query) if with_records and row.has_value else "",
                    target_of_row(row),
                )
                for row in group.rows
            ),
        )
        for group in groups
    ]


def segments_of(request: HttpRequest, card: Scorecard, only: bool) -> list[Segment]:
    """`All 31`, `Exceptions only 7`."""
    address = reverse("scorecard")
    return [
        Segment("All", _with(request, address, show=""), not only, len(card.rows)),
        Segment("Exceptions only", _with(request, address, show=EXCEPTIONS), only, len(card.exceptions)),
    ]


# Choices of the page


def chosen_topic(request: HttpRequest) -> str:
    """The topic asked for; empty for all. Errors: BadUsage for one that does not exist."""
    key = request.GET.get("topic", "")
    if key and topic_called(key) is None:
        known = [topic.key for topic in TOPICS]
        raise BadUsage(f"There is no topic '{key[:40]}'.{did_you_mean(key[:40], known)} Choose one in the bar.")
    return key


def shows_exceptions(request: HttpRequest) -> bool:
    """Errors: BadUsage for a view that does not exist."""
    show = request.GET.get("show", "")
    if show not in ("", "all", EXCEPTIONS):
        raise BadUsage(f"The scorecard shows 'all' or 'exceptions', not '{show[:40]}'.")
    return show == EXCEPTIONS


def topic_choice(chosen: str) -> Choice:
    options = [Option("", "All topics", not chosen)]
    options += [Option(topic.key, topic.title, topic.key == chosen) for topic in TOPICS]
    return Choice("topic", "Topic", tuple(options))


def beside_choice(request: HttpRequest, chosen: str) -> Choice:
    """The units that can stand beside the chosen one."""
    unit = unit_choice(request)
    options = [Option("", "Nothing", not chosen)]
    options += [
        Option(option.value, option.label, option.value == chosen, option.group)
        for option in unit.options
        if option.value != request.choices.unit.key
    ]
    return Choice("beside", "Beside", tuple(options))


def _with(request: HttpRequest, address: str, **changed: str) -> str:
    """The address with the page's choices, some of them changed; an empty one goes."""
    kept = {name: request.GET[name] for name in ("period", "unit", "topic", "show") if request.GET.get(name)}
    kept |= changed
    pairs = {name: value for name, value in kept.items() if value}
    return f"{address}?{urlencode(pairs)}" if pairs else address
