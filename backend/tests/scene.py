"""Everybody who may ask for something, and one of each thing that they may ask for."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from uuid import UUID

import jwt

from stonechat.accounts.actor import Scope
from stonechat.ids import new_id

from .clients import Api, Person, identity

SCOPES: tuple[Scope, ...] = Scope.__args__  # type: ignore[attr-defined]  # typing has no public name for it


@dataclass(frozen=True)
class Scene:
    """Who is there, and what."""

    api: Api
    people: dict[str, Person]
    ids: dict[str, str]
    """By the names that stand in paths."""
    identities: dict[str, str]
    """What their sites' servers say of two of the customers."""

    def path(self, path: str, token: str) -> str:
        """A path of the contract with ids that are there; the session is the one of the token."""
        for name, value in {**self.ids, "session_id": _session_of(token)}.items():
            path = path.replace("{" + name + "}", value)
        return path


async def make_scene(api: Api) -> Scene:
    """Grace and what is hers, with everybody else around."""
    customer, other = await api.customer(), await api.customer()
    other_site = await api.another_site()
    far = await other_site.customer()
    admin, agent = await api.agent(), await api.colleague("Bob")
    gone, third = await api.colleague("Eve"), await api.colleague("Carl")
    deactivated = await admin.patch(f"/v1/agents/{gone.id}", {"active": False})
    assert deactivated.status_code == 200, deactivated.text
    conversation_id = await customer.started()
    made = {
        "tag_id": await agent.post("/v1/tags", {"id": str(new_id()), "name": "Shipping", "color": "#0f766e"}),
        "canned_response_id": await agent.post(
            "/v1/canned-responses", {"id": str(new_id()), "shortcut": "hi", "text": "Hello!", "shared": True}
        ),
        "key_id": await admin.post(f"/v1/sites/{api.site.id}/keys", {"id": str(new_id())}),
    }
    ids = {name: answer.json()["id"] for name, answer in made.items()}
    ids |= {
        "site_id": api.site.id,
        "customer_id": customer.id,
        "conversation_id": conversation_id,
        "message_id": (await customer.sent(conversation_id, "Yes, in three days."))["id"],
        "agent_id": third.id,
        "invitation_id": (await api.invited(admin, "zoe@example.com"))["id"],
        "token_id": (await api.program("settings:read")).token_id,
        "face_id": str(new_id()),
    }
    identities = {
        "customer": identity(await api.site_key(), "grace"),
        "customer of another site": identity(await other_site.site_key(), "heidi"),
    }
    people = {
        "nobody": replace(customer, token=""),
        "customer": customer,
        "other customer": other,
        "customer of another site": far,
        "agent": agent,
        "admin": admin,
        "deactivated agent": gone,
        "program": await api.program(*SCOPES),
        "expired token": replace(admin, token=_expired(admin.token)),
    }
    return Scene(api, people, ids, identities)


def _expired(token: str) -> str:
    """The same token, an hour ago."""
    claims = jwt.decode(token, options={"verify_signature": False})
    claims |= {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600}
    return jwt.encode(claims, "a secret of the tests that is long enough", algorithm="HS256")


def _session_of(token: str) -> str:
    if token.count(".") != 2:
        return str(new_id())
    return str(UUID(jwt.decode(token, options={"verify_signature": False})["sid"]))
