"""
Recording faults, as every case system has them: each kind is one entry of `KINDS`, with its share of the rows.

They are few, so that the levels keep their meaning, and counted, so that a check can be held to account.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset.demo.clock import day_number
from sightline.dataset.demo.draw import Rng

FaultCounts = dict[str, int]


@dataclass(frozen=True)
class TextFault:
    """A date column's cell in which somebody typed something else: table, column, row and the text."""

    table: str
    column: str
    row: int
    text: str


class Tables:
    """Tables being spoilt: columns are replaced, rows appended, texts noted."""

    def __init__(self, tables: dict[str, pa.Table], as_at: int, rng: Rng):
        self.tables = dict(tables)
        self.as_at = as_at
        self.rng = rng
        self.texts: list[TextFault] = []
        # Rows of a table that a fault has already met: one fault a row, so that each can be told.
        self._met: dict[str, np.ndarray] = {}

    def some(self, table: str, share: float, able: np.ndarray | None = None) -> np.ndarray:
        """Rows to spoil: `share` of the able ones (at least one where there are any), none of them spoilt before."""
        n = self.tables[table].num_rows
        met = self._met.get(table, np.zeros(0, bool))
        met = np.append(met, np.zeros(n - len(met), bool))
        fits = np.flatnonzero(~met & (np.ones(n, bool) if able is None else able))
        count = min(len(fits), max(1, round(share * len(fits))))
        chosen = np.sort(self.rng.choice(fits, count, replace=False)) if len(fits) else fits
        self.meet(table, chosen)
        return chosen

    def meet(self, table: str, rows: np.ndarray) -> None:
        """No further fault meets these rows."""
        met = np.zeros(self.tables[table].num_rows, bool)
        earlier = self._met.get(table, met[:0])
        met[: len(earlier)] = earlier
        met[rows] = True
        self._met[table] = met

    def values(self, table: str, column: str) -> pa.Array:
        return self.tables[table][column].combine_chunks()

    def days(self, table: str, column: str) -> np.ndarray:
        """A date column as day numbers; empty cells are far in the past."""
        return self.values(table, column).cast(pa.int32()).fill_null(-(10**6)).to_numpy().astype(np.int64)

    def put(self, table: str, column: str, rows: np.ndarray, values: pa.Array) -> None:
        """Writes `values` (one per row) into the rows' cells."""
        whole = self.tables[table]
        mask = np.zeros(whole.num_rows, bool)
        mask[rows] = True
        field = whole.schema.field(column)
        replaced = pc.replace_with_mask(self.values(table, column), pa.array(mask), values.cast(field.type))
        self.tables[table] = whole.set_column(whole.schema.get_field_index(column), field, replaced)

    def empty(self, table: str, column: str, rows: np.ndarray) -> int:
        self.put(table, column, rows, pa.nulls(len(rows)))
        return len(rows)

    def put_days(self, table: str, column: str, rows: np.ndarray, days: np.ndarray) -> int:
        self.put(table, column, rows, pa.array(days.astype(np.int32)).view(pa.date32()))
        return len(rows)


Spoil = Callable[[Tables], int]


@dataclass(frozen=True)
class Kind:
    """One kind of fault: its key, what a reader would see, and what makes it (returning how many were made)."""

    key: str
    meaning: str
    make: Spoil


def _empty(table: str, column: str, share: float) -> Spoil:
    def make(t: Tables) -> int:
        filled = pc.is_valid(t.values(table, column)).to_numpy(zero_copy_only=False)
        return t.empty(table, column, t.some(table, share, filled))

    return make


def _code(table: str, column: str, share: float, *codes: str) -> Spoil:
    def make(t: Tables) -> int:
        filled = pc.is_valid(t.values(table, column)).to_numpy(zero_copy_only=False)
        rows = t.some(table, share, filled)
        t.put(table, column, rows, pa.array([codes[i % len(codes)] for i in range(len(rows))], pa.string()))
        return len(rows)

    return make


def _future(table: str, column: str, share: float) -> Spoil:
    """A year mistyped: the date lies a year or ten ahead."""

    def make(t: Tables) -> int:
        days = t.days(table, column)
        rows = t.some(table, share, (days > t.as_at - 900) & (days <= t.as_at))
        return t.put_days(table, column, rows, days[rows] + t.rng.choice([1096, 3652], len(rows)))

    return make


def _end_before_start(table: str, start: str, end: str, share: float) -> Spoil:
    def make(t: Tables) -> int:
        begins, ends = t.days(table, start), t.days(table, end)
        # Old cases, so that no snapshot of the last year changes.
        rows = t.some(table, share, (ends > -(10**5)) & (ends < t.as_at - 450) & (ends > begins))
        return t.put_days(table, end, rows, begins[rows] - t.rng.integers(1, 60, len(rows)))

    return make


