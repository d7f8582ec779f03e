"""
Whom an authority is compared with: statistical neighbours of a named model, named groups, or a list of the moment.

A model is in force from the year it was published: the one of 2014 for years to 2020, of 2021 from 2021, of 2025
from 2025. No model stands in for another, and none is shown without its year.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from sightline.benchmarks import library as kinds
from sightline.benchmarks.areas import Area, area_called, by_area_code
from sightline.benchmarks.library import Library, Source, rows_where
from sightline.errors import BadUsage, did_you_mean

ENGLAND, REGION, ALL, NEIGHBOURS, GOOD, MEMBERS, JUDGED_GOOD = (
    "england", "region", "all", "neighbours", "good", "members", "judged-good")  # fmt: skip
MODELS = ("2014", "2021", "2025")
_GOOD_JUDGEMENTS = ("Good", "Outstanding")


@dataclass(frozen=True)
class Group:
    """
    Whose figures a comparator is formed from, by DfE number.

    `model`: the neighbour model's year; `missing`: a sentence where the members are not known.
    """

    kind: str
    name: str
    members: tuple[str, ...]
    model: str | None = None
    missing: str = ""


def model_in_force(year: int) -> str:
    """The neighbour model in force in a year."""
    return max((model for model in MODELS if int(model) <= year), default=MODELS[0])


@lru_cache(maxsize=1)
def _shipped() -> dict[tuple[str, str], list[dict[str, str]]]:
    """The groups that ship: the six authorities of the reports of 2016-17, and one authority's neighbours of 2014."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    text = (files("sightline.benchmarks") / "groups.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        found.setdefault((row["group"], row["area"]), []).append(row)
    return found


def neighbours(library: Library, area: Area, model: str) -> Group:
    """An authority's ten statistical neighbours in a model, nearest first."""
    if model not in MODELS:
        raise BadUsage(f"There is no neighbour model of {model}. The models are: {', '.join(MODELS)}.")
    name = f"Statistical neighbours ({model} model)"
    for source in library.of_kind(kinds.NEIGHBOURS):
        if source.vintage == model:
            columns = ["la_code", "position", "neighbour"]
            rows = rows_where(library.path(source), columns, "la_code", {area.la_code})
            if rows:
                found = sorted(rows, key=lambda row: row["position"])
                return Group(NEIGHBOURS, name, tuple(row["neighbour"] for row in found), model)
    shipped = _shipped().get((f"neighbours_{model}", area.la_code))
    if shipped:
        return Group(NEIGHBOURS, name, tuple(row["member"] for row in shipped), model)
    missing = (
        f"The {model} model's neighbours of {area.name} are not here: import that model's list of neighbours, or "
        "choose another model."
    )
    return Group(NEIGHBOURS, name, (), model, missing)


def group_called(
    text: str,
    library: Library,
    area: Area,
    year: int,
    *,
    model: str | None = None,
    named: Mapping[str, Sequence[str]] | None = None,
) -> Group:
    """
    The group of one word of `--against`: neighbours, good, a group of sightline.toml, members:908,835 or
    judged-good@2025-03-31 (by default at 31 March of the year).

    Errors: BadUsage for a group or an authority that does not exist.
    """
    word, _at, when = text.partition("@")
    if text == NEIGHBOURS:
        return neighbours(library, area, model or model_in_force(year))
    if text.startswith(f"{MEMBERS}:"):
        codes = [code.strip() for code in text.removeprefix(f"{MEMBERS}:").split(",") if code.strip()]
        if not codes:
            raise BadUsage("'members:' names no authority. Write it as members:908,835,845.")
        return Group(MEMBERS, f"{len(codes)} chosen authorities", _codes(codes))
    if named and text in named:
        return Group(text, f"Group '{text}'", _codes(named[text]))
    if text == GOOD:
        rows = _shipped()[GOOD, ""]
        return Group(GOOD, rows[0]["what"], tuple(row["member"] for row in rows))
    if word == JUDGED_GOOD:
        return judged_good(library, area, _day(when) if when else date(year, 3, 31))
    known = [ENGLAND, REGION, ALL, NEIGHBOURS, GOOD, JUDGED_GOOD, *(named or {})]
    raise BadUsage(
        f"There is no group '{text}'.{did_you_mean(text, known)} Use {', '.join(known)}, members:908,835, or add "
        f"[groups.{text}] to sightline.toml."
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadUsage(f"'{text}' is not a date. Write it as {JUDGED_GOOD}@2025-03-31.")


def _codes(codes: Sequence[str]) -> tuple[str, ...]:
    """DfE numbers of the authorities, each once. Errors: BadUsage for a code that no area has had."""
    return tuple(dict.fromkeys(area_called(code).la_code for code in codes))


def judged_good(library: Library, area: Area, day: date) -> Group:
    """
    The other authorities whose latest judgement published by a day is good or outstanding overall.

    Source: Ofsted's list of inspection outcomes, which reaches back to 2018.
    """
    name = f"Authorities judged good or outstanding at {day.isoformat()}"
    sources = library.of_kind(kinds.INSPECTIONS)
    if not sources:
        return Group(JUDGED_GOOD, name, (), missing="Import Ofsted's inspection outcomes to form this group.")
    latest: dict[str, tuple[str, str]] = {}
    for judgement in _judgements(library, sources[0]):
        published, code, overall = judgement
        if published <= day.isoformat() and overall and (code not in latest or latest[code][0] < published):
            latest[code] = (published, overall)
    found = sorted(
        by_area_code()[code].la_code for code, (_day, overall) in latest.items() if overall in _GOOD_JUDGEMENTS
    )
    members = tuple(la_code for la_code in found if la_code != area.la_code)
    return Group(JUDGED_GOOD, name, members, missing="" if latest else f"No judgement was published by {day}.")


def _judgements(library: Library, source: Source) -> list[tuple[str, str, str]]:
    """Every judgement of the list: the day it was published, the authority's ONS code and the overall word."""
    rows: dict[tuple[str, int], dict[str, str]] = {}
    columns = ["sheet", "row", "column", "text"]
    wanted = {"Publication date", "Local authority area code", "Overall effectiveness"}
    for cell in rows_where(library.path(source), columns, "column", wanted):
        rows.setdefault((cell["sheet"], cell["row"]), {})[cell["column"]] = cell["text"]
    return [
        (row.get("Publication date", "")[:10], row.get("Local authority area code", ""),
         row.get("Overall effectiveness", ""))
        for row in rows.values()
        if row.get("Local authority area code") in by_area_code()
    ]  # fmt: skip
