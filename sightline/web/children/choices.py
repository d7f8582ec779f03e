"""What a list of records is asked for in its address: measure, window, month, unit, and the list's own choices."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest

from sightline.errors import BadUsage, did_you_mean
from sightline.measures.arithmetic import MONTHS_IN_A_YEAR
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Measure
from sightline.measures.windows import Window
from sightline.pages.records import Question
from sightline.web.config.context import Choice, Option, period_choice, unit_choice

WINDOWS = {
    Window.SNAPSHOT: "Month end",
    Window.MONTH: "Month",
    Window.QUARTER: "Quarter",
    Window.YEAR_TO_DATE: "Year to date",
    Window.ROLLING_12: "Rolling 12 months",
    Window.FINANCIAL_YEAR: "Financial year",
}
# A projection has the year to date's records behind it.
NOT_LISTED = (Window.PROJECTED_YEAR,)
FRAME = ("period", "unit", "window")


def measure_of(name: str) -> Measure:
    """The measure of an address. Errors: Http404."""
    if name not in CATALOGUE:
        raise Http404
    return CATALOGUE[name]


def windows_of(measure: Measure) -> list[Window]:
    return [window for window in measure.windows if window not in NOT_LISTED]


def question_of(request: HttpRequest, measure: Measure) -> Question:
    """
    The figure that is asked about.

    Errors: BadUsage for a window that the measure has not, or a financial year that ends in another month.
    """
    windows = windows_of(measure)
    text = request.GET.get("window", "")
    named = {window.value: window for window in windows}
    if text and text not in named:
        near = did_you_mean(text[:40], named)
        raise BadUsage(f"'{measure.title}' has no window '{text[:40]}'.{near} Choose one in the bar at the top.")
    window = named[text] if text else windows[0]
    month = request.choices.month
    question = Question(measure, window, month, request.choices.unit)
    if question.period.months[0] < request.reading.measured.months[0]:
        raise BadUsage("That period begins before the data do. Choose a later month in the bar at the top.")
    if window is Window.FINANCIAL_YEAR and month.of_financial_year != MONTHS_IN_A_YEAR:
        raise BadUsage("A financial year ends in March. Choose a March in the bar at the top, or the year to date.")
    return question


def kept_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What every link of the page carries: period, unit and window, where they were chosen."""
    return [(name, request.GET[name]) for name in FRAME if request.GET.get(name)]


def given_of(request: HttpRequest) -> dict[str, list[str]]:
    """The list's own choices as they stand in the address."""
    return {name: request.GET.getlist(name) for name in request.GET if name not in FRAME}


def bar(request: HttpRequest, question: Question) -> Sequence[Choice]:
    """The selects of the context bar."""
    windows = windows_of(question.measure)
    found = [period_choice(request), unit_choice(request)]
    if len(windows) > 1:
        options = tuple(Option(w.value, WINDOWS[w], w is question.window) for w in windows)
        found.append(Choice("window", "Over", options))
    return found
