"""What the panel asks before the first message: the site's look and form, a session, and who may embed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, update

from stonechat.customers.tables import CustomerSessionRow
from stonechat.ids import new_id
from stonechat.sites import service as sites_service
from stonechat.sites.tables import SiteRow

from .clients import SHOP, Api, until_refused


@pytest.fixture
async def listed(api: Api) -> AsyncIterator[Api]:
    """The API with a site that only the shop may embed."""

    async def allow(origins: list[str]) -> None:
        statement = update(SiteRow).values(allowed_origins=origins)
        await api.services.database.write(lambda session: session.execute(statement))

    await allow([SHOP])
    yield api
    await allow([])


async def test_the_panel_reads_the_sites_look_and_form(api: Api) -> None:
    answer = await api.client.get("/v1/widget/config", params={"site": api.site.id})

    config = answer.json()
    assert (config["site_id"], config["position"]) == (api.site.id, "right")
    assert [(field["key"], field["kind"], field["required"]) for field in config["form_fields"]] == [
        ("name", "text", True),
        ("email", "email", True),
        ("phone", "phone", False),
    ]


async def test_an_unknown_site_is_not_found(api: Api) -> None:
    assert (await api.client.get("/v1/widget/config", params={"site": str(new_id())})).status_code == 404
    assert (await api.client.get("/v1/widget/config", params={"site": "x"})).status_code == 422
    assert (await api.client.get("/v1/widget/config")).status_code == 422


async def test_a_customer_comes_back_as_the_same_person(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()

    again = (await api.open_session(customer.resume_key)).json()

    assert again["customer"]["id"] == customer.id
    assert again["customer"]["name"] == "Grace Hopper"
    assert again["resume_key"] != customer.resume_key
    customer.token = again["token"]
    assert [item["id"] for item in (await customer.get("/v1/conversations")).json()["items"]] == [conversation_id]


async def test_a_resume_key_whose_answer_was_lost_works_again_until_its_successor_is_used(api: Api) -> None:
    first = (await api.customer()).resume_key
    second = (await api.open_session(first)).json()["resume_key"]

    repeated = await api.open_session(first)
    third = (await api.open_session(second)).json()["resume_key"]
    too_old = await api.open_session(first)

    assert repeated.json()["resume_key"] == second
    assert (too_old.status_code, too_old.json()["code"]) == (401, "resume_key_invalid")
    assert (await api.open_session(third)).status_code == 200


async def test_a_customer_comes_back_after_the_database_was_restored_from_a_backup(api: Api) -> None:
    customer = await api.customer()
    key = customer.resume_key
    for _ in range(3):
        key = (await api.open_session(key)).json()["resume_key"]
    restored = update(CustomerSessionRow).values(generation=1)
    await api.services.database.write(lambda session: session.execute(restored))

    again = await api.open_session(key)

    assert again.json()["customer"]["id"] == customer.id
    assert (await api.open_session(again.json()["resume_key"])).status_code == 200


async def test_two_tabs_that_resume_at_once_get_the_same_key(api: Api) -> None:
    customer = await api.customer()

    answers = await asyncio.gather(*(api.open_session(customer.resume_key) for _ in range(6)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["resume_key"] for answer in answers}) == 1


async def test_a_browser_that_was_forgotten_opens_nothing_any_more(api: Api) -> None:
    customer, other = await api.customer(), await api.customer()
    conversation_id = await customer.started()

    assert [(await api.forget(customer.resume_key)).status_code for _ in range(2)] == [204, 204]
    resumed = await api.open_session(customer.resume_key)

    assert (resumed.status_code, resumed.json()["code"]) == (401, "resume_key_invalid")
    await until_refused(customer, f"/v1/conversations/{conversation_id}", within=2)
    assert (await api.open_session(other.resume_key)).status_code == 200


async def test_only_a_key_that_still_opens_the_session_ends_it(api: Api) -> None:
    first = (await api.customer()).resume_key
    second = (await api.open_session(first)).json()["resume_key"]
    third = (await api.open_session(second)).json()["resume_key"]

    refused = [await api.forget(key) for key in (first, "x.1.y", "")]

    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(401, "resume_key_invalid")}
    assert (await api.open_session(third)).status_code == 200
    # The answer with the next key may be on its way to the browser.
    assert (await api.forget(third)).status_code == 204


@pytest.mark.parametrize("key", ["", "x", "x.1.y", "ü.ü.ü", "a" * 500, "01a2064a590e7a3c8456e7214a21c31a.1.AAAA"])
async def test_a_made_up_resume_key_opens_nothing(api: Api, key: str) -> None:
    answer = await api.open_session(key)

    assert (answer.status_code, answer.json()["code"]) == (401, "resume_key_invalid")


async def test_a_website_that_is_not_on_the_list_gets_nothing(listed: Api) -> None:
    evil = "https://evil.example"

    config = await listed.client.get("/v1/widget/config", params={"site": listed.site.id}, headers={"Origin": evil})
    session = await listed.open_session(None, evil)

    assert [(a.status_code, a.json()["code"]) for a in (config, session)] == [(403, "origin_not_allowed")] * 2
    assert (await listed.open_session(None, SHOP)).status_code == 200


async def test_a_website_that_is_taken_off_the_list_loses_its_customers_tokens_too(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites_service, "LIST_SECONDS", 0.0)
    customer = await api.customer(SHOP)
    conversation_id = await customer.started()

    async def allow(*origins: str) -> None:
        statement = update(SiteRow).values(allowed_origins=list(origins))
        await api.services.database.write(lambda session: session.execute(statement))

    await allow("https://other.example")
    try:
        answers = [
            await customer.get("/v1/conversations"),
            await customer.send(conversation_id, "Hello?"),
            await customer.post("/v1/sync", {"since": None, "wait": 0}),
        ]
    finally:
        await allow()

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, "origin_not_allowed")] * 3
    assert (await customer.get("/v1/conversations")).status_code == 200


async def test_the_list_is_not_read_anew_for_every_request(api: Api) -> None:
    customer = await api.customer(SHOP)
    await customer.get("/v1/conversations")
    reads = []
    engine = api.services.database.engine.sync_engine

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        reads.append("allowed_origins" in statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        for _ in range(5):
            await customer.get("/v1/conversations")
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert len(reads) > 0
    assert not any(reads)


async def test_a_customers_token_does_not_work_on_another_website(api: Api) -> None:
    customer = await api.customer(SHOP)
    customer.origin = "https://evil.example"

    answer = await customer.get("/v1/conversations")

    assert (answer.status_code, answer.json()["code"]) == (403, "origin_not_allowed")


async def test_any_page_may_call_without_cookies_and_only_the_dashboard_with_them(api: Api) -> None:
    async def preflight(origin: str) -> dict[str, str]:
        answer = await api.client.request(
            "OPTIONS", "/v1/conversations", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
        )
        assert answer.status_code == 204
        assert int(answer.headers["access-control-max-age"]) >= 600
        assert "authorization" in answer.headers["access-control-allow-headers"].lower()
        return dict(answer.headers)

    shop, desk = await preflight(SHOP), await preflight("https://desk.example")

    assert shop["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in shop
    assert desk["access-control-allow-origin"] == "https://desk.example"
    assert desk["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/nothing", 404), ("DELETE", "/v1/me", 405), ("POST", "/v1/auth/login", 400), ("GET", "/v1/me", 401)],
)
async def test_every_error_is_a_problem_that_a_page_can_read(api: Api, method: str, path: str, status: int) -> None:
    content = "{" if method == "POST" else None
    headers = {"Origin": SHOP, "Content-Type": "application/json"}
    headers |= {"Origin": "http://api.test"} if path == "/v1/auth/login" else {}
    answer = await api.client.request(method, path, content=content, headers=headers)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "errors"}
    assert answer.json()["status"] == status
