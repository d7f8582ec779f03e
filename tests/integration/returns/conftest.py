"""A small made-up authority, loaded, and the same without its recording faults; asked only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from sightline.dataset.demo.authority import DemoAuthority, authority, without_faults
from sightline.dataset.demo.extract import write_authority
from sightline.dataset.versions import Version
from sightline.returns.write.made import Authority, authority_of
from sightline.settings import Settings, read_settings
from sightline.sources.load import load

AS_AT, YEAR = date(2026, 6, 30), 2026
# Half as large as Devon.
INDEX, SEED = 37, 1973


@dataclass(frozen=True)
class Loaded:
    """A demo authority and the dataset it became."""

    made: DemoAuthority
    workspace: Path
    version: Version

    @cached_property
    def authority(self) -> Authority:
        return authority_of(self.version, None)

    @property
    def settings(self) -> Settings:
        return read_settings(self.workspace)


def settings_of(made: DemoAuthority) -> str:
    return f'[authority]\nname = "{made.name}"\nla_code = "{made.la_code}"\nown_postcodes = ["QX"]\n'


def loaded(folder: Path, made: DemoAuthority) -> Loaded:
    workspace = folder / "workspace"
    workspace.mkdir(parents=True)
    (workspace / "sightline.toml").write_text(settings_of(made), "utf-8")
    write_authority(folder / "extract", made)
    report = load(workspace, [str(folder / "extract")], as_at=AS_AT, settings=read_settings(workspace))
    return Loaded(made, workspace, report.version)


@pytest.fixture(scope="session")
def faulty(tmp_path_factory) -> Loaded:
    return loaded(tmp_path_factory.mktemp("faulty"), authority(INDEX, seed=SEED, as_at=AS_AT))


@pytest.fixture(scope="session")
def clean(tmp_path_factory) -> Loaded:
    return loaded(tmp_path_factory.mktemp("clean"), without_faults(INDEX, seed=SEED, as_at=AS_AT))


@pytest.fixture
def reload(tmp_path: Path, faulty: Loaded) -> Callable[[Path], Authority]:
    """What a written return becomes when it is loaded into a workspace of its own."""

    def load_again(place: Path, as_at: date | None = None) -> Authority:
        workspace = tmp_path / f"again-{place.name}"
        workspace.mkdir()
        (workspace / "sightline.toml").write_text(settings_of(faulty.made), "utf-8")
        report = load(workspace, [str(place)], as_at=as_at, settings=read_settings(workspace))
        return authority_of(report.version, None)

    return load_again
