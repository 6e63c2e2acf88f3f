"""Pure rules of links, seats, names and faces, attacked by hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stonechat.accounts import rules
from stonechat.errors import Conflict, InvalidInput, NotFound, Refusal, UnsupportedMediaType

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
moments = st.none() | st.just(NOW)


def code_of(check: Callable[[], object]) -> str | None:
    """Why it is refused, None when it is not."""
    try:
        check()
    except Refusal as refusal:
        return refusal.code
    return None


@given(st.integers(1, 9), st.integers(1, 9), moments, moments, st.timedeltas(timedelta(-9), timedelta(9)))
def test_only_the_newest_link_of_a_waiting_invitation_opens_it(
    presented: int, current: int, accepted_at: datetime | None, revoked_at: datetime | None, left: timedelta
) -> None:
    code = code_of(
        lambda: rules.check_invitation(
            presented,
            current,
            accepted_at=accepted_at,
            revoked_at=revoked_at,
            expires_at=NOW + left,
            now=NOW,
        )
    )

    is_void = presented != current or revoked_at is not None
    if is_void:
        assert code == "not_found", "whoever has an old link learns nothing of what became of it"
    elif accepted_at is not None:
        assert code == "invitation_used"
    else:
        assert code == ("invitation_expired" if left <= timedelta() else None)


@given(moments, st.timedeltas(timedelta(-9), timedelta(9)))
def test_a_link_for_a_password_is_good_once_and_in_time(used_at: datetime | None, left: timedelta) -> None:
    code = code_of(lambda: rules.check_reset(used_at=used_at, expires_at=NOW + left, now=NOW))

    late = "reset_expired" if left <= timedelta() else None
    assert code == ("reset_used" if used_at else late)


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_seat_is_free_while_fewer_people_are_active_than_there_are_seats(people: int, seats: int) -> None:
    if seats == 0 or people < seats:
        rules.check_seat(people, seats)
    else:
        with pytest.raises(Conflict):
            rules.check_seat(people, seats)


@given(st.text(max_size=40))
def test_a_name_is_one_line_that_says_something(text: str) -> None:
    try:
        name = rules.checked_name(text)
    except InvalidInput:
        assert not text.strip() or "\0" in text
    else:
        assert name
        assert name == " ".join(name.split())
        assert rules.checked_name(name) == name


@given(st.text(max_size=20), st.text(max_size=20))
def test_an_address_has_one_at_with_something_on_both_sides(local: str, host: str) -> None:
    try:
        email = rules.checked_email(f" {local}@{host}\n")
    except InvalidInput as refusal:
        assert refusal.faults[0].pointer == "/email"
    else:
        assert email.count("@") == 1
        assert all(part and part == part.strip() and "\0" not in part for part in email.split("@"))


@given(st.sampled_from(rules.FACE_TYPES), st.binary(max_size=40))
def test_what_does_not_begin_like_an_image_is_no_face(media_type: str, data: bytes) -> None:
    beginnings = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF\n\n\n\nWEBP"}
    rules.check_face(media_type, beginnings[media_type] + data)
    for other in beginnings.keys() - {media_type}:
        with pytest.raises(InvalidInput):
            rules.check_face(other, beginnings[media_type] + data)
    with pytest.raises(UnsupportedMediaType):
        rules.check_face("image/svg+xml", data)


def test_an_invitation_that_never_was_and_one_that_is_void_are_refused_alike() -> None:
    with pytest.raises(NotFound):
        rules.check_invitation(1, 2, accepted_at=NOW, revoked_at=None, expires_at=NOW, now=NOW)
