"""What every table has in common."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, MetaData, Text, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import UserDefinedType

NOW = text("clock_timestamp()")
"""The time of the statement, taken under the locks that it holds; `now()` is from before they were waited for."""

THIS_TRANSACTION = text("pg_current_xact_id()")


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction number, an `int` in Python."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The type's name in PostgreSQL."""
        return "xid8"


class Base(DeclarativeBase):
    """Constraints have names that a migration can rely on; every time is aware UTC."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        str: Text(),
        int: BigInteger(),
    }


class Versioned:
    """A row that clients hold: `version` grows with every change, `changed_xid` says in which transaction it last did.

    SQLAlchemy counts `version` itself and refuses a write that is based on an older one.
    """

    version: Mapped[int] = mapped_column(BigInteger, default=1)
    changed_xid: Mapped[int] = mapped_column(
        Xid8, server_default=THIS_TRANSACTION, onupdate=THIS_TRANSACTION, index=True
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy calls it with the class)
        return {"version_id_col": cls.version, "eager_defaults": True}
