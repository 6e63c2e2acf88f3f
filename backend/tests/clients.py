"""Customers and agents as the tests speak for them."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import httpx
import jwt
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.passwords import hash_password
from stonechat.accounts.tables import AgentRow
from stonechat.audit import AuditRow
from stonechat.ids import new_id
from stonechat.services import Services
from stonechat.sites.tables import SiteKeyRow

ADMIN_PASSWORD = "correct horse battery"
PASSWORD_HASH = hash_password(ADMIN_PASSWORD)
DASHBOARD = "https://desk.example"
SHOP = "https://shop.example"

FORM = {"name": "Grace Hopper", "email": "grace@example.com"}


@dataclass(frozen=True)
class Site:
    """The site that the tests write from."""

    id: str


@dataclass
class Person:
    """Somebody with a token."""

    client: httpx.AsyncClient
    token: str
    origin: str | None = None
    id: str = ""
    resume_key: str = ""
    refresh_token: str = ""
    token_id: str = ""
    """Of a program's API token."""
    answers: dict[str, str] = field(default_factory=lambda: dict(FORM))

    @property
    def headers(self) -> dict[str, str]:
        origin = {"Origin": self.origin} if self.origin else {}
        return {"Authorization": f"Bearer {self.token}", **origin}

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(path, params=params, headers=self.headers)

    async def post(self, path: str, body: Any) -> httpx.Response:
        return await self.client.post(path, json=body, headers=self.headers)

    async def patch(self, path: str, body: Any) -> httpx.Response:
        return await self.client.patch(path, json=body, headers=self.headers)

    async def put(self, path: str, body: Any) -> httpx.Response:
        return await self.client.put(path, json=body, headers=self.headers)

    async def delete(self, path: str) -> httpx.Response:
        return await self.client.delete(path, headers=self.headers)

    async def sign_out(self) -> None:
        """End the agent's session."""
        answer = await self.client.post(
            "/v1/auth/logout", headers={"Cookie": f"stonechat_refresh={self.refresh_token}"}
        )
        assert answer.status_code == 204, answer.text

    async def start(self, text: str = "Do you ship to Norway?", **changes: Any) -> httpx.Response:
        """Start a conversation; `changes` replace parts of the body."""
        body = {"id": str(new_id()), "message": {"id": str(new_id()), "text": text}, "answers": self.answers}
        return await self.post("/v1/conversations", {**body, **changes})

    async def started(self, text: str = "Do you ship to Norway?") -> str:
        """Start a conversation and return its id."""
        answer = await self.start(text)
        assert answer.status_code == 201, answer.text
        conversation_id: str = answer.json()["conversation"]["id"]
        return conversation_id

    async def send(self, conversation_id: str, text: str, **changes: Any) -> httpx.Response:
        """Send a message; `changes` replace parts of the body."""
        body = {"id": str(new_id()), "text": text, **changes}
        return await self.post(f"/v1/conversations/{conversation_id}/messages", body)

    async def sent(self, conversation_id: str, text: str = "Hello", **changes: Any) -> dict[str, Any]:
        """Send a message and return it."""
        answer = await self.send(conversation_id, text, **changes)
        assert answer.status_code == 201, answer.text
        message: dict[str, Any] = answer.json()
        return message

    async def edit(self, message: dict[str, Any], text: str, version: int | None = None) -> httpx.Response:
        """Edit a message, based on what the sender holds."""
        path = f"/v1/conversations/{message['conversation_id']}/messages/{message['id']}"
        return await self.patch(path, {"text": text, "version": version or message["version"]})

    async def change(self, conversation_id: str, **changes: Any) -> httpx.Response:
        """Change a conversation's head, based on the current one."""
        path = f"/v1/conversations/{conversation_id}"
        head_version = (await self.get(path)).json()["head_version"]
        return await self.patch(path, {"head_version": head_version, **changes})

    async def change_site(self, site_id: str, **changes: Any) -> httpx.Response:
        """Change a site, based on its current version."""
        path = f"/v1/sites/{site_id}"
        version = (await self.get(path)).json()["version"]
        return await self.patch(path, {"version": version, **changes})

    async def set_form(self, site_id: str, fields: list[dict[str, Any]]) -> httpx.Response:
        """Replace a site's pre-chat form, based on its current version."""
        path = f"/v1/sites/{site_id}/form-fields"
        version = (await self.get(path)).json()["version"]
        return await self.put(path, {"version": version, "fields": fields})

    async def mark(self, conversation_id: str, delivered: int, read: int) -> httpx.Response:
        """Say how far one got."""
        body = {"delivered_seq": delivered, "read_seq": read}
        return await self.put(f"/v1/conversations/{conversation_id}/marks", body)

    async def profile(self, customer_id: str) -> dict[str, Any]:
        """A customer as one sees them."""
        answer = await self.get(f"/v1/customers/{customer_id}")
        assert answer.status_code == 200, answer.text
        profile: dict[str, Any] = answer.json()
        return profile

    async def change_customer(self, customer_id: str, **changes: Any) -> httpx.Response:
        """Change a customer's profile, based on the current one."""
        head_version = (await self.profile(customer_id))["head_version"]
        return await self.patch(f"/v1/customers/{customer_id}", {"head_version": head_version, **changes})

    async def identify(self, identity: str) -> httpx.Response:
        """Show the page's server's word for who one is."""
        return await self.post("/v1/widget/identify", {"token": identity})

    async def identified(self, identity: str) -> Person:
        """The same browser, once it is known whose it is."""
        answer = await self.identify(identity)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return replace(self, token=body["token"], id=body["customer"]["id"], resume_key=body["resume_key"])

    async def timeline(self, conversation_id: str) -> list[dict[str, Any]]:
        """The whole timeline, oldest first."""
        items: list[dict[str, Any]] = []
        after: dict[str, str] = {}
        while True:
            page = (await self.get(f"/v1/conversations/{conversation_id}/messages", limit=100, **after)).json()
            items += page["items"]
            if page["next"] is None:
                return items[::-1]
            after = {"after": page["next"]}


