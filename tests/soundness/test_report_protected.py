"""A report for partners or the public gives nothing away: not by its cells, charts, sentences, files, or together."""

import csv
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from golden import small_world

from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import PERCENT, Count, What
from sightline.measures.windows import Month, Period, Window, parse_last_month
from sightline.reports.build import build
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.model import HIDDEN, Cell, Report, Shown
from sightline.reports.protect import protect
from sightline.reports.renderers.tidy import write_csv, write_parquet
from sightline.reports.renderers.xlsx import write_xlsx
from sightline.reports.sentences import figures_said, without_hidden
from soundness.attack import Attack

MADE_AT = datetime(2017, 7, 3, 9, 30)
# Enough that some figures are small and most are not.
CHILDREN = 400


@pytest.fixture(scope="module")
def exact() -> Report:
    patch = pytest.MonkeyPatch()
    patch.setattr(small_world, "CHILDREN", CHILDREN)
    world = small_world.small_world()
    patch.undo()
    return build(WORKBOOK, world.measured, small_world.LAST, made_at=MADE_AT)


@pytest.fixture(scope="module", params=[Audience.PARTNER, Audience.PUBLIC], ids=str)
def shown(request: pytest.FixtureRequest, exact: Report) -> Report:
    return protect(exact, request.param)


def cells_of(report: Report) -> list[Cell]:
    return [cell for item in report.items for table in item.tables for row in table.rows for cell in row.cells]


def both(exact: Report, shown: Report) -> list[tuple[Shown, bool]]:
    """Every figure as it is, and whether it is hidden."""
    pairs = zip(cells_of(exact), cells_of(shown), strict=True)
    return [(was.shown, now.is_hidden) for was, now in pairs if was.shown is not None]


def months_of(figure: Shown) -> tuple[Month, ...]:
    window = Window(figure.window)
    year = window is Window.FINANCIAL_YEAR
    last = Month(int(figure.period[:4]) + 1, 3) if year else parse_last_month(figure.period)
    months = Period(window, last).months
    measure = CATALOGUE[figure.measure]
    at_end = measure.is_snapshot and window in (Window.SNAPSHOT, Window.MONTH, Window.FINANCIAL_YEAR)
    return tuple(months[-1:] if at_end else months)


def counts_of(figure: Shown) -> list[tuple[tuple, float]]:
    """Name and number of each count of children that a figure tells."""
    measure = CATALOGUE[figure.measure]
    members = frozenset(figure.members) | frozenset(figure.where)
    months = months_of(figure)
    times = len(months) if measure.is_snapshot else 1
    told = []
    if figure.numerator is not None and measure.numerator.subject.about_children:
        told.append(((measure.numerator.key, months, members), float(figure.numerator) * times))
    below = measure.denominator
    is_share = figure.statistic == "value" and figure.denominator is not None
    if is_share and isinstance(below, Count) and below.subject.about_children:
        kept = frozenset((name, member) for name, member in members if name not in below.ignores)
        told.append(((below.key, months, kept), float(figure.denominator or 0) * times))
    return told


def attack_on(exact: Report, shown: Report) -> tuple[Attack, set]:
    truth: dict = {}
    known: dict = {}
    shares = set()
    for figure, is_hidden in both(exact, shown):
        told = counts_of(figure)
        truth |= dict(told)
        if not is_hidden:
            known |= dict(told)
        if len(told) == 2 and CATALOGUE[figure.measure].unit is PERCENT and told[0][0] != told[1][0]:
            shares.add((told[0][0], told[1][0]))
    attack = Attack()
    for name in truth.keys() - known.keys():
        attack.unknown(name, min(1, truth[name]))
    for above, below in shares:
        attack.unknown(("rest", above, below), 0)
        attack.know_sum(below, [above, ("rest", above, below)], known)
    for total, parts in [*cuts(truth), *years(truth)]:
        if sum(truth[part] for part in parts) == pytest.approx(truth[total]):
            attack.know_sum(total, parts, known)
    # A nought is no small count and may be known: it is hidden only where the share it is the numerator of is.
    return attack, {name for name in truth.keys() - known.keys() if truth[name]}


