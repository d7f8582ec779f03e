"""What must hold of any figures, whatever the worlds."""

import random
from fractions import Fraction
from itertools import product

import pytest
from spec.world import World

from generative.agreement import FROM_RECORDS, SETTINGS
from generative.worlds import AS_AT
from sightline.engine.measured import Slice
from sightline.engine.query import figures
from sightline.measures.model import Count, What
from sightline.measures.windows import Window, parse_last_month

ADDITIVE = [m for m in FROM_RECORDS.values() if m.numerator.is_additive]
# Breakdowns whose members are exclusive, of every kind: units, what is known of the child, what is worked out.
EXCLUSIVE = ("authority", "service_area", "locality", "team", "worker", "age_band", "sex", "ethnicity",
             "ethnicity_group", "disability", "uasc")  # fmt: skip


def asked(world, measure, window, period, by=(), where=()):
    return figures(world.measured, measure, Slice(Window(window), (parse_last_month(period),), by, where))


@pytest.mark.parametrize("turn", range(3))
def test_exclusive_breakdowns_add_up_to_the_whole(world, turn):
    for place, measure in enumerate(ADDITIVE):
        cuts = [by for by in (*EXCLUSIVE, *measure.subject.dimensions) if by in measure.all_breakdowns]
        by = cuts[(place + turn) % len(cuts)]
        window = measure.windows[(place + turn) % len(measure.windows)].value
        period = "2017-03" if window == "year" else "2017-06"
        (whole,) = asked(world, measure, window, period)
        parts = asked(world, measure, window, period, (by,))
        assert sum((f.numerator for f in parts), Fraction(0)) == whole.numerator, f"{measure.id} {window} by {by}"


@pytest.mark.parametrize("measure_id", ["referrals_children", "s47_unique_children", "cin_episodes_ended"])
def test_different_children_of_authorities_add_up_and_those_of_teams_are_no_fewer_than_the_whole(world, measure_id):
    measure = FROM_RECORDS[measure_id]
    (whole,) = asked(world, measure, "ytd", "2017-06")
    by_authority = asked(world, measure, "ytd", "2017-06", ("authority",))
    by_team = asked(world, measure, "ytd", "2017-06", ("team",))
    assert sum(f.numerator for f in by_authority) == whole.numerator
    assert sum(f.numerator for f in by_team) >= whole.numerator


def test_a_year_to_date_in_march_is_the_financial_year(world):
    for measure in FROM_RECORDS.values():
        both = {Window.YEAR_TO_DATE, Window.FINANCIAL_YEAR} <= set(measure.windows)
        if both and not measure.is_snapshot:
            by = ("authority",)
            to_date = [(f.by, f.numerator, f.denominator, f.value) for f in asked(world, measure, "ytd", "2017-03", by)]
            year = [(f.by, f.numerator, f.denominator, f.value) for f in asked(world, measure, "year", "2017-03", by)]
            assert to_date == year, measure.id


def test_a_year_of_quarters_and_of_months_is_the_year(world):
    for measure in ADDITIVE:
        if Window.QUARTER not in measure.windows or measure.is_snapshot:
            continue
        (year,) = asked(world, measure, "year", "2017-03")
        quarters = [asked(world, measure, "quarter", f"2016-Q{n}")[0].numerator for n in range(1, 5)]
        assert sum(quarters) == year.numerator, measure.id


# Those who left are no part of those who stayed.
NOT_A_PART = ("workforce_turnover_dfe_pct",)


def test_a_numerator_never_exceeds_its_denominator_in_a_percentage(world):
    for measure in FROM_RECORDS.values():
        if measure.unit.symbol == "%" and measure.id not in NOT_A_PART:
            window = measure.windows[-1].value
            for figure in asked(world, measure, window, "2017-03" if window == "year" else "2017-06", ("authority",)):
                assert figure.numerator <= (figure.denominator or 0), f"{measure.id} {figure.by}"


def test_shares_of_exclusive_groups_add_up_to_100(world):
    for measure in FROM_RECORDS.values():
        if isinstance(measure.denominator, Count) and set(measure.default_by) & set(measure.denominator.ignores):
            of_all = [b for b in measure.default_by if b in measure.denominator.ignores]
            parts = asked(world, measure, measure.windows[0].value, "2017-06", tuple(of_all))
            assert sum((f.value for f in parts), Fraction(0)) == 100, measure.id


def all_figures(world, where=()):
    """One figure of every measure, in its first window."""
    found = {}
    for measure in FROM_RECORDS.values():
        window = measure.windows[0].value
        (figure,) = asked(world, measure, window, "2017-03" if window == "year" else "2017-06", (), where)
        found[measure.id] = (figure.numerator, figure.denominator, figure.value)
    return found


def test_shuffled_rows_change_nothing(rows):
    before = all_figures(World(rows, as_at=AS_AT, settings=SETTINGS))
    dice = random.Random(20170630)
    shuffled = {table: dice.sample(of_table, len(of_table)) for table, of_table in rows.items()}
    assert all_figures(World(shuffled, as_at=AS_AT, settings=SETTINGS)) == before


def test_another_authoritys_rows_change_nothing(rows):
    where = (("authority", "007"),)
    beside = all_figures(World(rows, as_at=AS_AT, settings=SETTINGS), where)
    own = {table: [row for row in of_table if row["la_code"] == "007"] for table, of_table in rows.items()}
    # A table that is empty was not supplied, so one row of another authority's stays in each.
    others = {
        table: next((row for row in of_table if row["la_code"] != "007"), None) for table, of_table in rows.items()
    }
    alone = {table: [*own[table], *([others[table]] if others[table] else [])] for table in rows}
    assert all_figures(World(alone, as_at=AS_AT, settings=SETTINGS), where) == beside


def test_different_children_are_never_more_than_the_rows(world):
    for measure in FROM_RECORDS.values():
        if measure.numerator.what in (What.CHILDREN, What.CHILDREN_IN_PERIOD):
            same = [m for m in ADDITIVE if m.subject is measure.subject and m.numerator.where is None]
            for rows, window in product(same[:1], ("ytd", "rolling12")):
                (children,) = asked(world, measure, window, "2017-06")
                (every,) = asked(world, rows, window, "2017-06")
                assert children.numerator <= every.numerator, measure.id
