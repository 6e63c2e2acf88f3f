"""How often the same may be asked for, counted in the database, so that all processes count together."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from stonechat.db.base import Base
from stonechat.db.database import Database
from stonechat.errors import TooManyRequests

SWEEP = timedelta(hours=1)
"""How often rows that say nothing any more are deleted, at most."""
_IPV6_NETWORK = 64
"""Bits of an IPv6 address that name a household or a machine; it has all the addresses behind them."""


class ThrottleRow(Base):
    """How far in the future the next request of a key would be, if each took its full interval.

    The one number of the generic cell rate algorithm (ITU-T I.371), which is a token bucket without a timer. The table
    is not logged: after a crash everybody begins anew, and no request waits for the disk.
    """

    __tablename__ = "throttles"
    __table_args__ = (Index("ix_throttles_due_at", "due_at"), {"prefixes": ["UNLOGGED"]})

    key: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Throttle:
    """One request every `interval`, after `burst` that may come at once."""

    name: str
    burst: int
    interval: timedelta


class Throttles:
    """Counts requests."""

    def __init__(self, database: Database, time_scale: float = 1.0, *, is_on: bool = True) -> None:
        """All intervals are multiplied by `time_scale`."""
        self._database = database
        self.is_on = is_on
        """Where it is off, as in a run of tests with many clients at one address, nothing is refused."""
        self._time_scale = time_scale
        self._swept_at: datetime | None = None

    async def check(self, keys: Mapping[Throttle, str]) -> None:
        """Count a request against each of these. Raises `TooManyRequests` when it is one too many for one of them, and
        then it counts for none; and `Busy`."""
        if not self.is_on:
            return
        now = await self._database.write(lambda session: self._count(session, keys))
        if self._swept_at is None or now - self._swept_at > SWEEP:
            self._swept_at = now
            over = delete(ThrottleRow).where(ThrottleRow.due_at < now)
            await self._database.write(lambda session: session.execute(over))

    async def _count(self, session: AsyncSession, keys: Mapping[Throttle, str]) -> datetime:
        # Nobody would mind if the last moment before a crash were forgotten.
        await session.execute(text("SET LOCAL synchronous_commit = off"))
        now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
        longest_wait = timedelta()
        # In one order, so that two requests never wait for each other's rows.
        for throttle, key in sorted(keys.items(), key=lambda item: (item[0].name, item[1])):
            name, interval = f"{throttle.name} {key}", throttle.interval * self._time_scale
            tolerated = now + interval * (throttle.burst - 1)
            counted = insert(ThrottleRow).values(key=name, due_at=now + interval)
            counted = counted.on_conflict_do_update(
                index_elements=[ThrottleRow.key],
                set_={"due_at": func.greatest(ThrottleRow.due_at, now) + literal(interval)},
                where=ThrottleRow.due_at <= tolerated,
            )
            if await session.scalar(counted.returning(ThrottleRow.due_at)) is None:
                due_at = (await session.execute(select(ThrottleRow.due_at).where(ThrottleRow.key == name))).scalar_one()
                longest_wait = max(longest_wait, due_at - tolerated)
        if longest_wait:
            seconds = max(1, math.ceil(longest_wait.total_seconds()))
            raise TooManyRequests("This was tried too often. Please wait a moment.", retry_after=seconds)
        return now


def address_key(address: str | None) -> str:
    """What an address counts as: IPv6 by its network."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
