"""What the returns' tables, columns and codes are called by people."""

from sightline.dataset import code_lists
from sightline.returns.tables import ROW

TABLES = {
    "Header": "the return's header",
    "ChildIdentifiers": "the child",
    "ChildCharacteristics": "the child's characteristics",
    "Disabilities": "the child's disability",
    "CINdetails": "the episode of need",
    "Assessments": "the assessment",
    "AssessmentFactorsList": "the assessment's factor",
    "CINplanDates": "the child in need plan",
    "Section47": "the section 47 enquiry",
    "ChildProtectionPlans": "the child protection plan",
    "Reviews": "the review",
    "Episodes": "the episode of care",
    "UASC": "the asylum-seeking child's record",
    "OC2": "the yearly health record (OC2)",
    "OC3": "the care leaver's record (OC3)",
    "AD1": "the adoption record (AD1)",
    "PlacedAdoption": "the decision to place for adoption",
    "PrevPerm": "the earlier permanence record",
    "Missing": "the missing episode",
    "SWEpisodes": "the social worker's episode",
    "DoLo": "the deprivation of liberty order",
    "provider_info": "Ofsted's list",
}

# A row that takes part as the neighbour of another (`expressions.listing`).
NEIGHBOURS = {"previous": "before it", "next": "after it", "usual": "before the temporary one"}

COLUMNS = {
    "LAchildID": "child's number", "CHILD": "child's number", "UPN": "UPN", "FormerUPN": "former UPN",
    "UPNunknown": "reason for no UPN", "PersonBirthDate": "date of birth", "DOB": "date of birth",
    "ExpectedPersonBirthDate": "expected date of birth", "Sex": "sex", "SEX": "sex", "GenderCurrent": "gender",
    "PersonDeathDate": "date of death", "Ethnicity": "ethnicity", "ETHNIC": "ethnicity", "Disability": "disability",
    "CINreferralDate": "referral date", "ReferralSource": "source of referral", "PrimaryNeedCode": "primary need",
    "CINclosureDate": "closure date", "ReasonForClosure": "reason for closure",
    "DateOfInitialCPC": "initial conference date", "ReferralNFA": "no further action",
    "AssessmentActualStartDate": "assessment's start", "AssessmentAuthorisationDate": "assessment's authorisation",
    "AssessmentInternalReviewDate": "assessment's review", "AssessmentFactors": "assessment factors",
    "CINPlanStartDate": "CIN plan's start", "CINPlanEndDate": "CIN plan's end",
    "S47ActualStartDate": "section 47's start", "InitialCPCtarget": "conference target date",
    "ICPCnotRequired": "conference not required", "CPPstartDate": "protection plan's start",
    "CPPendDate": "protection plan's end", "InitialCategoryOfAbuse": "first category of abuse",
    "LatestCategoryOfAbuse": "latest category of abuse", "NumberOfPreviousCPP": "number of previous plans",
    "CPPreviewDate": "review date", "CINdetailsID": "episode's number", "ReferenceDate": "reference date",
    "Year": "collection year", "MOTHER": "is a mother", "MC_DOB": "her child's date of birth",
    "DECOM": "start of the episode", "DEC": "end of the episode", "RNE": "reason for the new episode",
    "LS": "legal status", "CIN": "category of need", "PLACE": "placement type", "PLACE_PROVIDER": "provider",
    "REC": "reason the episode ceased", "REASON_PLACE_CHANGE": "reason for the placement change",
    "HOME_POST": "home postcode", "PL_POST": "placement postcode", "URN": "URN", "PL_LA": "authority of placement",
    "PL_LOCATION": "inside or outside the authority", "PL_DISTANCE": "miles from home", "REVIEW": "review date",
    "REVIEW_CODE": "participation", "DUC": "end of asylum-seeking status", "SDQ_SCORE": "SDQ score",
    "SDQ_REASON": "reason for no SDQ", "CONVICTED": "convicted", "HEALTH_CHECK": "health surveillance checks",
    "IMMUNISATIONS": "immunisations", "TEETH_CHECK": "dental check", "HEALTH_ASSESSMENT": "health assessment",
    "SUBSTANCE_MISUSE": "substance misuse", "INTERVENTION_RECEIVED": "intervention received",
    "INTERVENTION_OFFERED": "intervention offered", "IN_TOUCH": "in touch", "ACTIV": "activity",
    "ACCOM": "accommodation", "DATE_INT": "decision date", "DATE_MATCH": "matching date",
    "FOSTER_CARE": "adopted by foster carer", "NB_ADOPTR": "number of adopters", "SEX_ADOPTR": "sex of adopters",
    "LS_ADOPTR": "legal status of adopters", "DATE_PLACED": "decision to place",
    "DATE_PLACED_CEASED": "decision reversed", "REASON_PLACED_CEASED": "reason for the reversal",
    "PREV_PERM": "earlier permanence option", "LA_PERM": "earlier order's authority",
    "DATE_PERM": "earlier order's date",
    "MISSING": "missing or away", "MIS_START": "start of missing episode", "MIS_END": "end of missing episode",
    "SW_ID": "social worker's number", "SW_DECOM": "start with the social worker",
    "SW_DEC": "end with the social worker",
    "SW_REASON": "reason for the change of worker", "DOLO_START": "start of the order", "DOLO_END": "end of the order",
}  # fmt: skip

CODES = {
    "Sex": "sex", "SEX": "sex", "Ethnicity": "ethnicity", "ETHNIC": "ethnicity", "Disability": "disability",
    "ReferralSource": "referral_source", "PrimaryNeedCode": "primary_need", "CIN": "primary_need",
    "ReasonForClosure": "closure_reason", "InitialCategoryOfAbuse": "category_of_abuse",
    "LatestCategoryOfAbuse": "category_of_abuse", "RNE": "reason_new_episode", "LS": "legal_status",
    "PLACE": "placement_type", "PLACE_PROVIDER": "placement_provider", "REC": "reason_episode_ceased",
    "REASON_PLACE_CHANGE": "reason_place_change", "REVIEW_CODE": "review_participation", "SDQ_REASON": "sdq_reason",
    "IN_TOUCH": "care_leaver_in_touch", "ACTIV": "care_leaver_activity", "PREV_PERM": "previous_permanence",
    "REASON_PLACED_CEASED": "adoption_reversal_reason", "SEX_ADOPTR": "adopter_sex",
    "LS_ADOPTR": "adopter_legal_status", "MISSING": "missing_type", "SW_REASON": "sw_change_reason",
}  # fmt: skip


def table_in_words(name: str) -> str:
    """`Episodes_last` is 'last year's episode of care'."""
    plain = name.removesuffix("_last")
    words = TABLES.get(plain, plain)
    return words if plain == name else f"last year's {words.removeprefix('the ')}"


def row_in_words(mark: str) -> str:
    """What the row is that an `@` column names: `@Episodes.previous` is 'the episode of care before it'."""
    table, _, which = mark.removeprefix(ROW).partition(".")
    return " ".join([table_in_words(table), *filter(None, [NEIGHBOURS.get(which)])])


def column_in_words(name: str) -> str:
    return COLUMNS.get(name, name)


def code_in_words(column: str, value: str) -> str:
    """A code with its label where the column's list knows it; yes and no for the 903's flags and XML's."""
    known = code_lists.ALL.get(CODES.get(column, ""))
    code = known.codes.get(value.upper()) if known else None
    return f"{value} ({code.label})" if code else value
