"""What `make run` reads from the environment, besides the settings of the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from stonechat.errors import SettingsError
from stonechat.settings import parse_flag, parse_port

REPOSITORY = Path(__file__).parents[4]
DEFAULT_PORTS = {"API_PORT": 8000, "WIDGET_PORT": 5173, "DASHBOARD_PORT": 5174}


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How and where everything runs."""

    data_dir: Path
    database_url: str | None
    """None: embed one."""
    host: str
    """Where the widget's and the dashboard's files are served."""
    api_host: str
    ports: dict[str, int]
    """By the name of their setting."""
    production: bool
    embedded_agreed: bool

    @property
    def public(self) -> bool:
        """Whether other machines can reach any of it."""
        return not (is_loopback(self.host) and is_loopback(self.api_host))


def data_dir(environ: Mapping[str, str]) -> Path:
    """Where everything that has to be kept is."""
    return Path(environ.get("STONECHAT_DATA", "").strip() or REPOSITORY / ".data").expanduser().absolute()


def database_url(environ: Mapping[str, str]) -> str | None:
    """The PostgreSQL to use, or None to embed one."""
    return environ.get("DATABASE_URL", "").strip() or None


def read_options(environ: Mapping[str, str]) -> RunOptions:
    """Read them. Raises `SettingsError` with one sentence per fault."""
    faults: list[str] = []
    ports = dict(DEFAULT_PORTS)
    for name in DEFAULT_PORTS:
        text = environ.get(name, "").strip()
        try:
            if text:
                ports[name] = parse_port(text)
        except ValueError as error:
            faults.append(f"{name}: {error}")
    for name, port in ports.items():
        twins = [other for other in ports if other > name and ports[other] == port]
        faults += [f"{name} and {twin} are both {port}: every part needs a port of its own." for twin in twins]
    agreed = False
    try:
        agreed = parse_flag(environ.get("STONECHAT_EMBEDDED", "").strip() or "no")
    except ValueError as error:
        faults.append(f"STONECHAT_EMBEDDED: {error}")
    if faults:
        raise SettingsError(faults)
    host = environ.get("HOST", "").strip() or "127.0.0.1"
    return RunOptions(
        data_dir=data_dir(environ),
        database_url=database_url(environ),
        host=host,
        api_host=environ.get("API_HOST", "").strip() or host,
        ports=ports,
        production=environ.get("STONECHAT_ENV", "").strip() == "production",
        embedded_agreed=agreed,
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def reached_at(host: str) -> str:
    """The name by which a client on this machine reaches a server that listens on `host`."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1"
    return f"[{host}]" if address.version == 6 else host
