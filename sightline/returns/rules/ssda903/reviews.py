"""Reviews of children in care: when, and how the child took part."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    any_filled,
    birthday,
    blank,
    codes,
    either,
    filled,
    having,
    lacking,
    missing,
    not_one_of,
    one_of,
)
from sightline.returns.rules.ssda903.care import KEY, SHORT_BREAKS, in_care
from sightline.returns.tables import Tables

# How a child of four or over may take part.
TOOK_PART = codes("review_participation", but="PN0")


@rule("166", "The review's date is blank or not a date", "Reviews.REVIEW")
def review_is_no_date(r: Tables) -> ir.Table:
    return r.Reviews.filter(missing(r.Reviews, "REVIEW"))


@rule("167", "How the child took part in the review is blank or not in the list, or there is no review",
      "Reviews.REVIEW_CODE")  # fmt: skip
def unknown_part_in_review(r: Tables) -> ir.Table:
    v = r.Reviews
    wrong = filled(v.REVIEW_text) & not_one_of(v.REVIEW_CODE, codes("review_participation"))
    return v.filter(wrong | (blank(v.REVIEW_text) & filled(v.REVIEW_CODE)))


@rule("399", "A child who only ever had short breaks has a review or is said to be a mother or not", "Header.MOTHER",
      "Episodes.LS", "Reviews.REVIEW", "Reviews.REVIEW_CODE", optional=("Header", "Reviews"))  # fmt: skip
def short_breaks_only(r: Tables) -> ir.Table:
    breaks = lacking(r.Episodes.filter(one_of(r.Episodes.LS, SHORT_BREAKS)), in_care(r))
    h, v = having(r.Header, breaks), having(r.Reviews, breaks)
    h, v = h.filter(filled(h.MOTHER)), v.filter(any_filled(v, "REVIEW", "REVIEW_CODE"))
    # Each row by itself: every review beside every short break would be a list without end.
    return either(h, v, having(breaks, h.select(*KEY).union(v.select(*KEY))))


@rule("440", "The child was 4 or over at the review but is said to be under 4 (PN0)", "Reviews.DOB",
      "Reviews.REVIEW", "Reviews.REVIEW_CODE")  # fmt: skip
def said_to_be_under_four(r: Tables) -> ir.Table:
    v = r.Reviews
    return v.filter((v.REVIEW_CODE == "PN0") & (birthday(v.DOB, 4) <= v.REVIEW))


@rule("441", "The child was under 4 at the review but is said to have taken part or not (PN1 to PN7)", "Reviews.DOB",
      "Reviews.REVIEW", "Reviews.REVIEW_CODE")  # fmt: skip
def took_part_under_four(r: Tables) -> ir.Table:
    v = r.Reviews
    return v.filter(one_of(v.REVIEW_CODE, TOOK_PART) & (v.REVIEW < birthday(v.DOB, 4)))
