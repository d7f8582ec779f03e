"""Who the children are: birth and death, sex, ethnicity; and the census's own date."""

import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    blank,
    codes,
    days_later,
    filled,
    months_later,
    not_one_of,
    one_of,
    outside_year,
    whole_return,
)
from sightline.returns.tables import Tables

# Of the sex codes before 2024-25, the one for not recorded; unborn children have it too.
NOT_RECORDED = "0"


def unborn(c: ir.Table) -> ir.BooleanValue:
    """Whether a child has an expected date of birth and no date of birth yet."""
    return filled(c.ExpectedPersonBirthDate_text) & blank(c.PersonBirthDate_text)


@rule("100", "The reference date is blank or not the 31 March of the collection's year", "Header.ReferenceDate",
      what_to_do="Set the census's reference date to the 31 March it ends on, and export it again.")  # fmt: skip
def wrong_reference_date(r: Tables) -> ir.Table:
    h = r.Header
    is_31_march = (h.ReferenceDate.month() == 3) & (h.ReferenceDate.day() == 31)
    of_the_year = h.ReferenceDate.year().cast("string") == h.Year
    return h.filter(~(is_31_march & of_the_year).fill_null(False))


@rule("4180", "Sex is blank or not M, F or U", "ChildIdentifiers.Sex", since=2025)
def unknown_sex(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(not_one_of(c.Sex, codes("sex")))


@rule("4180", "Gender is blank or not 0, 1, 2 or 9", "ChildIdentifiers.GenderCurrent", until=2024)
def unknown_gender(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(not_one_of(c.GenderCurrent, codes("sex_numeric_legacy")))


@rule("8750", "The unborn child's sex is not U", "ChildIdentifiers.Sex", "ChildIdentifiers.PersonBirthDate",
      "ChildIdentifiers.ExpectedPersonBirthDate", since=2025)  # fmt: skip
def unborn_with_sex(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(unborn(c) & not_one_of(c.Sex, "U"))


@rule("8750", "The unborn child's gender is not 0", "ChildIdentifiers.GenderCurrent",
      "ChildIdentifiers.PersonBirthDate", "ChildIdentifiers.ExpectedPersonBirthDate", until=2024)  # fmt: skip
def unborn_with_gender(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(unborn(c) & not_one_of(c.GenderCurrent, NOT_RECORDED))


@rule("2886Q", "Sex is blank or U for more than 2% of the children already born",
      "ChildIdentifiers.ExpectedPersonBirthDate", "ChildIdentifiers.Sex", since=2025,
      what_to_do="Ask the workers of the children without one, and explain what can't be found out.")  # fmt: skip
def many_without_sex(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers.filter(~unborn(r.ChildIdentifiers))
    return whole_return(c, (blank(c.Sex) | one_of(c.Sex, "U")).sum() * 50 > c.count())


@rule("2886Q", "Gender is blank or 0 for more than 2% of the children already born",
      "ChildIdentifiers.ExpectedPersonBirthDate", "ChildIdentifiers.GenderCurrent", until=2024,
      what_to_do="Ask the workers of the children without one, and explain what can't be found out.")  # fmt: skip
def many_without_gender(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers.filter(~unborn(r.ChildIdentifiers))
    return whole_return(c, (blank(c.GenderCurrent) | one_of(c.GenderCurrent, NOT_RECORDED)).sum() * 50 > c.count())


@rule("4220", "The ethnicity is blank or not in the list", "ChildCharacteristics.Ethnicity")
def unknown_ethnicity(r: Tables) -> ir.Table:
    c = r.ChildCharacteristics
    return c.filter(not_one_of(c.Ethnicity, codes("ethnicity")))


@rule("8520", "The child is born after the census year; an unborn child has an expected date instead",
      "ChildIdentifiers.PersonBirthDate", "Header.ReferenceDate")  # fmt: skip
def born_after_the_year(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(c.PersonBirthDate > c.year_end)


@rule("8525Q", "The child has both a date of birth and an expected one, or neither", "ChildIdentifiers.PersonBirthDate",
      "ChildIdentifiers.ExpectedPersonBirthDate")  # fmt: skip
def born_and_expected(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(filled(c.PersonBirthDate_text) == filled(c.ExpectedPersonBirthDate_text))


@rule("8530Q", "The expected date of birth is over 30 days before the end of the census year, or nine months after it",
      "ChildIdentifiers.ExpectedPersonBirthDate")  # fmt: skip
def expected_at_another_time(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    too_early = c.ExpectedPersonBirthDate < days_later(c.year_end, -30)
    return c.filter(too_early | (c.ExpectedPersonBirthDate >= months_later(c.year_end, 9)))


@rule("8535Q", "The child dies before being born", "ChildIdentifiers.PersonDeathDate",
      "ChildIdentifiers.PersonBirthDate")  # fmt: skip
def death_before_birth(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(c.PersonDeathDate < c.PersonBirthDate)


@rule("8545Q", "The child's death is outside the census year", "ChildIdentifiers.PersonDeathDate")
def death_outside_the_year(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(outside_year(c.PersonDeathDate, c))
