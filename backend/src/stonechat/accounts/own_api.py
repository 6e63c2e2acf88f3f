"""`/v1/me`: the signed-in agent."""

from __future__ import annotations

from uuid import UUID

from litestar import Router, delete, get, patch, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.accounts.own import OwnAccount
from stonechat.accounts.service import Accounts
from stonechat.accounts.wire import Agent, ChangeMe, ChangePassword, OwnSessionList, SetAvailability
from stonechat.problems import problem_responses


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


@patch(
    "/me",
    operation_id="changeMe",
    summary="Change your name",
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 503),
)
async def change_me(
    data: JSONBody[ChangeMe], agent: NamedDependency[AgentActor], own_account: NamedDependency[OwnAccount]
) -> Agent:
    """Give yourself another name, under which customers see you."""
    return await own_account.change(agent, data)


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


@put(
    "/me/password",
    operation_id="changePassword",
    summary="Change your password",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def change_password(
    data: JSONBody[ChangePassword], agent: NamedDependency[AgentActor], own_account: NamedDependency[OwnAccount]
) -> None:
    """Set a new password. All other sessions end; this one goes on."""
    await own_account.change_password(agent, data)


@get(
    "/me/sessions",
    operation_id="listSessions",
    summary="List where you are signed in",
    security=SECURITY,
    responses=problem_responses(401, 403, 503),
)
async def list_sessions(agent: NamedDependency[AgentActor], own_account: NamedDependency[OwnAccount]) -> OwnSessionList:
    """The browsers in which you are signed in, the one used last first."""
    return await own_account.list_sessions(agent)


@delete(
    "/me/sessions",
    operation_id="endOtherSessions",
    summary="Sign out everywhere else",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 503),
)
async def end_other_sessions(agent: NamedDependency[AgentActor], own_account: NamedDependency[OwnAccount]) -> None:
    """End all of your sessions but this one."""
    await own_account.end_other_sessions(agent)


@delete(
    "/me/sessions/{session_id:uuid}",
    operation_id="endSession",
    summary="Sign out one browser",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def end_session(
    session_id: FromPath[UUID], agent: NamedDependency[AgentActor], own_account: NamedDependency[OwnAccount]
) -> None:
    """End one of your sessions. Once more is harmless."""
    await own_account.end_session(agent, session_id)


router = Router(
    path="/",
    route_handlers=[
        get_me,
        change_me,
        set_availability,
        change_password,
        list_sessions,
        end_other_sessions,
        end_session,
    ],
    tags=["Agents"],
)
