"""The contract's examples, told to the real API in their order: what they promise is what comes back."""

from __future__ import annotations

from typing import Any

import msgspec

from stonechat.app import make_document
from stonechat.examples import CUSTOMER_ID, EXAMPLES, SITE_ID, fill

from .clients import Api

MADE_BY_THE_SERVER = {
    "access_token",
    "token",
    "resume_key",
    "cursor",
    "created_at",
    "edited_at",
    "deleted_at",
    "last_message_at",
    "site_id",
    "customer_id",
    "author_id",
    "agent_id",
    "reader_id",
    "last_message_author_id",
}


def same(promised: Any, answered: Any, key: str = "") -> None:
    """Equal, but for values that the server makes: those are only of the same kind."""
    assert type(promised) is type(answered), key
    if isinstance(promised, dict):
        assert promised.keys() == answered.keys(), key
        for name in promised:
            is_our_id = "name" in promised or "reader" in promised or promised.get("kind") == "event"
            minted_by_server = name in MADE_BY_THE_SERVER or (name == "id" and is_our_id)
            if not minted_by_server:
                same(promised[name], answered[name], f"{key}.{name}")
    elif isinstance(promised, list):
        assert len(promised) == len(answered), key
        for one, other in zip(promised, answered, strict=True):
            same(one, other, key)
    else:
        assert promised == answered, key


async def test_the_story_of_the_examples_is_true(api: Api) -> None:
    operations = {
        operation["operationId"]: (method, path, operation)
        for path, item in make_document()["paths"].items()
        for method, operation in item.items()
    }
    assert operations.keys() == EXAMPLES.keys()
    tokens = {"agent": "", "customer": ""}
    customer_id = ""

    for name, example in EXAMPLES.items():
        method, path, operation = operations[name]
        real = {str(SITE_ID): api.site.id, str(CUSTOMER_ID): customer_id}
        path = fill(path.replace("{customer_id}", customer_id))
        who = "customer" if name == "startConversation" else "agent"
        answer = await api.client.request(
            method,
            path,
            params={key: real.get(value, value) for key, value in example.query.items()},
            json=None if example.request is None else replaced(msgspec.to_builtins(example.request), real),
            headers={"Authorization": f"Bearer {tokens[who]}"} if operation["security"] else {},
        )

        assert answer.is_success, f"{name}: {answer.text}"
        if example.answer is None:
            assert answer.content == b""
            continue
        body = answer.json()
        same(msgspec.to_builtins(example.answer), body, name)
        if name == "signIn":
            tokens["agent"] = body["access_token"]
        if name == "openWidgetSession":
            tokens["customer"], customer_id = body["token"], body["customer"]["id"]


def replaced(body: Any, real: dict[str, str]) -> Any:
    """A body with the real ids in place of the story's."""
    return {key: real.get(value, value) if isinstance(value, str) else value for key, value in body.items()}
