"""Writes made-up authorities as SSD extracts, the form in which a real authority's data would come."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.dataset.demo.authority import DemoAuthority, authority
from sightline.dataset.demo.faults import FaultCounts, TextFault
from sightline.dataset.demo.observations import observations_csv

Progress = Callable[[int, int], None]
PROCESSES = 2


@dataclass(frozen=True)
class WrittenAuthority:
    """One authority's extract on disk: its folder and how many rows and faults it holds."""

    name: str
    la_code: str
    area_code: str
    folder: Path
    rows: dict[str, int]
    faults: FaultCounts


def write_extract(
    folder: Path, *, authorities: int, seed: int, as_at: date, progress: Progress | None = None
) -> list[WrittenAuthority]:
    """
    Writes `authorities` made-up authorities, each as `folder/<la_code>/`: ssd_*.parquet, ext_*.parquet and
    authority.toml (la_code, name, area_code). A single authority has observations.csv besides: what other systems
    counted of it.

    One authority is in memory at a time in each of two processes; the files don't depend on how many there are.
    `progress(done, of)` is called after each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(folder, index, seed, as_at) for index in range(authorities)]
    written: list[WrittenAuthority] = []
    if authorities <= 1:
        results = map(_write, jobs)
        _collect(results, written, authorities, progress)
        for made in written:
            (made.folder / "observations.csv").write_text(observations_csv(0, seed=seed, as_at=as_at), "utf-8")
        return written
    # Processes are started afresh, not forked: Arrow's threads don't survive a fork. The executor, unlike a Pool, says
    # so when a process can't start, instead of starting it again for ever.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=fresh) as pool:
        _collect(pool.map(_write, jobs), written, authorities, progress)
    return written


def _collect(results, written: list[WrittenAuthority], of: int, progress: Progress | None) -> None:
    for result in results:
        written.append(result)
        if progress is not None:
            progress(len(written), of)


def _write(job: tuple[Path, int, int, date]) -> WrittenAuthority:
    folder, index, seed, as_at = job
    made = authority(index, seed=seed, as_at=as_at)
    return write_authority(folder / made.la_code, made)


def write_authority(folder: Path, made: DemoAuthority) -> WrittenAuthority:
    """Writes one authority's tables; columns that carry typed texts are written as text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in made.tables.items():
        texts = [t for t in made.text_faults if t.table == name]
        pq.write_table(_as_typed(table, texts), folder / f"{name}.parquet", compression="zstd", compression_level=1)
    (folder / "authority.toml").write_text(
        f'la_code = "{made.la_code}"\nname = "{made.name}"\narea_code = "{made.area_code}"\n', "utf-8"
    )
    rows = {name: table.num_rows for name, table in made.tables.items()}
    return WrittenAuthority(made.name, made.la_code, made.area_code, folder, rows, made.faults)


def _as_typed(table: pa.Table, texts: list[TextFault]) -> pa.Table:
    for column in sorted({t.column for t in texts}):
        mine = [t for t in texts if t.column == column]
        mask = np.zeros(table.num_rows, bool)
        mask[[t.row for t in mine]] = True
        ordered = [t.text for t in sorted(mine, key=lambda t: t.row)]
        cells = table[column].combine_chunks().cast(pa.string())
        cells = pc.replace_with_mask(cells, pa.array(mask), pa.array(ordered))
        table = table.set_column(table.schema.get_field_index(column), pa.field(column, pa.string()), cells)
    return table
