"""Forms of signing in."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password. The answer to a wrong one never says which of them was wrong."""

    error_messages = {
        "invalid_login": "That name and password do not go together. Check both and try again.",
        "inactive": "That name and password do not go together. Check both and try again.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["password"].label = "Password"
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Sign in"))


class CodeForm(forms.Form):
    """The six digits of an authenticator app."""

    code = forms.RegexField(
        regex=r"^\d{6}$",
        label="Six-digit code",
        error_messages={"invalid": "A code has six digits, such as 123456.", "required": "Type the six digits."},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Continue"))