def _duplicates(table: str, share: float) -> Spoil:
    """The same row twice, by an export run twice."""

    def make(t: Tables) -> int:
        rows = t.some(table, share)
        whole = t.tables[table]
        t.tables[table] = pa.concat_tables([whole, whole.take(pa.array(rows))]).combine_chunks()
        t.meet(table, np.arange(whole.num_rows, whole.num_rows + len(rows)))
        return len(rows)

    return make


def _orphans(table: str, column: str, share: float, *, ended: str | None = None) -> Spoil:
    """A person who was merged away: the row points at nobody. `ended`: only rows with this date filled."""

    def make(t: Tables) -> int:
        able = None if ended is None else pc.is_valid(t.values(table, ended)).to_numpy(zero_copy_only=False)
        rows = t.some(table, share, able)
        t.put(table, column, rows, pa.array([f"P9{i:06d}" for i in t.rng.integers(0, 10**6, len(rows))]))
        return len(rows)

    return make


def _text_date(table: str, column: str, share: float) -> Spoil:
    words = ("TBC", "31/02/2017", "unknown", "see notes", "n/k", "13/13/13")

    def make(t: Tables) -> int:
        days = t.days(table, column)
        rows = t.some(table, share, (days > -(10**5)) & (days < t.as_at - 60))
        t.empty(table, column, rows)
        t.texts.extend(TextFault(table, column, int(r), words[i % len(words)]) for i, r in enumerate(rows))
        return len(rows)

    return make


def _open_assessments(t: Tables) -> int:
    """The case closed, the assessment was never finished."""
    auth = t.days("ssd_cin_assessments", "cina_assessment_auth_date")
    closes = pc.equal(t.values("ssd_cin_assessments", "cina_assessment_outcome_nfa"), "Y").fill_null(False)
    able = closes.to_numpy(zero_copy_only=False) & (auth < t.as_at - 30) & (auth > -(10**5))
    rows = t.some("ssd_cin_assessments", 0.006, able)
    for column in ("cina_assessment_auth_date", "cina_assessment_outcome_json", "cina_assessment_outcome_nfa"):
        t.empty("ssd_cin_assessments", column, rows)
    return len(rows)


def _birth_dates(t: Tables) -> int:
    """No birth date; some have an estimate where the due date of the unborn goes."""
    dob = t.days("ssd_person", "pers_dob")
    rows = t.some("ssd_person", 0.004, (dob > -(10**5)) & (dob < t.as_at - 60))
    estimated = rows[::2]
    t.put_days("ssd_person", "pers_expected_dob", estimated, dob[estimated])
    return t.empty("ssd_person", "pers_dob", rows)


def _overlapping(t: Tables) -> int:
    """The old worker's involvement was not ended when the new one began: two allocated at once."""
    start = t.days("ssd_involvements", "invo_involvement_start_date")
    end = t.days("ssd_involvements", "invo_involvement_end_date")
    person = np.array(t.values("ssd_involvements", "invo_person_id").dictionary_encode().indices)
    role = pc.equal(t.values("ssd_involvements", "invo_professional_role_id"), "CW").to_numpy(zero_copy_only=False)
    follows = np.append((person[1:] == person[:-1]) & role[1:] & (start[1:] == end[:-1]), False) & role
    until = np.append(np.where(end[1:] > -(10**5), end[1:], t.as_at), t.as_at)  # of the new one
    rows = t.some("ssd_involvements", 0.006, follows & (end > -(10**5)) & (end < t.as_at - 40) & (until > end))
    late = np.minimum(end[rows] + 30, until[rows])
    return t.put_days("ssd_involvements", "invo_involvement_end_date", rows, late)


def _no_conference(t: Tables) -> int:
    rows = t.some("ssd_cp_plans", 0.006)
    t.empty("ssd_cp_plans", "cppl_icpc_id", rows)
    return len(rows)


