"""`/v1/widget/config` and `/v1/sites`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.problems import problem_responses
from stonechat.sites.service import Sites
from stonechat.sites.wire import ChangeSite, MakeSite, Site, SiteList, WidgetConfig

Language = Annotated[
    str | None,
    QueryParameter(description="What the page or its reader speaks, as `de-AT`; the texts are in it where there are."),
]


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
    language: Language = None,
) -> WidgetConfig:
    """The site's look, its office hours and its pre-chat form, for pages that may embed it."""
    return await sites.widget_config(site, request.headers.get("origin"), language)


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
    """All websites that customers write from, archived ones too."""
    return await sites.list_sites()


@get(
    "/sites/{site_id:uuid}",
    operation_id="getSite",
    summary="Read a site",
    security=SECURITY,
    opt=scope("settings:read"),
    tags=["Sites"],
    responses=problem_responses(401, 403, 404, 503),
)
async def get_site(
    site_id: FromPath[UUID],
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    sites: NamedDependency[Sites],
) -> Site:
    """A site with all its settings."""
    return await sites.get(site_id)


@post(
    "/sites",
    operation_id="makeSite",
    summary="Make a site",
    security=SECURITY,
    tags=["Sites"],
    responses={
        200: ResponseSpec(Site, description="It was already made by this request."),
        **problem_responses(401, 403, 409, 422, 503),
    },
)
async def make_site(
    data: JSONBody[MakeSite], admin: NamedDependency[AgentActor], sites: NamedDependency[Sites]
) -> Response[Site]:
    """Make a site with a usual form, for admins. The same id may be sent again until there is an answer."""
    site, new = await sites.make(admin, data)
    return Response(site, status_code=201 if new else 200)


@patch(
    "/sites/{site_id:uuid}",
    operation_id="changeSite",
    summary="Change a site",
    security=SECURITY,
    tags=["Sites"],
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def change_site(
    site_id: FromPath[UUID],
    data: JSONBody[ChangeSite],
    admin: NamedDependency[AgentActor],
    sites: NamedDependency[Sites],
) -> Site:
    """Change settings, archive a site or bring it back, for admins. Based on a `version`, so that two admins do not
    overwrite each other."""
    return await sites.change(admin, site_id, data)


router = Router(path="/", route_handlers=[get_widget_config, list_sites, get_site, make_site, change_site])
