"""`/v1/me/face`, `/v1/faces`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, put
from litestar.di import NamedDependency
from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)
from litestar.params import FromPath, RawBody

from stonechat.accounts import rules
from stonechat.accounts.actor import AgentActor
from stonechat.accounts.faces import Faces
from stonechat.accounts.guards import SECURITY
from stonechat.accounts.wire import Agent
from stonechat.problems import problem_responses

_FOREVER = {
    "Cache-Control": "public, max-age=31536000, immutable",
    # Should it ever be opened as a page of its own, it can do nothing.
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
_IMAGE = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))


# A raw body and bytes have no type that Litestar could describe.


@dataclass
class _TakesImage(Operation):
    def __post_init__(self) -> None:
        self.request_body = RequestBody(required=True, content=dict.fromkeys(rules.FACE_TYPES, _IMAGE))


@dataclass
class _GivesImage(Operation):
    def __post_init__(self) -> None:
        answer = (self.responses or {})["200"]
        assert isinstance(answer, OpenAPIResponse)
        answer.content = dict.fromkeys(rules.FACE_TYPES, _IMAGE)


@put(
    "/me/face",
    operation_id="setFace",
    summary="Set your face",
    security=SECURITY,
    request_max_body_size=rules.LARGEST_FACE,
    operation_class=_TakesImage,
    responses=problem_responses(401, 403, 413, 415, 422, 503),
)
async def set_face(
    body: RawBody,
    request: Request[Any, Any, Any],
    agent: NamedDependency[AgentActor],
    faces: NamedDependency[Faces],
) -> Agent:
    """The body is the image itself, of at most 64 KiB."""
    return await faces.set(agent, request.content_type[0], body)


@delete(
    "/me/face",
    operation_id="removeFace",
    summary="Remove your face",
    status_code=200,
    security=SECURITY,
    responses=problem_responses(401, 403, 503),
)
async def remove_face(agent: NamedDependency[AgentActor], faces: NamedDependency[Faces]) -> Agent:
    """Show your initials instead. Once more is harmless."""
    return await faces.remove(agent)


@get(
    "/faces/{face_id:uuid}",
    operation_id="getFace",
    summary="Read an agent's face",
    operation_class=_GivesImage,
    responses=problem_responses(404, 503),
)
async def get_face(face_id: FromPath[UUID], faces: NamedDependency[Faces]) -> Response[bytes]:
    """An image that never changes: another one has another id."""
    media_type, data = await faces.get(face_id)
    return Response(data, media_type=media_type, headers=_FOREVER)


router = Router(path="/", route_handlers=[set_face, remove_face, get_face], tags=["Agents"])
