"""Pure decisions about who may embed and what a form accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stonechat.errors import FieldFault
from stonechat.sites.wire import FormField

# One @, something on both sides, a dot in the host: more than this only a letter to the address can find out.
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[\d\s()./\-]+")
FEWEST_PHONE_DIGITS = 5


def may_embed(origin: str | None, allowed_origins: Sequence[str]) -> bool:
    """Whether a page of this origin may use the site's widget. No origin is a program, which an origin cannot stop."""
    return origin is None or not allowed_origins or origin.lower() in allowed_origins


def check_answers(fields: Sequence[FormField], answers: Mapping[str, str]) -> tuple[FieldFault, ...]:
    """Return what is wrong with a filled form, one fault per field; an empty tuple means that it is fine."""
    known = {field.key for field in fields}
    faults = [
        FieldFault(_pointer(key), "This question is no longer on the form.") for key in answers if key not in known
    ]
    for field in fields:
        fault = _fault(field, answers.get(field.key, "").strip())
        if fault is not None:
            faults.append(FieldFault(_pointer(field.key), fault))
    return tuple(faults)


def _fault(field: FormField, value: str) -> str | None:
    if not value:
        return "Please fill this in." if field.required else None
    if len(value) > field.max_length:
        return f"Please keep this to {field.max_length} characters."
    if field.kind == "email" and not _EMAIL.fullmatch(value):
        return "This does not look like an email address."
    if field.kind == "phone" and (
        not _PHONE.fullmatch(value) or sum(c.isdecimal() for c in value) < FEWEST_PHONE_DIGITS
    ):
        return "This does not look like a phone number."
    return None


def _pointer(key: str) -> str:
    return "/answers/" + key.replace("~", "~0").replace("/", "~1")