@dataclass(frozen=True)
class Api:
    """A running API."""

    client: httpx.AsyncClient
    site: Site
    services: Services

    async def agent(self, email: str = "ada@example.com") -> Person:
        """An agent, the admin unless said otherwise, signed in."""
        return self.agent_of(await self.sign_in(email))

    def agent_of(self, answer: httpx.Response) -> Person:
        """Whoever was signed in by this answer."""
        assert answer.status_code == 200, answer.text
        body = answer.json()
        refresh_token = answer.cookies["stonechat_refresh"]
        return Person(self.client, body["access_token"], id=body["agent"]["id"], refresh_token=refresh_token)

    async def colleague(self, name: str = "Bob") -> Person:
        """Another agent, signed in."""
        email = f"{name.lower()}@example.com"
        row = AgentRow(email=email, name=name, role="agent", password_hash=PASSWORD_HASH)

        async def add(session: AsyncSession) -> None:
            if await session.scalar(select(AgentRow.id).where(AgentRow.email == email)) is None:
                session.add(row)

        await self.services.database.write(add)
        return await self.agent(email)

    async def sign_in(self, email: str = "ada@example.com", password: str = ADMIN_PASSWORD) -> httpx.Response:
        """Try to sign in."""
        answer = await self.client.post("/v1/auth/login", json={"email": email, "password": password})
        # The cookie would be everybody's: all persons of a test share one client.
        self.client.cookies.clear()
        return answer

    async def invited(self, admin: Person, email: str, role: str = "agent") -> dict[str, Any]:
        """Invite somebody, and return the invitation with its link."""
        answer = await admin.post("/v1/invitations", {"id": str(new_id()), "email": email, "role": role})
        assert answer.status_code == 201, answer.text
        invitation: dict[str, Any] = answer.json()
        return invitation

    async def accept(self, invitation: dict[str, Any], **changes: Any) -> httpx.Response:
        """Come in with an invitation's link."""
        body = {"token": invitation["token"], "name": "Bo", "password": ADMIN_PASSWORD, **changes}
        answer = await self.client.post("/v1/auth/accept-invitation", json=body)
        self.client.cookies.clear()
        return answer

    async def program(self, *scopes: str, name: str = "Robot", expires_at: str | None = None) -> Person:
        """A program with an API token of these scopes."""
        body = {"id": str(new_id()), "name": name, "scopes": scopes, "expires_at": expires_at}
        answer = await (await self.agent()).post("/v1/api-tokens", body)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        return Person(self.client, made["token"], id=made["agent_id"], token_id=made["id"])

    async def customer(self, origin: str | None = SHOP) -> Person:
        """Somebody new on the site."""
        answer = await self.open_session(None, origin)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return Person(self.client, body["token"], origin, body["customer"]["id"], body["resume_key"])

    async def open_session(self, resume_key: str | None, origin: str | None = SHOP, **visit: Any) -> httpx.Response:
        """Ask for a customer's token, and say where one is."""
        headers = {"Origin": origin} if origin else {}
        body = {"site_id": self.site.id, "resume_key": resume_key, **visit}
        return await self.client.post("/v1/widget/session", json=body, headers=headers)

    async def forget(self, resume_key: str, origin: str | None = SHOP) -> httpx.Response:
        """End the session of a browser."""
        headers = {"Origin": origin} if origin else {}
        body = {"site_id": self.site.id, "resume_key": resume_key}
        return await self.client.post("/v1/widget/forget", json=body, headers=headers)

    async def another_site(self) -> Api:
        """The same API for the customers of another site."""
        answer = await (await self.agent()).post("/v1/sites", {"id": str(new_id()), "name": "The other shop"})
        assert answer.status_code == 201, answer.text
        return replace(self, site=Site(answer.json()["id"]))

    async def site_key(self, site_id: str | None = None) -> str:
        """A new secret of the site's own server, with which it says who its customers are."""
        row = SiteKeyRow(site_id=UUID(site_id or self.site.id), secret=secrets.token_urlsafe(32))

        async def add(session: AsyncSession) -> None:
            session.add(row)

        await self.services.database.write(add)
        return row.secret

    async def audited(self) -> list[tuple[str, str | None]]:
        """What was written into the audit log but sign-ins, and about whom."""
        query = select(AuditRow.action, AuditRow.target_id).where(AuditRow.action != "signed_in").order_by(AuditRow.id)
        rows = await self.services.database.read(lambda session: session.execute(query))
        return [(row.action, str(row.target_id)) for row in rows]


def identity(secret: str, sub: str = "u1", lifetime: float = 600, **claims: Any) -> str:
    """What the site's own server says of somebody."""
    return jwt.encode({"sub": sub, "exp": time.time() + lifetime, **claims}, secret, algorithm="HS256")


async def until(is_so: Callable[[], Awaitable[bool]], seconds: float = 2) -> None:
    """Wait until it is so; it has to be within this time."""
    async with asyncio.timeout(seconds):
        while not await is_so():  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.02)


async def until_refused(person: Person, path: str, within: float) -> None:
    """Ask until the answer is that the session has ended."""
    begin = time.monotonic()
    while (await person.get(path)).status_code != 401:
        assert time.monotonic() - begin < within, "still let in"
        await asyncio.sleep(0.02)
