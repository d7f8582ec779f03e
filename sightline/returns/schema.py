"""
The tables and columns of both returns, by the return's own names.

Source: the CIN census schema and the SSDA903's column lists. Every cell is text as it was submitted; a column's kind
says what it can be read as besides (`prepare`).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from sightline.errors import BadUsage, did_you_mean


class Kind(StrEnum):
    """What a column's text can be read as."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it can be read as, and further names it goes by."""

    name: str
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ReturnTable:
    """
    One table of a return.

    `derived`: columns that nobody submits; they are worked out beforehand, from postcodes for example.
    `outside`: reference data that comes with a return, with no child in it.
    """

    name: str
    columns: tuple[Column, ...]
    derived: frozenset[str] = frozenset()
    outside: bool = False

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by their folded names and aliases."""
        names = {c.name.casefold(): c for c in self.columns}
        return {**{a.casefold(): c for c in self.columns for a in c.aliases}, **names}

    @cached_property
    def submitted(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.name not in self.derived)


@dataclass(frozen=True, eq=False)
class Return:
    """
    One statutory return.

    `child`: the column that ties a child's tables together. `date_pattern`: how days are written, with `day`, `month`
    and `year` named. `upper`: whether texts are compared in capitals. `years`: the rule sets there are (2026 is
    2025-26).
    """

    name: str
    title: str
    child: str
    date_pattern: str
    upper: bool
    years: range
    tables: dict[str, ReturnTable]

    @cached_property
    def _days(self) -> re.Pattern[str]:
        return re.compile(self.date_pattern)

    def day(self, text: str) -> date | None:
        """The day that a cell holds, written the return's way; None for anything else."""
        found = self._days.fullmatch(text)
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
        except ValueError:
            return None

    def table(self, name: str) -> ReturnTable:
        """Errors: BadUsage, with the nearest name."""
        if name not in self.tables:
            raise BadUsage(f"The {self.title} has no table '{name}'.{did_you_mean(name, self.tables)}")
        return self.tables[name]


def _table(name: str, texts: str, *, dates: str = "", integers: str = "", numbers: str = "", derived: str = "",
           aliases: dict[str, tuple[str, ...]] | None = None, outside: bool = False) -> ReturnTable:  # fmt: skip
    """A table whose columns are written as words in the return's own order, with those that are not text listed."""
    kinds = {
        **dict.fromkeys(dates.split(), Kind.DATE),
        **dict.fromkeys(integers.split(), Kind.INTEGER),
        **dict.fromkeys(numbers.split(), Kind.NUMBER),
    }
    names = [*texts.split(), *derived.split()]
    columns = tuple(Column(n, kinds.get(n, Kind.TEXT), (aliases or {}).get(n, ())) for n in names)
    return ReturnTable(name, columns, frozenset(derived.split()), outside)


_EPISODE = "LAchildID CINdetailsID"

_CIN_TABLES = [
    _table("Header", "Collection Year ReferenceDate SourceLevel LEA SoftwareCode Release SerialNo DateTime",
           dates="ReferenceDate"),
    _table("ChildIdentifiers",
           "LAchildID UPN FormerUPN UPNunknown PersonBirthDate ExpectedPersonBirthDate Sex GenderCurrent "
           "PersonDeathDate",
           dates="PersonBirthDate ExpectedPersonBirthDate PersonDeathDate"),
    _table("ChildCharacteristics", "LAchildID Ethnicity"),
    _table("Disabilities", "LAchildID Disability"),
    _table("CINdetails", f"{_EPISODE} CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure "
           "DateOfInitialCPC ReferralNFA", dates="CINreferralDate CINclosureDate DateOfInitialCPC"),
    _table("Assessments", f"{_EPISODE} AssessmentID AssessmentActualStartDate AssessmentInternalReviewDate "
           "AssessmentAuthorisationDate AssessmentFactors",
           dates="AssessmentActualStartDate AssessmentInternalReviewDate AssessmentAuthorisationDate"),
    _table("AssessmentFactorsList", f"{_EPISODE} AssessmentID AssessmentFactors",
           aliases={"AssessmentFactors": ("AssessmentFactor",)}),
    _table("CINplanDates", f"{_EPISODE} CINPlanStartDate CINPlanEndDate", dates="CINPlanStartDate CINPlanEndDate"),
    _table("Section47", f"{_EPISODE} S47ActualStartDate InitialCPCtarget DateOfInitialCPC ICPCnotRequired",
           dates="S47ActualStartDate InitialCPCtarget DateOfInitialCPC"),
    _table("ChildProtectionPlans", f"{_EPISODE} CPPID CPPstartDate CPPendDate InitialCategoryOfAbuse "
           "LatestCategoryOfAbuse NumberOfPreviousCPP",
           dates="CPPstartDate CPPendDate", integers="NumberOfPreviousCPP"),
    _table("Reviews", f"{_EPISODE} CPPID CPPreviewDate", dates="CPPreviewDate"),
    _table("PreProceedingsandFGDM", f"{_EPISODE} PPStartDate LBPSentDate FGDMMeetingOffer FGDMMeetingFac "
           "InitialPPMeetingDate ReviewMeetingsCount StepDecisionDate PPOutcome CourtAppDate LetterInitCPDate",
           dates="PPStartDate LBPSentDate InitialPPMeetingDate StepDecisionDate CourtAppDate LetterInitCPDate"),
]  # fmt: skip

