"""
`sightline.toml`: one authority's settings. Everything has a default that matches the definitions.

The file lies at the top of a workspace; `sightline init` writes a commented one.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sightline.errors import BadSettings

FILE_NAME = "sightline.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Authority(_Section):
    """Whose data this is: name, three-digit DfE number and nine-character ONS code."""

    name: str = "Our authority"
    la_code: str = "000"
    area_code: str | None = None
    # Postcode areas (EX) and districts (PL20) that lie inside: without them no placement is known to be in or out.
    own_postcodes: list[str] = []


class Source(_Section):
    """One configured source of the nightly refresh."""

    kind: str | None = None
    path: str
    as_at: date | None = None
    la_code: str | None = None


class Organisation(_Section):
    """How the case system's teams become service areas, and which teams hold finance-only cases."""

    # Cases that only carry a payment: no allocated worker, reviewed yearly (docs/conventions.md).
    finance_only_teams: list[str] = ["FOC01"]
    ics_finance_only_teams: list[str] = ["ICSFREME", "ICSFRN", "ICSFRS"]
    # Where family practitioners, and where managers, count as case holders (docs/conventions.md).
    permanency_service_areas: list[str] = ["Permanency & Transition", "Permanency and Transition", "P&T"]
    private_fostering_service_areas: list[str] = ["Private Fostering"]


class Allocation(_Section):
    """Which involvement roles make a worker the allocated one, and who counts as what."""

    allocated_roles: list[str] = ["CW"]
    personal_adviser_roles: list[str] = ["16PLUS"]
    # Job titles that tell a newly qualified worker where there is no ext_worker_post.
    newly_qualified_pattern: str = r"(?i)\b(asye|nqsw|newly qualified)\b"
    manager_pattern: str = r"(?i)\bmanager\b"
    family_practitioner_pattern: str = r"(?i)\bfamily practitioner\b"


class CareLeavers(_Section):
    """
    The DfE's window around a care leaver's birthday, in months, and how old a pathway plan may be.

    For 17 and 18 the window opens no earlier than the day care was left.
    """

    months_before_birthday: int = Field(default=3, ge=0, le=12)
    months_after_birthday: int = Field(default=1, ge=0, le=12)
    months_before_birthday_17_18: int = Field(default=3, ge=0, le=12)
    months_after_birthday_17_18: int = Field(default=1, ge=0, le=12)
    pathway_plan_months: int = Field(default=6, ge=1, le=24)


class Clocks(_Section):
    """Time limits that differ from the declared ones, by their names (docs/clocks.md), as '10 working days'."""

    limits: dict[str, str] = {}


class History(_Section):
    """How far back the cube reaches: whole financial years before the current one."""

    financial_years: int = Field(default=7, ge=1, le=30)


class Sensitive(_Section):
    """Free text that identifies or stigmatises: left out at load unless an authority turns it on."""

    names: bool = False
    offences: bool = False
    court_references: bool = False
    addresses: bool = False


