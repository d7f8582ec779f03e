"""Signing in and out, the second factor, and a person's own page."""

from base64 import b32encode

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_otp import devices_for_user
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.people.access import needs, open_to_all
from sightline.web.people.demo import PASSWORD, demo_people
from sightline.web.people.forms import CodeForm, SignInForm
from sightline.web.people.models import Grant
from sightline.web.people.permissions import Permission
from sightline.web.people.second_factor import has_second_factor


class _SignIn(LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        demo = {"demo_people": demo_people(), "demo_password": PASSWORD} if settings.IS_DEMO else {}
        return super().get_context_data(**kwargs, **demo, oidc=settings.OIDC_IS_ON)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        record(self.request, Act.SIGNED_IN, "Signed in")
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        # Whose name it was is kept by axes; the audit keeps that it happened and from where.
        record(self.request, Act.SIGN_IN_FAILED, "A name and password did not go together")
        return super().form_invalid(form)


sign_in = open_to_all(_SignIn.as_view())


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    if request.user.is_authenticated:
        record(request, Act.SIGNED_OUT, "Signed out")
    logout(request)
    return redirect("sign-in")


open_to_all(sign_out)


def locked_out(request: HttpRequest, credentials: dict | None = None, *args, **kwargs) -> HttpResponse:
    """What somebody sees who got the password wrong too often."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "people/locked_out.html", {"minutes": minutes}, status=429)


@open_to_all
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for the code of somebody who has a second factor and has not shown it in this session."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for device in devices_for_user(request.user, confirmed=True):
            if device.verify_token(form.cleaned_data["code"]):
                otp_login(request, device)
                return redirect(_where_next(request))
        record(request, Act.SIGN_IN_FAILED, "A code was wrong")
        form.add_error("code", "That code is not right, or was used already. Wait for the next one.")
    return render(request, "people/second_factor.html", {"form": form, "next": request.GET.get("next", "")})


def _where_next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else reverse("home")


@needs()
def account(request: HttpRequest) -> HttpResponse:
    """A person's own page: roles, shortcuts, second factor."""
    if request.method == "POST":
        request.user.shortcuts_on = request.POST.get("shortcuts") == "on"
        request.user.save(update_fields=["shortcuts_on"])
        messages.success(request, "Kept.")
        return redirect("account")
    return render(
        request,
        "people/account.html",
        {
            "has_second_factor": has_second_factor(request.user),
            "grants": [_told(request, grant) for grant in _grants(request)],
            "may_use_api": request.access.may(Permission.USE_API),
        },
    )


def _grants(request: HttpRequest):
    return request.user.grants_on(timezone.localdate())


def _told(request: HttpRequest, grant: Grant) -> dict[str, str]:
    unit = request.reading.organisation.unit(grant.unit)
    named = unit.name if unit else f"{grant.unit}, which the organisation no longer has"
    return {"title": grant.role_class.title, "about": grant.role_class.about, "unit": named}


@needs()
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Shows the code to scan, and keeps the device once a code from it was typed."""
    if has_second_factor(request.user):
        return redirect("account")
    device, _made = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, defaults={"name": "app"})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            device.confirmed = True
            device.save()
            otp_login(request, device)
            record(request, Act.CHANGED, "Set up a second factor")
            messages.success(request, "From now on you are asked for a code when you sign in.")
            return redirect("account")
        form.add_error("code", "That code is not right. Check that the clock of your phone is.")
    picture = segno.make(device.config_url, error="m").svg_inline(
        scale=5, border=2, title="The key of your second factor, to be scanned"
    )
    picture = picture.replace("<svg ", '<svg role="img" ', 1)
    key = b32encode(device.bin_key).decode()
    return render(request, "people/set_up_second_factor.html", {"form": form, "picture": picture, "key": key})
