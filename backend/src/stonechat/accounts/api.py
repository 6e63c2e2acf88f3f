"""`/v1/auth`, `/v1/me`, `/v1/agents`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response, Router, get, post, put
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.accounts.service import Accounts, Admission
from stonechat.accounts.wire import Agent, AgentPage, Credentials, SetAvailability, SignedIn
from stonechat.errors import Forbidden
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses
from stonechat.settings import Settings

COOKIE = "stonechat_refresh"
COOKIE_PATH = "/v1/auth"
_COOKIE_HEADER = ResponseHeader(
    name="Set-Cookie", description="The rotating refresh token, HttpOnly.", documentation_only=True
)


@post(
    "/auth/login",
    operation_id="signIn",
    summary="Sign in as an agent",
    status_code=200,
    response_headers=[_COOKIE_HEADER],
    responses=problem_responses(401, 403, 422, 503),
)
async def sign_in(
    data: JSONBody[Credentials],
    request: Request[Any, Any, Any],
    accounts: NamedDependency[Accounts],
    settings: NamedDependency[Settings],
) -> Response[SignedIn]:
    """Give an access token for 15 minutes, and a refresh token in an HttpOnly cookie."""
    _refuse_foreign_pages(request, settings)
    return _admitted(await accounts.sign_in(data, request.headers.get("user-agent", "")), settings)


@post(
    "/auth/refresh",
    operation_id="refreshSession",
    summary="Stay signed in",
    status_code=200,
    response_headers=[_COOKIE_HEADER],
    responses=problem_responses(401, 403, 503),
)
async def refresh(
    request: Request[Any, Any, Any], accounts: NamedDependency[Accounts], settings: NamedDependency[Settings]
) -> Response[SignedIn]:
    """Exchange the cookie's refresh token. For 30 seconds the old one gives the same successor again."""
    _refuse_foreign_pages(request, settings)
    return _admitted(await accounts.refresh(request.cookies.get(COOKIE)), settings)


@post(
    "/auth/logout",
    operation_id="signOut",
    summary="Sign out",
    status_code=204,
    response_headers=[_COOKIE_HEADER],
    responses=problem_responses(403, 503),
)
async def sign_out(
    request: Request[Any, Any, Any], accounts: NamedDependency[Accounts], settings: NamedDependency[Settings]
) -> Response[None]:
    """End the session of the cookie's refresh token, and clear the cookie."""
    _refuse_foreign_pages(request, settings)
    await accounts.sign_out(request.cookies.get(COOKIE))
    return Response(None, status_code=204, headers={"Set-Cookie": _cookie("", 0, settings)})


@get(
    "/me",
    operation_id="getMe",
    summary="Read the signed-in agent",
    security=SECURITY,
    opt=scope("settings:read"),
    responses=problem_responses(401, 403, 503),
)
async def get_me(agent: NamedDependency[AgentActor], accounts: NamedDependency[Accounts]) -> Agent:
    """Who the access token belongs to."""
    return await accounts.me(agent)


@put(
    "/me/availability",
    operation_id="setAvailability",
    summary="Say whether you are there",
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 503),
)
async def set_availability(
    data: JSONBody[SetAvailability], agent: NamedDependency[AgentActor], accounts: NamedDependency[Accounts]
) -> Agent:
    """What the agent says of themselves, to customers and to the team."""
    return await accounts.set_availability(agent, data.availability)


@get(
    "/agents",
    operation_id="listAgents",
    summary="List the agents",
    security=SECURITY,
    opt=scope("settings:read"),
    responses=problem_responses(401, 403, 422, 503),
)
async def list_agents(
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    accounts: NamedDependency[Accounts],
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
) -> AgentPage:
    """All agents, in the order in which they came."""
    return await accounts.list_agents(limit, after)


def _refuse_foreign_pages(request: Request[Any, Any, Any], settings: Settings) -> None:
    """The cookie must not work for another website's page, even where a browser would send it along."""
    origin = request.headers.get("origin")
    if origin is None or origin.lower() in settings.dashboard_origins:
        return
    if urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Forbidden("origin_not_allowed", "Agents cannot sign in from this website; see DASHBOARD_ORIGINS.")


def _admitted(admission: Admission, settings: Settings) -> Response[SignedIn]:
    lifetime = int(rules.REFRESH_LIFETIME.total_seconds())
    return Response(admission.signed_in, headers={"Set-Cookie": _cookie(admission.refresh_token, lifetime, settings)})


def _cookie(value: str, max_age: int, settings: Settings) -> str:
    # Written by hand because the standard library's cookies do not know `Partitioned` before Python 3.14.
    parts = [f"{COOKIE}={value}", f"Max-Age={max_age}", f"Path={COOKIE_PATH}", "HttpOnly"]
    if settings.cookie_cross_site:
        parts += ["SameSite=None", "Secure", "Partitioned"]
    else:
        parts += ["SameSite=Strict"] + (["Secure"] if settings.cookie_secure else [])
    return "; ".join(parts)


router = Router(
    path="/", route_handlers=[sign_in, refresh, sign_out, get_me, set_availability, list_agents], tags=["Agents"]
)
