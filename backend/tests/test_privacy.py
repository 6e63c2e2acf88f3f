"""What a customer may ask for: a copy of what they wrote, to be forgotten, and not to read what the team thinks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.conversations import deletion
from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.wire import CustomerExport
from stonechat.customers.tables import CustomerRow
from stonechat.customers.wire import Customer
from stonechat.errors import Busy
from stonechat.ids import new_id
from stonechat.realtime.audience import ANY_AGENT, anybody_of, changes_by_customer, rows_for
from stonechat.realtime.changes import Changes
from stonechat.realtime.closing import CloseCode
from stonechat.realtime.cursor import Cursor
from stonechat.realtime.hub import encode

from .bulk import lengthen
from .clients import Api, Person, identity
from .sockets import Served, closed_with, serving

SECRET = "what only the team knows"
PUBLIC = {"id", "site_id", "name", "email", "phone", "created_at", "version"}


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


secret_texts = st.text(max_size=10).map(lambda noise: SECRET + noise)
moments = st.datetimes(timezones=st.just(UTC))
maybe = st.none()
rows = st.builds(
    CustomerRow,
    id=st.uuids(),
    site_id=st.uuids(),
    name=maybe | st.text(max_size=10),
    email=maybe | st.text(max_size=10),
    phone=maybe | st.text(max_size=10),
    phone_e164=secret_texts,
    external_id=secret_texts,
    verified_at=maybe | moments,
    attributes=st.dictionaries(secret_texts, secret_texts | st.booleans() | st.floats(allow_nan=False), max_size=3),
    tag_ids=st.lists(st.uuids(), max_size=2),
    note=secret_texts,
    first_page=secret_texts,
    last_page=secret_texts,
    referrer=secret_texts,
    user_agent=secret_texts,
    locale=secret_texts,
    time_zone=secret_texts,
    head_version=st.integers(1, 9),
    created_at=moments,
    blocked_at=maybe | moments,
    erased_at=maybe | moments,
    merged_into_id=maybe | st.uuids(),
    version=st.integers(1, 9),
)


@given(rows)
def test_no_frame_of_a_customer_holds_what_the_team_knows(row: CustomerRow) -> None:
    changes = Changes(Cursor("a", 1, 1), 2, "1:2:", customers=[row])

    [(customer_id, own)] = changes_by_customer(changes, lambda _: True).items()
    theirs, teams = rows_for(anybody_of(customer_id), own), rows_for(ANY_AGENT, changes)

    assert SECRET not in encode(theirs.frame(None)).text
    assert SECRET in encode(teams.frame(None)).text
    [shown] = theirs.customers
    assert not any(getattr(shown, name) for name in Customer.__struct_fields__ if name not in PUBLIC)
    assert all(getattr(shown, name) == getattr(row, name) for name in PUBLIC)


def test_every_column_of_a_customer_is_the_teams_to_read() -> None:
    hidden = {"changed_xid"}

    assert set(Customer.__struct_fields__) == set(CustomerRow.__table__.columns.keys()) - hidden


async def teams_knowledge(agent: Person, customer: Person) -> None:
    changed = await agent.change_customer(customer.id, note=SECRET, attributes={"secret": SECRET})
    assert changed.status_code == 200, changed.text


async def test_no_answer_to_a_customer_holds_what_the_team_knows(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    await teams_knowledge(agent, customer)

    opened = await api.open_session(customer.resume_key)
    customer.token = opened.json()["token"]
    since = (await customer.post("/v1/sync", {"since": None, "wait": 0})).json()["cursor"]
    await teams_knowledge(agent, customer)
    started = await customer.start()
    answers = [
        opened,
        started,
        await customer.get("/v1/conversations"),
        await customer.get(f"/v1/customers/{customer.id}"),
        await customer.post("/v1/sync", {"since": since, "wait": 0}),
        await customer.identify(identity(await api.site_key())),
    ]

    assert {answer.is_success for answer in answers} == {True}
    assert not [answer.text for answer in answers if SECRET in answer.text]
    assert SECRET in (await agent.get("/v1/conversations")).text


async def exported(admin: Person, customer_id: str) -> CustomerExport:
    answer = await admin.get(f"/v1/customers/{customer_id}/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert f"customer-{customer_id}.json" in answer.headers["content-disposition"]
    return msgspec.json.decode(answer.content, type=CustomerExport)


async def test_an_export_has_all_that_was_written_and_nothing_internal(api: Api) -> None:
    customer, other, agent = await api.customer(), await api.customer(), await api.agent()
    first, second = await customer.started("one"), await customer.started("two")
    await other.started("somebody else's")
    await agent.send(first, "the reply")
    await agent.send(first, SECRET, kind="note")
    await customer.mark(first, 2, 2)
    await agent.change(first, status="resolved")
    await rate(api, first, 5, "ok")

    copy = await exported(agent, customer.id)

    assert (copy.customer.name, copy.customer.email) == ("Grace Hopper", "grace@example.com")
    assert [str(conversation.id) for conversation in copy.conversations] == [first, second]
    [one, two] = copy.conversations
    assert [(entry.seq, entry.text) for entry in one.messages] == [(1, "one"), (2, "the reply")]
    assert [entry.text for entry in two.messages] == ["two"]
    assert {answer.key: answer.value for answer in one.answers} == customer.answers
    assert (one.rating, one.rating_text, one.status) == (5, "ok", "resolved")
    assert {(mark.reader, mark.read_seq) for mark in one.marks} == {("customer", 2)}
    assert [profile.name for profile in copy.agents] == ["Ada"]
    assert await api.audited() == [("customer_exported", customer.id)]


async def test_an_export_of_nothing_and_of_very_much_is_one_file(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    assert (await exported(agent, customer.id)).conversations == []
    long, short = await customer.started("first"), await customer.started("short")
    await lengthen(api, long, 10_000)

    copy = await exported(agent, customer.id)

    assert [(str(one.id), len(one.messages)) for one in copy.conversations] == [(long, 10_001), (short, 1)]
    assert [entry.seq for entry in copy.conversations[0].messages] == list(range(1, 10_002))


async def test_only_admins_export_and_erase(api: Api) -> None:
    customer, agent = await api.customer(), await api.colleague()
    path = f"/v1/customers/{customer.id}"

    answers = [await agent.get(f"{path}/export"), await agent.post(f"{path}/erase", None)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "admins_only")] * 2
    admin = await api.agent()
    assert (await admin.get(f"/v1/customers/{new_id()}/export")).status_code == 404
    assert (await admin.post(f"/v1/customers/{new_id()}/erase", None)).status_code == 404


async def rows_about(api: Api, *ids: str) -> str:
    """Every stored row in which one of these ids stands, as text."""
    tables = ("customers", "conversations", "messages", "earlier_words", "marks", "audit_entries")

    async def read(session: AsyncSession) -> list[str]:
        return [row for name in tables for row in await session.scalars(text(f"SELECT t::text FROM {name} AS t"))]  # noqa: S608 (names of ours)

    return "\n".join(row for row in await api.services.database.read(read) if any(some_id in row for some_id in ids))


async def rate(api: Api, conversation_id: str, rating: int, rating_text: str) -> None:
    rated = update(ConversationRow).where(ConversationRow.id == UUID(conversation_id))
    rated = rated.values(rating=rating, rating_text=rating_text)
    await api.services.database.write(lambda session: session.execute(rated))


async def furnished(api: Api, agent: Person) -> tuple[Person, str, dict[str, Any]]:
    """A customer of whom there is something in every place, a conversation of theirs, and an agent's message in it."""
    visit = {"page": "https://words.example/", "referrer": "https://words.example/", "locale": "de"}
    opened = (await api.open_session(None, **visit, time_zone="Europe/Zurich")).json()
    customer = Person(api.client, opened["token"], "https://shop.example", opened["customer"]["id"])
    customer.answers = {"name": "words of a name", "email": "words@example.com", "phone": "+47 22 22 22 22"}
    conversation_id = await customer.started("words of a question")
    reply = {"id": str(new_id()), "text": "words of a reply"}
    await agent.send(conversation_id, **reply)
    await agent.send(conversation_id, "words of a note", kind="note")
    await agent.change_customer(customer.id, note="words of the team", attributes={"words": "words"})
    await lengthen(api, conversation_id, 3)
    await rate(api, conversation_id, 4, "words of praise")
    known = await customer.identified(identity(await api.site_key(), "words of a server"))
    return known, conversation_id, reply