class Target(_Section):
    """
    What a measure should reach, in its own unit, from a day on; with `to`, the lower end of a range.

    `tolerance`: how far off it still counts as on it, in the measure's unit. `set_by` and `source` say who set it and
    where it is written down. In the file it is `[targets.<measure id>]`, or several `[[targets.<measure id>]]`, each
    in force from its own day until the next one's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    value: float
    comparison: Literal["<=", "<", ">=", ">"] = ">="
    to: float | None = None
    from_date: date | None = Field(default=None, alias="from")
    tolerance: float = Field(default=0, ge=0)
    set_by: str = ""
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _a_range_goes_up(self) -> "Target":
        if self.to is not None and self.to <= self.value:
            raise ValueError(f"a range from {self.value:g} to {self.to:g} does not go up; put the lower end in 'value'")
        return self


class Annotation(_Section):
    """
    Something that happened, written on the charts of a measure (of every measure where none is named).

    `rebase`: process limits start afresh at that month. `leave_out`: the month is drawn and not judged. Both are
    decisions of a person: `text` is the reason; `author`, `approver` and `decided` say whose and when.
    """

    on: date = Field(alias="date")
    text: str = Field(min_length=1)
    measure: str | None = None
    rebase: bool = False
    leave_out: bool = False
    author: str = ""
    approver: str = ""
    decided: date | None = None

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Meeting(_Section):
    """A day that the director's home page counts down to, such as a scrutiny committee's."""

    on: date = Field(alias="date")
    title: str = Field(min_length=1, max_length=120)

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Judging(_Section):
    """
    How figures are judged (docs/judgement.md).

    Below `fewest_for_a_percentage` a percentage is shown as counts and gets no colour (`fewest` has a measure's own);
    below `fewest_without_interval` it carries its interval. `schemes`: a product's rating scheme, by its name.
    """

    fewest_for_a_percentage: int = Field(default=10, ge=1)
    fewest_without_interval: int = Field(default=30, ge=1)
    fewest: dict[str, int] = {}
    schemes: dict[str, str] = {}
    england_only: bool = False
    screen_outliers: bool = True


AudienceName = Literal["case", "internal", "partner", "public"]


class Disclosure(_Section):
    """
    Who may see what (docs/disclosure.md). Settings make the rules stricter, never laxer.

    Counts of 1 to `threshold` are hidden from partners and the public; `thresholds` has a measure's own by its id, 0
    for one that is exempt. `audience`: whom outputs are for where nobody says; `no_looser_than`: the most that any
    output of this workspace shows.
    """

    threshold: int = Field(default=5, ge=5, le=20)
    thresholds: dict[str, int] = {}
    audience: AudienceName | None = None
    no_looser_than: AudienceName = "case"


AreaType = Literal["england", "region", "statistical_neighbours", "good_las", "local_authority"]


class Comparators(_Section):
    """
    Whose published figures stand beside ours: kinds of area, England alone by default.

    `in_place_of`: the code of a published authority whose region and neighbours stand beside an authority that is in
    no published list, such as a made-up one.
    """

    area_types: list[AreaType] = ["england"]
    in_place_of: str | None = None


class Group(_Section):
    """
    Authorities to be compared with, under a name of one's own; DfE numbers or ONS codes.

    In the file it is `[groups.<name>]` with `members = ["908", "E06000052"]`; `--against <name>` uses it.
    """

    members: list[str] = Field(min_length=1)


class Settings(_Section):
    """The whole of `sightline.toml`."""

    authority: Authority = Authority()
    sources: dict[str, Source] = {}
    organisation: Organisation = Organisation()
    allocation: Allocation = Allocation()
    care_leavers: CareLeavers = CareLeavers()
    clocks: Clocks = Clocks()
    history: History = History()
    sensitive: Sensitive = Sensitive()
    # By measure id; the ones of a measure in the order of their days.
    targets: dict[str, tuple[Target, ...]] = {}
    annotations: tuple[Annotation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    judgement: Judging = Judging()
    comparators: Comparators = Comparators()
    disclosure: Disclosure = Disclosure()
    # By the name that is used in `--against`.
    groups: dict[str, Group] = {}
    # Local words for coded columns: {code list: {word as read: code}}.
    code_words: dict[str, dict[str, str]] = {}
    # Local headings: {"annex_a": {"CP Plan Start": "List 7.Child Protection Plan Start Date"}}.
    headings: dict[str, dict[str, str]] = {}

    @field_validator("targets", mode="before")
    @classmethod
    def _one_target_is_a_list_of_one(cls, targets: Any) -> Any:
        if not isinstance(targets, dict):
            return targets
        return {name: list(held) if isinstance(held, (list, tuple)) else [held] for name, held in targets.items()}

    @field_validator("targets")
    @classmethod
    def _targets_in_the_order_of_their_days(cls, targets: dict[str, tuple[Target, ...]]) -> dict:
        for name, held in targets.items():
            days = [target.from_date or date.min for target in held]
            if len(set(days)) < len(days):
                raise ValueError(f"'{name}' has two targets from the same day; give each its own 'from'")
        return {name: tuple(sorted(t, key=lambda one: one.from_date or date.min)) for name, t in targets.items()}


def read_settings(workspace: Path) -> Settings:
    """
    The workspace's settings; the defaults where it has no `sightline.toml`.

    Errors: BadSettings, naming the line or the setting that is wrong.
    """
    file = workspace / FILE_NAME
    if not file.exists():
        return Settings()
    try:
        # A byte-order mark, which Windows editors write, is not part of the text.
        written = tomllib.loads(file.read_text("utf-8-sig"))
        return Settings.model_validate(written)
    except UnicodeDecodeError as error:
        raise BadSettings(f"{file} is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{file} is not valid TOML: {error}. Mend that line.")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(_as_written(first["loc"], written))
        raise BadSettings(f"{file}, setting '{where}': {first['msg']}.")


def _as_written(place: tuple[str | int, ...], written: Any) -> list[str]:
    """The parts of a setting's name; one target that is not written as a list has no number."""
    parts = []
    for part in place:
        if isinstance(part, int) and not isinstance(written, list):
            continue
        parts.append(str(part))
        inside = isinstance(written, list) and isinstance(part, int) and part < len(written)
        written = written[part] if inside else written.get(part) if isinstance(written, dict) else None
    return parts
