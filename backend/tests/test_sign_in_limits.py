"""Guessing passwords and links is slow, and tells nothing on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import argon2.low_level
import httpx
import pytest

from stonechat.accounts.passwords import _hasher
from stonechat.edge import Edge
from stonechat.services import Services

from .clients import ADMIN_PASSWORD, Api
from .conftest import api_of, running


@pytest.fixture
async def throttled(database_url: str) -> AsyncIterator[tuple[Services, Edge]]:
    """A process that counts attempts."""
    async with running(database_url, throttles=True) as process:
        yield process


def refused(answer: httpx.Response) -> bool:
    """Whether this was once too often."""
    if answer.status_code != 429:
        return False
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "too_many_requests"
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    return True


async def test_an_account_is_tried_ten_times_and_then_slowly_wherever_it_is_tried_from(
    throttled: tuple[Services, Edge],
) -> None:
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(api_of(*throttled, f"192.0.2.{n}")) for n in range(12)]

        answers = [await client.sign_in("ADA@example.com", "wrong") for client in clients]

        assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
        assert all(refused(answer) for answer in answers[10:])
        # The right password is no way around it, and other accounts are not slowed.
        assert refused(await clients[0].sign_in(" ada@example.com "))
        assert (await clients[0].sign_in("bob@example.com")).status_code == 401


async def test_an_address_tries_thirty_times_and_then_slowly_whichever_account_it_tries(
    throttled: tuple[Services, Edge],
) -> None:
    async with api_of(*throttled, "192.0.2.1") as guesser, api_of(*throttled, "192.0.2.2") as other:
        answers = [await guesser.sign_in(f"nobody{n}@example.com", "wrong") for n in range(31)]

        assert [answer.status_code for answer in answers[:30]] == [401] * 30
        assert refused(answers[30])
        assert (await other.sign_in()).status_code == 200


async def test_links_are_tried_thirty_times_from_one_address_and_then_slowly(
    throttled: tuple[Services, Edge],
) -> None:
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("/v1/auth/invitation", {"token": "x"}),
        ("/v1/auth/accept-invitation", {"token": "x", "name": "Bo", "password": ADMIN_PASSWORD}),
        ("/v1/auth/reset-password", {"token": "x", "password": ADMIN_PASSWORD}),
    ]
    async with api_of(*throttled, "192.0.2.1") as guesser, api_of(*throttled, "192.0.2.2") as other:
        for _ in range(10):
            for path, body in bodies:
                assert (await guesser.client.post(path, json=body)).status_code == 404
        for path, body in bodies:
            assert refused(await guesser.client.post(path, json=body))
            assert (await other.client.post(path, json=body)).status_code == 404


async def test_who_is_signed_in_cannot_guess_the_password_either(throttled: tuple[Services, Edge]) -> None:
    async with api_of(*throttled) as api:
        ada = await api.agent()
        body = {"current": "not my password", "new": "another long password"}

        answers = [await ada.put("/v1/me/password", body) for _ in range(11)]

        assert [answer.status_code for answer in answers[:10]] == [422] * 10
        assert refused(answers[10])


async def test_the_same_work_is_done_whether_an_account_exists_or_not(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await api.colleague()
    await (await api.agent()).patch(f"/v1/agents/{bob.id}", {"active": False})
    verify = argon2.low_level.verify_secret
    hashes: list[str] = []

    def watched(secret_hash: bytes, *rest: Any) -> bool:
        hashes.append(secret_hash.decode())
        return verify(secret_hash, *rest)

    monkeypatch.setattr("argon2._password_hasher.verify_secret", watched)
    for email in ("ada@example.com", "bob@example.com", "nobody@example.com"):
        assert (await api.sign_in(email, "wrong")).status_code == 401

    assert len(hashes) == 3
    assert not any(_hasher.check_needs_rehash(each) for each in hashes), "each costs the same"
