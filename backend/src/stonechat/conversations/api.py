"""`/v1/conversations` and their messages."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from stonechat.accounts.actor import Actor, CustomerActor
from stonechat.accounts.guards import SECURITY
from stonechat.conversations.service import Conversations
from stonechat.conversations.wire import (
    Conversation,
    ConversationPage,
    ConversationStarted,
    Message,
    MessagePage,
    SendMessage,
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
    responses=problem_responses(401, 403, 404, 503),
)
async def get_conversation(
    conversation_id: FromPath[UUID], actor: NamedDependency[Actor], conversations: NamedDependency[Conversations]
) -> Conversation:
    """The conversation without its messages."""
    return await conversations.get(actor, conversation_id)


@get(
    "/conversations/{conversation_id:uuid}/messages",
    operation_id="listMessages",
    summary="Read a timeline",
    security=SECURITY,
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
    "/conversations/{conversation_id:uuid}/messages",
    operation_id="sendMessage",
    summary="Send a message",
    security=SECURITY,
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


router = Router(
    path="/",
    route_handlers=[start_conversation, list_conversations, get_conversation, list_messages, send_message],
    tags=["Conversations"],
)
