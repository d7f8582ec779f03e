"""A commentary's way from draft to approved through its pages: who may, who is told, what is kept."""

import pytest

from sightline.web.audit.models import Entry
from sightline.web.commentary.models import Annotation, Commentary, Promise, Step
from sightline.web.commentary.states import State
from sightline.web.commentary.waiting import waiting_for
from sightline.web.people.access import access_of
from sightline.web.people.models import Person
from web.commentary.conftest import ADDRESS, MEASURE

pytestmark = pytest.mark.django_db
TEXT = f"It was {{{{{MEASURE}}}}} ({{{{{MEASURE} counts}}}})."


def only() -> Commentary:
    return Commentary.objects.get()


def waits_for(username: str, reading) -> list[str]:
    person = Person.objects.get(username=username)
    access = access_of(person.grants.all(), reading.organisation)
    return [one.wanted for one in waiting_for(person, access, reading)]


def test_the_way_of_a_commentary(write, decide, signed_in, reading):
    write("analyst", TEXT)
    assert only().is_in is State.SUBMITTED
    assert waits_for("director", reading) == ["waits for your approval"]
    decide("director", "approve")
    held = only()
    assert (held.state, str(held.approved_by)) == ("approved", "Rosmer Penhallick")
    assert held.figures[f"{{{{{MEASURE}}}}}"].endswith("%")
    assert [step.act for step in held.steps.all()] == ["approved", "submitted", "begun"]
    assert waits_for("director", reading) == []
    assert Entry.objects.filter(what__startswith="Commentary approved").count() == 1


def test_a_new_commentary_opens_with_the_live_figure(signed_in):
    page = signed_in("analyst").get(ADDRESS).content.decode()
    assert f"{{{{{MEASURE} counts}}}}" in page
    assert "sl-token" in page


def test_nobody_approves_their_own(write, decide):
    write("director", TEXT)
    assert decide("director", "approve").status_code == 403
    assert only().is_in is State.SUBMITTED


def test_who_wrote_an_earlier_version_does_not_approve_either(write, decide):
    write("director", TEXT, do="save")
    write("analyst", f"{TEXT} More.", version=1)
    assert decide("director", "approve").status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 403), ("lead", 403), ("reviewer", 403), ("manager", 403), ("head", 403), ("analyst", 302)],
)
def test_who_writes_for_the_whole_service(write, who, status):
    assert write(who, TEXT, address=f"{ADDRESS}?unit=whole").status_code == status


def test_a_head_of_service_writes_for_their_own_locality_alone(write, signed_in, reading):
    own = next(g.unit for g in Person.objects.get(username="head").grants.all())
    other = next(k for k in reading.organisation.units if k.startswith("locality.") and k != own)
    for unit, status in ((own, 302), (other, 403)):
        answer = write("head", "It was {{cla_snapshot}}.", address=f"/commentary/cla_snapshot/?unit={unit}")
        assert answer.status_code == status


def test_sending_back_needs_a_reason_and_reaches_the_writer(write, decide, reading):
    write("analyst", TEXT)
    decide("director", "send-back")
    assert only().is_in is State.SUBMITTED
    decide("director", "send-back", note="Say what is done in South")
    assert only().is_in is State.DRAFT
    assert waits_for("analyst", reading) == ["sent back by Rosmer Penhallick: Say what is done in South"]


def test_what_stops_it_is_saved_and_not_sent(write):
    write("analyst", f"{TEXT} XXX")
    assert (only().state, only().shows) == ("draft", f"{TEXT} XXX")


def test_a_second_writer_gets_both_texts_and_nothing_is_lost(write):
    write("analyst", "First.", do="save")
    write("quality", "Theirs, saved.", version=1, do="save")
    answer = write("analyst", "Mine, not saved.", version=1, do="save")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, saved." in page
    assert "Mine, not saved." in page
    assert only().shows == "Theirs, saved."
    assert write("analyst", "Mine and theirs.", version=2, do="save").status_code == 302
    assert [step.shows for step in Step.objects.order_by("number")] == ["First.", "Theirs, saved.", "Mine and theirs."]


def test_two_who_begin_at_once(write):
    write("analyst", "First.", do="save")
    assert write("quality", "Second.", version=0, do="save").status_code == 409


def test_a_decision_on_a_text_that_changed_is_not_taken(write, signed_in):
    write("analyst", TEXT)
    assert signed_in("director").post(ADDRESS, {"do": "approve", "version": 1, "seen": "x"}).status_code == 409
    assert only().is_in is State.SUBMITTED


def test_a_figure_that_changed_since_the_page_was_opened_is_not_signed(write, signed_in):
    write("analyst", TEXT)
    answer = signed_in("director").post(ADDRESS, {"do": "approve", "version": 2, "seen": "another"}, follow=True)
    assert "A figure changed since you opened this page" in answer.content.decode()
    assert only().is_in is State.SUBMITTED


