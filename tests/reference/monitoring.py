"""Monitoring forms and how children took part in their reviews."""

from collections.abc import Iterator

from reference.records import Records, Row, la

YES, NO = ("y", "yes", "true", "1", "2", "2+"), ("n", "no", "none", "false", "0")
LOOKED_AFTER = {
    "sw_changed": "change_of_social_worker",
    "plan_implemented": "care_plan_implemented",
    "stability_concern": "stability_concern",
    "child_worried": "child_worried",
    "plan_from_assessment": "plan_informed_by_assessment",
    "plan_with_views": "plan_includes_child_views",
    "told_of_changes": "told_of_changes",
    "report_on_time": "social_worker_report_on_time",
    "seen_before": "child_seen_by_iro_before_review",
    "parents_consulted": "parents_consulted",
    "child_consulted": "child_consulted_on_meeting",
    "child_participated": "child_participated",
    "child_chaired": "child_chaired",
    "midpoint_checked": "midpoint_check_done",
    "pathway_plan_by_16": "pathway_plan_before_16",
}


def _said(answer: str | None) -> str | None:
    word = (answer or "").strip().lower()
    return "Y" if word in YES else "N" if word in NO else None


def _forms(records: Records, table: str) -> dict[tuple[str, str], Row]:
    forms: dict[tuple[str, str], Row] = {}
    for row in records.all("review_monitoring"):
        if row["review_table"] == table:
            form = forms.setdefault((la(row), row["form_id"]), {"row": row, "day": row.get("completed_on")})
            form[row["item"]] = _said(row.get("answer"))
    return forms


def cla_forms(records: Records) -> Iterator[Row]:
    for (authority, _form), form in _forms(records, "ssd_cla_reviews").items():
        child, day = (authority, form["row"]["person_id"]), form["day"]
        if day is not None:
            answers = {flag: form.get(item) for flag, item in LOOKED_AFTER.items()}
            yield {"child": child, "day": day, **answers, **records.held_by(child, day)}


def cp_forms(records: Records) -> Iterator[Row]:
    """One fact a meeting; no where any of its forms says no."""
    meetings: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for (authority, name), form in sorted(_forms(records, "ssd_cp_reviews").items()):
        reviews = [r for r in records.within("cp_reviews", authority) if r["cp_review_id"] == form["row"]["review_id"]]
        meeting = (reviews[0].get("cp_review_meeting_id") if reviews else None) or name
        meetings.setdefault((authority, meeting), []).append((name, form))
    for (authority, _meeting), forms in meetings.items():
        dated = [form["day"] for _name, form in forms if form["day"]]
        if not dated:
            continue
        child, day = (authority, forms[0][1]["row"]["person_id"]), min(dated)
        said = [form.get("visits_in_line_with_plan") for _name, form in forms]
        answer = "N" if "N" in said else "Y" if "Y" in said else None
        yield {"child": child, "day": day, "visits_in_line": answer, **records.held_by(child, day)}


def cla_reviews(records: Records) -> Iterator[Row]:
    for row in records.all("cla_reviews"):
        if row.get("cla_review_date") is None or row.get("cla_review_cancelled") == "Y":
            continue
        authority, whose = la(row), row.get("cla_person_id")
        if whose is None:
            episodes = [e for e in records.within("cla_episodes", authority) if e.get("cla_id") == row.get("cla_id")]
            whose = min((e["person_id"] for e in episodes), default=None) if row.get("cla_id") else None
        yield _review(records, authority, whose, row["cla_review_date"], row.get("cla_review_participation"))


def cp_reviews(records: Records) -> Iterator[Row]:
    for row in records.all("cp_reviews"):
        if row.get("cp_review_date") is None:
            continue
        authority, whose = la(row), row.get("person_id")
        if whose is None:
            plans = [p for p in records.within("cp_plans", authority) if p["cp_plan_id"] == row.get("cp_plan_id")]
            whose = plans[0]["person_id"] if plans else None
        yield _review(records, authority, whose, row["cp_review_date"], row.get("cp_review_participation"))


def _review(records: Records, authority: str, whose: str | None, day, participation: str | None) -> Row:
    child = (authority, whose)
    return {"child": child, "day": day, "participation": participation, **records.held_by(child, day)}
