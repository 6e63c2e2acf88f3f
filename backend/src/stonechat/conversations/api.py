"""`/v1/conversations`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, patch, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.conversations.heads import Heads
from stonechat.conversations.lists import ConversationFilter, ConversationLists, Order
from stonechat.conversations.service import Conversations
from stonechat.conversations.unread import Unread
from stonechat.conversations.wire import (
    ChangeConversation,
    ChangeMany,
    Conversation,
    ConversationCounts,
    ConversationList,
    ConversationPage,
    ConversationStarted,
    CountUnread,
    Priority,
    Rate,
    StartConversation,
    Status,
    UnreadCount,
)
from stonechat.errors import InvalidInput
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses

StatusFilter = Annotated[
    list[Status] | None, QueryParameter(description="Only conversations in this status, or in one of several.")
]
OrderOfList = Annotated[
    Order,
    QueryParameter(
        name="order",
        description="By the last activity, or only those who wait for an agent's answer, the longest first.",
    ),
]
AssigneeFilter = Annotated[
    str | None, QueryParameter(description="Only those of this agent, by id; `me` is whoever asks, `none` is nobody.")
]
SiteFilter = Annotated[UUID | None, QueryParameter(description="Only those of this site.")]
# Handlers know whoever asks as `customer`.
CustomerFilter = Annotated[UUID | None, QueryParameter(name="customer", description="Only those of this customer.")]
TagFilter = Annotated[UUID | None, QueryParameter(description="Only those with this tag.")]
PriorityFilter = Annotated[Priority | None, QueryParameter(description="Only those of this priority.")]


@post(
    "/conversations",
    operation_id="startConversation",
    summary="Start a conversation",
    security=SECURITY,
    responses={
        200: ResponseSpec(ConversationStarted, description="It was already started by this request."),
        **problem_responses(401, 403, 409, 422, 429, 503),
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
    *,
    actor: NamedDependency[Actor],
    conversation_lists: NamedDependency[ConversationLists],
    status: StatusFilter = None,
    assignee: AssigneeFilter = None,
    site: SiteFilter = None,
    customer_id: CustomerFilter = None,
    tag: TagFilter = None,
    priority: PriorityFilter = None,
    order: OrderOfList = "newest",
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
) -> ConversationPage:
    """Agents see all of them, in the order they ask for. Customers see their own, newest activity first, and no filter
    but the status divides them."""
    statuses = frozenset(status or [])
    wanted = ConversationFilter(statuses=statuses)
    if isinstance(actor, AgentActor):
        wanted = ConversationFilter(
            statuses=statuses,
            assignee_id=_assignee(assignee, actor),
            unassigned=assignee == "none",
            site_id=site,
            customer_id=customer_id,
            tag_id=tag,
            priority=priority,
            order=order,
        )
    return await conversation_lists.page(actor, wanted, limit, after)


@get(
    "/conversations/counts",
    operation_id="countConversations",
    summary="Count conversations",
    security=SECURITY,
    opt=scope("conversations:read"),
    responses=problem_responses(401, 403, 503),
)
async def count_conversations(
    agent: NamedDependency[AgentActor], conversation_lists: NamedDependency[ConversationLists]
) -> ConversationCounts:
    """Of those that are not resolved, by where agents look for them."""
    return await conversation_lists.count(agent)


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
    heads: NamedDependency[Heads],
) -> Conversation:
    """Change status, assignee, priority or tags. Based on a `head_version`, so that nobody overwrites another."""
    return await heads.change(agent, conversation_id, data)


@post(
    "/conversations/changes",
    operation_id="changeConversations",
    summary="Change many conversations",
    status_code=200,
    security=SECURITY,
    opt=scope("conversations:write"),
    responses=problem_responses(401, 403, 422, 503),
)
async def change_conversations(
    data: JSONBody[ChangeMany], agent: NamedDependency[AgentActor], heads: NamedDependency[Heads]
) -> ConversationList:
    """The same change of up to 100, all or none. It says what is to be, so it may be repeated."""
    return await heads.change_many(agent, data)


@put(
    "/conversations/{conversation_id:uuid}/rating",
    operation_id="rateConversation",
    summary="Rate a conversation",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def rate_conversation(
    conversation_id: FromPath[UUID],
    data: JSONBody[Rate],
    customer: NamedDependency[CustomerActor],
    heads: NamedDependency[Heads],
) -> Conversation:
    """How the customer found a resolved conversation, until it is opened again."""
    return await heads.rate(customer, conversation_id, data)


@post(
    "/widget/unread",
    operation_id="countUnread",
    summary="Count what is unread",
    status_code=200,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def count_unread(
    data: JSONBody[CountUnread], request: Request[Any, Any, Any], unread: NamedDependency[Unread]
) -> UnreadCount:
    """For a page whose widget is closed, with the resume key that its browser keeps. No session is opened."""
    return await unread.count(data, request.headers.get("origin"))


def _assignee(text: str | None, actor: AgentActor) -> UUID | None:
    if text is None or text == "none":
        return None
    if text == "me":
        return actor.agent_id
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput("invalid_input", "`assignee` is an agent's id, `me` or `none`.") from None


router = Router(
    path="/",
    route_handlers=[
        start_conversation,
        list_conversations,
        count_conversations,
        get_conversation,
        change_conversation,
        change_conversations,
        rate_conversation,
    ],
    tags=["Conversations"],
)
widget_router = Router(path="/", route_handlers=[count_unread], tags=["Widget"])
