"""`/v1/customers/{customer_id}/export`, `/v1/customers/{customer_id}/erase` and deleting a conversation."""

from __future__ import annotations

from uuid import UUID

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath
from litestar.response import Stream

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY
from stonechat.conversations.privacy import Privacy
from stonechat.conversations.wire import CustomerExport
from stonechat.customers.wire import Customer
from stonechat.problems import problem_responses


@get(
    "/customers/{customer_id:uuid}/export",
    operation_id="exportCustomer",
    summary="Export a customer",
    tags=["Customers"],
    media_type="application/json",
    security=SECURITY,
    responses={
        200: ResponseSpec(CustomerExport, description="Done.", generate_examples=False),
        **problem_responses(401, 403, 404, 503),
    },
)
async def export_customer(
    customer_id: FromPath[UUID], admin: NamedDependency[AgentActor], privacy: NamedDependency[Privacy]
) -> Stream:
    """Everything that is stored of a customer and of what was said to them, as one file."""
    name = f'attachment; filename="customer-{customer_id}.json"'
    pieces = await privacy.export(admin, customer_id)
    return Stream(pieces, media_type="application/json", headers={"Content-Disposition": name})


@post(
    "/customers/{customer_id:uuid}/erase",
    operation_id="eraseCustomer",
    summary="Erase a customer",
    tags=["Customers"],
    status_code=200,
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 503),
)
async def erase_customer(
    customer_id: FromPath[UUID], admin: NamedDependency[AgentActor], privacy: NamedDependency[Privacy]
) -> Customer:
    """Forget who a customer was and every word that was said. They cannot come back; ids, numbers and times stay.

    Answers what is left when all is done. If there is no answer, do it again: it goes on where it was.
    """
    return await privacy.erase(admin, customer_id)


@delete(
    "/conversations/{conversation_id:uuid}",
    operation_id="deleteConversation",
    summary="Delete a conversation",
    tags=["Conversations"],
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def delete_conversation(
    conversation_id: FromPath[UUID], admin: NamedDependency[AgentActor], privacy: NamedDependency[Privacy]
) -> None:
    """Delete every word of a conversation, for the customer too. Ids, numbers and times stay.

    Once more is harmless; if there is no answer, do it again: it goes on where it was.
    """
    await privacy.delete(admin, conversation_id)


router = Router(path="/", route_handlers=[export_customer, erase_customer, delete_conversation])
