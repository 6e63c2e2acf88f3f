"""What agents do with their own accounts."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from stonechat.ids import new_id
from stonechat.realtime.closing import CloseCode

from .clients import ADMIN_PASSWORD, Api, Person
from .sockets import closed_with, serving

NEW_PASSWORD = "another long password"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
WEBP = b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 40


async def change_password(agent: Person, current: str = ADMIN_PASSWORD, new: str = NEW_PASSWORD) -> httpx.Response:
    return await agent.put("/v1/me/password", {"current": current, "new": new})


async def set_face(agent: Person, data: bytes, media_type: str = "image/png") -> httpx.Response:
    headers = {**agent.headers, "Content-Type": media_type}
    return await agent.client.put("/v1/me/face", content=data, headers=headers)


async def refresh(agent: Person) -> int:
    cookie = {"Cookie": f"stonechat_refresh={agent.refresh_token}"}
    answer = await agent.client.post("/v1/auth/refresh", headers=cookie)
    agent.client.cookies.clear()
    return answer.status_code


async def test_an_agent_takes_another_name(api: Api) -> None:
    bob = await api.colleague()

    assert (await bob.patch("/v1/me", {"name": " Robert  Tables "})).json()["name"] == "Robert Tables"

    assert (await bob.get("/v1/me")).json()["name"] == "Robert Tables"
    for wrong in ("", "  ", "a\0", "x" * 101):
        assert (await bob.patch("/v1/me", {"name": wrong})).status_code == 422


async def test_a_new_password_ends_all_sessions_but_this_one(api: Api) -> None:
    here, there = await api.colleague(), await api.colleague()

    assert (await change_password(here)).status_code == 204

    assert [await refresh(here), await refresh(there)] == [200, 401]
    assert (await api.sign_in("bob@example.com")).status_code == 401
    assert (await api.sign_in("bob@example.com", NEW_PASSWORD)).status_code == 200


async def test_who_does_not_know_the_password_cannot_change_it(api: Api) -> None:
    bob = await api.colleague()

    answer = await change_password(bob, current="not my password")

    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_password")
    assert answer.json()["errors"][0]["pointer"] == "/current"
    assert (await change_password(bob, new="short")).status_code == 422
    assert (await change_password(bob, new="x" * 201)).status_code == 422


async def test_changing_a_password_may_be_repeated_after_a_lost_answer(api: Api) -> None:
    bob = await api.colleague()

    answers = [await change_password(bob), await change_password(bob)]

    assert [answer.status_code for answer in answers] == [204, 204]


async def test_of_two_new_passwords_at_once_one_counts(api: Api) -> None:
    here, there = await api.colleague(), await api.colleague()
    wishes = ["the first new password", "the second new password"]

    answers = await asyncio.gather(
        *(change_password(person, new=new) for person, new in zip((here, there), wishes, strict=True))
    )

    assert sorted(answer.status_code for answer in answers) in ([204, 401], [204, 422])
    works = [(await api.sign_in("bob@example.com", new)).status_code for new in wishes]
    assert sorted(works) == [200, 401]
    assert works.index(200) == [answer.status_code for answer in answers].index(204)


async def test_an_agent_sees_where_they_are_signed_in_and_ends_what_they_like(api: Api) -> None:
    here, there, elsewhere = [await api.colleague() for _ in range(3)]
    ada = await api.agent()

    items = (await here.get("/v1/me/sessions")).json()["items"]

    assert len(items) == 3
    assert [item["current"] for item in items] == [False, False, True]
    assert all(item["user_agent"].startswith("python-httpx") for item in items)
    theirs = (await there.get("/v1/me/sessions")).json()["items"]
    [there_id] = [item["id"] for item in theirs if item["current"]]
    path = f"/v1/me/sessions/{there_id}"
    assert (await ada.delete(path)).status_code == 404
    assert (await here.delete(f"/v1/me/sessions/{new_id()}")).status_code == 404
    assert [(await here.delete(path)).status_code for _ in range(2)] == [204, 204]
    assert [await refresh(person) for person in (here, there, elsewhere)] == [200, 401, 200]

    assert (await here.delete("/v1/me/sessions")).status_code == 204

    assert [await refresh(person) for person in (here, elsewhere, ada)] == [200, 401, 200]
    [left] = (await here.get("/v1/me/sessions")).json()["items"]
    assert left["current"]
    assert left["last_used_at"] > left["created_at"]


async def test_an_ended_session_has_no_socket(database_url: str) -> None:
    async with serving(database_url) as served:
        here, there = await served.agent(), await served.agent()
        async with served.live(here) as desk, served.live(there) as other_desk:
            begin = time.monotonic()
            await here.delete("/v1/me/sessions")

            assert await closed_with(other_desk.socket) == CloseCode.UNAUTHENTICATED
            assert time.monotonic() - begin < 2
            await desk.say(type="probe")
            await desk.until_frame(type="ping")


@pytest.mark.parametrize(("data", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")])
async def test_a_face_is_shown_to_everybody_and_kept_by_browsers(api: Api, data: bytes, media_type: str) -> None:
    bob = await api.colleague()

    agent = (await set_face(bob, data, media_type)).json()

    answer = await api.client.get(f"/v1/faces/{agent['face_id']}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, data, media_type)
    assert answer.headers.get_list("cache-control") == ["public, max-age=31536000, immutable"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    gone = await api.client.get(f"/v1/faces/{new_id()}")
    assert (gone.status_code, gone.headers.get_list("cache-control")) == (404, ["no-store"])


async def test_another_face_has_another_address_and_the_same_one_the_same(api: Api) -> None:
    bob = await api.colleague()

    first, again, other = [(await set_face(bob, data)).json() for data in (PNG, PNG, PNG + b"\0")]

    assert first == again
    assert first["face_id"] != other["face_id"]
    assert (await api.client.get(f"/v1/faces/{first['face_id']}")).status_code == 404
    removed = [(await bob.delete("/v1/me/face")).json() for _ in range(2)]
    assert removed[0] == removed[1]
    assert removed[0]["face_id"] is None
    assert (await api.client.get(f"/v1/faces/{other['face_id']}")).status_code == 404


async def test_two_faces_at_once_leave_one(api: Api) -> None:
    bob = await api.colleague()

    answers = await asyncio.gather(*(set_face(bob, PNG + bytes([n])) for n in range(6)))

    assert {answer.status_code for answer in answers} == {200}
    there = [(await api.client.get(f"/v1/faces/{answer.json()['face_id']}")).status_code == 200 for answer in answers]
    assert there.count(True) == 1
    [kept] = [answer.json() for answer, is_there in zip(answers, there, strict=True) if is_there]
    assert (await bob.get("/v1/me")).json() == kept


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", 422),
        (PNG, "application/octet-stream", 415),
        (PNG, "", 415),
        (PNG, "image/jpeg", 422),
        (b"GIF89a", "image/gif", 415),
        (b"", "image/png", 422),
        (b"RIFF", "image/webp", 422),
        (PNG + b"\0" * 65536, "image/png", 413),
    ],
)
async def test_what_is_no_small_image_is_no_face(api: Api, data: bytes, media_type: str, status: int) -> None:
    bob = await api.colleague()

    answer = await set_face(bob, data, media_type)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await bob.get("/v1/me")).json()["face_id"] is None


async def test_a_face_may_be_just_as_large_as_it_says(api: Api) -> None:
    bob = await api.colleague()

    assert (await set_face(bob, PNG.ljust(65536, b"\0"))).status_code == 200
    assert (await set_face(bob, PNG.ljust(65537, b"\0"))).status_code == 413


async def test_customers_see_the_faces_of_those_who_wrote_to_them(api: Api) -> None:
    customer, bob = await api.customer(), await api.colleague()
    conversation_id = await customer.started()
    await bob.send(conversation_id, "Hello")
    face_id = (await set_face(bob, PNG)).json()["face_id"]

    page = (await customer.get(f"/v1/conversations/{conversation_id}/messages")).json()

    assert [agent["face_id"] for agent in page["agents"]] == [face_id]
