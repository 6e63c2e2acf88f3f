"""Pure decisions about sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

REPEAT_WINDOW = timedelta(seconds=30)
"""How long a rotated refresh token still gives its successor: two tabs wake at once, or an answer is lost."""

REFRESH_LIFETIME = timedelta(days=30)


class Refresh(Enum):
    """What to do with a refresh token that was presented."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    """Give the same successor as before."""
    REVOKE = "revoke"
    """It was used too late: somebody copied it, and the whole family ends."""


def judge_refresh(presented: int, current: int, rotated_at: datetime, now: datetime) -> Refresh:
    """Decide by the generation of the token, the family's current one, and when that was made."""
    if presented == current:
        return Refresh.ROTATE
    if presented == current - 1 and now - rotated_at <= REPEAT_WINDOW:
        return Refresh.REPEAT
    return Refresh.REVOKE
