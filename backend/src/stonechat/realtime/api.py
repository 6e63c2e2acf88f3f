"""`/v1/socket`."""

from __future__ import annotations

from typing import Any

from litestar import Router, WebSocket, websocket
from litestar.di import NamedDependency

from stonechat.realtime.session import SocketSessions


@websocket("/socket")
async def open_socket(socket: WebSocket[Any, Any, Any], sockets: NamedDependency[SocketSessions]) -> None:
    """Live changes; the frames are described in the contract's components."""
    await sockets.serve(socket)


router = Router(path="/", route_handlers=[open_socket])
