"""A boundary file opened safely: its size, its form and its system of coordinates are checked before its shapes."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.errors import BadInput
from sightline.geography import topojson

# The wards of England at full detail are some 600 MB; generalised ones, which are what a map needs, 40 MB.
MOST_BYTES = 200 * 1024 * 1024
_WGS84 = ("CRS84", "4326", "WGS84", "WGS 84")
_GRID = ("27700", "OSGB")


@dataclass(frozen=True)
class BoundaryFile:
    """A file's features, each with `properties` (a dict) and `geometry`, and what is known of the file."""

    name: str
    sha256: str
    features: list[dict[str, Any]]
    is_on_the_grid: bool


def read_file(path: Path) -> BoundaryFile:
    """Errors: BadInput for a file that is too large, not GeoJSON or TopoJSON, or in coordinates we can't turn."""
    content = _content(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        held = json.loads(content)
    except (ValueError, RecursionError):
        raise BadInput("is not GeoJSON or TopoJSON: it can't be read as JSON.", file=path.name)
    kind = held.get("type") if isinstance(held, dict) else None
    if kind == "Topology":
        return BoundaryFile(path.name, digest, topojson.features_of(held, file=path.name), is_on_the_grid=False)
    if kind != "FeatureCollection" or not isinstance(held.get("features"), list):
        raise BadInput(
            f"is not a collection of areas: its type is {kind!r}, not 'FeatureCollection' or 'Topology'.",
            file=path.name,
        )
    features = []
    for number, feature in enumerate(held["features"], 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise BadInput(f"feature {number} is not a GeoJSON feature.", file=path.name)
        features.append({"properties": feature.get("properties") or {}, "geometry": feature.get("geometry")})
    return BoundaryFile(path.name, digest, features, _is_on_the_grid(held.get("crs"), path.name))


def _content(path: Path) -> bytes:
    try:
        if path.name.endswith(".gz"):
            with gzip.open(path) as opened:
                content = opened.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput("there is no such file.", file=str(path))
    except (OSError, EOFError):
        raise BadInput("can't be opened, or is a damaged .gz file.", file=path.name)
    if len(content) > MOST_BYTES:
        raise BadInput(
            f"is larger than {MOST_BYTES // 1024**2} MB. Take generalised boundaries (BGC or BUC), or those of your "
            "own area.",
            file=path.name,
        )
    return content


def _is_on_the_grid(crs: Any, file: str) -> bool:
    """Whether the file says it is in British National Grid; without a word, GeoJSON is in WGS84."""
    if crs is None:
        return False
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str((properties or {}).get("name") or (properties or {}).get("code") or crs)
    if any(word in name.upper() for word in _GRID):
        return True
    if any(word in name.upper() for word in _WGS84):
        return False
    raise BadInput(
        f"is in the coordinates '{name[:60]}'. Save it in WGS84 (EPSG:4326), as GeoJSON is meant to be, or in British "
        "National Grid (EPSG:27700).",
        file=file,
    )
