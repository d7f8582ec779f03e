"""People, their families, homes and identifiers."""

from sightline.dataset.schema import Column, Date, Json, Table, Text

PERSON = Table(
    "ssd_person",
    prefix="pers",
    grain="one person known to children's services in the window",
    note="Age basis = pers_dob, else pers_expected_dob. An adopted child who returns to care has a second, unlinked person row by design: never merge on name and birth date.",
    columns=[
        Column("legacy_id", Text, meaning="Older system's person number, kept to bridge history"),
        Column("person_id", Text, key=True, meaning="Person key used by every other table; also the LA child ID of returns (20 alphanumeric characters at most)"),
        Column("upn", Text, meaning="Unique pupil number, 13 characters (deployed tables have it; the written spec routes it through linked identifiers)"),
        Column("forename", Text, meaning="First name"),
        Column("surname", Text, meaning="Family name"),
        Column("sex", Text, codes="sex", meaning="Sex for statutory returns"),
        Column("gender", Text, codes="gender_ssd", meaning="Gender identity where held apart from sex; often a copy of sex"),
        Column("ethnicity", Text, codes="ethnicity", meaning="Ethnicity"),
        Column("dob", Date, meaning="Date of birth. SystemC leaves it NULL when the birth date is estimated"),
        Column("single_unique_id", Text, usually_empty=True, meaning="Cross-agency child identifier, NHS number intended. Written spec calls it pers_common_child_id: accept both"),
        Column("upn_unknown", Text, codes="upn_unknown_cin", meaning="Why there is no UPN"),
        Column("send_flag", Text, codes="yes_no", meaning="Has an EHC plan on the system"),
        Column("expected_dob", Date, meaning="Due date of an unborn child; SystemC puts ESTIMATED birth dates here too"),
        Column("death_date", Date, meaning="Date of death"),
        Column("is_mother", Text, codes="yes_no", meaning="Is a mother (derived from relationships); NULL means no in SystemC"),
        Column("nationality", Text, meaning="Country of origin, mostly for UASC"),
    ],
)

FAMILY = Table(
    "ssd_family",
    prefix="fami",
    grain="one person in one family group",
    note="The spec marks fami_family_id as key, deployed tables key on fami_table_id; a family has many rows.",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("family_id", Text, required=True, meaning="Family group identifier"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Member"),
    ],
)

ADDRESS = Table(
    "ssd_address",
    prefix="addr",
    grain="one address of one person for a spell",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Person"),
        Column("address_type", Text, meaning="Home, placement, primary and so on (local words)"),
        Column("address_start_date", Date, meaning="Lived there from"),
        Column("address_end_date", Date, meaning="Lived there until"),
        Column("address_postcode", Text, meaning="Postcode, held without spaces"),
        Column("address_json", Json, codes="address_json_keys", meaning="Address parts"),
    ],
)

DISABILITY = Table(
    "ssd_disability",
    prefix="disa",
    grain="one disability of one person",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Person"),
        Column("disability_code", Text, required=True, codes="disability", meaning="Disability"),
    ],
)

IMMIGRATION_STATUS = Table(
    "ssd_immigration_status",
    prefix="immi",
    grain="one immigration status spell of one person",
    columns=[
        Column("immigration_status_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Person"),
        Column("immigration_status_start_date", Date, meaning="From"),
        Column("immigration_status_end_date", Date, meaning="To"),
        Column("immigration_status", Text, codes="immigration_status", meaning="Status"),
    ],
)

MOTHER = Table(
    "ssd_mother",
    prefix="moth",
    grain="one mother-child pair",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Mother"),
        Column("childs_person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Her child"),
        Column("childs_dob", Date, meaning="Child's birth date (903 wants the first child only)"),
    ],
)

LINKED_IDENTIFIERS = Table(
    "ssd_linked_identifiers",
    prefix="link",
    grain="one other identifier of one person for a spell",
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, links_to="ssd_person.pers_person_id", meaning="Person"),
        Column("identifier_type", Text, codes="linked_identifier_type", usually_empty=True, meaning="Kind of identifier"),
        Column("identifier_value", Text, usually_empty=True, meaning="Value"),
        Column("valid_from_date", Date, usually_empty=True, meaning="Valid from"),
        Column("valid_to_date", Date, usually_empty=True, meaning="Valid to"),
    ],
)
