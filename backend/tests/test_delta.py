"""Snapshot and delta together are a fresh snapshot: for every kind of change, for each reader, live and resumed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import update

from stonechat.accounts.tables import AgentRow
from stonechat.customers.tables import CustomerRow
from stonechat.db.base import THIS_TRANSACTION, Versioned
from stonechat.ids import new_id

from .clients import Person
from .sockets import KINDS, Live, Row, Served, serving


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


@dataclass
class Scene:
    """A customer with a conversation, an agent in it, another agent who is not, and a tag."""

    served: Served
    customer: Person
    agent: Person
    colleague: Person
    conversation_id: str
    message: Row
    reply: Row
    tag: Row


async def set_scene(served: Served) -> Scene:
    customer, agent, colleague = await served.customer(), await served.agent(), await served.colleague()
    conversation_id = await customer.started("Hello")
    tag = await agent.post("/v1/tags", {"id": str(new_id()), "name": "Shipping", "color": "#0f766e"})
    return Scene(
        served,
        customer,
        agent,
        colleague,
        conversation_id,
        await customer.sent(conversation_id, "A question"),
        await agent.sent(conversation_id, "A reply"),
        tag.json(),
    )


async def alter(scene: Scene, table: type[Versioned], **values: str) -> None:
    """A change that no request makes yet, as a later version of the product might."""
    statement = update(table).values(**values, version=table.version + 1, changed_xid=THIS_TRANSACTION)
    await scene.served.services.database.write(lambda session: session.execute(statement))
    scene.served.services.follower.ring()


CHANGES: dict[str, Callable[[Scene], Awaitable[Any]]] = {
    "a message": lambda scene: scene.customer.sent(scene.conversation_id, "More"),
    "a reply": lambda scene: scene.agent.sent(scene.conversation_id, "More"),
    "a first reply of another agent": lambda scene: scene.colleague.sent(scene.conversation_id, "Hi"),
    "a note": lambda scene: scene.agent.sent(scene.conversation_id, "Secret", kind="note"),
    "an edit": lambda scene: scene.customer.edit(scene.message, "Another question"),
    "an edit of the newest": lambda scene: scene.agent.edit(scene.reply, "Another reply"),
    "a deletion": lambda scene: scene.agent.delete(
        f"/v1/conversations/{scene.conversation_id}/messages/{scene.reply['id']}"
    ),
    "a status": lambda scene: scene.agent.change(scene.conversation_id, status="resolved"),
    "tags of a conversation": lambda scene: scene.agent.change(scene.conversation_id, tag_ids=[scene.tag["id"]]),
    "a new conversation": lambda scene: scene.customer.started("Another thing"),
    "a customer's mark": lambda scene: scene.customer.mark(scene.conversation_id, 3, 3),
    "an agent's mark": lambda scene: scene.agent.mark(scene.conversation_id, 3, 2),
    "a customer's name": lambda scene: alter(scene, CustomerRow, name="Eve"),
    "an agent's availability": lambda scene: scene.agent.put("/v1/me/availability", {"availability": "away"}),
    "an agent's name": lambda scene: alter(scene, AgentRow, name="Adele"),
    "a new tag": lambda scene: scene.agent.post(
        "/v1/tags", {"id": str(new_id()), "name": "Billing", "color": "#c2410c"}
    ),
    "a tag's name": lambda scene: scene.agent.patch(f"/v1/tags/{scene.tag['id']}", {"name": "Delivery"}),
    "a deleted tag": lambda scene: scene.agent.delete(f"/v1/tags/{scene.tag['id']}"),
    "a site's color": lambda scene: scene.agent.change_site(scene.served.site.id, color="#112233"),
    "a site's form": lambda scene: scene.agent.set_form(scene.served.site.id, []),
    "a new site": lambda scene: scene.agent.post("/v1/sites", {"id": str(new_id()), "name": "The shop"}),
}


async def snapshot(scene: Scene, reader: Person) -> dict[str, dict[str, Row]]:
    """All that a reader can load over REST, by kind and id."""
    rows: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    page = (await reader.get("/v1/conversations", limit=100)).json()
    rows["conversations"] = page["items"]
    rows["marks"] = page["marks"]
    rows["customers"] = page["customers"]
    for conversation in page["items"]:
        path = f"/v1/conversations/{conversation['id']}/messages"
        timeline = (await reader.get(path, limit=100)).json()
        rows["messages"] += timeline["items"]
        rows["agents"] += timeline["agents"]
    if reader is not scene.customer:
        rows["agents"] = [profile(row) for row in (await reader.get("/v1/agents")).json()["items"]]
        rows["tags"] = (await reader.get("/v1/tags")).json()["items"]
        rows["sites"] = (await reader.get("/v1/sites")).json()["items"]
    return {kind: {row["id"]: row for row in rows[kind]} for kind in KINDS}


def profile(agent: Row) -> Row:
    return {key: agent[key] for key in ("id", "name", "active", "availability", "face_id", "version")}


def applied(before: dict[str, dict[str, Row]], live: Live) -> dict[str, dict[str, Row]]:
    """A snapshot with the rows of a connection, by the rules that every client keeps."""
    rows: dict[str, dict[str, Row]] = {}
    for kind in KINDS:
        rows[kind] = dict(before[kind])
        for row in live.rows[kind].values():
            if row["version"] > rows[kind].get(row["id"], {"version": 0})["version"]:
                rows[kind][row["id"]] = row
    rows["tags"] = {key: row for key, row in rows["tags"].items() if row["deleted_at"] is None}
    return rows


@pytest.mark.parametrize("change", CHANGES)
async def test_a_snapshot_with_its_delta_is_a_fresh_snapshot(served: Served, change: str) -> None:
    scene = await set_scene(served)
    readers = (scene.customer, scene.agent, scene.colleague)
    async with served.live(readers[0]) as first, served.live(readers[1]) as second, served.live(readers[2]) as third:
        lives = (first, second, third)
        cursors = [live.cursor for live in lives]
        before = [await snapshot(scene, reader) for reader in readers]

        await CHANGES[change](scene)

        after = [await snapshot(scene, reader) for reader in readers]
        assert after[1] != before[1], "the change has to be one"
        for reader, live, old, new, cursor in zip(readers, lives, before, after, cursors, strict=True):
            while applied(old, live) != new:
                await live.hear()
            async with served.live(reader, cursor) as resumed:
                assert applied(old, resumed) == new
            polled = (await reader.post("/v1/sync", {"since": cursor, "wait": 0})).json()
            kept = Live(live.socket)
            for kind in KINDS:
                kept.rows[kind] = {row["id"]: row for row in polled[kind]}
            assert applied(old, kept) == new