def test_the_draft_of_others_is_not_for_members(write, decide, signed_in):
    write("analyst", TEXT)
    assert "no approved commentary" in signed_in("member").get(ADDRESS).content.decode()
    decide("director", "approve")
    page = signed_in("member").get(ADDRESS).content.decode()
    assert "Approved by Rosmer Penhallick" in page
    assert "sent back" not in page
    assert signed_in("member").get("/commentary/").status_code == 403


def test_text_is_shown_as_text(write, decide, signed_in):
    write("analyst", f"{TEXT} <script>alert(1)</script>", why='"><b onmouseover=x>')
    for who in ("director", "analyst"):
        page = signed_in(who).get(ADDRESS).content.decode()
        assert "<script>alert" not in page
        assert "<b onmouseover" not in page


def test_a_figure_that_changed_since_approval_comes_back(write, decide, signed_in, reading):
    write("analyst", TEXT)
    decide("director", "approve")
    held = only()
    Commentary.objects.update(figures={**held.figures, f"{{{{{MEASURE}}}}}": "99.9%"})
    assert waits_for("director", reading) == ["a figure changed since it was approved"]
    page = signed_in("director").get(ADDRESS).content.decode()
    assert "99.9%" in page
    assert "Approve with the new figures" in page
    assert "no approved commentary" in signed_in("member").get(ADDRESS).content.decode()
    decide("director", "confirm")
    assert waits_for("director", reading) == []
    assert only().figures[f"{{{{{MEASURE}}}}}"] != "99.9%"


def test_picking_a_figure_keeps_what_was_typed(write):
    answer = write(
        "analyst", "Typed so far", do="insert", pick_measure="referrals", pick_window="ytd", pick_into="shows"
    )
    assert answer.context["form"]["shows"].value() == "Typed so far {{referrals ytd}}"
    assert Commentary.objects.count() == 0


def test_the_preview_saves_nothing(signed_in):
    answer = signed_in("analyst").post(f"{ADDRESS}preview/", {"version": 0, "shows": "It was {{referrals}}. XXX"})
    assert "sl-token" in answer.content.decode()
    assert "filled in" in answer.content.decode()
    assert Commentary.objects.count() == 0


def test_a_promise_stays_in_the_register_until_it_is_reported(write, signed_in):
    promise = {
        "promise_what": "Read late conferences",
        "promise_owner": "Operations manager",
        "promise_due": "2026-11-01",
    }
    assert write("analyst", TEXT, do="save", promise_what="Alone").status_code == 422
    write("analyst", TEXT, **promise)
    page = signed_in("director").get("/commentary/promised/").content.decode()
    assert "Read late conferences" in page
    number = Promise.objects.get().pk
    assert signed_in("reviewer").post(f"/commentary/promised/{number}/", {"result": "x"}).status_code == 403
    assert signed_in("analyst").post(f"/commentary/promised/{number}/", {"result": ""}).status_code == 422
    signed_in("analyst").post(f"/commentary/promised/{number}/", {"result": "Mostly late requests"})
    held = Promise.objects.get()
    assert (held.result, str(held.done_by)) == ("Mostly late requests", "Edda Quarrington")


@pytest.mark.parametrize("query", ["?unit=worker.W1001533", "?unit=team.none", "?period=2090-01", "?unit=' or 1=1"])
def test_a_place_that_is_none_is_refused(signed_in, query):
    assert signed_in("director").get(ADDRESS + query).status_code == 400
    assert signed_in("director").get("/commentary/nothing/").status_code == 404


# Annotations


ANNOTATION = {"on": "2026-05-01", "text": "New conference model", "measure": MEASURE, "effect": "rebase"}


def test_a_rebase_counts_once_another_agreed(signed_in, reading):
    from sightline.web.commentary.annotations import annotations

    before = annotations(reading)
    signed_in("analyst").post("/annotations/", ANNOTATION)
    number = Annotation.objects.get().pk
    assert annotations(reading) == before
    assert waits_for("quality", reading) == ["moves the limits of charts; agree or withdraw it"]
    assert signed_in("analyst").post(f"/annotations/{number}/", {"do": "approve"}).status_code == 403
    signed_in("quality").post(f"/annotations/{number}/", {"do": "approve"})
    (one,) = [a for a in annotations(reading) if a not in before]
    assert (one.measure, one.rebase, one.approver) == (MEASURE, True, "Sunniva Marlock")
    signed_in("analyst").post(f"/annotations/{number}/", {"do": "withdraw"})
    assert annotations(reading) == before


def test_a_note_on_time_counts_at_once(signed_in, reading):
    from sightline.web.commentary.annotations import annotations

    signed_in("analyst").post("/annotations/", {**ANNOTATION, "effect": "shown", "measure": ""})
    assert [a.text for a in annotations(reading)].count("New conference model") == 1


@pytest.mark.parametrize(
    "wrong", [{"on": "2090-01-01"}, {"on": "May"}, {"text": ""}, {"measure": "none"}, {"effect": "all"}]
)
def test_a_wrong_annotation_is_refused(signed_in, wrong):
    assert signed_in("analyst").post("/annotations/", {**ANNOTATION, **wrong}).status_code == 422
    assert signed_in("manager").post("/annotations/", ANNOTATION).status_code == 403
    assert Annotation.objects.count() == 0
