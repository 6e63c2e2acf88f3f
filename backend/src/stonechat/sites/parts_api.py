"""`/v1/sites/{site_id}/form-fields`, `/v1/sites/{site_id}/sightings` and `/v1/sites/{site_id}/keys`."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.guards import SECURITY, scope
from stonechat.problems import problem_responses
from stonechat.sites.forms import Forms
from stonechat.sites.keys import SiteKeys
from stonechat.sites.service import Sites
from stonechat.sites.wire import MakeSiteKey, NewSiteKey, SetForm, SightingList, SiteForm, SiteKeyList


@get(
    "/sites/{site_id:uuid}/form-fields",
    operation_id="getForm",
    summary="Read a site's pre-chat form",
    security=SECURITY,
    opt=scope("settings:read"),
    responses=problem_responses(401, 403, 404, 503),
)
async def get_form(
    site_id: FromPath[UUID],
    agent: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    forms: NamedDependency[Forms],
) -> SiteForm:
    """The questions in their order."""
    return await forms.read(site_id)


@put(
    "/sites/{site_id:uuid}/form-fields",
    operation_id="setForm",
    summary="Replace a site's pre-chat form",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 409, 422, 503),
)
async def set_form(
    site_id: FromPath[UUID],
    data: JSONBody[SetForm],
    admin: NamedDependency[AgentActor],
    forms: NamedDependency[Forms],
) -> SiteForm:
    """Replace all questions at once, for admins. Based on the site's `version`, so that two admins do not overwrite
    each other. What customers have answered stays as it is."""
    return await forms.replace(admin, site_id, data)


@get(
    "/sites/{site_id:uuid}/sightings",
    operation_id="listSightings",
    summary="See where a site's widget was opened",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def list_sightings(
    site_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    sites: NamedDependency[Sites],
) -> SightingList:
    """Websites on which somebody came near the chat, and whether they may embed it. Only admins see it."""
    return await sites.sightings.of(site_id)


@get(
    "/sites/{site_id:uuid}/keys",
    operation_id="listSiteKeys",
    summary="List a site's keys for verified identity",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def list_site_keys(
    site_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    site_keys: NamedDependency[SiteKeys],
) -> SiteKeyList:
    """Newest first, without their secrets, for admins."""
    return await site_keys.list_keys(site_id)


@post(
    "/sites/{site_id:uuid}/keys",
    operation_id="makeSiteKey",
    summary="Make a key for verified identity",
    security=SECURITY,
    responses={
        200: ResponseSpec(NewSiteKey, description="It was made by this request a moment ago."),
        **problem_responses(401, 403, 404, 409, 422, 503),
    },
)
async def make_site_key(
    site_id: FromPath[UUID],
    data: JSONBody[MakeSiteKey],
    admin: NamedDependency[AgentActor],
    site_keys: NamedDependency[SiteKeys],
) -> Response[NewSiteKey]:
    """Make a key, for admins. Its secret is shown only now; for ten minutes the same request shows it again, as an
    answer may be lost."""
    key, new = await site_keys.make(admin, site_id, data)
    return Response(key, status_code=201 if new else 200)


@delete(
    "/sites/{site_id:uuid}/keys/{key_id:uuid}",
    operation_id="revokeSiteKey",
    summary="Revoke a key for verified identity",
    security=SECURITY,
    responses=problem_responses(401, 403, 404, 503),
)
async def revoke_site_key(
    site_id: FromPath[UUID],
    key_id: FromPath[UUID],
    admin: NamedDependency[AgentActor],
    site_keys: NamedDependency[SiteKeys],
) -> None:
    """Nothing that it signed is believed from now on. For admins; once more is harmless."""
    await site_keys.revoke(admin, site_id, key_id)


router = Router(
    path="/",
    route_handlers=[get_form, set_form, list_sightings, list_site_keys, make_site_key, revoke_site_key],
    tags=["Sites"],
)
