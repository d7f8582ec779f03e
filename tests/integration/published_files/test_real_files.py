"""Every published file is read without loss, and what it says of real places is what was published."""

import gzip

import pytest
import yaml
from pyarrow import parquet

from published_files import FOLDER, needs_the_published_files
from sightline.benchmarks.areas import area_called
from sightline.benchmarks.groups import judged_good, neighbours
from sightline.benchmarks.importing import import_files
from sightline.benchmarks.statuses import SYMBOLS
from sightline.errors import BadInput, BadUsage

pytestmark = needs_the_published_files
FILES = yaml.safe_load((FOLDER / "manifest.yaml").read_text("utf-8"))["files"] if FOLDER.exists() else []
# Their layout's cells are counted by the manifest as well.
COUNTED = ("ees", "population", "lait_long")


@pytest.mark.parametrize("facts", FILES, ids=lambda facts: facts["path"])
def test_cells_read_are_values_and_named_missing_states(imported, facts):
    source = imported.library.called(facts["path"])
    stored = parquet.read_metadata(imported.library.path(source)).num_rows
    assert source.name == facts["path"]
    assert source.cells == source.values + sum(source.missing.values())
    if facts["layout"] in (*COUNTED, "ons_census_long"):
        # One row a cell, the missing ones too.
        assert stored == source.cells
    else:
        assert stored == source.values
    if "rows" in facts and facts["layout"] != "sn_wide":
        assert source.rows == facts["rows"]


@pytest.mark.parametrize("facts", [f for f in FILES if f["layout"] in COUNTED], ids=lambda facts: facts["path"])
def test_symbols_are_counted_as_published(imported, facts):
    source = imported.library.called(facts["path"])
    expected: dict[str, int] = {}
    for symbol, count in facts.get("symbols", {}).items():
        state = SYMBOLS[symbol].value
        expected[state] = expected.get(state, 0) + count
    assert source.missing == expected
    columns = 1 if facts["layout"] == "lait_long" else len(facts["indicators"])
    assert source.cells == facts["rows"] * columns


@pytest.mark.parametrize(
    "facts", [f for f in FILES if f["layout"] in ("ees", "population")], ids=lambda facts: facts["path"]
)
def test_every_measure_of_the_manifest_is_mapped(imported, facts):
    source = imported.library.called(facts["path"])
    named = {i["measure"] for i in facts["indicators"].values()} | {
        m["measure"] for m in facts.get("measures_by_filter", [])
    }
    # Told by a group of children besides, which is part of our id; England's own tables stand in the others too.
    ours = {m.removesuffix(f"_{group}") for m in source.measures for group in ("cla", "cino", "cppo")} | {
        *source.measures,
        *(m.removesuffix("_count") for m in source.measures),
    }
    left = {m.lower() for m in named if not m.startswith("(")} - ours - {"adoption_stage_time"}
    assert {m for m in left if not m.endswith(("_lower_ci", "_upper_ci", "_ci_low", "_ci_upp"))} == set()


def test_the_command_says_what_became_of_the_cells(imported):
    cells = sum(s.cells for s in imported.library.sources)
    values = sum(s.values for s in imported.library.sources)
    said = " ".join(imported.said.split())
    assert said.startswith(
        f"{len(FILES)} files imported: {cells:,} cells read = {values:,} values + {cells - values:,} missing ones"
    )


def test_importing_it_all_again_changes_nothing(imported):
    again = import_files(imported.library.folder.parent, [FOLDER])
    assert (len(again.new), len(again.unchanged)) == (0, len(FILES))


def test_the_three_shapes_of_a_neighbour_model_say_the_same(imported):
    by_model: dict[str, list[dict]] = {}
    for source in imported.library.of_kind("neighbours"):
        rows = parquet.read_table(imported.library.path(source)).to_pylist()
        found = {(r["la_code"], r["position"]): r["neighbour"] for r in rows}
        by_model.setdefault(source.vintage, []).append(found)
    assert {model: len(sources) for model, sources in by_model.items()} == {"2021": 2, "2025": 2}
    for first, second in by_model.values():
        both = first.keys() & second.keys()
        assert len(both) > 1500
        assert {k for k in both if first[k] != second[k]} == set()


def test_devons_neighbours_in_three_models(imported):
    devon = area_called("878")
    first = {model: neighbours(imported.library, devon, model).members[:3] for model in ("2014", "2021", "2025")}
    assert first == {
        "2014": ("908", "835", "845"),
        "2021": ("933", "893", "838"),
        "2025": ("845", "838", "926"),
    }


def test_a_new_authority_has_no_neighbours_in_a_model_before_it(imported):
    group = neighbours(imported.library, area_called("942"), "2021")
    assert group.members == ()
    assert "import that model's list" in group.missing


def test_those_judged_good_at_a_day(imported):
    at_2019 = judged_good(imported.library, area_called("878"), area_day("2019-03-31")).members
    at_2025 = judged_good(imported.library, area_called("878"), area_day("2025-03-31")).members
    # Leeds was outstanding in December 2018; York's judgement of February 2025 came out in April.
    assert "383" in at_2019
    assert "816" not in at_2025
    assert "816" in judged_good(imported.library, area_called("878"), area_day("2025-04-30")).members
    assert len(at_2019) < len(at_2025)


