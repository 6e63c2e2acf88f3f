"""Origins: the addresses of websites, as their browsers tell them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv6Address
from urllib.parse import urlsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
LONGEST_HOST = 253


def may_embed(origin: str | None, allowed_origins: Sequence[str]) -> bool:
    """Whether a page of this origin may use the site's widget. No origin is a program, which an origin cannot stop."""
    return origin is None or not allowed_origins or origin.lower() in allowed_origins


def normal_origin(text: str) -> str:
    """The origin of an address as browsers send it. Raises `ValueError` with a sentence for whoever typed it."""
    if "*" in text:
        raise ValueError("Wildcards do not work here. List each address by itself; an empty list means any website.")
    try:
        parts = urlsplit(text.strip().lower())
        host, port = _normal_host(parts.hostname or ""), parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in _DEFAULT_PORTS or parts.username is not None:
        raise ValueError("This is no website's address; write it as https://shop.example.")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError("Leave out what comes after the host, as in https://shop.example.")
    shown_port = "" if port is None or port == _DEFAULT_PORTS[parts.scheme] else f":{port}"
    return f"{parts.scheme}://{host}{shown_port}"


def _normal_host(host: str) -> str | None:
    """The host as it stands in an origin; None where it is none. Raises `ValueError` too."""
    if ":" in host:
        return None if "%" in host else f"[{IPv6Address(host).compressed}]"
    plain = host if host.isascii() else idna.encode(host, uts46=True).decode()
    return plain if _HOST.fullmatch(plain) and len(plain) <= LONGEST_HOST else None
