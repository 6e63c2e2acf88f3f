"""Canned responses: an agent's own and the team's."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from stonechat.ids import new_id

from .clients import Api, Person


def canned(shortcut: str = "norway", *, shared: bool = False, text: str = "Hello {{customer.name}}.") -> dict[str, Any]:
    return {"id": str(new_id()), "shortcut": shortcut, "text": text, "shared": shared}


async def made(agent: Person, shortcut: str = "norway", *, shared: bool = False) -> str:
    """The path of a new canned response."""
    answer = await agent.post("/v1/canned-responses", canned(shortcut, shared=shared))
    assert answer.status_code == 201, answer.text
    return f"/v1/canned-responses/{answer.json()['id']}"


async def shortcuts(agent: Person) -> list[str]:
    return [item["shortcut"] for item in (await agent.get("/v1/canned-responses")).json()["items"]]


async def test_one_is_made_once_and_keeps_its_placeholders(api: Api) -> None:
    agent = await api.agent()
    wanted = canned()

    answers = await asyncio.gather(*(agent.post("/v1/canned-responses", wanted) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    [item] = (await agent.get("/v1/canned-responses")).json()["items"]
    assert (item["text"], item["shared"], item["made_by"]) == ("Hello {{customer.name}}.", False, agent.id)


async def test_an_agent_sees_their_own_and_the_shared_ones_by_shortcut(api: Api) -> None:
    ada, bob = await api.agent(), await api.colleague()
    await made(ada, "zebra", shared=True)
    await made(ada, "Own")
    await made(bob, "mine")
    await made(bob, "Apple", shared=True)

    assert await shortcuts(ada) == ["Apple", "Own", "zebra"]
    assert await shortcuts(bob) == ["Apple", "mine", "zebra"]


async def test_a_shortcut_is_taken_once_among_an_agents_own_and_once_among_the_shared_ones(api: Api) -> None:
    ada, bob = await api.agent(), await api.colleague()

    async def make(agent: Person, shortcut: str, *, shared: bool) -> str:
        answer = await agent.post("/v1/canned-responses", canned(shortcut, shared=shared))
        code: str = answer.json().get("code", "made")
        return code

    assert await make(ada, "Öl", shared=False) == "made"
    assert await make(ada, "öl", shared=False) == "shortcut_taken"
    assert await make(bob, "öl", shared=False) == "made"
    assert await make(ada, "öl", shared=True) == "made"
    assert await make(bob, "ÖL", shared=True) == "shortcut_taken"


async def test_of_two_who_take_a_shortcut_at_the_same_moment_one_gets_it(api: Api) -> None:
    agents = [await api.agent(), await api.colleague(), await api.colleague("Eve")]

    answers = await asyncio.gather(
        *(agent.post("/v1/canned-responses", canned(shared=True)) for agent in agents for _ in range(2))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"shortcut_taken"}


async def test_changes_at_the_same_moment_do_not_take_a_shortcut_twice(api: Api) -> None:
    agent = await api.agent()
    paths = [await made(agent, f"a{n}") for n in range(4)]

    answers = await asyncio.gather(*(agent.patch(path, {"shortcut": "b"}) for path in paths))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_what_is_left_out_of_a_change_stays(api: Api) -> None:
    agent = await api.agent()
    path = await made(agent)

    changed = (await agent.patch(path, {"text": "Bye"})).json()
    same = (await agent.patch(path, {"text": "Bye", "shortcut": "norway"})).json()
    case = (await agent.patch(path, {"shortcut": "Norway"})).json()

    assert (changed["shortcut"], changed["text"], changed["shared"]) == ("norway", "Bye", False)
    assert changed["updated_at"] > changed["created_at"]
    assert same == changed
    assert case["shortcut"] == "Norway"


async def test_a_shared_one_is_changed_by_who_made_it_and_by_admins(api: Api) -> None:
    ada, bob, eve = await api.agent(), await api.colleague(), await api.colleague("Eve")
    path = await made(bob, shared=True)

    refused = [await eve.patch(path, {"text": "Mine"}), await eve.delete(path)]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(403, "not_the_author")] * 2
    assert (await bob.patch(path, {"text": "Better"})).status_code == 200
    assert (await ada.patch(path, {"text": "Best"})).status_code == 200
    assert (await ada.delete(path)).status_code == 204
    assert await shortcuts(eve) == []


async def test_what_is_somebodys_own_nobody_else_finds_not_even_an_admin(api: Api) -> None:
    ada, bob = await api.agent(), await api.colleague()
    path = await made(bob)

    assert (await ada.patch(path, {"text": "Mine"})).status_code == 404
    assert (await ada.delete(path)).status_code == 204
    assert await shortcuts(bob) == ["norway"]


async def test_one_is_shared_and_taken_back_to_who_made_it(api: Api) -> None:
    ada, bob = await api.agent(), await api.colleague()
    path = await made(bob)

    await bob.patch(path, {"shared": True})
    assert await shortcuts(ada) == ["norway"]
    await ada.patch(path, {"shared": False})

    assert (await shortcuts(ada), await shortcuts(bob)) == ([], ["norway"])


async def test_sharing_does_not_take_a_shortcut_of_the_team(api: Api) -> None:
    ada, bob = await api.agent(), await api.colleague()
    await made(ada, shared=True)
    path = await made(bob)

    assert (await bob.patch(path, {"shared": True})).json()["code"] == "shortcut_taken"


async def test_deleting_again_is_harmless_and_frees_the_shortcut(api: Api) -> None:
    agent = await api.agent()
    path = await made(agent)

    for _ in range(2):
        assert (await agent.delete(path)).status_code == 204
    assert (await agent.patch(path, {"text": "Back"})).status_code == 404
    await made(agent)


async def test_an_id_is_one_responses_own(api: Api) -> None:
    ada, bob = await api.agent(), await api.colleague()
    wanted = canned(shared=True)
    await ada.post("/v1/canned-responses", wanted)

    for agent, changes in ((ada, {"text": "Other"}), (ada, {"shared": False}), (bob, {})):
        answer = await agent.post("/v1/canned-responses", {**wanted, **changes})
        assert answer.json()["code"] == "id_conflict"


@pytest.mark.parametrize("shortcut", ["norway", "order-2", "über_uns", "привет", "धन्यवाद", "ありがとう", "٣"])
async def test_a_shortcut_is_of_any_script(api: Api, shortcut: str) -> None:
    agent = await api.agent()
    await made(agent, shortcut)

    assert await shortcuts(agent) == [shortcut]


@pytest.mark.parametrize("shortcut", ["", " ", "/norway", "two words", "a\0b", "a.b", "😀", "x" * 41, "norway\n"])
async def test_anything_else_is_no_shortcut(api: Api, shortcut: str) -> None:
    answer = await (await api.agent()).post("/v1/canned-responses", canned(shortcut))

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/shortcut")


async def test_letters_are_the_same_however_they_are_composed(api: Api) -> None:
    agent = await api.agent()
    await made(agent, "u\u0308ber")

    assert await shortcuts(agent) == ["\u00fcber"]
    assert (await agent.post("/v1/canned-responses", canned("\u00fcber"))).json()["code"] == "shortcut_taken"


@pytest.mark.parametrize("text", ["", "  \n", "a\0b", "x" * 10_001])
async def test_a_text_says_something_that_can_be_sent(api: Api, text: str) -> None:
    answer = await (await api.agent()).post("/v1/canned-responses", canned(text=text))

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/text")


async def test_there_is_an_end_to_them(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stonechat.canned.service.MOST_RESPONSES", 1)
    agent = await api.agent()
    path = await made(agent, shared=True)

    assert (await agent.post("/v1/canned-responses", canned("b", shared=True))).json()["code"] == (
        "too_many_canned_responses"
    )
    await made(agent, "c")
    assert (await agent.patch(path, {"shared": False})).json()["code"] == "too_many_canned_responses"


async def test_customers_have_none(api: Api) -> None:
    customer = await api.customer()

    assert (await customer.get("/v1/canned-responses")).status_code == 403
    assert (await customer.post("/v1/canned-responses", canned())).status_code == 403
