"""`/v1/api-tokens`."""

from __future__ import annotations

from uuid import UUID

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.api_tokens import ApiTokens
from stonechat.accounts.guards import SECURITY
from stonechat.accounts.team_wire import ApiTokenList, MadeApiToken, MakeApiToken
from stonechat.problems import problem_responses


@get(
    "/api-tokens",
    operation_id="listApiTokens",
    summary="List the API tokens",
    security=SECURITY,
    responses=problem_responses(401, 403, 503),
)
async def list_api_tokens(
    admin: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    api_tokens: NamedDependency[ApiTokens],
) -> ApiTokenList:
    """All that were not revoked, newest first, without their secrets."""
    return await api_tokens.list_tokens()


@post(
    "/api-tokens",
    operation_id="makeApiToken",
    summary="Make an API token",
    security=SECURITY,
    responses=problem_responses(401, 403, 409, 422, 503),
)
async def make_api_token(
    data: JSONBody[MakeApiToken],
    admin: NamedDependency[AgentActor],
    api_tokens: NamedDependency[ApiTokens],
) -> MadeApiToken:
    """Give a program access. The token is shown in this answer only; after a lost one, revoke it and make another."""
    return await api_tokens.make(admin, data)


@delete(
    "/api-tokens/{token_id:uuid}",
    operation_id="revokeApiToken",
    summary="Revoke an API token",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def revoke_api_token(
    token_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],
    api_tokens: NamedDependency[ApiTokens],
) -> None:
    """End a program's access, within two seconds everywhere. Once more is harmless."""
    await api_tokens.revoke(admin, token_id)


router = Router(path="/", route_handlers=[list_api_tokens, make_api_token, revoke_api_token], tags=["Team"])
