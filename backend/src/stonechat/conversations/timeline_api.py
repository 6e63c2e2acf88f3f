"""The entries of a conversation's timeline, and how far everybody got in it."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import Actor, AgentActor, Scope
from stonechat.accounts.guards import SECURITY, scope
from stonechat.conversations.marks import Marks
from stonechat.conversations.revisions import Revisions
from stonechat.conversations.service import Conversations
from stonechat.conversations.wire import (
    EditMessage,
    Mark,
    MarkList,
    Message,
    MessageHistory,
    MessagePage,
    SendMessage,
    SetMark,
)
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses

SEND_SCOPE: Scope = "conversations:write"
MESSAGES = "/conversations/{conversation_id:uuid}/messages"
MESSAGE = MESSAGES + "/{message_id:uuid}"
MARKS = "/conversations/{conversation_id:uuid}/marks"


@get(
    MESSAGES,
    operation_id="listMessages",
    summary="Read a timeline",
    security=SECURITY,
    opt=scope("conversations:read"),
    responses=problem_responses(401, 403, 404, 422, 503),
)
async def list_messages(
    conversation_id: FromPath[UUID],
    actor: NamedDependency[Actor],
    conversations: NamedDependency[Conversations],
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
) -> MessagePage:
    """Newest entries first. Customers do not see notes."""
    return await conversations.list_messages(actor, conversation_id, limit, after)


@post(
    MESSAGES,
    operation_id="sendMessage",
    summary="Send a message",
    security=SECURITY,
    opt=scope(SEND_SCOPE),
    responses={
        200: ResponseSpec(Message, description="It was already stored by this request."),
        **problem_responses(401, 403, 404, 409, 422, 503),
    },
)
async def send_message(
    conversation_id: FromPath[UUID],
    data: JSONBody[SendMessage],
    actor: NamedDependency[Actor],
    conversations: NamedDependency[Conversations],
) -> Response[Message]:
    """Store a message. The same id may be sent again until there is an answer; it is stored once."""
    message, new = await conversations.send(actor, conversation_id, data)
    return Response(message, status_code=201 if new else 200)


@patch(
    MESSAGE,
    operation_id="editMessage",
    summary="Edit a message",
    security=SECURITY,
    opt=scope("conversations:write"),
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def edit_message(
    conversation_id: FromPath[UUID],
    message_id: FromPath[UUID],
    data: JSONBody[EditMessage],
    actor: NamedDependency[Actor],
    revisions: NamedDependency[Revisions],
) -> Message:
    """Give a message of one's own other words. The same words again change nothing, so this may be repeated."""
    return await revisions.edit(actor, conversation_id, message_id, data)


@delete(
    MESSAGE,
    operation_id="deleteMessage",
    summary="Delete a message",
    status_code=200,
    security=SECURITY,
    opt=scope("conversations:write"),
    responses=problem_responses(401, 403, 404, 503),
)
async def delete_message(
    conversation_id: FromPath[UUID],
    message_id: FromPath[UUID],
    actor: NamedDependency[Actor],
    revisions: NamedDependency[Revisions],
) -> Message:
    """Delete a message of one's own. Its place in the timeline stays, without words. Once more is harmless."""
    return await revisions.delete(actor, conversation_id, message_id)


@get(
    MARKS,
    operation_id="listMarks",
    summary="Read how far everybody got",
    security=SECURITY,
    opt=scope("conversations:read"),
    responses=problem_responses(401, 403, 404, 503),
)
async def list_marks(
    conversation_id: FromPath[UUID], actor: NamedDependency[Actor], marks: NamedDependency[Marks]
) -> MarkList:
    """What was delivered to and read by whom. Customers see their own mark and the team's."""
    return await marks.of_conversation(actor, conversation_id)


@put(
    MARKS,
    operation_id="setMark",
    summary="Say how far you got",
    security=SECURITY,
    opt=scope("conversations:write"),
    responses=problem_responses(401, 403, 404, 422, 503),
)
async def set_mark(
    conversation_id: FromPath[UUID],
    data: JSONBody[SetMark],
    actor: NamedDependency[Actor],
    marks: NamedDependency[Marks],
) -> Mark:
    """Move one's own mark forward; it never goes back. An agent's moves the team's too."""
    return await marks.set(actor, conversation_id, data)


@get(
    MESSAGE + "/history",
    operation_id="getMessageHistory",
    summary="Read a message's earlier words",
    security=SECURITY,
    opt=scope("conversations:read"),
    responses=problem_responses(401, 403, 404, 503),
)
async def get_message_history(
    conversation_id: FromPath[UUID],
    message_id: FromPath[UUID],
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    revisions: NamedDependency[Revisions],
) -> MessageHistory:
    """What it said before it was edited or deleted. For agents."""
    return await revisions.history(conversation_id, message_id)


router = Router(
    path="/",
    route_handlers=[
        list_messages,
        send_message,
        edit_message,
        delete_message,
        get_message_history,
        list_marks,
        set_mark,
    ],
    tags=["Conversations"],
)
