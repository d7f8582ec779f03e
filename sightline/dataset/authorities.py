"""
The 153 English authorities with children's services: name, DfE number, ONS code and region.

Source: the local authority identifiers of the DfE's Explore Education Statistics files, as of 2025.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sightline.errors import BadUsage, did_you_mean


@dataclass(frozen=True)
class KnownAuthority:
    """One authority as the DfE publishes it."""

    la_code: str
    area_code: str
    name: str
    region: str


@lru_cache(maxsize=1)
def all_authorities() -> list[KnownAuthority]:
    """Every authority, by name."""
    text = (files("sightline.dataset") / "authorities.csv").read_text("utf-8")
    return [KnownAuthority(**row) for row in csv.DictReader(text.splitlines())]


def authority_called(name: str) -> KnownAuthority:
    """
    The authority of that name, however it styles itself ('Devon', 'Devon County Council').

    Errors: BadUsage, with the nearest name.
    """
    known = {_bare(a.name): a for a in all_authorities()}
    found = known.get(_bare(name))
    if found is None:
        near = did_you_mean(name, [a.name for a in all_authorities()])
        raise BadUsage(f"There is no English authority called '{name}'.{near} Give its --la-code and --area-code.")
    return found


_STYLES = ("county council", "city council", "borough council", "council", "london borough of", "royal borough of",
           "metropolitan borough", "city of", "mbc", "county of")  # fmt: skip


def _bare(name: str) -> str:
    text = " ".join(name.casefold().replace("&", "and").replace(",", " ").replace(".", "").split())
    for style in _STYLES:
        text = text.removesuffix(f" {style}").removeprefix(f"{style} ")
    return text.strip()
