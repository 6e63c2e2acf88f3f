"""Tags and sites as agents work with them."""

from __future__ import annotations

import asyncio
from typing import Any

from stonechat.ids import new_id

from .clients import Api, Person


def tag(name: str = "Shipping", color: str = "#0f766e") -> dict[str, Any]:
    return {"id": str(new_id()), "name": name, "color": color}


async def names(agent: Person) -> list[str]:
    return [row["name"] for row in (await agent.get("/v1/tags")).json()["items"]]


async def test_tags_are_made_once_and_listed_by_name(api: Api) -> None:
    agent = await api.agent()
    shipping = tag()

    first = await agent.post("/v1/tags", shipping)
    again = await agent.post("/v1/tags", shipping)
    await agent.post("/v1/tags", tag("billing"))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert await names(agent) == ["billing", "Shipping"]


async def test_a_name_is_taken_once_whatever_its_case_also_at_the_same_moment(api: Api) -> None:
    agent = await api.agent()

    answers = await asyncio.gather(*(agent.post("/v1/tags", tag(name)) for name in ("Öl", "ÖL", "öl", " öl ")))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"name_taken"}


async def test_an_id_is_one_tags_own(api: Api) -> None:
    agent = await api.agent()
    shipping = tag()
    await agent.post("/v1/tags", shipping)

    assert (await agent.post("/v1/tags", {**shipping, "name": "Other"})).json()["code"] == "id_conflict"


async def test_a_deleted_tag_frees_its_name_and_may_be_deleted_again(api: Api) -> None:
    agent = await api.agent()
    old = (await agent.post("/v1/tags", tag())).json()

    deleted = await agent.delete(f"/v1/tags/{old['id']}")

    assert deleted.json()["deleted_at"] is not None
    assert (await agent.delete(f"/v1/tags/{old['id']}")).json() == deleted.json()
    assert (await agent.patch(f"/v1/tags/{old['id']}", {"name": "Back"})).status_code == 404
    assert (await agent.post("/v1/tags", tag())).status_code == 201
    assert await names(agent) == ["Shipping"]


async def test_tags_are_put_on_conversations_and_only_agents_see_them(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started()
    shipping = (await agent.post("/v1/tags", tag())).json()

    changed = (await agent.change(conversation_id, tag_ids=[shipping["id"], shipping["id"]])).json()

    assert changed["tag_ids"] == [shipping["id"]]
    assert (await customer.get(f"/v1/conversations/{conversation_id}")).json()["tag_ids"] == []
    unknown = await agent.change(conversation_id, tag_ids=[str(new_id())])
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/tag_ids")


async def test_a_tag_needs_a_name_and_a_color(api: Api) -> None:
    agent = await api.agent()

    assert (await agent.post("/v1/tags", tag("  "))).status_code == 422
    assert (await agent.post("/v1/tags", tag("a\0b"))).status_code == 422
    assert (await agent.post("/v1/tags", tag(color="red"))).status_code == 422
    assert (await agent.post("/v1/tags", tag(color="#0f766e\n"))).status_code == 422


async def test_customers_have_no_tags_and_no_list_of_sites(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()

    assert (await customer.get("/v1/tags")).status_code == 403
    assert (await customer.get("/v1/sites")).status_code == 403
    assert [site["id"] for site in (await agent.get("/v1/sites")).json()["items"]] == [api.site.id]
