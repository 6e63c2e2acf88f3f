"""What the environment says, read once at the start; all faults are reported together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from stonechat.errors import SettingsError

T = TypeVar("T")

SHORTEST_SECRET = 32  # RFC 7518 §3.2: an HS256 key has at least as many bits as the hash.
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """The API's settings. Times are seconds."""

    database_url: str
    database_direct_url: str
    """PostgreSQL without a transaction pooler in between, for connections that keep settings; else the same."""
    jwt_secrets: tuple[str, ...]
    """Newest first: the first signs, all verify."""
    api_host: str
    api_port: int
    dashboard_origins: tuple[str, ...]
    """Origins whose pages may use the refresh cookie, beside the API's own."""
    trusted_proxies: tuple[str, ...]
    cookie_cross_site: bool
    cookie_secure: bool
    workers: int
    agent_seats: int
    """How many agents may be active at once; 0 is no limit."""
    admin_email: str
    admin_password: str | None
    time_scale: float
    """For tests: every timer and lifetime is multiplied by it."""
    throttles: bool
    """For tests: without them, the same may be asked for as often as anybody likes."""
    bus: bool
    """For tests: without the bus, what other processes commit is only seen by looking every second."""

    @property
    def async_database_url(self) -> str:
        """The same database for SQLAlchemy's asyncpg dialect, which calls libpq's `sslmode` simply `ssl`."""
        address, _, query = self.database_url.split("://", 1)[1].partition("?")
        options = [("ssl" if name == "sslmode" else name, value) for name, value in parse_qsl(query)]
        return f"postgresql+asyncpg://{address}" + (f"?{urlencode(options)}" if options else "")


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.faults: list[str] = []

    def read(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        text = self._environ.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self.faults.append(f"{name}: {error}")
            return default

    def required(self, name: str, why: str) -> str:
        text = self._environ.get(name, "").strip()
        if not text:
            self.faults.append(f"{name} is missing: {why}")
        return text


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the API's settings. Raises `SettingsError` with one sentence per fault."""
    reader = _Reader(environ)
    database_url = _postgres_url(reader)
    settings = Settings(
        database_url=database_url,
        database_direct_url=reader.read("DATABASE_DIRECT_URL", database_url, _postgres),
        jwt_secrets=_secrets(reader),
        api_host=reader.read("API_HOST", "127.0.0.1", str),
        api_port=reader.read("API_PORT", 8000, parse_port),
        dashboard_origins=reader.read("DASHBOARD_ORIGINS", (), _origins),
        trusted_proxies=reader.read("TRUSTED_PROXIES", (), _words),
        cookie_cross_site=reader.read("COOKIE_CROSS_SITE", False, parse_flag),
        cookie_secure=reader.read("COOKIE_SECURE", reader.read("STONECHAT_ENV", "", str) == "production", parse_flag),
        workers=reader.read("WEB_CONCURRENCY", 1, _positive),
        agent_seats=reader.read("AGENT_SEATS", 2, _natural),
        admin_email=reader.read("ADMIN_EMAIL", "admin@example.com", str),
        admin_password=reader.read("ADMIN_PASSWORD", None, _password),
        time_scale=reader.read("STONECHAT_TIME_SCALE", 1.0, _scale),
        throttles=reader.read("STONECHAT_THROTTLES", True, parse_flag),
        bus=reader.read("STONECHAT_BUS", True, parse_flag),
    )
    if reader.faults:
        raise SettingsError(reader.faults)
    return settings


def parse_port(text: str) -> int:
    """A TCP port, 1 to 65,535. Raises `ValueError`."""
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise ValueError(f"{text!r} is not a port; give a number from 1 to 65535.")
    return int(text)


def parse_flag(text: str) -> bool:
    """`yes`, `true`, `1`, `on` or their opposites. Raises `ValueError`."""
    lowered = text.lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"{text!r} is neither yes nor no.")


def _postgres_url(reader: _Reader) -> str:
    url = reader.required("DATABASE_URL", "where is PostgreSQL, as in postgresql://user:password@host:5432/name?")
    if not url:
        return url
    return reader.read("DATABASE_URL", url, _postgres)


def _postgres(text: str) -> str:
    if urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise ValueError("it does not begin with postgresql://; Stonechat keeps its data in PostgreSQL.")
    options = parse_qsl(urlsplit(text).query, keep_blank_values=True)
    strange = sorted({name for name, _ in options} - {"sslmode"})
    if strange:
        raise ValueError(f"only sslmode is understood behind the question mark, and not {', '.join(strange)}.")
    return text


def _secrets(reader: _Reader) -> tuple[str, ...]:
    text = reader.required("JWT_SECRET", "set a long random value, for instance from `openssl rand -hex 32`.")
    secrets = _words(text)
    if any(len(secret) < SHORTEST_SECRET for secret in secrets):
        reader.faults.append(f"JWT_SECRET is too short: every secret in it needs {SHORTEST_SECRET} characters or more.")
    return secrets


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _origins(text: str) -> tuple[str, ...]:
    origins = _words(text)
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.hostname or origin != f"{parts.scheme}://{parts.netloc}":
            raise ValueError(f"{origin!r} is not an origin; give it as https://chat.example.com, without a path.")
    return tuple(origin.lower() for origin in origins)


def _scale(text: str) -> float:
    scale = float(text)
    if not 0.001 <= scale <= 1:
        raise ValueError(f"{text!r} is not a factor from 0.001 to 1.")
    return scale


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"{text!r} is not a whole number.")
    return int(text)


def _positive(text: str) -> int:
    if _natural(text) < 1:
        raise ValueError("it has to be 1 or more.")
    return int(text)


def _password(text: str) -> str:
    if not SHORTEST_PASSWORD <= len(text) <= LONGEST_PASSWORD:
        raise ValueError(f"the password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    return text
