"""
The areas that a workspace knows: boundaries in longitude and latitude, simplified for drawing.

    workspace/boundaries/<level>.geojson     one feature an area, with `code`, `name` and `district`
    workspace/boundaries/manifest.json       of each level: source, SHA-256, attribution, as of, what was mended;
                                             and of the two lookups (`sightline.geography.lookups`)
"""

import json
import os
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from sightline.errors import BadInput, BadUsage, did_you_mean

FOLDER = "boundaries"
MANIFEST = "manifest.json"
# From the finest to the coarsest; a locality is one of the organisation's own, drawn.
LEVELS = {"ward": "wards", "district": "districts", "locality": "localities"}


@dataclass(frozen=True)
class Area:
    """One area: its code, its name, the code of the district it lies in (where known) and its shape."""

    code: str
    name: str
    geometry: BaseGeometry = field(compare=False)
    district: str | None = None


@dataclass(frozen=True)
class LevelSource:
    """Where a level's boundaries come from. `sha256` is that of the file that was imported; `mended` says what was."""

    level: str
    source: str
    sha256: str
    imported_at: str
    areas: int
    attribution: str = ""
    as_of: str = ""
    mended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Areas:
    """The areas of one level, in the order of their names, and where they come from."""

    source: LevelSource
    areas: tuple[Area, ...]

    @property
    def level(self) -> str:
        return self.source.level

    def by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}


def checked_level(level: str) -> str:
    """Errors: BadUsage for a level that is none."""
    if level not in LEVELS:
        raise BadUsage(f"There is no level '{level}'.{did_you_mean(level, LEVELS)} Use one of: {', '.join(LEVELS)}.")
    return level


def sources_of(workspace: Path) -> dict[str, LevelSource]:
    """The levels that the workspace has boundaries of, the finest first."""
    try:
        held = {s["level"]: LevelSource(**{**s, "mended": tuple(s["mended"])}) for s in manifest(workspace)["levels"]}
    except (KeyError, TypeError):
        raise _damaged(workspace / FOLDER / MANIFEST)
    return {level: held[level] for level in LEVELS if level in held}


def manifest(workspace: Path) -> dict[str, Any]:
    """What the folder's manifest says: `levels`, and `lookups` by name. Empty where nothing was imported."""
    file = workspace / FOLDER / MANIFEST
    if not file.exists():
        return {"levels": [], "lookups": {}}
    try:
        held = json.loads(file.read_text("utf-8"))
        return {"levels": list(held["levels"]), "lookups": dict(held["lookups"])}
    except (ValueError, KeyError, TypeError):
        raise _damaged(file)


def write_manifest(workspace: Path, held: dict[str, Any]) -> None:
    write_whole(workspace / FOLDER / MANIFEST, json.dumps(held, indent=1, ensure_ascii=False))


def _damaged(file: Path) -> BadInput:
    return BadInput("is damaged. Delete it and import again with 'sightline areas import'.", file=str(file))


def open_areas(workspace: Path, level: str) -> Areas | None:
    """The areas of a level, or None where none were imported. Errors: BadInput for a damaged file."""
    source = sources_of(workspace).get(checked_level(level))
    if source is None:
        return None
    file = workspace / FOLDER / f"{level}.geojson"
    try:
        features = json.loads(file.read_text("utf-8"))["features"]
        found = tuple(
            Area(
                f["properties"]["code"],
                f["properties"]["name"],
                shapely.geometry.shape(f["geometry"]),
                f["properties"].get("district"),
            )
            for f in features
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError):
        raise _damaged(file)
    return Areas(source, found)


def keep(workspace: Path, areas: Areas) -> None:
    """Writes a level's areas in place of those that were there, and says so in the manifest."""
    others = {level: s for level, s in sources_of(workspace).items() if level != areas.level}
    features = [
        {
            "type": "Feature",
            "properties": {"code": a.code, "name": a.name, "district": a.district},
            "geometry": shapely.geometry.mapping(a.geometry),
        }
        for a in areas.areas
    ]
    folder = workspace / FOLDER
    write_whole(folder / f"{areas.level}.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    kept = {**others, areas.level: areas.source}
    levels = [asdict(kept[level]) for level in LEVELS if level in kept]
    write_manifest(workspace, {**manifest(workspace), "levels": levels})


def write_whole(file: Path, content: str | bytes) -> None:
    """Writes a file so that a reader finds the old one or the whole new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{uuid.uuid4().hex[:6]}.partial")
    try:
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)
