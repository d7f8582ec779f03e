"""Every mistake is one sentence on standard error that names it, and an exit code; never a traceback."""

import pytest

from sightline.cli import query
from sightline.settings import FILE_NAME

BAD_DATA, BAD_USAGE = 1, 2


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        # Measures, windows, periods, breakdowns and members
        ("query referals", "There is no measure 'referals'. Did you mean 'referrals'?"),
        ("records referals", "There is no measure 'referals'. Did you mean 'referrals'?"),
        ("query", "Name a measure, such as 'sightline query referrals'"),
        ("query referrals --window weekly", "There is no window 'weekly'. The windows are: month, quarter, ytd,"),
        ("query referrals --window rolling", "There is no window 'rolling'. Did you mean 'rolling12'?"),
        ("query referrals --window snapshot", "'referrals' has no window 'snapshot'. Its windows are: month,"),
        ("query cla_snapshot --window projected", "'cla_snapshot' has no window 'projected'."),
        ("query referrals --by gendre", "'referrals' can't be cut by 'gendre'. Did you mean 'gender'?"),
        ("query referrals --by placement_type", "'referrals' can't be cut by 'placement_type'."),
        ("query referrals --where gendre=F", "There is no breakdown 'gendre'. Did you mean 'gender'?"),
        ("query referrals --where placement_type=U1", "'referrals' can't be cut by 'placement_type'."),
        ("query referrals --where gender", "'gender' is not a member. Write it as breakdown=member,"),
        ("query referrals --where gender=", "'gender=' is not a member."),
        ("records referrals --where =F", "There is no breakdown ''."),
        ("query referrals --period June", "'June' is not a period. Write a month as 2017-06,"),
        ("query referrals --period 2017-13", "'2017-13' is not a period."),
        ("query referrals --period 2017-Q5", "'2017-Q5' is not a period."),
        ("query referrals --period 2017-06-30", "'2017-06-30' is not a period."),
        ("query referrals --period 2016-18", "'2016-18' is not a period."),
        ("query referrals --period 2017-06..2017-05", "'2017-06..2017-05' ends before it starts."),
        ("query referrals --period 2017-06..", "'' is not a period."),
        ("query referrals --period 2017-07", "2017-07 with window 'month' is outside the data, which reaches from"),
        ("query referrals --period 1999-01", "1999-01 with window 'month' is outside the data,"),
        ("query referrals --window year --period 2017-05", "A financial year ends in March, not in 2017-05."),
        # Formats and files
        ("query referrals --format xml", "There is no format 'xml'. Use one of: table, json, csv, parquet."),
        ("query referrals --format parquet", "Parquet is written to a file: add --out FILE."),
        ("records referrals --format parquet", "There is no format 'parquet'. Use one of: table, json, csv."),
        ("check --format xlsx", "There is no format 'xlsx'. Use one of: table, json, csv."),
        ("report workbook --format pdf", "There is no format 'pdf'."),
        # Checks, reports, engines, dates, authorities, sources
        ("check --list no_ethnicty", "There is no check 'no_ethnicty'. Did you mean 'no_ethnicity'?"),
        ("report workbok", "There is no report 'workbok'. Did you mean 'workbook'?"),
        ("report workbook --period June", "'June' is not a period."),
        ("query referrals --engine duck", "There is no engine 'duck'. Did you mean 'duckdb'? Use duckdb or spark."),
        ("measure --engine oracle", "There is no engine 'oracle'. Use duckdb or spark."),
        ("load nowhere --as-at 30/06/2017", "'30/06/2017' is not a date. Write it as 2026-03-31."),
        ("load nowhere --as-at 2017-02-29", "'2017-02-29' is not a date."),
        ("load nowhere --la-code 87", "'87' is not an authority's number."),
        ("load nowhere", "There is no file or folder 'nowhere'. Check the path."),
        ("refresh", "names no sources. Add one, such as:  [sources.cases] path = '/data/ssd'"),
        ("init --authority Devon", "is there already. Edit it, or choose another folder."),
        ("demo", "is not an earlier demo, so it is left alone. Name another folder with --workspace."),
    ],
)
def test_bad_usage_is_a_sentence_and_a_2(ask, command, sentence):
    ran = ask(*command.split())
    assert sentence in ran.said
    assert ran.exit_code == BAD_USAGE


