"""`/v1/customers`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, patch, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.customers.service import Customers
from stonechat.customers.wire import ChangeCustomer, Customer, CustomerPage
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses

SiteFilter = Annotated[UUID | None, QueryParameter(description="Only customers of this site.")]


@get(
    "/customers",
    operation_id="listCustomers",
    summary="List customers",
    security=SECURITY,
    opt=scope("customers:read"),
    responses=problem_responses(401, 403, 422, 503),
)
async def list_customers(
    agent: NamedDependency[AgentActor],
    customers: NamedDependency[Customers],
    site: SiteFilter = None,
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
) -> CustomerPage:
    """Newest first."""
    return await customers.list_customers(agent, site, limit, after)


@get(
    "/customers/{customer_id:uuid}",
    operation_id="getCustomer",
    summary="Read a customer",
    security=SECURITY,
    opt=scope("customers:read"),
    responses=problem_responses(401, 403, 404, 503),
)
async def get_customer(
    customer_id: FromPath[UUID], actor: NamedDependency[Actor], customers: NamedDependency[Customers]
) -> Customer:
    """A customer's profile. Customers can read their own, without what the team knows of them."""
    return await customers.get(actor, customer_id)


@patch(
    "/customers/{customer_id:uuid}",
    operation_id="changeCustomer",
    summary="Change a customer",
    security=SECURITY,
    opt=scope("customers:write"),
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def change_customer(
    customer_id: FromPath[UUID],
    data: JSONBody[ChangeCustomer],
    agent: NamedDependency[AgentActor],
    customers: NamedDependency[Customers],
) -> Customer:
    """Change a profile. Based on a `head_version`, so that two agents do not overwrite each other."""
    return await customers.change(agent, customer_id, data)


@put(
    "/customers/{customer_id:uuid}/block",
    operation_id="blockCustomer",
    summary="Block a customer",
    security=SECURITY,
    opt=scope("customers:write"),
    responses=problem_responses(401, 403, 404, 409, 503),
)
async def block_customer(
    customer_id: FromPath[UUID], agent: NamedDependency[AgentActor], customers: NamedDependency[Customers]
) -> Customer:
    """Hear no more from a customer. Their sessions end at once, for good."""
    return await customers.block(agent, customer_id)


@delete(
    "/customers/{customer_id:uuid}/block",
    operation_id="unblockCustomer",
    summary="Unblock a customer",
    status_code=200,
    security=SECURITY,
    opt=scope("customers:write"),
    responses=problem_responses(401, 403, 404, 409, 503),
)
async def unblock_customer(
    customer_id: FromPath[UUID], agent: NamedDependency[AgentActor], customers: NamedDependency[Customers]
) -> Customer:
    """Let a customer in again. One whom the site's server identifies comes back; anybody else begins anew."""
    return await customers.unblock(agent, customer_id)


router = Router(
    path="/",
    route_handlers=[list_customers, get_customer, change_customer, block_customer, unblock_customer],
    tags=["Customers"],
)
