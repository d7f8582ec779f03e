"""Forms for people and their roles."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Submit
from django import forms
from django.contrib.auth.password_validation import validate_password

from sightline.pages.organisation import Organisation, UnitKind
from sightline.web.people.models import Grant, Person
from sightline.web.people.roles import ROLES


class PersonForm(forms.ModelForm):
    """Who somebody is; a password for those who sign in with one."""

    password = forms.CharField(
        label="A first password",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least twelve characters. Leave it empty for somebody who signs in through OpenID Connect, or to "
        "leave it as it is.",
    )

    class Meta:
        model = Person
        fields = ("username", "display_name", "email", "is_active")
        labels = {"username": "Signs in as", "display_name": "Name", "is_active": "May sign in"}
        help_texts = {"username": "Letters, digits and @ . + - _", "is_active": "Untick it when somebody has left."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].required = True
        self.helper = _helper("Keep")

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.instance)
        return password

    def save(self, commit: bool = True) -> Person:
        person = super().save(commit=False)
        if self.cleaned_data["password"]:
            person.set_password(self.cleaned_data["password"])
        elif person.pk is None:
            person.set_unusable_password()
        person.save()
        return person


class GrantForm(forms.ModelForm):
    """A role for a unit, from a day on."""

    class Meta:
        model = Grant
        fields = ("role", "unit", "from_date", "until")
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("from_date", "until")}

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Choose a role"), *((role.key, role.title) for role in ROLES.values())]
        self.fields["unit"] = forms.ChoiceField(label="For", choices=unit_choices(organisation))
        self.helper = _helper("Give this role")

    def clean(self) -> dict:
        found = super().clean() or {}
        since, until = found.get("from_date"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "A role ends after it begins. Put a later day here, or leave it empty.")
        return found


def unit_choices(organisation: Organisation) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every unit, workers last, in groups by kind."""
    return [
        (kind.words.capitalize(), [(unit.key, unit.name) for unit in organisation.of_kind(kind)]) for kind in UnitKind
    ]


def _helper(words: str) -> FormHelper:
    helper = FormHelper()
    helper.add_input(Submit("submit", words))
    return helper
