"""Office hours: when a team answers, by the clock of its time zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stonechat.sites.wire import OpeningTime

_LOOKED_AT = 16
"""Days, from yesterday on: the times of a week come within eight, unless a change of the clocks takes one away."""
_DAY = 24 * 60


def is_open(office_hours: Sequence[OpeningTime] | None, time_zone: str, now: datetime) -> bool:
    """Whether `now` is within the office hours. None is always, an empty list never."""
    return office_hours is None or any(
        opens <= now < closes for opens, closes in _times(office_hours, ZoneInfo(time_zone), now)
    )


def next_opening(office_hours: Sequence[OpeningTime] | None, time_zone: str, now: datetime) -> datetime | None:
    """When the office hours begin again, in UTC; None while they last, and when they never come."""
    if office_hours is None or is_open(office_hours, time_zone, now):
        return None
    times = _times(office_hours, ZoneInfo(time_zone), now)
    return min((opens for opens, _ in times if opens > now), default=None)


def minutes_of(clock: str) -> int:
    """Minutes since midnight; `24:00` is the end of the day."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _times(office_hours: Sequence[OpeningTime], zone: ZoneInfo, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """From when until when the team answers, around `now` and for two weeks."""
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    for day in (yesterday + timedelta(days=n) for n in range(_LOOKED_AT)):
        for hours in office_hours:
            if hours.day == day.isoweekday():
                opens, closes = minutes_of(hours.opens), minutes_of(hours.closes)
                closes += _DAY if closes < opens else 0
                begin, end = _moment(day, opens, zone), _moment(day, closes, zone)
                if begin < end:
                    yield begin, end


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """When the clock shows this time. Of two such moments it is the first; a time that the clock skips counts by the
    offset before the change. RFC 5545 (§3.3.5) has the same rule, and so have people's calendars."""
    return (datetime.combine(day, time(), tzinfo=zone) + timedelta(minutes=minutes)).astimezone(UTC)
