"""The life of a conversation: put off, resolved, opened again, rated, and changed by many at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from stonechat.conversations.tables import ConversationRow, MessageRow
from stonechat.conversations.wire import LONGEST_TEXT
from stonechat.ids import new_id

from .clients import Api, Person
from .conftest import api_of, running

FAMILY = "👩‍👩‍👧‍👦"
"""One character for a person, seven code points for a computer."""


def in_seconds(seconds: float) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


async def head(person: Person, conversation_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = (await person.get(f"/v1/conversations/{conversation_id}")).json()
    return shown


async def events(person: Person, conversation_id: str) -> list[dict[str, Any]]:
    return [entry["event"] for entry in await person.timeline(conversation_id) if entry["kind"] == "event"]


async def age(api: Api, conversation_id: str, **back: timedelta) -> None:
    """Move times of a conversation back."""
    values = {name: getattr(ConversationRow, name) - by for name, by in back.items()}
    statement = update(ConversationRow).where(ConversationRow.id == UUID(conversation_id)).values(**values)
    await api.services.database.write(lambda session: session.execute(statement))


async def test_a_snoozed_conversation_wakes_at_its_time(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    answer = await agent.change(conversation_id, status="snoozed", snoozed_until=in_seconds(0.2))
    assert answer.json()["status"] == "snoozed"
    await api.services.upkeep.look()
    assert (await head(agent, conversation_id))["status"] == "snoozed", "not before"
    await asyncio.sleep(0.3)

    await api.services.upkeep.look()

    shown = await head(agent, conversation_id)
    assert (shown["status"], shown["snoozed_until"]) == ("open", None)
    assert shown["queued_at"] is not None
    woken = (await events(agent, conversation_id))[-1]
    assert (woken["previous"], woken["status"], woken["agent_id"]) == ("snoozed", "open", None)


@pytest.mark.parametrize("until", [None, 3600.0])
async def test_a_customers_message_wakes_a_snoozed_conversation(api: Api, until: float | None) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    await agent.change(conversation_id, status="snoozed", snoozed_until=until and in_seconds(until))

    await customer.sent(conversation_id, "Still there?")

    shown = await head(agent, conversation_id)
    assert (shown["status"], shown["snoozed_until"]) == ("open", None)


async def test_an_agents_note_does_not_wake_it(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    snoozed = (await agent.change(conversation_id, status="snoozed", snoozed_until=in_seconds(60))).json()

    await agent.sent(conversation_id, "Ask again tomorrow", kind="note")

    shown = await head(agent, conversation_id)
    assert (shown["status"], shown["snoozed_until"]) == ("snoozed", snoozed["snoozed_until"])


async def test_a_time_that_is_over_is_no_time_to_wake(api: Api) -> None:
    agent = await api.agent()
    conversation_id = await (await api.customer()).started()

    answer = await agent.change(conversation_id, status="snoozed", snoozed_until=in_seconds(-1))

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/snoozed_until")


async def test_a_message_opens_what_was_resolved_lately_and_not_what_is_long_over(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    await agent.change(conversation_id, status="resolved")
    await age(api, conversation_id, resolved_at=timedelta(days=6))
    await customer.sent(conversation_id, "One more thing")
    assert (await head(customer, conversation_id))["status"] == "open"
    await agent.change(conversation_id, status="resolved")
    await age(api, conversation_id, resolved_at=timedelta(days=8))

    message_id = str(new_id())
    answer = await customer.send(conversation_id, "And another", id=message_id)

    assert (answer.status_code, answer.json()["code"]) == (409, "conversation_closed")
    again = await customer.start("And another")
    assert again.status_code == 201
    assert (await agent.send(conversation_id, "Did it arrive?")).status_code == 201, "agents may still write"


async def test_a_resolution_is_rated_until_it_is_over(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    path = f"/v1/conversations/{conversation_id}/rating"
    assert (await customer.put(path, {"rating": 5})).json()["code"] == "not_resolved"
    await agent.change(conversation_id, status="resolved")

    answers = [await customer.put(path, {"rating": 4, "text": "Quick!"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (await head(agent, conversation_id))["rating"] == 4
    rated = [event for event in await events(agent, conversation_id) if event["type"] == "rated"]
    assert rated == [{"type": "rated", "rating": 4, "text": "Quick!"}], "a retry is no second rating"
    assert (await agent.put(path, {"rating": 1})).json()["code"] == "customers_only"
    assert (await (await api.customer()).put(path, {"rating": 1})).status_code == 404
    assert [(await customer.put(path, {"rating": rating})).status_code for rating in (0, 6)] == [422, 422]
    await customer.sent(conversation_id, "Wait")
    assert (await head(agent, conversation_id))["rating"] is None


async def test_rating_is_no_conflict_for_an_agent(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    seen = (await agent.change(conversation_id, status="resolved")).json()["head_version"]
    await customer.put(f"/v1/conversations/{conversation_id}/rating", {"rating": 2})

    answer = await agent.patch(f"/v1/conversations/{conversation_id}", {"head_version": seen, "priority": "urgent"})

    assert answer.status_code == 200
    assert (await events(agent, conversation_id))[-1] == {
        "type": "priority_changed",
        "priority": "urgent",
        "previous": "normal",
        "agent_id": agent.id,
    }


async def test_customers_do_not_see_what_the_team_sorts_by(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    await agent.change(conversation_id, status="snoozed", snoozed_until=in_seconds(60), priority="urgent")

    shown = await head(customer, conversation_id)

    assert (shown["priority"], shown["snoozed_until"], shown["queued_at"]) == ("normal", None, None)
    assert shown["seq"] == shown["public_seq"] == 1


async def test_many_are_changed_at_once(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    started = [await customer.started() for _ in range(5)]
    tag_id, other = str(new_id()), str(new_id())
    for number, each in enumerate((tag_id, other)):
        await agent.post("/v1/tags", {"id": each, "name": f"Tag {number}", "color": "#0f766e"})
    await agent.change(started[0], tag_ids=[other])
    body = {
        "ids": [*started, str(new_id())],
        "status": "resolved",
        "assignee_id": agent.id,
        "add_tag_ids": [tag_id],
        "remove_tag_ids": [other],
    }

    first, second = [await agent.post("/v1/conversations/changes", body) for _ in range(2)]

    assert first.status_code == 200, first.text
    assert {row["id"] for row in first.json()["items"]} == set(started)
    for row in first.json()["items"]:
        assert (row["status"], row["assignee_id"], row["tag_ids"]) == ("resolved", agent.id, [tag_id])
    assert second.json() == first.json(), "a retry changes nothing"
    body["ids"] = [str(new_id()) for _ in range(101)]
    assert (await agent.post("/v1/conversations/changes", body)).status_code == 422


async def test_changes_of_many_in_two_orders_do_not_deadlock(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    started = [await customer.started() for _ in range(20)]

    answers = await asyncio.gather(
        *(
            agent.post("/v1/conversations/changes", {"ids": ids, "priority": priority})
            for ids in (started, started[::-1])
            for priority in ("low", "high", "urgent")
        )
    )

    assert {answer.status_code for answer in answers} == {200}


async def test_lists_are_filtered_by_assignee_tag_priority_and_customer(api: Api) -> None:
    agent, colleague = await api.agent(), await api.colleague()
    first, second = await api.customer(), await api.customer()
    mine, other, nobodys = await first.started(), await first.started(), await second.started()
    tag_id = str(new_id())
    await agent.post("/v1/tags", {"id": tag_id, "name": "Shipping", "color": "#0f766e"})
    await agent.change(mine, assignee_id=agent.id, tag_ids=[tag_id])
    await agent.change(other, assignee_id=colleague.id, priority="high")

    async def listed(**filters: str) -> list[str]:
        return sorted(row["id"] for row in (await agent.get("/v1/conversations", **filters)).json()["items"])

    assert await listed(assignee="me") == [mine]
    assert await listed(assignee=colleague.id) == [other]
    assert await listed(assignee="none") == [nobodys]
    assert await listed(tag=tag_id) == [mine]
    assert await listed(priority="high") == [other]
    assert await listed(customer=first.id) == sorted([mine, other])
    assert await listed(site=api.site.id) == sorted([mine, other, nobodys])
    assert (await agent.get("/v1/conversations", assignee="nobody")).status_code == 422
    assert len((await first.get("/v1/conversations", assignee="none")).json()["items"]) == 2, "customers see their own"


async def test_a_note_calls_agents(api: Api) -> None:
    agent, colleague, customer = await api.agent(), await api.colleague(), await api.customer()
    conversation_id = await customer.started()
    body = {"id": str(new_id()), "text": "@Bob, please look", "kind": "note", "mentions": [colleague.id]}
    path = f"/v1/conversations/{conversation_id}/messages"

    answers = [await agent.post(path, body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["mentions"] == [colleague.id]
    assert (await colleague.timeline(conversation_id))[-1]["mentions"] == [colleague.id]
    assert (await agent.post(path, {**body, "mentions": []})).json()["code"] == "id_conflict"
    wrong = [
        await agent.post(path, {**body, "id": str(new_id()), "mentions": [customer.id]}),
        await agent.post(path, {**body, "id": str(new_id()), "kind": "message"}),
    ]
    assert [(answer.status_code, answer.json()["errors"][0]["pointer"]) for answer in wrong] == [(422, "/mentions")] * 2


async def test_earlier_words_are_kept_for_agents(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    message = await customer.sent(conversation_id, "first")
    edited = (await customer.edit(message, "second")).json()
    path = f"/v1/conversations/{conversation_id}/messages/{message['id']}"
    await customer.edit(edited, "second")
    await customer.delete(path)

    history = (await agent.get(f"{path}/history")).json()["items"]

    assert [item["text"] for item in history] == ["second", "first"]
    assert (await customer.get(f"{path}/history")).status_code == 403
    assert (await agent.get(f"{path[:-1]}{'0' if path[-1] != '0' else '1'}/history")).status_code == 404


async def test_a_message_can_be_changed_for_a_quarter_of_an_hour(api: Api) -> None:
    agent = await api.agent()
    conversation_id = await (await api.customer()).started()
    message = await agent.sent(conversation_id, "Yes")
    back = update(MessageRow).where(MessageRow.id == UUID(message["id"]))
    values = back.values(created_at=MessageRow.created_at - timedelta(minutes=16))
    await api.services.database.write(lambda session: session.execute(values))

    answers = [
        await agent.edit(message, "No"),
        await agent.delete(f"/v1/conversations/{conversation_id}/messages/{message['id']}"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "too_late")] * 2
    assert (await agent.edit(message, "Yes")).status_code == 200, "the same words change nothing"


async def test_characters_are_counted_as_a_person_counts_them(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()

    assert (await customer.send(conversation_id, FAMILY * 5_000)).status_code == 201
    assert (await customer.send(conversation_id, "x" * LONGEST_TEXT)).status_code == 201
    for text in ("x" * (LONGEST_TEXT + 1), "e\u0301" * (LONGEST_TEXT + 1), FAMILY * 9_000):
        answer = await customer.send(conversation_id, text)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/text")


async def test_a_closed_widget_learns_what_is_unread_without_using_up_its_key(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    await customer.mark(conversation_id, 1, 1)
    await agent.sent(conversation_id, "Yes")
    await agent.sent(conversation_id, "Anything else?")
    await agent.sent(conversation_id, "Nice customer", kind="note")
    body = {"site_id": api.site.id, "resume_key": customer.resume_key}

    answers = [await api.client.post("/v1/widget/unread", json=body) for _ in range(2)]

    assert [answer.json() for answer in answers] == [{"unread": 2, "has_open_conversation": True}] * 2
    await customer.mark(conversation_id, 3, 3)
    await agent.change(conversation_id, status="resolved")
    answer = await api.client.post("/v1/widget/unread", json=body)
    assert answer.json() == {"unread": 0, "has_open_conversation": False}
    strange = await api.client.post("/v1/widget/unread", json={**body, "resume_key": "x.1.y"})
    assert (strange.status_code, strange.json()["code"]) == (401, "resume_key_invalid")
    assert (await api.open_session(customer.resume_key)).status_code == 200


async def test_an_admin_deletes_a_conversation_for_everybody_and_its_numbers_stay(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    await customer.sent(conversation_id, "My card number is 4111 1111 1111 1111")
    path = f"/v1/conversations/{conversation_id}"

    assert (await admin.delete(path)).status_code == 204
    assert (await admin.delete(path)).status_code == 204

    left = (await admin.get(path)).json()
    assert (left["status"], left["preview"], left["answers"], left["seq"]) == ("resolved", "", [], 2)
    assert left["deleted_at"] is not None
    assert {message["text"] for message in await admin.timeline(conversation_id)} == {""}
    assert (await customer.get("/v1/conversations")).json()["items"] == []
    refused = await customer.send(conversation_id, "Hello?")
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_closed")
    assert [action for action, _ in await api.audited()].count("conversation_deleted") == 1


async def test_only_admins_delete_conversations(api: Api) -> None:
    conversation_id = await (await api.customer()).started()

    answer = await (await api.colleague()).delete(f"/v1/conversations/{conversation_id}")

    assert (answer.status_code, answer.json()["code"]) == (403, "admins_only")


async def test_nobody_writes_faster_than_a_person_or_an_outbox_does(database_url: str) -> None:
    async with running(database_url, throttles=True) as process, api_of(*process) as api:
        customer, agent = await api.customer(), await api.agent()
        conversation_id = await customer.started()

        answers = await asyncio.gather(*(customer.send(conversation_id, "Hello") for _ in range(120)))

        refused = [answer for answer in answers if answer.status_code == 429]
        assert len(refused) >= 40
        assert {answer.headers["retry-after"] for answer in refused} == {"1"}
        assert {answer.status_code for answer in answers} == {201, 429}
        assert (await agent.send(conversation_id, "One after the other")).status_code == 201
        assert len(await agent.timeline(conversation_id)) == 2 + len(answers) - len(refused)
