"""Commentary with its history, what it promises, annotations on time, and which periods were signed off."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from sightline.measures.windows import Month, parse_last_month
from sightline.pages.commentary_checks import Written
from sightline.web.commentary.states import Act, State

PERSON = settings.AUTH_USER_MODEL


def _person(related: str = "+", *, required: bool = False) -> models.ForeignKey:
    return models.ForeignKey(PERSON, on_delete=models.PROTECT, null=not required, blank=True, related_name=related)


class Texts(models.Model):
    """The three texts of a commentary, and why typed numbers stay."""

    shows = models.TextField(blank=True)
    why = models.TextField(blank=True)
    doing = models.TextField(blank=True)
    kept_because = models.CharField(max_length=300, blank=True)
    # What each token printed when this was saved or signed: {"{{referrals}}": "436"}.
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def written(self) -> Written:
        return Written(self.shows, self.why, self.doing, self.kept_because)


class Commentary(Texts):
    """
    What is said of one measure, unit and month. `version` counts every change, so that two writers never overwrite each
    other; `protected` is what its tokens print for the public, from its locking on.
    """

    measure = models.CharField(max_length=120)
    unit = models.CharField(max_length=200)
    month_key = models.CharField(max_length=7)
    state = models.CharField(max_length=10, choices=[(s.value, s.words) for s in State], default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)
    written_by = _person()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = _person()
    approved_at = models.DateTimeField(null=True)
    approved_by = _person()
    locked_at = models.DateTimeField(null=True)
    edition = models.PositiveIntegerField(null=True)
    protected = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "commentaries"
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit", "month_key"], name="one_commentary_of_a_figure"),
        ]
        indexes = [models.Index(fields=["month_key", "state"])]

    def __str__(self) -> str:
        return f"{self.measure}, {self.unit}, {self.month_key}"

    @property
    def month(self) -> Month:
        return parse_last_month(self.month_key)

    @property
    def is_in(self) -> State:
        return State(self.state)


class Step(Texts):
    """One line of a commentary's history: who did what when, with the texts as they then were."""

    commentary = models.ForeignKey(Commentary, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    person = _person()
    person_name = models.CharField(max_length=150)
    act = models.CharField(max_length=20, choices=[(act.value, act.value) for act in Act])
    note = models.TextField(blank=True)
    dataset = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["commentary", "number"], name="one_step_of_a_number")]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.act}"


class Promise(models.Model):
    """An analysis that a commentary promises: what, by whom, by when, to whom; and what came of it."""

    commentary = models.ForeignKey(Commentary, on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=150)
    due = models.DateField()
    reported_to = models.CharField(max_length=150, blank=True)
    made_by = _person()
    made_at = models.DateTimeField(auto_now_add=True)
    result = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = _person()

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.what


class Annotation(models.Model):
    """
    Something that happened, written on charts. What moves the limits (`rebase`, `leave_out`) counts only once somebody
    other than its author approved it.
    """

    on = models.DateField("when it happened")
    text = models.CharField(max_length=200)
    measure = models.CharField(max_length=120, blank=True)
    rebase = models.BooleanField(default=False)
    leave_out = models.BooleanField(default=False)
    author = _person(required=True)
    written_at = models.DateTimeField(auto_now_add=True)
    approver = _person()
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = _person()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=models.F("author")), name="annotation_approved_by_another"
            ),
            models.CheckConstraint(condition=~Q(rebase=True, leave_out=True), name="annotation_rebases_or_leaves_out"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.text}"

    @property
    def moves_limits(self) -> bool:
        return self.rebase or self.leave_out

    @property
    def is_in_force(self) -> bool:
        return self.withdrawn_at is None and (self.approver_id is not None or not self.moves_limits)


class Publication(models.Model):
    """One edition of a period that was signed off; its files lie in the workspace, its manifest's hash here."""

    month_key = models.CharField(max_length=7)
    edition = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    signed_at = models.DateTimeField()
    signed_by = _person(required=True)
    signed_name = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    manifest_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-month_key", "-edition"]
        constraints = [models.UniqueConstraint(fields=["month_key", "edition"], name="one_edition_of_a_number")]

    def __str__(self) -> str:
        return f"{self.month_key}, edition {self.edition}"

    @property
    def month(self) -> Month:
        return parse_last_month(self.month_key)
