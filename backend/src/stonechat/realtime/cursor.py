"""Cursors: where a client is in the changes of one transaction history."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything before transaction `xid` is known. On the wire it is one opaque string.

    `epoch` names the history, and `start` the start of the database server (microseconds since 1970) that gave the
    number out: a cold copy of a database goes on with the same numbers as the original, but not with the same starts.
    """

    epoch: str
    start: int
    xid: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.start:x}.{self.xid:x}"


def parse_cursor(text: str) -> Cursor | None:
    """Read a cursor that a client gives back; None for anything that we did not make."""
    parts = text.split(".")
    if len(text) > LONGEST or len(parts) != 3 or not parts[0]:
        return None
    try:
        cursor = Cursor(parts[0], int(parts[1], 16), int(parts[2], 16))
    except ValueError:
        return None
    is_ours = str(cursor) == text and min(cursor.start, cursor.xid) >= 0 and max(cursor.start, cursor.xid) < 2**63
    return cursor if is_ours else None


def can_resume(cursor: Cursor, now: Cursor, next_xid: int, ended_at: int | None) -> bool:
    """Whether the changes since `cursor` are to be had at `now`.

    `next_xid` is the first number that was not given out yet. `ended_at` is the one at which the server's start that
    the cursor names was over, None when no such start is known: then the cursor is from another copy's life.
    """
    if cursor.epoch != now.epoch:
        return False
    last = next_xid if cursor.start == now.start else ended_at
    return last is not None and cursor.xid <= last
