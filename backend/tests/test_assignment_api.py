"""Who gets a conversation, in the database: at once, once, and never nobody while somebody has room."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update

from stonechat.accounts.tables import AgentRow
from stonechat.sites.tables import SiteRow

from .clients import Api, Person
from .conftest import assign
from .sockets import serving


async def attend(api: Api, *people: Person, seconds: float = 60.0) -> None:
    """Have these agents be connected."""
    await api.services.assignment.renew_presence([UUID(person.id) for person in people], seconds)


async def team(api: Api, size: int) -> list[Person]:
    return [await api.colleague(f"Agent{number}") for number in range(size)]


async def assignee(person: Person, conversation_id: str) -> Any:
    return (await person.get(f"/v1/conversations/{conversation_id}")).json()["assignee_id"]


async def alter_site(api: Api, **values: Any) -> None:
    await api.services.database.write(lambda session: session.execute(update(SiteRow).values(**values)))


@pytest.fixture(autouse=True)
async def _round_robin(api: Api) -> None:
    await assign(api.services, "round_robin")


async def events(person: Person, conversation_id: str) -> list[dict[str, Any]]:
    return [entry["event"] for entry in await person.timeline(conversation_id) if entry["kind"] == "event"]


async def test_a_new_conversation_goes_to_an_agent_who_is_there(api: Api) -> None:
    there, away = await api.colleague("Bob"), await api.colleague("Eve")
    await attend(api, there)

    conversation_id = await (await api.customer()).started()

    assert await assignee(away, conversation_id) == there.id
    assert await events(away, conversation_id) == [
        {
            "type": "assignee_changed",
            "assignee_id": there.id,
            "previous": None,
            "reason": "round_robin",
            "agent_id": None,
        }
    ]


async def test_sixty_four_arrivals_at_once_are_given_once_each_and_evenly(api: Api) -> None:
    people = await team(api, 8)
    await attend(api, *people)
    customers = [await api.customer() for _ in range(64)]

    started = await asyncio.gather(*(customer.started() for customer in customers))

    given = Counter([await assignee(people[0], conversation_id) for conversation_id in started])
    assert given == {person.id: 8 for person in people}
    for conversation_id in started[:8]:
        assert len(await events(people[0], conversation_id)) == 1


async def test_what_waits_is_given_to_whoever_comes(api: Api) -> None:
    agent, customer = await api.colleague("Bob"), await api.customer()
    started = [await customer.started() for _ in range(3)]
    assert [await assignee(agent, conversation_id) for conversation_id in started] == [None] * 3

    await attend(api, agent)

    assert [await assignee(agent, conversation_id) for conversation_id in started] == [agent.id] * 3


async def test_an_agent_is_given_as_much_as_they_have_room_for_and_more_when_they_resolve(api: Api) -> None:
    agent, customer = await api.colleague("Bob"), await api.customer()
    limit = update(AgentRow).where(AgentRow.id == UUID(agent.id)).values(capacity=2)
    await api.services.database.write(lambda session: session.execute(limit))
    await attend(api, agent)
    started = [await customer.started() for _ in range(4)]
    assert [await assignee(agent, conversation_id) for conversation_id in started] == [agent.id, agent.id, None, None]

    await agent.change(started[0], status="resolved")
    await agent.change(started[1], status="pending")

    assert [await assignee(agent, conversation_id) for conversation_id in started] == [agent.id] * 4


async def test_a_site_may_leave_assignment_to_its_agents(api: Api) -> None:
    agent = await api.colleague("Bob")
    await attend(api, agent)
    await assign(api.services, "manual")

    conversation_id = await (await api.customer()).started()

    assert await assignee(agent, conversation_id) is None


async def test_least_loaded_gives_to_whoever_has_fewest(api: Api) -> None:
    await assign(api.services, "least_loaded")
    busy, idle = await team(api, 2)
    customer = await api.customer()
    await attend(api, busy)
    for _ in range(2):
        await customer.started()
    await attend(api, idle)

    started = [await customer.started() for _ in range(3)]

    given = [await assignee(busy, conversation_id) for conversation_id in started]
    assert given[:2] == [idle.id] * 2
    assert (await events(busy, started[0]))[0]["reason"] == "least_loaded"


async def test_a_message_into_a_pending_conversation_that_nobody_has_finds_an_agent(api: Api) -> None:
    agent, customer = await api.colleague("Bob"), await api.customer()
    conversation_id = await customer.started()
    await agent.change(conversation_id, status="pending")
    await attend(api, agent)
    assert await assignee(agent, conversation_id) is None

    await customer.sent(conversation_id, "Anybody there?")

    shown = (await agent.get(f"/v1/conversations/{conversation_id}")).json()
    assert (shown["status"], shown["assignee_id"], shown["queued_at"]) == ("open", agent.id, None)


async def test_of_two_agents_who_take_the_same_only_one_gets_it(api: Api) -> None:
    first, second = await team(api, 2)
    conversation_id = await (await api.customer()).started()
    seen = (await first.get(f"/v1/conversations/{conversation_id}")).json()["head_version"]

    answers = await asyncio.gather(
        *(
            person.patch(f"/v1/conversations/{conversation_id}", {"head_version": seen, "assignee_id": person.id})
            for person in (first, second)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    winner = next(answer.json()["assignee_id"] for answer in answers if answer.status_code == 200)
    assert await assignee(first, conversation_id) == winner


async def test_only_an_active_agent_can_be_given_a_conversation(api: Api) -> None:
    agent = await api.colleague("Bob")
    customer = await api.customer()
    conversation_id = await customer.started()

    for nobody in (customer.id, "01a2064a-590e-7a3c-8456-e7214a21c31a"):
        answer = await agent.change(conversation_id, assignee_id=nobody)
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_agent")


async def test_conversations_of_an_agent_who_left_wait_for_another_where_the_site_says_so(api: Api) -> None:
    gone, there = await team(api, 2)
    customer = await api.customer()
    await attend(api, gone, seconds=0.2)
    conversation_id = await customer.started()
    await asyncio.sleep(0.3)
    await attend(api, there)
    assert await api.services.assignment.requeue_left() == 0, "they are kept where nothing else is said"
    await alter_site(api, requeue_after=3600)
    assert await api.services.assignment.requeue_left() == 0, "and for as long as was said"
    assert await assignee(there, conversation_id) == gone.id

    await alter_site(api, requeue_after=0)

    assert await api.services.assignment.requeue_left() == 1
    assert await assignee(there, conversation_id) == there.id
    reasons = [event["reason"] for event in await events(there, conversation_id)]
    assert reasons == ["round_robin", "agent_left", "round_robin"]


async def test_a_conversation_that_is_locked_for_a_moment_is_given_a_moment_later(api: Api) -> None:
    agent, customer = await api.colleague("Bob"), await api.customer()
    conversation_id = await customer.started()
    lock = text("SELECT id FROM conversations WHERE id = :id FOR UPDATE").bindparams(id=UUID(conversation_id))
    async with api.services.database.engine.begin() as connection:
        await connection.execute(lock)
        await attend(api, agent)
        assert await assignee(agent, conversation_id) is None
    async with asyncio.timeout(3):
        while await assignee(agent, conversation_id) != agent.id:  # noqa: ASYNC110 (another task gives it)
            await asyncio.sleep(0.02)


async def test_nothing_waits_while_arrivals_and_resolutions_race(api: Api) -> None:
    people = await team(api, 3)
    limit = update(AgentRow).where(AgentRow.id.in_([UUID(person.id) for person in people])).values(capacity=2)
    await api.services.database.write(lambda session: session.execute(limit))
    await attend(api, *people)
    customers = [await api.customer() for _ in range(10)]
    held = [await customer.started() for customer in customers[:6]]

    await asyncio.gather(
        *(customer.started() for customer in customers[6:]),
        *(people[0].change(conversation_id, status="resolved") for conversation_id in held[:4]),
    )
    await api.services.assignment.stop()

    waiting = (await people[0].get("/v1/conversations", assignee="none", status="open")).json()["items"]
    load = Counter(
        row["assignee_id"] for row in (await people[0].get("/v1/conversations", status="open")).json()["items"]
    )
    assert waiting == []
    assert load == {person.id: 2 for person in people}


async def test_whoever_connects_is_given_what_waits(database_url: str) -> None:
    async with serving(database_url) as served:
        await assign(served.services, "round_robin")
        agent, customer = await served.agent(), await served.customer()
        conversation_id = await customer.started()
        async with served.live(agent) as desk:
            row = await desk.until_row("conversations", id=conversation_id, assignee_id=agent.id)
            assert row["queued_at"] is None


async def test_an_agent_who_is_no_longer_active_keeps_nothing_open(api: Api) -> None:
    gone, there = await team(api, 2)
    await attend(api, gone)
    conversation_id = await (await api.customer()).started()

    assert (await (await api.agent()).patch(f"/v1/agents/{gone.id}", {"active": False})).status_code == 200

    assert await assignee(there, conversation_id) is None
    assert (await events(there, conversation_id))[-1]["reason"] == "agent_left"
    await attend(api, there)
    assert await assignee(there, conversation_id) == there.id


async def test_more_room_is_filled_at_once(api: Api) -> None:
    admin, [there] = await api.agent(), await team(api, 1)
    await admin.patch(f"/v1/agents/{there.id}", {"capacity": 1})
    await attend(api, there)
    first, second, third = [await (await api.customer()).started() for _ in range(3)]

    await admin.patch(f"/v1/agents/{there.id}", {"capacity": 2})

    assert [await assignee(there, each) for each in (first, second, third)] == [there.id, there.id, None]
    assert (await admin.delete(f"/v1/conversations/{first}")).status_code == 204
    assert await assignee(there, third) == there.id


async def test_what_waits_is_given_out_when_a_site_begins_to_assign(api: Api) -> None:
    admin, [there] = await api.agent(), await team(api, 1)
    await attend(api, there)
    await admin.change_site(api.site.id, assignment="manual")
    conversation_id = await (await api.customer()).started()
    assert await assignee(there, conversation_id) is None

    await admin.change_site(api.site.id, assignment="round_robin")

    assert await assignee(there, conversation_id) == there.id
