"""
A map shaded by figures: five classes of one colour from light to dark, hatched where a figure is not drawn.

Plain SVG: a map is some hundred outlines, and nothing of it needs a grammar of charts. Colours stand as attributes, so
that the same drawing serves the page, a file of its own and the PNG made of it; the classes are the stylesheet's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sightline.charts import theme
from sightline.charts.drawing import About

# The sequence of docs/design.md; the lightest and the hatch are always outlined.
CLASSES = ("#eaf2f9", "#bcd9f2", "#6bace6", "#2073bc", "#12436d")
OUTLINES = ("#b9c6d2", "#ffffff", "#ffffff", "#ffffff", "#ffffff")
HATCH, HATCH_OUTLINE, EMPTY = "#8a949e", "#7d8891", "#ffffff"
WIDTH, TALLEST, MARGIN = 760, 760, 12
# Pixels: corners that move a line by less are left out.
DETAIL = 0.7
NUMBER_RADIUS, LABEL_HEIGHT, LETTER = 9, 17, 7.4
# How far outside a small area its name is written, tried in this order.
_ASIDE = ((62, 62), (-62, 62), (62, -62), (-62, -62), (95, 20), (-95, 20), (0, 80), (0, -80))


@dataclass(frozen=True)
class Place:
    """One area to be drawn: its code and its shape in degrees of longitude and latitude."""

    code: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Legend:
    """One line of the legend: a class of `CLASSES` or None for the hatch, its words, and how many areas are in it."""

    class_number: int | None
    words: str
    count: str
    is_empty: bool = False


@dataclass(frozen=True)
class Choropleth:
    """
    What a map shows. `classes`: by code, 0 to 4, or None where the figure is not drawn (hatched); an area that is not
    in it is left white. `numbered`: the codes that carry 1, 2, ... ; `outlines`: named areas drawn round the others.
    """

    places: tuple[Place, ...]
    classes: Mapping[str, int | None]
    numbered: tuple[str, ...]
    outlines: tuple[tuple[str, BaseGeometry], ...]
    about: About


@dataclass(frozen=True)
class DrawnMap:
    """The map as an element to stand in a page, and its size."""

    svg: str
    width: int
    height: int


def class_breaks(values: Sequence[float], *, decimals: int = 0) -> list[float]:
    """
    Where one class ends and the next begins: at most four readable numbers that part the values about evenly.

    Values below the first are class 0. Fewer breaks where the values don't differ enough; none for one value.
    """
    found = np.asarray(values, float)
    if len(found) < 2 or found.min() == found.max():
        return []
    parts = np.quantile(found, [0.2, 0.4, 0.6, 0.8])
    step = _readable((parts[3] - parts[0]) / 8 or (found.max() - found.min()) / 8)
    step = max(step, 10.0**-decimals)
    breaks: list[float] = []
    for rounded in sorted({round(float(np.floor(part / step + 0.5)) * step, 6) for part in parts}):
        # Rounding may leave a class without a value; it goes into the next.
        low = breaks[-1] if breaks else -np.inf
        if ((found >= low) & (found < rounded)).any() and (found >= rounded).any():
            breaks.append(rounded)
    return breaks


def _readable(rough: float) -> float:
    """1, 2 or 5 times a power of ten (or 25, 250 ...), the largest that is no larger than the rough step."""
    size = 10.0 ** np.floor(np.log10(rough))
    times = (1, 2, 2.5, 5) if size >= 10 else (1, 2, 5)
    return float(max(m for m in times if m <= max(1.0, rough / size)) * size)


def class_of(value: float, breaks: Sequence[float]) -> int:
    """
    The class of a value: 0 below the first break, one more at each. Classes are spread so that few breaks still reach
    from light to dark.
    """
    place = sum(value >= edge for edge in breaks)
    return spread(place, len(breaks) + 1)


def spread(place: int, count: int) -> int:
    """Which of the five colours the class number `place` of `count` has."""
    if count == 1:
        return 2
    return round(place * (len(CLASSES) - 1) / (count - 1))


def draw(asked: Choropleth) -> DrawnMap:
    """The map as SVG: no style, no script, ids of its own, one decimal."""
    flat, height = _projected([*[p.shape for p in asked.places], *[shape for _name, shape in asked.outlines]])
    shapes, outlines = flat[: len(asked.places)], flat[len(asked.places) :]
    shapes = shapely.coverage_simplify(shapes, DETAIL) if len(shapes) else shapes
    body = [_area(place.code, shape, asked.classes) for place, shape in zip(asked.places, shapes, strict=True)]
    paths = "".join(body)
    for shape in outlines:
        path = _path(shapely.simplify(shape, DETAIL / 2))
        paths += (
            f'<path class="ml" d="{path}" fill="none" stroke="{theme.INK}" stroke-width="1.4" stroke-linejoin="round"/>'
        )
    names = [name for name, _shape in asked.outlines]
    paths += _labels(names, outlines, height) + _numbers(
        asked, dict(zip([p.code for p in asked.places], shapes, strict=True))
    )
    mark = f"m{sha256((paths + asked.about.finding + asked.about.description).encode()).hexdigest()[:8]}"
    return DrawnMap(_whole(paths.replace("url(#hatch)", f"url(#{mark}-h)"), asked.about, mark, height), WIDTH, height)


def as_file(drawn: DrawnMap, *, title: str, note: str, legend: Sequence[Legend], captions: Sequence[str]) -> str:
    """The map as a file of its own, with its title, legend and attribution, since a picture travels alone."""
    top, line = 70, 24
    lines = [*_wrapped(captions)]
    height = top + drawn.height + 20 + line * ((len(legend) + 1) // 2) + 20 * len(lines) + 14
    entries = [_legend_entry(entry, n, top + drawn.height + 20) for n, entry in enumerate(legend)]
    below = top + drawn.height + 20 + line * ((len(legend) + 1) // 2) + 14
    written = [_text(MARGIN, below + 20 * n, text, 13, theme.INK_2) for n, text in enumerate(lines)]
    inner = drawn.svg.replace("<svg ", f'<svg x="0" y="{top}" width="{drawn.width}" height="{drawn.height}" ', 1)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {height}" width="{drawn.width}" '
        f'height="{height}" font-family="{escape(theme.FONT)}"><title>{escape(title)}</title>'
        f'<rect width="{drawn.width}" height="{height}" fill="{theme.WHITE}"/>{_hatch("legend-hatch")}'
        + _text(MARGIN, 30, title, 20, theme.INK, bold=True)
        + _text(MARGIN, 54, note, 13, theme.INK_2)
        + inner
        + "".join(entries + written)
        + "</svg>\n"
    )


def _projected(shapes: Sequence[BaseGeometry]) -> tuple[NDArray[np.object_], int]:
    """The shapes in pixels, north up, as wide as the picture or as tall as it may be; and the picture's height."""
    held = np.array(shapes, dtype=object)
    west, south, east, north = shapely.total_bounds(held)
    shrink = float(np.cos(np.radians((south + north) / 2)))
    across, up = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / up)
    left = (WIDTH - across * scale) / 2

    def pixels(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x = left + (points[:, 0] - west) * shrink * scale
        return np.column_stack([x, MARGIN + (north - points[:, 1]) * scale])

    return shapely.transform(held, pixels), int(np.ceil(up * scale)) + 2 * MARGIN


def _area(code: str, shape: BaseGeometry, classes: Mapping[str, int | None]) -> str:
    if code not in classes:
        kind, fill, outline = "mh", EMPTY, HATCH_OUTLINE
    elif (number := classes[code]) is None:
        kind, fill, outline = "mh", "url(#hatch)", HATCH_OUTLINE
    else:
        kind, fill, outline = f"m{number}", CLASSES[number], OUTLINES[number]
    path = _path(shape)
    line = f'stroke="{outline}" stroke-width=".7" stroke-linejoin="round"'
    return f'<path class="{kind}" d="{path}" fill="{fill}" {line}/>' if path else ""


def _path(shape: BaseGeometry) -> str:
    """The outlines as path data: tenths of a pixel, each point told from the last."""
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            tenths = np.round(np.asarray(ring.coords)[:-1] * 10).astype(int)
            steps = np.diff(tenths, axis=0)
            steps = steps[np.any(steps != 0, axis=1)]
            if len(steps) < 2:
                continue
            parts.append(f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l{' '.join(_pair(step) for step in steps)}z")
    return "".join(parts)


def _tenth(number: int) -> str:
    whole, rest = divmod(abs(int(number)), 10)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole or ('' if rest else 0)}{f'.{rest}' if rest else ''}"


def _pair(step: NDArray[np.int64]) -> str:
    x, y = _tenth(step[0]), _tenth(step[1])
    return f"{x}{y}" if y.startswith("-") else f"{x} {y}"


def _labels(names: Sequence[str], shapes: NDArray[np.object_], height: int) -> str:
    """Each outline's name in its middle; where it is too small, beside it with a line that leads there."""
    taken: list[BaseGeometry] = []
    written = []
    middles = [shapely.maximum_inscribed_circle(shape, tolerance=2) for shape in shapes]
    order = sorted(range(len(names)), key=lambda n: -middles[n].length)
    for n in order:
        (x, y), room = middles[n].coords[0], middles[n].length
        width = len(names[n]) * LETTER + 6
        box = _box(x, y, width)
        if room < width * 0.36 or any(box.intersects(other) for other in taken):
            spots = [(x + dx, y + dy) for dx, dy in _ASIDE]
            inside = [s for s in spots if width / 2 < s[0] < WIDTH - width / 2 and LABEL_HEIGHT < s[1] < height]
            free = [s for s in inside if not any(_box(*s, width).intersects(other) for other in taken)]
            if free:
                lx, ly = free[0]
                written.append(
                    f'<path class="axis" d="M{x:.1f} {y:.1f}L{lx:.1f} {ly:.1f}" stroke="{theme.INK}" fill="none"/>'
                )
                x, y = lx, ly
                box = _box(x, y, width)
        taken.append(box)
        written.append(_halo(x, y + 4, names[n]))
    return "".join(written)


def _box(x: float, y: float, width: float) -> BaseGeometry:
    return shapely.box(x - width / 2, y - LABEL_HEIGHT / 2, x + width / 2, y + LABEL_HEIGHT / 2)


def _halo(x: float, y: float, words: str) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="13" font-weight="700"'
    return (
        f'<text class="sl-map__halo" {at} fill="none" stroke="#fff" stroke-width="3.5" stroke-linejoin="round" '
        f'aria-hidden="true">{escape(words)}</text>'
        f'<text class="sl-map__name" {at} fill="{theme.INK}">{escape(words)}</text>'
    )


def _numbers(asked: Choropleth, shapes: Mapping[str, BaseGeometry]) -> str:
    """The numbered areas' marks, moved apart where they would cover one another."""
    marks: list[tuple[float, float]] = []
    for code in asked.numbered:
        point = shapely.point_on_surface(shapes[code])
        x, y = point.x, point.y
        while near := [m for m in marks if np.hypot(m[0] - x, m[1] - y) < 2 * NUMBER_RADIUS]:
            away = np.hypot(x - near[0][0], y - near[0][1]) or 1.0
            x += (x - near[0][0]) / away * 4 or 4.0
            y += (y - near[0][1]) / away * 4
        marks.append((x, y))
    style = 'class="t-mid t-white sl-map__number" text-anchor="middle" font-size="12" font-weight="700" fill="#fff"'
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{NUMBER_RADIUS}" class="mn" fill="{theme.PINK}" stroke="#fff"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" {style}>{n}</text>'
        for n, (x, y) in enumerate(marks, 1)
    )


