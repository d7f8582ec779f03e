"""`sightline serve`: the web application."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.console import out
from sightline.cli.options import Workspace
from sightline.dataset.versions import require_current


def command(
    workspace: Workspace = Path("."),
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for every network card.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """Serve the web application of a workspace until it is stopped with Ctrl+C."""
    require_current(workspace)
    serve_workspace(workspace, host=host, port=port)


def serve_workspace(workspace: Path, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serves until stopped; the made-up authority with its made-up people."""
    from sightline.cli.demo import is_demo
    from sightline.web.config.serving import prepare, serve

    prepare(workspace, demo=is_demo(workspace))
    serve(host, port, ready=lambda address: out.print(f"Sightline is at [bold]{address}[/]  (Ctrl+C stops it)"))
