"""
The engine's figures beside the reference's, for many worlds at once, and the smallest world on which they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reference import Records
from reference import figure as reference_figure
from spec.world import World

from generative.worlds import AS_AT, Rows
from sightline.engine.measured import Measured, Slice
from sightline.engine.query import Figure, figures
from sightline.engine.records import records as listed_records
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import What
from sightline.measures.source_tables import BY_SHORT_NAME
from sightline.measures.windows import Window, parse_last_month
from sightline.settings import Authority, History, Settings

# Figures that another system counted have no records to be counted again: test_observed.py has their reference.
FROM_RECORDS = {measure_id: measure for measure_id, measure in CATALOGUE.items() if not measure.is_observed}
SETTINGS = Settings(authority=Authority(own_postcodes=["QX"]), history=History(financial_years=2))
AUTHORITY = "authority"
# The last months to ask for: the as-at month, a closed one, and the year that ended.
PERIODS = {Window.FINANCIAL_YEAR: ["2017-03"]}
USUAL_PERIODS = ["2017-06", "2017-04"]
# Breakdowns whose members are worked out rather than read.
CUTS = ("team", "service_area", "locality", "worker", "age_band", "sex", "gender", "ethnicity", "ethnicity_group",
        "disability", "uasc")  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One measure, window, period and breakdowns; always by authority, as each world is one."""

    measure: str
    window: str
    period: str
    by: tuple[str, ...]

    @property
    def slice(self) -> Slice:
        return Slice(Window(self.window), (parse_last_month(self.period),), self.by)


def questions(turn: int = 0) -> list[Question]:
    """Every measure in every window; the further breakdown goes round, so that each meets each in a few turns."""
    asked = []
    for place, measure in enumerate(FROM_RECORDS.values()):
        # A child's age on 'any day of a month' is that of the first day of whatever changed; nothing defines it.
        undefined = {AUTHORITY, *({"age_band"} if measure.subject.name.endswith("_in_month") else ())}
        cuts = [None, *[name for name in measure.all_breakdowns if name not in undefined]]
        for step, window in enumerate(measure.windows):
            periods = PERIODS.get(window, USUAL_PERIODS)
            cut = cuts[(place + step + turn) % len(cuts)]
            by = (AUTHORITY,) if cut is None else (AUTHORITY, cut)
            asked.append(Question(measure.id, window.value, periods[(place + step + turn) % len(periods)], by))
        usual = (AUTHORITY, *measure.default_by)
        period = PERIODS.get(measure.windows[0], USUAL_PERIODS)[0]
        asked.append(Question(measure.id, measure.windows[0].value, period, usual))
    return asked


@dataclass(frozen=True)
class Difference:
    """One member on which the engine and the reference differ."""

    question: Question
    members: tuple[str | None, ...]
    engine: tuple
    reference: tuple

    def __str__(self) -> str:
        q = self.question
        return (
            f"{q.measure} {q.window} {q.period} {dict(zip(q.by, self.members, strict=True))}: the engine says "
            f"{_shown(self.engine)}, the reference {_shown(self.reference)}"
        )


def _shown(parts: tuple) -> str:
    return " / ".join("-" if part is None else f"{float(part):g}" for part in parts)


Answer = dict[tuple[str | None, ...], tuple[Fraction, Fraction | None, Fraction | None]]


def engine_answer(measured: Measured, question: Question) -> Answer:
    """The engine's figures by member codes, those with something in them."""
    found = figures(measured, CATALOGUE[question.measure], question.slice)
    return {
        tuple(_member(f, name) for name in question.by): (f.numerator or Fraction(0), f.denominator, f.value)
        for f in found
    }


def _member(figure: Figure, name: str) -> str | None:
    # What is not known has one name, whichever way a record says so.
    return None if figure.by[name] in ("Unknown", "Other / not stated") else figure.codes[name]


