"""Residents by age, the base of rates."""

from sightline.dataset.schema import Column, Date, Integer, Table, Text

POPULATION = Table(
    "ext_population",
    prefix="",
    grain="one area, year, sex, age",
    note="rates per 10,000 need a denominator",
    columns=[
        Column("area_code", Text, key=True, meaning="ONS code"),
        Column("year", Integer, key=True, meaning="Mid-year"),
        Column("sex", Text, key=True, meaning="M, F, P (persons)"),
        Column("age", Integer, key=True, meaning="Single year 0-25"),
        Column("population", Integer, required=True, meaning="Estimate"),
        Column("first_used_date", Date, meaning="First period end whose rates use this estimate; blank: the financial year after the mid-year. Rates already published keep their base"),
        Column("source", Text, meaning="Publication"),
    ],
)
