"""The socket against a real server on a real port: nothing missed, nothing twice, nothing that is not one's own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import update

from stonechat.accounts.actor import Actor
from stonechat.conversations.tables import ConversationRow
from stonechat.conversations.wire import SendMessage
from stonechat.db.base import THIS_TRANSACTION
from stonechat.db.history import ensure_epoch
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode
from stonechat.realtime.follower import Follower
from stonechat.realtime.hub import MOST_BYTES_HELD, Encoded, Mailbox
from stonechat.realtime.timing import Timing
from stonechat.services import Services
from stonechat.sites.tables import SiteRow

from .clients import SHOP
from .conftest import running
from .sockets import Served, closed_with, serving


@pytest.fixture(params=["with the bus", "without it"])
async def served(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Served]:
    """Everything has to be true with the bus off as well: it is only a doorbell."""
    async with serving(database_url, bus=request.param == "with the bus") as served:
        yield served


async def test_a_message_reaches_both_sides_within_a_moment(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    async with served.live(agent) as desk:
        conversation_id = await customer.started("Hello")
        async with served.live(customer) as shop:
            await agent.send(conversation_id, "Good morning")

            assert await desk.until(2) == ["Hello", "Good morning"]
            await shop.until(1)
            assert [row["text"] for row in shop.messages.values()] == ["Good morning"]
    assert desk.conversations[conversation_id]["preview"] == "Good morning"
    assert desk.repeats == 0


async def test_who_comes_back_gets_exactly_what_was_missed(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("1")
    async with served.live(customer) as shop:
        await agent.send(conversation_id, "2")
        await shop.until(1)
        cursor = shop.cursor
    for text in ("3", "4", "5"):
        await agent.send(conversation_id, text)

    async with served.live(customer, cursor) as shop:
        assert shop.frames[-1]["type"] == "ready"
        assert {row["text"] for row in shop.messages.values()} >= {"3", "4", "5"}
        assert shop.frames[0]["agents"][0]["id"] == agent.id


async def test_an_agent_who_took_another_name_while_nobody_listened_has_it_with_the_next_message(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("Hello")
    async with served.live(customer) as shop:
        await agent.send(conversation_id, "I am Bob")
        await shop.until(1)
    while not served.services.hub.is_idle:  # noqa: ASYNC110 (the socket's end is noticed a moment later)
        await asyncio.sleep(0.02)
    assert (await agent.patch("/v1/me", {"name": "Robert"})).status_code == 200
    await looked(served.services.follower, monkeypatch)

    async with served.live(customer) as shop:
        await agent.send(conversation_id, "Now I am Robert")
        await shop.until(1)
        told = [row["name"] for frame in shop.frames for row in frame.get("agents", [])]
        assert told == ["Robert"]


async def looked(follower: Follower, monkeypatch: pytest.MonkeyPatch) -> None:
    """The follower has looked at all that was committed by now."""
    done = asyncio.Event()
    look = follower._look

    async def look_and_tell() -> None:
        await look()
        done.set()

    with monkeypatch.context() as patch:
        patch.setattr(follower, "_look", look_and_tell)
        follower.ring()
        async with asyncio.timeout(5):
            await done.wait()


async def test_nothing_is_missed_when_messages_are_sent_while_clients_connect(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("0")
    async with served.live(agent) as desk:
        start = desk.cursor
    total = 60

    async def write() -> None:
        for n in range(1, total + 1):
            await customer.send(conversation_id, f"{n}")

    async def watch(delay: float) -> list[str]:
        await asyncio.sleep(delay)
        async with served.live(agent, start) as desk:
            return await desk.until(total)

    results = await asyncio.gather(write(), *(watch(n * 0.02) for n in range(12)))

    expected = [f"{n}" for n in range(1, total + 1)]
    assert all(texts[-total:] == expected for texts in results[1:])  # type: ignore[index]


async def test_a_customer_hears_nothing_of_notes_and_of_others(served: Served) -> None:
    customer, other, agent = await served.customer(), await served.customer(), await served.agent()
    conversation_id, others_id = await customer.started("mine"), await other.started("theirs")
    async with served.live(customer) as shop:
        await agent.send(conversation_id, "a secret note", kind="note")
        await agent.send(others_id, "for somebody else")
        await agent.send(conversation_id, "the reply")

        await shop.until(1)

    heard = json.dumps(shop.frames)
    assert "the reply" in heard
    for hidden in ("a secret note", "for somebody else", others_id, "ada@example.com"):
        assert hidden not in heard
    assert [row["seq"] for row in shop.messages.values()] == [2]


async def test_a_note_is_missing_from_a_customers_resume_too(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("mine")
    async with served.live(customer) as shop:
        cursor = shop.cursor
    await agent.send(conversation_id, "a secret note", kind="note")
    await agent.send(conversation_id, "the reply")

    async with served.live(customer, cursor) as shop:
        assert "a secret note" not in json.dumps(shop.frames)
        assert "the reply" in json.dumps(shop.frames)


async def test_the_writes_of_another_process_arrive_without_any_hint(served: Served, database_url: str) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("Hello")
    async with served.live(customer) as shop, running(database_url) as (elsewhere, _):
        await elsewhere.bus.stop()
        actor = elsewhere.tokens.verify(agent.token).actor
        await _send(elsewhere, actor, conversation_id, "from another process")

        async with asyncio.timeout(3):
            assert await shop.until(1) == ["from another process"]


async def test_a_foreign_transaction_that_stays_open_costs_no_repeats(served: Served, database_url: str) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("Hello")
    async with served.live(agent) as desk, served.services.database.engine.connect() as connection:
        await connection.exec_driver_sql("SELECT pg_current_xact_id()")
        for n in range(5):
            await customer.send(conversation_id, f"{n}")
            await desk.until(n + 1)
        await connection.rollback()

        assert (await desk.until(5)) == ["0", "1", "2", "3", "4"]
    assert desk.repeats == 0


@pytest.mark.parametrize(
    "since", ["", "x", "0.0.0", "another.{start}.3", "{epoch}.{start}.ffffffffff", "{epoch}.{start}.-1", "{epoch}.1.3"]
)
async def test_a_cursor_that_cannot_be_resumed_gets_a_reset(served: Served, since: str) -> None:
    agent = await served.agent()
    async with served.live(agent) as desk:
        epoch, start, _ = str(desk.cursor).split(".")

    async with served.live(agent, since.replace("{epoch}", epoch).replace("{start}", start)) as desk:
        assert [frame["type"] for frame in desk.frames] == ["reset", "ready"]


async def test_a_renewed_history_makes_everybody_load_again(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    await customer.started("Hello")
    async with served.live(agent) as desk:
        before = desk.cursor
        await ensure_epoch(served.services.database, renew=True)

        while desk.frames[-1]["type"] != "reset":
            await desk.hear()
        await desk.until_ready()
        assert str(desk.cursor).partition(".")[0] != str(before).partition(".")[0]
    async with served.live(agent, before) as desk:
        assert desk.frames[0]["type"] == "reset"


async def test_a_client_far_behind_loads_again_instead_of_applying_thousands_of_rows(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stonechat.realtime.changes.MOST_ROWS", 5)
    customer, agent = await served.customer(), await served.agent()
    async with served.live(agent) as desk:
        cursor = desk.cursor
    conversation_id = await customer.started("0")
    for n in range(6):
        await customer.send(conversation_id, f"{n}")

    async with served.live(agent, cursor) as desk:
        assert [frame["type"] for frame in desk.frames] == ["reset", "ready"]


async def test_a_socket_that_says_nothing_is_closed(database_url: str) -> None:
    async with serving(database_url, Timing(hello=0.2)) as served, served.socket() as socket:
        assert await closed_with(socket) == CloseCode.NO_HELLO


@pytest.mark.parametrize("text", ["", "{", '"x"', '{"type": "hello"}', '{"type": "pong"}', '{"type": "x"}', "[]"])
async def test_a_first_frame_that_is_no_hello_is_refused(served: Served, text: str) -> None:
    async with served.socket() as socket:
        await socket.send(text)
        assert await closed_with(socket) == CloseCode.NO_HELLO


async def test_a_token_that_is_not_ours_is_told_to_stop(served: Served) -> None:
    async with served.socket() as socket:
        await socket.send(json.dumps({"type": "hello", "token": "x", "tab": "t", "since": None}))
        assert await closed_with(socket) == CloseCode.UNAUTHENTICATED


async def test_another_websites_page_cannot_listen(served: Served) -> None:
    customer, agent = await served.customer(SHOP), await served.agent()
    for person in (customer, agent):
        async with served.socket("https://evil.example") as socket:
            await socket.send(json.dumps({"type": "hello", "token": person.token, "tab": "t", "since": None}))
            assert await closed_with(socket) == CloseCode.FORBIDDEN


async def test_a_website_that_was_taken_off_the_list_cannot_listen_any_more(served: Served) -> None:
    customer = await served.customer(SHOP)
    statement = update(SiteRow).values(allowed_origins=["https://other.example"])
    await served.services.database.write(lambda session: session.execute(statement))

    async with served.socket(SHOP) as socket:
        await socket.send(json.dumps({"type": "hello", "token": customer.token, "tab": "t", "since": None}))
        assert await closed_with(socket) == CloseCode.FORBIDDEN


async def test_a_bad_frame_is_answered_and_the_socket_goes_on(served: Served) -> None:
    agent, customer = await served.agent(), await served.customer()
    async with served.live(agent) as desk:
        for text in ("{", "[]", '{"type": 5}', '{"type": "hello"}'):
            await desk.socket.send(text)
            while (await desk.hear())["type"] != "error":
                pass
        await desk.say(type="a frame of the future", with_fields=[1])
        await customer.started("still here")

        assert await desk.until(1) == ["still here"]


async def test_a_probe_is_answered_at_once(served: Served) -> None:
    agent = await served.agent()
    async with served.live(agent) as desk:
        desk.frames.clear()
        await desk.say(type="probe")
        assert (await desk.hear())["type"] == "ping"


async def test_a_client_that_answers_no_ping_is_let_go(database_url: str) -> None:
    strict = Timing(ping=0.1, silence=0.5)
    async with serving(database_url, strict) as served, served.live(await served.agent()) as desk:
        assert await closed_with(desk.socket) == CloseCode.SILENT


async def test_a_client_that_answers_pings_stays(database_url: str) -> None:
    quick = Timing(ping=0.1, silence=5.0)
    async with serving(database_url, quick) as served, served.live(await served.agent()) as desk:
        pings = 0
        while pings < 5:
            pings += (await desk.hear())["type"] == "ping"


async def test_a_reader_that_stops_reading_is_let_go_and_costs_others_nothing(database_url: str) -> None:
    # Nothing but its slowness may end this reader: it is not asked whether it is there.
    patient = Timing(ping=60.0, silence=600.0, close=0.3)
    async with serving(database_url, patient) as served:
        customer, agent = await served.customer(), await served.agent()
        conversation_id = await customer.started("0")
        hub, before = served.services.hub, len(asyncio.all_tasks())
        async with served.live(agent) as stuck, served.live(agent) as quick:
            stuck.socket.transport.pause_reading()
            mailboxes = list(hub._mailboxes["agents"])
            count = 0
            while len(hub._mailboxes["agents"]) == 2:
                count += 1
                assert count * 10_000 < 40 * MOST_BYTES_HELD, "the slow reader was never let go"
                await customer.send(conversation_id, "x" * 10_000)
                await quick.until(count)
            assert count * 10_000 > MOST_BYTES_HELD, "it was let go for another reason"
            assert len(quick.messages) == count
            assert not any(mailbox._frames for mailbox in mailboxes), "what it did not read is kept"
        async with asyncio.timeout(3):
            while len(asyncio.all_tasks()) > before:  # noqa: ASYNC110 (a handler that hangs is a task that stays)
                await asyncio.sleep(0.02)


async def test_a_large_frame_is_no_sign_of_a_slow_reader_but_what_piles_up_is() -> None:
    mailbox = Mailbox()
    large, small = Encoded(" ", 2 * MOST_BYTES_HELD, None), Encoded("{}", 1024, None)
    for frame in (small, large, small):
        mailbox.put(frame)
    assert not mailbox.has_overflowed, "all three came before the first could be written"
    assert [await mailbox.take() for _ in range(3)] == [small, large, small]

    for _ in range(MOST_BYTES_HELD // 1024):
        mailbox.put(small)
    assert not mailbox.has_overflowed, "these come while it is being written"
    mailbox.put(small)
    assert mailbox.has_overflowed


async def test_a_frame_larger_than_a_mailbox_reaches_a_reader_that_keeps_up(served: Served) -> None:
    agent = await served.agent()
    async with served.live(agent) as desk:
        served.services.hub.publish("agents", Encoded('{"type": "large"}' + " " * 2 * MOST_BYTES_HELD, 2**20, None))

        while (await desk.hear())["type"] != "large":
            pass
        await desk.say(type="probe")
        assert (await desk.hear())["type"] == "ping"


async def test_a_fault_of_ours_is_no_reason_to_stay_away(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = await served.agent()

    async def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("stonechat.realtime.resumes.read_position", fail)
    async with served.socket() as socket:
        await socket.send(json.dumps({"type": "hello", "token": agent.token, "tab": "t", "since": None}))
        assert await closed_with(socket) == CloseCode.TRY_AGAIN


async def test_many_changes_under_a_foreign_transaction_are_no_reason_to_load_again_and_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stonechat.realtime.changes.MOST_ROWS", 5)
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started("Hello")
    async with served.live(agent) as desk, served.services.database.engine.connect() as connection:
        await connection.exec_driver_sql("SELECT pg_current_xact_id()")
        for n in range(12):
            await customer.send(conversation_id, f"{n}")
            await desk.until(n + 1)
        await connection.rollback()

    assert not [frame for frame in desk.frames if frame["type"] == "reset"]
    assert desk.repeats == 0


async def test_a_change_in_bulk_makes_those_load_again_whom_it_concerns_most(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stonechat.realtime.follower.MOST_ROWS", 5)
    customer, agent = await served.customer(), await served.agent()
    for _ in range(4):
        await customer.started()
    other = await served.customer()
    for _ in range(4):
        await other.started()
    async with served.live(agent) as desk, served.live(customer) as shop:
        bulk = update(ConversationRow).values(
            status="pending", version=ConversationRow.version + 1, changed_xid=THIS_TRANSACTION
        )
        await served.services.database.write(lambda session: session.execute(bulk))
        served.services.follower.ring()

        await desk.until_frame(type="reset")
        assert (await desk.hear())["type"] == "ready"
        await shop.until_frame(type="rows")
    assert len(shop.conversations) == 4


async def _send(services: Services, actor: Actor, conversation_id: str, text: str) -> None:
    await services.conversations.send(actor, UUID(conversation_id), SendMessage(id=new_id(), text=text))
