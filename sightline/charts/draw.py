"""
Charts drawn once: a specification becomes SVG or PNG by vl-convert, and is kept under the hash of its content.

Drawing takes some 40 ms and is the same for everyone; a page asks for it by content, so that a second reader, another
process or the next morning finds the file. Nothing is fetched: a specification that names an address is refused.
"""

import json
import os
import tempfile
from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from threading import Lock

import vl_convert

from sightline.charts.drawing import Drawing
from sightline.charts.svg import fit_for_a_page, standing_alone

VEGA_LITE = "6.4"
# Raised when drawings of the same specification come out differently.
EDITION = "1"
IN_MEMORY = 512
ON_DISK = 20_000
PNG_SCALE = 2.0


class Drawer:
    """Draws charts and keeps them, the newest in memory and all of them in a folder (None keeps none on disk)."""

    def __init__(self, folder: Path | None = None):
        self._folder = folder
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._written = 0

    def svg(self, drawing: Drawing) -> str:
        """The chart as an element to stand in a page."""
        return self._kept(drawing, "svg", lambda: _drawn(drawing).encode()).decode()

    def svg_file(self, drawing: Drawing) -> str:
        """The chart as an SVG file of its own."""
        return standing_alone(self.svg(drawing), drawing.width, drawing.height)

    def png(self, drawing: Drawing) -> bytes:
        """The chart as a PNG file, twice as fine as on screen."""
        return self._kept(drawing, "png", lambda: vl_convert.svg_to_png(self.svg_file(drawing), scale=PNG_SCALE))

    def _kept(self, drawing: Drawing, kind: str, make) -> bytes:
        name = f"{key_of(drawing)}.{kind}"
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
        found = self._read(name)
        if found is None:
            found = make()
            self._write(name, found)
        with self._lock:
            self._held[name] = found
            while len(self._held) > IN_MEMORY:
                self._held.popitem(last=False)
        return found

    def _read(self, name: str) -> bytes | None:
        if self._folder is None:
            return None
        try:
            return (self._folder / name[:2] / name).read_bytes()
        except FileNotFoundError:
            return None

    def _write(self, name: str, content: bytes) -> None:
        """Under another name first, so that no reader meets half a file."""
        if self._folder is None:
            return
        file = self._folder / name[:2] / name
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(temporary, file)
        self._written += 1
        if self._written % 500 == 0:
            self._forget_the_oldest()

    def _forget_the_oldest(self) -> None:
        assert self._folder is not None
        files = sorted(self._folder.glob("??/*.???"), key=lambda file: file.stat().st_mtime)
        for file in files[:-ON_DISK]:
            file.unlink(missing_ok=True)


def key_of(drawing: Drawing) -> str:
    """The name of a drawing by its content."""
    said = [EDITION, drawing.width, drawing.height, drawing.about.finding, drawing.about.description, drawing.spec]
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _drawn(drawing: Drawing) -> str:
    raw = vl_convert.vegalite_to_svg(drawing.spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return fit_for_a_page(raw, drawing.about, drawing.width, drawing.height)
