"""The fast lane: sending a message without the framework around it.

Half of the processor time of a send went into routing, parameters and dependencies (see docs/adr/0018). Here the same
service is called with the same checks and the same answers; whatever is unusual about a request goes on to the
framework, which says what is wrong with it.
"""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

import msgspec
from litestar.types import ASGIApp, HTTPScope, Receive, Send

from stonechat.accounts.guards import Doorkeeper, check_scope
from stonechat.conversations.service import Conversations
from stonechat.conversations.timeline_api import SEND_SCOPE
from stonechat.conversations.wire import SendMessage
from stonechat.errors import Refusal
from stonechat.logs import log_fault
from stonechat.problems import MEDIA_TYPE, problem_of, problem_of_fault

log = logging.getLogger(__name__)

LARGEST_BODY = 64 * 1024
"""Bytes; a longer one is left to the framework, which has a limit of its own."""

_BEFORE_ID = "/v1/conversations/"
_AFTER_ID = "/messages"
_ID = slice(len(_BEFORE_ID), len(_BEFORE_ID) + 36)
_PATH_LENGTH = len(_BEFORE_ID) + 36 + len(_AFTER_ID)

_decode = msgspec.json.Decoder(SendMessage).decode
_encode = msgspec.json.Encoder().encode


class FastLane:
    """Takes what is plainly the sending of a message, and passes everything else on."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, conversations: Conversations) -> None:
        self._app = app
        self._doorkeeper = doorkeeper
        self._conversations = conversations

    async def __call__(self, scope: HTTPScope, headers: dict[bytes, bytes], receive: Receive, send: Send) -> None:
        """Answer one HTTP request; `headers` are those of the scope, by name."""
        path = scope["path"]
        is_send = scope["method"] == "POST" and len(path) == _PATH_LENGTH and path.endswith(_AFTER_ID)
        if not is_send or headers.get(b"content-type") != b"application/json":
            await self._app(scope, receive, send)
            return
        body, rest = await _read(receive)
        try:
            conversation_id, request = UUID(path[_ID]), _decode(body)
        except (ValueError, UnicodeError):
            # msgspec's errors are ValueErrors too.
            await self._app(scope, rest, send)
            return
        try:
            actor = await self._doorkeeper.admit(_text(headers, b"authorization") or "", _text(headers, b"origin"))
            check_scope(actor, SEND_SCOPE)
            message, new = await self._conversations.send(actor, conversation_id, request)
        except Refusal as refusal:
            problem, extra = problem_of(refusal)
            told = [(name.lower().encode(), value.encode()) for name, value in extra.items()]
            await _answer(send, problem.status, MEDIA_TYPE.encode(), _encode(problem), told)
        except Exception as error:
            log_fault(log, "sending a message failed", error)
            await _answer(send, 500, MEDIA_TYPE.encode(), _encode(problem_of_fault()), [])
        else:
            await _answer(send, 201 if new else 200, b"application/json", _encode(message), [])


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """The body, or its beginning where it is long, and a `receive` that gives all of it again."""
    heard: list[Any] = []
    size = 0
    while size <= LARGEST_BODY:
        heard.append(await receive())
        size += len(heard[-1].get("body", b""))
        if not heard[-1].get("more_body"):
            break
    waiting = iter(list(heard))

    async def again() -> Any:
        return next(waiting, None) or await receive()

    return b"".join(message.get("body", b"") for message in heard), again


async def _answer(send: Send, status: int, media_type: bytes, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", b"%d" % len(body))
    all_headers = [(b"content-type", media_type), length, *headers]
    await send({"type": "http.response.start", "status": status, "headers": all_headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _text(headers: dict[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return value.decode("latin-1") if value is not None else None
