"""
Published periods: write-once folders of what was signed off, and the proof that nothing in them changed since.

    workspace/published/<period>/<edition>/   manifest.json, figures.csv, figures-public.csv, commentary.json,
                                              commentary-public.json, definitions.json, restated.json

An edition is written under a hidden name and renamed when whole. The manifest has every file's SHA-256; the manifest's
own is kept by who publishes, and both are checked whenever an edition is opened.
"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sightline.errors import SightlineError
from sightline.judgement.words import month_words
from sightline.measures.windows import Month
from sightline.pages.published_freeze import FrozenFigure, from_csv

FOLDER = "published"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Edition:
    """One edition as it was signed off; `facts` are the manifest's, the files by their names."""

    month: Month
    number: int
    facts: Mapping[str, object]
    files: Mapping[str, str]

    @property
    def exact(self) -> tuple[FrozenFigure, ...]:
        return _figures(self.files["figures.csv"])

    @property
    def public(self) -> tuple[FrozenFigure, ...]:
        return _figures(self.files["figures-public.csv"])

    def commentary(self, *, protected: bool) -> list[dict]:
        return json.loads(self.files["commentary-public.json" if protected else "commentary.json"])

    @property
    def restated(self) -> tuple[dict[str, str], ...]:
        """What differs from the edition before, as it was written down at signing."""
        return tuple(json.loads(self.files["restated.json"]))


def folder_of(workspace: Path, month: Month, edition: int) -> Path:
    return workspace / FOLDER / str(month) / str(edition)


def write_edition(
    workspace: Path, month: Month, edition: int, files: Mapping[str, str], facts: Mapping[str, object]
) -> "Written":
    """
    Writes an edition beside its place, whole and synced; `Written.put_in_place` makes it one.

    Errors: SightlineError where the edition exists already.
    """
    place = folder_of(workspace, month, edition)
    _refuse_existing(place, month, edition)
    partial = place.parent / f".{edition}.{uuid.uuid4().hex}.partial"
    partial.mkdir(parents=True)
    hashes = {name: _write(partial / name, text) for name, text in files.items()}
    manifest = {"period": str(month), "edition": edition, **facts, "files": hashes}
    digest = _write(partial / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    return Written(place, partial, month, edition, digest)


@dataclass(frozen=True)
class Written:
    """An edition that is whole under a hidden name; nobody sees it yet."""

    place: Path
    partial: Path
    month: Month
    edition: int
    manifest_sha256: str

    def put_in_place(self) -> None:
        """One rename. Errors: SightlineError where somebody else was faster."""
        _refuse_existing(self.place, self.month, self.edition)
        os.rename(self.partial, self.place)
        _sync_folder(self.place.parent)

    def give_up(self) -> None:
        """Leaves nothing behind."""
        shutil.rmtree(self.partial, ignore_errors=True)


def sweep(workspace: Path, month: Month, known: set[int]) -> None:
    """Removes what a killed sign-off left: hidden folders, and editions that nobody's signature stands for."""
    folder = workspace / FOLDER / str(month)
    if not folder.is_dir():
        return
    for inside in folder.iterdir():
        if inside.name.endswith(".partial") or (inside.name.isdigit() and int(inside.name) not in known):
            shutil.rmtree(inside)


def open_edition(workspace: Path, month: Month, edition: int, manifest_sha256: str) -> Edition:
    """
    The edition, if it is byte for byte what was signed off.

    Errors: SightlineError naming the file that is missing or was changed.
    """
    place = folder_of(workspace, month, edition)
    if not (place / MANIFEST).is_file():
        raise SightlineError(_refused(month, edition, f"'{MANIFEST}' is missing"))
    stamps = tuple((file.name, file.stat().st_size, file.stat().st_ctime_ns) for file in sorted(place.iterdir()))
    return _verified(place, month, edition, manifest_sha256, stamps)


@lru_cache(maxsize=24)
def _verified(place: Path, month: Month, edition: int, manifest_sha256: str, stamps: tuple) -> Edition:
    """Read and checked once for each state of the files (`stamps` tells one from the next)."""
    manifest = (place / MANIFEST).read_bytes()
    if hashlib.sha256(manifest).hexdigest() != manifest_sha256:
        raise SightlineError(_refused(month, edition, f"'{MANIFEST}' was changed"))
    facts = json.loads(manifest)
    files = {}
    for name, digest in facts["files"].items():
        if not (place / name).is_file():
            raise SightlineError(_refused(month, edition, f"'{name}' is missing"))
        content = (place / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise SightlineError(_refused(month, edition, f"'{name}' was changed"))
        files[name] = content.decode("utf-8")
    return Edition(month, edition, facts, files)


def _refused(month: Month, edition: int, why: str) -> str:
    return (
        f"What is kept as published for {month_words(month)}, edition {edition}, is not what was signed off: {why}. "
        f"It is not shown. Put the folder '{FOLDER}/{month}/{edition}' back from a backup."
    )


def _refuse_existing(place: Path, month: Month, edition: int) -> None:
    if place.exists():
        raise SightlineError(
            f"Edition {edition} of {month_words(month)} exists already and is never written over. "
            "Publish a new edition."
        )


def _write(file: Path, text: str) -> str:
    content = text.encode("utf-8")
    with file.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    file.chmod(0o444)
    return hashlib.sha256(content).hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name != "nt":
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


@lru_cache(maxsize=48)
def _figures(text: str) -> tuple[FrozenFigure, ...]:
    return from_csv(text)
