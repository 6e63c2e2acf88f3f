"""Conversations over HTTP: retries, numbering, notes, pages, and who sees what."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

from stonechat.ids import new_id

from .clients import Api, Person


async def test_a_filled_form_starts_a_conversation_that_an_agent_sees(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()

    answer = await customer.start("Do you ship to Norway?")

    assert answer.status_code == 201
    page = (await agent.get("/v1/conversations")).json()
    [conversation] = page["items"]
    # Since when it waits is the team's to know.
    for_the_team = {name: conversation[name] for name in ("queued_at", "waiting_since")}
    assert conversation == {**answer.json()["conversation"], **for_the_team}
    assert None not in for_the_team.values()
    assert conversation["preview"] == "Do you ship to Norway?"
    assert conversation["answers"] == [
        {"key": "name", "label": "Your name", "value": "Grace Hopper", "value_label": None},
        {"key": "email", "label": "Email", "value": "grace@example.com", "value_label": None},
    ]
    assert page["customers"][0]["name"] == "Grace Hopper"
    assert page["next"] is None


async def test_a_repeated_start_is_one_conversation(api: Api) -> None:
    customer = await api.customer()
    ids: dict[str, Any] = {"id": str(new_id()), "message": {"id": str(new_id()), "text": "Hello"}}

    answers = await asyncio.gather(*(customer.start(**ids) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.text for answer in answers}) == 1
    assert len((await customer.get("/v1/conversations")).json()["items"]) == 1


async def test_a_start_under_a_known_id_with_another_text_is_refused(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started("Hello")

    answer = await customer.start("Good bye", id=conversation_id)

    assert answer.status_code == 409
    assert answer.json()["code"] == "id_conflict"


async def test_a_wrong_answer_is_named_by_its_place_in_the_body(api: Api) -> None:
    customer = await api.customer()

    answer = await customer.start(answers={"name": "", "email": "nobody", "shoe size": "42"})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid_answers"
    assert {error["pointer"] for error in problem["errors"]} == {
        "/answers/name",
        "/answers/email",
        "/answers/shoe size",
    }
    assert (await customer.get("/v1/conversations")).json()["items"] == []


async def test_a_retry_is_one_message(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()
    message_id = str(new_id())

    answers = await asyncio.gather(*(customer.send(conversation_id, "Hello?", id=message_id) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.text for answer in answers}) == 1
    assert [entry["seq"] for entry in await customer.timeline(conversation_id)] == [1, 2]


async def test_a_known_message_id_with_another_text_or_author_is_refused(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started()
    message_id = str(new_id())
    await customer.send(conversation_id, "Hello?", id=message_id)

    other_text = await customer.send(conversation_id, "Hello!", id=message_id)
    other_author = await agent.send(conversation_id, "Hello?", id=message_id)

    assert (other_text.status_code, other_author.status_code) == (409, 409)
    assert [entry["text"] for entry in await customer.timeline(conversation_id)][1:] == ["Hello?"]


async def test_simultaneous_messages_are_numbered_without_a_gap(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started()

    answers = await asyncio.gather(
        *(person.send(conversation_id, f"{n}") for n in range(20) for person in (customer, agent))
    )

    assert {answer.status_code for answer in answers} == {201}
    entries = await agent.timeline(conversation_id)
    assert [entry["seq"] for entry in entries] == list(range(1, 42))
    assert [entry["public_seq"] for entry in entries] == list(range(1, 42))
    times = [entry["created_at"] for entry in entries]
    assert times == sorted(times)
    head = (await agent.get(f"/v1/conversations/{conversation_id}")).json()
    assert (head["seq"], head["public_seq"], head["preview"]) == (41, 41, entries[-1]["text"])
    assert head["last_message_at"] == times[-1]


async def test_a_note_is_for_agents_and_leaves_no_hole(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started()

    note = await agent.send(conversation_id, "A regular customer.", kind="note")
    reply = await agent.send(conversation_id, "Yes, we do.")

    assert (note.json()["seq"], note.json()["public_seq"]) == (2, None)
    assert (reply.json()["seq"], reply.json()["public_seq"]) == (3, 2)
    seen = await customer.timeline(conversation_id)
    assert [(entry["seq"], entry["text"]) for entry in seen] == [(1, "Do you ship to Norway?"), (2, "Yes, we do.")]
    head = (await customer.get(f"/v1/conversations/{conversation_id}")).json()
    assert (head["seq"], head["public_seq"]) == (2, 2)


async def test_a_note_does_not_change_what_lists_show(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started("Hello")
    before = (await agent.get(f"/v1/conversations/{conversation_id}")).json()

    await agent.send(conversation_id, "Careful.", kind="note")

    after = (await agent.get(f"/v1/conversations/{conversation_id}")).json()
    assert after == {**before, "seq": 2, "version": before["version"] + 1}


async def test_a_customer_cannot_write_a_note(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()

    answer = await customer.send(conversation_id, "psst", kind="note")

    assert answer.status_code == 403
    assert len(await customer.timeline(conversation_id)) == 1


@pytest.mark.parametrize("text", ["", "   \n ", "a\0b", "x" * 10_001])
async def test_text_that_cannot_be_sent_is_refused_clearly(api: Api, text: str) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()

    answer = await customer.send(conversation_id, text)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/text"
    assert answer.json()["errors"][0]["detail"]


async def test_a_character_that_cannot_be_stored_is_refused_wherever_it_stands(api: Api) -> None:
    customer = await api.customer()

    answers = [
        await customer.start(answers={"name": "a\0b", "email": "grace@example.com"}),
        await customer.start(message={"id": str(new_id()), "text": "a\0b"}),
        await api.client.post("/v1/auth/login", json={"email": "a\0@example.com", "password": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {422}


async def test_half_a_surrogate_pair_is_refused(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()
    body = f'{{"id": "{new_id()}", "text": "\\ud83d"}}'

    answer = await api.client.post(
        f"/v1/conversations/{conversation_id}/messages",
        content=body,
        headers={**customer.headers, "Content-Type": "application/json"},
    )

    assert answer.status_code in {400, 422}
    assert len(await customer.timeline(conversation_id)) == 1


@pytest.mark.parametrize(
    "text", ["😀" * 10_000, "مرحبا", "你好", "<script>alert(1)</script>", "a\r\nb\ttab", "%00 \\u0000"]
)
async def test_any_script_and_any_sign_comes_back_as_it_was(api: Api, text: str) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()

    await customer.send(conversation_id, text)

    assert (await customer.timeline(conversation_id))[1]["text"] == text


async def test_another_customers_conversation_does_not_exist(api: Api) -> None:
    owner, stranger = await api.customer(), await api.customer()
    conversation_id = await owner.started()

    answers = [
        await stranger.get(f"/v1/conversations/{conversation_id}"),
        await stranger.get(f"/v1/conversations/{conversation_id}/messages"),
        await stranger.send(conversation_id, "Hi"),
        await stranger.get(f"/v1/conversations/{new_id()}"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert (await stranger.get("/v1/conversations")).json()["items"] == []


async def test_pages_of_conversations_meet_without_gap_or_double_while_new_ones_arrive(api: Api) -> None:
    agent, customer = await api.agent(), await api.customer()
    ids = [await customer.started(f"{n}") for n in range(7)]

    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = (await agent.get("/v1/conversations", limit=3, **after)).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
        await customer.started("one more")

    assert seen == ids[::-1]


async def test_pages_of_a_timeline_go_back_to_the_first_message(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    conversation_id = await customer.started("1")
    for n in range(2, 8):
        await agent.send(conversation_id, f"{n}", kind="note" if n % 2 else "message")

    first = (await customer.get(f"/v1/conversations/{conversation_id}/messages", limit=2)).json()
    second = (await customer.get(f"/v1/conversations/{conversation_id}/messages", limit=2, after=first["next"])).json()

    assert [entry["text"] for entry in first["items"] + second["items"]] == ["6", "4", "2", "1"]
    assert [entry["seq"] for entry in first["items"] + second["items"]] == [4, 3, 2, 1]
    assert second["next"] is None
    assert [profile["id"] for profile in first["agents"]] == [agent.id]


def encode(key: list[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/v1/conversations", {"after": "???"}),
        ("/v1/conversations", {"after": "W10"}),
        ("/v1/conversations", {"after": encode(["2024-01-01T00:00:00", str(new_id())])}),
        (f"/v1/conversations/{new_id()}/messages", {"after": encode([10**30])}),
        ("/v1/conversations", {"limit": "0"}),
        ("/v1/conversations", {"limit": "101"}),
        ("/v1/conversations", {"status": "lost"}),
        ("/v1/agents", {"after": "x"}),
    ],
)
async def test_a_strange_page_is_refused_clearly(api: Api, path: str, params: dict[str, str]) -> None:
    agent = await api.agent()

    answer = await agent.get(path, **params)

    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_conversations_are_found_by_status(api: Api) -> None:
    customer, agent = await api.customer(), await api.agent()
    await customer.started()

    assert len((await agent.get("/v1/conversations", status="open")).json()["items"]) == 1
    assert (await agent.get("/v1/conversations", status="resolved")).json()["items"] == []


async def test_a_profile_grows_with_later_forms_and_forgets_nothing(api: Api) -> None:
    customer = await api.customer()
    await customer.start(answers={"name": "Grace", "email": "grace@example.com", "phone": "+47 22 22 22 22"})

    await customer.start(answers={"name": "Grace Hopper", "email": "grace@example.com"})

    profile = (await customer.get(f"/v1/customers/{customer.id}")).json()
    assert (profile["name"], profile["phone"], profile["version"]) == ("Grace Hopper", "+47 22 22 22 22", 3)


async def test_nobody_gets_in_without_a_token(api: Api) -> None:
    nobody = Person(api.client, "")

    for path in ("/v1/me", "/v1/agents", "/v1/conversations", f"/v1/customers/{new_id()}"):
        answer = await nobody.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"
