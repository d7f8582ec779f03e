"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from sightline.web.figures import home, measure_views, reports, scorecard, scorecard_files, unit_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("scorecard/", scorecard.scorecard, name="scorecard"),
    path("scorecard/scorecard.csv", scorecard_files.scorecard_csv, name="scorecard-csv"),
    path("scorecard/scorecard.xlsx", scorecard_files.scorecard_xlsx, name="scorecard-xlsx"),
    path("reports/", reports.reports, name="reports"),
    path("reports/make/", reports.make, name="reports-make"),
    path("reports/dashboard/", reports.dashboard, name="reports-dashboard"),
    path("reports/<str:name>/<str:period>/<str:audience>.xlsx", reports.download, name="reports-download"),
    path("unit/", unit_views.unit, name="unit"),
    path("team/", unit_views.team, name="team"),
    path("help/caseloads/", unit_views.caseload_rules, name="caseload-rules"),
    path("measures/", measure_views.measures, name="measures"),
    path("measure/<str:measure_id>/", measure_views.measure, name="measure"),
    path("measure/<str:measure_id>/<str:name>", measure_views.measure_file, name="measure-file"),
]