def _whole(paths: str, about: About, mark: str, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="sl-svg sl-map" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{mark}-t" aria-describedby="{mark}-d" font-family="{escape(theme.FONT)}">'
        f'<title id="{mark}-t">{escape(about.finding)}</title><desc id="{mark}-d">{escape(about.description)}</desc>'
        f"{_hatch(f'{mark}-h')}{paths}</svg>"
    )


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="5" height="5" fill="#fff"/><rect width="1.7" height="5" fill="{HATCH}"/></pattern></defs>'
    )


def _legend_entry(entry: Legend, number: int, top: int) -> str:
    x, y = MARGIN + (number % 2) * (WIDTH // 2), top + 24 * (number // 2)
    fill, outline = swatch(entry)
    fill = "url(#legend-hatch)" if fill == "hatch" else fill
    return f'<rect x="{x}" y="{y}" width="26" height="15" fill="{fill}" stroke="{outline}"/>' + _text(
        x + 34, y + 13, f"{entry.words} ({entry.count})", 13, theme.INK
    )


def swatch(entry: Legend) -> tuple[str, str]:
    """Fill and outline of a legend's square; the fill of what is not drawn is `hatch`."""
    if entry.is_empty:
        return EMPTY, HATCH_OUTLINE
    if entry.class_number is None:
        return "hatch", HATCH_OUTLINE
    return CLASSES[entry.class_number], OUTLINES[0] if entry.class_number == 0 else CLASSES[entry.class_number]


def _text(x: float, y: float, words: str, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{colour}">{escape(words)}</text>'


def _wrapped(sentences: Sequence[str], most: int = 108) -> list[str]:
    """Sentences on lines that fit the picture."""
    lines: list[str] = []
    for sentence in sentences:
        line = ""
        for word in sentence.split():
            if len(line) + len(word) >= most:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line] if line else []
    return lines
