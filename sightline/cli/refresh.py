"""`sightline refresh`: the nightly job."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.console import err, progress
from sightline.cli.options import Engine, Workspace, parse_date
from sightline.dataset.database import is_address
from sightline.dataset.versions import make_current
from sightline.engine.base import engine_called
from sightline.engine.cube import measure
from sightline.engine.quality_kept import check_version, keep
from sightline.errors import BadSettings
from sightline.returns.nightly import check_own_returns
from sightline.settings import FILE_NAME, Settings, Source, read_settings
from sightline.sources.detect import find_sources
from sightline.sources.load import load


def command(
    workspace: Workspace = Path("."),
    as_at: Annotated[str | None, typer.Option(help="The date the data is as at; by default each source's own.")] = None,
    accept_shrink: Annotated[bool, typer.Option(help="Accept a table that lost half of its rows or more.")] = False,
    engine: Engine = "duckdb",
) -> None:
    """Load and measure from the sources in sightline.toml. Readers see the new figures only once they are whole."""
    settings = read_settings(workspace)
    if not settings.sources:
        raise BadSettings(
            f"{workspace / FILE_NAME} names no sources. Add one, such as:  [sources.cases] path = '/data/ssd'"
        )
    places = [_place(workspace, source) for source in settings.sources.values()]
    for (name, source), place in zip(settings.sources.items(), places, strict=True):
        _is_of_its_kind(name, source, place, settings)
    with progress() as bar:
        loaded = load(
            workspace,
            places,
            as_at=parse_date(as_at) if as_at else _configured_date(settings),
            accept_shrink=accept_shrink,
            settings=settings,
            progress=bar,
            make_current=False,
            la_code=_configured_authority(settings),
        )
        task = bar.add_task("Measuring", total=None, note="")
        with engine_called(engine) as running:
            measure(
                workspace,
                loaded.version,
                running,
                settings,
                lambda what, done, of: bar.update(task, completed=done, total=of, note=what),
            )
            task = bar.add_task("Checking", total=None, note="the data")
            keep(workspace, loaded.version, check_version(running, loaded.version, settings))
        check_own_returns(workspace, loaded.version, settings, datetime.now(), lambda what: bar.update(task, note=what))
    make_current(workspace, loaded.version)
    rows = sum(table.kept for table in loaded.manifest.tables)
    day = loaded.manifest.as_at
    err.print(f"{rows:,} rows are current, as at {day:%-d %B %Y} (version {loaded.version.name}).", soft_wrap=True)


def _place(workspace: Path, source: Source) -> str:
    """A configured path is meant from the workspace, wherever the job is started."""
    return source.path if is_address(source.path) else str(workspace / source.path)


def _is_of_its_kind(name: str, source: Source, place: str, settings: Settings) -> None:
    if source.kind is None:
        return
    kinds = {found.kind for found in find_sources(place, settings)}
    if kinds != {source.kind}:
        raise BadSettings(
            f"[sources.{name}] says kind = '{source.kind}', but {place} is {' and '.join(sorted(kinds))}. "
            "Correct the path, or leave the kind out."
        )


def _configured_date(settings: Settings) -> date | None:
    """The latest date that a source is configured with; None leaves it to the sources' own dates, else today."""
    return max((source.as_at for source in settings.sources.values() if source.as_at), default=None)


def _configured_authority(settings: Settings) -> str | None:
    codes = {source.la_code for source in settings.sources.values() if source.la_code}
    if len(codes) > 1:
        raise BadSettings(
            f"The sources in {FILE_NAME} name several authorities ({', '.join(sorted(codes))}). "
            "Keep one workspace for each, or give each extract a folder with an authority.toml."
        )
    return codes.pop() if codes else None