def cuts(truth: dict):
    """Each whole with its parts by every further breakdown that is shown."""
    for key, months, members in truth:
        finer: dict[frozenset, list] = {}
        for other in truth:
            if other[:2] == (key, months) and members < other[2]:
                finer.setdefault(frozenset(name for name, _m in other[2] - members), []).append(other)
        for parts in finer.values():
            yield (key, months, members), parts


def years(truth: dict):
    """Each run of months with its months."""
    for key, months, members in truth:
        parts = [(key, (month,), members) for month in months]
        if len(months) > 1 and What.CHILDREN_IN_PERIOD.value not in key and all(part in truth for part in parts):
            yield (key, months, members), parts


def test_some_figures_are_hidden_and_most_are_not(exact: Report, shown: Report):
    hidden = [is_hidden for _figure, is_hidden in both(exact, shown)]
    assert 50 < sum(hidden) < len(hidden) / 2


def test_no_small_count_is_shown(exact: Report, shown: Report):
    for figure, is_hidden in both(exact, shown):
        at_end = len(months_of(figure)) if CATALOGUE[figure.measure].is_snapshot else 1
        if any(0 < number / at_end <= 5 for name, number in counts_of(figure) if What.AMOUNT.value not in name[0]):
            assert is_hidden, figure


def test_no_hidden_count_can_be_worked_out_from_the_whole_report(exact: Report, shown: Report):
    attack, hidden = attack_on(exact, shown)
    assert len(hidden) > 50
    assert attack.worked_out(hidden) == []


def test_a_figure_is_hidden_wherever_it_stands(exact: Report, shown: Report):
    states: dict[Shown, set[bool]] = {}
    for figure, is_hidden in both(exact, shown):
        states.setdefault(figure, set()).add(is_hidden)
    assert [figure for figure, found in states.items() if len(found) > 1] == []


def test_a_hidden_cell_holds_no_number_and_no_judgement(shown: Report):
    for cell in cells_of(shown):
        if cell.is_hidden:
            assert (cell.text, cell.value, cell.mark, cell.trend, cell.after) == (HIDDEN, None, None, (), "")
            figure = cell.shown
            assert figure is None or (figure.numerator, figure.denominator, figure.value) == (None, None, None)


def test_no_sentence_names_a_hidden_figure(exact: Report, shown: Report):
    secret = {figure for figure, is_hidden in both(exact, shown) if is_hidden}
    for before, after in zip(exact.items, shown.items, strict=True):
        hidden_said = [figure for figure in before.said if figure in secret]
        assert without_hidden(after.finding, hidden_said) == after.finding
        assert after.chart is None or after.finding in after.chart.description


def test_what_a_chart_draws_scales_and_names_comes_from_what_is_shown(exact: Report, shown: Report):
    for item in shown.items:
        if item.chart is None:
            continue
        assert item.draw is not None
        assert item.draw(item.tables, item.finding).scale == item.chart.scale
        table = item.tables[item.chart.table]
        drawn = {cell.text for row in table.rows for cell in row.cells if cell.value is not None}
        for series in item.chart.series:
            number = series.label.partition(": ")[2]
            assert not number or number in drawn


def test_a_number_behind_a_hidden_cell_changes_nothing_in_a_chart_or_sentence(exact: Report, shown: Report):
    audience = shown.audience
    hidden = {figure for figure, is_hidden in both(exact, shown) if is_hidden}

    def redrawn(cell: Cell) -> Cell:
        return replace(cell, value=cell.value and cell.value * 7) if cell.shown in hidden else cell

    def other(report: Report) -> Report:
        sections = [
            replace(section, items=tuple(
                replace(item, tables=tuple(
                    replace(table, rows=tuple(
                        replace(row, cells=tuple(redrawn(cell) for cell in row.cells)) for row in table.rows
                    )) for table in item.tables
                )) for item in section.items
            )) for section in report.sections
        ]  # fmt: skip
        return replace(report, sections=tuple(sections))

    assert protect(other(exact), audience).sections == shown.sections


