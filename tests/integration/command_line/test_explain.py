"""`sightline explain`: one figure with what may be said about it, for people and for programs."""

import re
import shutil

import pytest

from sightline.cli.console import out

SHARE, COUNT, STOCK = "assessments_in_45wd_pct", "referrals", "cla_snapshot"
FIGURE = ("numerator", "denominator", "value", "status", "period", "window")


@pytest.fixture
def explain(ask):
    def explained(measure: str, *options: object) -> dict:
        return ask("explain", measure, "--period", "2017-05", "--format", "json", *options).json

    return explained


@pytest.fixture
def narrow(monkeypatch):
    monkeypatch.setattr(out, "_width", 80)


# JSON


@pytest.mark.parametrize("measure", [SHARE, COUNT, STOCK, "referral_rate", "caseload_average"])
def test_the_figure_is_the_one_that_query_gives(ask, explain, measure):
    (row,) = ask("query", measure, "--period", "2017-05", "--format", "json").json["rows"]
    explained = explain(measure)
    assert {name: explained["figure"][name] for name in FIGURE} == {name: row[name] for name in FIGURE}
    assert explained["sentence"].endswith(".")


def test_json_carries_everything_that_is_said(explain):
    told = explain(SHARE, "--against", "england", "--scheme", "scrutiny_2023")
    assert told["definition"] and told["source"] and told["data"]["as_at"] == "2017-06-30"
    assert told["data"]["version"]
    assert told["interval"]["lower"] <= told["figure"]["value"] <= told["interval"]["upper"]
    assert told["interval_998"]["lower"] < told["interval"]["lower"]
    assert told["rating"]["scheme"] == "scrutiny_2023"
    (england,) = told["comparators"]
    assert (england["name"], england["method"]) == ("England", "published")
    assert re.fullmatch(r"20\d\d/\d\d", england["year"])
    assert england["source"]
    assert told["direction"]["key"].endswith("_high_is_good")
    assert told["projection"]["lower"] < told["projection"]["value"] < told["projection"]["upper"]


def test_the_chart_is_of_the_last_36_months_with_their_rules(explain):
    chart = explain(COUNT)["chart"]
    assert [chart["points"][0]["month"], chart["points"][-1]["month"]] == ["2014-06", "2017-05"]
    assert len(chart["points"]) == 36
    outside = [p for p in chart["points"] if p["rule"] in ("Above UCL", "Below LCL")]
    (limits,) = chart["segments"]
    assert all(p["value"] > limits["upper"] or p["value"] < limits["lower"] for p in outside)
    assert all(p["class"] == "common_cause" for p in chart["points"] if p["rule"] is None)


@pytest.mark.parametrize("window", ["ytd", "rolling12", "quarter"])
def test_windows_that_overlap_have_a_line_and_no_chart(explain, window):
    told = explain(SHARE, "--window", window)
    assert told["chart"] is None
    assert told["why_no_chart"]
    assert len(told["line"]) > 1
    assert {point["window"] for point in told["line"]} == {window}


def test_a_stock_is_not_projected(explain):
    told = explain(STOCK)
    assert told["projection"] is None
    assert "at a date" in told["why_no_projection"]


def test_what_is_not_yet_complete_is_not_judged(explain):
    told = explain("s47_to_icpc_pct")
    assert told["quality"]["not_yet_complete"]
    assert told["rating"]["rating"] == "not_rated"
    assert told["direction"] is None


def test_a_slice_is_of_its_members_and_has_no_comparator(explain):
    told = explain(SHARE, "--where", "gender=Male")
    assert told["figure"]["where"] == {"gender": "Male"}
    assert "(Male)" in told["sentence"]
    assert told["comparators"] == []


def test_an_audience_that_may_not_see_small_numbers_sees_none(explain):
    exact, public = explain("icpc_children"), explain("icpc_children", "--audience", "public")
    small = {m["period"] for m in exact["months"] if m["numerator"] is not None and 1 <= m["numerator"] <= 5}
    assert small
    assert all(m["numerator"] is None and m["value"] is None for m in public["months"] if m["period"] in small)
    assert all(p["value"] is None for p in public["chart"]["points"] if p["month"] in small)


