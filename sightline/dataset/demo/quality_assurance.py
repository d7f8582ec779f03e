"""The monitoring forms of reviewing officers and conference chairs, one answer a row."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset.demo import levels
from sightline.dataset.demo.arrow import dates, ids, make, words
from sightline.dataset.demo.clock import Clock
from sightline.dataset.demo.draw import Rng, pick
from sightline.dataset.demo.organisation import CHAIR, IRO, Organisation
from sightline.dataset.demo.protection import printed

# Question keys, and the usual share of yes.
CLA_ITEMS = {
    "change_of_social_worker": 0.25, "care_plan_implemented": 0.84, "stability_concern": 0.25, "child_worried": 0.1,
    "plan_informed_by_assessment": 0.76, "plan_includes_child_views": 0.8, "told_of_changes": 0.82,
    "social_worker_report_on_time": 0.74, "child_seen_by_iro_before_review": 0.55, "parents_consulted": 0.67,
    "child_consulted_on_meeting": 0.73, "child_participated": 0.78, "child_chaired": 0.09, "midpoint_check_done": 0.51,
    "pathway_plan_before_16": 0.7,
}  # fmt: skip
CP_ITEMS = {
    "visits_in_line_with_plan": 0.76, "core_groups_held": 0.8, "report_shared_with_family": 0.71,
    "family_attended": 0.82, "advocate_offered": 0.6,
}  # fmt: skip
FORM_RETURNED = 0.9  # of looked-after reviews; of conferences about half
BLANK = 0.02


def monitoring_table(tables: dict[str, pa.Table], clock: Clock, org: Organisation, rng: Rng) -> pa.Table:
    """ext_review_monitoring for reviews held since the demo opened."""
    parts = [
        _forms("ssd_cla_reviews", tables["ssd_cla_reviews"], "clar_cla_review_id", "clar_cla_person_id",
               "clar_cla_review_date", CLA_ITEMS, FORM_RETURNED, IRO, clock, org, rng),
        _forms("ssd_cp_reviews", tables["ssd_cp_reviews"], "cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date",
               CP_ITEMS, 0.55, CHAIR, clock, org, rng),
    ]  # fmt: skip
    return pa.concat_tables(parts)


def _forms(
    name, reviews, key, person, date_, items, share, chair, clock: Clock, org: Organisation, rng: Rng
) -> pa.Table:
    held = reviews.filter(pc.is_valid(reviews[date_]))
    held = held.filter(pa.array(rng.random(held.num_rows) < share))
    # The monitoring began three years before the as-at date.
    held = held.filter(pc.greater(held[date_].cast(pa.int32()), clock.as_at - 1110))
    day = held[date_].cast(pa.int32()).to_numpy().astype(np.int64)
    n, k = held.num_rows, len(items)
    month = np.clip(np.searchsorted(clock.starts, day, side="right") - 1, 0, clock.months - 1)
    before = clock.before[month]
    yes = np.repeat(np.array(list(items.values()))[None, :], n, axis=0)
    series, column = (levels.SW_CHANGED, 0) if chair == IRO else (levels.CP_VISITS_IN_LINE, 0)
    monthly = np.array([printed(series, int(b), 30 if chair == IRO else 74) for b in before])
    yes[:, column] = monthly / 100
    answer = np.where(rng.random((n, k)) < yes, 1, 0).ravel()
    answered = rng.random(n * k) > BLANK
    seat = org.seat_for(np.full(n, org.team("IRU1")), rng.random(n), chair)
    worker = org.holder_on(seat, day)
    row = np.repeat(np.arange(n), k)
    done = np.minimum(day + rng.integers(0, 12, n), clock.as_at)
    stage = pick(rng, (0, 1, 2, 3, 4), (93, 4, 1.6, 0.9, 0.5), n)
    prefix = "FL" if chair == IRO else "FP"
    return make(
        "ext_review_monitoring",
        form_id=ids(prefix, row),
        review_table=words((name,), np.zeros(n * k, np.int64)),
        review_id=held[key].combine_chunks().take(pa.array(row)),
        person_id=held[person].combine_chunks().take(pa.array(row)),
        chair_professional_id=ids("W", worker[row]),
        completed_on=dates(done[row]),
        item=words(list(items), np.tile(np.arange(k), n)),
        answer=words(("No", "Yes"), answer, where=answered),
        escalation_stage=words(("none", "informal", "formal 1", "formal 2", "resolved"), stage[row]),
    )
