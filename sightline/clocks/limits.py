"""How long a clock runs: '45 working days', '6 weeks', '12 months'; and which limits an authority has set itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from sightline.errors import BadDeclaration, BadSettings, did_you_mean
from sightline.settings import Settings


class LimitUnit(Enum):
    """What a limit is counted in; the value is the word it is written with."""

    WORKING_DAYS = "working day"
    DAYS = "day"
    WEEKS = "week"
    MONTHS = "month"


_WRITTEN = re.compile(r"^\s*(\d{1,4})\s+(working day|day|week|month)s?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Limit:
    """A time limit. In working days the start is day 0 (docs/conventions.md); months are clipped at their end."""

    amount: int
    unit: LimitUnit

    @classmethod
    def read(cls, text: str) -> "Limit":
        """The limit that is written so. Errors: BadDeclaration where it is none."""
        if found := _WRITTEN.match(text):
            return cls(int(found[1]), LimitUnit(found[2].lower()))
        raise BadDeclaration(f"'{text}' is no time limit. Write it as '45 working days', '6 weeks' or '12 months'.")

    @property
    def words(self) -> str:
        return f"{self.amount} {self.unit.value}" + ("" if self.amount == 1 else "s")

    @property
    def is_in_working_days(self) -> bool:
        return self.unit is LimitUnit.WORKING_DAYS


def limits_in_force(declared: Mapping[str, Limit | None], settings: Settings) -> dict[str, Limit]:
    """
    The declared limits by name, with those the authority has set itself in their place; without those nobody has set.

    Errors: BadSettings for a limit that no clock has, or that is written wrongly.
    """
    found = {name: limit for name, limit in declared.items() if limit is not None}
    if "pathway_review" in found:
        # The same limit decides whether a plan is up to date in the figures.
        found["pathway_review"] = Limit(settings.care_leavers.pathway_plan_months, LimitUnit.MONTHS)
    for name, text in settings.clocks.limits.items():
        if name not in declared:
            raise BadSettings(
                f"sightline.toml, setting 'clocks.limits.{name}': no clock has a limit of that name."
                f"{did_you_mean(name, list(declared))} docs/clocks.md lists them."
            )
        try:
            found[name] = Limit.read(text)
        except BadDeclaration as error:
            raise BadSettings(f"sightline.toml, setting 'clocks.limits.{name}': {error}") from error
    return found
