"""Sites as admins set them up, as agents read them, and as the widget sees them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from stonechat.audit import AuditRow
from stonechat.ids import new_id
from stonechat.sites.service import identity_secrets_of
from stonechat.sites.tables import SiteKeyRow

from .clients import SHOP, Api, Person

SETTINGS: dict[str, Any] = {
    "name": "The shop",
    "color": "#0f766e",
    "position": "left",
    "greeting": "Hello there",
    "away_text": "Back tomorrow",
    "texts": {"de": {"greeting": "Hallo", "away_text": None}, "de-AT": {"greeting": None, "away_text": "Bis morgen"}},
    "time_zone": "Europe/Berlin",
    "office_hours": [{"day": 5, "opens": "22:00", "closes": "02:00"}, {"day": 1, "opens": "00:00", "closes": "24:00"}],
    "country": "DE",
    "assignment": "least_loaded",
    "requeue_after": 600,
    "reopen_days": 14,
    "retention_days": 365,
    "allowed_origins": [SHOP, "http://localhost:5173"],
}


def shop(**changes: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "name": "The shop", **changes}


async def made(admin: Person, **changes: Any) -> dict[str, Any]:
    answer = await admin.post("/v1/sites", shop(**changes))
    assert answer.status_code == 201, answer.text
    site: dict[str, Any] = answer.json()
    return site


async def acts(api: Api, site_id: str) -> list[tuple[str, dict[str, str]]]:
    """What the audit log has of a site, oldest first."""
    query = select(AuditRow).where(AuditRow.target_id == site_id).order_by(AuditRow.id)
    rows = await api.services.database.read(lambda session: session.scalars(query))
    return [(row.action, row.detail) for row in rows]


async def config(api: Api, site_id: str, language: str | None = None) -> dict[str, Any]:
    params = {"site": site_id} | ({"language": language} if language else {})
    answer = await api.client.get("/v1/widget/config", params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_site_is_made_once_with_a_usual_form(api: Api) -> None:
    admin = await api.agent()
    wanted = shop()

    answers = await asyncio.gather(*(admin.post("/v1/sites", wanted) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.text for answer in answers}) == 1
    assert [field["key"] for field in (await config(api, wanted["id"]))["form_fields"]] == ["name", "email", "phone"]
    assert await acts(api, wanted["id"]) == [("site_made", {"name": "The shop"})]


async def test_a_known_id_with_other_settings_is_refused_while_that_can_be_told(api: Api) -> None:
    admin = await api.agent()
    wanted = shop(color="#0f766e")
    await admin.post("/v1/sites", wanted)

    other = await admin.post("/v1/sites", {**wanted, "color": "#112233"})
    await admin.change_site(wanted["id"], name="The old shop")
    late_retry = await admin.post("/v1/sites", wanted)

    assert (other.status_code, other.json()["code"]) == (409, "id_conflict")
    assert (late_retry.status_code, late_retry.json()["name"]) == (200, "The old shop")


async def test_every_setting_comes_back_to_agents_as_it_was_given(api: Api) -> None:
    admin, agent = await api.agent(), await api.colleague()
    site = await made(admin, **SETTINGS)
    changed = await admin.change_site(api.site.id, **SETTINGS)

    for answer in (await agent.get(f"/v1/sites/{site['id']}"), changed):
        assert {name: answer.json()[name] for name in SETTINGS} == SETTINGS
    listed = (await agent.get("/v1/sites")).json()["items"]
    assert listed == [changed.json(), site]


async def test_settings_can_be_taken_back(api: Api) -> None:
    admin = await api.agent()
    site = await made(admin, **SETTINGS)
    nothing = {"office_hours": None, "country": None, "requeue_after": None, "retention_days": None}

    changed = (await admin.change_site(site["id"], **nothing, texts={}, allowed_origins=[])).json()

    assert {name: changed[name] for name in nothing} == nothing
    assert (changed["texts"], changed["allowed_origins"]) == ({}, [])


async def test_what_is_wrong_is_told_by_its_place_in_the_body(api: Api) -> None:
    admin = await api.agent()
    site = f"/v1/sites/{api.site.id}"

    async def pointers(**changes: Any) -> list[str]:
        answer = await admin.patch(site, {"version": 1, **changes})
        assert answer.status_code == 422, answer.text
        return [error["pointer"] for error in answer.json()["errors"]]

    assert await pointers(country="XX", allowed_origins=["https://*.example"]) == ["/country", "/allowed_origins/0"]
    assert await pointers(office_hours=[{"day": 8, "opens": "09:00", "closes": "10:00"}]) == ["/office_hours/0/day"]
    assert await pointers(office_hours=[{"day": 1, "opens": "9:00", "closes": "10:00"}]) == ["/office_hours/0/opens"]
    assert await pointers(texts={"de": {"greeting": 3, "away_text": None}}) == ["/texts"]
    assert await pointers(color="#112233\n") == ["/color"]
    assert await pointers(texts={"de": {"greeting": "a\0b", "away_text": None}}) == ["/texts/de/greeting"]


async def test_a_change_that_is_there_already_is_no_conflict_and_another_one_is(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}"

    first = await admin.patch(path, {"version": 1, "name": "The shop"})
    again = await admin.patch(path, {"version": 1, "name": "The shop"})
    late = await admin.patch(path, {"version": 1, "name": "The market"})

    assert first.json() == again.json()
    assert first.json()["version"] == 2
    assert (late.status_code, late.json()["code"]) == (409, "version_conflict")
    assert await acts(api, api.site.id) == [("site_changed", {"fields": "name"})]


async def test_of_admins_who_change_a_site_at_once_one_wins_and_the_others_hear_of_it(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}"

    answers = await asyncio.gather(*(admin.patch(path, {"version": 1, "name": f"Shop {n}"}) for n in range(6)))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert (await admin.get(path)).json()["version"] == 2


async def test_an_archived_site_is_unknown_to_its_widget_and_keeps_its_conversations(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer()
    conversation_id = await customer.started()
    await made(admin)

    archived = await admin.change_site(api.site.id, archived=True)
    refused = [
        await api.client.get("/v1/widget/config", params={"site": api.site.id}),
        await api.open_session(None),
        await api.open_session(customer.resume_key),
        await customer.get("/v1/conversations"),
        await customer.send(conversation_id, "Hello?"),
    ]
    read = await admin.get(f"/v1/conversations/{conversation_id}")
    back = await admin.change_site(api.site.id, archived=False)

    assert archived.json()["archived_at"] is not None
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(404, "not_found")] * 5
    assert read.status_code == 200
    assert back.json()["archived_at"] is None
    assert (await customer.send(conversation_id, "Hello?")).status_code == 201
    assert [act for act, _ in await acts(api, api.site.id)] == ["site_archived", "site_brought_back"]


async def test_the_last_active_site_stays_also_when_all_are_archived_at_once(api: Api) -> None:
    admin = await api.agent()
    sites = [api.site.id, *[(await made(admin))["id"] for _ in range(3)]]

    answers = await asyncio.gather(
        *(admin.patch(f"/v1/sites/{site}", {"version": 1, "archived": True}) for site in sites)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"last_site"}
    active = [site for site in (await admin.get("/v1/sites")).json()["items"] if site["archived_at"] is None]
    assert len(active) == 1
    assert str((await api.services.sites.ensure_first_site())[0]) == active[0]["id"]


async def test_archiving_again_changes_nothing(api: Api) -> None:
    admin = await api.agent()
    site = await made(admin)
    first = await admin.patch(f"/v1/sites/{site['id']}", {"version": 1, "archived": True})

    again = await admin.patch(f"/v1/sites/{site['id']}", {"version": 1, "archived": True})

    assert first.json() == again.json()


async def test_only_admins_set_up_sites_and_only_agents_read_them(api: Api) -> None:
    admin, agent, customer = await api.agent(), await api.colleague(), await api.customer()
    site = f"/v1/sites/{api.site.id}"
    key = {"id": str(new_id())}
    fields = {"version": 1, "fields": []}

    async def setting_up(person: Person) -> set[int]:
        answers = [
            await person.post("/v1/sites", shop()),
            await person.patch(site, {"version": 1, "name": "Mine"}),
            await person.put(f"{site}/form-fields", fields),
            await person.post(f"{site}/keys", key),
            await person.get(f"{site}/keys"),
            await person.delete(f"{site}/keys/{key['id']}"),
        ]
        return {answer.status_code for answer in answers}

    async def reading(person: Person) -> set[int]:
        paths = ("/v1/sites", site, f"{site}/form-fields")
        return {(await person.get(path)).status_code for path in paths}

    assert await setting_up(agent) == await setting_up(customer) == {403}
    assert (await reading(agent), await reading(admin), await reading(customer)) == ({200}, {200}, {403})


async def test_an_unknown_site_is_not_found_by_anybody(api: Api) -> None:
    admin = await api.agent()
    site = f"/v1/sites/{new_id()}"

    answers = [
        await admin.get(site),
        await admin.patch(site, {"version": 1, "name": "Mine"}),
        await admin.patch(site, {"version": 1, "archived": True}),
        await admin.get(f"{site}/form-fields"),
        await admin.put(f"{site}/form-fields", {"version": 1, "fields": []}),
        await admin.get(f"{site}/keys"),
        await admin.post(f"{site}/keys", {"id": str(new_id())}),
        await admin.delete(f"/v1/sites/{api.site.id}/keys/{new_id()}"),
    ]

    assert {answer.status_code for answer in answers} == {404}


async def test_agents_hear_of_a_change_and_of_another_form(api: Api) -> None:
    admin = await api.agent()

    async def heard_of(change: Any) -> list[int]:
        cursor = (await admin.post("/v1/sync", {"since": None, "wait": 0})).json()["cursor"]
        await change
        changes = (await admin.post("/v1/sync", {"since": cursor, "wait": 5})).json()
        return [site["version"] for site in changes["sites"]]

    assert await heard_of(admin.change_site(api.site.id, name="The shop")) == [2]
    assert await heard_of(admin.set_form(api.site.id, [])) == [3]


async def test_the_widget_speaks_the_language_that_is_asked_for(api: Api) -> None:
    admin = await api.agent()
    site = (await made(admin, **{**SETTINGS, "allowed_origins": []}))["id"]

    async def said(language: str | None) -> tuple[str, str]:
        body = await config(api, site, language)
        return body["greeting"], body["away_text"]

    assert await said(None) == await said("en-GB") == await said("??") == ("Hello there", "Back tomorrow")
    assert await said("de") == await said("DE-ch") == ("Hallo", "Back tomorrow")
    assert await said("de-AT") == ("Hallo", "Bis morgen")


async def test_the_widget_says_whether_these_are_office_hours(api: Api) -> None:
    admin = await api.agent()
    now = datetime.now(UTC)
    whole_day = {"opens": "00:00", "closes": "24:00"}

    async def told(office_hours: list[dict[str, Any]] | None) -> tuple[bool, str | None]:
        await admin.change_site(api.site.id, office_hours=office_hours)
        body = await config(api, api.site.id)
        return body["open"], body["opens_at"]

    assert await told(None) == (True, None)
    assert await told([]) == (False, None)
    assert await told([{"day": day, **whole_day} for day in range(1, 8)]) == (True, None)
    is_open, opens_at = await told([{"day": (now + timedelta(days=3)).isoweekday(), **whole_day}])
    assert not is_open
    assert opens_at is not None
    assert timedelta(days=1) < datetime.fromisoformat(opens_at) - now < timedelta(days=5)


async def test_the_list_of_origins_is_kept_as_browsers_send_them(api: Api) -> None:
    admin = await api.agent()

    changed = await admin.change_site(api.site.id, allowed_origins=["HTTPS://Shop.Example:443/"])

    assert changed.json()["allowed_origins"] == [SHOP]
    assert (await api.open_session(None, SHOP)).status_code == 200
    assert (await api.open_session(None, "https://evil.example")).status_code == 403


async def test_a_website_that_an_admin_takes_off_the_list_is_shut_out_at_once(api: Api) -> None:
    admin, customer = await api.agent(), await api.customer(SHOP)
    assert (await customer.get("/v1/conversations")).status_code == 200

    await admin.change_site(api.site.id, allowed_origins=["https://other.example"])

    assert (await customer.get("/v1/conversations")).json()["code"] == "origin_not_allowed"


async def test_a_keys_secret_is_shown_when_it_is_made_and_the_list_has_none(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}/keys"
    wanted = {"id": str(new_id())}

    answers = await asyncio.gather(*(admin.post(path, wanted) for _ in range(3)))
    listed = await admin.get(path)

    assert sorted(answer.status_code for answer in answers) == [200, 200, 201]
    [secret] = {answer.json()["secret"] for answer in answers}
    assert len(secret) >= 43
    assert secret not in listed.text
    assert [key["id"] for key in listed.json()["items"]] == [wanted["id"]]
    assert await acts(api, api.site.id) == [("site_key_made", {"key_id": wanted["id"]})]


async def test_a_secret_is_not_shown_again_later(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}/keys"
    wanted = {"id": str(new_id())}
    await admin.post(path, wanted)
    aged = update(SiteKeyRow).values(created_at=SiteKeyRow.created_at - timedelta(minutes=11))
    await api.services.database.write(lambda session: session.execute(aged))

    answer = await admin.post(path, wanted)

    assert (answer.status_code, answer.json()["code"]) == (409, "secret_shown")


async def test_a_key_is_one_sites_own(api: Api) -> None:
    admin = await api.agent()
    other = await made(admin)
    wanted = {"id": str(new_id())}
    await admin.post(f"/v1/sites/{api.site.id}/keys", wanted)

    taken = await admin.post(f"/v1/sites/{other['id']}/keys", wanted)
    strange = await admin.delete(f"/v1/sites/{other['id']}/keys/{wanted['id']}")

    assert (taken.status_code, taken.json()["code"]) == (409, "id_conflict")
    assert "secret" not in taken.text
    assert strange.status_code == 404


async def test_a_revoked_key_is_believed_no_more_and_revoking_it_again_is_harmless(api: Api) -> None:
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}/keys"
    old, new = [(await admin.post(path, {"id": str(new_id())})).json() for _ in range(2)]

    async def believed() -> list[str]:
        return await api.services.database.read(lambda session: identity_secrets_of(session, UUID(api.site.id)))

    assert await believed() == [new["secret"], old["secret"]]
    for _ in range(2):
        assert (await admin.delete(f"{path}/{old['id']}")).status_code == 204
    assert await believed() == [new["secret"]]
    assert (await admin.post(path, {"id": old["id"]})).json()["code"] == "secret_shown"
    listed = (await admin.get(path)).json()["items"]
    assert [(key["id"], key["revoked_at"] is None) for key in listed] == [(new["id"], True), (old["id"], False)]
    assert [act for act, _ in await acts(api, api.site.id)] == ["site_key_made", "site_key_made", "site_key_revoked"]


async def test_a_site_has_few_keys_at_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stonechat.sites.keys.MOST_KEYS", 1)
    admin = await api.agent()
    path = f"/v1/sites/{api.site.id}/keys"
    first = (await admin.post(path, {"id": str(new_id())})).json()

    assert (await admin.post(path, {"id": str(new_id())})).json()["code"] == "too_many_keys"
    await admin.delete(f"{path}/{first['id']}")
    assert (await admin.post(path, {"id": str(new_id())})).status_code == 201
