"""Secrets that are made on first use and kept beside the data, for their owner's eyes only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def jwt_secret_file(data_dir: Path) -> Path:
    """Where JWT_SECRET is kept when nobody set one."""
    return data_dir / "jwt-secret"


def kept_secret(path: Path) -> str:
    """The secret in `path`, made now if there is none."""
    try:
        kept = path.read_text().strip()
    except FileNotFoundError:
        kept = ""
    if kept:
        return kept
    made = secrets.token_urlsafe(32)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(made + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return made
