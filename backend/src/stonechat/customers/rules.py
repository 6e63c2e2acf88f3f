"""Pure decisions about customers: their resume keys, what may stand in their profile, and what a browser tells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit
from uuid import UUID

import phonenumbers

from stonechat.customers.wire import LONGEST_NOTE, MOST_ATTRIBUTES, MOST_TAGS, AttributeValue
from stonechat.errors import FieldFault
from stonechat.texts import is_email, pointer_to, text_fault

LONGEST_PAGE = 2_000
LONGEST_USER_AGENT = 300
_LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}")
_TIME_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}")


class Resume(Enum):
    """What to do with a resume key that was presented."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    """Its successor was never used, so the answer that carried it may have been lost: give the same one again."""
    REFUSE = "refuse"


def judge_resume(presented: int, current: int) -> Resume:
    """Decide by the generation of the key and the session's current one.

    A genuine key from the future was given out before the database was restored from a backup: its bearer is whom the
    session belongs to.

    Unlike an agent's session, an outdated key only fails and ends nothing: it is worthless to whoever copied it, and
    a customer who loses the key loses the conversation.
    """
    if presented >= current:
        return Resume.ROTATE
    return Resume.REPEAT if presented == current - 1 else Resume.REFUSE


@dataclass(frozen=True, slots=True)
class Visit:
    """What a browser tells of itself and of where it is. None is nothing that is worth keeping."""

    page: str | None
    referrer: str | None
    locale: str | None
    time_zone: str | None
    user_agent: str | None


def read_visit(
    page: str | None, referrer: str | None, locale: str | None, time_zone: str | None, user_agent: str | None
) -> Visit:
    """Keep what is plausible. A browser with a strange idea of these must still be let in."""
    return Visit(
        page=read_page(page),
        referrer=read_page(referrer),
        locale=locale if locale is not None and _LOCALE.fullmatch(locale) else None,
        time_zone=time_zone if time_zone is not None and _TIME_ZONE.fullmatch(time_zone) else None,
        user_agent=user_agent[:LONGEST_USER_AGENT] if user_agent and text_fault(user_agent) is None else None,
    )


def read_page(address: str | None) -> str | None:
    """The address of a web page, of a very long one without what follows the path; None for anything else.

    Agents follow these addresses, so they must not be scripts.
    """
    if address is None or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    if len(address) > LONGEST_PAGE:
        address = parts._replace(query="", fragment="").geturl()
    return address if len(address) <= LONGEST_PAGE else None


def normalise_phone(text: str | None, country: str | None) -> str | None:
    """A phone number in the form of E.164, as `+4930901820`; None for one that is not valid.

    `country`, as `DE`, is where numbers without a country code are from; without one they stay unknown.
    """
    if not text:
        return None
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_profile(texts: Mapping[str, str | None], attributes: Mapping[str, AttributeValue]) -> tuple[FieldFault, ...]:
    """Return what is wrong with the named texts and the attributes of a profile; an empty tuple means nothing."""
    faults: list[FieldFault] = []
    for key, value in texts.items():
        fault = text_fault(value or "")
        if fault is None and key == "email" and value and not is_email(value):
            fault = "This does not look like an email address."
        if fault is not None:
            faults.append(FieldFault(pointer_to(key), fault))
    for key, attribute in attributes.items():
        fault = text_fault(attribute) if isinstance(attribute, str) else None
        if isinstance(attribute, float) and not math.isfinite(attribute):
            fault = "This is no number."
        if fault is not None:
            faults.append(FieldFault(pointer_to("attributes", key), fault))
    return tuple(faults)


def merge_attributes(
    stored: Mapping[str, AttributeValue], stronger: Mapping[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """Both, where the stronger ones win, also when there is no room for all."""
    room = MOST_ATTRIBUTES - len(stronger)
    others = [key for key in stored if key not in stronger]
    return {key: stronger[key] if key in stronger else stored[key] for key in [*others[:room], *stronger]}


def change_attributes(
    stored: Mapping[str, AttributeValue], told: Mapping[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """The stored ones with those that were told, as many as there is room for; None takes one away."""
    merged = merge_attributes(stored, {key: value for key, value in told.items() if value is not None})
    return {key: value for key, value in merged.items() if key not in told or told[key] is not None}


def merge_notes(kept: str, added: str) -> str:
    """Both notes of the team, as much as one may be long."""
    return "\n\n".join(note for note in (kept, added) if note)[:LONGEST_NOTE]


def merge_tags(kept: Iterable[UUID], added: Iterable[UUID]) -> list[UUID]:
    """All tags of both, as many as a customer may have."""
    return list(dict.fromkeys([*kept, *added]))[:MOST_TAGS]