_OC2_FLAGS = (
    "CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE "
    "INTERVENTION_RECEIVED INTERVENTION_OFFERED"
)

_903_TABLES = [
    _table("Header", "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB", dates="DOB MC_DOB", derived="UASC"),
    _table("Episodes", "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
           dates="DECOM DEC", numbers="PL_DISTANCE", derived="PL_LA PL_LOCATION PL_DISTANCE"),
    _table("Reviews", "CHILD DOB REVIEW REVIEW_CODE", dates="DOB REVIEW"),
    _table("UASC", "CHILD SEX DOB DUC", dates="DOB DUC"),
    _table("OC2", f"CHILD DOB SDQ_SCORE SDQ_REASON {_OC2_FLAGS}", dates="DOB", integers="SDQ_SCORE"),
    _table("OC3", "CHILD DOB IN_TOUCH ACTIV ACCOM", dates="DOB"),
    _table("AD1", "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
           dates="DOB DATE_INT DATE_MATCH"),
    _table("PlacedAdoption", "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
           dates="DOB DATE_PLACED DATE_PLACED_CEASED"),
    _table("PrevPerm", "CHILD DOB PREV_PERM LA_PERM DATE_PERM", dates="DOB DATE_PERM"),
    _table("Missing", "CHILD DOB MISSING MIS_START MIS_END", dates="DOB MIS_START MIS_END"),
    _table("SWEpisodes", "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON", dates="DOB SW_DECOM SW_DEC"),
    _table("DoLo", "CHILD DOB DOLO_START DOLO_END", dates="DOB DOLO_START DOLO_END"),
]  # fmt: skip

# Ofsted's lists, one row a provider: codes in a cell are separated by `,` or `/`.
_PROVIDERS = _table(
    "provider_info",
    "URN LA_NAME LA_CODE PLACE_CODES PROVIDER_CODES REG_END POSTCODE",
    dates="REG_END",
    outside=True,
    aliases={
        "LA_NAME": ("Local Authority", "LA_NAME_FROM_FILE", "LA_NAME_INFERRED"),
        "LA_CODE": ("LA_CODE_INFERRED",),
        "PLACE_CODES": ("Provider Placement Code", "PLACE_CODE"),
        "PROVIDER_CODES": ("Provider Code", "PROVIDER_CODE"),
        "REG_END": ("Closed Date", "Deregistration date"),
        "POSTCODE": ("Setting Postcode", "Setting Address Postcode"),
    },
)

LAST = "_last"

CIN = Return(
    name="cin",
    title="CIN census",
    child="LAchildID",
    date_pattern=r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    upper=False,
    years=range(2023, 2027),
    tables={t.name: t for t in _CIN_TABLES},
)

SSDA903 = Return(
    name="ssda903",
    title="SSDA903",
    child="CHILD",
    date_pattern=r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
    upper=True,
    years=range(2023, 2028),
    tables={
        **{t.name: t for t in _903_TABLES},
        **{t.name + LAST: ReturnTable(t.name + LAST, t.columns, t.derived) for t in _903_TABLES},
        "provider_info": _PROVIDERS,
    },
)

RETURNS = {r.name: r for r in (CIN, SSDA903)}


def return_called(name: str) -> Return:
    """Errors: BadUsage, naming the returns there are."""
    if name not in RETURNS:
        raise BadUsage(f"There is no return '{name}'. The returns are: {', '.join(RETURNS)}.")
    return RETURNS[name]
