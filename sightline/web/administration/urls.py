"""Addresses of administration."""

from django.urls import path

from sightline.web.administration import import_views, people_views, settings_views, views

urlpatterns = [
    path("", views.administration, name="administration"),
    path("organisation/", views.organisation, name="organisation"),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.new_person, name="new-person"),
    path("people/<int:number>/", people_views.person, name="person"),
    path("people/roles/<int:number>/", people_views.end_grant, name="end-grant"),
    path("targets/", settings_views.targets, name="targets"),
    path("thresholds/", settings_views.thresholds, name="thresholds"),
    path("schemes/", settings_views.schemes, name="schemes"),
    path("groups/", settings_views.groups, name="groups"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/<int:number>/", import_views.one_import, name="import"),
    path("imports/<int:number>/decision/", import_views.decide, name="decide-import"),
]
