"""What a person may do. Every page names one of these; nothing is open that names none."""

from enum import Enum


class Permission(Enum):
    """A permission; the value says it in words for the page of roles."""

    SEE_FIGURES = "see figures of the whole service, service areas and localities"
    SEE_TEAMS = "see figures of teams"
    SEE_WORKERS = "see workers and their caseloads, within scope"
    SEE_CHILDREN = "see children's records, within scope"
    EXPORT_CHILDREN = "download lists of children, within scope, with a reason"
    BREAK_GLASS = "open a child's record outside scope, with a reason"
    SEE_REPORTS = "open and download reports"
    SEE_DATA_QUALITY = "see data quality"
    SEE_RETURNS = "see statutory returns and their findings"
    NOTE_RETURNS = "write explanations of findings in statutory returns"
    SEE_COMMENTARY = "read commentary that is not approved yet"
    WRITE_COMMENTARY = "write commentary, within scope"
    APPROVE_COMMENTARY = "approve commentary, within scope"
    ANNOTATE = "write annotations on time"
    PUBLISH = "sign off and publish a period"
    IMPORT_DATA = "load extracts, boundaries and published files"
    MANAGE_SETTINGS = "change targets, thresholds, schemes and groups"
    MANAGE_PEOPLE = "give and take away roles"
    SEE_AUDIT = "search the audit of who saw what"
    USE_API = "read figures through the API"
