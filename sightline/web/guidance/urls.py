"""Addresses of help and of find."""

from django.conf import settings
from django.urls import include, path

from sightline.web.guidance import finding, views

urlpatterns = [
    path("find/", finding.find, name="find"),
    path("find/suggestions/", finding.suggestions, name="find-suggestions"),
    path("help/", views.start, name="help"),
    path("help/definitions/", views.definitions, name="help-definitions"),
    path("help/glossary/", views.glossary, name="help-glossary"),
    path("help/hidden/", views.hidden, name="why-hidden"),
    path("help/how-sure/", views.how_sure, name="help-how-sure"),
    path("help/privacy/", views.privacy, name="help-privacy"),
    path("help/keyboard/", views.keyboard, name="help-keyboard"),
    path("help/accessibility/", views.accessibility, name="help-accessibility"),
    path("help/signing-in/", views.signing_in, name="help-signing-in"),
]
if settings.IS_DEMO:
    urlpatterns.append(path("design/", include("sightline.web.design.urls")))
