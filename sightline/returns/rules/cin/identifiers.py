"""What children are known by: the authority's identifier and the unique pupil number."""

import ibis
import ibis.expr.types as ir

from sightline.returns.declare import cin_rule as rule
from sightline.returns.expressions import (
    all_of,
    beside,
    blank,
    filled,
    having,
    how_many,
    is_false,
    one_of,
    unlisted,
)
from sightline.returns.la_numbers import upn_la_numbers
from sightline.returns.tables import Tables

# The letters of a UPN, in the order of their worth: I, O and S are left out.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_FORM = f"^.[0-9]{{11}}[0-9{LETTERS}]$"


@rule("8500", "The child has no identifier", "ChildIdentifiers.LAchildID",
      what_to_do="Find the child by the lines of the file and give the record a number.")  # fmt: skip
def child_without_identifier(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(blank(c.LAchildID))


@rule("8510", "The same identifier is on more than one child", "ChildIdentifiers.LAchildID",
      what_to_do="If these are one child, merge the records; otherwise give one another number.")  # fmt: skip
def shared_identifier(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(filled(c.LAchildID) & (how_many(c) > 1))


@rule("1570", "The child's identifier is longer than 20 characters", "ChildIdentifiers.LAchildID", since=2025,
      what_to_do="Export the child's number in the case system instead.")  # fmt: skip
def long_identifier(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(c.LAchildID.length() > 20)


@rule("1580", "The child's identifier holds something else than letters and digits", "ChildIdentifiers.LAchildID",
      since=2025,
      what_to_do="Export the child's number without spaces, dashes or strokes.")  # fmt: skip
def identifier_with_other_characters(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(~c.LAchildID.re_search("^[A-Za-z0-9]+$"))


@rule("1520", "The same UPN is on more than one child", "ChildIdentifiers.UPN",
      what_to_do="If these are one child, merge the records; otherwise ask the schools.")  # fmt: skip
def shared_upn(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(filled(c.UPN) & (how_many(c, within=("UPN",)) > 1))


@rule("1510", "The UPN's first letter is not the one that its other twelve characters ask for", "ChildIdentifiers.UPN",
      what_to_do="Copy the UPN from the school again: a character is wrong, or one is missing.")  # fmt: skip
def wrong_check_letter(r: Tables) -> ir.Table:
    """A UPN of another length has no check letter; one with a wrong character is for rules 1530, 1540 and 1550."""
    c = r.ChildIdentifiers
    total = ibis.literal(0)
    for place in range(2, 14):
        character = c.UPN.substr(place - 1, 1)
        as_letter = ibis.literal(LETTERS).find(character)
        as_digit = ibis.literal("0123456789").find(character)
        total = total + place * ibis.ifelse(as_digit >= 0, as_digit, as_letter)
    right = ibis.literal(LETTERS).substr(total % len(LETTERS), 1)
    wrong = c.UPN.re_search(UPN_FORM) & (c.UPN.substr(0, 1) != right)
    return c.filter((c.UPN.length() != 13) | wrong)


@rule("1530", "The UPN's second to fourth characters are not the number of an authority", "ChildIdentifiers.UPN")
def upn_of_unknown_authority(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(unlisted(c.UPN.substr(1, 3), upn_la_numbers(r.year)))


@rule("1540", "The UPN's fifth to twelfth characters are not all digits", "ChildIdentifiers.UPN")
def upn_without_digits(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(~c.UPN.re_search("^.{4}[0-9]{8}"))


@rule("1550", "The UPN's last character is neither a digit nor one of its letters", "ChildIdentifiers.UPN")
def wrong_last_character(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(~c.UPN.re_search(f"^.{{12}}[0-9{LETTERS}]"))


@rule("1560Q", "The former UPN is not written as a UPN is", "ChildIdentifiers.FormerUPN")
def malformed_former_upn(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    return c.filter(~c.FormerUPN.re_search("^[A-Za-z][0-9]{11}[0-9A-Za-z]$"))


@rule("8770Q", "The child is old enough for school and has neither a UPN nor a reason for having none",
      "ChildIdentifiers.UPN", "ChildIdentifiers.UPNunknown", reads=("CINdetails",),
      what_to_do="Ask the child's school for the UPN, or record why there is none.")  # fmt: skip
def school_child_without_upn(r: Tables) -> ir.Table:
    """Old enough: five by the 31 August in the census year. No upper age is stated."""
    c = having(r.ChildIdentifiers, r.CINdetails.filter(is_false(r.CINdetails.ReferralNFA)))
    latest_birth = ibis.date(c.year_end.year() - 6, 8, 31)
    no_reason = blank(c.UPNunknown) | one_of(c.UPNunknown, "UN1")
    return c.filter(all_of(c.PersonBirthDate <= latest_birth, blank(c.UPN), no_reason))


@rule("8772", "The UPN is missing for a referral with no further action, but a referral was taken further",
      "ChildIdentifiers.UPNunknown", "CINdetails.ReferralNFA")  # fmt: skip
def no_upn_though_taken_further(r: Tables) -> ir.Table:
    c = r.ChildIdentifiers
    c = c.filter(one_of(c.UPNunknown, "UN7"))
    return beside(c, r.CINdetails.filter(is_false(r.CINdetails.ReferralNFA)), "ReferralNFA")
