"""The map as a Django app; what most people open first is made before the first reader comes."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "sightline.web.maps"
    label = "maps"
    verbose_name = "Map"

    def ready(self) -> None:
        from sightline.pages.map import make_ready
        from sightline.web.config.warming import WARMERS

        if make_ready not in WARMERS:
            WARMERS.append(make_ready)
