"""Forms that ask for a reason: a list as a file, a record outside one's scope."""

from crispy_forms.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size, Submit
from django import forms

# Long enough that information governance can judge it.
LEAST_REASON, MOST_REASON = 15, 1000


class ReasonForm(forms.Form):
    """Why; in words that information governance can judge."""

    reason = forms.CharField(
        label="Why do you need it?",
        min_length=LEAST_REASON,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say why you need it",
            "min_length": f"Say why you need it in {LEAST_REASON} characters or more",
            "max_length": f"Say why you need it in {MOST_REASON:,} characters or fewer",
        },
    )
    button = "Continue"
    hint = "Information governance reads every reason."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.hint
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.laid_out(), Submit("submit", self.button))

    def laid_out(self) -> list:
        return [Field.textarea("reason", rows=4, label_size=Size.SMALL)]

    def clean_reason(self) -> str:
        """Spaces are no reason."""
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < LEAST_REASON:
            raise forms.ValidationError(f"Say why you need it in {LEAST_REASON} characters or more")
        return reason


class ExportForm(ReasonForm):
    """Why a list is downloaded, and as what."""

    kind = forms.ChoiceField(
        label="As what?",
        choices=[("xlsx", "Excel workbook (XLSX)"), ("csv", "Text file with commas (CSV)")],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind of file", "invalid_choice": "Choose a kind of file"},
    )
    button = "Download the list"
    hint = "The reason is kept with the name of everybody in the list. Information governance reads it."

    def laid_out(self) -> list:
        return [Field.textarea("reason", rows=4, label_size=Size.SMALL), Field.radios("kind", legend_size=Size.SMALL)]


class BreakGlassForm(ReasonForm):
    """Why a record outside one's scope is opened."""

    button = "Open the record for one hour"
    hint = "Information governance reads every reason, and the team that holds the child can be told."
