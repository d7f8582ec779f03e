"""Addresses of signing in and of a person's own page."""

from django.conf import settings
from django.urls import include, path

from sightline.web.people import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("account/", views.account, name="account"),
    path("account/second-factor/", views.set_up_second_factor, name="set-up-second-factor"),
]
if settings.OIDC_IS_ON:
    urlpatterns.append(path("oidc/", include("mozilla_django_oidc.urls")))
