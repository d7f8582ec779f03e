"""On the made-up authority every item of the real reports has figures."""

import shutil
from pathlib import Path

import pytest

from sightline.benchmarks.derived import DERIVED
from sightline.documentation.real_reports import real_items
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Window

MEASURES = sorted({measure for item in real_items() for measure in item.measures} - set(DERIVED))
PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "benchmarks"
CHILDREN_IN_NEED = "earlier_vintages/b1_children_in_need_2013_to_2023.csv.gz"


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_of_a_real_report_gives_figures(measure, ask):
    # A small authority has months without a transfer-in conference, and years without an adoption.
    is_yearly = CATALOGUE[measure].windows[0] is Window.FINANCIAL_YEAR
    for period in ((), ("--period", "2012-13..2016-17" if is_yearly else "2016-07..2017-06")):
        found = ask("query", measure, *period, "--format", "json").json
        if any(row["status"] == "ok" for row in found["rows"]):
            return
    raise AssertionError(found)


@pytest.mark.skipif(not PUBLISHED.exists(), reason=f"the published files lie outside the repository, in {PUBLISHED}")
def test_figures_that_need_a_comparator_say_which(tmp_path, run, workspace, ask):
    """The made-up authority stands in Devon's place, so that there are neighbours to stand beside."""
    ask("measure")
    own = _copy_of(workspace.path, tmp_path)
    settings = own / "sightline.toml"
    text = settings.read_text("utf-8")
    assert "[comparators]\n" in text
    settings.write_text(text.replace("[comparators]\n", '[comparators]\nin_place_of = "878"\n'), "utf-8")
    assert run("benchmarks", "import", PUBLISHED / CHILDREN_IN_NEED, "-w", own).exit_code == 0
    (gap,) = run("query", "cin_rate_gap_to_neighbours", "-w", own, "--format", "json").json["rows"]
    assert gap["comparator"] == "Statistical neighbours of the 2014 model (mean of 10) 2016/17"
    assert gap["value"] == pytest.approx(gap["own"] - gap["comparator_value"])
    counts = run("query", "comparator_equivalent_count", "-w", own, "--format", "json").json["rows"]
    assert [row["comparator"].split()[0] for row in counts] == ["England", "South", "Statistical", "Six"]
    for row in counts:
        assert row["value"] == pytest.approx(row["comparator_value"] * row["residents"] / 10_000)


def test_without_a_comparator_there_is_no_gap(ask):
    (gap,) = ask("query", "cin_rate_gap_to_neighbours", "--format", "json").json["rows"]
    assert gap["status"] == "not_supplied" and gap["value"] is None


def _copy_of(workspace: Path, folder: Path) -> Path:
    """The workspace with its current dataset and cube, to be written into."""
    return Path(shutil.copytree(workspace, folder / "own"))
