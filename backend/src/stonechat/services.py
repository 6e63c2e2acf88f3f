"""The composition root: the one place that knows how the parts fit together, and the life of a process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from stonechat.accounts.api_tokens import ApiTokens
from stonechat.accounts.attempts import Attempts
from stonechat.accounts.audit_log import AuditLog
from stonechat.accounts.faces import Faces
from stonechat.accounts.guards import Doorkeeper
from stonechat.accounts.invitations import Invitations
from stonechat.accounts.own import OwnAccount
from stonechat.accounts.passwords import Passwords
from stonechat.accounts.programs import Programs
from stonechat.accounts.resets import PasswordResets
from stonechat.accounts.revocations import Revocations
from stonechat.accounts.service import Accounts
from stonechat.accounts.team import Team
from stonechat.accounts.tokens import Tokens
from stonechat.canned.service import CannedResponses
from stonechat.conversations.assignment import Assignment
from stonechat.conversations.heads import Heads
from stonechat.conversations.lists import ConversationLists
from stonechat.conversations.marks import Marks
from stonechat.conversations.merge import move_conversations
from stonechat.conversations.privacy import Privacy
from stonechat.conversations.retention import Retention
from stonechat.conversations.revisions import Revisions
from stonechat.conversations.sends import Group, Sends
from stonechat.conversations.service import Conversations
from stonechat.conversations.unread import Unread
from stonechat.conversations.upkeep import Upkeep
from stonechat.customers.identity import Identities
from stonechat.customers.service import Customers
from stonechat.customers.sessions import CustomerSessions
from stonechat.db.database import Database, is_away
from stonechat.db.history import ensure_epoch
from stonechat.realtime.attendance import Attendance
from stonechat.realtime.bus import BusTiming, PostgresBus
from stonechat.realtime.ephemera import Ephemera
from stonechat.realtime.follower import Follower
from stonechat.realtime.hub import Hub
from stonechat.realtime.live import Surroundings
from stonechat.realtime.longpoll import LongPoll
from stonechat.realtime.resumes import Resumes
from stonechat.realtime.session import SocketSessions
from stonechat.realtime.timing import Timing
from stonechat.settings import Settings
from stonechat.sites.forms import Forms
from stonechat.sites.keys import SiteKeys
from stonechat.sites.service import Sites
from stonechat.tags.service import Tags
from stonechat.throttling import Throttles

log = logging.getLogger(__name__)

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
    conversation_lists: ConversationLists
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
            database,
            tokens,
            passwords,
            attempts,
            seats=settings.agent_seats,
            on_changed=assignment.agent_changed,
            announce=announce,
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
        customer_sessions=CustomerSessions(database, tokens, throttles, announce),
        identities=Identities(database, tokens, throttles, move_conversations, announce),
        privacy=Privacy(database, announce),
        retention=Retention(database, announce, settings.time_scale),
        sends=sends,
        assignment=assignment,
        conversations=Conversations(database, sends, throttles, assignment, announce),
        conversation_lists=ConversationLists(database),
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
