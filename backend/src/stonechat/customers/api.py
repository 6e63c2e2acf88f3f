"""`/v1/widget/session`, `/v1/customers`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import Actor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.customers.service import Customers
from stonechat.customers.wire import Customer, OpenSession, WidgetSession
from stonechat.problems import problem_responses


@post(
    "/widget/session",
    operation_id="openWidgetSession",
    summary="Get a customer's token",
    status_code=200,
    tags=["Widget"],
    responses=problem_responses(401, 403, 404, 422, 503),
)
async def open_widget_session(
    data: JSONBody[OpenSession], request: Request[Any, Any, Any], customers: NamedDependency[Customers]
) -> WidgetSession:
    """Without a resume key: a new customer. With one: the same customer again, and the next key."""
    return await customers.open_session(data, request.headers.get("origin"))


@get(
    "/customers/{customer_id:uuid}",
    operation_id="getCustomer",
    summary="Read a customer",
    tags=["Customers"],
    security=SECURITY,
    opt=scope("customers:read"),
    responses=problem_responses(401, 403, 404, 503),
)
async def get_customer(
    customer_id: FromPath[UUID], actor: NamedDependency[Actor], customers: NamedDependency[Customers]
) -> Customer:
    """A customer's profile. Customers can read their own."""
    return await customers.get(actor, customer_id)


router = Router(path="/", route_handlers=[open_widget_session, get_customer])
