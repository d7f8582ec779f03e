"""Published indicators are mapped to our measures as data, which must hang together."""

from sightline.benchmarks.areas import by_la_code
from sightline.benchmarks.mapping import candidates, comparables, indicators, tables
from sightline.measures.catalogue import CATALOGUE


def test_every_mapped_measure_has_its_facts_and_every_fact_is_reached():
    mapped = {line.measure for lines in indicators().values() for line in lines}
    published = {m.measure for m in comparables().values() if not m.derived}
    assert mapped - set(comparables()) == set()
    assert published - mapped == set()


def test_what_a_share_is_formed_of_is_published_too():
    for facts in comparables().values():
        assert {*facts.numerator, *filter(None, [facts.denominator])} <= set(comparables()), facts.measure
        assert not facts.derived or (facts.numerator and facts.denominator)


def test_a_measure_of_ours_is_mapped_in_its_own_unit():
    both = set(comparables()) & set(CATALOGUE)
    assert {m for m in both if comparables()[m].unit != CATALOGUE[m].unit.name} == set()
    assert {"rereferral_pct_referrals", "assessments_in_45wd_pct", "cla_rate_snapshot"} <= both


def test_indicators_are_of_known_tables():
    assert {table for table, _column in indicators()} <= set(tables())


def test_a_snapshot_is_never_mapped_to_a_flow():
    of = {(line.table, line.column): line.measure for lines in indicators().values() for line in lines}
    assert of["plans", "CPP_At31_rate"] == "cpp_rate_snapshot"
    assert of["plans", "CPP_start_rate"] == "cpp_started_rate"
    assert of["plans", "CPP_anypoint"] == "cpp_in_year"


def test_two_vintages_names_are_one_measure():
    for column in ("Re_referrals_percent", "rereferral_percent"):
        (line,) = indicators()["referrals", column]
        assert line.measure == "rereferral_pct_referrals"


def test_which_end_ranks_first_is_as_the_scorecard_prints_it():
    high = ("assessments_in_45wd_pct", "icpc_in_15wd_pct", "cpp_ended_rate", "cp_reviews_on_time_pct")
    low = ("cin_in_year_rate", "referral_rate", "rereferral_pct_referrals", "s47_rate", "cpp_in_year_rate",
           "cpp_rate_snapshot", "cpp_started_rate", "cpp_repeat_ever_pct", "cpp_ended_2yr_plus_pct")  # fmt: skip
    assert {comparables()[m].first_is for m in high} == {"high"}
    assert {comparables()[m].first_is for m in low} == {"low"}


def test_tables_are_told_by_their_headings():
    assert [t.id for t in candidates(["x", "Referrals", "Re_referrals", "Referrals_child"])] == ["referrals"]
    assert [t.id for t in candidates(["referral_count", "rereferral_count"])] == ["referrals"]
    assert candidates(["number"]) == []


def test_groups_that_ship_are_of_known_authorities():
    from sightline.benchmarks.groups import _shipped

    for rows in _shipped().values():
        assert {row["member"] for row in rows} <= set(by_la_code())
