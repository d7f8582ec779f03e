"""On the made-up authority every item of the real reports has figures."""

import shutil
from pathlib import Path

import pytest

from sightline.benchmarks.derived import DERIVED
from sightline.documentation.real_reports import real_items

MEASURES = sorted({measure for item in real_items() for measure in item.measures} - set(DERIVED))
PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "benchmarks"
CHILDREN_IN_NEED = "earlier_vintages/b1_children_in_need_2013_to_2023.csv.gz"
NEIGHBOURS = "New_Statistical_Neighbour_Groupings_April_2021.csv.gz"


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_of_a_real_report_gives_figures(measure, ask):
    found = ask("query", measure, "--format", "json").json
    assert [row for row in found["rows"] if row["status"] == "ok"], found


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"the published files lie outside the repository, in {PUBLISHED}")
def test_figures_that_need_a_comparator_say_which(tmp_path, run, workspace, ask):
    """The made-up authority stands in Devon's place, so that there are neighbours to stand beside."""
    ask("measure")
    own = _copy_of(workspace.path, tmp_path)
    settings = own / "sightline.toml"
    text = settings.read_text("utf-8")
    assert "[comparators]\n" in text
    settings.write_text(text.replace("[comparators]\n", '[comparators]\nin_place_of = "878"\n'), "utf-8")
    assert run("benchmarks", "import", PUBLISHED / CHILDREN_IN_NEED, PUBLISHED / NEIGHBOURS, "-w", own).exit_code == 0
    (gap,) = run("query", "cin_rate_gap_to_neighbours", "-w", own, "--format", "json").json["rows"]
    assert gap["comparator"] == "Statistical neighbours of the 2021 model (mean of 10) 2022/23"
    assert gap["value"] == pytest.approx(gap["own"] - gap["comparator_value"])
    counts = run("query", "comparator_equivalent_count", "-w", own, "--format", "json").json["rows"]
    assert [row["comparator"].split()[0] for row in counts] == ["England", "South", "Statistical", "Good"]
    for row in counts:
        assert row["value"] == pytest.approx(row["comparator_value"] * row["residents"] / 10_000)


def test_without_a_comparator_there_is_no_gap(ask):
    (gap,) = ask("query", "cin_rate_gap_to_neighbours", "--format", "json").json["rows"]
    assert gap["status"] == "not_supplied" and gap["value"] is None


def _copy_of(workspace: Path, folder: Path) -> Path:
    """The workspace with its current dataset and cube, to be written into."""
    return Path(shutil.copytree(workspace, folder / "own"))
