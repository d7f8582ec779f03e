"""The chart of a measure page: control chart, year on year or rolling year, with what is said of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.charts.control import Control, are_lettered, control_chart, letter_of
from sightline.charts.drawing import NARROW, WIDE, About, Drawing, Happened
from sightline.charts.lines import Line, Lines, line_chart
from sightline.charts.timescale import bottoms_of
from sightline.engine.figure import Figure, Status
from sightline.judgement.cases import month_window
from sightline.judgement.judged import Judgement
from sightline.judgement.targets import TargetInForce
from sightline.judgement.words import month_words, with_symbol
from sightline.measures.arithmetic import exact
from sightline.measures.windows import Month, Window
from sightline.pages.measure_asked import Asking, View
from sightline.pages.measure_words import chart_description, chart_finding, period_words, year_words
from sightline.settings import Annotation

YEARS = 3
ROLLING_MONTHS = 36
MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class ChartShown:
    """
    The chart with its title (the finding), the line under it, and captions; `letters` name the events that have no
    room on the wide drawing, `narrow_letters` those of the narrow one. No drawing where nothing can be drawn, and
    `why_not` then says why.
    """

    view: View
    views: tuple[View, ...]
    title: str
    note: str
    wide: Drawing | None = None
    narrow: Drawing | None = None
    captions: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    narrow_letters: tuple[str, ...] = ()
    why_not: str = ""


def chart_shown(asking: Asking, judgement: Judgement, months: Sequence[Figure], target: TargetInForce | None
                ) -> ChartShown:  # fmt: skip
    """The chart that was asked for, or the one there is."""
    views = _views(asking)
    view = asking.asked.view if asking.asked.view in views else views[0]
    match view:
        case View.CONTROL:
            return _control(asking, judgement, months, target, views)
        case View.YEARS:
            return _years(asking, months, target, views)
        case View.ROLLING:
            return _rolling(asking, target, views)


def _views(asking: Asking) -> tuple[View, ...]:
    measure = asking.asked.measure
    views = [View.CONTROL]
    if month_window(measure) is not None:
        views.append(View.YEARS)
    if Window.ROLLING_12 in measure.windows:
        views.append(View.ROLLING)
    return tuple(views)


def _note(asking: Asking, method: str) -> str:
    return f"{asking.asked.measure.definition.rstrip('.')}. {method}."


def _control(
    asking: Asking,
    judgement: Judgement,
    months: Sequence[Figure],
    target: TargetInForce | None,
    views: tuple[View, ...],
) -> ChartShown:
    measure, held = asking.asked.measure, judgement.chart
    if held is None:
        return _plain(asking, judgement, months, target, views)
    words = target.words(measure.unit) if target else ""
    happened = _happened(asking.annotations, held.months)
    hidden = {f.period.last for f in months if f.status is Status.SUPPRESSED}
    captions = [_sentence(note) for note in held.notes]
    captions += [f"{month_words(month)} is left out of the limits: {text}." for month, text in held.left_out]
    unfinished = _unfinished(asking, judgement, months)
    if unfinished is not None:
        captions.append(f"{month_words(unfinished[0])} is not yet complete: drawn hollow, and not judged.")
    if hidden & set(held.months):
        captions.append("[c] is a month that is hidden to protect children.")
    chart = Control(
        held,
        measure.unit,
        About(f"{measure.title}: {chart_finding(judgement)}", chart_description(held, measure.unit, words),
              tuple(captions)),
        target,
        happened,
        frozenset(place for place, month in enumerate(held.months) if month in hidden),
        unfinished,
    )  # fmt: skip
    wide = control_chart(chart, WIDE)
    texts = tuple(f"{letter_of(n)}: {event.text}{f' ({event.under})' if event.under else ''}"
                  for n, event in enumerate(happened))  # fmt: skip
    return ChartShown(
        View.CONTROL,
        views,
        chart_finding(judgement),
        _note(asking, "Control chart (XmR)"),
        wide,
        control_chart(chart, NARROW),
        wide.about.captions,
        texts if are_lettered(chart, WIDE) else (),
        texts if are_lettered(chart, NARROW) else (),
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _unfinished(asking: Asking, judgement: Judgement, months: Sequence[Figure]) -> tuple[Month, float] | None:
    """The month after the chart's last, where it is the page's own and not yet complete."""
    chart, last = judgement.chart, months[-1] if months else None
    if chart is None or last is None or last.value is None or not judgement.quality.not_yet_complete:
        return None
    follows = last.period.last == chart.months[-1].plus(1) and last.period.last == asking.asked.month
    return (last.period.last, float(last.value)) if follows else None


def _happened(annotations: Sequence[Annotation], months: Sequence[Month]) -> tuple[Happened, ...]:
    places = {month: place for place, month in enumerate(months)}
    found = []
    for one in annotations:
        place = places.get(Month.of(one.on))
        if place is None or one.leave_out:
            continue
        under = "limits restarted" if one.rebase and place else ""
        if one.decided and under:
            under += f"; approved {one.decided:%-d %B %Y}"
        found.append(Happened(place, f"{month_words(months[place])}: {one.text}", under, rebases=one.rebase))
    return tuple(found)


# Without limits


def _plain(
    asking: Asking,
    judgement: Judgement,
    months: Sequence[Figure],
    target: TargetInForce | None,
    views: tuple[View, ...],
) -> ChartShown:
    """The values as they are, where a control chart's rules would not hold."""
    shown = list(months)[-ROLLING_MONTHS:]
    while shown and shown[0].value is None:
        shown = shown[1:]
    title = "Month by month" if shown else "Nothing to draw yet"
    why = judgement.why_no_chart
    if not shown:
        return ChartShown(View.CONTROL, views, title, _note(asking, "No chart"), why_not=why)
    return _line(asking, View.CONTROL, views, title, "Values without limits", shown, target, (why,) if why else ())


