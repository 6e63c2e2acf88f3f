"""The errors that a use case may raise. They know nothing of HTTP; `problems.py` gives each its status.

Everything a client can do wrong is a `Refusal` with a stable `code`; whatever else escapes a use case is our own fault.
"""

from __future__ import annotations

from dataclasses import dataclass


class StonechatError(Exception):
    """The root of every error that this package raises on purpose."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One wrong field of a request body, found by its JSON pointer (RFC 6901)."""

    pointer: str
    detail: str


class Refusal(StonechatError):
    """The request cannot be done as asked. `code` is for programs, `detail` is a sentence for people."""

    def __init__(self, code: str, detail: str, faults: tuple[FieldFault, ...] = ()) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.faults = faults


class Unauthenticated(Refusal):
    """Nobody is signed in, or the proof of it is no longer good."""


class Forbidden(Refusal):
    """The actor is known and may not do this."""


class NotFound(Refusal):
    """There is no such thing, or it is not the actor's to see: the answer is the same."""

    def __init__(self, what: str) -> None:
        super().__init__("not_found", f"There is no such {what}.")


class Conflict(Refusal):
    """The request contradicts what is stored."""


class InvalidInput(Refusal):
    """The body is well formed, and its content is not acceptable."""


class UnsupportedMediaType(Refusal):
    """The body is of a kind that is not taken here."""

    def __init__(self, detail: str) -> None:
        super().__init__("unsupported_media_type", detail)


class Busy(Refusal):
    """Nothing is wrong with the request; the same one may be sent again after `retry_after` seconds."""

    def __init__(self, detail: str, retry_after: int = 1) -> None:
        super().__init__("busy", detail)
        self.retry_after = retry_after


class TooManyRequests(Refusal):
    """The same was asked for too often; it may be asked again after `retry_after` seconds."""

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__("too_many_requests", detail)
        self.retry_after = retry_after


class SettingsError(StonechatError):
    """The environment does not add up. Carries every fault at once, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