async def test_of_an_erased_customer_no_word_is_left_and_what_was_counted_is(api: Api) -> None:
    agent = await api.agent()
    customer, conversation_id, _ = await furnished(api, agent)
    other = await api.customer()
    kept = await other.started("this stays")
    traces = ("words", "2222", "Zurich", "httpx", ",de,")
    before = await rows_about(api, customer.id, conversation_id)
    assert [trace for trace in traces if trace in before] == list(traces)

    erased = await agent.post(f"/v1/customers/{customer.id}/erase", None)

    assert erased.status_code == 200, erased.text
    after = await rows_about(api, customer.id, conversation_id)
    assert [trace for trace in traces if trace in after] == []
    row = await api.services.database.read(lambda session: session.get_one(ConversationRow, UUID(conversation_id)))
    assert (row.seq, row.public_seq, row.rating) == (6, 5, 4)
    assert row.deleted_at is not None
    counted = select(func.count()).select_from(MessageRow).where(MessageRow.conversation_id == row.id)
    assert await api.services.database.read(lambda session: session.scalar(counted)) == 6
    assert [entry["text"] for entry in await other.timeline(kept)] == ["this stays"]
    assert (await agent.post(f"/v1/customers/{customer.id}/erase", None)).json() == erased.json()
    assert await api.audited() == [("customer_erased", customer.id)]


