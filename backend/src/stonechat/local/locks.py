"""A lock that the system gives back by itself when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from stonechat.local.errors import CannotRun


class FolderLock:
    """Held by one process at a time. `take` raises `CannotRun` when another one has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take it at once or not at all."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a")
        except OSError as error:
            raise CannotRun(
                f"The data folder {self._path.parent} cannot be written ({error.strerror}): "
                "choose another one with STONECHAT_DATA."
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise CannotRun(
                f"Stonechat is already running on the data folder {self._path.parent}: stop that one first, "
                "or choose another folder with STONECHAT_DATA."
            ) from None
        self._file = file

    def give_back(self) -> None:
        """Let the next one have it. Harmless when it is not held."""
        if self._file:
            self._file.close()
            self._file = None

    def is_free(self) -> bool:
        """Whether nobody, this process included, holds it now."""
        if self._file or not self._path.exists():
            return not self._file
        try:
            self.take()
        except CannotRun:
            return False
        self.give_back()
        return True
