"""`/v1/conversations`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.conversations.revisions import Revisions
from stonechat.conversations.service import Conversations
from stonechat.conversations.wire import (
    ChangeConversation,
    Conversation,
    ConversationPage,
    ConversationStarted,
    StartConversation,
    Status,
)
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses

StatusFilter = Annotated[Status | None, QueryParameter(description="Only conversations in this status.")]


@post(
    "/conversations",
    operation_id="startConversation",
    summary="Start a conversation",
    security=SECURITY,
    responses={
        200: ResponseSpec(ConversationStarted, description="It was already started by this request."),
        **problem_responses(401, 403, 409, 422, 503),
    },
)
async def start_conversation(
    data: JSONBody[StartConversation],
    customer: NamedDependency[CustomerActor],
    conversations: NamedDependency[Conversations],
) -> Response[ConversationStarted]:
    """Store the filled pre-chat form and the first message. The same ids may be sent again until there is an answer."""
    started, new = await conversations.start(customer, data)
    return Response(started, status_code=201 if new else 200)


@get(
    "/conversations",
    operation_id="listConversations",
    summary="List conversations",
    security=SECURITY,
    opt=scope("conversations:read"),
    responses=problem_responses(401, 403, 422, 503),
)
async def list_conversations(
    actor: NamedDependency[Actor],
    conversations: NamedDependency[Conversations],
    status: StatusFilter = None,
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
) -> ConversationPage:
    """Newest activity first. Agents see all of them, customers their own."""
    return await conversations.list_conversations(actor, status, limit, after)


@get(
    "/conversations/{conversation_id:uuid}",
    operation_id="getConversation",
    summary="Read a conversation",
    security=SECURITY,
    opt=scope("conversations:read"),
    responses=problem_responses(401, 403, 404, 503),
)
async def get_conversation(
    conversation_id: FromPath[UUID], actor: NamedDependency[Actor], conversations: NamedDependency[Conversations]
) -> Conversation:
    """The conversation without its messages."""
    return await conversations.get(actor, conversation_id)


@patch(
    "/conversations/{conversation_id:uuid}",
    operation_id="changeConversation",
    summary="Change a conversation",
    security=SECURITY,
    opt=scope("conversations:write"),
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def change_conversation(
    conversation_id: FromPath[UUID],
    data: JSONBody[ChangeConversation],
    agent: NamedDependency[AgentActor],
    revisions: NamedDependency[Revisions],
) -> Conversation:
    """Change status or tags. Based on a `head_version`, so that two agents do not overwrite each other."""
    return await revisions.change(agent, conversation_id, data)


router = Router(
    path="/",
    route_handlers=[start_conversation, list_conversations, get_conversation, change_conversation],
    tags=["Conversations"],
)
