"""Files and folders as submissions: what each is, told from its content."""

from collections.abc import Sequence
from pathlib import Path

from sightline.errors import BadInput, BadUsage
from sightline.returns.read_census import read_census
from sightline.returns.read_ssda903 import CsvFile, read_csv, read_csv_set, read_xml
from sightline.returns.schema import CIN, Return
from sightline.returns.submission import Submission
from sightline.sources.ssda903 import year_in_name
from sightline.sources.xml_files import kind_of

XML, CSV = ".xml", ".csv"


def read_submissions(paths: Sequence[Path], of: Return | None = None, year: int | None = None) -> list[Submission]:
    """
    The returns that files and folders hold.

    Each XML file is a return. CSV files make one return together; those of a folder are parted by the years in their
    names, and a set is given the set of the year before it as last year's. Files of a folder that are no return (a
    workbook, a note) are left alone.

    Errors: BadInput for what is missing or can't be read as a return; BadUsage where it is not the return asked for.
    """
    found: list[Submission] = []
    loose: list[CsvFile] = []
    for path in paths:
        if path.is_dir():
            found += _of_folder(path, of, year)
        elif not path.is_file():
            raise BadInput("there is no such file or folder.", file=str(path))
        elif path.suffix.casefold() == XML:
            found.append(_of_xml(path, year))
        else:
            loose.append(read_csv(path))
    found += _sets(loose, year)
    for submission in found:
        if of is not None and submission.of is not of:
            raise BadUsage(f"{submission.name} is a {submission.of.title}, not a {of.title}.")
    return found


def _of_folder(folder: Path, of: Return | None, year: int | None) -> list[Submission]:
    files = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    xmls = [p for p in files if p.suffix.casefold() == XML]
    csvs = [] if of is CIN else [p for p in files if p.suffix.casefold() == CSV]
    if not xmls and not csvs:
        raise BadInput("it holds no return: neither XML nor CSV files.", file=str(folder))
    found = _sets([read_csv(p) for p in csvs], year)
    return found + [_of_xml(p, year) for p in xmls if of is None or _is(p, of)]


def _is(path: Path, of: Return) -> bool:
    return (kind_of(path) == "cin_census") == (of is CIN)


def _of_xml(path: Path, year: int | None) -> Submission:
    kind = kind_of(path)
    if kind == "cin_census":
        return read_census(path, year)
    if kind == "s903":
        return read_xml(path, year)
    raise BadInput("it is a workforce census, which has no rules here.", file=path.name)


def _sets(files: list[CsvFile], year: int | None) -> list[Submission]:
    """The files' sets, by the years in their names; the year before stands beside each as last year's."""
    by_name: dict[str | None, list[CsvFile]] = {}
    for file in files:
        by_name.setdefault(year_in_name(file.path.name), []).append(file)
    if None in by_name and len(by_name) > 1:
        by_name = {None: files}  # a year in some names tells nothing when others have none
    sets = {name: read_csv_set(group, year) for name, group in by_name.items()}
    before = {str(int(name) + 1): submission for name, submission in sets.items() if name}
    return [s.with_previous(before[name]) if name in before else s for name, s in sets.items()]
