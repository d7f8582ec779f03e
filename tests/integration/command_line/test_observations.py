"""Figures that another system counted, as a person asks for them."""

import csv
import io

import pytest

from sightline.dataset.demo.observations import levels
from sightline.measures.catalogue import CATALOGUE

OBSERVED = [measure.id for measure in CATALOGUE.values() if measure.is_observed]


def test_the_demo_tells_of_every_observed_measure_and_of_no_other():
    assert set(levels()) == set(OBSERVED)


@pytest.mark.parametrize("measure_id", OBSERVED)
def test_a_measure_alone_gives_figures_with_their_own_period(ask, measure_id):
    rows = ask("query", measure_id, "-f", "json").json["rows"]
    assert rows
    for row in rows:
        assert row["status"] == "ok", row
        assert row["observed_end"] <= "2017-06-30"
        assert row["observation_status"] in ("final", "provisional", "revised")
        assert row["observation_source"]
        assert row["extracted_on"]


@pytest.mark.parametrize("format_", ["table", "csv"])
def test_state_source_and_day_are_shown_with_the_figure(ask, format_):
    ran = ask("query", "yos_reoffences_per_person", "--period", "2016-06", "-f", format_)
    assert ran.exit_code == 0
    text = " ".join(ran.stdout.split())
    assert "12m to" in text
    assert "final" in text
    assert "Youth" in text


def test_the_table_in_csv_has_the_columns_of_the_json(ask):
    asked = ("query", "yos_custody_rate", "--by", "area", "-f")
    written = list(csv.DictReader(io.StringIO(ask(*asked, "csv").stdout)))
    assert [row["area"] for row in written] == ["Our authority", "Family group", "South West", "England"]
    own = {"observed_period", "observation_status", "observation_source", "extracted_on", "revision"}
    assert own <= set(written[0])


def test_records_show_what_a_revision_replaced(ask):
    rows = ask("records", "yos_first_time_entrants_rate", "--period", "2016-06", "-f", "json").json
    assert [row["role"] for row in rows] == ["replaced", "observation"]
    assert [row["status"] for row in rows] == ["provisional", "revised"]
    assert rows[0]["extracted_on"] < rows[1]["extracted_on"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (("--window", "projected"), "'yos_custody_rate' has no window 'projected'. It is counted by another system"),
        (("--by", "team"), "'yos_custody_rate' can't be cut by 'team'. It can be cut by: authority, area."),
        (("--where", "area=Sout West"), "'area' has no member 'Sout West'. Did you mean 'South West'?"),
    ],
)
def test_what_is_not_told_is_not_asked(ask, question, said):
    ran = ask("query", "yos_custody_rate", *question)
    assert ran.exit_code == 2
    assert ran.said.startswith(said)


def test_parts_that_must_agree_do(ask):
    def value(measure, *more):
        return ask("query", measure, "-f", "json", *more).json["rows"][0]["value"]

    assert value("neet_pct") + value("not_known_pct") == pytest.approx(value("neet_or_not_known_pct"))
    filled, vacant = value("posts_filled"), value("posts_vacant")
    assert filled + vacant == pytest.approx(417, abs=0.05)
    shares = ask("query", "establishment_share", "-f", "json").json["rows"]
    assert sum(row["value"] for row in shares) == pytest.approx(100, abs=0.05)


# Templates


def test_a_template_is_written_for_a_period(run, tmp_path):
    file = tmp_path / "youth.csv"
    ran = run("template", "youth-justice", "--period", "2017-06", "--out", file)
    assert ran.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    assert [row["measure"] for row in rows] == [m.id for m in CATALOGUE.values() if m.id.startswith("yos_")]
    assert {row["period"] for row in rows} == {"12m to 2017-06"}


def test_templates_are_listed_and_a_misspelt_one_is_named(run):
    assert "workforce-establishment" in run("template", "--list").stdout
    ran = run("template", "educatoin")
    assert (ran.exit_code, "Did you mean 'education'?" in ran.said) == (2, True)
    assert run("template").exit_code == 2
