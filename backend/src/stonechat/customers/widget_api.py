"""What the widget asks for its customer: `/v1/widget/session`, `/v1/widget/identify`, `/v1/widget/forget`,
`/v1/widget/page`, `/v1/widget/attributes`."""

from __future__ import annotations

from typing import Any

from litestar import Request, Router, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stonechat.accounts.actor import CustomerActor
from stonechat.accounts.guards import SECURITY
from stonechat.customers.identity import Identities
from stonechat.customers.sessions import CustomerSessions
from stonechat.customers.wire import ForgetBrowser, Identify, OpenSession, TellAttributes, TellPage, WidgetSession
from stonechat.problems import problem_responses


@post(
    "/widget/session",
    operation_id="openWidgetSession",
    summary="Get a customer's token",
    status_code=200,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def open_widget_session(
    data: JSONBody[OpenSession],
    request: Request[Any, Any, Any],
    customer_sessions: NamedDependency[CustomerSessions],
) -> WidgetSession:
    """Without a resume key: a new customer. With one: the same customer again, and the next key."""
    return await customer_sessions.open(data, request.headers.get("origin"), request.headers.get("user-agent"))


@post(
    "/widget/identify",
    operation_id="identifyCustomer",
    summary="Prove who a customer is",
    status_code=200,
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def identify_customer(
    data: JSONBody[Identify], customer: NamedDependency[CustomerActor], identities: NamedDependency[Identities]
) -> WidgetSession:
    """Become the customer whom the site's own server names. Use the answer's token and key in place of the old ones.

    Where that is another customer, what was written before goes along and the session that asked ends. If the answer
    is lost, open a new session and identify again: it leads to the same customer.
    """
    return await identities.identify(customer, data)


@post(
    "/widget/forget",
    operation_id="forgetBrowser",
    summary="End a customer's session",
    status_code=204,
    responses=problem_responses(401, 403, 404, 422, 429, 503),
)
async def forget_browser(
    data: JSONBody[ForgetBrowser],
    request: Request[Any, Any, Any],
    customer_sessions: NamedDependency[CustomerSessions],
) -> None:
    """For a browser that somebody else will use: its resume key and its tokens are refused from then on."""
    await customer_sessions.forget(data, request.headers.get("origin"))


@put(
    "/widget/page",
    operation_id="tellPage",
    summary="Say where the customer went",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def tell_page(
    data: JSONBody[TellPage],
    customer: NamedDependency[CustomerActor],
    customer_sessions: NamedDependency[CustomerSessions],
) -> None:
    """For pages that change their address without being loaded anew; a session is opened with its page."""
    await customer_sessions.tell_page(customer, data)


@put(
    "/widget/attributes",
    operation_id="tellAttributes",
    summary="Say what the page knows of its customer",
    status_code=204,
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 429, 503),
)
async def tell_attributes(
    data: JSONBody[TellAttributes],
    customer: NamedDependency[CustomerActor],
    customer_sessions: NamedDependency[CustomerSessions],
) -> None:
    """For the team to see, apart from what the site's own server vouches for."""
    await customer_sessions.tell_attributes(customer, data)


router = Router(
    path="/",
    route_handlers=[open_widget_session, identify_customer, forget_browser, tell_page, tell_attributes],
    tags=["Widget"],
)
