"""
`sightline.toml`: one authority's settings. Everything has a default that matches the definitions.

The file lies at the top of a workspace; `sightline init` writes a commented one.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sightline.errors import BadSettings

FILE_NAME = "sightline.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Authority(_Section):
    """Whose data this is: name, three-digit DfE number and nine-character ONS code."""

    name: str = "Our authority"
    la_code: str = "000"
    area_code: str | None = None


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

    In the file it is `[targets.<measure id>]` with `value`, `comparison`, `from` and `note`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    value: float
    comparison: Literal["<=", "<", ">=", ">"] = ">="
    to: float | None = None
    from_date: date | None = Field(default=None, alias="from")
    note: str = ""


AreaType = Literal["england", "region", "statistical_neighbours", "good_las", "local_authority"]


class Comparators(_Section):
    """Whose published figures stand beside ours: kinds of area, England alone by default."""

    area_types: list[AreaType] = ["england"]


class Settings(_Section):
    """The whole of `sightline.toml`."""

    authority: Authority = Authority()
    sources: dict[str, Source] = {}
    organisation: Organisation = Organisation()
    allocation: Allocation = Allocation()
    history: History = History()
    sensitive: Sensitive = Sensitive()
    # By measure id.
    targets: dict[str, Target] = {}
    comparators: Comparators = Comparators()
    # Local words for coded columns: {code list: {word as read: code}}.
    code_words: dict[str, dict[str, str]] = {}
    # Local headings: {"annex_a": {"CP Plan Start": "List 7.Child Protection Plan Start Date"}}.
    headings: dict[str, dict[str, str]] = {}


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
        return Settings.model_validate(tomllib.loads(file.read_text("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise BadSettings(f"{file} is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{file} is not valid TOML: {error}. Mend that line.")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSettings(f"{file}, setting '{where}': {first['msg']}.")
