"""The team: who comes in, who may do what, and how many there are at most."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import func, select, text

from stonechat.accounts.tables import AgentRow
from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode

from .clients import ADMIN_PASSWORD, Api, Person, until_refused
from .conftest import api_of, running
from .sockets import closed_with, serving

NEW_PASSWORD = "another long password"


async def change(admin: Person, person: Person, **changes: Any) -> Any:
    return await admin.patch(f"/v1/agents/{person.id}", changes)


async def people(api: Api) -> int:
    count = select(func.count()).select_from(AgentRow).where(AgentRow.active, AgentRow.role != "integration")
    return (await api.services.database.read(lambda session: session.execute(count))).scalar_one()


async def run_sql(api: Api, sql: str) -> None:
    await api.services.database.write(lambda session: session.execute(text(sql)))


@pytest.fixture
async def with_two_seats(database_url: str) -> AsyncIterator[Api]:
    async with running(database_url, agent_seats=2) as (services, asgi), api_of(services, asgi) as api:
        yield api


async def test_an_invited_person_sees_who_invites_them_and_comes_in_signed_in(api: Api) -> None:
    admin = await api.agent()
    invitation = await api.invited(admin, " Bo@example.com ", "admin")

    offer = await api.client.post("/v1/auth/invitation", json={"token": invitation["token"]})
    answer = await api.accept(invitation, name=" Bo  Derek ")

    assert offer.status_code == 200
    expected = {"email": "Bo@example.com", "role": "admin", "invited_by": "Ada"}
    assert expected.items() <= offer.json().items()
    body = answer.json()
    assert answer.status_code == 200
    assert (body["agent"]["name"], body["agent"]["role"], body["agent"]["email"]) == (
        "Bo Derek",
        "admin",
        "Bo@example.com",
    )
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert (await Person(api.client, body["access_token"]).get("/v1/me")).json() == body["agent"]
    assert (await api.sign_in("bo@example.com")).status_code == 200
    assert (await admin.get("/v1/invitations")).json()["items"] == []


async def test_an_invitation_may_be_asked_for_again_and_its_link_is_the_same(api: Api) -> None:
    admin = await api.agent()
    body = {"id": str(new_id()), "email": "bo@example.com", "role": "agent"}

    first, again = await admin.post("/v1/invitations", body), await admin.post("/v1/invitations", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await admin.post("/v1/invitations", {**body, "role": "admin"})
    assert (other.status_code, other.json()["code"]) == (409, "id_conflict")
    [listed] = (await admin.get("/v1/invitations")).json()["items"]
    assert listed == {key: value for key, value in first.json().items() if key != "token"}


async def test_a_link_is_good_once_also_for_two_at_the_same_moment(api: Api) -> None:
    invitation = await api.invited(await api.agent(), "bo@example.com")

    answers = await asyncio.gather(*(api.accept(invitation) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"invitation_used"}
    shown = await api.client.post("/v1/auth/invitation", json={"token": invitation["token"]})
    assert shown.json()["code"] == "invitation_used"


async def test_a_new_link_makes_the_one_before_it_void(api: Api) -> None:
    admin = await api.agent()
    old = await api.invited(admin, "bo@example.com")

    new = (await admin.post(f"/v1/invitations/{old['id']}/renew", None)).json()

    assert new["token"] != old["token"]
    assert (await api.accept(old)).status_code == 404
    assert (await api.accept(new)).status_code == 200
    late = await admin.post(f"/v1/invitations/{old['id']}/renew", None)
    assert (late.status_code, late.json()["code"]) == (409, "invitation_used")


async def test_a_revoked_invitation_opens_nothing_and_may_be_revoked_again(api: Api) -> None:
    admin = await api.agent()
    invitation = await api.invited(admin, "bo@example.com")
    path = f"/v1/invitations/{invitation['id']}"

    assert [(await admin.delete(path)).status_code for _ in range(2)] == [204, 204]

    assert (await api.accept(invitation)).status_code == 404
    assert (await admin.post(f"{path}/renew", None)).status_code == 404
    assert (await admin.delete(f"/v1/invitations/{new_id()}")).status_code == 404
    again = await api.invited(admin, "bo@example.com")
    assert (await api.accept(again)).status_code == 200
    assert (await admin.delete(f"/v1/invitations/{again['id']}")).json()["code"] == "invitation_used"


async def test_an_expired_invitation_says_so_and_can_be_renewed(api: Api) -> None:
    admin = await api.agent()
    invitation = await api.invited(admin, "bo@example.com")
    await run_sql(api, "UPDATE invitations SET expires_at = now()")

    assert (await api.accept(invitation)).json()["code"] == "invitation_expired"

    assert len((await admin.get("/v1/invitations")).json()["items"]) == 1
    renewed = (await admin.post(f"/v1/invitations/{invitation['id']}/renew", None)).json()
    assert (await api.accept(renewed)).status_code == 200


async def test_an_address_is_invited_once_and_only_while_it_is_nobodys(api: Api) -> None:
    admin = await api.agent()
    invitation = await api.invited(admin, "bo@example.com")

    async def code(email: str) -> str:
        answer = await admin.post("/v1/invitations", {"id": str(new_id()), "email": email, "role": "agent"})
        assert answer.status_code in {409, 422}
        return str(answer.json()["code"])

    assert await code("ADA@example.com") == "email_taken"
    assert await code("BO@example.com") == "already_invited"
    for wrong in ("bo", "@example.com", "bo@", "b o@example.com", "a@b\0c", "two@at@example.com"):
        assert await code(wrong) == "invalid_input"
    await api.colleague("Bo")
    assert (await api.accept(invitation)).json()["code"] == "email_taken"


@pytest.mark.parametrize("token", ["x", "x.1.y", "é.1.é", "01a2064a590e7a3c8456e7214a21c31a.1.AAAA", "..", "a\u0000b"])
async def test_a_made_up_link_opens_nothing(api: Api, token: str) -> None:
    for path, body in (
        ("invitation", {"token": token}),
        ("accept-invitation", {"token": token, "name": "Bo", "password": ADMIN_PASSWORD}),
        ("reset-password", {"token": token, "password": ADMIN_PASSWORD}),
    ):
        answer = await api.client.post(f"/v1/auth/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_link_of_one_kind_opens_nothing_of_another(api: Api) -> None:
    admin, bob = await api.agent(), await api.colleague()
    invitation = await api.invited(admin, "bo@example.com")
    reset = (await admin.post(f"/v1/agents/{bob.id}/password-reset", None)).json()

    assert (await api.accept({"token": reset["token"]})).status_code == 404
    body = {"token": invitation["token"], "password": ADMIN_PASSWORD}
    assert (await api.client.post("/v1/auth/reset-password", json=body)).status_code == 404
    assert (await api.accept({"token": admin.refresh_token})).status_code == 404


async def test_another_websites_page_cannot_accept_an_invitation(api: Api) -> None:
    invitation = await api.invited(await api.agent(), "bo@example.com")
    body = {"token": invitation["token"], "name": "Bo", "password": ADMIN_PASSWORD}

    answer = await api.client.post("/v1/auth/accept-invitation", json=body, headers={"Origin": "https://evil.example"})

    assert answer.json()["code"] == "origin_not_allowed"


async def test_two_seats_are_never_three_people_however_many_come_at_once(with_two_seats: Api) -> None:
    api = with_two_seats
    admin = await api.agent()
    invitations = [await api.invited(admin, f"bo{n}@example.com") for n in range(20)]

    answers = await asyncio.gather(*(api.accept(invitation) for invitation in invitations))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"no_seat"}
    assert await people(api) == 2
    # Whoever did not come in can still use their link when there is a seat.
    [come] = [answer.json()["agent"]["id"] for answer in answers if answer.status_code == 200]
    await admin.patch(f"/v1/agents/{come}", {"active": False})
    waiting = next(one for one, answer in zip(invitations, answers, strict=True) if answer.status_code == 409)
    assert (await api.accept(waiting)).status_code == 200


async def test_reactivating_needs_a_seat_also_beside_people_who_come_to_another_process(
    with_two_seats: Api, database_url: str
) -> None:
    api = with_two_seats
    admin = await api.agent()
    left = []
    for n in range(4):
        come = await api.accept(await api.invited(admin, f"left{n}@example.com"))
        person = Person(api.client, "", id=come.json()["agent"]["id"])
        assert (await change(admin, person, active=False)).status_code == 200
        left.append(person)
    invitations = [await api.invited(admin, f"bo{n}@example.com") for n in range(6)]

    async with running(database_url, agent_seats=2) as (services, asgi), api_of(services, asgi) as elsewhere:
        answers = await asyncio.gather(
            *(elsewhere.accept(invitation) for invitation in invitations),
            *(change(admin, person, active=True) for person in left),
        )

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert await people(api) == 2


async def test_the_list_of_agents_says_how_many_seats_there_are(api: Api, with_two_seats: Api) -> None:
    limited, unlimited = await with_two_seats.agent(), await api.agent()

    assert (await limited.get("/v1/agents")).json()["seats"] == 2
    assert (await unlimited.get("/v1/agents")).json()["seats"] is None


async def test_without_a_limit_everybody_finds_a_seat_and_programs_need_none(api: Api, with_two_seats: Api) -> None:
    for n in range(3):
        assert (await api.accept(await api.invited(await api.agent(), f"bo{n}@example.com"))).status_code == 200
    for n in range(3):
        await with_two_seats.program("settings:read", name=f"Robot {n}")
    admin = await with_two_seats.agent()
    assert (await with_two_seats.accept(await with_two_seats.invited(admin, "bo@example.com"))).status_code == 200


async def test_an_admin_changes_name_role_and_capacity_and_what_is_left_out_stays(api: Api) -> None:
    admin, bob = await api.agent(), await api.colleague()

    changed = (await change(admin, bob, name=" Robert  Tables ", capacity=5)).json()

    assert (changed["name"], changed["capacity"], changed["role"], changed["active"]) == (
        "Robert Tables",
        5,
        "agent",
        True,
    )
    assert (await change(admin, bob, role="admin")).json()["role"] == "admin"
    assert (await change(admin, bob, capacity=None)).json()["capacity"] is None
    again = await change(admin, bob, role="admin", active=True)
    assert again.json() == (await bob.get("/v1/me")).json()
    assert (await change(admin, Person(api.client, "", id=str(new_id())), name="X")).status_code == 404
    for wrong in ({"name": " "}, {"name": "a\0"}, {"role": "integration"}, {"capacity": -1}, {"active": None}):
        assert (await change(admin, bob, **wrong)).status_code == 422


async def test_what_belongs_to_admins_is_nobody_elses(api: Api) -> None:
    admin, bob, customer = await api.agent(), await api.colleague(), await api.customer()
    invitation = await api.invited(admin, "bo@example.com")
    some_id = str(new_id())
    for person in (bob, customer):
        for answer in (
            await change(person, admin, role="agent"),
            await person.get("/v1/invitations"),
            await person.post("/v1/invitations", {"id": some_id, "email": "x@example.com", "role": "admin"}),
            await person.post(f"/v1/invitations/{invitation['id']}/renew", None),
            await person.delete(f"/v1/invitations/{invitation['id']}"),
            await person.post(f"/v1/agents/{admin.id}/password-reset", None),
            await person.get("/v1/api-tokens"),
            await person.post(
                "/v1/api-tokens", {"id": some_id, "name": "X", "scopes": ["settings:read"], "expires_at": None}
            ),
            await person.delete(f"/v1/api-tokens/{some_id}"),
            await person.get("/v1/audit"),
        ):
            assert answer.status_code == 403, answer.text
            assert answer.json()["code"] in {"admins_only", "agents_only"}


async def test_somebody_always_stays_admin_also_when_two_demote_each_other(api: Api) -> None:
    ada = await api.agent()
    assert (await change(ada, ada, role="agent")).json()["code"] == "last_admin"
    assert (await change(ada, ada, active=False)).json()["code"] == "last_admin"
    bo = api.agent_of(await api.accept(await api.invited(ada, "bo@example.com", "admin")))

    answers = await asyncio.gather(change(ada, bo, role="agent"), change(bo, ada, active=False))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    admins = select(func.count()).select_from(AgentRow).where(AgentRow.active, AgentRow.role == "admin")
    assert (await api.services.database.read(lambda session: session.execute(admins))).scalar_one() == 1


async def test_who_is_no_admin_any_more_has_no_token_that_says_so(api: Api) -> None:
    ada = await api.agent()
    bo = api.agent_of(await api.accept(await api.invited(ada, "bo@example.com", "admin")))
    assert (await bo.get("/v1/audit")).status_code == 200

    assert (await change(ada, bo, role="agent")).status_code == 200

    await until_refused(bo, "/v1/audit", within=2)
    assert (await (await api.agent("bo@example.com")).get("/v1/audit")).status_code == 403


@pytest.mark.parametrize("bus", [True, False], ids=["with the bus", "without it"])
async def test_the_access_of_a_deactivated_agent_ends_within_two_seconds_everywhere(
    database_url: str, *, bus: bool
) -> None:
    async with serving(database_url, bus=bus) as here, serving(database_url, bus=bus) as there:
        admin, bob = await here.agent(), await here.colleague()
        bob_there = Person(there.client, bob.token, id=bob.id)
        async with here.live(bob) as desk, there.live(bob_there) as other_desk:
            begin = time.monotonic()
            answer = await change(admin, bob, active=False)

            assert (answer.json()["active"], answer.json()["availability"]) == (False, "offline")
            for socket in (desk.socket, other_desk.socket):
                assert await closed_with(socket) == CloseCode.UNAUTHENTICATED
            for person in (bob, bob_there):
                await until_refused(person, "/v1/me", within=2)
            assert time.monotonic() - begin < 2
        cookie = {"Cookie": f"stonechat_refresh={bob.refresh_token}"}
        assert (await here.client.post("/v1/auth/refresh", headers=cookie)).status_code == 401
        assert (await here.sign_in("bob@example.com")).status_code == 401
        async with here.socket() as socket:
            await socket.send(json.dumps({"type": "hello", "token": bob.token, "tab": "t", "since": None}))
            assert await closed_with(socket) == CloseCode.UNAUTHENTICATED

        assert (await change(admin, bob, active=True)).json()["active"]
        assert (await here.sign_in("bob@example.com")).status_code == 200
        assert (await bob.get("/v1/me")).status_code == 401, "a session that has ended stays so"


async def test_nobody_signs_in_beside_the_transaction_that_deactivates_them(api: Api) -> None:
    admin, bob = await api.agent(), await api.colleague()

    answers = await asyncio.gather(
        *(api.sign_in("bob@example.com") for _ in range(6)), change(admin, bob, active=False)
    )

    for answer in answers[:-1]:
        if answer.status_code == 200:
            await until_refused(Person(api.client, answer.json()["access_token"]), "/v1/me", within=2)


async def test_a_changed_profile_reaches_those_who_are_there(database_url: str) -> None:
    async with serving(database_url) as served:
        admin, bob = await served.agent(), await served.colleague()
        customer = await served.customer()
        conversation_id = await customer.started()
        await bob.send(conversation_id, "Hello")
        async with served.live(admin) as desk, served.live(customer) as shop:
            await change(admin, bob, name="Robert")

            for live in (desk, shop):
                row = await live.until_row("agents", id=bob.id, name="Robert")
                assert set(row) == {"id", "name", "active", "availability", "face_id", "version"}


async def test_an_admins_link_sets_a_new_password_once_and_ends_every_session(api: Api) -> None:
    admin, bob = await api.agent(), await api.colleague()
    void, good = [(await admin.post(f"/v1/agents/{bob.id}/password-reset", None)).json() for _ in range(2)]

    async def reset(link: Any, password: str = NEW_PASSWORD) -> Any:
        answer = await api.client.post("/v1/auth/reset-password", json={"token": link["token"], "password": password})
        api.client.cookies.clear()
        return answer

    assert (await reset(void)).status_code == 404
    assert (await reset(good, "short")).status_code == 422
    answers = await asyncio.gather(reset(good), reset(good))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [used] = [answer.json() for answer in answers if answer.status_code == 409]
    assert used["code"] == "reset_used"
    [signed_in] = [answer.json() for answer in answers if answer.status_code == 200]
    await until_refused(bob, "/v1/me", within=2)
    assert (await Person(api.client, signed_in["access_token"]).get("/v1/me")).status_code == 200
    assert (await api.sign_in("bob@example.com")).status_code == 401
    assert (await api.sign_in("bob@example.com", NEW_PASSWORD)).status_code == 200


async def test_a_link_for_a_password_ends_with_its_day_and_with_the_account(api: Api) -> None:
    admin, bob = await api.agent(), await api.colleague()
    body = {"password": NEW_PASSWORD}
    late = (await admin.post(f"/v1/agents/{bob.id}/password-reset", None)).json()
    await run_sql(api, "UPDATE password_resets SET expires_at = now()")
    answer = await api.client.post("/v1/auth/reset-password", json={**body, "token": late["token"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "reset_expired")

    link = (await admin.post(f"/v1/agents/{bob.id}/password-reset", None)).json()
    await change(admin, bob, active=False)

    assert (await api.client.post("/v1/auth/reset-password", json={**body, "token": link["token"]})).status_code == 404
    refused = await admin.post(f"/v1/agents/{bob.id}/password-reset", None)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_active")
    assert (await admin.post(f"/v1/agents/{new_id()}/password-reset", None)).status_code == 404
