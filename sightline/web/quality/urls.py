"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from sightline.web.quality import quality_views, returns_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("quality/", quality_views.quality, name="data-quality"),
    path("quality/lists.csv", quality_views.lists_csv, name="data-quality-csv"),
    path("quality/check/<str:name>/", quality_views.check, name="data-quality-check"),
    path("returns/", returns_views.returns, name="returns"),
    path("returns/rules/", returns_views.rules, name="returns-rules"),
    path("returns/<str:key>/", returns_views.one, name="return"),
    path("returns/<str:key>/rule/<str:code>/", returns_views.rule, name="return-rule"),
    path("returns/<str:key>/rule/<str:code>/note/", returns_views.note, name="return-note"),
    path("returns/<str:key>/report/", returns_views.report, name="return-report"),
    path("returns/<str:key>/download/", returns_views.findings_file, name="return-download"),
]
