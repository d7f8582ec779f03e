"""
The made-up county's map: wards in districts, towns and coast, which postcode lies where, and how many children.

The land is nowhere: it lies in the Atlantic. Wards are the cells around seeds that stand close in towns and far apart
between them; all lines are bent by one smooth field, so that neighbours still meet and the coast looks like one.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sightline.dataset.demo.clock import clock
from sightline.dataset.demo.draw import Rng, generator
from sightline.dataset.demo.levels import LOCALITIES
from sightline.dataset.demo.names import area_code, place_names
from sightline.dataset.demo.population import population_table
from sightline.dataset.demo.postcodes import POSTCODES_INSIDE, locality_of

Points = NDArray[np.float64]

GEOGRAPHY = 9  # this subject's generator
WEST, SOUTH = -16.0, 49.6  # where the land's middle lies, in degrees
KM_PER_DEGREE = 111.32
# District, locality, its town's place in kilometres from the middle, the town's wards, and how much need there is.
DISTRICTS = (
    ("Exmere City", 0, (9.0, 1.0), 17, 1.5),
    ("Isk Vale", 0, (2.0, 9.0), 5, 0.9),
    ("Corm Vale", 1, (27.0, 13.0), 6, 0.8),
    ("Otter Coast", 1, (24.0, -7.0), 7, 0.75),
    ("Gorse Moor", 2, (-20.0, 13.0), 5, 1.1),
    ("Kelp Bay", 2, (-9.0, 26.0), 9, 1.35),
    ("Quoin Hills", 3, (-18.0, -15.0), 6, 1.0),
    ("Teasel Down", 3, (8.0, -21.0), 10, 1.2),
)
RURAL_WARDS, TOWN_WIDTH, APART = 56, 2.1, 4.6
REACH = 37.0  # kilometres from the middle to the coast, more or less
# How strongly lines are bent: the first that folds nothing, and at last not at all.
STRENGTHS = (0.045, 0.04, 0.035, 0.03, 0.025, 0.02, 0.01, 0.0)
FINEST = 0.15  # kilometres between the points of a line
OCTAVES = (36.0, 15.0, 7.0, 3.4, 1.7, 0.9)
ATTRIBUTION = "A made-up county: no real place, no real boundary."


@dataclass(frozen=True)
class Ward:
    """One made-up ward: its shape in degrees, its district's place in `DISTRICTS`, and its children and their need."""

    code: str
    name: str
    district: int
    shape: BaseGeometry
    children: float
    need: float


@dataclass(frozen=True)
class WrittenGeography:
    """The files of the map, as a user would have them: boundaries by level, postcodes, children by ward."""

    boundaries: dict[str, Path]
    postcodes: Path
    residents: Path
    attribution: str = ATTRIBUTION


