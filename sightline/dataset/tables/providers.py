"""Children's homes, fostering agencies and other providers, as a register of inspections lists them."""

from sightline.dataset.schema import Column, Date, Integer, Table, Text

PROVIDER = Table(
    "ext_provider",
    prefix="",
    grain="one provider in one register",
    note="A register's facts hold from its date until the next one's; the first reaches back",
    columns=[
        Column("urn", Text, key=True, meaning="Ofsted's number, with or without SC in front"),
        Column("listed_on", Date, key=True, meaning="Date of the register"),
        Column("setting_name", Text, meaning="Name"),
        Column("ward", Text, meaning="Ward it lies in"),
        Column("provider_type", Text, codes="provider_type", meaning="Kind of provider"),
        Column("provider_subtype", Text, meaning="Subtype in the register's words, such as secure unit"),
        Column("sector", Text, codes="provider_sector", meaning="Who owns it"),
        Column("in_county", Text, codes="yes_no", meaning="Lies in our authority's area"),
        Column("registration_date", Date, meaning="Registered on"),
        Column("closed_date", Date, meaning="Closed on"),
        Column("max_users", Integer, meaning="Registered places"),
        Column("full_inspection_date", Date, meaning="Last full inspection"),
        Column(
            "overall_effectiveness",
            Text,
            codes="provider_grade",
            meaning="Grade of the last full inspection; for the authority's own fostering that of its single inspection",
        ),
        Column("interim_inspection_date", Date, meaning="Last interim inspection"),
        Column("interim_result", Text, meaning="Its result: effectiveness improved, sustained or declined"),
    ],
)