def test_the_workbook_shows_c_and_its_charts_draw_gaps(shown: Report, tmp_path: Path):
    file = tmp_path / "workbook.xlsx"
    write_xlsx(shown, file)
    book = openpyxl.load_workbook(file)
    printed = [cell.value for sheet in book for row in sheet.rows for cell in row]
    assert printed.count(HIDDEN) >= sum(cell.is_hidden for cell in cells_of(shown))
    marks = 0
    for section in shown.sections:
        for item, drawn in zip([i for i in section.items if i.chart], book[section.sheet]._charts, strict=True):
            table = item.tables[item.chart.table]
            lines = [s.at for s in item.chart.series]
            over = range(item.chart.first, item.chart.last + 1)
            grid = [[table.rows[at if item.chart.along == "rows" else n].cells[n if item.chart.along == "rows" else at]
                     for n in over] for at in lines]  # fmt: skip
            if not any(cell.is_hidden for line in grid for cell in line):
                continue
            marks += 1
            series = [s for part in [drawn, *getattr(drawn, "_charts", [])] for s in part.series]
            references = {s.val.numRef.f for s in series}
            for line, reference in zip(grid, sorted(references), strict=False):
                del line
                sheet, _mark, area = reference.partition("!")
                values = [cell.value for row in book[sheet.strip("'")][area.replace("$", "")] for cell in row]
                assert HIDDEN not in values, "words would be drawn as noughts"
    assert marks > 0
    for sheet in book:
        assert str(shown.audience) in sheet.oddHeader.right.text


def test_the_tidy_files_hide_what_the_cells_hide(shown: Report, tmp_path: Path):
    write_csv(shown, tmp_path / "w.csv")
    write_parquet(shown, tmp_path / "w.parquet")
    as_csv = list(csv.DictReader(StringIO((tmp_path / "w.csv").read_text("utf-8-sig"))))
    as_parquet = pq.read_table(tmp_path / "w.parquet").to_pylist()
    hidden = [row for row in as_csv if row["status"] == "suppressed"]
    assert hidden
    assert all(row[name] == "" for row in hidden for name in ("numerator", "denominator", "value"))
    for row in (row for row in as_parquet if row["status"] == "suppressed"):
        assert (row["numerator"], row["denominator"], row["value"]) == (None, None, None)


def test_counts_of_records_read_are_not_for_partners_or_the_public(shown: Report):
    assert not [v for table in shown.data_quality for row in table.rows for v in row if isinstance(v, int)]


# Internal: all is shown, what is small is marked


def test_internal_readers_see_all_with_small_counts_marked(exact: Report):
    internal = protect(exact, Audience.INTERNAL)
    for before, after in zip(cells_of(exact), cells_of(internal), strict=True):
        assert after.value == before.value
    marked = [cell for cell in cells_of(internal) if cell.after == "*"]
    assert marked and all(1 <= cell.value <= 5 for cell in marked)
    few = [cell for cell in cells_of(internal) if "/" in cell.after]
    assert few and all(cell.shown.denominator < 10 for cell in few)
    assert all(cell.text.endswith(f" ({int(cell.shown.numerator)}/{int(cell.shown.denominator)})") for cell in few)


def test_case_level_is_exact_and_says_so(exact: Report):
    case = protect(exact, Audience.CASE)
    assert cells_of(case) == cells_of(exact)
    assert case.audience.sentence.startswith("Case level")


def test_a_sentence_is_dropped_with_its_figure_and_the_others_stay(exact: Report):
    item = next(item for item in exact.items if item.said)
    figure = item.said[0]
    number = f"{int(figure.numerator):,}"
    text = f"There were {number} in all. Nothing else is known."
    kept = without_hidden(text, [figure])
    assert number not in kept
    assert kept.startswith("Nothing else is known.")
    assert without_hidden(text, []) == text
    assert figures_said("In June 2017, within 15 working days.", []) == ()
