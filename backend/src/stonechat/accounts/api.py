"""`/v1/auth`: signing in, staying signed in, signing out, and the links that let somebody in."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stonechat.accounts.cookies import COOKIE, COOKIE_HEADER, refuse_foreign_pages, signed_in, signed_out
from stonechat.accounts.invitations import Invitations
from stonechat.accounts.resets import PasswordResets
from stonechat.accounts.service import Accounts
from stonechat.accounts.team_wire import AcceptInvitation, InvitationOffer, ResetPassword, ShowInvitation
from stonechat.accounts.wire import Credentials, SignedIn
from stonechat.problems import problem_responses
from stonechat.settings import Settings


@post(
    "/auth/login",
    operation_id="signIn",
    summary="Sign in as an agent",
    status_code=200,
    response_headers=[COOKIE_HEADER],
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def sign_in(
    data: JSONBody[Credentials],
    request: Request[Any, Any, Any],
    accounts: NamedDependency[Accounts],
    settings: NamedDependency[Settings],
) -> Response[SignedIn]:
    """Give an access token for 15 minutes, and a refresh token in an HttpOnly cookie."""
    refuse_foreign_pages(request, settings)
    return signed_in(await accounts.sign_in(data, _user_agent(request)), settings)


@post(
    "/auth/refresh",
    operation_id="refreshSession",
    summary="Stay signed in",
    status_code=200,
    response_headers=[COOKIE_HEADER],
    responses=problem_responses(401, 403, 503),
)
async def refresh(
    request: Request[Any, Any, Any], accounts: NamedDependency[Accounts], settings: NamedDependency[Settings]
) -> Response[SignedIn]:
    """Exchange the cookie's refresh token. For 30 seconds the old one gives the same successor again."""
    refuse_foreign_pages(request, settings)
    return signed_in(await accounts.refresh(request.cookies.get(COOKIE)), settings)


@post(
    "/auth/logout",
    operation_id="signOut",
    summary="Sign out",
    status_code=204,
    response_headers=[COOKIE_HEADER],
    responses=problem_responses(403, 503),
)
async def sign_out(
    request: Request[Any, Any, Any], accounts: NamedDependency[Accounts], settings: NamedDependency[Settings]
) -> Response[None]:
    """End the session of the cookie's refresh token, and clear the cookie."""
    refuse_foreign_pages(request, settings)
    await accounts.sign_out(request.cookies.get(COOKIE))
    return signed_out(settings)


@post(
    "/auth/invitation",
    operation_id="showInvitation",
    summary="Read what a link invites to",
    status_code=200,
    responses=problem_responses(404, 409, 422, 429, 503),
)
async def show_invitation(data: JSONBody[ShowInvitation], invitations: NamedDependency[Invitations]) -> InvitationOffer:
    """Who invites to what, for the page that an invited person opens."""
    return await invitations.show(data.token)


@post(
    "/auth/accept-invitation",
    operation_id="acceptInvitation",
    summary="Join the team by a link",
    status_code=200,
    response_headers=[COOKIE_HEADER],
    responses=problem_responses(403, 404, 409, 422, 429, 503),
)
async def accept_invitation(
    data: JSONBody[AcceptInvitation],
    request: Request[Any, Any, Any],
    invitations: NamedDependency[Invitations],
    settings: NamedDependency[Settings],
) -> Response[SignedIn]:
    """Become an agent and be signed in. A link is good once: after a lost answer, sign in."""
    refuse_foreign_pages(request, settings)
    return signed_in(await invitations.accept(data, _user_agent(request)), settings)


@post(
    "/auth/reset-password",
    operation_id="resetPassword",
    summary="Set a new password by a link",
    status_code=200,
    response_headers=[COOKIE_HEADER],
    responses=problem_responses(403, 404, 409, 422, 429, 503),
)
async def reset_password(
    data: JSONBody[ResetPassword],
    request: Request[Any, Any, Any],
    password_resets: NamedDependency[PasswordResets],
    settings: NamedDependency[Settings],
) -> Response[SignedIn]:
    """Set the password and be signed in, here only. A link is good once: after a lost answer, sign in."""
    refuse_foreign_pages(request, settings)
    return signed_in(await password_resets.use(data, _user_agent(request)), settings)


def _user_agent(request: Request[Any, Any, Any]) -> str:
    return request.headers.get("user-agent", "")


router = Router(
    path="/",
    route_handlers=[sign_in, refresh, sign_out, show_invitation, accept_invitation, reset_password],
    tags=["Agents"],
)
