"""Cursors: where a client is in the changes of one transaction history."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything before transaction `xid` of the history `epoch` is known. On the wire it is one opaque string."""

    epoch: str
    xid: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.xid}"


def parse_cursor(text: str) -> Cursor | None:
    """Read a cursor that a client gives back; None for anything that we did not make."""
    epoch, _, xid = text.partition(".")
    if not epoch or not xid.isascii() or not xid.isdecimal() or len(xid) > 20:
        return None
    return Cursor(epoch, int(xid))


def can_resume(cursor: Cursor | None, epoch: str, next_xid: int) -> bool:
    """Whether the changes since `cursor` are to be had: the same history, and not from its future."""
    return cursor is not None and cursor.epoch == epoch and cursor.xid <= next_xid
