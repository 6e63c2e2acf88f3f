"""`/v1/audit`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from stonechat.accounts.actor import AgentActor
from stonechat.accounts.audit_log import AuditLog
from stonechat.accounts.guards import SECURITY
from stonechat.accounts.team_wire import AuditPage
from stonechat.paging import DEFAULT_LIMIT, After, Limit
from stonechat.problems import problem_responses


@get(
    "/audit",
    operation_id="listAudit",
    summary="Read the audit log",
    security=SECURITY,
    responses=problem_responses(401, 403, 422, 503),
)
async def list_audit(
    admin: NamedDependency[AgentActor],  # noqa: ARG001 (asking for it is the permission check)
    audit_log: NamedDependency[AuditLog],
    limit: Limit = DEFAULT_LIMIT,
    after: After = None,
    target_id: Annotated[UUID | None, QueryParameter(description="Only what was done to this.")] = None,
) -> AuditPage:
    """What was done to people's access and data, newest first: who, what, when, and from where."""
    return await audit_log.list_entries(target_id, limit, after)


router = Router(path="/", route_handlers=[list_audit], tags=["Team"])