def area_day(text: str):
    from datetime import date

    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("code", "year", "status"),
    [("835", 2019, "ok"), ("835", 2020, "not_published"), ("838", 2019, "not_published"), ("838", 2020, "ok"),
     ("836", 2019, "ok"), ("839", 2020, "ok"), ("928", 2021, "ok"), ("940", 2022, "ok"), ("909", 2023, "ok"),
     ("942", 2024, "ok"), ("943", 2023, "not_published"), ("E10000027", 2024, "ok"), ("E06000066", 2016, "ok")],
)  # fmt: skip
def test_an_authority_has_figures_while_it_exists(imported, code, year, status):
    found = imported.show("referrals", area=code, year=year, against="england")
    assert found["own"]["status"] == status
    assert (found["own"]["value"] is None) == (status != "ok")


def test_a_later_vintage_corrects_an_earlier_one(imported):
    """Doncaster's plans of 2021-22 were all called repeat plans, and later withdrawn."""
    asked = {"area": "371", "year": 2022, "against": "england"}
    older = imported.show("cpp_repeat_ever_pct", source="d3_cpps_subsequent_plan_2013_to_2024", **asked)
    newer = imported.show("cpp_repeat_ever_pct", **asked)
    assert (older["own"]["value"], older["comparators"][0]["value"]) == (100, 23.3)
    assert (newer["own"]["value"], newer["own"]["status"]) == (None, "low_reliability")
    assert newer["comparators"][0]["value"] == 22.7
    assert (older["vintage"], newer["vintage"]) == ("2023-24", "2024-25")


def test_rates_that_the_newest_file_lacks_come_from_the_one_that_has_them(imported):
    assert imported.show("cin_rate_snapshot", area="878", year=2016, against="england")["vintage"] == "2023-24"
    newest = imported.show("cin_rate_snapshot", area="878", year=2025, against="england")
    assert newest["publication"] == "Local Authority Interactive Tool"
    count = imported.show("cin_snapshot", area="878", year=2025, against="england")["own"]["value"]
    residents = imported.show("population_0_17", area="878", year=2025, against="england")["own"]["value"]
    assert newest["own"]["value"] == pytest.approx(10_000 * count / residents, abs=0.05)


def test_years_that_later_files_dropped_are_still_there(imported):
    found = imported.show("cla_rate_snapshot", area="878", year=2019, against="neighbours")
    assert found["source"] == "earlier_vintages/cla_number_and_rate_per_10k_children_2019_to_2023.csv.gz"
    assert (found["own"]["value"], found["comparators"][0]["neighbour_model"]) == (52, "2014")


def test_a_derived_share_agrees_with_the_interactive_tools(imported):
    ours = imported.show("assessments_in_45wd_pct", area="878", year=2024, against="england",
                         source="c2_children_in_need_assessments_duration_2014_to_2024")  # fmt: skip
    theirs = imported.show("assessments_in_45wd_pct", area="878", year=2024, against="england", source="bds_long_0")
    assert ours["own"]["value"] == pytest.approx(theirs["own"]["value"], abs=0.05)


def test_a_share_with_a_hidden_part_lies_between_two_ends(imported):
    source = imported.library.called("c2_children_in_need_assessments_duration_2014_to_2024")
    bands = imported.library.cells(source, "assessments_same_day", 2024)
    hidden = next(la for (la, _y), cell in bands.items() if cell.status.value == "suppressed")
    own = imported.show("assessments_in_45wd_pct", area=hidden, year=2024, against="england", source=source.stem)["own"]
    assert (own["value"], own["status"]) == (None, "suppressed")
    assert 0 < own["low"] < own["high"] <= 100


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("old_la_code", "", 1), "column 'old_la_code': the column is missing."),
        (lambda text: text.replace("E10000008", "E10000099", 1), "value 'E10000099': no area has this code."),
        (lambda text: text + text.splitlines()[-1] + "\n", "the same area, time and filters stands twice"),
    ],
)
def test_a_real_file_that_was_spoilt_is_refused_by_file_and_row(tmp_path, imported, change, said):
    name = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
    text = gzip.decompress((FOLDER / f"{name}.gz").read_bytes()).decode("utf-8")
    (tmp_path / name).write_text(change(text.replace("\r\n", "\n")), "utf-8", newline="\n")
    workspace = tmp_path / "workspace"
    with pytest.raises(BadInput) as error:
        import_files(workspace, [tmp_path / name])
    assert str(error.value).startswith(f"{name}, row ")
    assert said in str(error.value)
    assert list((workspace / "benchmarks" / "files").iterdir()) == []


def test_lists_name_their_vintage(imported):
    def vintage(name: str) -> str:
        return imported.library.called(name).vintage

    assert vintage("lait_data_dictionary") == "2026-04"
    assert vintage("LTLA-UTLA_Apr23_Lookup_England-Wales") == "2023"
    with pytest.raises(BadUsage):
        vintage("nothing")
