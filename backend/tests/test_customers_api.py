"""Customers as the team knows them: profiles, what browsers tell, and whom to hear no more from."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from stonechat.app import with_edge
from stonechat.customers.sessions import NEW_CUSTOMERS, RETURNS
from stonechat.customers.wire import MOST_ATTRIBUTES
from stonechat.errors import Unauthenticated
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode
from stonechat.services import Services, make_services
from stonechat.services import running as app_running
from stonechat.sites.tables import SiteRow

from .clients import SHOP, Api, Person, Site, identity, until
from .conftest import running, settings_for
from .sockets import Served, closed_with, serving

PAGE = "https://shop.example/shirts?size=m"


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


@pytest.fixture
async def throttled(database_url: str) -> AsyncIterator[Api]:
    """The API as it is in production: nothing may be asked for as often as anybody likes."""
    services = make_services(replace(settings_for(database_url), throttles=True))
    transport = httpx.ASGITransport(app=with_edge(services), raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar's types are narrower
    async with app_running(services), httpx.AsyncClient(transport=transport, base_url="http://api.test") as client:
        site_id, _ = await services.sites.ensure_first_site()
        yield Api(client, Site(str(site_id)), services)


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


async def test_a_browser_tells_where_it_is_and_what_it_is(api: Api) -> None:
    agent = await api.agent()
    visit = {"page": PAGE, "referrer": "https://search.example/", "locale": "de-CH", "time_zone": "Europe/Zurich"}
    opened = (await api.open_session(None, **visit)).json()
    customer_id = opened["customer"]["id"]

    next_page = {**visit, "page": "https://shop.example/cart", "referrer": PAGE, "locale": "en"}
    resumed = (await api.open_session(opened["resume_key"], **next_page)).json()

    profile = await agent.profile(customer_id)
    assert (profile["first_page"], profile["last_page"]) == (PAGE, "https://shop.example/cart")
    assert (profile["referrer"], profile["locale"]) == ("https://search.example/", "en")
    assert (profile["time_zone"], profile["user_agent"][:12]) == ("Europe/Zurich", "python-httpx")
    await api.open_session(resumed["resume_key"], **next_page)
    assert (await agent.profile(customer_id))["version"] == profile["version"]


@pytest.mark.parametrize(
    "visit",
    [
        {"page": "javascript:alert(1)", "referrer": "about:blank"},
        {"page": "https://shop.example/\0", "time_zone": "\0", "locale": "x\0"},
        {"page": "https://[bad", "time_zone": "Europe/Zürich", "locale": "Deutsch, bitte"},
        {"page": "https://shop.example/" + "x" * 5_000, "time_zone": "a" * 500, "locale": "de" * 50},
        {"page": "", "referrer": None, "time_zone": "../../etc/passwd", "locale": ""},
    ],
)
async def test_a_browser_with_strange_ideas_is_let_in_all_the_same(api: Api, visit: dict[str, Any]) -> None:
    agent = await api.agent()

    opened = await api.open_session(None, **visit)

    assert opened.status_code == 200
    profile = await agent.profile(opened.json()["customer"]["id"])
    told = ("first_page", "last_page", "referrer", "locale", "time_zone")
    assert [profile[key] for key in told] == [None] * 5


async def test_a_page_that_changes_its_address_tells_it(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()

    first = await customer.put("/v1/widget/page", {"page": PAGE})
    second = await customer.put("/v1/widget/page", {"page": "https://shop.example/cart"})
    before = await agent.profile(customer.id)
    same = await customer.put("/v1/widget/page", {"page": "https://shop.example/cart"})

    assert [answer.status_code for answer in (first, second, same)] == [204] * 3
    assert (before["first_page"], before["last_page"]) == (PAGE, "https://shop.example/cart")
    assert await agent.profile(customer.id) == before
    refused = await customer.put("/v1/widget/page", {"page": "javascript:alert(1)"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/page")
    assert (await agent.put("/v1/widget/page", {"page": PAGE})).status_code == 403


async def test_what_pages_say_of_their_customer_is_kept_apart_from_what_is_vouched_for(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    await agent.change_customer(customer.id, attributes={"plan": "pro"})

    for told in ({"plan": "free", "cart": 3}, {"cart": None, "beta": True}):
        assert (await customer.put("/v1/widget/attributes", {"attributes": told})).status_code == 204

    profile = await agent.profile(customer.id)
    assert (profile["attributes"], profile["page_attributes"]) == ({"plan": "pro"}, {"plan": "free", "beta": True})
    assert (await customer.profile(customer.id))["page_attributes"] == {}


async def test_what_pages_say_has_a_limit_and_a_form(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    many = [{f"key{n}": n for n in range(begin, begin + 40)} for begin in (0, 40)]

    for told in many:
        assert (await customer.put("/v1/widget/attributes", {"attributes": told})).status_code == 204

    kept = (await agent.profile(customer.id))["page_attributes"]
    assert len(kept) == MOST_ATTRIBUTES
    assert many[1].items() <= kept.items()
    refused = await customer.put("/v1/widget/attributes", {"attributes": {"a": "\0"}})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/attributes/a")


async def test_agents_hear_of_the_page_within_a_moment(served: Served) -> None:
    customer, agent = await served.customer(), await served.agent()
    async with served.live(agent) as desk:
        await customer.put("/v1/widget/page", {"page": PAGE})

        await desk.until_row("customers", id=customer.id, last_page=PAGE)


async def test_a_blocked_customer_is_out_within_a_moment_everywhere(served: Served, database_url: str) -> None:
    customer, agent = await served.customer(), await served.agent()
    conversation_id = await customer.started()
    path = f"/v1/customers/{customer.id}/block"
    async with running(database_url) as (elsewhere, _), served.live(customer) as shop:
        blocked = await agent.put(path, None)

        assert blocked.json()["blocked_at"] is not None
        async with asyncio.timeout(2):
            assert await closed_with(shop.socket) == CloseCode.UNAUTHENTICATED
        await until(lambda: is_refused(served.services, customer))
        await until(lambda: is_refused(elsewhere, customer))
        assert (await customer.send(conversation_id, "Hello?")).status_code == 401
    resumed = await served.open_session(customer.resume_key)
    assert (resumed.status_code, resumed.json()["code"]) == (403, "blocked")
    assert (await agent.put(path, None)).json() == blocked.json()
    assert await served.audited() == [("customer_blocked", customer.id)]


async def is_refused(process: Services, customer: Person) -> bool:
    """Whether a process lets this token in no more."""
    try:
        await process.doorkeeper.admit(f"Bearer {customer.token}", SHOP)
    except Unauthenticated:
        return True
    return False


async def test_a_blocked_person_is_not_let_in_by_their_name_either_and_may_come_back_later(api: Api) -> None:
    key, agent = await api.site_key(), await api.agent()
    known = await (await api.customer()).identified(identity(key))
    await agent.put(f"/v1/customers/{known.id}/block", None)

    refused = await (await api.customer()).identify(identity(key))
    await agent.delete(f"/v1/customers/{known.id}/block")
    again = await (await api.customer()).identified(identity(key))

    assert (refused.status_code, refused.json()["code"]) == (403, "blocked")
    assert again.id == known.id
    old = await api.open_session(known.resume_key)
    assert (old.status_code, old.json()["code"]) == (401, "resume_key_invalid")
    assert await api.audited() == [("customer_blocked", known.id), ("customer_unblocked", known.id)]


async def test_a_key_that_is_used_while_its_customer_is_blocked_opens_nothing_for_long(api: Api) -> None:
    agent = await api.agent()
    for _ in range(5):
        customer = await api.customer()

        resumed, _ = await asyncio.gather(
            api.open_session(customer.resume_key), agent.put(f"/v1/customers/{customer.id}/block", None)
        )

        if resumed.status_code == 200:
            customer.token = resumed.json()["token"]
            await until(lambda customer=customer: is_refused(api.services, customer))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        else:
            assert resumed.status_code == 403


async def test_customers_who_are_not_there_or_gone_cannot_be_changed(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    await agent.post(f"/v1/customers/{customer.id}/erase", None)

    for customer_id, status in ((str(new_id()), 404), (customer.id, 409)):
        path = f"/v1/customers/{customer_id}"
        answers = [
            await agent.patch(path, {"head_version": 1, "note": "x"}),
            await agent.put(f"{path}/block", None),
            await agent.delete(f"{path}/block"),
        ]
        assert [answer.status_code for answer in answers] == [status] * 3


async def test_new_customers_from_one_address_are_let_in_one_by_one(throttled: Api) -> None:
    answers = [await throttled.open_session(None) for _ in range(NEW_CUSTOMERS.burst + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    late = answers[-1]
    assert (late.status_code, late.json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(late.headers["retry-after"]) <= NEW_CUSTOMERS.interval.total_seconds()
    assert late.headers["access-control-expose-headers"] == "Retry-After"
    back = await throttled.open_session(answers[0].json()["resume_key"])
    assert back.status_code == 200, "those who come back are counted by themselves"


async def test_those_who_come_back_from_one_address_may_do_so_often(throttled: Api) -> None:
    key = (await throttled.open_session(None)).json()["resume_key"]

    statuses = [(await throttled.open_session(key)).status_code for _ in range(RETURNS.burst + 5)]

    assert set(statuses[: RETURNS.burst]) == {200}
    assert 429 in statuses


async def test_identities_from_one_address_are_taken_one_by_one(throttled: Api) -> None:
    customer = await throttled.customer()

    answers = [await customer.identify("x") for _ in range(31)]

    assert [answer.status_code for answer in answers] == [403] * 30 + [429]
