"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from sightline.web.children import child_views, due_views, records_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("due/", due_views.due, name="due"),
    path("due/today/", due_views.today, name="due-today"),
    path("due/export/", due_views.export, name="due-export"),
    path("records/", records_views.start, name="records"),
    path("records/opened-outside-scope/", child_views.opened_outside_scope, name="opened-outside-scope"),
    path("records/<str:measure_id>/", records_views.records, name="record-list"),
    path("records/<str:measure_id>/export/", records_views.export, name="records-export"),
    # An id may hold a slash.
    path("child/<path:child_id>/break-glass/", child_views.break_glass, name="break-glass"),
    path("child/<path:child_id>/", child_views.child, name="child"),
]
