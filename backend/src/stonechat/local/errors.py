"""What the commands of this folder tell the person who typed them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from stonechat.errors import StonechatError


class CannotRun(StonechatError):
    """The command cannot go on. Its text is the one sentence that the person reads; no stack belongs to it."""


def told(work: Callable[[], int]) -> int:
    """The exit status of a command that somebody typed. What stands in its way is said in one sentence."""
    try:
        return work()
    except CannotRun as error:
        print(error, file=sys.stderr)
    except PermissionError as error:
        print(f"{error.filename} is closed to this user, who may not be the one who runs Stonechat.", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1
