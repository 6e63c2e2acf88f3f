"""Customers as the team knows them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import update

from stonechat.ids import new_id
from stonechat.sites.tables import SiteRow

from .clients import Api

PAGE = "https://shop.example/shirts?size=m"


@pytest.fixture
async def german(api: Api) -> AsyncIterator[Api]:
    """The API with a site whose customers are in Germany."""

    async def move(country: str | None) -> None:
        await api.services.database.write(lambda session: session.execute(update(SiteRow).values(country=country)))

    await move("DE")
    yield api
    await move(None)


async def test_the_team_edits_a_profile_and_its_customer_sees_only_their_own_part(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    tag = (await agent.post("/v1/tags", {"id": str(new_id()), "name": "VIP", "color": "#0f766e"})).json()
    known = {
        "name": "Grace Hopper",
        "email": "grace@example.com",
        "phone": "+47 22 22 22 22",
        "attributes": {"plan": "pro", "seats": 3.0, "beta": True, "referral.code": None},
        "tag_ids": [tag["id"]],
        "note": "Likes compilers.",
    }

    changed = await agent.change_customer(customer.id, **known)

    assert changed.status_code == 200, changed.text
    assert known.items() <= changed.json().items()
    assert changed.json()["phone_e164"] == "+4722222222"
    assert await agent.profile(customer.id) == changed.json()
    own = await customer.profile(customer.id)
    shown = {"id", "site_id", "name", "email", "phone", "created_at", "version"}
    assert {key: own[key] for key in shown} == {key: changed.json()[key] for key in shown}
    assert not any(value for key, value in own.items() if key not in shown)


async def test_what_is_left_out_of_a_change_stays_and_null_clears(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    await agent.change_customer(customer.id, name="Grace", phone="+4930901820", attributes={"a": 1, "b": 2})

    changed = (await agent.change_customer(customer.id, phone=None, attributes={"b": 3})).json()

    assert (changed["name"], changed["phone"], changed["phone_e164"]) == ("Grace", None, None)
    assert changed["attributes"] == {"b": 3}


async def test_a_change_may_be_repeated_and_two_agents_do_not_overwrite_each_other(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    path, base = f"/v1/customers/{customer.id}", (await agent.profile(customer.id))["head_version"]

    answers = await asyncio.gather(*(agent.patch(path, {"head_version": base, "note": f"{n}"}) for n in range(4)))

    [won] = [answer for answer in answers if answer.status_code == 200]
    lost = [answer for answer in answers if answer is not won]
    assert [(answer.status_code, answer.json()["code"]) for answer in lost] == [(409, "version_conflict")] * 3
    again = await agent.patch(path, {"head_version": base, "note": won.json()["note"]})
    assert (again.status_code, again.json()) == (200, won.json())


async def test_a_customer_who_goes_on_to_another_page_is_no_conflict_for_an_agent(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    seen = await agent.profile(customer.id)

    await customer.put("/v1/widget/page", {"page": PAGE})

    changed = await agent.patch(
        f"/v1/customers/{customer.id}", {"head_version": seen["head_version"], "note": "Looks at shirts."}
    )
    assert (changed.status_code, changed.json()["last_page"]) == (200, PAGE)
    await customer.started()
    changed = await agent.patch(
        f"/v1/customers/{customer.id}", {"head_version": changed.json()["head_version"], "name": "Grace"}
    )
    assert changed.status_code == 409, "the customer's own answers are what the agent would overwrite"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": "a\0b"}, "/name"),
        ({"phone": "\ud800"}, "/phone"),
        ({"note": "half \udfff a pair"}, "/note"),
        ({"attributes": {"a": "\0"}}, "/attributes/a"),
        ({"email": "no address"}, "/email"),
        ({"tag_ids": [str(new_id())]}, "/tag_ids"),
        ({"name": "x" * 201}, "/name"),
        ({"note": "x" * 5_001}, "/note"),
        ({"attributes": {"a b": 1}}, "/attributes"),
        ({"attributes": {"a" * 61: 1}}, "/attributes"),
        ({"attributes": {"a": "x" * 501}}, "/attributes"),
        ({"attributes": {"a": [1]}}, "/attributes"),
        ({"attributes": {"a": 1e300}}, "/attributes"),
        ({"attributes": {f"a{n}": n for n in range(51)}}, "/attributes"),
    ],
    ids=lambda value: None if isinstance(value, dict) else value,
)
async def test_what_cannot_be_stored_is_refused_with_its_place(api: Api, changes: dict[str, Any], pointer: str) -> None:
    customer, agent = await api.customer(), await api.agent()
    before = await agent.profile(customer.id)

    # As ASCII, because a client could not even encode half a character.
    body = json.dumps({"head_version": before["head_version"], **changes})
    headers = {**agent.headers, "Content-Type": "application/json"}
    answer = await api.client.patch(f"/v1/customers/{customer.id}", content=body, headers=headers)

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
    assert await agent.profile(customer.id) == before


@pytest.mark.parametrize("body", [b'{"text": "\\ud83d"}', b'{"text": "\xed\xa0\x80"}'])
async def test_half_a_character_is_named_in_any_body(api: Api, body: bytes) -> None:
    agent = await api.agent()

    answer = await agent.client.post(
        "/v1/tags", content=body, headers={**agent.headers, "Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_text")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/text"]


async def test_a_body_that_is_no_text_is_refused(api: Api) -> None:
    headers = {"Content-Type": "application/json"}

    answer = await api.client.post("/v1/auth/login", content=b'{"email": "\xff"}', headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_text")


async def test_phone_numbers_are_kept_as_typed_and_understood_as_of_the_sites_country(german: Api) -> None:
    customer, agent = await german.customer(), await german.agent()
    customer.answers["phone"] = "(030) 901820"
    await customer.started()

    assert (await agent.profile(customer.id))["phone_e164"] == "+4930901820"
    for typed, meant in (("+41 44 668 18 00", "+41446681800"), ("12345", None), ("call me", None)):
        changed = (await agent.change_customer(customer.id, phone=typed)).json()
        assert (changed["phone"], changed["phone_e164"]) == (typed, meant)


async def test_customers_are_listed_newest_first_page_by_page(api: Api) -> None:
    agent = await api.agent()
    ids = [(await api.customer()).id for _ in range(5)]

    first = (await agent.get("/v1/customers", limit=3)).json()
    second = (await agent.get("/v1/customers", limit=3, after=first["next"])).json()

    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] is None
    assert len((await agent.get("/v1/customers", site=api.site.id)).json()["items"]) == 5
    assert (await agent.get("/v1/customers", site=str(new_id()))).json()["items"] == []
    assert (await agent.get("/v1/customers", after="x")).status_code == 422


async def test_customers_do_none_of_this(api: Api) -> None:
    customer, other = await api.customer(), await api.customer()
    path = f"/v1/customers/{customer.id}"

    answers = [
        await customer.get("/v1/customers"),
        await customer.patch(path, {"head_version": 1, "note": "I am nice."}),
        await customer.put(f"{path}/block", None),
        await customer.delete(f"{path}/block"),
        await customer.get(f"{path}/export"),
        await customer.post(f"{path}/erase", None),
    ]

    assert [answer.status_code for answer in answers] == [403] * 6
    assert (await other.get(path)).status_code == 404
