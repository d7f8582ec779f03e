"""Addresses of the audit."""

from django.urls import path

from sightline.web.audit import views

urlpatterns = [
    path("", views.audit, name="audit"),
    path("<int:number>/", views.entry, name="audit-entry"),
]