async def test_an_erased_customer_does_not_come_back_as_the_same_person(api: Api) -> None:
    agent = await api.agent()
    customer, _, _ = await furnished(api, agent)

    await agent.post(f"/v1/customers/{customer.id}/erase", None)

    assert (await customer.start()).status_code == 401
    assert (await api.open_session(customer.resume_key)).status_code == 401
    again = await (await api.customer()).identified(identity(await api.site_key(), "words of a server"))
    assert again.id != customer.id
    assert (await again.get("/v1/conversations")).json()["items"] == []


async def test_a_retry_of_what_was_erased_finds_its_tombstone(api: Api) -> None:
    agent = await api.agent()
    customer, conversation_id, reply = await furnished(api, agent)
    await agent.post(f"/v1/customers/{customer.id}/erase", None)

    again = await agent.send(conversation_id, **reply)

    assert (again.status_code, again.json()["text"]) == (200, "")
    assert again.json()["deleted_at"] is not None
    assert (await agent.send(conversation_id, "something new")).status_code in {404, 409, 201}


async def test_an_erasure_that_was_cut_off_is_done_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = await api.agent()
    customer, conversation_id, _ = await furnished(api, agent)
    await lengthen(api, conversation_id, 600)
    whole, turns = deletion.delete_conversation, iter(range(1))

    async def cut_off(session: AsyncSession, row: ConversationRow) -> bool:
        if next(turns, None) is None:
            raise Busy("The database went away.")
        return await whole(session, row)

    monkeypatch.setattr(deletion, "delete_conversation", cut_off)
    first = await agent.post(f"/v1/customers/{customer.id}/erase", None)
    monkeypatch.undo()
    left = await rows_about(api, customer.id, conversation_id)
    second = await agent.post(f"/v1/customers/{customer.id}/erase", None)

    assert (first.status_code, second.status_code) == (503, 200)
    assert "words of praise" in left, "the conversation is what is done last"
    assert "words" not in await rows_about(api, customer.id, conversation_id)


async def test_the_hourly_job_ends_an_erasure_that_nobody_repeated(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = await api.agent()
    customer, conversation_id, _ = await furnished(api, agent)

    async def cut_off(session: AsyncSession, row: ConversationRow) -> bool:
        raise Busy("The database went away.")

    monkeypatch.setattr(deletion, "delete_conversation", cut_off)
    assert (await agent.post(f"/v1/customers/{customer.id}/erase", None)).status_code == 503
    monkeypatch.undo()

    assert await api.services.retention.sweep() == 1

    row = await api.services.database.read(lambda session: session.get_one(ConversationRow, UUID(conversation_id)))
    assert (row.deleted_at is not None, row.preview) == (True, "")


async def test_two_erasures_at_once_and_messages_meanwhile_leave_nothing(api: Api) -> None:
    agent = await api.agent()
    customer, conversation_id, _ = await furnished(api, agent)
    await lengthen(api, conversation_id, 1_200)
    path = f"/v1/customers/{customer.id}/erase"

    async def write() -> None:
        for n in range(20):
            await customer.send(conversation_id, f"words {n}")
            await customer.start(f"words {n}")

    answers = await asyncio.gather(agent.post(path, None), agent.post(path, None), write())

    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    left = select(MessageRow.text).where(MessageRow.text != "")
    assert (await api.services.database.read(lambda session: session.scalars(left))).all() == []


async def test_live_clients_hear_of_an_erasure(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("words")
    async with served.live(agent) as desk, served.live(customer) as shop:
        await agent.send(conversation_id, "more words")
        await desk.until(1)
        await agent.post(f"/v1/customers/{customer.id}/erase", None)

        row = await desk.until_row("customers", id=customer.id, name=None, email=None)
        assert row["erased_at"] is not None
        for seq in (1, 2):
            await desk.until_row("messages", seq=seq, text="")
        await desk.until_row("conversations", id=conversation_id, preview="", answers=[], status="resolved")
        assert await closed_with(shop.socket) == CloseCode.UNAUTHENTICATED
