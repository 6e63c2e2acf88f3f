"""Signing in, staying signed in, and signing out."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
import jwt
import pytest
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.cookies import COOKIE
from stonechat.accounts.tables import AgentRow, AgentSessionRow
from stonechat.accounts.tokens import Tokens
from stonechat.accounts.wire import Credentials
from stonechat.errors import Busy, Unauthenticated

from .clients import ADMIN_PASSWORD, DASHBOARD, Api, Person
from .conftest import running

CREDENTIALS = {"email": "ada@example.com", "password": ADMIN_PASSWORD}


async def sign_in(api: Api) -> str:
    """Sign in and return the refresh token, leaving no cookie behind."""
    answer = await api.client.post("/v1/auth/login", json=CREDENTIALS)
    assert answer.status_code == 200
    return taken_cookie(api, answer)


def taken_cookie(api: Api, answer: httpx.Response) -> str:
    token = answer.cookies[COOKIE]
    api.client.cookies.clear()
    return token


async def refresh(api: Api, token: str, **headers: str) -> httpx.Response:
    answer = await api.client.post("/v1/auth/refresh", headers={"Cookie": f"{COOKIE}={token}", **headers})
    api.client.cookies.clear()
    return answer


async def test_an_agent_signs_in_and_is_known(api: Api) -> None:
    agent = await api.agent()

    me = (await agent.get("/v1/me")).json()

    assert (me["email"], me["role"], me["active"]) == ("ada@example.com", "admin", True)
    page = (await agent.get("/v1/agents")).json()
    assert page == {"items": [me], "next": None, "seats": None}


async def test_the_refresh_cookie_is_out_of_reach_for_scripts_and_other_sites(api: Api) -> None:
    answer = await api.client.post("/v1/auth/login", json=CREDENTIALS)

    attributes = answer.headers["set-cookie"].split("; ")[1:]
    assert {"HttpOnly", "SameSite=Strict", "Path=/v1/auth"} <= set(attributes)


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@example.com", "wrong"), ("nobody@example.com", ADMIN_PASSWORD), ("x" * 254, "x" * 200)],
)
async def test_wrong_credentials_get_one_answer_whichever_of_them_is_wrong(api: Api, email: str, password: str) -> None:
    answer = await api.client.post("/v1/auth/login", json={"email": email, "password": password})

    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")
    assert "set-cookie" not in answer.headers


async def test_the_case_of_an_email_address_does_not_matter(api: Api) -> None:
    answer = await api.client.post("/v1/auth/login", json={**CREDENTIALS, "email": " ADA@Example.com"})

    assert answer.status_code == 200


async def test_ten_tabs_that_refresh_at_once_all_stay_signed_in(api: Api) -> None:
    token = await sign_in(api)

    answers = await asyncio.gather(*(refresh(api, token) for _ in range(10)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.cookies[COOKIE] for answer in answers}) == 1
    assert (await refresh(api, answers[0].cookies[COOKIE])).status_code == 200


async def test_an_old_token_after_half_a_minute_ends_the_whole_family(api: Api) -> None:
    stolen = await sign_in(api)
    current = taken_cookie(api, await refresh(api, stolen))
    session_id = UUID(stolen.split(".")[0])
    later = update(AgentSessionRow).where(AgentSessionRow.id == session_id)
    past = later.values(rotated_at=AgentSessionRow.rotated_at - timedelta(seconds=31))
    await api.services.database.write(lambda session: session.execute(past))

    answer = await refresh(api, stolen)

    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert (await refresh(api, current)).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "x.1.y", "é.1.é", "01a2064a590e7a3c8456e7214a21c31a.1.AAAA", "..", "a.b"])
async def test_a_made_up_refresh_token_opens_nothing(api: Api, token: str) -> None:
    answer = await api.client.post("/v1/auth/refresh", headers={b"Cookie": f"{COOKIE}={token}".encode()})

    assert answer.status_code == 401


async def test_signing_out_ends_the_session_and_clears_the_cookie(api: Api) -> None:
    token = await sign_in(api)

    answer = await api.client.post("/v1/auth/logout", headers={"Cookie": f"{COOKIE}={token}"})

    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await refresh(api, token)).status_code == 401
    assert (await api.client.post("/v1/auth/logout")).status_code == 204


async def test_a_new_password_ends_every_earlier_sign_in(database_url: str) -> None:
    old, new = Credentials(**CREDENTIALS), Credentials(email="ada@example.com", password="another long password")
    async with running(database_url) as (services, _):
        accounts = services.accounts
        admission = await accounts.sign_in(old, "a browser")

        assert await accounts.set_password("ADA@example.com", new.password)

        with pytest.raises(Unauthenticated):
            await accounts.refresh(admission.refresh_token)
        with pytest.raises(Unauthenticated):
            await accounts.sign_in(old, "a browser")
        await accounts.sign_in(new, "a browser")
        assert not await accounts.set_password("nobody@example.com", "another long password")


async def test_another_websites_page_cannot_use_the_cookie(api: Api) -> None:
    token = await sign_in(api)

    assert (await refresh(api, token, Origin="https://evil.example")).json()["code"] == "origin_not_allowed"
    assert (await refresh(api, token, Origin=DASHBOARD)).status_code == 200
    assert (await refresh(api, token, Origin="http://api.test")).status_code == 200


async def test_a_token_that_has_expired_says_so(api: Api) -> None:
    agent = await api.agent()
    secret = api.services.settings.jwt_secrets[0]
    claims = jwt.decode(agent.token, secret, algorithms=["HS256"], audience="agent")
    expired = jwt.encode({**claims, "exp": 1}, secret, algorithm="HS256")

    answer = await Person(api.client, expired).get("/v1/me")

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


async def test_a_forged_token_is_refused(api: Api) -> None:
    agent = await api.agent()
    secret = api.services.settings.jwt_secrets[0]
    claims = jwt.decode(agent.token, secret, algorithms=["HS256"], audience="agent")
    forgeries = [
        jwt.encode(claims, "another secret that is long enough for it", algorithm="HS256"),
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode({**claims, "aud": "admin"}, secret, algorithm="HS256"),
        jwt.encode({key: value for key, value in claims.items() if key != "exp"}, secret, algorithm="HS256"),
        jwt.encode({**claims, "sid": "x"}, secret, algorithm="HS256"),
    ]

    for forged in forgeries:
        answer = await Person(api.client, forged).get("/v1/me")
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_tokens_of_an_older_secret_stay_good_after_a_rotation(api: Api) -> None:
    agent = await api.agent()
    rotated = Tokens(("a brand new secret which is quite long", *api.services.settings.jwt_secrets))

    assert rotated.verify(agent.token).actor == api.services.tokens.verify(agent.token).actor


async def test_a_customers_token_is_no_agents_token(api: Api) -> None:
    customer = await api.customer()

    for path in ("/v1/me", "/v1/agents"):
        answer = await customer.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "agents_only")
    assert (await (await api.agent()).start()).json()["code"] == "customers_only"


async def test_two_agents_cannot_share_an_address_in_any_case(api: Api) -> None:
    async def add(email: str) -> None:
        row = AgentRow(email=email, name="Bo", role="agent", password_hash="-")
        await api.services.database.write(lambda session: _add(session, row))

    await add("bo@example.com")
    try:
        with pytest.raises(Busy):
            await add("BO@example.com")
    finally:
        others = delete(AgentRow).where(AgentRow.email != "ada@example.com")
        await api.services.database.write(lambda session: session.execute(others))


async def _add(session: AsyncSession, row: AgentRow) -> None:
    session.add(row)
    await session.flush()
