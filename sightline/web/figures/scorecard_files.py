"""The scorecard as files: the same rows, as the reader's level may have them."""

from decimal import Decimal
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from xlsxwriter import Workbook

from sightline.engine.figure import Figure, Status
from sightline.judgement.direction import Direction, Movement
from sightline.measures.arithmetic import round_half_up
from sightline.pages.scorecard import Beside, Row, Scorecard
from sightline.pages.scorecard_words import finding, limits, signals, target_of_row
from sightline.web.config.context import month_words
from sightline.web.config.files import CSV, XLSX, Value, csv_bytes, download
from sightline.web.design.components import status_word
from sightline.web.figures.scorecard import card_of, chosen_topic, shows_exceptions
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

HEADINGS = (
    "Topic", "Measure", "Of", "Id", "Unit", "Month", "Figure", "Numerator", "Denominator", "Status", "Year to date",
    "Rolling 12 months", "Target", "Against target", "Variation", "Usual from", "Usual to", "Neighbours",
    "Neighbours year", "England", "England year", "Since the month before",
)  # fmt: skip
# Below the workbook's own words.
HEAD_ROW = 5

# What stands for a figure that is not there.
_STATES = {Status.SUPPRESSED: "[c]", Status.NOT_SUPPLIED: "[x]", Status.NO_DENOMINATOR: "[z]"}


@needs(Permission.SEE_FIGURES)
def scorecard_csv(request: HttpRequest) -> HttpResponse:
    """The rows as a CSV file, for programs."""
    return _file(request, csv_bytes(HEADINGS, rows_of(_card(request))), CSV, "csv")


@needs(Permission.SEE_FIGURES)
def scorecard_xlsx(request: HttpRequest) -> HttpResponse:
    """The rows as a workbook: the sentence, whom it is for, then the table."""
    card = _card(request)
    out = BytesIO()
    # Text is written as text: nothing that a name holds becomes a formula.
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Scorecard")
        title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "text_wrap": 1})
        sheet.write_string(0, 0, f"{card.authority}: scorecard of {card.unit.name}, {month_words(card.month)}", title)
        sheet.write_string(1, 0, f"{finding(card)} {limits(card)}".strip())
        sheet.write_string(2, 0, f"{signals(card)} {card.audience.sentence}")
        sheet.write_string(3, 0, f"Data as at {request.reading.as_at:%-d %B %Y}, version {request.reading.name}.")
        sheet.write_row(HEAD_ROW, 0, HEADINGS, head)
        for number, row in enumerate(rows_of(card), start=HEAD_ROW + 1):
            sheet.write_row(number, 0, [float(v) if isinstance(v, Decimal) else v for v in row])
        for column, width in enumerate((22, 38, 30, 34, 22)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
    return _file(request, out.getvalue(), XLSX, "xlsx")


def _card(request: HttpRequest) -> Scorecard:
    card = card_of(request, chosen_topic(request))
    return card.of_exceptions() if shows_exceptions(request) else card


def _file(request: HttpRequest, content: bytes, kind: str, ending: str) -> HttpResponse:
    choices = request.choices
    return download(content, kind, f"scorecard-{choices.unit.key}-{choices.month}.{ending}")


def rows_of(card: Scorecard) -> list[list[Value]]:
    """One list a row, in the order of `HEADINGS`; a number is rounded as the page prints it."""
    return [
        [group.topic.title, row.headline.title, row.headline.base, row.id, card.unit.name, str(card.month),
         *_of_row(row)]
        for group in card.groups for row in group.rows
    ]  # fmt: skip


def _of_row(row: Row) -> list[Value]:
    judged = row.judged
    if judged is None:
        return [None, None, None, row.why_none, *[None] * (len(HEADINGS) - 10)]
    figure, decimals = judged.figure, judged.measure.unit.decimals
    chart = judged.chart if judged.is_on_chart and judged.is_judged else None
    lower, upper = (chart.limits.lower, chart.limits.upper) if chart else (None, None)
    rating = judged.rating
    return [
        _number(figure, decimals),
        round_half_up(figure.numerator) if figure.numerator is not None else None,
        round_half_up(figure.denominator) if figure.denominator is not None else None,
        figure.status.value,
        _number(row.year_to_date, decimals),
        _number(row.rolling, decimals),
        target_of_row(row) or None,
        status_word(rating.rating, rating.scheme),
        row.variation.value if row.variation else None,
        round_half_up(lower, decimals) if lower is not None else None,
        round_half_up(upper, decimals) if upper is not None else None,
        *_published(row.neighbours, decimals),
        *_published(row.england, decimals),
        _moved(judged.direction),
    ]


def _number(figure: Figure | None, decimals: int) -> Value:
    if figure is None:
        return None
    return _STATES.get(figure.status) or (None if figure.value is None else round_half_up(figure.value, decimals))


def _published(beside: Beside | None, decimals: int) -> tuple[Value, Value]:
    if beside is None or beside.value is None:
        return None, None
    return round_half_up(beside.value, decimals), beside.comparator.year


def _moved(direction: Direction | None) -> Value:
    if direction is None:
        return None
    if direction.movement is Movement.NO_CHANGE:
        return "same"
    way = "up" if direction.movement is Movement.INCREASING else "down"
    word = {True: "better", False: "worse", None: way}[direction.favourable]
    return word if direction.real else f"{word}, within the usual range"
