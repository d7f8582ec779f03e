"""Whether the tables of one return agree: every child in the header, once a table, with the same birthday and sex."""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import Severity
from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import beside, how_many, lacking
from sightline.returns.tables import Tables
from sightline.returns.words import table_in_words

# The tables with a row a child or more, by the rule that looks their children up in the header.
OF_A_CHILD_IN_THE_HEADER = {
    "INT01": "AD1", "INT02": "PlacedAdoption", "INT04": "Missing", "INT05": "OC2", "INT06": "OC3",
    "INT07": "PrevPerm", "INT08": "Reviews", "INT09": "UASC",
}  # fmt: skip
WITH_THE_HEADERS_BIRTHDAY = {
    "INT11": "AD1", "INT12": "PlacedAdoption", "INT13": "Missing", "INT14": "OC2", "INT15": "OC3",
    "INT16": "PrevPerm", "INT17": "Reviews", "INT18": "UASC",
}  # fmt: skip
ONE_ROW_A_CHILD = {"INT31": "AD1", "INT33": "OC2", "INT34": "OC3", "INT35": "PrevPerm", "INT36": "UASC"}


def _not_in_header(name: str) -> Callable[[Tables], ir.Table]:
    return lambda r: lacking(getattr(r, name), r.Header)


def _another_birthday(name: str) -> Callable[[Tables], ir.Table]:
    def fails(r: Tables) -> ir.Table:
        t = beside(getattr(r, name), r.Header, "DOB")
        return t.filter(t.DOB != t.Header_DOB)

    return fails


def _more_than_once(name: str) -> Callable[[Tables], ir.Table]:
    def fails(r: Tables) -> ir.Table:
        t = getattr(r, name)
        return t.filter(t.CHILD.notnull() & (how_many(t) > 1))

    return fails


for code, table in OF_A_CHILD_IN_THE_HEADER.items():
    rule(code, f"The child of {table_in_words(table)} is not in the header", f"{table}.CHILD",
         severity=Severity.INTERNAL, reads=("Header",))(_not_in_header(table))  # fmt: skip

for code, table in WITH_THE_HEADERS_BIRTHDAY.items():
    rule(code, f"The date of birth in {table_in_words(table)} differs from the header's", f"{table}.DOB", "Header.DOB",
         severity=Severity.INTERNAL)(_another_birthday(table))  # fmt: skip

for code, table in ONE_ROW_A_CHILD.items():
    rule(code, f"The child has {table_in_words(table)} more than once", f"{table}.CHILD",
         severity=Severity.INTERNAL)(_more_than_once(table))  # fmt: skip


@rule("INT21", "The sex in the asylum-seeking child's record differs from the header's", "UASC.SEX", "Header.SEX",
      severity=Severity.INTERNAL)  # fmt: skip
def another_sex_than_the_headers(r: Tables) -> ir.Table:
    u = beside(r.UASC, r.Header, "SEX")
    return u.filter(u.SEX != u.Header_SEX)


@rule("EPI", "The child is in the header with neither an episode nor a care leaver's record", "Header.CHILD",
      severity=Severity.WARNING, reads=("Episodes",))  # fmt: skip
def header_without_anything(r: Tables) -> ir.Table:
    return lacking(lacking(r.Header, r.Episodes), r.OC3)


@rule("444", "The same UPN is on more than one child", "Header.UPN", since=2026)
def upn_of_two_children(r: Tables) -> ir.Table:
    h = r.Header.filter(r.Header.UPN.notnull() & ~r.Header.UPN.startswith("UN"))
    return h.filter(h.CHILD.nunique().over(group_by=["case", "UPN"]) > 1)


# What a child without an episode in the year has no place in.
OF_A_LOOKED_AFTER_CHILD = ("PlacedAdoption", "Missing", "Reviews", "AD1", "PrevPerm", "OC2")


@rule("1012", "A child without an episode in the year has records of one who is looked after",
      *(f"{name}.CHILD" for name in OF_A_LOOKED_AFTER_CHILD), optional=OF_A_LOOKED_AFTER_CHILD,
      reads=("Episodes",))  # fmt: skip
def records_without_an_episode(r: Tables) -> ir.Table:
    marks = [f"@{name}" for name in OF_A_LOOKED_AFTER_CHILD]
    without = [lacking(getattr(r, name), r.Episodes) for name in OF_A_LOOKED_AFTER_CHILD]
    none = ibis.null("int64")
    first, *others = (
        rows.select("case", **{m: rows[m] if m in rows.columns else none for m in marks}) for rows in without
    )
    return first.union(*others)


@rule("1014", "A care leaver without an episode in the year is recorded as asylum-seeking", "OC3.IN_TOUCH",
      "OC3.ACTIV", "OC3.ACCOM", "UASC.DUC", reads=("Episodes",))  # fmt: skip
def asylum_seeking_care_leaver(r: Tables) -> ir.Table:
    return beside(lacking(r.OC3, r.Episodes), r.UASC, "DUC")
