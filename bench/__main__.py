"""
`make bench`: measures and writes docs/benchmarks.md.

    python -m bench                    one authority and ten
    python -m bench --sizes 1,10,153   England too (some twenty minutes, and 20 GB of disk)
    python -m bench --statistics       the statistics alone, keeping the other results
    python -m bench --returns          the rules of the statutory returns alone, keeping the other results
    python -m bench --pages            twenty readers of the web application, keeping the other results
    python -m bench --child ...        one timed step, in a process of its own so that its peak memory is its own
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench import baseline, pages, returns, statistics

AS_AT = date(2026, 3, 31)
ROOT = Path(os.environ.get("SIGHTLINE_BENCH", Path(tempfile.gettempdir()) / "sightline-bench"))
STEPS = ("load", "measure", "ten", "baseline")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
RESULTS = PAGE.with_suffix(".json")


def child(step: str, workspace: Path) -> dict:
    """One step of the product, timed in this process."""
    from sightline.dataset.versions import require_current
    from sightline.engine.base import engine_called
    from sightline.engine.cube import cube_jobs, cube_path, measure
    from sightline.measures.views import VIEWS
    from sightline.settings import Settings
    from sightline.sources.load import load

    settings = Settings()
    since = time.perf_counter()
    facts: dict = {}
    match step:
        case "load":
            report = load(workspace, [str(workspace / "extract")], as_at=AS_AT, accept_shrink=True, settings=settings)
            facts["rows"] = sum(t.kept for t in report.manifest.tables)
        case "measure":
            version = require_current(workspace)
            with engine_called("duckdb") as engine:
                measure(workspace, version, engine, settings)
            facts = json.loads((cube_path(workspace, version) / "cube.json").read_text("utf-8"))
        case "ten":
            # Only what the ten need: their subjects' cubes and the views under them.
            version = require_current(workspace)
            out = Path(tempfile.mkdtemp(dir=workspace))
            (out / "views").mkdir()
            with engine_called("duckdb") as engine:
                views = [name for name in VIEWS if name not in baseline.VIEWS_NOT_NEEDED]
                jobs = cube_jobs(engine, version, settings, out, views=views, subjects=baseline.SUBJECTS)
                for _written in engine.write_all(jobs):
                    pass
            shutil.rmtree(out)
        case "baseline":
            version = require_current(workspace)
            out = Path(tempfile.mkdtemp(dir=workspace))
            baseline.run(version.path, out, first="2018-04-01", as_at=AS_AT.isoformat())
            shutil.rmtree(out)
    facts["seconds"] = round(time.perf_counter() - since, 2)
    facts["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return facts


def timed(step: str, workspace: Path) -> dict:
    run = subprocess.run(
        [sys.executable, "-m", "bench", "--child", step, str(workspace)], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def world(authorities: int) -> Path:
    """The workspace of a made-up world of that many authorities, made once."""
    from sightline.dataset.demo import write_extract

    workspace = ROOT / str(authorities)
    if not (workspace / "made").exists():
        shutil.rmtree(workspace, ignore_errors=True)
        workspace.mkdir(parents=True)
        write_extract(workspace / "extract", authorities=authorities, seed=1948, as_at=AS_AT)
        (workspace / "made").touch()
    return workspace


def page(results: dict[str, dict]) -> str:
    """The results as the reader sees them, of the sizes that have been through every step."""
    of_statistics, of_returns, of_pages = (results.get(name) for name in ("statistics", "returns", "pages"))
    results = {size: steps for size, steps in results.items() if size.isdigit() and set(STEPS) <= set(steps)}
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench` (`python -m bench --sizes 1,10,153` for England). Seconds depend on the machine; the",
        "ratios are what counts. The baseline, `bench/baseline.py`, is ten representative measures written by hand in",
        "DuckDB SQL over the same Parquet, to the same grain; `ten` is the product making the same ten with every view",
        "and flag it makes for them. Peak memory is the process's own. One authority of Devon's size, the others vary",
        "in size like England's.",
        "",
        "Goals: load under 5 s and measure under 3 s for one authority; the whole catalogue for England (designed",
        "for 70 million rows) under 60 s and 8 GB; the ten at most twice the hand-written ones; growth no worse than",
        "linear. The made-up England has twice the rows it was designed for. A load reads one authority after the",
        "other, and keeps the memory of the largest; England's here was timed while other work shared the machine.",
        "",
        f"Machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| authorities | rows | load s | load MB | whole catalogue s | MB | ten s | by hand s | ten / by hand |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size, r in sorted(results.items(), key=lambda item: int(item[0])):
        ratio = r["ten"]["seconds"] / r["baseline"]["seconds"]
        lines.append(
            f"| {size} | {r['load']['rows']:,} | {r['load']['seconds']:.1f} | {r['load']['peak_mb']:,} "
            f"| {r['measure']['seconds']:.1f} | {r['measure']['peak_mb']:,} | {r['ten']['seconds']:.1f} "
            f"| {r['baseline']['seconds']:.1f} | {ratio:.1f} |"
        )
    lines += [
        "",
        "Growth of the whole catalogue, seconds per million rows (no worse than linear is a flat column):",
        "",
    ]
    lines += ["| authorities | load | whole catalogue |", "|---:|---:|---:|"]
    for size, r in sorted(results.items(), key=lambda item: int(item[0])):
        millions = r["load"]["rows"] / 1e6
        lines.append(f"| {size} | {r['load']['seconds'] / millions:.2f} | {r['measure']['seconds'] / millions:.2f} |")
    lines += ["", "## Where the time of the whole catalogue goes", ""]
    size, largest = max(results.items(), key=lambda item: int(item[0]))
    lines += [f"{size} authorities:", "", "| step | seconds |", "|---|---:|"]
    steps = sorted(largest["measure"]["steps"].items(), key=lambda item: -item[1])
    lines += [f"| {name} | {seconds:.1f} |" for name, seconds in steps[:12]]
    if of_statistics:
        lines += statistics.page(of_statistics)
    if of_returns:
        lines += returns.page(of_returns)
    if of_pages:
        lines += ["", *pages.page(of_pages)]
    return "\n".join(lines) + "\n"


def _keep(results: dict[str, dict]) -> None:
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(results), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1,10")
    parser.add_argument("--steps", default=",".join(STEPS), help="only these, keeping the other results")
    parser.add_argument("--statistics", action="store_true", help="only the statistics, keeping the other results")
    parser.add_argument("--pages", action="store_true", help="only the web pages, keeping the other results")
    parser.add_argument("--returns", action="store_true", help="only the returns' rules, keeping the other results")
    parser.add_argument("--child", nargs=2, metavar=("STEP", "WORKSPACE"))
    options = parser.parse_args()
    if options.child:
        step, workspace = options.child
        sys.stdout.write(json.dumps(child(step, Path(workspace))) + "\n")
        return
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    alone = options.statistics or options.returns or options.pages
    sizes = [] if alone else options.sizes.split(",")
    if options.statistics or not alone:
        results["statistics"] = statistics.results()
    if options.returns or not alone:
        results["returns"] = returns.results()
    if options.pages or not alone:
        results["pages"] = pages.results()
    for size in sizes:
        workspace = world(int(size))
        for step in options.steps.split(","):
            results.setdefault(size, {})[step] = timed(step, workspace)
        _keep(results)
    _keep(results)
    sys.stdout.write(PAGE.read_text("utf-8"))


if __name__ == "__main__":
    main()
