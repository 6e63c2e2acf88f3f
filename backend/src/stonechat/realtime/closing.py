"""Why a socket is closed."""

from __future__ import annotations

from enum import IntEnum


class CloseCode(IntEnum):
    """Why a socket was closed. 4900 to 4999: stop; any other: come back (Litestar closes with 4500 on a fault)."""

    NO_HELLO = 4001
    TOKEN_EXPIRED = 4002
    TRY_AGAIN = 4003
    SILENT = 4004
    BAD_FRAMES = 4005
    SLOW_READER = 4009
    UNAUTHENTICATED = 4900
    FORBIDDEN = 4901


class Close(Exception):
    """Ends a connection. With `retry_after_ms` the client is told first when to come back at the earliest."""

    def __init__(self, code: CloseCode, reason: str, retry_after_ms: int | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.retry_after_ms = retry_after_ms
