"""
What a source is, told from its content and never from its name.

A source given to a load may be a file, a database's address, or a folder: of one source, of several, or of
one folder per authority (each with an `authority.toml` that gives `la_code` and `name`).
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sightline.dataset.database import is_address
from sightline.errors import BadInput, BadUsage
from sightline.settings import Settings
from sightline.sources import annex_a, cin_census, csww, delimited, observations, ssd, ssda903, workbook, xml_files
from sightline.sources.extract import Source

AUTHORITY_FILE = "authority.toml"
# What may lie beside a source without being one.
PASSED_OVER = {
    ".txt",
    ".md",
    ".pdf",
    ".docx",
    ".toml",
    ".json",
    ".png",
    ".jpg",
    ".log",
    ".yaml",
    ".yml",
    ".sql",
    ".zip",
}
NOT_LOADED = {
    "send_annex_a": "a SEND Annex A, which is not loaded yet",
    "providers": "a list of providers, which carries no children",
}


@dataclass
class _Found:
    """The recognised files of one folder, by what they are."""

    tables: list[ssd.TableFile] = field(default_factory=list)
    modules: list[ssda903.TableFile] = field(default_factory=list)
    lists: list[annex_a.ListFile] = field(default_factory=list)
    whole: list[Source] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def sources(self, folder: Path, la_code: str | None) -> list[Source]:
        found = list(self.whole)
        if self.tables:
            found.append(ssd.folder_source(folder.name, self.tables, la_code=la_code, left_out=[]))
        if self.modules:
            found.append(ssda903.folder_source(folder.name, self.modules, la_code=la_code))
        if self.lists:
            found.append(annex_a.folder_source(folder.name, self.lists, la_code=la_code))
        return found


def find_sources(given: str, settings: Settings) -> list[Source]:
    """
    The sources that a path or address stands for.

    Errors: BadUsage where nothing is there; BadInput where what is there is not known, or is broken.
    """
    if is_address(given):
        return [ssd.database_source(given)]
    path = Path(given)
    if not path.exists():
        raise BadUsage(f"There is no file or folder '{given}'. Check the path.")
    if path.is_dir():
        sources, left_out = _folder(path, settings, None)
        if not sources:
            why = f" The first is {left_out[0]}" if left_out else ""
            raise BadInput(f"no file in this folder is a source that can be loaded.{why}", file=str(path))
        sources[0].left_out.extend(left_out)
        return sources
    found_in = _Found()
    _recognise(path, settings, found_in, None)
    if sources := found_in.sources(path.parent if path.suffix else path, None):
        return sources
    raise BadInput(found_in.left_out[0].split(": ", 1)[-1], file=path.name)


def _folder(folder: Path, settings: Settings, la_code: str | None) -> tuple[list[Source], list[str]]:
    """The sources in a folder and below it, and what lay beside them."""
    la_code = _authority(folder) or la_code
    found = _Found()
    below: list[Source] = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")) or entry.name == AUTHORITY_FILE:
            continue
        if entry.is_dir():
            sources, left_out = _folder(entry, settings, la_code)
            below += sources
            found.left_out += left_out
        elif entry.suffix.casefold() not in PASSED_OVER:
            _recognise(entry, settings, found, la_code)
    return found.sources(folder, la_code) + below, found.left_out


def _authority(folder: Path) -> str | None:
    file = folder / AUTHORITY_FILE
    if not file.exists():
        return None
    try:
        return str(tomllib.loads(file.read_text("utf-8"))["la_code"]).zfill(3)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise BadInput(f'no la_code can be read from it ({error}). Write la_code = "123".', file=str(file))


def _recognise(path: Path, settings: Settings, found: _Found, la_code: str | None) -> None:
    """Adds the file to what it is part of."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise BadInput("the file is empty. Export it again.", file=path.name)
    reader: Callable[[Path, Settings, _Found, str | None], None] = _delimited
    if path.suffix.casefold() == ".parquet" or head.startswith(b"PAR1"):
        reader = _parquet
    elif workbook.is_workbook(head):
        reader = _workbook
    elif xml_files.is_xml(head):
        reader = _xml
    reader(path, settings, found, la_code)


def _parquet(path: Path, settings: Settings, found: _Found, la_code: str | None) -> None:
    table = ssd.recognise(path)
    if table is None:
        found.left_out.append(f"{path.name}: its columns are of no table that is known.")
    else:
        found.tables.append(ssd.TableFile(path, table))


def _workbook(path: Path, settings: Settings, found: _Found, la_code: str | None) -> None:
    kind = annex_a.recognise_workbook(path, settings)
    if kind == "annex_a":
        found.whole.append(annex_a.workbook_source(path, la_code=la_code))
    else:
        why = NOT_LOADED.get(kind or "", "no sheet has the headings of an Annex A list")
        found.left_out.append(f"{path.name}: {why}.")


def _xml(path: Path, settings: Settings, found: _Found, la_code: str | None) -> None:
    kind = xml_files.kind_of(path)
    if kind == "cin_census":
        found.whole.append(cin_census.source(path, la_code=la_code))
    elif kind == "s903":
        found.whole.append(ssda903.xml_source(path, la_code=la_code))
    else:
        found.whole.append(csww.source(path, la_code=la_code))


def _delimited(path: Path, settings: Settings, found: _Found, la_code: str | None) -> None:
    headings = delimited.read_headings(path)
    if table := ssd.table_for(path.stem, headings):
        found.tables.append(ssd.TableFile(path, table))
    elif module := ssda903.module_for(headings, path.name, settings):
        found.modules.append(ssda903.TableFile(path, module))
    elif number := annex_a.list_in_file(path, settings):
        found.lists.append(annex_a.ListFile(path, number))
    elif observations.recognise(headings):
        found.whole.append(observations.source(path, la_code=la_code))
    elif ssd.stored_name(path.stem) in ssd.IGNORED:
        found.left_out.append(f"{path.name}: a helper table of the SSD's scripts.")
    else:
        shown = ", ".join(h for h in headings[:6] if h)[:120] or "nothing"
        found.left_out.append(f"{path.name}: its headings ({shown}) are of no list, return or table that is known.")
