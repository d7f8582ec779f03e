"""
What the reports print of figures counted elsewhere comes back as printed once it is loaded as an aggregate file.

Ratios are loaded as their parts, series as the values they are; the figure is asked for as `sightline query` asks.
"""

import csv
from calendar import month_abbr
from datetime import date
from fractions import Fraction

import pytest

from sightline.engine.duckdb import DuckDBEngine
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import figures
from sightline.engine.rows import source_tables
from sightline.measures.arithmetic import percent_change, percentage_points, round_half_up, total, weekly_to_monthly
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.templates import COLUMNS
from sightline.measures.windows import Month, Window
from sightline.settings import Settings
from sightline.sources.load import load
from worked_examples.printed import as_printed, document, examples, needs_the_printed_figures

pytestmark = needs_the_printed_figures

OBSERVED = {m.id for m in CATALOGUE.values() if m.is_observed}
EXAMPLES = [e for e in examples() if e["measure"] in OBSERVED]
SERIES = [s for s in document()["series"] if s["measure"] in OBSERVED]
OURS = "Devon"
GROUPS = {"Social workers, agency": "Social workers", "All posts, agency": "All posts below service manager"}
# As the front door paper writes some members.
MEMBERS = {"nfa / information only": "No further action / information only", "enquiry submitted": "Enquiries submitted"}
AS_AT = date(2023, 9, 30)


def last_month(label: str) -> Month:
    """`Mar-15` as a month."""
    name, year = label.split("-")
    return Month(2000 + int(year), list(month_abbr).index(name))


def row(measure: str, period: str, **cells) -> dict:
    return {"measure": measure, "period": period, "status": "final", "source": "as printed",
            "extracted_on": "2023-09-01", **cells}  # fmt: skip


def of_series(series: dict) -> list[dict]:
    area = "" if series["line"] == OURS else series["line"]
    return [
        row(series["measure"], f"12m to {last_month(label)}", area=area, value=value)
        for label, value in series["values"].items()
    ]


def breakdown(example: dict) -> str:
    """A printed member as the catalogue names it."""
    found = []
    for name, member in example.get("breakdown", {}).items():
        name = {"group": "staff_group"}.get(name, name)
        found.append(f"{name}={GROUPS.get(member) or MEMBERS.get(member.casefold(), member)}")
    return "; ".join(found)


def of_example(example: dict) -> list[dict]:
    """The figures that an example is worked out from."""
    measure, cut = example["measure"], breakdown(example)
    match example["op"]:
        case "ratio":
            period = "2016-17" if example["period"]["kind"] == "year" else "2023-06-30"
            parts = {"numerator": example["numerator"], "denominator": example["denominator"]}
            return [row(measure, period, breakdown=cut, **parts)]
        case "percent_change" | "difference":
            years = ("2016-17", "2015-16") if example["period"]["kind"] == "year" else ("2017-Q1", "2016-Q1")
            pairs = zip(years, (example["new"], example["old"]), strict=True)
            return [row(measure, year, numerator=number) for year, number in pairs]
        case "weekly_to_monthly":
            return [row(measure, "2016-17", breakdown=cut, numerator=example["weekly"])]
        case "sum" if measure == "neet_or_not_known_pct":
            month = example["period"]["start"][:7]
            return [row(part, month, value=value) for part, value in
                    zip(("neet_pct", "not_known_pct"), example["parts"], strict=True)]  # fmt: skip
        case "sum":
            days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
            return [row(measure, "2016-17", breakdown=f"{cut}; weekday={day}", numerator=part)
                    for day, part in zip(days, example["parts"], strict=True)]  # fmt: skip
    raise AssertionError(f"{example['id']}: nothing is observed for '{example['op']}'")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The figure of one row, by the measure, its last month, and its members."""
    folder = tmp_path_factory.mktemp("printed")
    rows = [r for e in EXAMPLES for r in of_example(e)] + [r for s in SERIES for r in of_series(s)]
    unique = {tuple(r.get(name, "") for name in COLUMNS): r for r in rows}
    with (folder / "printed.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(unique.values())
    loaded = load(folder, [str(folder / "printed.csv")], as_at=AS_AT, settings=Settings())
    with DuckDBEngine() as engine:
        tables = source_tables(engine, loaded.version, folder, Settings())
        measured = Measured(engine, loaded.manifest, tables, lambda subject: tables.observation)

        def value(of: dict) -> Fraction | None:
            cells = dict(part.split("=") for part in of.get("breakdown", "").split("; ") if part)
            area = of.get("area") or "Our authority"
            where = (*cells.items(), ("area", {"National": "England", "Comparison family group": "Family group"}.get(
                area, area)))  # fmt: skip
            (figure,) = figures(measured, CATALOGUE[of["measure"]], Slice(*_window(of["period"]), (), where))
            assert figure.standing.period == of["period"]
            return figure.value

        yield value


def _window(period: str) -> tuple[Window, tuple[Month, ...]]:
    match period.split("-"):
        case [_, month] if period.startswith("12m"):
            return Window.ROLLING_12, (Month(int(period[7:11]), int(month)),)
        case [year, quarter] if quarter.startswith("Q"):
            return Window.QUARTER, (Month(int(year), int(quarter[1]) * 3 + 3),)
        case [year, month] if int(month) == int(year[2:]) + 1:
            return Window.LATEST, (Month(int(year) + 1, 3),)
        case [year, month, *_]:
            return Window.LATEST, (Month(int(year), int(month)),)
    raise AssertionError(period)


@pytest.mark.parametrize("series", SERIES, ids=lambda s: f"{s['id']} {s['measure']} {s['line']}")
def test_a_printed_series_comes_back_as_printed(series, asked):
    back = [round_half_up(asked(of), series["decimals"]) for of in of_series(series)]
    assert back == [as_printed(value, series["decimals"]) for value in series["values"].values()]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['id']} {e['measure']}")
def test_a_printed_figure_is_worked_out_of_what_was_loaded(example, asked):
    values = [asked(of) for of in of_example(example)]
    found = {
        "ratio": lambda: values[0],
        "percent_change": lambda: percent_change(*values),
        "difference": lambda: percentage_points(*values),
        "weekly_to_monthly": lambda: weekly_to_monthly(values[0]),
        "sum": lambda: total(values),
    }[example["op"]]()
    assert round_half_up(found, example["decimals"]) == as_printed(example["printed"], example["decimals"])


def test_there_are_printed_figures_of_every_family():
    assert {e["op"] for e in EXAMPLES} == {"ratio", "percent_change", "difference", "weekly_to_monthly", "sum"}
    assert {s["measure"] for s in SERIES} >= {"yos_first_time_entrants_rate", "yos_custody_rate"}
