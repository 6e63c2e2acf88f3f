"""`/v1/socket` and `/v1/sync`."""

from __future__ import annotations

from typing import Any

from litestar import Router, WebSocket, post, websocket
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stonechat.accounts.actor import Actor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.problems import problem_responses
from stonechat.realtime.longpoll import LongPoll
from stonechat.realtime.session import SocketSessions
from stonechat.realtime.wire import SyncAnswer, SyncRequest


@websocket("/socket")
async def open_socket(socket: WebSocket[Any, Any, Any], sockets: NamedDependency[SocketSessions]) -> None:
    """Live changes; the frames are described in the contract's components."""
    await sockets.serve(socket)


@post(
    "/sync",
    operation_id="sync",
    summary="Read what changed, without a socket",
    status_code=200,
    security=SECURITY,
    opt=scope("changes:read"),
    tags=["Live changes"],
    responses=problem_responses(401, 403, 404, 422, 503),
)
async def sync(
    data: JSONBody[SyncRequest],
    actor: NamedDependency[Actor],
    long_poll: NamedDependency[LongPoll],
) -> SyncAnswer:
    """The rows that the socket would send, with the same cursor. Waits up to `wait` seconds for the first one."""
    return await long_poll.sync(actor, data)


router = Router(path="/", route_handlers=[sync])
socket_router = Router(path="/", route_handlers=[open_socket])
