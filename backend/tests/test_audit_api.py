"""The audit log: what was done to whose access, by whom and from where."""

from __future__ import annotations

import asyncio
from contextvars import Context
from typing import Any

from sqlalchemy import update

from stonechat.accounts.tables import AgentSessionRow
from stonechat.ids import new_id

from .clients import ADMIN_PASSWORD, Api, Person


async def entries(admin: Person, **query: Any) -> list[dict[str, Any]]:
    answer = await admin.get("/v1/audit", **query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_what_happens_to_accounts_is_written_down(api: Api) -> None:
    ada = await api.agent()
    await api.sign_in("ada@example.com", "wrong")
    await api.sign_in("nobody@example.com", "wrong")
    invitation = await api.invited(ada, "bo@example.com")
    await ada.delete(f"/v1/invitations/{invitation['id']}")
    invitation = await api.invited(ada, "bo@example.com")
    invitation = (await ada.post(f"/v1/invitations/{invitation['id']}/renew", None)).json()
    bo = api.agent_of(await api.accept(invitation))
    await bo.put("/v1/me/password", {"current": ADMIN_PASSWORD, "new": "another long password"})
    await api.sign_in("bo@example.com", "another long password")
    await bo.delete("/v1/me/sessions")
    await bo.sign_out()
    link = (await ada.post(f"/v1/agents/{bo.id}/password-reset", None)).json()
    await api.client.post("/v1/auth/reset-password", json={"token": link["token"], "password": ADMIN_PASSWORD})
    api.client.cookies.clear()
    for changes in ({"role": "admin"}, {"active": False}, {"active": True}):
        await ada.patch(f"/v1/agents/{bo.id}", changes)
    program = await api.program("settings:read")
    await ada.delete(f"/v1/api-tokens/{program.token_id}")

    found = await entries(ada, limit=100)

    assert [entry["action"] for entry in reversed(found)] == [
        "signed_in",
        "sign_in_failed",
        "sign_in_failed",
        "invitation_made",
        "invitation_revoked",
        "invitation_made",
        "invitation_renewed",
        "invitation_accepted",
        "password_changed",
        "signed_in",
        "sessions_ended",
        "signed_out",
        "password_reset_made",
        "password_changed",
        "agent_role_changed",
        "agent_deactivated",
        "agent_reactivated",
        "signed_in",
        "api_token_made",
        "api_token_revoked",
    ]
    by_action = {entry["action"]: entry for entry in found}
    assert by_action["agent_role_changed"]["detail"] == {"role": "admin", "before": "agent"}
    assert (by_action["agent_role_changed"]["agent_id"], by_action["agent_role_changed"]["target_id"]) == (
        ada.id,
        bo.id,
    )
    assert by_action["invitation_accepted"]["agent_id"] == bo.id
    assert by_action["signed_out"]["agent_id"] == bo.id
    assert by_action["api_token_made"]["detail"] == {"name": "Robot", "scopes": "settings:read"}
    assert {entry["address"] for entry in found} == {"127.0.0.1"}
    said = str(found)
    for secret in (ADMIN_PASSWORD, "another long password", invitation["token"], link["token"], program.token):
        assert secret not in said


async def test_a_failed_sign_in_names_an_account_and_nothing_else_that_was_typed(api: Api) -> None:
    ada = await api.agent()
    await api.sign_in("ADA@example.com", "wrong")
    await api.sign_in("my secret password", "oops")

    unknown, known = (await entries(ada))[:2]

    assert (known["target_id"], known["detail"]) == (ada.id, {"email": "ada@example.com"})
    assert (unknown["target_id"], unknown["detail"]) == (None, {})
    assert known["agent_id"] is unknown["agent_id"] is None


async def test_an_old_refresh_token_that_ends_a_family_is_written_down(api: Api) -> None:
    ada = await api.agent()
    cookie = {"Cookie": f"stonechat_refresh={ada.refresh_token}"}
    await api.client.post("/v1/auth/refresh", headers=cookie)
    past = update(AgentSessionRow).values(generation=7)
    await api.services.database.write(lambda session: session.execute(past))

    await api.client.post("/v1/auth/refresh", headers=cookie)
    api.client.cookies.clear()

    [entry] = [entry for entry in await entries(await api.agent()) if entry["action"] == "sessions_ended"]
    assert (entry["target_id"], entry["detail"]) == (ada.id, {"reason": "old_refresh_token"})


async def test_the_log_is_paged_and_found_by_its_target(api: Api) -> None:
    ada = await api.agent()
    first, second = [await api.invited(ada, f"bo{n}@example.com") for n in range(2)]
    await ada.delete(f"/v1/invitations/{first['id']}")

    assert [entry["action"] for entry in await entries(ada, target_id=first["id"])] == [
        "invitation_revoked",
        "invitation_made",
    ]
    assert await entries(ada, target_id=str(new_id())) == []
    page = (await ada.get("/v1/audit", limit=2)).json()
    rest = (await ada.get("/v1/audit", limit=2, after=page["next"])).json()
    assert [entry["target_id"] for entry in page["items"] + rest["items"]][:3] == [
        first["id"],
        second["id"],
        first["id"],
    ]
    assert rest["next"] is None
    assert (await ada.get("/v1/audit", after="x")).status_code == 422


async def test_a_command_of_whoever_runs_the_server_is_written_down_as_nobodys(api: Api) -> None:
    await api.colleague()
    command = api.services.accounts.set_password("bob@example.com", "another long password")
    # The requests of a test run in the test's own context, which a command knows nothing of.
    await asyncio.create_task(command, context=Context())

    [entry] = [one for one in await entries(await api.agent()) if one["action"] == "password_changed"]

    assert (entry["agent_id"], entry["address"]) == (None, None)
