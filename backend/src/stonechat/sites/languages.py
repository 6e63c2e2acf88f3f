"""Languages by their tags (BCP 47), and which of a site's texts somebody is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8}){0,6}", re.IGNORECASE | re.ASCII)
_SCRIPT, _REGION = 4, 2
"""How long these parts of a tag are, and nothing else is."""


def canonical_language(tag: str) -> str | None:
    """The tag as everybody writes it (RFC 5646 §2.1.1), as `zh-Hant-TW`; None for what cannot be one."""
    if not _TAG.fullmatch(tag):
        return None
    first, *rest = tag.lower().split("-")
    cased = (part.title() if len(part) == _SCRIPT else part.upper() if len(part) == _REGION else part for part in rest)
    return "-".join((first, *cased))


def text_in(language: str | None, texts: Mapping[str, Mapping[str, str]], name: str, default: str) -> str:
    """The text of this name in a language: by its exact tag, then by ever less of it (RFC 4647 §3.4), as `de` for
    `de-AT`; else the default. Each text looks for itself, as a language may leave one out."""
    for tag in _ever_less(language):
        if name in texts.get(tag, {}):
            return texts[tag][name]
    return default


def _ever_less(language: str | None) -> Iterator[str]:
    tag = canonical_language(language) if language is not None else None
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]
