"""The design as a Django app, so that its templates, tags and static files are found."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "sightline.web.design"
    label = "design"
    verbose_name = "Design"
