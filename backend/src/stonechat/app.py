"""The API: which handlers there are, and what they are given."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from stonechat import contract, health
from stonechat.accounts import api as accounts_api
from stonechat.accounts import api_tokens_api, audit_api, faces_api, own_api, team_api
from stonechat.accounts.guards import ACTOR_DEPENDENCIES
from stonechat.canned import api as canned_api
from stonechat.conversations import api as conversations_api
from stonechat.conversations import privacy_api, timeline_api
from stonechat.customers import api as customers_api
from stonechat.customers import widget_api
from stonechat.edge import Edge
from stonechat.fastlane import FastLane
from stonechat.problems import handle_exception
from stonechat.realtime import api as realtime_api
from stonechat.realtime.stopping import stopping_first
from stonechat.services import Services, make_services, running
from stonechat.settings import Settings
from stonechat.sites import api as sites_api
from stonechat.sites import parts_api as site_parts_api
from stonechat.tags import api as tags_api

LARGEST_BODY = 256 * 1024


def make_app(services: Services) -> Litestar:
    """The API without its edge."""

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with running(services):
            _settle_memory()
            with stopping_first(services.sockets, services.long_poll):
                yield

    routers = _routers()
    dependencies = _provide(services)
    return Litestar(
        route_handlers=[*routers, Router(path="/v1", route_handlers=[realtime_api.socket_router, contract.router])],
        dependencies={**dependencies, "contract_text": contract.contract_provider(routers, dependencies)},
        exception_handlers={HTTPException: handle_exception, Exception: handle_exception},
        lifespan=[lifespan],
        openapi_config=None,
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
    )


def _settle_memory() -> None:
    """Tell the garbage collector that what is here now stays: looking through it again and again stalls every send."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def make_document() -> contract.Document:
    """The contract, without a database."""
    settings = Settings(
        database_url="postgresql://nobody@localhost/nothing",
        database_direct_url="postgresql://nobody@localhost/nothing",
        jwt_secrets=("the contract needs no secret",),
        api_host="",
        api_port=0,
        dashboard_origins=(),
        trusted_proxies=(),
        cookie_cross_site=False,
        cookie_secure=False,
        workers=1,
        agent_seats=0,
        admin_email="",
        admin_password=None,
        time_scale=1.0,
        throttles=True,
        bus=True,
    )
    return contract.build_document(_routers(), _provide(make_services(settings)))


def make_asgi(settings: Settings) -> ASGIApp:
    """The whole API as uvicorn serves it."""
    return with_edge(make_services(settings))


def with_edge(services: Services) -> Edge:
    """The API of these services, with its edge."""
    app = make_app(services)
    fast_lane = FastLane(app, services.doorkeeper, services.conversations)
    return Edge(app, fast_lane, services.settings.dashboard_origins)


def _routers() -> list[Router]:
    """Everything that the contract describes."""
    slices = [
        accounts_api.router,
        own_api.router,
        faces_api.router,
        team_api.router,
        api_tokens_api.router,
        audit_api.router,
        sites_api.router,
        site_parts_api.router,
        tags_api.router,
        canned_api.router,
        customers_api.router,
        widget_api.router,
        conversations_api.router,
        conversations_api.widget_router,
        timeline_api.router,
        privacy_api.router,
        realtime_api.router,
    ]
    return [Router(path="/v1", route_handlers=slices), health.router]


def _provide(services: Services) -> dict[str, Provide]:
    def always(value: Any) -> Provide:
        return Provide(lambda: value, sync_to_thread=False)

    names = (
        "settings",
        "database",
        "doorkeeper",
        "accounts",
        "own_account",
        "faces",
        "team",
        "invitations",
        "password_resets",
        "api_tokens",
        "audit_log",
        "sites",
        "forms",
        "site_keys",
        "tags",
        "canned_responses",
        "customers",
        "customer_sessions",
        "identities",
        "privacy",
        "conversations",
        "conversation_lists",
        "unread",
        "heads",
        "revisions",
        "marks",
        "sends",
        "follower",
        "bus",
        "sockets",
        "long_poll",
    )
    return {
        **{name: always(getattr(services, name)) for name in names},
        **ACTOR_DEPENDENCIES,
    }