KINDS: tuple[Kind, ...] = (
    Kind("ethnicity_missing", "no ethnicity", _empty("ssd_person", "pers_ethnicity", 0.016)),
    Kind(
        "ethnicity_in_words",
        "ethnicity in words, or an old local code",
        _code("ssd_person", "pers_ethnicity", 0.004, "White British", "A1", "Any other White background", "UNKNOWN"),
    ),
    Kind(
        "ethnicity_unknown_code",
        "an ethnicity code that is on no list",
        _code("ssd_person", "pers_ethnicity", 0.001, "WHIT", "XXXX"),
    ),
    Kind("birth_date_missing", "no birth date, or an estimate in the due date", _birth_dates),
    Kind("birth_date_in_the_future", "a birth date years ahead", _future("ssd_person", "pers_dob", 0.004)),
    Kind("person_twice", "the same person row twice", _duplicates("ssd_person", 0.001)),
    Kind("postcode_missing", "an address without postcode", _empty("ssd_address", "addr_address_postcode", 0.02)),
    Kind(
        "contact_without_source", "a contact without source", _empty("ssd_contacts", "cont_contact_source_code", 0.012)
    ),
    Kind("contact_orphan", "a contact of nobody", _orphans("ssd_contacts", "cont_person_id", 0.002)),
    Kind("contact_twice", "the same contact row twice", _duplicates("ssd_contacts", 0.002)),
    Kind(
        "contact_date_in_words",
        "text where the contact's date should be",
        _text_date("ssd_contacts", "cont_contact_date", 0.001),
    ),
    Kind("referral_without_need", "no primary need", _empty("ssd_cin_episodes", "cine_cin_primary_need_code", 0.018)),
    Kind(
        "referral_unknown_need",
        "a primary need that is on no list",
        _code("ssd_cin_episodes", "cine_cin_primary_need_code", 0.002, "N10", "Abuse"),
    ),
    Kind("referral_in_the_future", "a referral dated ahead", _future("ssd_cin_episodes", "cine_referral_date", 0.002)),
    Kind(
        "case_closed_before_it_opened",
        "a close date before the referral",
        _end_before_start("ssd_cin_episodes", "cine_referral_date", "cine_close_date", 0.003),
    ),
    Kind("referral_twice", "the same referral row twice", _duplicates("ssd_cin_episodes", 0.0015)),
    Kind(
        "referral_orphan",
        "a referral of nobody",
        _orphans("ssd_cin_episodes", "cine_person_id", 0.001, ended="cine_close_date"),
    ),
    Kind("assessment_open_in_closed_case", "the case is closed, its assessment never ended", _open_assessments),
    Kind(
        "assessment_date_in_words",
        "text where the assessment's start should be",
        _text_date("ssd_cin_assessments", "cina_assessment_start_date", 0.0015),
    ),
    Kind(
        "enquiry_ended_before_it_started",
        "a section 47 enquiry that ended before it started",
        _end_before_start("ssd_s47_enquiry", "s47e_s47_start_date", "s47e_s47_end_date", 0.004),
    ),
    Kind("plan_without_conference", "a protection plan without its conference", _no_conference),
    Kind(
        "plan_unknown_category",
        "a category of abuse that is on no list",
        _code("ssd_cp_plans", "cppl_cp_plan_latest_category", 0.006, "Neglekt", "FGM"),
    ),
    Kind(
        "cp_visit_without_seen",
        "a visit that does not say whether the child was seen",
        _empty("ssd_cp_visits", "cppv_cp_visit_seen", 0.02),
    ),
    Kind(
        "cin_visit_without_seen",
        "a visit that does not say whether the child was seen",
        _empty("ssd_cin_visits", "cinv_cin_visit_seen", 0.02),
    ),
    Kind("cin_visit_twice", "the same visit row twice", _duplicates("ssd_cin_visits", 0.002)),
    Kind(
        "cla_visit_without_seen",
        "a visit that does not say whether the child was seen",
        _empty("ssd_cla_visits", "clav_cla_visit_seen", 0.02),
    ),
    Kind(
        "cla_visit_date_in_words",
        "text where the visit's date should be",
        _text_date("ssd_cla_visits", "clav_cla_visit_date", 0.0005),
    ),
    Kind(
        "placement_unknown_type",
        "a placement type that is on no list",
        _code("ssd_cla_placement", "clap_cla_placement_type", 0.002, "FOSTER", "Q9"),
    ),
    Kind(
        "review_without_participation",
        "a review that does not say how the child took part",
        _empty("ssd_cla_reviews", "clar_cla_review_participation", 0.02),
    ),
    Kind("involvement_overlapping", "two allocated workers at once", _overlapping),
    Kind(
        "involvement_orphan",
        "an involvement with nobody",
        _orphans("ssd_involvements", "invo_person_id", 0.001, ended="invo_involvement_end_date"),
    ),
    Kind(
        "health_check_in_the_future",
        "a completed health check dated ahead",
        _future("ssd_cla_health", "clah_health_check_date", 0.004),
    ),
    Kind("sdq_impossible", "a strengths and difficulties score above 40", lambda t: _impossible_scores(t)),
)


def _impossible_scores(t: Tables) -> int:
    scores = pc.is_valid(t.values("ssd_sdq_scores", "csdq_sdq_score")).to_numpy(zero_copy_only=False)
    rows = t.some("ssd_sdq_scores", 0.002, scores)
    t.put("ssd_sdq_scores", "csdq_sdq_score", rows, pa.array(np.full(len(rows), 99, np.int32)))
    return len(rows)


def with_faults(
    tables: dict[str, pa.Table], as_at: date, rng: Rng
) -> tuple[dict[str, pa.Table], tuple[TextFault, ...], FaultCounts]:
    """The tables with every kind of fault put in, the texts typed into date columns, and the counts by kind."""
    spoilt = Tables(tables, day_number(as_at), rng)
    counts = {kind.key: kind.make(spoilt) for kind in KINDS}
    return spoilt.tables, tuple(spoilt.texts), counts
