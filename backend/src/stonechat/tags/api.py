"""`/v1/tags`."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.problems import problem_responses
from stonechat.tags.service import Tags
from stonechat.tags.wire import ChangeTag, MakeTag, Tag, TagList


@get(
    "/tags",
    operation_id="listTags",
    summary="List the tags",
    security=SECURITY,
    opt=scope("settings:read"),
    responses=problem_responses(401, 403, 503),
)
async def list_tags(
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    tags: NamedDependency[Tags],
) -> TagList:
    """All tags, by name."""
    return await tags.list_tags()


@post(
    "/tags",
    operation_id="makeTag",
    summary="Make a tag",
    security=SECURITY,
    responses={
        200: ResponseSpec(Tag, description="It was already made by this request."),
        **problem_responses(401, 403, 409, 422, 503),
    },
)
async def make_tag(
    data: JSONBody[MakeTag],
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    tags: NamedDependency[Tags],
) -> Response[Tag]:
    """Make a tag. The same id may be sent again until there is an answer."""
    tag, new = await tags.make(data)
    return Response(tag, status_code=201 if new else 200)


@patch(
    "/tags/{tag_id:uuid}",
    operation_id="changeTag",
    summary="Change a tag",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def change_tag(
    tag_id: FromPath[UUID],
    data: JSONBody[ChangeTag],
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    tags: NamedDependency[Tags],
) -> Tag:
    """Give a tag another name or color."""
    return await tags.change(tag_id, data)


@delete(
    "/tags/{tag_id:uuid}",
    operation_id="deleteTag",
    summary="Delete a tag",
    status_code=200,
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def delete_tag(
    tag_id: FromPath[UUID],
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    tags: NamedDependency[Tags],
) -> Tag:
    """Delete a tag; answers its tombstone. Once more is harmless."""
    return await tags.delete(tag_id)


router = Router(path="/", route_handlers=[list_tags, make_tag, change_tag, delete_tag], tags=["Tags"])
