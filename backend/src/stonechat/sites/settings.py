"""What a site may be set to, and how it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import available_timezones

import msgspec

from stonechat.errors import FieldFault, InvalidInput
from stonechat.sites.hours import minutes_of
from stonechat.sites.languages import canonical_language
from stonechat.sites.origins import normal_origin
from stonechat.sites.wire import OpeningTime, SiteSettings, SiteTexts
from stonechat.texts import pointer_to, text_fault

_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2."""
NO_ZONES = frozenset({"Factory", "localtime", "posixrules"})
"""Files of the time zone database that name no place; browsers do not know them."""

NEW_SITE: dict[str, Any] = {
    "color": "#c2410c",
    "position": "right",
    "greeting": "Hello. How can we help?",
    "away_text": "",
    "texts": {},
    "time_zone": "UTC",
    "office_hours": None,
    "country": None,
    "assignment": "round_robin",
    "requeue_after": None,
    "reopen_days": 7,
    "retention_days": None,
    "allowed_origins": [],
}
"""How a site is of which nobody says more than its name."""

Refuse: TypeAlias = Callable[[str, str], None]
"""Takes down a fault: its pointer and a sentence."""


def checked_settings(settings: SiteSettings) -> dict[str, Any]:
    """The settings that were given, as they are stored. Raises `InvalidInput` that names everything that is wrong."""
    faults: list[FieldFault] = []

    def refuse(pointer: str, detail: str) -> None:
        faults.append(FieldFault(pointer, detail))

    given = {name: getattr(settings, name) for name in SiteSettings.__struct_fields__}
    stored = {
        name: _CHECKS[name](value, refuse) if name in _CHECKS and value is not None else value
        for name, value in given.items()
        if value is not msgspec.UNSET
    }
    if faults:
        raise InvalidInput("invalid_input", "Some of these settings are not acceptable.", tuple(faults))
    return stored


def _name(name: str, refuse: Refuse) -> str:
    stored = _text(" ".join(name.split()), "/name", refuse)
    if not stored:
        refuse("/name", "Give the site a name.")
    return stored


def _text(text: str, pointer: str, refuse: Refuse) -> str:
    fault = text_fault(text)
    if fault is not None:
        refuse(pointer, fault)
    return text.strip()


def _texts(texts: Mapping[str, SiteTexts], refuse: Refuse) -> dict[str, dict[str, str]]:
    stored: dict[str, dict[str, str]] = {}
    for language, said in texts.items():
        tag = canonical_language(language)
        if tag is None:
            refuse(pointer_to("texts", language), "This is no language; write it as `de` or `de-AT`.")
            continue
        if tag in stored:
            refuse(pointer_to("texts", language), "This language is here twice.")
        stored[tag] = {
            name: _text(text, pointer_to("texts", language, name), refuse)
            for name, text in msgspec.structs.asdict(said).items()
            if text is not None
        }
    return stored


def _time_zone(name: str, refuse: Refuse) -> str:
    if name not in _time_zones():
        refuse("/time_zone", "There is no such time zone; write it as `Europe/Berlin`.")
    return name


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones()) - NO_ZONES


def _office_hours(times: list[OpeningTime], refuse: Refuse) -> list[dict[str, Any]]:
    for n, hours in enumerate(times):
        if minutes_of(hours.opens) == minutes_of(hours.closes):
            refuse(f"/office_hours/{n}/closes", "That is when it opens. A whole day is from 00:00 to 24:00.")
    return [msgspec.structs.asdict(hours) for hours in times]


def _country(code: str, refuse: Refuse) -> str:
    if code not in COUNTRIES:
        refuse("/country", "There is no such country; write it as `DE`.")
    return code


def _allowed_origins(origins: list[str], refuse: Refuse) -> list[str]:
    stored: dict[str, None] = {}
    for n, origin in enumerate(origins):
        try:
            stored[normal_origin(origin)] = None
        except ValueError as fault:
            refuse(f"/allowed_origins/{n}", str(fault))
    return list(stored)


_CHECKS: dict[str, Callable[[Any, Refuse], Any]] = {
    "name": _name,
    "greeting": lambda text, refuse: _text(text, "/greeting", refuse),
    "away_text": lambda text, refuse: _text(text, "/away_text", refuse),
    "texts": _texts,
    "time_zone": _time_zone,
    "office_hours": _office_hours,
    "country": _country,
    "allowed_origins": _allowed_origins,
}
