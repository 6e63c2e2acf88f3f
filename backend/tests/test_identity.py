"""Verified identity: the same person on every device, by the word of the site's own server and of nobody else."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.customers.claims import LEEWAY, LONGEST_LIFE, read_claims
from stonechat.errors import Forbidden
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode
from stonechat.sites.tables import SiteKeyRow, SiteRow

from .clients import Api, Person, identity, until
from .sockets import Served, closed_with, serving

KEY = "a key of the site's own server, long enough"
OTHER_KEY = "another key of the same server, long enough"
CLAIMS: dict[str, Any] = {"name": "Grace Hopper", "email": "grace@navy.example", "phone": "+47 22 22 22 22"}


@pytest.fixture
async def served(database_url: str) -> AsyncIterator[Served]:
    async with serving(database_url) as served:
        yield served


def refusal_of(token: str, *keys: str) -> Forbidden:
    with pytest.raises(Forbidden) as refused:
        read_claims(token, keys or (KEY,))
    assert refused.value.code == "identity_refused"
    return refused.value


def encoded(**part: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def test_each_of_two_keys_is_good_while_one_replaces_the_other() -> None:
    for key in (KEY, OTHER_KEY):
        assert read_claims(identity(key, "u1", **CLAIMS), (KEY, OTHER_KEY)).texts() == CLAIMS
    refusal_of(identity(OTHER_KEY))
    with pytest.raises(Forbidden):
        read_claims(identity(KEY), ())


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512"])
def test_a_token_does_not_choose_how_it_is_checked(algorithm: str) -> None:
    payload = {"sub": "u1", "exp": time.time() + 60}

    refusal_of(jwt.encode(payload, KEY if algorithm != "none" else "", algorithm=algorithm))


def test_a_token_that_says_another_algorithm_than_it_has_is_refused() -> None:
    _, payload, signature = identity(KEY).split(".")

    for header in ({"alg": "none"}, {"alg": "RS256"}, {"alg": ["HS256"]}, {"alg": None}, {}, {"alg": "hs256"}):
        refusal_of(f"{encoded(typ='JWT', **header)}.{payload}.{signature}")
        refusal_of(f"{encoded(typ='JWT', **header)}.{payload}.")


@given(st.text(st.characters(codec="utf-8"), max_size=100), st.integers(0, 2))
def test_a_token_that_was_changed_anywhere_is_refused(noise: str, part: int) -> None:
    parts = identity(KEY).split(".")
    if noise != parts[part]:
        # The last character of a part may have bits that count for nothing.
        parts[part] = noise
        refusal_of(".".join(parts))


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_anything_may_be_sent_as_an_identity(token: str) -> None:
    refusal_of(token)


def test_a_header_that_nobody_can_read_is_refused_and_breaks_nothing() -> None:
    deep = base64.urlsafe_b64encode(b"[" * 12_000).rstrip(b"=").decode()

    refusal_of(f"{deep}.{deep}.{deep}")


@given(st.floats(-1e12, 1e12))
def test_an_identity_is_good_until_it_expires_and_for_a_day_at_most(lifetime: float) -> None:
    token = identity(KEY, lifetime=lifetime)
    if -LEEWAY + 2 < lifetime < LONGEST_LIFE + LEEWAY:
        assert read_claims(token, (KEY,)).sub == "u1"
    elif not -LEEWAY - 2 < lifetime < LONGEST_LIFE + LEEWAY + 2:
        refusal_of(token)


@pytest.mark.parametrize(
    "payload",
    [
        {"sub": "u1"},
        {"exp": 4e9},
        {"sub": "u1", "exp": None},
        {"sub": "u1", "exp": "soon"},
        {"sub": "u1", "exp": []},
        {"sub": "u1", "exp": float("inf")},
        {"sub": "u1", "exp": float("nan")},
        {"sub": 17, "exp": 60},
        {"sub": "", "exp": 60},
        {"sub": " ", "exp": 60},
        {"sub": "u\0", "exp": 60},
        {"sub": "u\ud800", "exp": 60},
        {"sub": "u" * 201, "exp": 60},
        {"sub": "u1", "exp": 60, "name": 5},
        {"sub": "u1", "exp": 60, "name": "a\0"},
        {"sub": "u1", "exp": 60, "email": "nobody"},
        {"sub": "u1", "exp": 60, "attributes": {"a b": 1}},
        {"sub": "u1", "exp": 60, "attributes": {"a": {}}},
        {"sub": "u1", "exp": 60, "attributes": {"a": float("nan")}},
        {"sub": "u1", "exp": 60, "attributes": {"a": 10**400}},
    ],
    ids=str,
)
def test_a_genuine_token_with_useless_claims_is_refused(payload: dict[str, Any]) -> None:
    if isinstance(payload.get("exp"), int):
        payload = {**payload, "exp": time.time() + payload["exp"]}
    # Not by the library, which would refuse to make some of these.
    refusal_of(jwt.PyJWS().encode(json.dumps(payload).encode(), KEY, algorithm="HS256"))


async def listed(person: Person) -> list[str]:
    return [item["id"] for item in (await person.get("/v1/conversations")).json()["items"]]


async def test_somebody_who_was_nobody_yet_becomes_who_the_server_says(api: Api) -> None:
    key, agent, customer = await api.site_key(), await api.agent(), await api.customer()
    conversation_id = await customer.started()

    known = await customer.identified(identity(key, "u1", **CLAIMS, attributes={"plan": "pro"}))

    assert known.id == customer.id
    assert await listed(known) == [conversation_id]
    profile = await agent.profile(known.id)
    assert (profile["external_id"], profile["attributes"]) == ("u1", {"plan": "pro"})
    assert profile["verified_at"] is not None
    assert CLAIMS.items() <= profile.items()
    again = await known.identified(identity(key, "u1", **CLAIMS))
    assert (again.id, again.resume_key) == (known.id, known.resume_key)
    assert await agent.profile(known.id) == profile
    assert (await api.open_session(again.resume_key)).json()["customer"]["id"] == known.id


async def test_another_device_of_theirs_joins_with_all_that_was_written_there(api: Api) -> None:
    key, agent = await api.site_key(), await api.agent()
    first = await (await api.customer()).identified(identity(key, "u1"))
    at_home = await first.started("from home")
    phone = await api.customer()
    on_the_way = await phone.started("from the phone")
    message = await phone.sent(on_the_way, "and more")
    await phone.mark(on_the_way, 2, 2)
    await agent.change_customer(phone.id, note="Calls back.", attributes={"a": 1})

    known = await phone.identified(identity(key, "u1"))

    assert known.id == first.id
    assert set(await listed(first)) == set(await listed(known)) == {at_home, on_the_way}
    assert [entry["author_id"] for entry in await known.timeline(on_the_way)] == [first.id] * 2
    assert (await known.edit(message, "and less")).status_code == 409, "it has changed hands, and so its version"
    assert (await known.edit({**message, "version": message["version"] + 1}, "and less")).status_code == 200
    [mark] = (await known.get(f"/v1/conversations/{on_the_way}/marks")).json()["items"]
    assert (mark["reader"], mark["reader_id"], mark["read_seq"]) == ("customer", first.id, 2)
    profile, left = await agent.profile(first.id), await agent.profile(phone.id)
    assert (profile["note"], profile["attributes"]) == ("Calls back.", {"a": 1})
    assert (profile["name"], profile["email"]) == ("Grace Hopper", "grace@example.com")
    assert (left["merged_into_id"], left["name"], left["note"]) == (first.id, None, "")
    assert [item["id"] for item in (await agent.get("/v1/customers")).json()["items"]] == [first.id]


async def test_no_key_from_before_opens_what_a_known_customer_wrote(api: Api) -> None:
    key = await api.site_key()
    first, second = await api.customer(), await api.customer()
    for nobody in (first, second):
        known = await nobody.identified(identity(key, "u1"))

        refused = await api.open_session(nobody.resume_key)
        assert (refused.status_code, refused.json()["code"]) == (401, "resume_key_invalid")
        await until(lambda nobody=nobody: is_out(nobody))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        assert (await nobody.identify(identity(key, "u1"))).status_code == 401
        assert (await api.open_session(known.resume_key)).status_code == 200
    assert (await api.customer()).id not in {first.id, second.id}


async def is_out(customer: Person) -> bool:
    return (await customer.get("/v1/conversations")).status_code == 401


async def test_what_was_sent_but_not_answered_may_be_sent_again_by_who_they_turned_out_to_be(api: Api) -> None:
    key = await api.site_key()
    await (await api.customer()).identified(identity(key, "u1"))
    customer = await api.customer()
    start: dict[str, Any] = {"id": str(new_id()), "message": {"id": str(new_id()), "text": "Hello"}}
    more = {"id": str(new_id()), "text": "and more"}
    started = (await customer.start(**start)).json()
    await customer.send(start["id"], **more)
    edited = await customer.sent(start["id"], "one")
    await customer.edit(edited, "two")

    known = await customer.identified(identity(key, "u1"))

    again = await known.start(**start)
    assert (again.status_code, again.json()["message"]["id"]) == (200, started["message"]["id"])
    sent_again = await known.send(start["id"], **more)
    assert (sent_again.status_code, sent_again.json()["text"]) == (200, "and more")
    assert (await known.send(start["id"], **{**more, "text": "other words"})).json()["code"] == "id_conflict"
    assert (await known.start(**{**start, "answers": {}})).json()["code"] == "id_conflict"
    assert [entry["text"] for entry in await known.timeline(start["id"])] == ["Hello", "and more", "two"]


async def test_the_servers_word_wins_over_what_was_typed_and_is_not_typed_over(api: Api) -> None:
    key, agent, customer = await api.site_key(), await api.agent(), await api.customer()
    await customer.started()
    assert (await agent.profile(customer.id))["email"] == "grace@example.com"

    known = await customer.identified(identity(key, "u1", email="grace@navy.example", attributes={"plan": "pro"}))
    known.answers = {"name": "Somebody Else", "email": "other@example.com", "phone": "+47 22 22 22 22"}
    await known.started()

    profile = await agent.profile(known.id)
    assert (profile["name"], profile["email"]) == ("Grace Hopper", "grace@navy.example")
    assert profile["phone_e164"] == "+4722222222", "what the server did not say may still be filled in"
    await known.identified(identity(key, "u1", name="G. Hopper", attributes={"seats": 2}))
    profile = await agent.profile(known.id)
    assert (profile["name"], profile["attributes"]) == ("G. Hopper", {"plan": "pro", "seats": 2})


async def test_a_browser_that_somebody_else_uses_now_leaves_the_other_one_alone(api: Api) -> None:
    key = await api.site_key()
    grace = await (await api.customer()).identified(identity(key, "grace"))
    hers = await grace.started()

    alan = await grace.identified(identity(key, "alan"))

    assert alan.id != grace.id
    assert await listed(alan) == []
    await until(lambda: is_out(grace))
    assert (await api.open_session(grace.resume_key)).status_code == 401
    back = await alan.identified(identity(key, "grace"))
    assert (back.id, await listed(back)) == (grace.id, [hers])


async def test_only_a_good_signature_of_this_site_names_anybody(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    old, new = await api.site_key(), await api.site_key()
    other_site = SiteRow(name="Other", color="#0f766e", position="right", greeting="")

    async def store(session: AsyncSession) -> None:
        session.add(other_site)

    await api.services.database.write(store)
    try:
        foreign = await api.site_key(str(other_site.id))
        assert (await customer.identify(identity(old))).status_code == 200
        revoked = update(SiteKeyRow).where(SiteKeyRow.secret == old).values(revoked_at=other_site.created_at)
        await api.services.database.write(lambda session: session.execute(revoked))

        customer = await api.customer()
        for token in (identity(old), identity(foreign), identity(new, lifetime=-120), "x", ""):
            refused = await customer.identify(token)
            assert (refused.status_code, refused.json()["code"]) == (403, "identity_refused")
        typed = await customer.post("/v1/widget/identify", {"token": "x", "sub": "u1", "external_id": "u1"})
        assert typed.status_code == 403
        profile = await agent.profile(customer.id)
        assert (profile["external_id"], profile["verified_at"]) == (None, None)
        assert (await customer.identify(identity(new))).status_code == 200
        assert (await agent.identify(identity(new))).status_code == 403
    finally:
        await api.services.database.write(lambda session: remove(session, other_site))


async def remove(session: AsyncSession, site: SiteRow) -> None:
    await session.execute(delete(SiteKeyRow).where(SiteKeyRow.site_id == site.id))
    await session.execute(delete(SiteRow).where(SiteRow.id == site.id))


async def test_many_browsers_that_become_one_customer_at_once_are_one(api: Api) -> None:
    key, agent = await api.site_key(), await api.agent()
    browsers = [await api.customer() for _ in range(6)]
    conversations = [await browser.started() for browser in browsers]

    answers = await asyncio.gather(*(browser.identify(identity(key, "u1")) for browser in browsers))

    assert {answer.status_code for answer in answers} == {200}
    [customer_id] = {answer.json()["customer"]["id"] for answer in answers}
    known = [item["id"] for item in (await agent.get("/v1/customers")).json()["items"]]
    assert known == [customer_id]
    items = (await agent.get("/v1/conversations")).json()["items"]
    assert {item["id"]: item["customer_id"] for item in items} == dict.fromkeys(conversations, customer_id)


async def test_a_conversation_that_is_started_meanwhile_goes_along_or_is_refused(api: Api) -> None:
    key, agent = await api.site_key(), await api.agent()
    known = await (await api.customer()).identified(identity(key, "u1"))
    for _ in range(8):
        browser = await api.customer()

        started, identified = await asyncio.gather(browser.start(), browser.identify(identity(key, "u1")))

        assert identified.status_code == 200
        assert started.status_code in {201, 401}
    items = (await agent.get("/v1/conversations")).json()["items"]
    assert {item["customer_id"] for item in items} <= {known.id}


async def test_messages_that_are_sent_meanwhile_are_stored_once_and_in_order(api: Api) -> None:
    key = await api.site_key()
    known = await (await api.customer()).identified(identity(key, "u1"))
    browser = await api.customer()
    conversation_id = await browser.started("0")
    bodies = [{"id": str(new_id()), "text": f"{n}"} for n in range(1, 21)]

    async def write() -> list[httpx.Response]:
        return [await browser.send(conversation_id, **body) for body in bodies]

    answers, identified = await asyncio.gather(write(), browser.identified(identity(key, "u1")))

    assert {answer.status_code for answer in answers} <= {201, 401, 404}
    for body in bodies:
        assert (await identified.send(conversation_id, **body)).status_code in {200, 201}
    entries = await known.timeline(conversation_id)
    assert [entry["seq"] for entry in entries] == list(range(1, 22))
    assert {entry["text"] for entry in entries} == {f"{n}" for n in range(21)}
    assert {entry["author_id"] for entry in entries} == {known.id}


async def test_live_clients_hear_who_somebody_turned_out_to_be(served: Served) -> None:
    key, agent = await served.site_key(), await served.agent()
    first = await (await served.customer()).identified(identity(key, "u1"))
    phone = await served.customer()
    conversation_id = await phone.started("from the phone")
    async with served.live(agent) as desk, served.live(first) as at_home, served.live(phone) as on_the_way:
        await phone.identified(identity(key, "u1"))

        await desk.until_row("conversations", id=conversation_id, customer_id=first.id)
        await desk.until_row("customers", id=phone.id, merged_into_id=first.id)
        await at_home.until_row("conversations", id=conversation_id)
        assert await at_home.until(1) == ["from the phone"]
        assert await closed_with(on_the_way.socket) == CloseCode.UNAUTHENTICATED
        assert first.id not in json.dumps(on_the_way.frames)
