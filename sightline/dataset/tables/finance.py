"""What placements cost."""

from sightline.dataset.schema import Column, Table, Text

S251_FINANCE = Table(
    "ssd_s251_finance",
    prefix="s251",
    grain="cost of one placement",
    usually_empty=True,
    columns=[
        Column("table_id", Text, key=True, meaning="Row key"),
        Column("cla_placement_id", Text, links_to="ssd_cla_placement.clap_cla_placement_id", meaning="Placement"),
        Column("placeholder_1", Text, usually_empty=True, meaning="Not defined yet"),
        Column("placeholder_2", Text, usually_empty=True, meaning="Not defined yet"),
        Column("placeholder_3", Text, usually_empty=True, meaning="Not defined yet"),
        Column("placeholder_4", Text, usually_empty=True, meaning="Not defined yet"),
    ],
)