def _rolling(asking: Asking, target: TargetInForce | None, views: tuple[View, ...]) -> ChartShown:
    asked = asking.asked
    months = [asked.month.plus(-back) for back in range(ROLLING_MONTHS - 1, -1, -1)]
    found = [asking.figure(Window.ROLLING_12, month) for month in months]
    shown = [figure for figure in found if figure is not None]
    while shown and shown[0].value is None:
        shown = shown[1:]
    known = [figure for figure in shown if figure.value is not None]
    if not known:
        return ChartShown(View.ROLLING, views, "No rolling year is known yet", _note(asking, "Rolling 12 months"),
                          why_not="The data do not reach over twelve whole months.")  # fmt: skip
    last = known[-1]
    before = next((f for f in known if f.period.last == last.period.last.plus(-12)), None)
    unit = asked.measure.unit
    title = f"{with_symbol(unit, exact(last.value or 0))} in the 12 months to {month_words(last.period.last)}"
    if before is not None:
        title += f", {with_symbol(unit, exact(before.value or 0))} before"
    return _line(asking, View.ROLLING, views, title, "Rolling 12 months, each ending with its month", shown, target,
                 ("Rolling years overlap, so that they have no limits: only the line is drawn.",))  # fmt: skip


def _line(
    asking: Asking,
    view: View,
    views: tuple[View, ...],
    title: str,
    method: str,
    shown: Sequence[Figure],
    target: TargetInForce | None,
    captions: tuple[str, ...],
) -> ChartShown:
    measure = asking.asked.measure
    months = [figure.period.last for figure in shown]
    known = [figure for figure in shown if figure.value is not None]
    hidden = frozenset(place for place, f in enumerate(shown) if f.status is Status.SUPPRESSED)
    line = Line(
        month_words(known[-1].period.last) if known else "",
        tuple(None if f.value is None else float(f.value) for f in shown),
        tuple(period_words(f.period) for f in shown),
        hidden,
    )
    value = with_symbol(measure.unit, exact(known[-1].value or 0)) if known else ""
    description = f"Line of {len(shown)} figures, {month_words(months[0])} to {month_words(months[-1])}"
    description += f"; the last is {value}." if value else "; none is known."
    if hidden:
        captions = (*captions, "[c] is a month that is hidden to protect children.")
    about = About(f"{measure.title}: {title}", description, captions)
    chart = Lines(measure.unit, about, (line,), bottoms_of(months, 620), _targets(measure.unit, months, target))
    return ChartShown(view, views, title, _note(asking, method), line_chart(chart, WIDE),
                      line_chart(_narrowed(chart, months), NARROW), captions)  # fmt: skip


