"""What a site's own server says of a customer, in a JWT that it signed. No I/O."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Annotated, Any

import jwt
import msgspec

from stonechat.customers import rules
from stonechat.customers.wire import LONGEST_EXTERNAL_ID, Attributes, Email, Name, Phone
from stonechat.errors import Forbidden
from stonechat.texts import text_fault

ALGORITHM = "HS256"
LONGEST_LIFE = 24 * 60 * 60
"""Seconds that an identity may be good for: whoever copies one is that customer until then."""
LEEWAY = 60
"""Seconds by which the clocks of two servers may differ."""
# A payload is only read after its signature was found good, but the header before: neither may fail in another way.
_NOT_READABLE = (jwt.InvalidTokenError, ArithmeticError, RecursionError, TypeError, ValueError)


class Claims(msgspec.Struct, frozen=True):
    """Who somebody is, by the word of the site's own server. What it leaves out it does not know."""

    sub: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_EXTERNAL_ID)]
    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    attributes: Attributes = {}

    def texts(self) -> dict[str, str]:
        """Those of name, email and phone that it has."""
        found = {"name": self.name, "email": self.email, "phone": self.phone}
        return {key: value.strip() for key, value in found.items() if value is not None and value.strip()}


def read_claims(token: str, secrets: Sequence[str]) -> Claims:
    """Check an identity against the site's keys, any of which may have signed it. Raises `Forbidden`
    (`identity_refused`), which says why: whoever sees it may be setting this up.
    """
    payload = _verified(token, secrets)
    if int(payload["exp"]) - time.time() > LONGEST_LIFE + LEEWAY:
        raise refused("This identity is good for more than a day; sign one anew for each page.")
    try:
        claims = msgspec.convert(payload, Claims)
    except (msgspec.ValidationError, ArithmeticError, RecursionError) as error:
        raise refused(f"This identity has a claim that cannot be used: {error}.") from error
    faults = rules.check_profile(claims.texts(), claims.attributes)
    if text_fault(claims.sub) is not None or not claims.sub.strip():
        raise refused("The `sub` of this identity cannot be used.")
    if faults:
        raise refused(f"This identity has a claim that cannot be used: {faults[0].pointer}: {faults[0].detail}")
    return claims


def refused(detail: str) -> Forbidden:
    """The refusal of an identity."""
    return Forbidden("identity_refused", detail)


def _verified(token: str, secrets: Sequence[str]) -> dict[str, Any]:
    for secret in secrets:
        try:
            return jwt.decode(
                token,
                secret,
                # Only this one: a token must not choose how it is checked.
                algorithms=[ALGORITHM],
                leeway=LEEWAY,
                options={"require": ["exp", "sub"], "verify_aud": False},
            )
        except jwt.InvalidSignatureError:
            continue
        except jwt.ExpiredSignatureError as error:
            raise refused("This identity has expired; sign one anew for each page.") from error
        except _NOT_READABLE as error:
            raise refused("This is no JWT with `sub` and `exp` that was signed with HS256.") from error
    raise refused("This identity was not signed with a key of this site.")
