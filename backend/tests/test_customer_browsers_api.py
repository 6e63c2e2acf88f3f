"""Customers as they come: what their browsers tell, whom nobody wants to hear from, and how many at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from stonechat.customers.sessions import NEW_CUSTOMERS, RETURNS
from stonechat.customers.wire import MOST_ATTRIBUTES
from stonechat.errors import Unauthenticated
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode
from stonechat.services import Services

from .clients import SHOP, Api, Person, identity, until
from .conftest import api_of, running
from .sockets import Served, closed_with, serving

PAGE = "https://shop.example/shirts?size=m"


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


@pytest.fixture
async def throttled(database_url: str) -> AsyncIterator[Api]:
    """The API as it is in production: nothing may be asked for as often as anybody likes."""
    async with running(database_url, throttles=True) as process, api_of(*process) as api:
        yield api


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
