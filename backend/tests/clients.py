"""Customers and agents as the tests speak for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

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
    answers: dict[str, str] = field(default_factory=lambda: dict(FORM))

    @property
    def headers(self) -> dict[str, str]:
        origin = {"Origin": self.origin} if self.origin else {}
        return {"Authorization": f"Bearer {self.token}", **origin}

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(path, params=params, headers=self.headers)

    async def post(self, path: str, body: Any) -> httpx.Response:
        return await self.client.post(path, json=body, headers=self.headers)

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

    async def agent(self) -> Person:
        """The admin, signed in."""
        answer = await self.client.post("/v1/auth/login", json={"email": "ada@example.com", "password": ADMIN_PASSWORD})
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return Person(self.client, body["access_token"], id=body["agent"]["id"])

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
