"""Made-up commentary of the demo, in different states, so that no page is empty."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sightline.pages.commentary_checks import Written
from sightline.pages.commentary_figures import Place
from sightline.pages.reading import Reading
from sightline.web.commentary.acts import SIGNED_AT, printer
from sightline.web.commentary.models import Annotation, Commentary, Promise, Step
from sightline.web.commentary.states import Act, State
from sightline.web.people.models import Person

# `*` stands for the commentary's own measure.
CONFERENCES = Written(
    "In the month {{* counts}} children had their first conference within 15 working days "
    "({{*}}), against {{* last-month}} the month before; the target is "
    "{{* target}}. It is {{* usual}}. For the year so far the figure is "
    "{{* ytd}}.",
    "Two chairs’ posts were empty through the month, and about a dozen requests came after day 10.",
    "A chair from another locality covers until the posts are filled. Locality directors see late requests on Mondays.",
)
REREFERRALS = Written(
    "Re-referrals were {{*}} ({{* counts}} children), {{* usual}}.",
    "Nothing in the month’s audits points to another cause than chance.",
    "The front door reads every repeat within three months for what the first assessment missed.",
)
ASSESSMENTS = Written(
    "{{* counts}} assessments were completed within 45 working days "
    "({{*}}), against {{* last-month}} the month before.",
    "",
    "XXX to add what each locality is doing.",
)
VISITS = Written(
    "{{*}} of children looked after were visited in the last six weeks ({{* counts}}), {{* usual}}.",
    "Visits that were made are not always written up within the week.",
    "Team managers see each morning which visits have no record.",
)

# Which measure, what is written of it, how far it has come, and how many days ago it began.
_MADE_UP = (
    ("icpc_in_15wd_excl_no_s47_pct", CONFERENCES, State.SUBMITTED, 9),
    ("rereferral_pct_children", REREFERRALS, State.APPROVED, 11),
    ("assessments_in_45wd_pct", ASSESSMENTS, State.DRAFT, 3),
    ("cla_visit_6wk_pct", VISITS, State.SUBMITTED, 6),
)


def make_demo_commentary(reading: Reading) -> None:
    """Writes them for the newest whole month by the demo's people, once; what somebody changed since is left alone."""
    people = {
        person.username: person for person in Person.objects.filter(username__in=("director", "analyst", "quality"))
    }
    if len(people) < 3:
        return
    writer, approver = people["analyst"], people["director"]
    with transaction.atomic():
        for measure, written, state, days in _MADE_UP:
            place = Place(measure, reading.organisation.whole, reading.last_whole_month)
            if not _exists(place):
                _make(reading, place, written, state, days, writer, approver)
        _annotations(people, reading)


def _exists(place: Place) -> bool:
    return Commentary.objects.filter(measure=place.measure, unit=place.unit.key, month_key=str(place.month)).exists()


def _make(
    reading: Reading, place: Place, written: Written, state: State, days: int, writer: Person, approver: Person
) -> None:
    promises, now = written is CONFERENCES, timezone.now()
    begun, sent = now - timedelta(days=days), now - timedelta(days=max(days - 3, 0))
    written = Written(*(text.replace("{{*", "{{" + place.measure) for text in written.texts))
    texts = {"shows": written.shows, "why": written.why, "doing": written.doing,
             "figures": printer(reading, place, SIGNED_AT).figures(*written.texts)}  # fmt: skip
    acts = [(Act.BEGIN, begun, writer), (Act.WRITE, begun + timedelta(days=1), writer)]
    if state is not State.DRAFT:
        acts.append((Act.SEND, sent, writer))
    if state is State.APPROVED:
        acts.append((Act.APPROVE, sent + timedelta(days=1), approver))
    held = Commentary.objects.create(
        measure=place.measure, unit=place.unit.key, month_key=str(place.month), state=state, version=len(acts),
        written_by=writer, written_at=acts[1][1], **texts,
    )  # fmt: skip
    if state is not State.DRAFT:
        held.submitted_at, held.submitted_by = sent, writer
    if state is State.APPROVED:
        held.approved_at, held.approved_by = acts[-1][1], approver
    held.save()
    Commentary.objects.filter(pk=held.pk).update(begun_at=begun)
    for number, (act, at, person) in enumerate(acts, start=1):
        first = {"shows": written.shows.split(". ")[0].rstrip(".") + ".", "why": "", "doing": ""} if number == 1 else {}
        step = Step.objects.create(
            commentary=held, number=number, person=person, person_name=str(person), act=act.value, dataset=reading.name,
            **{**texts, **first},
        )  # fmt: skip
        Step.objects.filter(pk=step.pk).update(at=at)
    if promises:
        Promise.objects.create(
            commentary=held, what="Read all late conferences of the month for the cause of delay",
            owner="Safeguarding operations manager", due=timezone.localdate() + timedelta(days=19),
            reported_to="Quality and performance meeting", made_by=writer,
        )  # fmt: skip


def _annotations(people: dict[str, Person], reading: Reading) -> None:
    if Annotation.objects.exists():
        return
    Annotation.objects.create(
        on=reading.last_whole_month.plus(-5).start, text="New conference rooms in use in every locality",
        measure="icpc_in_15wd_excl_no_s47_pct", author=people["analyst"],
    )  # fmt: skip
    Annotation.objects.create(
        on=reading.last_whole_month.plus(-8).start, text="Recording of visits moved to the phone application",
        measure="cla_visit_6wk_pct", rebase=True, author=people["quality"],
    )  # fmt: skip
