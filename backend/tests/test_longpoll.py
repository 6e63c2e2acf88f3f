"""Long-polling tells what the socket tells, to those whom no socket reaches."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from .clients import Api, Person


async def sync(person: Person, since: str | None, wait: int = 0) -> dict[str, Any]:
    answer = await person.post("/v1/sync", {"since": since, "wait": wait})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_who_polls_gets_every_message_once_and_in_order(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started("1")
    cursor = (await sync(customer, None))["cursor"]
    seen: dict[str, dict[str, Any]] = {}

    for text in ("2", "3", "4"):
        await agent.send(conversation_id, text)
        answer = await sync(customer, cursor)
        seen |= {row["id"]: row for row in answer["messages"]}
        cursor = answer["cursor"]

    assert [row["text"] for row in sorted(seen.values(), key=lambda row: row["seq"])][-3:] == ["2", "3", "4"]
    # A transaction of somebody else may hold a cursor back, so a row may come again; the version tells.
    assert {row["version"] for row in seen.values()} == {1}
    assert answer["agents"][0]["id"] == agent.id


async def test_a_poll_waits_for_a_change_and_no_longer(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started()
    cursor = (await sync(customer, None))["cursor"]
    waiting = asyncio.create_task(sync(customer, cursor, wait=20))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    begin = time.monotonic()

    await agent.send(conversation_id, "Here I am")

    assert [row["text"] for row in (await waiting)["messages"]] == ["Here I am"]
    assert time.monotonic() - begin < 3


async def test_a_poll_with_nothing_to_tell_ends_when_it_said(api: Api) -> None:
    customer = await api.customer()
    cursor = (await sync(customer, None))["cursor"]
    begin = time.monotonic()

    answer = await sync(customer, cursor, wait=1)

    assert 0.9 < time.monotonic() - begin < 3
    assert (answer["messages"], answer["reset"]) == ([], False)


async def test_a_poll_hides_notes_and_other_customers(api: Api) -> None:
    customer, other, agent = await api.customer(), await api.customer(), await api.agent()
    conversation_id, others_id = await customer.started(), await other.started()
    cursor = (await sync(customer, None))["cursor"]
    await agent.send(conversation_id, "a secret note", kind="note")
    await agent.send(others_id, "for somebody else")

    answer = await sync(customer, cursor)

    assert answer["messages"] == []
    assert {row["id"] for row in answer["conversations"]} <= {conversation_id}


@pytest.mark.parametrize("since", ["", "x", "elsewhere.3", "elsewhere.99999999999"])
async def test_a_cursor_that_cannot_be_resumed_says_so_at_once(api: Api, since: str) -> None:
    answer = await sync(await api.customer(), since, wait=25)

    assert answer["reset"]
    assert not (await sync(await api.customer(), answer["cursor"]))["reset"]


@pytest.mark.parametrize(
    "body", [{"since": None, "wait": 26}, {"since": None, "wait": -1}, {"since": 5, "wait": 0}, {}]
)
async def test_a_strange_poll_is_refused_clearly(api: Api, body: dict[str, Any]) -> None:
    answer = await (await api.customer()).post("/v1/sync", body)

    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_a_person_waits_in_so_many_calls_and_no_more(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stonechat.realtime.longpoll.MOST_POLLS", 2)
    customer, other = await api.customer(), await api.customer()
    cursor = (await sync(customer, None))["cursor"]
    waiting = [asyncio.create_task(sync(customer, cursor, wait=1)) for _ in range(2)]
    await asyncio.sleep(0.2)

    refused = await customer.post("/v1/sync", {"since": cursor, "wait": 1})

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    await sync(other, cursor)
    await asyncio.gather(*waiting)
    await sync(customer, cursor)