def _narrowed(chart: Lines, months: Sequence[Month]) -> Lines:
    return Lines(chart.unit, chart.about, chart.lines, bottoms_of(months, 200), chart.targets)


def _targets(unit, months: Sequence[Month], target: TargetInForce | None) -> tuple[tuple[float, str, int], ...]:
    if target is None:
        return ()
    since = target.since
    first = next((k for k, month in enumerate(months) if since is None or month.end >= since), 0)
    symbol = "%" if unit.is_percent else ""
    return tuple((value, f"Target {value:g}{symbol}", first) for value, _words in target.lines(unit))


# Year on year


def _years(
    asking: Asking, months: Sequence[Figure], target: TargetInForce | None, views: tuple[View, ...]
) -> ChartShown:
    measure, last = asking.asked.measure, asking.asked.month
    first = last.first_of_financial_year
    by_month = {figure.period.last: figure for figure in months}
    lines = [_year_line(by_month, first.plus(-12 * back), last, asking.reading.as_at) for back in range(YEARS)]
    lines = [line for number, line in enumerate(lines) if number == 0 or line.last is not None]
    title, compared = _beside_last_year(by_month, first, last)
    bottoms = {float(place): [f"{first.plus(place).start:%b}"] for place in range(MONTHS_OF_YEAR)}
    about = About(f"{measure.title}: {title}", f"Lines of {len(lines)} financial years, April to March. {compared}")
    targets = _targets(measure.unit, [last], target)
    chart = Lines(measure.unit, about, tuple(lines), bottoms, targets)
    narrow = Lines(measure.unit, about, tuple(lines), {k: v for k, v in bottoms.items() if k % 3 == 0}, targets)
    captions = ("[c] is a month that is hidden to protect children.",) if any(line.hidden for line in lines) else ()
    return ChartShown(View.YEARS, views, title, _note(asking, "Month by month, a line a financial year"),
                      line_chart(chart, WIDE), line_chart(narrow, NARROW), captions)  # fmt: skip


def _year_line(by_month: dict[Month, Figure], first: Month, last: Month, as_at) -> Line:
    months = [first.plus(place) for place in range(MONTHS_OF_YEAR)]
    figures = [by_month.get(month) if month <= last else None for month in months]
    values = tuple(None if f is None or f.value is None else float(f.value) for f in figures)
    hidden = frozenset(k for k, f in enumerate(figures) if f is not None and f.status is Status.SUPPRESSED)
    running = frozenset(k for k, month in enumerate(months) if as_at < month.end and values[k] is not None)
    known = [(month, f) for month, f in zip(months, figures, strict=True) if f is not None and f.value is not None]
    ends = ""
    if known:
        month, figure = known[-1]
        value = with_symbol(figure.measure.unit, exact(figure.value or 0))
        ends = f"{year_words(first)}, {month.start:%b} {value.split()[0]}"
    return Line(year_words(first), values, tuple(month_words(m) for m in months), hidden, running, ends)


def _beside_last_year(by_month: dict[Month, Figure], first: Month, last: Month) -> tuple[str, str]:
    """How many of this year's months are above those of the year before: arithmetic, and no claim of a change."""
    pairs = []
    for back in range(last.of_financial_year):
        now, before = by_month.get(first.plus(back)), by_month.get(first.plus(back - 12))
        if now is not None and before is not None and now.value is not None and before.value is not None:
            pairs.append((now.value, before.value))
    if not pairs:
        return "No month a year apart is known", "No two months a year apart are known."
    higher = sum(now > before for now, before in pairs)
    lower = sum(now < before for now, before in pairs)
    word, count = ("Above", higher) if higher >= lower else ("Below", lower)
    title = f"{word} last year in {count} of {len(pairs)} months"
    return title, f"This year is above last year in {higher} of {len(pairs)} months and below it in {lower}."