def differences(measured: Measured, known: Records, question: Question) -> list[Difference]:
    """The members on which engine and reference differ; a member without anything is the same as none."""
    engine = engine_answer(measured, question)
    plain = reference_figure(question.measure, known, question.period, question.window, question.by)
    nothing = (Fraction(0), None, None)
    found = []
    for members in {*engine, *plain}:
        ours, theirs = engine.get(members, nothing), plain.get(members, nothing)
        if members not in plain and not ours[0]:
            continue
        if not _same(ours, theirs):
            found.append(Difference(question, members, ours, theirs))
    return sorted(found, key=str)


def _same(ours: tuple, theirs: tuple) -> bool:
    pairs = [(a or Fraction(0), b or Fraction(0)) for a, b in zip(ours, theirs, strict=True)]
    return all(abs(a - b) < Fraction(1, 10**6) for a, b in pairs)


def records_listed(measured: Measured, question: Question) -> list[str]:
    """Where the list of records is not as long as the figure of all authorities says."""
    measure = CATALOGUE[question.measure]
    whole = Slice(question.slice.window, question.slice.months)
    (figure,) = figures(measured, measure, whole)
    window = question.slice.window
    averaged = measure.is_snapshot and window in (Window.QUARTER, Window.YEAR_TO_DATE, Window.ROLLING_12)
    months = len(figure.period.months) if averaged else 1
    rows = listed_records(measured, measure, whole).to_pylist()
    found = []
    for role, amount, count in zip(
        ("numerator", "denominator"), (figure.numerator, figure.denominator), measure.counts, strict=False
    ):
        of_role = [row for row in rows if row["role"] == role]
        length = sum(float(row[count.column]) for row in of_role) if count.what is What.AMOUNT else len(of_role)
        if abs(float(amount or 0) * months - length) > 1e-6:
            found.append(f"{question.measure} {window.value}: {role} {float(amount or 0):g}, records {length:g}")
    return found


# The smallest world


def smallest(rows: Rows, difference: Difference, as_at: date = AS_AT) -> Rows:
    """The authority's rows, less every row and value without which the two still differ."""
    authority = difference.members[0]
    kept = {
        table: [row for row in of_table if row["la_code"] == authority] for table, of_table in rows.items() if of_table
    }
    if not _differ(kept, difference.question, as_at):
        return kept
    for table in sorted(kept):
        for row in list(kept[table]):
            fewer = {**kept, table: [other for other in kept[table] if other is not row]}
            if _differ(fewer, difference.question, as_at):
                kept = fewer
    for table in sorted(kept):
        for place, row in enumerate(kept[table]):
            needed = {"la_code", "person_id", *(c.name for c in BY_SHORT_NAME[table].columns if c.must_be_filled)}
            for column in [c for c, value in row.items() if value is not None and c not in needed]:
                blanked = {**kept[table][place], column: None}
                fewer = {**kept, table: [*kept[table][:place], blanked, *kept[table][place + 1 :]]}
                if _differ(fewer, difference.question, as_at):
                    kept = fewer
    return {table: of_table for table, of_table in kept.items() if of_table}


def _differ(rows: Rows, question: Question, as_at: date) -> bool:
    world = World(rows, as_at=as_at, settings=SETTINGS)
    supplied = world.measured.is_supplied(CATALOGUE[question.measure])
    return supplied and bool(differences(world.measured, Records(rows, as_at), question))


def drawing(rows: Rows) -> str:
    """Rows as the drawn tables of a spec test."""
    parts = []
    for table, of_table in rows.items():
        columns = [c for c in of_table[0] if c != "la_code" and any(row.get(c) is not None for row in of_table)]
        lines = [[("" if row.get(c) is None else str(row[c])) for c in columns] for row in of_table]
        widths = [max(len(text) for text in (c, *(line[n] for line in lines))) for n, c in enumerate(columns)]
        shown = [" | ".join(text.ljust(w) for text, w in zip(line, widths, strict=True)) for line in [columns, *lines]]
        parts.append("\n".join([table, *[f"    {line}" for line in shown]]))
    return "\n".join(parts)
