"""The fast lane answers word for word what the framework would, and leaves everything unusual to it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from stonechat.errors import Busy
from stonechat.ids import new_id

from .clients import SHOP, Api, Person


async def through_the_framework(person: Person, path: str, body: bytes, **headers: str) -> httpx.Response:
    """The same request with a content type that the fast lane does not take."""
    headers = {**person.headers, "Content-Type": "application/json; charset=utf-8", **headers}
    return await person.client.post(path, content=body, headers=headers)


async def through_the_lane(person: Person, path: str, body: bytes, **headers: str) -> httpx.Response:
    headers = {**person.headers, "Content-Type": "application/json", **headers}
    return await person.client.post(path, content=body, headers=headers)


UNUSUAL: dict[str, bytes] = {
    "no JSON": b"{",
    "no text": b'{"id": "019a3f00-0000-7000-8000-000000000001"}',
    "an empty text": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": ""}',
    "a blank text": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "  "}',
    "a text with U+0000": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "a\\u0000"}',
    "a lone surrogate": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "\\ud800"}',
    "no UTF-8": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "\xff"}',
    "another kind": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "a", "kind": "poem"}',
    "a customer's note": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "a", "kind": "note"}',
    "a long text": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "' + b"a" * 10_001 + b'"}',
    "a body of 300 kB": b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "' + b"a" * 300_000 + b'"}',
    "nothing": b"",
}


@pytest.mark.parametrize("name", UNUSUAL)
async def test_what_cannot_be_sent_is_refused_in_the_same_words(api: Api, name: str) -> None:
    customer = await api.customer()
    path = f"/v1/conversations/{await customer.started()}/messages"

    quick = await through_the_lane(customer, path, UNUSUAL[name])
    usual = await through_the_framework(customer, path, UNUSUAL[name])

    assert quick.status_code >= 400
    assert same_answer(quick, usual)


@pytest.mark.parametrize(
    "headers", [{"Authorization": ""}, {"Authorization": "Bearer x"}, {"Origin": "https://a.example"}]
)
async def test_who_may_not_send_is_refused_in_the_same_words(api: Api, headers: dict[str, str]) -> None:
    customer, stranger = await api.customer(), await api.customer()
    path = f"/v1/conversations/{await customer.started()}/messages"
    body = b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "a"}'

    for person, more in ((customer, headers), (stranger, {})):
        quick = await through_the_lane(person, path, body, **more)
        assert quick.status_code in {401, 403, 404}
        assert same_answer(quick, await through_the_framework(person, path, body, **more))


async def test_a_stored_message_is_answered_the_same_by_both(api: Api) -> None:
    customer = await api.customer()
    path = f"/v1/conversations/{await customer.started()}/messages"
    body = b'{"id": "%s", "text": "Gr\xc3\xbc\xc3\x9fe", "later": 1}' % str(new_id()).encode()

    quick = await through_the_lane(customer, path, body)
    usual = await through_the_framework(customer, path, body)

    assert (quick.status_code, usual.status_code) == (201, 200)
    assert quick.json() == usual.json()
    assert seen(quick) == seen(usual)


async def test_a_busy_answer_says_when_to_come_again_and_a_fault_is_told_without_detail(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = await api.customer()
    path = f"/v1/conversations/{await customer.started()}/messages"
    body = b'{"id": "019a3f00-0000-7000-8000-000000000001", "text": "a"}'
    for error in (Busy("Too much at once."), RuntimeError("a secret")):

        async def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(api.services.sends, "store", fail)
        quick = await through_the_lane(customer, path, body)

        assert quick.status_code in {500, 503}
        assert "secret" not in quick.text
        assert same_answer(quick, await through_the_framework(customer, path, body))


async def test_paths_that_only_look_like_it_are_the_frameworks(api: Api) -> None:
    customer = await api.customer()
    for path in (f"/v1/conversations/{'x' * 36}/messages", f"/v1/otherthings99/{new_id()}/messages"):
        assert (await through_the_lane(customer, path, b"{}")).status_code == 404


def seen(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "content-length"}


def same_answer(one: httpx.Response, other: httpx.Response) -> bool:
    parts: list[Any] = [(answer.status_code, answer.json(), seen(answer)) for answer in (one, other)]
    return bool(parts[0] == parts[1])


async def test_the_origin_is_that_of_the_page(api: Api) -> None:
    customer = await api.customer()
    path = f"/v1/conversations/{await customer.started()}/messages"
    body = b'{"id": "%s", "text": "a"}' % str(new_id()).encode()

    answer = await through_the_lane(customer, path, body)

    assert answer.status_code == 201
    assert customer.origin == SHOP
    assert answer.headers["access-control-allow-origin"] == "*"
