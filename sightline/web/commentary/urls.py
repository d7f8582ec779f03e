"""Addresses: commentary, promised analysis, annotations, published periods."""

from django.urls import URLPattern, URLResolver, path

from sightline.web.commentary import annotation_views, overview, publishing_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commentary/", overview.commentary, name="commentary"),
    path("commentary/promised/", overview.promised, name="promised"),
    path("commentary/promised/<int:number>/", overview.promise, name="promise"),
    path("commentary/figure/", views.figure, name="commentary-figure"),
    path("commentary/<str:measure>/", views.commentary_of, name="commentary-of"),
    path("commentary/<str:measure>/preview/", views.preview, name="commentary-preview"),
    path("annotations/", annotation_views.annotations, name="annotations"),
    path("annotations/<int:number>/", annotation_views.decide, name="annotation"),
    path("published/", publishing_views.published, name="published"),
    path("published/sign-off/", publishing_views.sign_off, name="sign-off"),
    path("published/<str:period>/<int:edition>/", publishing_views.edition, name="published-edition"),
    path("published/<str:period>/<int:edition>/figures.csv", publishing_views.download, name="published-download"),
]
