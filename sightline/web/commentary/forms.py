"""What people fill in about commentary: the texts, a promised analysis, a decision, an annotation."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.timezone import localdate

from sightline.measures.catalogue import CATALOGUE
from sightline.pages.commentary_checks import TITLES, Written

LONGEST = 6_000
PROMISE = ("promise_what", "promise_owner", "promise_due", "promise_to")


@dataclass(frozen=True)
class Promised:
    """A promised analysis as it was filled in."""

    what: str
    owner: str
    due: Any
    reported_to: str


def _text(title: str, rows: int) -> forms.CharField:
    too_long = f"{title}: {LONGEST:,} characters at most"
    return forms.CharField(
        label=title, max_length=LONGEST, required=False, strip=False, error_messages={"max_length": too_long},
        widget=forms.Textarea(attrs={"rows": rows, "class": "sl-text", "spellcheck": "true"}),
    )  # fmt: skip


class WriteForm(forms.Form):
    """The texts, the version they were written from, and a promise that may come with them."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    shows = _text(TITLES[0], 7)
    why = _text(TITLES[1], 5)
    doing = _text(TITLES[2], 5)
    kept_because = forms.CharField(label="Why typed numbers stay", max_length=300, required=False)
    promise_what = forms.CharField(label="What will be looked at", max_length=300, required=False)
    promise_owner = forms.CharField(label="Owner", max_length=150, required=False)
    promise_due = forms.DateField(
        label="Due", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the day the analysis is due as 2017-08-11"},
    )  # fmt: skip
    promise_to = forms.CharField(label="Reported to", max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if any(found.get(name) for name in PROMISE) and not self.errors:
            for name, wanted in (("promise_what", "what will be looked at"), ("promise_owner", "who will do it"),
                                 ("promise_due", "by which day")):  # fmt: skip
                if not found.get(name):
                    self.add_error(name, f"A promised analysis needs {wanted}")
        return found

    @property
    def written(self) -> Written:
        data = self.cleaned_data
        shows, why, doing = (data[name].replace("\r\n", "\n").strip() for name in ("shows", "why", "doing"))
        return Written(shows, why, doing, data["kept_because"])

    @property
    def promise_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PROMISE]

    @property
    def promised(self) -> Promised | None:
        data = self.cleaned_data
        if not data.get("promise_what"):
            return None
        return Promised(data["promise_what"], data["promise_owner"], data["promise_due"], data["promise_to"])


class DecisionForm(forms.Form):
    """A decision, the version and the figures it was made on, and a note."""

    version = forms.IntegerField(min_value=0)
    seen = forms.CharField(max_length=64, required=False)
    note = forms.CharField(max_length=2_000, required=False)


class ResultForm(forms.Form):
    """What came of a promised analysis."""

    result = forms.CharField(
        label="What came of it", max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what the analysis found"},
    )  # fmt: skip


class AnnotationForm(forms.Form):
    """Something that happened: its day, its words, the measure it is about, and whether it moves the limits."""

    on = forms.DateField(
        label="When it happened", widget=forms.DateInput(attrs={"type": "date", "class": "sl-field"}),
        error_messages={"required": "Give the day it happened", "invalid": "Write the day as 2017-03-01"},
    )  # fmt: skip
    text = forms.CharField(
        label="What happened", max_length=200, error_messages={"required": "Say what happened, in a few words"},
        help_text="As charts will show it: “New conference model”. No child’s or family’s name.",
    )  # fmt: skip
    measure = forms.ChoiceField(label="Which measure", required=False)
    effect = forms.ChoiceField(
        label="What it does to charts", widget=forms.RadioSelect, initial="shown",
        choices=(
            ("shown", "It is written on them, no more"),
            ("rebase", "The usual range starts afresh at that month"),
            ("leave_out", "That month is drawn and not judged"),
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        measures = sorted(((one.id, one.title) for one in CATALOGUE.values()), key=lambda pair: pair[1])
        self.fields["measure"].choices = [("", "Every measure"), *measures]

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > localdate():
            raise forms.ValidationError("That day is still to come; write it down once it has happened")
        return day


class SignOffForm(forms.Form):
    """Signing a period off: that the list was read, and why it is published again where it was before."""

    agreed = forms.BooleanField(error_messages={"required": "Say that you have read the list"})
    reason = forms.CharField(max_length=1_000, required=False)
    seen = forms.CharField(max_length=64)
