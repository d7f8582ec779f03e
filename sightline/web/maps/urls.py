"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from sightline.web.maps import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("map/", views.map_, name="map"),
    path("map/table.csv", views.table, name="map-table"),
    path("map/picture.svg", views.picture_svg, name="map-picture-svg"),
    path("map/picture.png", views.picture_png, name="map-picture-png"),
]