def write_geography(folder: Path, *, seed: int, as_at: date) -> WrittenGeography:
    """
    Writes the made-up county's map: ward.geojson, district.geojson, locality.geojson, postcodes.csv, children.csv.

    The same seed and as-at date always give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wards = made_wards(seed)
    levels = {"ward": _ward_features(wards), **_merged(wards)}
    boundaries = {}
    for level, features in levels.items():
        boundaries[level] = folder / f"{level}.geojson"
        text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
        boundaries[level].write_text(text, "utf-8")
    postcodes, residents = folder / "postcodes.csv", folder / "children.csv"
    postcodes.write_text(_table(("postcode", "ward", "district"), _postcode_rows(wards, seed)), "utf-8")
    residents.write_text(_table(("area", "year", "children"), _resident_rows(wards, as_at)), "utf-8")
    return WrittenGeography(boundaries, postcodes, residents)


def made_wards(seed: int) -> list[Ward]:
    """The county's wards, the same for a seed; together they are the land, and none overlaps another."""
    rng = generator(seed, 0, GEOGRAPHY)
    land = _land(rng)
    seeds, is_town, town = _seeds(rng, land.buffer(-1.5))
    cells = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=land, ordered=True)
    cells = shapely.intersection(np.array(cells.geoms), land)
    bent = _bent(cells, rng)
    centres = np.array([place for _name, _locality, place, _wards, _need in DISTRICTS])
    distance = np.hypot(*(seeds[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    district = np.where(is_town, town, distance.argmin(axis=1))
    children = np.where(is_town, rng.lognormal(0.75, 0.25, len(seeds)), rng.lognormal(-0.1, 0.3, len(seeds)))
    need = np.array([DISTRICTS[d][4] for d in district])
    need = need * np.where(is_town, rng.lognormal(0.2, 0.3, len(seeds)), rng.lognormal(-0.4, 0.35, len(seeds)))
    names = place_names(rng, len(seeds))
    return [
        Ward(f"E97{n + 1:06d}", names[n], int(district[n]), bent[n], float(children[n]), float(need[n]))
        for n in range(len(seeds))
    ]


def _seeds(rng: Rng, inland: BaseGeometry) -> tuple[Points, NDArray[np.bool_], NDArray[np.int64]]:
    """Points around which wards lie; whether each is in a town, and whose."""
    points: list[Points] = []
    towns: list[int] = []
    for number, (_name, _locality, place, wards, _need) in enumerate(DISTRICTS):
        for _ward in range(wards):
            points.append(_kept_apart(rng, points, inland, np.array(place), TOWN_WIDTH * np.sqrt(wards / 6), 0.9))
            towns.append(number)
    for _ward in range(RURAL_WARDS):
        points.append(_kept_apart(rng, points, inland, np.zeros(2), REACH * 0.52, APART))
        towns.append(-1)
    town = np.array(towns)
    return np.array(points), town >= 0, town


def _kept_apart(
    rng: Rng, others: Sequence[Points], inland: BaseGeometry, middle: Points, width: float, apart: float
) -> Points:
    """A point around the middle, the first of 200 that is far enough from all others, else the farthest."""
    tries = middle + rng.normal(0, width, (200, 2))
    tries = tries[shapely.contains_xy(inland, tries)]
    if not others:
        return tries[0]
    nearest = np.hypot(*(tries[:, None, :] - np.array(others)[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    far = np.flatnonzero(nearest >= apart)
    return tries[far[0] if len(far) else nearest.argmax()]


def _land(rng: Rng) -> BaseGeometry:
    """A round island's outline with headlands and bays."""
    turn = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = np.full_like(turn, REACH)
    for wave in range(2, 16):
        radius += REACH * 0.17 / wave**0.85 * rng.normal() * np.cos(wave * turn + rng.uniform(0, 2 * np.pi))
    return shapely.Polygon(np.column_stack([radius * np.cos(turn) * 1.06, radius * np.sin(turn)]))


def _bent(cells: NDArray[np.object_], rng: Rng) -> list[BaseGeometry]:
    """
    The cells in degrees, every line bent by one smooth field.

    The lines are cut into short steps once, for both cells beside them, and a point moves by where it is alone: so
    neighbours still meet in every point.
    """
    lines = shapely.node(shapely.union_all(shapely.set_precision(shapely.boundary(cells), 1e-3)))
    faces = shapely.get_parts(shapely.polygonize(list(shapely.segmentize(shapely.get_parts(lines), FINEST))))
    middles = shapely.point_on_surface(cells)
    straight = [next(face for face in faces if face.contains(middle)) for middle in middles]
    turns = rng.uniform(0, 2 * np.pi, (len(OCTAVES), 3, 4))
    for strength in STRENGTHS:
        bent = shapely.transform(straight, lambda points, s=strength: _moved(points, turns, s))
        if shapely.is_valid(bent).all() and shapely.coverage_is_valid(bent):
            return list(bent)
    raise ValueError("no strength bends the cells without folding them")


def _moved(points: Points, turns: NDArray[np.float64], strength: float) -> Points:
    """Kilometres to degrees, with waves of every length across each other."""
    shift = np.zeros_like(points)
    for length, of_octave in zip(OCTAVES, turns, strict=True):
        for axis in (0, 1):
            for direction, phase in zip(of_octave[axis], of_octave[2], strict=True):
                along = points @ np.array([np.cos(direction), np.sin(direction)])
                shift[:, axis] += strength * length / 2 * np.sin(2 * np.pi / length * along + phase + direction)
    x, y = (points + shift).T / KM_PER_DEGREE
    return np.round(np.column_stack([WEST + x / np.cos(np.radians(SOUTH)), SOUTH + y]), 6)


def _ward_features(wards: list[Ward]) -> list[dict]:
    return [
        {
            "type": "Feature",
            "properties": {
                "code": ward.code,
                "name": ward.name,
                "district": district_code(ward.district),
                "district_name": DISTRICTS[ward.district][0],
            },
            "geometry": shapely.geometry.mapping(ward.shape),
        }
        for ward in wards
    ]


def _merged(wards: list[Ward]) -> dict[str, list[dict]]:
    """Districts and localities: their wards put together."""
    groups: dict[str, list[tuple[str, str, list[Ward]]]] = {
        "district": [
            (district_code(n), facts[0], [w for w in wards if w.district == n]) for n, facts in enumerate(DISTRICTS)
        ],
        "locality": [
            (name, name, [w for w in wards if DISTRICTS[w.district][1] == n]) for n, name in enumerate(LOCALITIES)
        ],
    }
    return {
        level: [
            {
                "type": "Feature",
                "properties": {"code": code, "name": name},
                "geometry": shapely.geometry.mapping(shapely.union_all([w.shape for w in members])),
            }
            for code, name, members in held
        ]
        for level, held in groups.items()
    }


def district_code(number: int) -> str:
    """A nine-character code of a kind that the ONS does not use."""
    return f"E98{number + 1:06d}"


def _postcode_rows(wards: list[Ward], seed: int) -> list[tuple[str, str, str]]:
    """Every postcode inside the county, in one of its locality's wards: the more children in need, the more of them."""
    rng = generator(seed, 0, GEOGRAPHY, 1)
    rows = []
    for locality in range(len(LOCALITIES)):
        held = [postcode for postcode in POSTCODES_INSIDE if locality_of(postcode) == locality]
        mine = [ward for ward in wards if DISTRICTS[ward.district][1] == locality]
        weights = np.array([ward.children * ward.need for ward in mine])
        edges = np.round(np.cumsum(weights) / weights.sum() * len(held)).astype(int)
        owner = np.searchsorted(edges, rng.permutation(len(held)), side="right")
        rows += [(p, mine[o].code, district_code(mine[o].district)) for p, o in zip(held, owner, strict=True)]
    return rows


def _resident_rows(wards: list[Ward], as_at: date) -> list[tuple[str, int, int]]:
    """The county's children of each mid-year, shared out to the wards; the shares add up to the county's number."""
    table = population_table(clock(as_at), area_code(0), 1.0).to_pydict()
    totals: dict[int, int] = {}
    for area, year, sex, age, number in zip(*(table[f"{c}"] for c in _columns(table)), strict=True):
        if area == area_code(0) and sex == "P" and age <= 17:
            totals[year] = totals.get(year, 0) + number
    shares = np.cumsum([ward.children for ward in wards])
    rows = []
    for year, total in sorted(totals.items()):
        edges = np.round(shares / shares[-1] * total).astype(int)
        numbers = np.diff(edges, prepend=0)
        rows += [(ward.code, year, int(number)) for ward, number in zip(wards, numbers, strict=True)]
    return rows


def _columns(table: dict[str, list]) -> list[str]:
    """The stored names of area, year, sex, age and population."""
    wanted = ("area_code", "year", "sex", "age", "population")
    return [next(name for name in table if name.endswith(column)) for column in wanted]


def _table(headings: tuple[str, ...], rows: Sequence[tuple]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()
