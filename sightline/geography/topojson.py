"""TopoJSON read as GeoJSON features: arcs are shared between neighbours and put together again."""

from typing import Any

from sightline.errors import BadInput


def features_of(topology: dict[str, Any], *, file: str) -> list[dict[str, Any]]:
    """
    The features of a topology's one object, with `properties` and GeoJSON geometries.

    Errors: BadInput for more than one object, or for arcs that are not there.
    """
    objects = topology.get("objects") or {}
    if len(objects) != 1:
        names = ", ".join(f"'{name}'" for name in objects) or "none"
        raise BadInput(f"holds {len(objects)} objects ({names}). Save the one with the areas by itself.", file=file)
    (held,) = objects.values()
    try:
        arcs = _arcs(topology)
        return [
            {"properties": g.get("properties") or {}, "geometry": _geometry(g, arcs)}
            for g in held.get("geometries", [])
        ]
    except (IndexError, KeyError, TypeError, ValueError):
        raise BadInput("is not a whole TopoJSON file: a shape names arcs that are not there.", file=file)


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs in the coordinates of the file; a transform means that each point is told by its step from the last."""
    transform = topology.get("transform")
    if not transform:
        return [[(float(x), float(y)) for x, y, *_ in arc] for arc in topology["arcs"]]
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def _geometry(shape: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> dict[str, Any] | None:
    kind = shape.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        return None if kind is None else {"type": kind, "coordinates": []}
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_ring(ring, arcs) for ring in shape["arcs"]]}
    return {"type": kind, "coordinates": [[_ring(ring, arcs) for ring in polygon] for polygon in shape["arcs"]]}


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """A ring of arcs end to end; a number below nought means the arc backwards."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
