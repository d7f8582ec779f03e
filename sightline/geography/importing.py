"""
Boundaries as they are published (GeoJSON or TopoJSON, gzipped or not), checked, mended, simplified and kept.

Neighbours keep their common line when they are simplified, so that a map shows no gaps between them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sightline.errors import BadInput, BadUsage, did_you_mean
from sightline.geography import national_grid
from sightline.geography.areas import LEVELS, Area, Areas, LevelSource, checked_level, keep, open_areas
from sightline.geography.reading import BoundaryFile, read_file

# A county has a few hundred wards, England some seven thousand.
MOST_AREAS = 10_000
# The longer side of the whole is this many steps of the simplification: finer than a screen shows.
STEPS_ACROSS = 2_000
# The ONS's own column names end in CD and NM: WD24CD, LAD13NM.
_CODES = {"ward": r"WD\d\dCD", "district": r"(LAD|LTLA|UTLA)\d\dCD", "locality": r"(?!)"}
_PLAIN_CODES, _PLAIN_NAMES = ("code", "id"), ("name", "label")
# Of a degree: ten centimetres.
DECIMALS = 6


@dataclass(frozen=True)
class Imported:
    """What an import kept: the level's areas, and in words what was mended or left out on the way."""

    areas: Areas
    said: tuple[str, ...]
    districts_made: int = 0


def import_boundaries(
    workspace: Path,
    files: Path | Sequence[Path],
    *,
    level: str | None = None,
    code: str | None = None,
    name: str | None = None,
    only: Mapping[str, Sequence[str]] | None = None,
    attribution: str = "",
    as_of: str = "",
    now: datetime | None = None,
) -> Imported:
    """
    Checks the file or files of one level and keeps their areas in the workspace, in place of the level's earlier ones.

    `code` and `name`: the properties that hold them, by default the ONS's (WD24CD, WD24NM); `only`: keep the areas
    whose property has one of these values, such as {"LAD24CD": ["E07000041"]}. Where wards say which district they are
    in and the workspace has no districts, districts are put together from them.
    Errors: BadInput naming file, feature and property; BadUsage for a level or property that is not there.
    """
    paths = [files] if isinstance(files, Path) else list(files)
    read = [read_file(path) for path in paths]
    columns = _columns(read, level, code, name, only or ())
    said: list[str] = []
    found = [area for file in read for area in _areas_of(file, columns, only or {}, said)]
    _refuse_nothing_or_too_much(found, paths, only)
    _refuse_doubles(found, paths)
    found.sort(key=lambda area: (area.name.casefold(), area.code))
    drawn = _simplified(found)
    source = LevelSource(
        level=columns.level,
        source=", ".join(path.name for path in paths),
        sha256=" ".join(file.sha256 for file in read),
        imported_at=(now or datetime.now()).isoformat(timespec="seconds"),
        areas=len(drawn),
        attribution=attribution,
        as_of=as_of,
        mended=tuple(said),
    )
    areas = Areas(source, tuple(drawn))
    keep(workspace, areas)
    made = _keep_districts_of(workspace, areas, columns.district_name)
    return Imported(areas, tuple(said), made)


@dataclass(frozen=True)
class _Columns:
    level: str
    code: str
    name: str
    district: str | None
    district_name: dict[str, str]


def _columns(
    read: list[BoundaryFile], level: str | None, code: str | None, name: str | None, only: Iterable[str]
) -> _Columns:
    """Which property is what, from the names that the ONS gives them where nobody says."""
    first = read[0]
    known = list(dict.fromkeys(key for feature in first.features for key in feature["properties"]))
    for asked in (code, name, *only):
        if asked is not None and asked not in known:
            raise BadUsage(
                f"{first.name}: no feature has the property '{asked}'.{did_you_mean(asked, known)} The properties "
                f"are: {', '.join(known) or 'none'}."
            )
    level = checked_level(level) if level else _level_of(known, code, first.name)
    code = code or _first_like(known, _CODES[level]) or next((k for k in _PLAIN_CODES if k in known), None)
    if code is None:
        raise BadUsage(
            f"{first.name}: which property holds the {level}'s code? The properties are: {', '.join(known) or 'none'}. "
            "Name it with --code."
        )
    usual = re.sub("CD$", "NM", code)
    name = name or (usual if usual != code and usual in known else next((k for k in _PLAIN_NAMES if k in known), code))
    district = _first_like(known, _CODES["district"]) if level == "ward" else None
    if level == "ward" and district is None and "district" in known:
        district = "district"
    titles: dict[str, str] = {}
    if district:
        named = re.sub("CD$", "NM", district) if district.endswith("CD") else "district_name"
        for file in read:
            for feature in file.features:
                held = feature["properties"]
                titles[str(held.get(district))] = str(held.get(named) or held.get(district))
    return _Columns(level, code, name, district, titles)


def _level_of(known: list[str], code: str | None, file: str) -> str:
    for level, pattern in _CODES.items():
        if _first_like([code] if code else known, pattern):
            return level
    raise BadUsage(f"{file}: are these wards or districts? Say it with --level {' or --level '.join(LEVELS)}.")


def _first_like(known: Sequence[str], pattern: str) -> str | None:
    return next((key for key in known if re.fullmatch(pattern, key, re.IGNORECASE)), None)


