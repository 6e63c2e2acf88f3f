"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from stonechat.db.base import Xid8

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("availability", sa.Text(), nullable=False),
        sa.Column("face_id", sa.Uuid(), nullable=True),
        sa.Column("capacity", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.CheckConstraint("(role = 'integration') = (email IS NULL)", name=op.f("ck_agents_people_have_addresses")),
        sa.CheckConstraint("availability IN ('online', 'away', 'offline')", name=op.f("ck_agents_availability")),
        sa.CheckConstraint("role IN ('admin', 'agent', 'integration')", name=op.f("ck_agents_role")),
        sa.CheckConstraint("(email IS NULL) = (password_hash IS NULL)", name=op.f("ck_agents_people_have_passwords")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_agents_capacity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
    )
    op.create_index(op.f("ix_agents_changed_xid"), "agents", ["changed_xid"], unique=False)
    op.create_index("uq_agents_email", "agents", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("target_type", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_target", "audit_entries", ["target_id", "id"], unique=False)
    op.create_table(
        "history",
        sa.Column("only", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("system_identifier", sa.Text(), nullable=True),
        sa.Column("timeline", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_history")),
    )
    op.create_table(
        "revocations",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "revoked_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_revocations")),
    )
    op.create_index(op.f("ix_revocations_changed_xid"), "revocations", ["changed_xid"], unique=False)
    op.create_index(op.f("ix_revocations_revoked_at"), "revocations", ["revoked_at"], unique=False)
    op.create_table(
        "server_starts",
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.PrimaryKeyConstraint("start", name=op.f("pk_server_starts")),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("greeting", sa.Text(), nullable=False),
        sa.Column("away_text", sa.Text(), server_default="", nullable=False),
        sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("office_hours", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("assignment", sa.Text(), server_default="round_robin", nullable=False),
        sa.Column("requeue_after", sa.BigInteger(), nullable=True),
        sa.Column("reopen_days", sa.BigInteger(), server_default="7", nullable=False),
        sa.Column("retention_days", sa.BigInteger(), nullable=True),
        sa.Column("allowed_origins", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.CheckConstraint("assignment IN ('manual', 'round_robin', 'least_loaded')", name=op.f("ck_sites_assignment")),
        sa.CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name=op.f("ck_sites_color")),
        sa.CheckConstraint("position IN ('left', 'right')", name=op.f("ck_sites_position")),
        sa.CheckConstraint("reopen_days >= 0", name=op.f("ck_sites_reopen_days")),
        sa.CheckConstraint("requeue_after >= 0", name=op.f("ck_sites_requeue_after")),
        sa.CheckConstraint("retention_days > 0", name=op.f("ck_sites_retention_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_index(op.f("ix_sites_changed_xid"), "sites", ["changed_xid"], unique=False)
    op.create_table(
        "tags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name=op.f("ck_tags_color")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
    )
    op.create_index(op.f("ix_tags_changed_xid"), "tags", ["changed_xid"], unique=False)
    op.create_index(
        "uq_tags_name",
        "tags",
        [sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "throttles",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttles")),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_throttles_due_at", "throttles", ["due_at"], unique=False)
    op.create_table(
        "agent_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column(
            "rotated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_agent_sessions_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_sessions")),
    )
    op.create_index(op.f("ix_agent_sessions_agent_id"), "agent_sessions", ["agent_id"], unique=False)
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_api_tokens_agent_id_agents")),
        sa.ForeignKeyConstraint(["made_by"], ["agents.id"], name=op.f("fk_api_tokens_made_by_agents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
    )
    op.create_index(op.f("ix_api_tokens_agent_id"), "api_tokens", ["agent_id"], unique=False)
    op.create_table(
        "canned_responses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["made_by"], ["agents.id"], name=op.f("fk_canned_responses_made_by_agents")),
        sa.ForeignKeyConstraint(["owner_id"], ["agents.id"], name=op.f("fk_canned_responses_owner_id_agents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_responses")),
    )
    op.create_index(
        "uq_canned_responses_shortcut",
        "canned_responses",
        [sa.literal_column("lower(shortcut)"), "owner_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_e164", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("page_attributes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("tag_ids", sa.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("first_page", sa.Text(), nullable=True),
        sa.Column("last_page", sa.Text(), nullable=True),
        sa.Column("referrer", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("head_version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["customers.id"], name=op.f("fk_customers_merged_into_id_customers")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_customers_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_index(op.f("ix_customers_changed_xid"), "customers", ["changed_xid"], unique=False)
    op.create_index(
        "ix_customers_merged_into_id",
        "customers",
        ["merged_into_id"],
        unique=False,
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_customers_phone_e164", "customers", ["phone_e164"], unique=False)
    op.create_index(op.f("ix_customers_site_id"), "customers", ["site_id"], unique=False)
    op.create_index(
        "uq_customers_external_id",
        "customers",
        ["site_id", "external_id"],
        unique=True,
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_table(
        "desks",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "present_until", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_desks_agent_id_agents"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_desks")),
    )
    op.create_index("ix_desks_turn", "desks", ["turn"], unique=False)
    op.create_table(
        "faces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(data) <= 65536", name=op.f("ck_faces_size")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_faces_agent_id_agents"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faces")),
    )
    op.create_index(op.f("ix_faces_agent_id"), "faces", ["agent_id"], unique=False)
    op.create_table(
        "form_fields",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("max_length", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("shown_if", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "kind IN ('text', 'email', 'phone', 'long_text', 'choice', 'checkbox', 'consent')",
            name=op.f("ck_form_fields_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_form_fields_site_id_sites"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_fields")),
        sa.UniqueConstraint("site_id", "key", name=op.f("uq_form_fields_site_id_key")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("role IN ('admin', 'agent')", name=op.f("ck_invitations_role")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_invitations_agent_id_agents")),
        sa.ForeignKeyConstraint(["invited_by"], ["agents.id"], name=op.f("fk_invitations_invited_by_agents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_table(
        "password_resets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_password_resets_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["agents.id"], name=op.f("fk_password_resets_made_by_agents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
    )
    op.create_index(op.f("ix_password_resets_agent_id"), "password_resets", ["agent_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_sightings_site_id_sites"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("site_id", "origin", name=op.f("pk_sightings")),
    )
    op.create_table(
        "site_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_keys_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_keys")),
    )
    op.create_index(op.f("ix_site_keys_site_id"), "site_keys", ["site_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("priority", sa.Text(), server_default="normal", nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rating", sa.BigInteger(), nullable=True),
        sa.Column("rating_text", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("public_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_version", sa.BigInteger(), nullable=False),
        sa.Column("start_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tag_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("preview", sa.Text(), nullable=False),
        sa.Column(
            "last_message_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_message_author", sa.Text(), nullable=False),
        sa.Column("last_message_author_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.CheckConstraint("(status = 'resolved') = (resolved_at IS NOT NULL)", name=op.f("ck_conversations_resolved")),
        sa.CheckConstraint(
            "last_message_author IN ('customer', 'agent', 'system')", name=op.f("ck_conversations_last_message_author")
        ),
        sa.CheckConstraint("priority IN ('low', 'normal', 'high', 'urgent')", name=op.f("ck_conversations_priority")),
        sa.CheckConstraint("status = 'snoozed' OR snoozed_until IS NULL", name=op.f("ck_conversations_snoozed")),
        sa.CheckConstraint(
            "status IN ('open', 'pending', 'snoozed', 'resolved')", name=op.f("ck_conversations_status")
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_conversations_rating")),
        sa.CheckConstraint("seq >= public_seq AND public_seq >= 0", name=op.f("ck_conversations_counters")),
        sa.ForeignKeyConstraint(["assignee_id"], ["agents.id"], name=op.f("fk_conversations_assignee_id_agents")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_conversations_customer_id_customers")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_conversations_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index("ix_conversations_activity", "conversations", ["last_message_at", "id"], unique=False)
    op.create_index(
        "ix_conversations_assignee",
        "conversations",
        ["assignee_id", "last_message_at", "id"],
        unique=False,
        postgresql_where=sa.text("assignee_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_conversations_changed_xid"), "conversations", ["changed_xid"], unique=False)
    op.create_index(
        "ix_conversations_customer_activity", "conversations", ["customer_id", "last_message_at", "id"], unique=False
    )
    op.create_index(
        "ix_conversations_queue",
        "conversations",
        ["queued_at", "id"],
        unique=False,
        postgresql_where=sa.text("queued_at IS NOT NULL"),
    )
    op.create_index(
        "ix_conversations_resolved",
        "conversations",
        ["site_id", "resolved_at"],
        unique=False,
        postgresql_where=sa.text("resolved_at IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_index(
        "ix_conversations_snoozed",
        "conversations",
        ["snoozed_until"],
        unique=False,
        postgresql_where=sa.text("snoozed_until IS NOT NULL"),
    )
    op.create_index(
        "ix_conversations_status_activity", "conversations", ["status", "last_message_at", "id"], unique=False
    )
    op.create_index(
        "ix_conversations_tags",
        "conversations",
        ["tag_ids"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=sa.text("tag_ids <> '{}'"),
    )
    op.create_table(
        "customer_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("used_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_sessions_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_sessions")),
    )
    op.create_index(op.f("ix_customer_sessions_customer_id"), "customer_sessions", ["customer_id"], unique=False)
    op.create_table(
        "marks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=True),
        sa.Column("delivered_seq", sa.BigInteger(), nullable=False),
        sa.Column("read_seq", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.CheckConstraint("reader IN ('customer', 'agent', 'team')", name=op.f("ck_marks_reader")),
        sa.CheckConstraint("read_seq BETWEEN 0 AND delivered_seq", name=op.f("ck_marks_forward")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_marks_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
    )
    op.create_index(op.f("ix_marks_changed_xid"), "marks", ["changed_xid"], unique=False)
    op.create_index("ix_marks_conversation", "marks", ["conversation_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_seq", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("mentions", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.CheckConstraint("(kind = 'event') = (event IS NOT NULL)", name=op.f("ck_messages_event")),
        sa.CheckConstraint("author IN ('customer', 'agent', 'system')", name=op.f("ck_messages_author")),
        sa.CheckConstraint("kind <> 'message' OR public_seq IS NOT NULL", name=op.f("ck_messages_message_is_public")),
        sa.CheckConstraint("kind <> 'note' OR public_seq IS NULL", name=op.f("ck_messages_note_is_internal")),
        sa.CheckConstraint("kind IN ('message', 'note', 'event')", name=op.f("ck_messages_kind")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_messages")),
        sa.UniqueConstraint("conversation_id", "id", name=op.f("uq_messages_conversation_id_id")),
    )
    op.create_index(op.f("ix_messages_changed_xid"), "messages", ["changed_xid"], unique=False)
    op.create_table(
        "earlier_words",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "replaced_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "message_id"],
            ["messages.conversation_id", "messages.id"],
            name=op.f("fk_earlier_words_conversation_id_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "message_id", "version", name=op.f("pk_earlier_words")),
    )


def downgrade() -> None:
    op.drop_table("earlier_words")
    op.drop_index(op.f("ix_messages_changed_xid"), table_name="messages")
    op.drop_table("messages")
    op.drop_index("ix_marks_conversation", table_name="marks")
    op.drop_index(op.f("ix_marks_changed_xid"), table_name="marks")
    op.drop_table("marks")
    op.drop_index(op.f("ix_customer_sessions_customer_id"), table_name="customer_sessions")
    op.drop_table("customer_sessions")
    op.drop_index(
        "ix_conversations_tags",
        table_name="conversations",
        postgresql_using="gin",
        postgresql_where=sa.text("tag_ids <> '{}'"),
    )
    op.drop_index("ix_conversations_status_activity", table_name="conversations")
    op.drop_index(
        "ix_conversations_snoozed", table_name="conversations", postgresql_where=sa.text("snoozed_until IS NOT NULL")
    )
    op.drop_index(
        "ix_conversations_resolved",
        table_name="conversations",
        postgresql_where=sa.text("resolved_at IS NOT NULL AND deleted_at IS NULL"),
    )
    op.drop_index(
        "ix_conversations_queue", table_name="conversations", postgresql_where=sa.text("queued_at IS NOT NULL")
    )
    op.drop_index("ix_conversations_customer_activity", table_name="conversations")
    op.drop_index(op.f("ix_conversations_changed_xid"), table_name="conversations")
    op.drop_index(
        "ix_conversations_assignee", table_name="conversations", postgresql_where=sa.text("assignee_id IS NOT NULL")
    )
    op.drop_index("ix_conversations_activity", table_name="conversations")
    op.drop_table("conversations")
    op.drop_index(op.f("ix_site_keys_site_id"), table_name="site_keys")
    op.drop_table("site_keys")
    op.drop_table("sightings")
    op.drop_index(op.f("ix_password_resets_agent_id"), table_name="password_resets")
    op.drop_table("password_resets")
    op.drop_table("invitations")
    op.drop_table("form_fields")
    op.drop_index(op.f("ix_faces_agent_id"), table_name="faces")
    op.drop_table("faces")
    op.drop_index("ix_desks_turn", table_name="desks")
    op.drop_table("desks")
    op.drop_index(
        "uq_customers_external_id", table_name="customers", postgresql_where=sa.text("external_id IS NOT NULL")
    )
    op.drop_index(op.f("ix_customers_site_id"), table_name="customers")
    op.drop_index("ix_customers_phone_e164", table_name="customers")
    op.drop_index(
        "ix_customers_merged_into_id", table_name="customers", postgresql_where=sa.text("merged_into_id IS NOT NULL")
    )
    op.drop_index(op.f("ix_customers_changed_xid"), table_name="customers")
    op.drop_table("customers")
    op.drop_index("uq_canned_responses_shortcut", table_name="canned_responses", postgresql_nulls_not_distinct=True)
    op.drop_table("canned_responses")
    op.drop_index(op.f("ix_api_tokens_agent_id"), table_name="api_tokens")
    op.drop_table("api_tokens")
    op.drop_index(op.f("ix_agent_sessions_agent_id"), table_name="agent_sessions")
    op.drop_table("agent_sessions")
    op.drop_index("ix_throttles_due_at", table_name="throttles")
    op.drop_table("throttles")
    op.drop_index("uq_tags_name", table_name="tags", postgresql_where=sa.text("deleted_at IS NULL"))
    op.drop_index(op.f("ix_tags_changed_xid"), table_name="tags")
    op.drop_table("tags")
    op.drop_index(op.f("ix_sites_changed_xid"), table_name="sites")
    op.drop_table("sites")
    op.drop_table("server_starts")
    op.drop_index(op.f("ix_revocations_revoked_at"), table_name="revocations")
    op.drop_index(op.f("ix_revocations_changed_xid"), table_name="revocations")
    op.drop_table("revocations")
    op.drop_table("history")
    op.drop_index("ix_audit_entries_target", table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_index("uq_agents_email", table_name="agents")
    op.drop_index(op.f("ix_agents_changed_xid"), table_name="agents")
    op.drop_table("agents")
