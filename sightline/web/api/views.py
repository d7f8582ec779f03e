"""A person's page of tokens: made here, shown once, taken back here."""

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Submit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sightline.web.api.models import Token
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission


class TokenForm(forms.Form):
    """What a token is for."""

    name = forms.CharField(
        label="What is it for?", max_length=100, help_text="Such as: the Power BI workbook of the North.",
        error_messages={"required": "Say what the token is for, so that it can be told from others."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Make a token"))


@needs(Permission.USE_API)
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens; a new one is shown once."""
    form, shown = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        token, shown = Token.make(request.user, form.cleaned_data["name"])
        record(request, Act.CHANGED, f"Made an API token: {token.name}")
        form = TokenForm()
    held = request.user.tokens.order_by("-made_at")
    return render(request, "api/tokens.html", {"form": form, "tokens": held, "shown": shown})


@needs(Permission.USE_API)
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Ends a token of the person's own."""
    token = get_object_or_404(request.user.tokens, pk=number)
    record(request, Act.CHANGED, f"Took back an API token: {token.name}")
    token.delete()
    messages.success(request, "The token no longer opens anything.")
    return redirect("tokens")