def _areas_of(file: BoundaryFile, columns: _Columns, only: Mapping[str, Sequence[str]], said: list[str]) -> list[Area]:
    found = []
    for number, feature in enumerate(file.features, 1):
        properties = feature["properties"]
        if any(str(properties.get(key)) not in values for key, values in only.items()):
            continue
        code = _text(properties.get(columns.code))
        if not code:
            raise BadInput(f"feature {number} has no '{columns.code}'. Each area needs its own.", file=file.name)
        where = f"feature {number} ({code})"
        district = _text(properties.get(columns.district)) if columns.district else None
        shape = _shape(file, feature.get("geometry"), where, said)
        found.append(Area(code, _text(properties.get(columns.name)) or code, shape, district))
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _shape(file: BoundaryFile, geometry: dict[str, Any] | None, where: str, said: list[str]) -> BaseGeometry:
    """The feature's polygons in degrees, valid. Errors: BadInput for anything that is no area on the earth."""
    kind = (geometry or {}).get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BadInput(f"{where} is not an area: its geometry is {kind or 'missing'}.", file=file.name)
    try:
        shape = shapely.force_2d(shapely.geometry.shape(geometry))
    except (ValueError, TypeError, IndexError, AttributeError, shapely.errors.ShapelyError):
        raise BadInput(f"{where} has coordinates that can't be read.", file=file.name)
    points = shapely.get_coordinates(shape)
    if not len(points) or not np.isfinite(points).all():
        raise BadInput(f"{where} has coordinates that can't be read.", file=file.name)
    if file.is_on_the_grid or national_grid.is_on_the_grid(points):
        note = f"{file.name}: British National Grid was turned into longitude and latitude."
        if note not in said:
            said.append(note)
        shape = shapely.transform(shape, national_grid.to_longitude_latitude)
        points = shapely.get_coordinates(shape)
    if (np.abs(points[:, 0]) > 180).any() or (np.abs(points[:, 1]) > 90).any():
        raise BadInput(
            f"{where} does not lie on the earth: its coordinates are not longitude and latitude. Save the file as "
            "GeoJSON in WGS84.",
            file=file.name,
        )
    if shape.is_valid:
        return shape
    why = shapely.is_valid_reason(shape).split("[")[0].lower()
    mended = _polygons_of(shapely.make_valid(shape))
    if mended.is_empty:
        raise BadInput(f"{where} encloses nothing ({why}).", file=file.name)
    said.append(f"{file.name}, {where}: its line was mended ({why}).")
    return mended


def _polygons_of(shape: BaseGeometry) -> BaseGeometry:
    parts = [p for p in shapely.get_parts(shapely.get_parts(shape)) if p.geom_type == "Polygon"]
    return shapely.union_all(parts)


def _refuse_nothing_or_too_much(found: list[Area], paths: list[Path], only: Mapping[str, Sequence[str]] | None) -> None:
    names = ", ".join(path.name for path in paths)
    if not found:
        kept = " and ".join(f"{key} = {', '.join(values)}" for key, values in (only or {}).items())
        raise BadInput(f"holds no area{' with ' + kept if kept else ''}.", file=names)
    if len(found) > MOST_AREAS:
        raise BadInput(
            f"holds {len(found):,} areas; a map has {MOST_AREAS:,} at most. Keep your own with --only PROPERTY=VALUE.",
            file=names,
        )


def _refuse_doubles(found: list[Area], paths: list[Path]) -> None:
    doubled = [code for code, times in Counter(area.code for area in found).items() if times > 1]
    if doubled:
        shown = ", ".join(doubled[:5]) + (f" and {len(doubled) - 5} more" if len(doubled) > 5 else "")
        raise BadInput(
            f"has {len(doubled)} code{'s' if len(doubled) > 1 else ''} more than once: {shown}. Each area needs a code "
            "of its own; name the right property with --code.",
            file=", ".join(path.name for path in paths),
        )


def _simplified(areas: list[Area]) -> list[Area]:
    """The areas with as many points as a drawing needs; lines between neighbours stay common to both."""
    shapes = np.array([area.geometry for area in areas])
    west, south, east, north = shapely.total_bounds(shapes)
    shrink = float(np.cos(np.radians((south + north) / 2)))
    flat = shapely.transform(shapes, lambda points: points * (shrink, 1.0))
    step = max((east - west) * shrink, north - south) / STEPS_ACROSS
    simple = shapely.coverage_simplify(flat, step)
    # A shape may vanish in a drawing; it must not vanish from the list.
    simple = np.where(shapely.is_empty(simple), flat, simple)
    back = shapely.transform(simple, lambda points: np.round(points / (shrink, 1.0), DECIMALS))
    # Areas that overlapped as they came may cross themselves once they are simplified.
    whole = [shape if shape.is_valid else _polygons_of(shapely.make_valid(shape)) for shape in back]
    return [Area(area.code, area.name, shape, area.district) for area, shape in zip(areas, whole, strict=True)]


def _keep_districts_of(workspace: Path, wards: Areas, names: dict[str, str]) -> int:
    """Districts put together from wards that name them, unless the workspace has districts of their own."""
    codes = sorted({ward.district for ward in wards.areas if ward.district})
    held = open_areas(workspace, "district") if codes else None
    if not codes or (held is not None and held.source.source != _made_of(wards)):
        return 0
    made = [
        Area(code, names.get(code, code), shapely.union_all([w.geometry for w in wards.areas if w.district == code]))
        for code in codes
    ]
    source = LevelSource(
        "district", _made_of(wards), wards.source.sha256, wards.source.imported_at, len(made),
        wards.source.attribution, wards.source.as_of,
    )  # fmt: skip
    keep(workspace, Areas(source, tuple(sorted(made, key=lambda area: (area.name.casefold(), area.code)))))
    return len(made)


def _made_of(wards: Areas) -> str:
    return f"put together from the wards of {wards.source.source}"