@pytest.mark.parametrize("command", ["query referrals", "records referrals", "measure", "check", "report workbook"])
def test_where_nothing_is_loaded_a_sentence_says_how_to_load(run, tmp_path, command):
    ran = run(*command.split(), "--workspace", tmp_path)
    assert ran.said.startswith(f"Nothing is loaded in '{tmp_path}' yet. Run 'sightline load SOURCE' for your own data")
    assert ran.exit_code == BAD_DATA
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["query referrals", "check", "measure", "refresh", "load x", "report workbook"])
def test_bad_settings_are_named_by_every_command(run, tmp_path, command):
    (tmp_path / FILE_NAME).write_text("[authority]\nname = 878\n")
    ran = run(*command.split(), "--workspace", tmp_path)
    assert ran.said.startswith(f"{tmp_path / FILE_NAME}, setting 'authority.name': ")
    assert ran.exit_code == BAD_USAGE


def test_init_names_an_authority_it_does_not_know_and_writes_nothing(run, tmp_path):
    ran = run("init", "--authority", "Devonshire upon Nowhere", "--workspace", tmp_path / "new")
    assert "Devonshire upon Nowhere" in ran.said
    assert ran.exit_code == BAD_USAGE
    assert not (tmp_path / "new").exists()


def test_init_wants_three_digits(run, tmp_path):
    ran = run("init", "--authority", "A", "--la-code", "87", "--area-code", "E1", "--workspace", tmp_path / "new")
    assert ran.said.startswith("'87' is not an authority's number. It has three digits")
    assert ran.exit_code == BAD_USAGE


@pytest.mark.parametrize(
    "command", ["queri", "query --colour red", "load", "records", "report", "demo --authorities 0"]
)
def test_what_is_no_command_is_said_by_the_command_line_itself(run, command):
    ran = run(*command.split())
    assert ran.exit_code == BAD_USAGE
    assert ran.stdout == ""
    assert ran.stderr.startswith("Usage: ")
    assert "Traceback" not in ran.stderr


def test_a_member_that_there_is_not_is_named(ask):
    assert ask("query", "referrals", "--where", "gender=Femael").exit_code == BAD_USAGE


def test_a_file_that_cant_be_written_is_named(ask, tmp_path):
    ran = ask("query", "referrals", "--format", "csv", "--out", tmp_path / "nowhere" / "figures.csv")
    assert "nowhere" in ran.said


# Faults of ours


@pytest.fixture
def broken(monkeypatch):
    """The query command with a fault in it, whose message holds a value of the data."""

    def fault(*_arguments, **_options):
        raise KeyError("Jane Doe")

    monkeypatch.setattr(query, "figures", fault)
    monkeypatch.delenv("SIGHTLINE_DEBUG", raising=False)


def test_a_fault_of_ours_is_one_sentence_without_values_and_a_1(ask, broken):
    ran = ask("query", "referrals")
    assert ran.exit_code == 1
    assert ran.said == (
        "Sightline failed unexpectedly (KeyError); nothing was changed. This is a fault of Sightline: run the command "
        "again with SIGHTLINE_DEBUG=1 and report what it prints."
    )


def test_the_traceback_is_printed_when_it_is_asked_for(ask, broken, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_DEBUG", "1")
    ran = ask("query", "referrals")
    assert ran.exit_code == 1
    assert "Traceback" in ran.stderr
    assert "Sightline failed unexpectedly (KeyError)" in ran.stderr


def test_an_interrupted_command_ends_with_130(ask, monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(query, "figures", interrupted)
    ran = ask("query", "referrals")
    assert ran.exit_code == 130
    assert "Traceback" not in ran.stderr
