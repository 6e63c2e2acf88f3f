"""What is stored and then changed: edits, tombstones, marks, and what agents edit of a conversation."""

from __future__ import annotations

import asyncio

from stonechat.ids import new_id

from .clients import Api, Person


async def begun(api: Api) -> tuple[Person, Person, str]:
    """A customer, an agent, and their conversation."""
    customer, agent = await api.customer(), await api.agent()
    return customer, agent, await customer.started()


async def test_an_author_gives_a_message_other_words(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    message = await customer.sent(conversation_id, "helo")

    edited = (await customer.edit(message, "hello")).json()

    assert (edited["text"], edited["version"], edited["seq"]) == ("hello", 2, 2)
    assert edited["edited_at"] is not None
    assert (await agent.timeline(conversation_id))[1]["text"] == "hello"


async def test_an_edit_may_be_repeated_and_then_changes_nothing(api: Api) -> None:
    customer, _, conversation_id = await begun(api)
    message = await customer.sent(conversation_id, "helo")

    first = await customer.edit(message, "hello")
    again = await customer.edit(message, "hello")

    assert (first.json(), again.status_code) == (again.json(), 200)


async def test_an_edit_of_what_was_changed_meanwhile_is_refused(api: Api) -> None:
    customer, _, conversation_id = await begun(api)
    message = await customer.sent(conversation_id, "one")
    await customer.edit(message, "two")

    late = await customer.edit(message, "three")

    assert (late.status_code, late.json()["code"]) == (409, "version_conflict")


async def test_the_retry_of_a_send_finds_its_message_after_an_edit(api: Api) -> None:
    customer, _, conversation_id = await begun(api)
    message = await customer.sent(conversation_id, "helo")
    await customer.edit(message, "hello")

    retry = await customer.send(conversation_id, "helo", id=message["id"])

    assert (retry.status_code, retry.json()["text"]) == (200, "hello")


async def test_a_deleted_message_leaves_its_place_and_nothing_else(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    message = await customer.sent(conversation_id, "my password is hunter2")
    path = f"/v1/conversations/{conversation_id}/messages/{message['id']}"

    deleted = (await customer.delete(path)).json()

    assert (deleted["text"], deleted["seq"], deleted["version"]) == ("", 2, 2)
    assert deleted["deleted_at"] is not None
    assert (await customer.delete(path)).json() == deleted
    refused = await customer.edit(deleted, "no")
    assert (refused.status_code, refused.json()["code"]) == (409, "message_deleted")
    retry = await customer.send(conversation_id, "my password is hunter2", id=message["id"])
    assert (retry.status_code, retry.json()["text"]) == (200, "")
    assert "hunter2" not in (await agent.get("/v1/conversations")).text


async def test_the_preview_follows_the_newest_public_message_and_no_other(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    first = await customer.sent(conversation_id, "first")
    second = await customer.sent(conversation_id, "second")
    await agent.sent(conversation_id, "a note", kind="note")

    await customer.edit(first, "changed")
    assert (await agent.get(f"/v1/conversations/{conversation_id}")).json()["preview"] == "second"
    await customer.edit(second, "changed too")
    assert (await agent.get(f"/v1/conversations/{conversation_id}")).json()["preview"] == "changed too"


async def test_nobody_changes_what_another_wrote_and_no_customer_finds_a_note(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    message = await customer.sent(conversation_id)
    note = await agent.sent(conversation_id, "a note", kind="note")
    stranger = await api.customer()

    assert (await agent.edit(message, "no")).json()["code"] == "not_the_author"
    assert (await customer.edit(note, "no")).status_code == 404
    assert (await stranger.edit(message, "no")).status_code == 404


async def test_a_status_changes_with_an_entry_that_only_agents_see(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)

    changed = (await agent.change(conversation_id, status="resolved")).json()

    assert (changed["status"], changed["seq"], changed["public_seq"], changed["head_version"]) == ("resolved", 2, 1, 2)
    entry = (await agent.timeline(conversation_id))[1]
    assert (entry["kind"], entry["author"], entry["public_seq"]) == ("event", "system", None)
    assert entry["event"] == {
        "type": "status_changed",
        "status": "resolved",
        "previous": "open",
        "until": None,
        "agent_id": agent.id,
    }
    assert len(await customer.timeline(conversation_id)) == 1
    assert (await customer.get(f"/v1/conversations/{conversation_id}")).json()["seq"] == 1


async def test_two_agents_do_not_overwrite_each_other_and_a_retry_is_no_conflict(api: Api) -> None:
    _, agent, conversation_id = await begun(api)
    path = f"/v1/conversations/{conversation_id}"

    first = await agent.patch(path, {"head_version": 1, "status": "pending"})
    other = await agent.patch(path, {"head_version": 1, "status": "resolved"})
    retry = await agent.patch(path, {"head_version": 1, "status": "pending"})

    assert (other.status_code, other.json()["code"]) == (409, "version_conflict")
    assert first.json() == retry.json()


async def test_a_customers_message_is_no_conflict_for_an_agent(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    await customer.sent(conversation_id)

    changed = await agent.patch(f"/v1/conversations/{conversation_id}", {"head_version": 1, "status": "pending"})

    assert changed.status_code == 200


async def test_a_customers_message_opens_a_resolved_conversation_and_says_so(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    await agent.change(conversation_id, status="resolved")
    message_id = str(new_id())

    sent, again = await asyncio.gather(
        *(customer.send(conversation_id, "One more thing", id=message_id) for _ in range(2))
    )

    assert sorted((sent.status_code, again.status_code)) == [200, 201]
    assert (await agent.get(f"/v1/conversations/{conversation_id}")).json()["status"] == "open"
    kinds = [(entry["kind"], entry["seq"]) for entry in await agent.timeline(conversation_id)]
    assert kinds == [("message", 1), ("event", 2), ("message", 3), ("event", 4)]
    assert [entry["seq"] for entry in await customer.timeline(conversation_id)] == [1, 2]


async def test_an_agents_message_or_note_leaves_a_resolved_conversation_resolved(api: Api) -> None:
    _, agent, conversation_id = await begun(api)
    await agent.change(conversation_id, status="resolved")

    await agent.sent(conversation_id, "By the way")
    await agent.sent(conversation_id, "easy", kind="note")

    assert (await agent.get(f"/v1/conversations/{conversation_id}")).json()["status"] == "resolved"


async def test_customers_change_no_head(api: Api) -> None:
    customer, _, conversation_id = await begun(api)

    answer = await customer.patch(f"/v1/conversations/{conversation_id}", {"head_version": 1, "status": "resolved"})

    assert (answer.status_code, answer.json()["code"]) == (403, "agents_only")


async def test_marks_go_forward_only_and_never_past_the_newest_entry(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    for _ in range(3):
        await customer.sent(conversation_id)

    first = (await agent.mark(conversation_id, 3, 2)).json()
    back = (await agent.mark(conversation_id, 1, 1)).json()
    beyond = (await agent.mark(conversation_id, 99, 0)).json()

    assert (first["delivered_seq"], first["read_seq"], first["version"]) == (3, 2, 1)
    assert back == first
    assert (beyond["delivered_seq"], beyond["read_seq"], beyond["version"]) == (4, 2, 2)


async def test_what_was_read_has_also_arrived(api: Api) -> None:
    customer, _, conversation_id = await begun(api)

    mark = (await customer.mark(conversation_id, 0, 1)).json()

    assert (mark["delivered_seq"], mark["read_seq"]) == (1, 1)


async def test_customers_see_how_far_the_team_is_and_not_who(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    colleague = await api.colleague()
    for _ in range(3):
        await customer.sent(conversation_id)
    await agent.mark(conversation_id, 4, 2)
    await colleague.mark(conversation_id, 3, 3)
    await customer.mark(conversation_id, 4, 4)
    path = f"/v1/conversations/{conversation_id}/marks"

    seen = {mark["reader"]: mark for mark in (await customer.get(path)).json()["items"]}
    assert seen.keys() == {"customer", "team"}
    assert (seen["team"]["reader_id"], seen["team"]["delivered_seq"], seen["team"]["read_seq"]) == (None, 4, 3)
    readers = [mark["reader"] for mark in (await agent.get(path)).json()["items"]]
    assert readers == ["agent", "agent", "customer", "team"]
    for page in (f"/v1/conversations/{conversation_id}/messages", "/v1/conversations"):
        assert {mark["reader"] for mark in (await customer.get(page)).json()["marks"]} == {"customer", "team"}


async def test_many_marks_at_once_are_stored_together_and_the_furthest_stays(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    for _ in range(9):
        await customer.sent(conversation_id)

    answers = await asyncio.gather(*(agent.mark(conversation_id, n, n) for n in range(1, 11)))

    assert {answer.status_code for answer in answers} == {200}
    mark = (await agent.mark(conversation_id, 0, 0)).json()
    assert mark["read_seq"] == 10
    assert mark["version"] < 10


async def test_a_strangers_mark_is_refused_and_fails_no_other(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    stranger = await api.customer()

    refused, stored = await asyncio.gather(stranger.mark(conversation_id, 1, 1), agent.mark(conversation_id, 1, 1))

    assert (refused.status_code, stored.status_code) == (404, 200)
    assert (await customer.mark(str(new_id()), 1, 1)).status_code == 404
    assert (await agent.mark(conversation_id, -1, 0)).status_code == 422


async def test_messages_that_open_a_resolved_conversation_at_once_are_each_stored_once(api: Api) -> None:
    customer, agent, conversation_id = await begun(api)
    for _ in range(20):
        await agent.change(conversation_id, status="resolved")
        message_ids = [str(new_id()) for _ in range(3)]

        answers = await asyncio.gather(
            *(customer.send(conversation_id, "Hello?", id=message_id) for message_id in message_ids * 2)
        )

        assert sorted(answer.status_code for answer in answers) == [200] * 3 + [201] * 3
    timeline = await agent.timeline(conversation_id)
    assert len([entry for entry in timeline if entry["kind"] == "message"]) == 1 + 60
    assert [entry["seq"] for entry in timeline] == list(range(1, len(timeline) + 1))
