"""The composition root: the one place that knows how the parts fit together."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from stonechat import contract, health
from stonechat.accounts import api as accounts_api
from stonechat.accounts.guards import ACTOR_DEPENDENCIES, Doorkeeper
from stonechat.accounts.passwords import Passwords
from stonechat.accounts.revocations import Revocations
from stonechat.accounts.service import Accounts
from stonechat.accounts.tokens import Tokens
from stonechat.conversations import api as conversations_api
from stonechat.conversations import timeline_api
from stonechat.conversations.marks import Marks
from stonechat.conversations.revisions import Revisions
from stonechat.conversations.sends import Group, Sends
from stonechat.conversations.service import Conversations
from stonechat.customers import api as customers_api
from stonechat.customers.service import Customers
from stonechat.db.database import Database, is_away
from stonechat.db.history import ensure_epoch
from stonechat.edge import Edge
from stonechat.fastlane import FastLane
from stonechat.problems import handle_exception
from stonechat.realtime import api as realtime_api
from stonechat.realtime.bus import BusTiming, PostgresBus
from stonechat.realtime.ephemera import Ephemera
from stonechat.realtime.follower import Follower
from stonechat.realtime.hub import Hub
from stonechat.realtime.live import Surroundings
from stonechat.realtime.longpoll import LongPoll
from stonechat.realtime.resumes import Resumes
from stonechat.realtime.session import SocketSessions
from stonechat.realtime.stopping import stopping_first
from stonechat.realtime.timing import Timing
from stonechat.settings import Settings
from stonechat.sites import api as sites_api
from stonechat.sites.service import Sites
from stonechat.tags import api as tags_api
from stonechat.tags.service import Tags
from stonechat.throttling import Throttles

log = logging.getLogger(__name__)

LARGEST_BODY = 256 * 1024
DATABASE_PATIENCE = 120.0
"""Seconds that a process waits for the database when it starts; a large one takes long to recover from a crash."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything with a state, made once per process."""

    settings: Settings
    database: Database
    throttles: Throttles
    tokens: Tokens
    passwords: Passwords
    revocations: Revocations
    doorkeeper: Doorkeeper
    accounts: Accounts
    sites: Sites
    tags: Tags
    customers: Customers
    sends: Sends
    conversations: Conversations
    revisions: Revisions
    marks: Marks
    hub: Hub
    ephemera: Ephemera
    follower: Follower
    bus: PostgresBus
    sockets: SocketSessions
    long_poll: LongPoll


def make_services(settings: Settings, timing: Timing | None = None) -> Services:
    """Wire the services. Nothing connects yet."""
    timing = timing or Timing().scaled(settings.time_scale)
    database = Database(settings.async_database_url)
    throttles = Throttles(database, settings.time_scale, is_on=settings.throttles)
    tokens = Tokens(settings.jwt_secrets, settings.time_scale)
    passwords = Passwords()
    revocations = Revocations()
    sites = Sites(database)
    hub = Hub()
    follower = Follower(database, hub, on_ended=revocations.learn, interval=timing.look)
    bus = PostgresBus(
        settings.database_direct_url,
        on_hint=follower.ring,
        timing=BusTiming().scaled(settings.time_scale),
        is_on=settings.bus,
    )
    ephemera = Ephemera(hub, timing, gossip=bus.gossip)
    bus.on_gossip = ephemera.hear

    def announce() -> None:
        follower.ring()
        bus.ring()

    def announce_group(group: Group) -> None:
        bus.ring()
        follower.tell(group)

    sends = Sends(settings.database_direct_url, on_stored=announce_group)
    marks = Marks(database, announce)
    resumes = Resumes(database)
    around = Surroundings(database, sites, hub, resumes, marks, ephemera, timing)
    sockets = SocketSessions(hub, tokens, revocations, settings, around)
    long_poll = LongPoll(resumes, hub, revocations, ephemera)

    def end_session(session_id: UUID) -> None:
        sockets.end_session(session_id)
        long_poll.end_session(session_id)

    revocations.on_ended = end_session
    return Services(
        settings=settings,
        database=database,
        throttles=throttles,
        tokens=tokens,
        passwords=passwords,
        revocations=revocations,
        accounts=Accounts(database, tokens, passwords, announce),
        sites=sites,
        doorkeeper=Doorkeeper(tokens, revocations, sites.check_embedding),
        tags=Tags(database, announce),
        customers=Customers(database, tokens),
        sends=sends,
        conversations=Conversations(database, sends, announce),
        revisions=Revisions(database, announce),
        marks=marks,
        hub=hub,
        ephemera=ephemera,
        follower=follower,
        bus=bus,
        long_poll=long_poll,
        sockets=sockets,
    )


@asynccontextmanager
async def running(services: Services) -> AsyncIterator[None]:
    """The life of a process: check the history, follow the changes, and close everything at the end."""
    await _until_database(lambda: ensure_epoch(services.database))
    await _until_database(services.follower.start)
    await services.bus.start()
    await services.ephemera.start()
    await services.sends.start()
    try:
        yield
    finally:
        await services.sends.stop()
        await services.marks.stop()
        await services.ephemera.stop()
        await services.bus.stop()
        await services.follower.stop()
        services.passwords.close()
        await services.database.close()


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


async def _until_database(step: Callable[[], Awaitable[object]]) -> None:
    """Wait for a database that is not there yet or is recovering. Raises what it said last when it does not come."""
    deadline = time.monotonic() + DATABASE_PATIENCE
    while True:
        try:
            await step()
            return
        except Exception as error:
            if not is_away(error) or time.monotonic() > deadline:
                raise
            log.info("waiting for the database: %s", type(error).__name__)
            await asyncio.sleep(0.5)


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
        sites_api.router,
        tags_api.router,
        customers_api.router,
        conversations_api.router,
        timeline_api.router,
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
        "sites",
        "tags",
        "customers",
        "conversations",
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
