"""`/v1/widget/config` and `/v1/sites`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.problems import problem_responses
from stonechat.sites.service import Sites
from stonechat.sites.wire import SiteList, WidgetConfig


@get(
    "/widget/config",
    operation_id="getWidgetConfig",
    summary="Read what the widget shows before the first message",
    tags=["Widget"],
    responses=problem_responses(403, 404, 422, 503),
)
async def get_widget_config(
    request: Request[Any, Any, Any],
    sites: NamedDependency[Sites],
    site: Annotated[UUID, QueryParameter(description="The site's id, as in the tag's `data-site`.")],
) -> WidgetConfig:
    """The site's look and its pre-chat form, for pages that may embed it."""
    return await sites.widget_config(site, request.headers.get("origin"))


@get(
    "/sites",
    operation_id="listSites",
    summary="List the sites",
    security=SECURITY,
    opt=scope("settings:read"),
    tags=["Sites"],
    responses=problem_responses(401, 403, 503),
)
async def list_sites(
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    sites: NamedDependency[Sites],
) -> SiteList:
    """All websites that customers write from."""
    return await sites.list_sites()


router = Router(path="/", route_handlers=[get_widget_config, list_sites])
