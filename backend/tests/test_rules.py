"""Pure rules, attacked by hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stonechat.accounts.actor import AgentActor, CustomerActor
from stonechat.accounts.rules import REPEAT_WINDOW, Refresh, judge_refresh
from stonechat.conversations import rules
from stonechat.customers.rules import Resume, judge_resume
from stonechat.errors import Conflict, Forbidden, InvalidInput
from stonechat.ids import new_id
from stonechat.paging import ById, BySeq, ByTime, decode_key, encode_key
from stonechat.realtime.cursor import Cursor, can_resume, parse_cursor
from stonechat.sites.origins import may_embed
from stonechat.sites.rules import check_answers
from stonechat.sites.wire import FieldKind, FormField

AGENT = AgentActor(agent_id=uuid4(), session_id=uuid4(), role="agent")
CUSTOMER = CustomerActor(customer_id=uuid4(), session_id=uuid4(), site_id=uuid4(), origin=None)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
generations = st.integers(1, 10**6)


@given(generations, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_the_current_refresh_token_always_rotates(current: int, age: timedelta) -> None:
    assert judge_refresh(current, current, NOW - age, NOW) is Refresh.ROTATE


@given(generations, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_the_one_before_repeats_for_half_a_minute_and_then_ends_the_family(current: int, age: timedelta) -> None:
    expected = Refresh.REPEAT if age <= REPEAT_WINDOW else Refresh.REVOKE
    assert judge_refresh(current - 1, current, NOW - age, NOW) is expected


@given(generations, generations)
def test_any_other_refresh_token_ends_the_family(presented: int, current: int) -> None:
    if presented not in (current, current - 1):
        assert judge_refresh(presented, current, NOW, NOW) is Refresh.REVOKE


@given(st.lists(st.booleans(), max_size=40))
def test_a_customer_whose_answers_get_lost_is_never_shut_out(lost: list[bool]) -> None:
    kept, current = 1, 1
    for answer_is_lost in lost:
        verdict = judge_resume(kept, current)
        assert verdict is not Resume.REFUSE
        current += verdict is Resume.ROTATE
        if not answer_is_lost:
            kept = current


@given(generations, generations)
def test_a_resume_key_older_than_its_unused_successor_is_refused(presented: int, current: int) -> None:
    assert (judge_resume(presented, current) is Resume.REFUSE) == (presented < current - 1)


@given(generations, generations)
def test_a_resume_key_from_before_a_restore_is_still_that_customers(presented: int, current: int) -> None:
    if presented > current:
        assert judge_resume(presented, current) is Resume.ROTATE


def test_an_empty_list_lets_any_website_embed_and_a_list_only_those_on_it() -> None:
    assert may_embed("https://anything.example", [])
    assert may_embed("https://Shop.example", ["https://shop.example"])
    assert may_embed(None, ["https://shop.example"])
    assert not may_embed("https://shop.example.evil.test", ["https://shop.example"])
    assert not may_embed("http://shop.example", ["https://shop.example"])
    assert not may_embed("null", ["https://shop.example"])


def field(key: str = "it", kind: FieldKind = "text", *, required: bool = False, max_length: int = 20) -> FormField:
    return FormField(
        key=key,
        kind=kind,
        label="It",
        help=None,
        required=required,
        max_length=max_length,
        options=[],
        shown_if=None,
    )


@pytest.mark.parametrize("value", ["a@b.co", "grace.hopper+chat@navy.mil.example", "ü@exämple.de"])
def test_an_email_address_is_accepted(value: str) -> None:
    assert check_answers([field(kind="email", max_length=100)], {"it": value}) == ()


@pytest.mark.parametrize("value", ["a", "a@b", "@b.co", "a b@c.de", "a@b..co", "a@@b.co", "a@b.co\nBcc: x@y.zz"])
def test_what_is_no_email_address_is_refused(value: str) -> None:
    assert len(check_answers([field(kind="email", max_length=100)], {"it": value})) == 1


@pytest.mark.parametrize("value", ["+47 22 22 22 22", "(030) 901820", "0123-456/78", "٠١٢٣٤٥٦٧"])
def test_a_phone_number_is_accepted_as_people_write_it(value: str) -> None:
    assert check_answers([field(kind="phone")], {"it": value}) == ()


@pytest.mark.parametrize("value", ["1234", "call me", "12345x"])
def test_what_is_no_phone_number_is_refused(value: str) -> None:
    assert len(check_answers([field(kind="phone")], {"it": value})) == 1


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4), st.booleans())
def test_every_fault_of_a_form_points_at_an_answer(answers: dict[str, str], required: bool) -> None:
    faults = check_answers([field(required=required)], answers)

    assert all(fault.pointer.startswith("/answers/") for fault in faults)
    assert len(faults) == len({fault.pointer for fault in faults})
    given_text = answers.get("it", "").strip()
    fits = len(given_text) <= 20 and "\0" not in given_text
    accepted = fits and (bool(given_text) or not required) and set(answers) <= {"it"}
    assert (not faults) == accepted


@given(st.text(min_size=1, max_size=50), st.text(min_size=1, max_size=50))
def test_a_retry_is_known_by_author_kind_and_text(text: str, other: str) -> None:
    stored = rules.body_hash(CUSTOMER, "message", text)

    rules.check_retry(stored, rules.body_hash(CUSTOMER, "message", text))
    for sent in (rules.body_hash(AGENT, "message", text), rules.body_hash(CUSTOMER, "note", text)):
        with pytest.raises(Conflict):
            rules.check_retry(stored, sent)
    assert (rules.body_hash(CUSTOMER, "message", other) == stored) == (other == text)


def test_only_agents_write_notes() -> None:
    rules.check_kind(AGENT, "note", [])
    rules.check_kind(CUSTOMER, "message", [])
    with pytest.raises(Forbidden):
        rules.check_kind(CUSTOMER, "note", [])


@given(st.text(max_size=40))
def test_text_is_refused_only_when_it_is_blank_or_cannot_be_stored(text: str) -> None:
    if text.strip() and "\0" not in text:
        rules.check_text(text, "/text")
    else:
        with pytest.raises(InvalidInput):
            rules.check_text(text, "/text")


@given(st.text(max_size=400))
def test_a_preview_is_one_short_line(text: str) -> None:
    preview = rules.preview_of(text)

    assert len(preview) <= rules.PREVIEW_LENGTH
    assert preview == " ".join(preview.split())


cursors = st.builds(
    Cursor, st.text("0123456789abcdef", min_size=1, max_size=12), st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1)
)


@given(cursors)
def test_a_cursor_comes_back_as_it_was(cursor: Cursor) -> None:
    assert parse_cursor(str(cursor)) == cursor


@given(st.text(max_size=100) | cursors.map(lambda cursor: str(cursor) + "0") | cursors.map(lambda c: str(c).upper()))
def test_anything_may_be_sent_as_a_cursor(text: str) -> None:
    cursor = parse_cursor(text)

    assert cursor is None or str(cursor) == text


def test_a_cursor_resumes_only_in_its_own_history_and_not_from_the_future() -> None:
    now = Cursor("a", 7, 10)
    assert can_resume(Cursor("a", 7, 12), now, 12, None)
    assert not can_resume(Cursor("a", 7, 13), now, 12, None)
    assert not can_resume(Cursor("b", 7, 10), now, 12, None)


def test_a_cursor_of_an_earlier_start_resumes_up_to_the_end_of_that_start() -> None:
    now = Cursor("a", 7, 10)
    assert can_resume(Cursor("a", 6, 9), now, 12, ended_at=9)
    assert not can_resume(Cursor("a", 6, 10), now, 12, ended_at=9)
    assert not can_resume(Cursor("a", 6, 9), now, 12, ended_at=None)


@given(st.uuids(), st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**62))
def test_a_page_key_comes_back_as_it_was(some_id: UUID, at: datetime, seq: int) -> None:
    assert decode_key(encode_key(ByTime(at, some_id)), ByTime) == ByTime(at, some_id)
    assert decode_key(encode_key(ById(some_id)), ById) == ById(some_id)
    assert decode_key(encode_key(BySeq(seq)), BySeq) == BySeq(seq)


@given(st.text(max_size=40))
def test_anything_may_be_sent_as_a_page_key(text: str) -> None:
    try:
        key = decode_key(text, ByTime)
    except InvalidInput as refusal:
        assert refusal.code == "invalid_page_key"
    else:
        assert isinstance(key, ByTime)


def test_ids_are_in_order_of_time_and_of_version_seven() -> None:
    ids = [new_id() for _ in range(1000)]

    assert len(set(ids)) == 1000
    assert {some_id.version for some_id in ids} == {7}
    assert {some_id.variant for some_id in ids} == {"specified in RFC 4122"}
    milliseconds = [some_id.int >> 80 for some_id in ids]
    assert milliseconds == sorted(milliseconds)
    assert abs(milliseconds[0] / 1000 - datetime.now(UTC).timestamp()) < 10
