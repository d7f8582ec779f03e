"""Making the application ready and serving it: database, static files, first reading, waitress."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from sightline.errors import BadUsage, SightlineError

THREADS = 8
# What a form has besides its files.
ROOM = 1_000_000


def prepare(workspace: Path, *, demo: bool = False) -> None:
    """
    Configures Django for the workspace, brings its database up to date and gathers the static files.

    Errors: SightlineError where nothing is loaded, or the design was not built.
    """
    os.environ["SIGHTLINE_DEMO"] = "1" if demo else os.environ.get("SIGHTLINE_DEMO", "")
    open_database(workspace)
    from django.core.management import call_command

    _refuse_unbuilt_design()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    if demo:
        from sightline.web.commentary.demo import make_demo_commentary
        from sightline.web.config.middleware import workspace as served
        from sightline.web.people.demo import make_demo_people

        make_demo_people(served.readings.current().organisation)
        make_demo_commentary(served.readings.current())


def open_database(workspace: Path) -> None:
    """Configures Django for the workspace and brings the database of people's own records up to date."""
    os.environ["SIGHTLINE_WORKSPACE"] = str(workspace.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _refuse_unbuilt_design() -> None:
    from django.contrib.staticfiles import finders

    if finders.find("vendor/govuk-frontend.min.css") is None:
        raise SightlineError(
            "The design's style sheets are not built. Run 'make setup' (it needs Node.js) and try again."
        )


def serve(host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """
    Serves until it is stopped. `ready(address)` is called once it listens.

    Errors: BadUsage where the port is taken.
    """
    from waitress.server import create_server

    from sightline.web.administration.uploads import MOST_BYTES
    from sightline.web.config.middleware import workspace
    from sightline.web.config.warming import warm
    from sightline.web.config.wsgi import application

    try:
        server = create_server(
            application, host=host, port=port, threads=THREADS, ident="", max_request_body_size=MOST_BYTES + ROOM
        )
    except OSError as error:
        raise BadUsage(f"Port {port} on {host} can't be opened: {error.strerror}. Choose another with --port.")
    reading = workspace.readings.current()
    Thread(target=warm, args=(reading,), name="warm", daemon=True).start()
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    ready(f"http://{shown}:{port}/")
    server.run()
