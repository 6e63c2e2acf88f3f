"""The contract's examples, told to the real API in their order: what they promise is what comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from stonechat.app import make_document
from stonechat.examples import EXAMPLES, IDENTITY, INVITATION_ID, SITE_ID, fill

from .clients import Api, Person, identity
from .conftest import api_of, assign, running

MADE_BY_THE_SERVER = {
    "access_token",
    "token",
    "resume_key",
    "cursor",
    "created_at",
    "edited_at",
    "deleted_at",
    "last_message_at",
    "resolved_at",
    "replaced_at",
    "site_id",
    "customer_id",
    "author_id",
    "agent_id",
    "reader_id",
    "last_message_author_id",
    "secret",
    "updated_at",
    "face_id",
    "invited_by",
    "made_by",
    "expires_at",
    "last_used_at",
    "user_agent",
    "at",
    "next",
    "verified_at",
    "blocked_at",
    "erased_at",
    "exported_at",
}
CUSTOMERS_OWN = {"tellPage", "tellAttributes", "identifyCustomer", "startConversation", "rateConversation"}


def same(promised: Any, answered: Any, key: str = "") -> None:
    """Equal, but for values that the server makes: those are only of the same kind."""
    assert type(promised) is type(answered), key
    if isinstance(promised, dict):
        assert promised.keys() == answered.keys(), key
        for name in promised:
            is_our_id = (
                promised.keys() & {"name", "reader", "user_agent", "action", "count"} or promised.get("kind") == "event"
            )
            minted_by_server = name in MADE_BY_THE_SERVER or (name == "id" and is_our_id)
            if not minted_by_server:
                same(promised[name], answered[name], f"{key}.{name}")
    elif isinstance(promised, list):
        assert len(promised) == len(answered), key
        for one, other in zip(promised, answered, strict=True):
            same(one, other, key)
    else:
        assert promised == answered, key


@pytest.fixture
async def team_of_two(database_url: str) -> AsyncIterator[Api]:
    """As many seats as the story tells of."""
    async with running(database_url, agent_seats=2) as (services, asgi), api_of(services, asgi) as api:
        yield api


async def test_the_story_of_the_examples_is_true(team_of_two: Api) -> None:
    api = team_of_two
    operations = {
        operation["operationId"]: (method, path, operation)
        for path, item in make_document()["paths"].items()
        for method, operation in item.items()
    }
    assert operations.keys() == EXAMPLES.keys()
    tokens = {"agent": "", "customer": ""}
    await assign(api.services, "round_robin")
    word = identity(await api.site_key(), "grace", email="grace@example.com", attributes={"plan": "pro"})
    real = {str(SITE_ID): api.site.id, IDENTITY: word}

    for name, example in EXAMPLES.items():
        method, path, operation = operations[name]
        if name == "revokeInvitation":
            # The one of the story was accepted.
            other = await api.invited(Person(api.client, tokens["agent"]), "eve@example.com")
            real[str(INVITATION_ID)] = other["id"]
        who = "customer" if name in CUSTOMERS_OWN else "agent"
        headers = {"Authorization": f"Bearer {tokens[who]}"} if operation["security"] else {}
        answer = await api.client.request(
            method,
            replaced(fill(path), real),
            params=replaced(example.query, real),
            json=None if example.request is None else replaced(msgspec.to_builtins(example.request), real),
            content=example.image,
            headers=headers if example.image is None else {**headers, "Content-Type": "image/png"},
        )

        assert answer.is_success, f"{name}: {answer.text}"
        if not isinstance(example.answer, msgspec.Struct):
            assert answer.content == (example.answer or b"")
            continue
        promised, body = msgspec.to_builtins(example.answer), answer.json()
        same(promised, body, name)
        learn(promised, body, real)
        if name == "signIn":
            tokens["agent"] = body["access_token"]
        if name in {"openWidgetSession", "identifyCustomer"}:
            tokens["customer"] = body["token"]


def learn(promised: Any, answered: Any, real: dict[str, str]) -> None:
    """Note what stands for each of the story's ids and secrets in the real answer."""
    if isinstance(promised, dict):
        for name in promised:
            learn(promised[name], answered[name], real)
    elif isinstance(promised, list):
        for one, other in zip(promised, answered, strict=True):
            learn(one, other, real)
    elif isinstance(promised, str) and promised != answered and isinstance(answered, str):
        real[promised] = answered


def replaced(told: Any, real: dict[str, str]) -> Any:
    """What the story tells, with the real ids and secrets in place of its own."""
    if isinstance(told, dict):
        return {key: replaced(value, real) for key, value in told.items()}
    if isinstance(told, str):
        for known, value in real.items():
            told = told.replace(known, value)
    return told
