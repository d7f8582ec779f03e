"""A made return put in its folder: whole or not at all, with the list of what it has no place for beside it."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from sightline.errors import BadUsage
from sightline.returns.schema import CIN
from sightline.returns.write.census import write_census
from sightline.returns.write.made import LeftOut, Made
from sightline.returns.write.ssda903 import not_in_xml, write_csvs, write_xml

# Beside the return's own files; no XML and no CSV, so that no reader takes it for one of them.
LEFT_OUT = "left-out.json"


def write_return(made: Made, folder: Path) -> list[Path]:
    """
    Writes a return into a folder of its own below `folder`: `cin-2026` with the census, or `ssda903-2026` with the CSV
    files and `ssda903-2026-xml` with the XML form. What was there of it before is replaced as a whole.

    Errors: BadUsage where the place can't be written.
    """
    name = f"{made.of.name}-{made.year}"
    if made.of is CIN:
        return [_whole(folder / name, made.left_out, lambda at: write_census(made, at / f"{name}.xml"))]
    in_xml = (*made.left_out, *not_in_xml(made))
    return [
        _whole(folder / name, made.left_out, lambda at: write_csvs(made, at)),
        _whole(folder / f"{name}-xml", in_xml, lambda at: write_xml(made, at / f"{name}.xml")),
    ]


def _whole(place: Path, left: tuple[LeftOut, ...], write: Callable[[Path], None]) -> Path:
    """Writes beside the place and renames, so that a folder that is there holds a whole return."""
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial")
    before = place.with_name(f".{place.name}.{os.getpid()}.before")
    try:
        partial.mkdir(parents=True)
        write(partial)
        rows = [{"table": r.table, "record": r.record, "child": r.child, "reason": r.reason} for r in left]
        (partial / LEFT_OUT).write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
        if place.exists():
            os.rename(place, before)
        os.rename(partial, place)
    except OSError as error:
        if before.exists() and not place.exists():
            os.rename(before, place)
        raise BadUsage(f"{place} can't be written ({error.strerror}). Close what is open there, or give another --out.")
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)
    return place


def write_file_whole(file: Path, write: Callable[[Path], None]) -> None:
    """
    Writes one file beside its place and renames, so that a file that is there is a whole one.

    Errors: BadUsage where the place can't be written.
    """
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write(partial)
        os.replace(partial, file)
    except OSError as error:
        raise BadUsage(f"{file} can't be written ({error.strerror}). Close it where it is open, or give another --out.")
    finally:
        partial.unlink(missing_ok=True)
