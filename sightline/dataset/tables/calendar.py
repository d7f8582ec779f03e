"""Days that count as working days."""

from sightline.dataset.schema import Column, Date, Flag, Integer, Table

WORKING_DAY = Table(
    "ext_working_day",
    prefix="",
    grain="one calendar day",
    note="SSD dim_date knows weekends, not bank holidays",
    columns=[
        Column("day", Date, key=True, meaning="Day"),
        Column("is_working_day", Flag, required=True, meaning="Monday to Friday and not a bank holiday of England and Wales"),
        Column("working_day_number", Integer, required=True, meaning="Running count, so working days between two dates is a subtraction"),
    ],
)
