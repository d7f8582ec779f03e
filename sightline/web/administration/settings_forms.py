"""Forms for settings: a target, thresholds, comparators, groups."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Submit
from django import forms

from sightline.judgement.ratings import SCHEMES
from sightline.measures.catalogue import CATALOGUE
from sightline.reports.build import REPORTS

COMPARISONS = ((">=", "at least"), ("<=", "at most"), (">", "more than"), ("<", "under"))
AREA_TYPES = (
    ("england", "England"),
    ("region", "Region"),
    ("statistical_neighbours", "Statistical neighbours"),
    ("good_las", "Authorities judged good or better"),
)


class _WithState(forms.Form):
    """`state`: which state of the file the page was opened on."""

    state = forms.CharField(widget=forms.HiddenInput)
    words = "Keep"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", self.words))


class TargetForm(_WithState):
    """What a measure should reach, from a day on."""

    measure = forms.ChoiceField(
        choices=lambda: [("", "Choose a measure"), *((m.id, m.title) for m in CATALOGUE.values())]
    )
    comparison = forms.ChoiceField(label="It should be", choices=COMPARISONS)
    value = forms.FloatField(label="Value", help_text="In the measure's own unit: 85 for 85%.")
    to = forms.FloatField(label="Up to", required=False, help_text="Only for a range: its upper end.")
    since = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    set_by = forms.CharField(label="Who set it", max_length=150)
    source = forms.CharField(label="Where it is written down", max_length=200, required=False)
    words = "Keep this target"

    def clean(self) -> dict:
        found = super().clean() or {}
        value, to = found.get("value"), found.get("to")
        if value is not None and to is not None and to <= value:
            self.add_error("to", "A range goes up. Put the lower end in 'Value' and the upper end here.")
        return found


class ThresholdsForm(_WithState):
    """How small a number is hidden, and how small a base gets no percentage."""

    threshold = forms.IntegerField(
        label="Hide counts of 1 to", min_value=5, max_value=20,
        help_text="From partners and the public. The DfE's convention is 5; it may be stricter, never laxer.",
    )  # fmt: skip
    fewest_for_a_percentage = forms.IntegerField(
        label="No percentage on fewer than",
        min_value=1,
        max_value=1000,
        help_text="Shown as a fraction, without colour.",
    )
    fewest_without_interval = forms.IntegerField(
        label="Show the range of a percentage on fewer than", min_value=1, max_value=1000
    )
    area_types = forms.MultipleChoiceField(
        label="Whose published figures stand beside ours", choices=AREA_TYPES, widget=forms.CheckboxSelectMultiple
    )


class SchemesForm(_WithState):
    """Which rating scheme colours each product."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, spec in REPORTS.items():
            self.fields[name] = forms.ChoiceField(
                label=spec.title, choices=[("", "Its own"), *((s, s) for s in SCHEMES)], required=False
            )


class GroupForm(_WithState):
    """Authorities to be compared with, under a name."""

    name = forms.RegexField(
        r"^[a-z][a-z0-9_]{1,40}$", label="Name",
        error_messages={"invalid": "A name has small letters, digits and _, such as coastal_counties."},
    )  # fmt: skip
    members = forms.CharField(
        label="Authorities", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Three-digit DfE numbers or ONS codes, with commas or line breaks between them.",
    )  # fmt: skip
    words = "Keep this group"

    def clean_members(self) -> list[str]:
        members = [part for part in self.cleaned_data["members"].replace(",", " ").split() if part]
        wrong = [part for part in members if not (part.isdigit() and len(part) == 3) and not part.startswith("E")]
        if wrong:
            raise forms.ValidationError(f"'{wrong[0][:20]}' is neither a three-digit DfE number nor an ONS code.")
        return members
