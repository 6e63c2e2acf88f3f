"""The lists that the team works from, how they are ordered, and how many there are in each."""

from __future__ import annotations

from typing import Any

from stonechat.ids import new_id

from .clients import Api, Person


async def listed(person: Person, **wanted: Any) -> list[str]:
    """The ids of all pages, two at a time."""
    ids: list[str] = []
    while True:
        page = (await person.get("/v1/conversations", limit=2, **wanted)).json()
        ids += [item["id"] for item in page["items"]]
        if page["next"] is None:
            return ids
        wanted["after"] = page["next"]


async def waiting_since(agent: Person, conversation_id: str) -> Any:
    return (await agent.get(f"/v1/conversations/{conversation_id}")).json()["waiting_since"]


async def test_several_statuses_are_one_list_in_one_order(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    ids = [await customer.started(f"Number {number}") for number in range(7)]
    for number, status in enumerate(["open", "pending", "resolved", "open", "pending", "open", "resolved"]):
        if status != "open":
            await agent.change(ids[number], status=status)

    active = await listed(agent, customer=customer.id, status=["open", "pending"])

    assert active == [ids[number] for number in (5, 4, 3, 1, 0)]
    assert await listed(agent, customer=customer.id, status=["pending", "open"], order="oldest") == active[::-1]
    assert await listed(agent, customer=customer.id, status="resolved") == [ids[6], ids[2]]
    assert await listed(agent, customer=customer.id) == ids[::-1]
    assert (await agent.get("/v1/conversations", status=["open", "lost"])).status_code == 422
    assert (await agent.get("/v1/conversations", order="lost")).status_code == 422


async def test_a_customer_waits_from_the_first_word_that_nobody_has_answered(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    asked = await waiting_since(agent, conversation_id)
    assert asked is not None

    await customer.send(conversation_id, "Hello?")
    await agent.send(conversation_id, "Ask Bo.", kind="note")
    assert await waiting_since(agent, conversation_id) == asked
    assert (await customer.get(f"/v1/conversations/{conversation_id}")).json()["waiting_since"] is None

    await agent.send(conversation_id, "Yes, in three days.")
    assert await waiting_since(agent, conversation_id) is None
    await customer.send(conversation_id, "And to Sweden?")
    again = await waiting_since(agent, conversation_id)
    assert again > asked
    await agent.change(conversation_id, status="resolved")
    assert await waiting_since(agent, conversation_id) is None
    # A message that opens a resolved conversation takes the other road.
    await customer.send(conversation_id, "One more thing.")
    assert await waiting_since(agent, conversation_id) > again


async def test_who_waits_longest_comes_first_and_who_waits_for_nothing_not_at_all(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    first, second, answered, third = [await customer.started(f"Number {number}") for number in range(4)]
    await agent.send(answered, "Yes.")
    await customer.send(first, "Hello?")

    waiting = [first, second, third]
    assert await listed(agent, customer=customer.id, order="waiting") == waiting
    assert await listed(agent, customer=customer.id, order="waiting", status=["open", "pending"]) == waiting


async def test_the_counts_are_what_the_lists_have(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    tag = await agent.post("/v1/tags", {"id": str(new_id()), "name": "Returns", "color": "#c2410c"})
    tag_id = tag.json()["id"]

    async def counts() -> dict[str, Any]:
        answer = (await agent.get("/v1/conversations/counts")).json()
        numbers = {name: answer[name] for name in ("mine", "unassigned", "active", "snoozed")}
        here = [each["count"] for each in answer["sites"] if each["id"] == api.site.id]
        tagged = [each["count"] for each in answer["tags"] if each["id"] == tag_id]
        return {**numbers, "here": sum(here), "tagged": sum(tagged)}

    before = await counts()
    mine, pending, snoozed, resolved, deleted = [await customer.started(f"Number {number}") for number in range(5)]
    await agent.change(mine, assignee_id=agent.id, tag_ids=[tag_id])
    await agent.change(pending, status="pending", tag_ids=[tag_id])
    await agent.change(snoozed, status="snoozed", tag_ids=[tag_id])
    await agent.change(resolved, status="resolved")
    assert (await agent.delete(f"/v1/conversations/{deleted}")).status_code == 204

    now = await counts()

    more = {name: now[name] - before[name] for name in now}
    assert more == {"mine": 1, "unassigned": 1, "active": 2, "snoozed": 1, "here": 2, "tagged": 2}
    active = ["open", "pending"]
    assert len(await listed(agent, status=active, assignee="me")) == now["mine"]
    assert len(await listed(agent, status=active, assignee="none")) == now["unassigned"]
    assert len(await listed(agent, status="snoozed")) == now["snoozed"]
