"""`/v1/agents`, `/v1/invitations`."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.accounts.invitations import Invitations
from stonechat.accounts.resets import PasswordResets
from stonechat.accounts.service import Accounts
from stonechat.accounts.team import Team
from stonechat.accounts.team_wire import ChangeAgent, InvitationList, MadeInvitation, MakeInvitation, PasswordReset
from stonechat.accounts.wire import Agent, AgentPage
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses


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
    """All agents and integrations, in the order in which they came; also those who are no longer active."""
    return await accounts.list_agents(limit, after)


@patch(
    "/agents/{agent_id:uuid}",
    operation_id="changeAgent",
    summary="Change an agent",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def change_agent(
    agent_id: FromPath[UUID],
    data: JSONBody[ChangeAgent],
    admin: NamedDependency[AgentActor],
    team: NamedDependency[Team],
) -> Agent:
    """Name, role, capacity, and whether they are active: a seat. Deactivating and taking the role away sign out."""
    return await team.change(admin, agent_id, data)


@post(
    "/agents/{agent_id:uuid}/password-reset",
    operation_id="makePasswordReset",
    summary="Make a link for a new password",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def make_password_reset(
    agent_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],
    password_resets: NamedDependency[PasswordResets],
) -> PasswordReset:
    """For an agent who forgot theirs. The link is good once, for 24 hours; those before it are void."""
    return await password_resets.make(admin, agent_id)


@get(
    "/invitations",
    operation_id="listInvitations",
    summary="List the invitations",
    security=SECURITY,
    responses=problem_responses(401, 403, 503),
)
async def list_invitations(
    admin: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    invitations: NamedDependency[Invitations],
) -> InvitationList:
    """All invitations that nobody came with yet, newest first; also those that have expired."""
    return await invitations.list_invitations()


@post(
    "/invitations",
    operation_id="makeInvitation",
    summary="Invite somebody to the team",
    security=SECURITY,
    responses={
        200: ResponseSpec(MadeInvitation, description="It was already made by this request."),
        **problem_responses(401, 403, 409, 422, 503),
    },
)
async def make_invitation(
    data: JSONBody[MakeInvitation],
    admin: NamedDependency[AgentActor],
    invitations: NamedDependency[Invitations],
) -> Response[MadeInvitation]:
    """Make a link that is good once, for 7 days. A seat is taken only when somebody comes with it."""
    invitation, new = await invitations.make(admin, data)
    return Response(invitation, status_code=201 if new else 200)


@post(
    "/invitations/{invitation_id:uuid}/renew",
    operation_id="renewInvitation",
    summary="Make a new link for an invitation",
    status_code=200,
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def renew_invitation(
    invitation_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],
    invitations: NamedDependency[Invitations],
) -> MadeInvitation:
    """The link before it is void, and 7 days begin anew."""
    return await invitations.renew(admin, invitation_id)


@delete(
    "/invitations/{invitation_id:uuid}",
    operation_id="revokeInvitation",
    summary="Revoke an invitation",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 503),
)
async def revoke_invitation(
    invitation_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],
    invitations: NamedDependency[Invitations],
) -> None:
    """Make its link void. Once more is harmless."""
    await invitations.revoke(admin, invitation_id)


router = Router(
    path="/",
    route_handlers=[
        list_agents,
        change_agent,
        make_password_reset,
        list_invitations,
        make_invitation,
        renew_invitation,
        revoke_invitation,
    ],
    tags=["Team"],
)
