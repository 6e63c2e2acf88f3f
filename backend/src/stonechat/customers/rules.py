"""Pure decisions about a customer's resume key."""

from __future__ import annotations

from enum import Enum


class Resume(Enum):
    """What to do with a resume key that was presented."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    """Its successor was never used, so the answer that carried it may have been lost: give the same one again."""
    REFUSE = "refuse"


def judge_resume(presented: int, current: int) -> Resume:
    """Decide by the generation of the key and the session's current one.

    A genuine key from the future was given out before the database was restored from a backup: its bearer is whom the
    session belongs to.

    Unlike an agent's session, an outdated key only fails and ends nothing: it is worthless to whoever copied it, and
    a customer who loses the key loses the conversation.
    """
    if presented >= current:
        return Resume.ROTATE
    return Resume.REPEAT if presented == current - 1 else Resume.REFUSE
