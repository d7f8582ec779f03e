"""Children's pages as a Django app; what their first reader would wait for is made beforehand."""

from django.apps import AppConfig

from sightline.pages.reading import Reading


def make_ready(reading: Reading) -> None:
    """Who holds each child, names, which figures count whom, the headlines' lists: what nobody should wait for."""
    from sightline.measures.windows import Period
    from sightline.pages.child_figures import everybody_counted, headline_measures
    from sightline.pages.child_lookup import held_children
    from sightline.pages.children import child_reader, names_of_children, names_of_workers
    from sightline.pages.records import whole_list
    from sightline.pages.worklists import worklists_of

    worklists_of(reading)
    held_children(reading)
    names_of_children(reading)
    names_of_workers(reading)
    child_reader(reading)
    everybody_counted(reading)
    for measure in headline_measures():
        whole_list(reading, measure, Period(measure.windows[0], reading.last_whole_month))


class ChildrenConfig(AppConfig):
    name = "sightline.web.children"
    label = "children"
    verbose_name = "Children"

    def ready(self) -> None:
        from sightline.web.config.warming import WARMERS

        if make_ready not in WARMERS:
            WARMERS.append(make_ready)
