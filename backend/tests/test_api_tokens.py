"""Programs with API tokens: named, scoped, limited, and gone when they are revoked."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from stonechat.accounts.programs import REMEMBERED_SECONDS
from stonechat.accounts.revocations import KEPT
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode

from .clients import Api, Person
from .conftest import api_of, running
from .sockets import closed_with, serving
from .test_fastlane import same_answer, through_the_framework, through_the_lane
from .test_queries import recorded


async def make(admin: Person, **changes: Any) -> httpx.Response:
    body = {"id": str(new_id()), "name": "Robot", "scopes": ["settings:read"], "expires_at": None}
    return await admin.post("/v1/api-tokens", {**body, **changes})


async def listed(admin: Person) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await admin.get("/v1/api-tokens")).json()["items"]
    return items


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_token_is_shown_once_and_only_its_hash_is_kept(api: Api) -> None:
    admin = await api.agent()
    some_id = str(new_id())

    made, again = await make(admin, id=some_id), await make(admin, id=some_id)

    assert made.status_code == 201
    body = made.json()
    assert body["token"].startswith(f"sc_{some_id.replace('-', '')}_")
    assert code_of(again) == (409, "already_made")
    assert await listed(admin) == [{key: value for key, value in body.items() if key != "token"}]
    assert (body["last_used_at"], body["made_by"]) == (None, admin.id)


async def test_of_two_that_make_the_same_token_at_once_one_gets_it(api: Api) -> None:
    admin = await api.agent()
    some_id = str(new_id())

    answers = await asyncio.gather(*(make(admin, id=some_id) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    [token] = [answer.json()["token"] for answer in answers if answer.status_code == 201]
    assert (await Person(api.client, token).get("/v1/me")).status_code == 200


async def test_a_program_is_an_integration_of_that_name_among_the_agents(api: Api) -> None:
    program = await api.program("settings:read", "conversations:write", name=" Order  robot ")

    me = (await program.get("/v1/me")).json()

    assert (me["id"], me["name"], me["role"], me["email"], me["active"]) == (
        program.id,
        "Order robot",
        "integration",
        None,
        True,
    )
    assert me in (await program.get("/v1/agents")).json()["items"]


async def test_what_a_token_has_no_scope_for_is_refused(api: Api) -> None:
    customer = await api.customer()
    conversation_id = await customer.started()
    path = f"/v1/conversations/{conversation_id}"
    reader = await api.program("conversations:read")
    writer = await api.program("conversations:write")

    assert (await reader.get(path)).status_code == 200
    assert (await writer.send(conversation_id, "Hello")).status_code == 201
    assert code_of(await writer.get(path)) == (403, "scope_missing")
    assert code_of(await reader.send(conversation_id, "Hello")) == (403, "scope_missing")
    assert code_of(await reader.get("/v1/agents")) == (403, "scope_missing")
    assert code_of(await reader.post("/v1/sync", {"since": None, "wait": 0})) == (403, "scope_missing")
    timeline = (await customer.get(f"{path}/messages")).json()
    assert [agent["name"] for agent in timeline["agents"]] == ["Robot"]


async def test_a_program_is_no_person_and_no_admin(api: Api) -> None:
    scopes = "changes:read conversations:read conversations:write customers:read customers:write settings:read"
    program, admin = await api.program(*scopes.split()), await api.agent()
    for answer in (
        await program.get("/v1/audit"),
        await program.get("/v1/api-tokens"),
        await make(program),
        await program.get("/v1/invitations"),
        await program.patch("/v1/me", {"name": "X"}),
        await program.put("/v1/me/availability", {"availability": "online"}),
        await program.put("/v1/me/password", {"current": "x", "new": "another long password"}),
        await program.get("/v1/me/sessions"),
        await program.delete("/v1/me/sessions"),
        await program.patch(f"/v1/agents/{admin.id}", {"active": False}),
    ):
        assert code_of(answer) == (403, "people_only")
    for changes in ({"role": "admin"}, {"active": False}, {"name": "X"}):
        answer = await admin.patch(f"/v1/agents/{program.id}", changes)
        assert code_of(answer) == (409, "is_a_program")
    assert (await admin.post(f"/v1/agents/{program.id}/password-reset", None)).status_code == 404


async def test_a_token_needs_scopes_that_there_are_a_name_and_a_future(api: Api) -> None:
    admin = await api.agent()
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    strange: list[dict[str, Any]] = [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"name": " "},
        {"expires_at": past},
        {"expires_at": "x"},
    ]
    for wrong in strange:
        assert (await make(admin, **wrong)).status_code == 422
    assert await listed(admin) == []


async def test_a_token_that_is_wrong_in_anything_is_not_ours(api: Api) -> None:
    program = await api.program("settings:read")
    head, secret = program.token[:36], program.token[36:]
    other = ("B" if secret[0] == "A" else "A") + secret[1:]
    for wrong in (
        head + other,
        head + secret[:-1],
        head + secret + "A",
        f"sc_{new_id().hex}_{secret}",
        "sc_",
        "sc_x_y",
        f"sc_{'é' * 32}_{secret}",
        program.token.upper(),
    ):
        answer = await api.client.get("/v1/me", headers={b"Authorization": f"Bearer {wrong}".encode()})
        assert code_of(answer) == (401, "unauthenticated")


async def test_a_token_ends_with_its_time(api: Api) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    program = await api.program("settings:read", expires_at=soon)
    assert (await program.get("/v1/me")).status_code == 200

    await asyncio.sleep(1.1)

    assert code_of(await program.get("/v1/me")) == (401, "token_expired")


async def test_a_known_token_costs_no_statement(api: Api) -> None:
    program = await api.program("conversations:read")
    missing = f"/v1/conversations/{new_id()}"
    await program.get(missing)
    await api.services.programs.stop()
    await api.services.follower.stop()
    try:
        with recorded(api) as statements:
            for _ in range(5):
                assert (await program.get(missing)).status_code == 404
    finally:
        await api.services.follower.start()

    assert len(statements) == 5, "one for each conversation, and none for the token"


async def test_the_last_use_is_shown_and_written_once_a_minute(api: Api) -> None:
    program, admin = await api.program("settings:read"), await api.agent()

    for _ in range(3):
        await program.get("/v1/me")
        await api.services.programs.stop()
        [token] = await listed(admin)
        assert token["last_used_at"] is not None
    first = token["last_used_at"]
    await program.get("/v1/me")
    await api.services.programs.stop()

    assert (await listed(admin))[0]["last_used_at"] == first


async def test_a_program_that_asks_too_often_is_told_to_wait_and_others_are_not(api: Api) -> None:
    greedy, modest = await api.program("settings:read"), await api.program("settings:read")
    await greedy.get("/v1/me")
    begin = time.monotonic()

    answers = await asyncio.gather(*(greedy.get("/v1/tags") for _ in range(200)))

    admitted = sum(answer.status_code == 200 for answer in answers)
    assert 45 <= admitted <= 50 + 50 * (time.monotonic() - begin)
    for answer in answers:
        if answer.status_code != 200:
            assert code_of(answer) == (429, "too_many_requests")
            assert answer.headers["retry-after"] == "1"
    assert (await modest.get("/v1/me")).status_code == 200
    stranger = Person(api.client, greedy.token[:-3] + "AAA")
    assert (await stranger.get("/v1/me")).status_code == 401


async def test_the_fast_lane_answers_programs_as_the_framework_does(api: Api) -> None:
    customer = await api.customer()
    path = f"/v1/conversations/{await customer.started()}/messages"
    reader, writer = await api.program("conversations:read"), await api.program("conversations:write")
    revoked = await api.program("conversations:write")
    await (await api.agent()).delete(f"/v1/api-tokens/{revoked.token_id}")

    for program, status in ((reader, 403), (writer, 201), (revoked, 401)):
        body = b'{"id": "%s", "text": "a"}' % str(new_id()).encode()
        quick = await through_the_lane(program, path, body)
        usual = await through_the_framework(program, path, body)
        assert quick.status_code == status
        assert quick.json() == usual.json()
        assert status == 201 or same_answer(quick, usual)


async def test_a_revoked_token_is_refused_everywhere_within_two_seconds(database_url: str) -> None:
    async with serving(database_url) as here, running(database_url) as process, api_of(*process) as there:
        program, admin = await here.program("settings:read", "changes:read"), await here.agent()
        program_there = Person(there.client, program.token)
        assert (await program_there.get("/v1/me")).status_code == 200
        async with here.live(program) as live:
            begin = time.monotonic()
            revoked = [await admin.delete(f"/v1/api-tokens/{program.token_id}") for _ in range(2)]

            assert [answer.status_code for answer in revoked] == [204, 204]
            assert await closed_with(live.socket) == CloseCode.UNAUTHENTICATED
            for person in (program, program_there):
                while (await person.get("/v1/me")).status_code != 401:
                    assert time.monotonic() - begin < 2
                    await asyncio.sleep(0.02)
        assert await listed(admin) == []
        assert (await admin.delete(f"/v1/api-tokens/{new_id()}")).status_code == 404
        agents = (await admin.get("/v1/agents")).json()["items"]
        assert [agent["active"] for agent in agents if agent["role"] == "integration"] == [False]


async def test_a_program_listens_where_its_scopes_let_it(database_url: str) -> None:
    async with serving(database_url) as served:
        listener, other = await served.program("changes:read"), await served.program("conversations:read")
        customer = await served.customer()
        conversation_id = await customer.started("Hello")
        async with served.live(listener) as live, served.live(customer) as shop:
            await customer.send(conversation_id, "Anybody?")
            assert await live.until(1) == ["Anybody?"]

            for frame in (
                {"type": "mark", "conversation_id": conversation_id, "delivered_seq": 1, "read_seq": 1},
                {"type": "typing", "conversation_id": conversation_id, "kind": "message"},
            ):
                await live.say(**frame)
                assert (await live.until_frame(type="error"))["code"] == "scope_missing"
            await live.say(type="viewing", conversation_id=conversation_id)
            assert (await live.until_frame(type="error"))["code"] == "people_only"

            await shop.say(type="open", conversation_id=conversation_id)
            presence = await shop.until_frame(type="ephemeral", event="presence", author="agent")
            assert not presence["active"], "nobody waits for a program"
        async with served.socket() as socket:
            await socket.send(json.dumps({"type": "hello", "token": other.token, "tab": "t", "since": None}))
            assert await closed_with(socket) == CloseCode.FORBIDDEN
        assert (await listener.post("/v1/sync", {"since": None, "wait": 0})).status_code == 200


async def test_a_program_renews_its_socket_with_its_own_token_only(database_url: str) -> None:
    async with serving(database_url) as served:
        program, other = await served.program("changes:read"), await served.program("changes:read")
        async with served.live(program) as live:
            await live.say(type="refresh", token=program.token)
            await live.say(type="probe")
            await live.until_frame(type="ping")
            await live.say(type="refresh", token=other.token)
            assert await closed_with(live.socket) == CloseCode.FORBIDDEN


async def test_a_socket_ends_with_the_time_of_its_token(database_url: str) -> None:
    async with serving(database_url) as served:
        soon = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
        program = await served.program("changes:read", expires_at=soon)
        async with served.live(program) as live:
            assert await closed_with(live.socket) == CloseCode.TOKEN_EXPIRED


async def test_a_program_that_says_hello_too_often_is_to_come_back(database_url: str) -> None:
    async with serving(database_url) as served:
        program = await served.program("changes:read")
        await program.post("/v1/sync", {"since": None, "wait": 0})
        [known] = served.services.programs._known.values()
        while known.bucket.take(time.monotonic() + 10):
            pass
        async with served.socket() as socket:
            await socket.send(json.dumps({"type": "hello", "token": program.token, "tab": "t", "since": None}))
            assert await closed_with(socket) == CloseCode.TRY_AGAIN


async def test_a_token_is_looked_up_anew_now_and_then(api: Api) -> None:
    program = await api.program("settings:read")
    await program.get("/v1/me")
    known, token_id = api.services.programs._known, UUID(program.token_id)
    before = known[token_id]
    before.read_at -= REMEMBERED_SECONDS

    assert (await program.get("/v1/me")).status_code == 200

    assert known[token_id] is not before
    assert known[token_id].bucket is before.bucket


def test_a_token_is_looked_up_anew_before_its_revocation_is_forgotten() -> None:
    assert KEPT.total_seconds() > 2 * REMEMBERED_SECONDS
