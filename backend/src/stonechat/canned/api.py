"""`/v1/canned-responses`."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.canned.service import CannedResponses
from stonechat.canned.wire import CannedResponse, CannedResponseList, ChangeCannedResponse, MakeCannedResponse
from stonechat.problems import problem_responses


@get(
    "/canned-responses",
    operation_id="listCannedResponses",
    summary="List the canned responses",
    security=SECURITY,
    opt=scope("settings:read"),
    responses=problem_responses(401, 403, 503),
)
async def list_canned_responses(
    agent: NamedDependency[AgentActor], canned_responses: NamedDependency[CannedResponses]
) -> CannedResponseList:
    """The agent's own and the shared ones, by shortcut. A program sees the shared ones."""
    return await canned_responses.list_responses(agent)


@post(
    "/canned-responses",
    operation_id="makeCannedResponse",
    summary="Make a canned response",
    security=SECURITY,
    responses={
        200: ResponseSpec(CannedResponse, description="It was already made by this request."),
        **problem_responses(401, 403, 409, 422, 503),
    },
)
async def make_canned_response(
    data: JSONBody[MakeCannedResponse],
    agent: NamedDependency[AgentActor],
    canned_responses: NamedDependency[CannedResponses],
) -> Response[CannedResponse]:
    """Make one for oneself or for the whole team. The same id may be sent again until there is an answer."""
    response, new = await canned_responses.make(agent, data)
    return Response(response, status_code=201 if new else 200)


@patch(
    "/canned-responses/{canned_response_id:uuid}",
    operation_id="changeCannedResponse",
    summary="Change a canned response",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def change_canned_response(
    canned_response_id: FromPath[UUID],
    data: JSONBody[ChangeCannedResponse],
    agent: NamedDependency[AgentActor],
    canned_responses: NamedDependency[CannedResponses],
) -> CannedResponse:
    """Change shortcut or text, share it or take it back. A shared one is changed by who made it and by admins."""
    return await canned_responses.change(agent, canned_response_id, data)


@delete(
    "/canned-responses/{canned_response_id:uuid}",
    operation_id="deleteCannedResponse",
    summary="Delete a canned response",
    security=SECURITY,
    responses=problem_responses(401, 403, 503),
)
async def delete_canned_response(
    canned_response_id: FromPath[UUID],
    agent: NamedDependency[AgentActor],
    canned_responses: NamedDependency[CannedResponses],
) -> None:
    """Delete it; where there is none it is done already. A shared one is deleted by who made it and by admins."""
    await canned_responses.delete(agent, canned_response_id)


router = Router(
    path="/",
    route_handlers=[list_canned_responses, make_canned_response, change_canned_response, delete_canned_response],
    tags=["Canned responses"],
)
