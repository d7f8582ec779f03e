"""What a new commentary opens with: the figure, its month before, the year so far and the target, all live."""

from sightline.measures.catalogue import measure_called
from sightline.measures.windows import Window
from sightline.pages.commentary_figures import Place, Printer, default_window
from sightline.pages.commentary_tokens import Token, What


def first_draft(printer: Printer, place: Place) -> str:
    """
    `In June 2017 the figure was {{...}}, {{... usual}}. ...`: only what can be printed, and empty where nothing can.
    """
    measure = place.measure
    month = f"{place.month.start:%B %Y}"

    def said(before: str, token: Token, after: str = "") -> str:
        found = printer.printed(token)
        return "" if found.why_not else f"{before}{token.written}{after}"

    opening = said(f"In {month} the figure was ", Token(measure))
    if not opening:
        return ""
    opening += said(" (", Token(measure, what=What.COUNTS), ")")
    opening += said(", ", Token(measure, what=What.USUAL))
    opening += said(", against ", Token(measure, back=1), " the month before")
    held = measure_called(measure)
    year = Window.YEAR_TO_DATE
    rest = said("For the year so far it is ", Token(measure, window=year)) if _has_year(held.windows, measure) else ""
    target = said("The target is ", Token(measure, what=What.TARGET))
    return ". ".join(part for part in (opening, rest, target) if part) + "."


def _has_year(windows: tuple[Window, ...], measure: str) -> bool:
    return Window.YEAR_TO_DATE in windows and default_window(measure_called(measure)) is not Window.SNAPSHOT
