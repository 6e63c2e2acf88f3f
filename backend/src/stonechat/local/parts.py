"""The three parts that `make run` serves, as programs with their environment."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from stonechat.local.children import Child
from stonechat.local.options import REPOSITORY, RunOptions, reached_at

VITE = "node_modules/vite/bin/vite.js"
PREVIEW = [VITE, "preview"]
DEVELOP = {"widget": ["scripts/dev.mjs"], "dashboard": [VITE]}
"""What `npm run dev` runs; npm itself would stand between it and our signals."""
FRONTENDS = {"widget": "widget-frontend", "dashboard": "dashboard-frontend"}
SECRETS = ("DATABASE_URL", "DATABASE_DIRECT_URL", "JWT_SECRET", "REDIS_URL", "ADMIN_PASSWORD")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts are, and how the backend's commands are run."""

    repository: Path = REPOSITORY
    python: tuple[str, ...] = (sys.executable, "-m", "stonechat")

    @property
    def frontends(self) -> dict[str, Path]:
        """The folder of each static part."""
        return {name: self.repository / folder for name, folder in FRONTENDS.items()}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a browser on this machine finds the parts."""

    api: str
    widget: str
    dashboard: str


def addresses(options: RunOptions) -> Addresses:
    """The three addresses."""
    host, ports = reached_at(options.host), options.ports
    return Addresses(
        api=f"http://{reached_at(options.api_host)}:{ports['API_PORT']}",
        widget=f"http://{host}:{ports['WIDGET_PORT']}",
        dashboard=f"http://{host}:{ports['DASHBOARD_PORT']}",
    )


def api_environment(options: RunOptions, url: str, jwt_secret: str | None) -> dict[str, str]:
    """What the API and the commands beside it need."""
    environment = dict(os.environ) | {
        "DATABASE_URL": url,
        "API_HOST": options.api_host,
        "API_PORT": str(options.ports["API_PORT"]),
        "PYTHONUNBUFFERED": "1",
    }
    if jwt_secret:
        environment["JWT_SECRET"] = jwt_secret
    if not environment.get("DASHBOARD_ORIGINS", "").strip():
        port = options.ports["DASHBOARD_PORT"]
        origins = [addresses(options).dashboard, f"http://localhost:{port}"]
        environment["DASHBOARD_ORIGINS"] = ",".join(dict.fromkeys(origins))
    return environment


def make_children(
    options: RunOptions, layout: Layout, environment: dict[str, str], site_id: str, node: str, *, develop: bool
) -> list[Child]:
    """The API first; the files that call it after it."""
    reload = ["--reload"] if develop else []
    logs = options.data_dir / "logs"
    api = Child(
        name="api",
        command=[*layout.python, "serve", *reload],
        folder=layout.repository,
        environment=environment,
        host=reached_at(options.api_host),
        port=options.ports["API_PORT"],
        path="/health/ready",
        log=logs / "api.log",
        chatty=develop,
    )
    # The files' servers answer anybody; they are told nothing that they have no use for.
    plain = {name: value for name, value in environment.items() if name not in SECRETS}
    plain |= {
        "API_URL": os.environ.get("API_URL", "").strip() or addresses(options).api,
        "HOST": options.host,
        "WIDGET_PORT": str(options.ports["WIDGET_PORT"]),
        "DASHBOARD_PORT": str(options.ports["DASHBOARD_PORT"]),
        "DEMO_SITE_ID": site_id,
    }
    return [api] + [
        Child(
            name=name,
            command=[node, *(DEVELOP[name] if develop else PREVIEW)],
            folder=folder,
            environment=plain,
            host=reached_at(options.host),
            port=options.ports[f"{name.upper()}_PORT"],
            path="/",
            log=logs / f"{name}.log",
            chatty=develop,
        )
        for name, folder in layout.frontends.items()
    ]
