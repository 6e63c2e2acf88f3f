"""The outermost layer of the API: CORS for every answer, errors included, and the headers that all answers share.

Customers carry bearer tokens and no cookies, so any origin may call; who may embed is decided by the site's list. Only
the dashboard's origins may call with the refresh cookie.
"""

from __future__ import annotations

from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from stonechat.audit import request_address
from stonechat.fastlane import FastLane
from stonechat.realtime.session import ABORT_KEY

PREFLIGHT_SECONDS = 7200
"""The longest that Chromium keeps a preflight's answer; Firefox allows a day."""

_NO_STORE = (b"cache-control", b"no-store")
_SHARED = [
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"vary", b"Origin"),
]


class Edge:
    """An ASGI app around the API."""

    def __init__(self, app: ASGIApp, fast_lane: FastLane, dashboard_origins: tuple[str, ...]) -> None:
        """`fast_lane` stands before the same app, for HTTP."""
        self._app = app
        self._fast_lane = fast_lane
        self._dashboard_origins = frozenset(origin.encode() for origin in dashboard_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer preflights, and add headers to every other HTTP answer."""
        if scope["type"] != ScopeType.HTTP:
            # ASGI has no way to cut a line; uvicorn's `send` belongs to the protocol that has one.
            transport = getattr(getattr(send, "__self__", None), "transport", None)
            cast("dict[str, object]", scope)[ABORT_KEY] = getattr(transport, "abort", None)
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        client = scope.get("client")
        request_address.set(client[0] if client else None)
        cors = self._cors_headers(headers.get(b"origin"))
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            await _answer_preflight(send, cors)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message["headers"])
                # An answer that never changes says so itself.
                caching = [] if any(name == _NO_STORE[0] for name, _ in own) else [_NO_STORE]
                message["headers"] = [*own, *caching, *_SHARED, *cors]
            await send(message)

        await self._fast_lane(scope, headers, receive, send_with_headers)

    def _cors_headers(self, origin: bytes | None) -> list[tuple[bytes, bytes]]:
        if origin is None:
            return []
        exposed = (b"access-control-expose-headers", b"Retry-After")
        if origin.lower() in self._dashboard_origins:
            return [(b"access-control-allow-origin", origin), (b"access-control-allow-credentials", b"true"), exposed]
        return [(b"access-control-allow-origin", b"*"), exposed]


async def _answer_preflight(send: Send, cors: list[tuple[bytes, bytes]]) -> None:
    headers = [
        *cors,
        (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE"),
        (b"access-control-allow-headers", b"Authorization, Content-Type"),
        (b"access-control-max-age", str(PREFLIGHT_SECONDS).encode()),
        (b"vary", b"Origin"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
