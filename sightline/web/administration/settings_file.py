"""
Changing `sightline.toml` from a page: the file stays the one place of all settings, with its comments as they are.

A change is checked as if it had been typed, and replaces the file by one atomic rename. Whoever began from an older
state of the file is told so, and nothing of the other's change is lost.
"""

import hashlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path

import tomlkit
from filelock import FileLock
from pydantic import ValidationError
from tomlkit import TOMLDocument

from sightline.errors import BadSettings, SightlineError
from sightline.settings import FILE_NAME, Settings

Edit = Callable[[TOMLDocument], None]


class ChangedMeanwhile(SightlineError):
    """Somebody else changed the settings since the page was opened."""


def state_of(workspace: Path) -> str:
    """What tells one state of the file from another; pages carry it from opening to saving."""
    return hashlib.sha256(_text(workspace).encode()).hexdigest()[:16]


def change(workspace: Path, state: str, edit: Edit) -> None:
    """
    Applies `edit` to the file.

    Errors: ChangedMeanwhile where the file is not in `state` any more, BadSettings where the result would not be valid.
    """
    file = workspace / FILE_NAME
    with FileLock(workspace / ".settings.lock", timeout=10):
        if state_of(workspace) != state:
            raise ChangedMeanwhile(
                "Somebody else changed the settings since you opened this page. Look at them again, then change them."
            )
        document = tomlkit.parse(_text(workspace))
        edit(document)
        _refuse_invalid(document)
        staged = workspace / f".{FILE_NAME}.{uuid.uuid4().hex[:8]}"
        staged.write_text(tomlkit.dumps(document), "utf-8")
        os.replace(staged, file)


def section(document: TOMLDocument, name: str) -> dict:
    """The section called `name`, made where there is none."""
    if name not in document:
        document.add(name, tomlkit.table())
    return document[name]


def _text(workspace: Path) -> str:
    file = workspace / FILE_NAME
    return file.read_text("utf-8-sig") if file.exists() else ""


def _refuse_invalid(document: TOMLDocument) -> None:
    try:
        Settings.model_validate(document.unwrap())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSettings(f"The setting '{where}' would not be valid: {first['msg']}. Nothing was changed.")
