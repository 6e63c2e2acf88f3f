"""What a client may say after its hello, over one process or two: each frame, each limit, each way to be closed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from stonechat.accounts.actor import AgentActor
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode
from stonechat.realtime.hub import Timeline
from stonechat.realtime.live import MOST_FAULTS, MOST_OPEN
from stonechat.realtime.session import MOST_CONNECTIONS
from stonechat.realtime.timing import Timing

from .clients import Person
from .sockets import Live, Served, closed_with, serving

QUICK = Timing(lease=0.6, renewal=0.2, typing=0.1)


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url, QUICK) as served:
        yield served


@pytest.fixture(params=["one process", "two processes"])
async def far(served: Served, database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Served]:
    """Where the other side is connected."""
    if request.param == "one process":
        yield served
        return
    async with serving(database_url, QUICK) as far:
        async with asyncio.timeout(5):
            while not (far.services.bus.is_hearing and served.services.bus.is_hearing):  # noqa: ASYNC110 (it has no event)
                await asyncio.sleep(0.01)
        yield far


async def shown(live: Live, conversation_id: str) -> None:
    """Open a timeline, and hear how things are with it."""
    await live.say(type="open", conversation_id=conversation_id)
    await live.until_frame(type="ephemeral", event="presence", author="agent")


async def test_typing_reaches_whoever_has_the_timeline_open(served: Served, far: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(customer) as shop, far.live(agent) as desk:
        await shown(shop, conversation_id)
        await shown(desk, conversation_id)
        await desk.say(type="typing", conversation_id=conversation_id, kind="message")
        frame = await shop.until_frame(type="ephemeral", event="typing")
        assert (frame["author"], frame["author_id"], frame["kind"]) == ("agent", agent.id, "message")
        await shop.say(type="typing", conversation_id=conversation_id, kind="message")
        frame = await desk.until_frame(type="ephemeral", event="typing", author="customer")
        assert frame["author_id"] == customer.id


async def test_a_customer_does_not_see_a_note_being_typed_nor_who_looks(served: Served, far: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(customer) as shop, far.live(agent) as desk:
        await shown(shop, conversation_id)
        await shown(desk, conversation_id)
        await desk.say(type="viewing", conversation_id=conversation_id)
        await desk.say(type="typing", conversation_id=conversation_id, kind="note")
        await asyncio.sleep(0.15)
        await desk.say(type="typing", conversation_id=conversation_id, kind="message")

        await shop.until_frame(type="ephemeral", event="typing")

    heard = [frame for frame in shop.frames if frame["type"] == "ephemeral" and frame["event"] != "presence"]
    assert [(frame["event"], frame["kind"]) for frame in heard] == [("typing", "message")]


async def test_signs_of_typing_are_thinned_out(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(customer) as shop, served.live(agent) as desk:
        await shown(desk, conversation_id)
        await shown(shop, conversation_id)
        for _ in range(20):
            await shop.say(type="typing", conversation_id=conversation_id, kind="message")
        await shop.say(type="mark", conversation_id=conversation_id, delivered_seq=1, read_seq=1)
        await desk.until_row("marks", reader="customer")
        assert sum(frame.get("event") == "typing" for frame in desk.frames) == 1


async def test_a_note_that_is_begun_right_after_a_reply_is_told(database_url: str) -> None:
    async with serving(database_url, Timing(typing=60)) as served:
        customer, ada, bob = await served.customer(), await served.agent(), await served.colleague()
        conversation_id = await customer.started()
        async with served.live(ada) as writing, served.live(bob) as desk:
            await shown(writing, conversation_id)
            await shown(desk, conversation_id)
            for kind in ("message", "note"):
                await writing.say(type="typing", conversation_id=conversation_id, kind=kind)
                await desk.until_frame(type="ephemeral", event="typing", author="agent", kind=kind)


async def test_agents_see_who_looks_until_they_look_away(served: Served, far: Served) -> None:
    customer, ada, bob = await served.customer(), await served.agent(), await served.colleague()
    conversation_id = await customer.started()
    async with served.live(bob) as desk:
        await shown(desk, conversation_id)
        async with far.live(ada) as other:
            await shown(other, conversation_id)
            await other.say(type="viewing", conversation_id=conversation_id)
            frame = await desk.until_frame(type="ephemeral", event="viewing", active=True)
            assert frame["author_id"] == ada.id
            # Renewed while the socket lives.
            await desk.until_frame(type="ephemeral", event="viewing", active=True)
            await other.say(type="viewing", conversation_id=None)
            await desk.until_frame(type="ephemeral", event="viewing", active=False)
            await other.say(type="viewing", conversation_id=conversation_id)
            await desk.until_frame(type="ephemeral", event="viewing", active=True)
        await desk.until_frame(type="ephemeral", event="viewing", active=False)


async def test_who_opens_a_timeline_is_told_who_looks_already(served: Served) -> None:
    customer, ada, bob = await served.customer(), await served.agent(), await served.colleague()
    conversation_id = await customer.started()
    async with served.live(ada) as first, served.live(bob) as second:
        await shown(first, conversation_id)
        await first.say(type="viewing", conversation_id=conversation_id)
        await first.until_frame(type="ephemeral", event="viewing")
        await second.say(type="open", conversation_id=conversation_id)
        await second.until_frame(type="ephemeral", event="viewing", author_id=ada.id, active=True)


async def test_presence_outlives_a_reload_and_ends_after_its_grace(served: Served, far: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(agent) as desk:
        await desk.say(type="open", conversation_id=conversation_id)
        await desk.until_frame(type="ephemeral", author="customer", active=False)
        async with far.live(customer):
            await desk.until_frame(type="ephemeral", author="customer", active=True)
        async with far.live(customer):
            await asyncio.sleep(QUICK.lease)
        gone = await desk.until_frame(type="ephemeral", author="customer")
    assert gone["active"] is False
    presence = [frame["active"] for frame in desk.frames if frame.get("author") == "customer"]
    assert presence == [False, True, False]


async def test_customers_learn_whether_anybody_is_there_and_not_who(served: Served, far: Served) -> None:
    customer, ada, bob = await served.customer(), await served.agent(), await served.colleague()
    conversation_id = await customer.started()
    async with served.live(customer) as shop:
        await shop.say(type="open", conversation_id=conversation_id)
        await shop.until_frame(type="ephemeral", author="agent", active=False)
        async with far.live(ada):
            await shop.until_frame(type="ephemeral", author="agent", active=True)
            async with served.live(bob):
                pass
        await shop.until_frame(type="ephemeral", author="agent", active=False)
    presence = [frame for frame in shop.frames if frame["type"] == "ephemeral"]
    assert [frame["author_id"] for frame in presence] == [None] * 3


async def test_presence_heals_when_a_process_is_gone_without_a_word(served: Served, database_url: str) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(agent) as desk:
        await desk.say(type="open", conversation_id=conversation_id)
        async with serving(database_url, QUICK) as far, far.live(customer):
            await desk.until_frame(type="ephemeral", author="customer", active=True)
            # From here on the other process is as good as dead to the rest.
            far.services.ephemera._gossip = lambda _: None
            await desk.until_frame(type="ephemeral", author="customer", active=False)


async def test_a_closed_timeline_is_silent(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(customer) as shop, served.live(agent) as desk:
        await shown(shop, conversation_id)
        await shown(desk, conversation_id)
        await desk.say(type="close", conversation_id=conversation_id)
        await desk.say(type="probe")
        await desk.until_frame(type="ping")
        await shop.say(type="typing", conversation_id=conversation_id, kind="message")
        await shop.say(type="mark", conversation_id=conversation_id, delivered_seq=1, read_seq=1)
        await desk.until_row("marks", reader="customer")
        assert not served.services.hub.has(Timeline(UUID(conversation_id), "agent"))
    assert not any(frame.get("event") == "typing" for frame in desk.frames)


async def test_a_mark_comes_back_as_a_row_to_everybody_it_concerns(served: Served, far: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    async with served.live(customer) as shop, far.live(agent) as desk:
        await desk.say(type="mark", conversation_id=conversation_id, delivered_seq=1, read_seq=0)
        team = await shop.until_row("marks", reader="team")
        assert (team["delivered_seq"], team["read_seq"], team["reader_id"]) == (1, 0, None)
        await desk.until_row("marks", reader="agent", reader_id=agent.id)
        await shop.say(type="mark", conversation_id=conversation_id, delivered_seq=1, read_seq=1)
        await desk.until_row("marks", reader="customer", read_seq=1)
    assert "agent" not in {mark["reader"] for mark in shop.rows["marks"].values()}


STRANGE: list[tuple[dict[str, Any], str]] = [
    ({"type": "open", "conversation_id": str(new_id())}, "not_found"),
    ({"type": "typing", "conversation_id": str(new_id()), "kind": "message"}, "not_open"),
    ({"type": "mark", "conversation_id": str(new_id()), "delivered_seq": 1, "read_seq": 1}, "not_found"),
    ({"type": "mark", "conversation_id": str(new_id()), "delivered_seq": -1, "read_seq": 1}, "bad_frame"),
    ({"type": "open", "conversation_id": "no id"}, "bad_frame"),
    ({"type": "hello", "token": "", "tab": "t", "since": None}, "bad_frame"),
]


@pytest.mark.parametrize(("frame", "code"), STRANGE, ids=[f"{frame['type']} {code}" for frame, code in STRANGE])
async def test_a_frame_that_cannot_be_done_is_answered_and_the_socket_goes_on(
    served: Served, frame: dict[str, Any], code: str
) -> None:
    async with served.live(await served.customer()) as shop:
        await shop.say(**frame)
        assert (await shop.until_frame(type="error"))["code"] == code
        await shop.say(type="probe")
        await shop.until_frame(type="ping")


async def test_a_customer_opens_only_their_own_and_types_no_notes(served: Served) -> None:
    customer, other = await served.customer(), await served.customer()
    own, others = await customer.started(), await other.started()
    async with served.live(customer) as shop:
        await shop.say(type="open", conversation_id=others)
        assert (await shop.until_frame(type="error"))["code"] == "not_found"
        await shown(shop, own)
        await shop.say(type="typing", conversation_id=own, kind="note")
        assert (await shop.until_frame(type="error"))["code"] == "agents_only"


async def test_types_and_fields_of_a_newer_client_are_ignored(served: Served) -> None:
    async with served.live(await served.agent()) as desk:
        await desk.say(type="dance", with_whom="everybody")
        await desk.say(type="probe", and_also="this")
        await desk.until_frame(type="ping")
    assert not any(frame["type"] == "error" for frame in desk.frames)


async def test_who_says_too_much_is_told_and_then_let_go(served: Served) -> None:
    async with served.socket() as socket:
        desk = Live(socket)
        agent = await served.agent()
        await desk.say(type="hello", token=agent.token, tab="t", since=None)
        await desk.until_ready()
        for _ in range(60 + MOST_FAULTS + 30):
            await desk.say(type="pong")
        error = await desk.until_frame(type="error")
        assert (error["code"], error["retry_after_ms"]) == ("too_many_frames", 1000)
        assert await closed_with(socket) == CloseCode.BAD_FRAMES


async def test_a_connection_has_so_many_timelines_open_and_no_more(served: Served) -> None:
    agent, customer = await served.agent(), await served.customer()
    async with served.live(agent) as desk:
        for _ in range(MOST_OPEN):
            await desk.say(type="open", conversation_id=await customer.started())
        await desk.say(type="open", conversation_id=await customer.started())
        assert (await desk.until_frame(type="error"))["code"] == "too_many_open"


async def test_a_person_has_so_many_connections_and_no_more(served: Served) -> None:
    customer = await served.customer()
    lives = [served.live(customer) for _ in range(MOST_CONNECTIONS)]
    for live in lives:
        await live.__aenter__()
    try:
        async with served.socket(customer.origin) as socket:
            await socket.send(json.dumps({"type": "hello", "token": customer.token, "tab": "t", "since": None}))
            assert await closed_with(socket) == CloseCode.TRY_AGAIN
    finally:
        for live in lives:
            await live.__aexit__(None, None, None)


def expiring(served: Served, person: Person, seconds: float) -> str:
    """A token of this person that is good for so long."""
    tokens = served.services.tokens
    actor = tokens.verify(person.token).actor
    lifetime = 900 if isinstance(actor, AgentActor) else 1800
    before, tokens._time_scale = tokens._time_scale, seconds / lifetime
    try:
        return tokens.issue(actor)[0]
    finally:
        tokens._time_scale = before


async def test_a_newer_token_prolongs_the_connection_in_band(served: Served) -> None:
    agent = await served.agent()
    async with served.socket() as socket:
        desk = Live(socket)
        await desk.say(type="hello", token=expiring(served, agent, 3), tab="t", since=None)
        await desk.until_ready()
        await desk.say(type="refresh", token=agent.token)
        await asyncio.sleep(3.2)
        await desk.say(type="probe")
        await desk.until_frame(type="ping")


async def test_an_expired_token_ends_the_connection(served: Served) -> None:
    agent = await served.agent()
    async with served.socket() as socket:
        live = Live(socket)
        await live.say(type="hello", token=expiring(served, agent, 1), tab="t", since=None)
        await live.until_ready()
        assert await closed_with(socket) == CloseCode.TOKEN_EXPIRED


async def test_a_refresh_with_anothers_token_or_with_none_of_ours_ends_it(served: Served) -> None:
    agent, colleague = await served.agent(), await served.colleague()
    for token, code in ((colleague.token, CloseCode.FORBIDDEN), ("nonsense", CloseCode.UNAUTHENTICATED)):
        async with served.live(agent) as desk:
            await desk.say(type="refresh", token=token)
            assert await closed_with(desk.socket) == code


@pytest.mark.parametrize("bus", [True, False], ids=["with the bus", "without it"])
async def test_signing_out_ends_sockets_polls_and_requests_in_every_process(database_url: str, bus: bool) -> None:
    async with serving(database_url, bus=bus) as here, serving(database_url, bus=bus) as there:
        agent, other = await here.agent(), await here.agent()
        at_home = Person(there.client, agent.token)
        async with there.live(agent) as desk, there.live(other) as stays:
            since = desk.cursor
            poll = asyncio.create_task(at_home.post("/v1/sync", {"since": since, "wait": 25}))
            await asyncio.sleep(0.1)
            async with asyncio.timeout(2):
                await agent.sign_out()
                assert await closed_with(desk.socket) == CloseCode.UNAUTHENTICATED
                assert (await poll).status_code == 401
                assert (await at_home.get("/v1/me")).status_code == 401
            await stays.say(type="probe")
            await stays.until_frame(type="ping")


async def test_a_process_that_starts_later_knows_who_signed_out(served: Served, database_url: str) -> None:
    agent = await served.agent()
    await agent.sign_out()
    async with serving(database_url) as later:
        assert (await Person(later.client, agent.token).get("/v1/me")).status_code == 401
        async with later.socket() as socket:
            await Live(socket).say(type="hello", token=agent.token, tab="t", since=None)
            assert await closed_with(socket) == CloseCode.UNAUTHENTICATED


async def test_a_process_that_stops_says_goodbye_to_each_at_another_time(database_url: str) -> None:
    async with serving(database_url, Timing(goodbye=0.5)) as served:
        agent = await served.agent()
        async with served.live(agent) as one, served.live(agent) as two, served.socket() as late:
            since = one.cursor
            poll = asyncio.create_task(agent.post("/v1/sync", {"since": since, "wait": 25}))
            await asyncio.sleep(0.1)
            services = served.services
            services.long_poll.stop()
            farewell = asyncio.create_task(services.sockets.say_goodbye())
            times = [(await live.until_frame(type="bye"))["retry_after_ms"] for live in (one, two)]
            assert times[0] != times[1]
            assert all(0 < time <= 5000 for time in times)
            assert (await poll).json()["reset"] is False
            assert (await served.client.get("/health/ready")).status_code == 503
            await Live(late).say(type="hello", token=agent.token, tab="t", since=None)
            assert (await Live(late).until_frame(type="bye"))["retry_after_ms"] > 0
            assert await closed_with(late) == CloseCode.TRY_AGAIN
            await farewell