# Text


@pytest.mark.parametrize("measure", [SHARE, COUNT, STOCK, "referral_rate", "caseload_average", "cases_open"])
def test_the_page_is_no_wider_than_the_terminal(ask, narrow, measure):
    page = ask("explain", measure, "--period", "2017-05").stdout
    assert max(len(line) for line in page.splitlines()) <= 80


def test_the_page_says_the_sentence_the_definition_and_the_source(ask, explain, narrow):
    page = " ".join(ask("explain", SHARE, "--period", "2017-05").stdout.split())
    told = explain(SHARE)
    assert told["sentence"] in page
    assert told["definition"] in page
    assert told["data"]["version"] in page


def test_the_chart_draws_its_points_by_shape(ask, explain, narrow):
    page = ask("explain", COUNT, "--period", "2017-05").stdout
    drawing = page.split("By month")[1].split("limits")[0]
    rows = [line for line in drawing.splitlines() if "│" in line or "┤" in line]
    shapes = [character for line in rows for character in line if character in "●▲▼○◌"]
    points = explain(COUNT)["chart"]["points"]
    assert len(shapes) == len(points)
    assert shapes.count("▲") == sum(p["up"] is True for p in points)
    assert shapes.count("▼") == sum(p["up"] is False for p in points)


def test_a_rebase_of_the_settings_starts_the_limits_afresh(run, workspace, tmp_path):
    copy = tmp_path / "workspace"
    shutil.copytree(workspace.path, copy)
    settings = copy / "sightline.toml"
    settings.write_text(
        settings.read_text("utf-8")
        + '\n[[annotations]]\ndate = 2016-04-01\nmeasure = "referrals"\ntext = "New front door"\nrebase = true\n',
        "utf-8",
    )
    asked = ("explain", COUNT, "--period", "2017-05", "--workspace", copy)
    chart = run(*asked, "--format", "json").json["chart"]
    assert [s["from"] for s in chart["segments"]] == ["2014-06", "2016-04"]
    assert chart["since"] == "2016-04"
    page = run(*asked).stdout
    assert "April 2016: New front door (limits start afresh)" in page
    assert "┊" in page


# Mistakes


def test_an_annotation_of_a_measure_that_does_not_exist_is_refused(run, workspace, tmp_path):
    settings = tmp_path / "sightline.toml"
    settings.write_text('[[annotations]]\ndate = 2016-04-01\nmeasure = "referals"\ntext = "New form"\n', "utf-8")
    ran = run("explain", COUNT, "--workspace", tmp_path)
    assert ran.exit_code == 2
    assert "setting 'annotations.0.measure': there is no measure 'referals'. Did you mean 'referrals'?" in ran.said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scheme", "traffic_lights"), "There is no rating scheme 'traffic_lights'."),
        (("--period", "2016-04..2017-05"), "'2016-04..2017-05' names 14 periods. Explain one of them."),
        (("--format", "csv"), "There is no format 'csv'. Use one of: text, json."),
        (("--where", "locality=Atlantis"), "'locality' has no member 'Atlantis'."),
        (("--period", "1999-04"), "outside the data"),
        (("--window", "projected"), "has no window 'projected'"),
    ],
)
def test_mistakes_are_one_sentence(ask, options, said):
    ran = ask("explain", SHARE, *options)
    assert ran.exit_code == 2
    assert said in ran.said


def test_a_share_for_each_code_is_explained_one_code_at_a_time(ask, explain):
    said = ask("explain", "referral_outcomes", "--period", "2017-05").said
    assert "all of them are 100%. Explain one, as --where outcome=NAME" in said
    (member, *_others) = ask("query", "referral_outcomes", "--period", "2017-05", "-f", "json").json["rows"]
    told = explain("referral_outcomes", "--where", f"outcome={member['outcome']}")
    assert told["figure"]["value"] == member["value"]


def test_an_unknown_measure_is_named(ask):
    assert "There is no measure 'assesments'" in ask("explain", "assesments").said
