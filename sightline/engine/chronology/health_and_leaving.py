"""Health of children looked after, roads to permanence, and leaving care."""

from sightline.engine.chronology.model import Lane
from sightline.engine.chronology.need import YES
from sightline.engine.chronology.story import Story
from sightline.engine.chronology.words import counted, label, lowered, sentence

COMPLETED = "COMPLETED"
PERMANENCE = (
    ("adm_decision_date", "Decision to place for adoption"),
    ("ffa_cp_decision_date", "Decision for fostering for adoption"),
    ("placed_ffa_cp_date", "Placed for fostering for adoption"),
    ("placement_order_date", "Placement order"),
    ("matched_date", "Matched with adopters"),
    ("placed_for_adoption_date", "Placed for adoption"),
    ("decision_reversed_date", "Adoption decision reversed"),
    ("permanence_order_date", "Permanence order"),
)


def tell(story: Story) -> None:
    """What is recorded for health, permanence and leaving care."""
    _health(story)
    _permanence(story)
    _leaving_care(story)
    _immigration(story)


def _health(story: Story) -> None:
    for row in story.rows.of("cla_health"):
        on, status = row["health_check_date"], row["health_check_status"]
        what = label("health_check_type", row["health_check_type"]) or "Health check"
        what = what.split(" (")[0]
        if status in (None, COMPLETED):
            story.event(Lane.HEALTH, on, what, row["health_check_type"] or "")
        said = "" if status in (None, COMPLETED) else label("health_check_status", status)
        story.happened(on, what, said, story.holder_on(on), planned=status == "PLANNED")
    for row in story.rows.of("sdq_scores"):
        on, score = row["sdq_completed_date"], row["sdq_score"]
        said = f"Score {score} of 40" if score is not None else label("sdq_reason", row["sdq_reason"])
        story.happened(on, "Strengths and difficulties", said, story.holder_on(on))
    for row in story.rows.of("cla_substance_misuse"):
        on = row["substance_misuse_date"]
        helped = "intervention received" if row["intervention_received"] == YES else "no intervention recorded"
        story.happened(on, "Substance misuse", sentence(row["substance_misused"], helped), story.holder_on(on))
    for row in story.rows.of("cla_convictions"):
        on = row["cla_conviction_date"]
        story.happened(on, "Offence", row["cla_conviction_offence"] or "", story.holder_on(on))


def _permanence(story: Story) -> None:
    for row in story.rows.of("permanence"):
        for column, what in PERMANENCE:
            on = row[column]
            if on is None:
                continue
            if column == "permanence_order_date":
                what = label("permanence_order_type", row["permanence_order_type"]) or what
            reason = column == "decision_reversed_date" and label(
                "adoption_reversal_reason", row["decision_reversed_reason"]
            )
            story.event(Lane.PERMANENCE, on, what, column)
            story.happened(on, what, sentence(reason or None), story.who(on, worker=row["adoption_worker_id"]))


def _leaving_care(story: Story) -> None:
    for row in story.rows.of("care_leavers"):
        eligible = lowered(label("care_leaver_eligibility", row["care_leaver_eligibility"]).split(" (")[0])
        who = story.worker(row["care_leaver_personal_advisor"]) or story.worker(row["care_leaver_worker_id"])
        for column, what in (
            ("care_leaver_latest_contact", "Latest contact, leaving care"),
            ("pathway_plan_review_date", "Pathway plan reviewed"),
        ):
            on = row[column]
            if on is not None:
                story.event(Lane.LEAVING_CARE, on, what, column)
                story.happened(on, what, sentence(eligible), who or story.holder_on(on))
    for row in story.rows.of("care_leaver_observation"):
        on = row["observed_on"]
        parts = (
            label("care_leaver_eligibility", row["eligibility"]).split(" (")[0],
            lowered(label("care_leaver_in_touch", row["in_touch"])),
            lowered(label("care_leaver_accommodation", row["accommodation"])),
            lowered(label("accommodation_suitability", row["suitability"])),
            lowered(label("care_leaver_activity", row["activity"])),
        )
        story.happened(on, "Leaving care, as recorded", sentence(*parts), story.holder_on(on))


def _immigration(story: Story) -> None:
    for row in story.rows.of("immigration_status"):
        start, end = row["immigration_status_start_date"], row["immigration_status_end_date"]
        said = label("immigration_status", row["immigration_status"])
        until = None if end is None else counted((end - start).days, "day") if start and end >= start else None
        story.happened(start, "Immigration status", sentence(said, until and f"for {until}"))
