"""
The authority's own returns, made and checked from the newest data: the nightly job writes them, pages read them.

    workspace/returns/checked/<version>/<return>-<year>.json       what each rule said
    workspace/returns/checked/<version>/<return>-<year>.parquet    the findings, with who holds the case
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.dataset.versions import Version
from sightline.errors import BadInput
from sightline.returns.check import Checked, check
from sightline.returns.history import children_of, keep_run, run_of
from sightline.returns.known import Known, holding_roles, owners_on
from sightline.returns.notes import FOLDER, write_whole
from sightline.returns.output import finding_rows, rule_rows
from sightline.returns.read import read_submissions
from sightline.returns.schema import RETURNS, SSDA903
from sightline.returns.submission import year_ending
from sightline.returns.write.census import make_census
from sightline.returns.write.folder import write_return
from sightline.returns.write.made import Authority, Made, authority_of
from sightline.returns.write.ssda903 import make_ssda903
from sightline.settings import Settings

CHECKED = "checked"
_SCHEMA = pa.schema([
    ("rule", pa.string()), ("severity", pa.string()), ("failure", pa.int64()), ("child", pa.string()),
    ("table", pa.string()), ("row", pa.int64()), ("fields", pa.string()), ("values", pa.string()),
    ("explanation", pa.string()), ("what_to_do", pa.string()), ("team", pa.string()), ("worker", pa.string()),
])  # fmt: skip


@dataclass(frozen=True)
class Own:
    """
    What was found in one return of one's own.

    `rules`: a row a rule (`output.rule_rows`). `left_out`: table, reason and how many records have no place in the
    return. `lacking`: why it could not be made, else empty.
    """

    return_name: str
    year: int
    checked_at: datetime
    children: int
    rules: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str, int], ...] = ()
    lacking: str = ""

    @property
    def key(self) -> str:
        return f"{self.return_name}-{self.year}"


def check_own_returns(workspace: Path, version: Version, settings: Settings, now: datetime,
                      progress: Callable[[str], None] = lambda what: None) -> list[Own]:  # fmt: skip
    """
    Makes and checks both returns of the newest whole year and of the running one, and keeps each as a run.

    A dataset of several authorities has none of its own. Where the data lacks what a return can't be without, that is
    what is kept.
    """
    if len(version.manifest.authorities) != 1:
        return []
    authority = authority_of(version, None)
    running = year_ending(authority.as_at)
    done = []
    for name, make in (("cin", make_census), (SSDA903.name, _made_ssda903(settings))):
        for year in (running - 1, running):
            progress(f"{RETURNS[name].title} {year}")
            done.append(_one(workspace, version, settings, authority, name, make, year, now))
    return done


def _folder(workspace: Path, version: Version) -> Path:
    return workspace / FOLDER / CHECKED / version.name


Make = Callable[[Authority, int], Made]


def _made_ssda903(settings: Settings) -> Make:
    return lambda authority, year: make_ssda903(authority, year, settings.allocation.allocated_roles)


def _one(workspace: Path, version: Version, settings: Settings, authority: Authority, name: str, make: Make, year: int,
         now: datetime) -> Own:  # fmt: skip
    folder = _folder(workspace, version)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = make(authority, year)
        # The files hold children's records, so they lie in the workspace and are gone when they have been read.
        with TemporaryDirectory(dir=workspace, prefix=".returns-") as place:
            checked = _checked(made, make, authority, Path(place))
    except BadInput as error:
        own = Own(name, year, now, 0, (), lacking=str(error))
        _keep(folder, own)
        return own
    owners = owners_on(version, min(date(year, 3, 31), authority.as_at), holding_roles(settings))
    rows = [{f.name: row[f.name] for f in _SCHEMA} for row in finding_rows(checked, Known(owners))]
    own = Own(name, year, now, len(children_of(checked)), tuple(rule_rows(checked)), (*made.notes,
              *checked.submission.notes), tuple(made.reasons()))  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), folder / f"{own.key}.parquet")
    _keep(folder, own)
    keep_run(workspace, run_of(checked, now))
    return own


def _checked(made: Made, make: Make, authority: Authority, folder: Path) -> Checked:
    """The return as its own files say it, with last year's beside it where it asks for that."""
    (read,) = read_submissions(write_return(made, folder / "now")[:1])
    if made.of is SSDA903:
        before = make(authority, made.year - 1)
        (last,) = read_submissions(write_return(before, folder / "before")[:1])
        read = read.with_previous(last)
    return check(replace(read, local_authority=made.la_code))


def _keep(folder: Path, own: Own) -> None:
    text = json.dumps({**asdict(own), "checked_at": own.checked_at.isoformat()}, ensure_ascii=False)
    write_whole(folder / f"{own.key}.json", text + "\n")


def own_returns(workspace: Path, version: Version) -> list[Own]:
    """What the nightly job found in the returns of a version, the newest year first; empty where it did not run."""
    files = sorted(_folder(workspace, version).glob("*.json"))
    return sorted((_read(file) for file in files), key=lambda own: (own.return_name, -own.year))


def _read(file: Path) -> Own:
    """Errors: BadInput for a file that is none."""
    try:
        raw = json.loads(file.read_text("utf-8"))
        return Own(**{
            **raw, "checked_at": datetime.fromisoformat(raw["checked_at"]), "rules": tuple(raw["rules"]),
            "notes": tuple(raw["notes"]), "left_out": tuple((t, r, n) for t, r, n in raw["left_out"]),
        })  # fmt: skip
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(f"it is not what the nightly check wrote ({error}). Run: sightline refresh.", file=str(file))


def findings_of_own(workspace: Path, version: Version, own: Own) -> Iterable[Mapping[str, Any]]:
    """The findings of one return, a row each that takes part."""
    file = _folder(workspace, version) / f"{own.key}.parquet"
    return pq.read_table(file).to_pylist() if file.is_file() else []
