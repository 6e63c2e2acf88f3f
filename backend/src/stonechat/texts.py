"""Which texts can be stored: PostgreSQL holds every character but U+0000, and half of a surrogate pair is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from stonechat.errors import FieldFault

MOST_FAULTS = 20
_STRANGE = re.compile("[\0\ud800-\udfff]")
# One @, something on both sides, a dot in the host: more than this only a letter to the address can find out.
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def text_fault(text: str) -> str | None:
    """What keeps a text from being stored, as a sentence; None where nothing does."""
    found = _STRANGE.search(text)
    if found is None:
        return None
    if found[0] == "\0":
        return "The character U+0000 cannot be stored."
    return "This has half of a surrogate pair, which is no character."


def is_email(text: str) -> bool:
    """Whether this may be an email address."""
    return _EMAIL.fullmatch(text) is not None


def faults_in_body(body: bytes) -> tuple[FieldFault, ...]:
    """The first texts of a JSON body that cannot be stored, by their pointers; nothing for what is no JSON at all."""
    try:
        return tuple(islice(_faults_in(json.loads(body), ""), MOST_FAULTS))
    except (ValueError, RecursionError):
        return ()


def pointer_to(*parts: str | int) -> str:
    """The JSON pointer (RFC 6901) to a part of a body."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _faults_in(value: object, pointer: str) -> Iterator[FieldFault]:
    if isinstance(value, str):
        fault = text_fault(value)
        if fault is not None:
            yield FieldFault(pointer, fault)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _faults_in(item, f"{pointer}/{number}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if text_fault(key) is None:
                yield from _faults_in(item, pointer + pointer_to(key))
            else:
                # The pointer itself has to be text that an answer can carry.
                yield FieldFault(pointer, "One of the names in here has a character that cannot be stored.")
