"""The pages of figures as a Django app; its first pages are made before the first reader comes."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "sightline.web.figures"
    label = "figures"
    verbose_name = "Figures"

    def ready(self) -> None:
        from sightline.web.config.warming import WARMERS
        from sightline.web.figures.warming import warm_figures

        if warm_figures not in WARMERS:
            WARMERS.append(warm_figures)
