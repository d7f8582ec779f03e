"""The glossary: the words of the field and of Sightline's marks, from `glossary.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Term:
    """One term: other names and abbreviations, what it means, and words of the catalogue that belong to it."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()
    see: str = ""

    @property
    def anchor(self) -> str:
        """Its place on the glossary page: `child-protection-plan`."""
        return "-".join("".join(c if c.isalnum() else " " for c in self.term.casefold()).split())


@cache
def glossary() -> tuple[Term, ...]:
    """Every term in the order of the alphabet."""
    rows = tomllib.loads((Path(__file__).parent / "glossary.toml").read_text("utf-8"))["term"]
    terms = [Term(row["term"], row["meaning"], tuple(row.get("also", ())), row.get("see", "")) for row in rows]
    return tuple(sorted(terms, key=lambda term: term.term.casefold()))


def by_letter() -> list[tuple[str, list[Term]]]:
    """The terms under their first letters."""
    letters: dict[str, list[Term]] = {}
    for term in glossary():
        letters.setdefault(term.term[0].upper(), []).append(term)
    return list(letters.items())
