"""Office hours by any clock: over midnight, when clocks change, always and never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stonechat.sites.hours import is_open, minutes_of, next_opening
from stonechat.sites.wire import OpeningTime

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Havana",  # The clock is put back at midnight.
    "Africa/Cairo",  # The clock is put forward at midnight.
    "Australia/Lord_Howe",  # By half an hour.
    "Africa/Casablanca",  # Twice a year, and by the moon.
    "Asia/Kathmandu",
    "Pacific/Apia",  # A whole day was left out in 2011.
]
BERLIN = ZoneInfo("Europe/Berlin")

moments = st.integers(0, 35 * 366 * 24 * 60).map(lambda n: datetime(2005, 1, 3, tzinfo=UTC) + timedelta(minutes=n))
zones = st.sampled_from(ZONES)
clocks = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
opening_times = st.builds(OpeningTime, st.integers(1, 7), clocks, clocks | st.just("24:00")).filter(
    lambda hours: hours.opens != hours.closes
)
weeks = st.lists(opening_times, max_size=8)

WORKDAYS = [OpeningTime(day=day, opens="09:00", closes="17:00") for day in range(1, 6)]
NIGHTS = [OpeningTime(day=6, opens="22:00", closes="02:00")]
WHOLE_DAYS = [OpeningTime(day=day, opens="00:00", closes="24:00") for day in range(1, 8)]


def in_berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-28T12:00", False),
    ],
)
def test_hours_begin_with_their_first_minute_and_end_before_their_last(now: str, expected: bool) -> None:
    assert is_open(WORKDAYS, "Europe/Berlin", in_berlin(now)) is expected


def test_a_night_goes_on_over_midnight_into_a_day_that_has_no_hours() -> None:
    assert is_open(NIGHTS, "Europe/Berlin", in_berlin("2026-11-28T23:00"))
    assert is_open(NIGHTS, "Europe/Berlin", in_berlin("2026-11-29T01:59"))
    assert not is_open(NIGHTS, "Europe/Berlin", in_berlin("2026-11-29T02:00"))
    assert not is_open(NIGHTS, "Europe/Berlin", in_berlin("2026-11-28T01:00"))


def test_what_opens_next_is_said_in_utc_also_behind_a_weekend() -> None:
    friday_evening = in_berlin("2026-11-27T18:00")

    assert next_opening(WORKDAYS, "Europe/Berlin", friday_evening) == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert next_opening(WORKDAYS, "Europe/Berlin", in_berlin("2026-11-27T12:00")) is None


def test_a_team_that_opens_once_a_week_opens_a_week_later() -> None:
    mondays = [OpeningTime(day=1, opens="09:00", closes="10:00")]

    assert next_opening(mondays, "UTC", datetime(2026, 11, 23, 10, tzinfo=UTC)) == datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_hours_are_the_wall_clocks_on_both_sides_of_a_change() -> None:
    saturday, monday = in_berlin("2026-10-24T18:00"), in_berlin("2026-10-26T08:00")

    assert next_opening(WORKDAYS, "Europe/Berlin", saturday) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert next_opening(WORKDAYS, "Europe/Berlin", monday - timedelta(days=7)) == datetime(2026, 10, 19, 7, tzinfo=UTC)


def test_a_night_in_which_the_clock_is_put_back_is_an_hour_longer_and_ends_once() -> None:
    whole_night = [OpeningTime(day=6, opens="22:00", closes="04:00")]
    until_half_past_two = [OpeningTime(day=6, opens="22:00", closes="02:30")]
    begin = in_berlin("2026-10-24T22:00").astimezone(UTC)

    def minutes_open(hours: list[OpeningTime]) -> list[int]:
        return [n for n in range(0, 600, 10) if is_open(hours, "Europe/Berlin", begin + timedelta(minutes=n))]

    assert minutes_open(whole_night) == list(range(0, 420, 10))
    assert minutes_open(until_half_past_two) == list(range(0, 270, 10))


def test_an_hour_that_the_clock_skips_counts_by_the_offset_before() -> None:
    skipped = [OpeningTime(day=7, opens="02:30", closes="12:00")]

    assert next_opening(skipped, "Europe/Berlin", in_berlin("2026-03-29T01:00")) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


@given(moments, zones)
def test_no_list_is_always_and_an_empty_list_never(now: datetime, zone: str) -> None:
    assert is_open(None, zone, now)
    assert next_opening(None, zone, now) is None
    assert not is_open([], zone, now)
    assert next_opening([], zone, now) is None


@given(moments, zones)
def test_seven_whole_days_leave_no_gap(now: datetime, zone: str) -> None:
    assert is_open(WHOLE_DAYS, zone, now)


@given(weeks, zones, moments)
def test_where_no_clock_changes_the_wall_clock_decides(week: list[OpeningTime], zone: str, now: datetime) -> None:
    local = now.astimezone(ZoneInfo(zone))
    around = {(now + timedelta(hours=n)).astimezone(local.tzinfo).utcoffset() for n in range(-48, 49, 6)}
    assume(len(around) == 1)

    def covers(hours: OpeningTime) -> bool:
        minute, opens, closes = local.hour * 60 + local.minute, minutes_of(hours.opens), minutes_of(hours.closes)
        today, yesterday = hours.day == local.isoweekday(), hours.day % 7 + 1 == local.isoweekday()
        if opens < closes:
            return today and opens <= minute < closes
        return (today and opens <= minute) or (yesterday and minute < closes)

    assert is_open(week, zone, now) == any(covers(hours) for hours in week)


@given(weeks, zones, moments, st.floats(0, 0.999))
def test_nothing_is_open_until_the_next_opening(week: list[OpeningTime], zone: str, now: datetime, part: float) -> None:
    opening = next_opening(week, zone, now)

    if opening is None:
        assert is_open(week, zone, now) or not week
    else:
        assert now < opening <= now + timedelta(days=15)
        assert not is_open(week, zone, now)
        assert not is_open(week, zone, now + (opening - now) * part)
        assert is_open(week, zone, opening)
