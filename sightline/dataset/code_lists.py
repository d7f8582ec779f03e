"""The code lists of children's social care, read from `code_lists.toml` beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files


@dataclass(frozen=True)
class Code:
    """One code: its short label, the code to store instead (if any) and the facts the list keeps of it."""

    code: str
    label: str
    maps_to: str | None = None
    group: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    eet: str | None = None


@dataclass(frozen=True)
class CodeList:
    """One list of codes. `closed`: a value outside it is a data-quality failure."""

    name: str
    title: str
    closed: bool
    codes: dict[str, Code]

    @cached_property
    def by_label(self) -> dict[str, Code]:
        """Codes by folded label, for inputs that hold words."""
        return {c.label.casefold(): c for c in self.codes.values()}

    def label(self, code: str | None) -> str | None:
        """The label of a code; the code itself when the list doesn't know it."""
        if code is None:
            return None
        return self.codes[code].label if code in self.codes else code


def _read() -> dict[str, CodeList]:
    raw = tomllib.loads((files("sightline.dataset") / "code_lists.toml").read_text("utf-8"))
    known = set(Code.__dataclass_fields__)
    return {
        name: CodeList(
            name=name,
            title=entry["title"],
            closed=entry["closed"],
            codes={
                code: Code(code=code, **{k: v for k, v in facts.items() if k in known})
                for code, facts in entry["codes"].items()
            },
        )
        for name, entry in raw.items()
    }


ALL: dict[str, CodeList] = _read()
