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
from stonechat.accounts import api_tokens_api, audit_api, faces_api, own_api, team_api
from stonechat.accounts.api_tokens import ApiTokens
from stonechat.accounts.attempts import Attempts
from stonechat.accounts.audit_log import AuditLog
from stonechat.accounts.faces import Faces
from stonechat.accounts.guards import ACTOR_DEPENDENCIES, Doorkeeper
from stonechat.accounts.invitations import Invitations
from stonechat.accounts.own import OwnAccount
from stonechat.accounts.passwords import Passwords
from stonechat.accounts.programs import Programs
from stonechat.accounts.resets import PasswordResets
from stonechat.accounts.revocations import Revocations
from stonechat.accounts.service import Accounts
from stonechat.accounts.team import Team
from stonechat.accounts.tokens import Tokens
from stonechat.canned import api as canned_api
from stonechat.canned.service import CannedResponses
from stonechat.conversations import api as conversations_api
from stonechat.conversations import privacy_api, timeline_api
from stonechat.conversations.assignment import Assignment
from stonechat.conversations.heads import Heads
from stonechat.conversations.marks import Marks
from stonechat.conversations.merge import move_conversations
from stonechat.conversations.privacy import Privacy
from stonechat.conversations.retention import Retention
from stonechat.conversations.revisions import Revisions
from stonechat.conversations.sends import Group, Sends
from stonechat.conversations.service import Conversations
from stonechat.conversations.unread import Unread
from stonechat.conversations.upkeep import Upkeep
from stonechat.customers import api as customers_api
from stonechat.customers import widget_api
from stonechat.customers.identity import Identities
from stonechat.customers.service import Customers
from stonechat.customers.sessions import CustomerSessions
from stonechat.db.database import Database, is_away
from stonechat.db.history import ensure_epoch
from stonechat.edge import Edge
from stonechat.fastlane import FastLane
from stonechat.problems import handle_exception
from stonechat.realtime import api as realtime_api
from stonechat.realtime.attendance import Attendance
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
from stonechat.sites import parts_api as site_parts_api
from stonechat.sites.forms import Forms
from stonechat.sites.keys import SiteKeys
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
    programs: Programs
    revocations: Revocations
    doorkeeper: Doorkeeper
    accounts: Accounts
    own_account: OwnAccount
    faces: Faces
    team: Team
    invitations: Invitations
    password_resets: PasswordResets
    api_tokens: ApiTokens
    audit_log: AuditLog
    sites: Sites
    forms: Forms
    site_keys: SiteKeys
    tags: Tags
    canned_responses: CannedResponses
    customers: Customers
    customer_sessions: CustomerSessions
    identities: Identities
    privacy: Privacy
    retention: Retention
    sends: Sends
    assignment: Assignment
    conversations: Conversations
    unread: Unread
    heads: Heads
    revisions: Revisions
    upkeep: Upkeep
    marks: Marks
    hub: Hub
    ephemera: Ephemera
    attendance: Attendance
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
    attempts = Attempts(throttles)
    programs = Programs(database)
    revocations = Revocations()
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

    assignment = Assignment(database, announce)
    sites = Sites(database, assignment.site_changed, announce)
    doorkeeper = Doorkeeper(tokens, programs, revocations, sites.check_embedding)
    sends = Sends(settings.database_direct_url, on_stored=announce_group)
    marks = Marks(database, announce)
    resumes = Resumes(database)
    around = Surroundings(database, sites, hub, resumes, marks, ephemera, timing)
    sockets = SocketSessions(hub, doorkeeper, revocations, settings, around)
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
        programs=programs,
        revocations=revocations,
        doorkeeper=doorkeeper,
        accounts=Accounts(
            database, tokens, passwords, attempts, on_changed=assignment.agent_changed, announce=announce
        ),
        own_account=OwnAccount(database, passwords, attempts, announce),
        faces=Faces(database, announce),
        team=Team(database, settings.agent_seats, assignment.agent_changed, announce),
        invitations=Invitations(database, tokens, passwords, attempts, seats=settings.agent_seats, announce=announce),
        password_resets=PasswordResets(database, tokens, passwords, attempts, announce),
        api_tokens=ApiTokens(database, announce),
        audit_log=AuditLog(database),
        sites=sites,
        forms=Forms(database, announce),
        site_keys=SiteKeys(database),
        tags=Tags(database, announce),
        canned_responses=CannedResponses(database),
        customers=Customers(database, announce),
        customer_sessions=CustomerSessions(database, tokens, throttles),
        identities=Identities(database, tokens, throttles, move_conversations, announce),
        privacy=Privacy(database, announce),
        retention=Retention(database, announce, settings.time_scale),
        sends=sends,
        assignment=assignment,
        conversations=Conversations(database, sends, throttles, assignment, announce),
        unread=Unread(database, tokens, throttles),
        heads=Heads(database, assignment, announce),
        upkeep=Upkeep(database, assignment, announce, settings.time_scale),
        revisions=Revisions(database, announce),
        marks=marks,
        hub=hub,
        ephemera=ephemera,
        attendance=Attendance(ephemera, assignment, timing),
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
    await services.attendance.start()
    await services.sends.start()
    await services.upkeep.start()
    await services.retention.start()
    try:
        yield
    finally:
        await services.retention.stop()
        await services.upkeep.stop()
        await services.assignment.stop()
        await services.sends.stop()
        await services.marks.stop()
        await services.attendance.stop()
        await services.ephemera.stop()
        await services.bus.stop()
        await services.follower.stop()
        await services.programs.stop()
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
