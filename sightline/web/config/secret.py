"""The key that signs sessions, made once for a workspace and readable by its owner alone."""

import os
import secrets
from pathlib import Path

FILE_NAME = ".secret-key"


def secret_key(workspace: Path) -> str:
    """The workspace's key, made at its first use. Two servers that start at once end with the same one."""
    file = workspace / FILE_NAME
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as made:
        made.write(secrets.token_urlsafe(64))
    return file.read_text("ascii").strip()
