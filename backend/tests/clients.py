"""Customers and agents as the tests speak for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.passwords import hash_password
from stonechat.accounts.tables import AgentRow
from stonechat.app import Services
from stonechat.ids import new_id

ADMIN_PASSWORD = "correct horse battery"
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

    async def mark(self, conversation_id: str, delivered: int, read: int) -> httpx.Response:
        """Say how far one got."""
        body = {"delivered_seq": delivered, "read_seq": read}
        return await self.put(f"/v1/conversations/{conversation_id}/marks", body)

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
        answer = await self.client.post("/v1/auth/login", json={"email": email, "password": ADMIN_PASSWORD})
        assert answer.status_code == 200, answer.text
        body = answer.json()
        # The cookie would be everybody's: all persons of a test share one client.
        self.client.cookies.clear()
        refresh_token = answer.cookies["stonechat_refresh"]
        return Person(self.client, body["access_token"], id=body["agent"]["id"], refresh_token=refresh_token)

    async def colleague(self, name: str = "Bob") -> Person:
        """Another agent, signed in."""
        email = f"{name.lower()}@example.com"
        row = AgentRow(email=email, name=name, role="agent", password_hash=hash_password(ADMIN_PASSWORD))

        async def add(session: AsyncSession) -> None:
            if await session.scalar(select(AgentRow.id).where(AgentRow.email == email)) is None:
                session.add(row)

        await self.services.database.write(add)
        return await self.agent(email)

    async def customer(self, origin: str | None = SHOP) -> Person:
        """Somebody new on the site."""
        answer = await self.open_session(None, origin)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return Person(self.client, body["token"], origin, body["customer"]["id"], body["resume_key"])

    async def open_session(self, resume_key: str | None, origin: str | None = SHOP) -> httpx.Response:
        """Ask for a customer's token."""
        headers = {"Origin": origin} if origin else {}
        body = {"site_id": self.site.id, "resume_key": resume_key}
        return await self.client.post("/v1/widget/session", json=body, headers=headers)
