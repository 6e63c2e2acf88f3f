"""The cookie that holds an agent's refresh token, for every answer that signs somebody in or out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response
from litestar.datastructures import ResponseHeader

from stonechat.accounts import rules
from stonechat.accounts.sessions import Admission
from stonechat.accounts.wire import SignedIn
from stonechat.errors import Forbidden
from stonechat.settings import Settings

COOKIE = "stonechat_refresh"
COOKIE_PATH = "/v1/auth"
COOKIE_HEADER = ResponseHeader(
    name="Set-Cookie", description="The rotating refresh token, HttpOnly.", documentation_only=True
)


def refuse_foreign_pages(request: Request[Any, Any, Any], settings: Settings) -> None:
    """Raise `Forbidden` for another website's page, where the cookie must not work even if a browser sends it along."""
    origin = request.headers.get("origin")
    if origin is None or origin.lower() in settings.dashboard_origins:
        return
    if urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Forbidden("origin_not_allowed", "Agents cannot sign in from this website; see DASHBOARD_ORIGINS.")


def signed_in(admission: Admission, settings: Settings) -> Response[SignedIn]:
    """The answer to somebody who is let in."""
    lifetime = int(rules.REFRESH_LIFETIME.total_seconds())
    return Response(admission.signed_in, headers={"Set-Cookie": _cookie(admission.refresh_token, lifetime, settings)})


def signed_out(settings: Settings) -> Response[None]:
    """The answer that clears the cookie."""
    return Response(None, status_code=204, headers={"Set-Cookie": _cookie("", 0, settings)})


def _cookie(value: str, max_age: int, settings: Settings) -> str:
    # Written by hand because the standard library's cookies do not know `Partitioned` before Python 3.14.
    parts = [f"{COOKIE}={value}", f"Max-Age={max_age}", f"Path={COOKIE_PATH}", "HttpOnly"]
    if settings.cookie_cross_site:
        parts += ["SameSite=None", "Secure", "Partitioned"]
    else:
        parts += ["SameSite=Strict"] + (["Secure"] if settings.cookie_secure else [])
    return "; ".join(parts)
