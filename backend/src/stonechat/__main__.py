"""The command line: `python -m stonechat COMMAND`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import sys
from pathlib import Path

import uvicorn

from stonechat import app, contract, migrations
from stonechat.db.history import ensure_epoch
from stonechat.errors import Busy, SettingsError
from stonechat.local import backup, run
from stonechat.local.database import with_database
from stonechat.logs import configure_logs
from stonechat.services import make_services
from stonechat.settings import Settings, read_settings

WS_FRAME_LIMIT = 64 * 1024


def main() -> int:
    """Run a command and return its exit status. What an operator can mend is said in one sentence, without a stack."""
    arguments = _parser().parse_args()
    try:
        match arguments.command:
            case "run":
                return run.main(reload=arguments.reload)
            case "backup":
                return backup.backup(arguments.file)
            case "restore":
                return backup.restore(arguments.file)
            case "openapi":
                arguments.file.write_text(contract.as_text(app.make_document()), encoding="utf-8")
                return 0
            case "set-password" if not os.environ.get("DATABASE_URL", "").strip():
                return with_database(["set-password", arguments.email])
        return _with_settings(read_settings(os.environ), arguments)
    except SettingsError as error:
        for fault in error.faults:
            print(f"stonechat: {fault}", file=sys.stderr)
        return 2
    except Busy as error:
        print(f"stonechat: {error.detail}", file=sys.stderr)
        return 1


def _with_settings(settings: Settings, arguments: argparse.Namespace) -> int:
    """The commands that need a database."""
    match arguments.command:
        case "serve":
            _serve(settings, reload=arguments.reload)
        case "migrate":
            migrations.upgrade(settings)
        case "init":
            print(json.dumps(asyncio.run(_init(settings))))
        case "set-password":
            return asyncio.run(_set_password(settings, arguments.email))
        case "renew-epoch":
            asyncio.run(_renew_epoch(settings))
    return 0


def make_asgi() -> object:
    """The API for uvicorn's workers, which read the settings themselves."""
    configure_logs()
    return app.make_asgi(read_settings(os.environ))


def _serve(settings: Settings, *, reload: bool) -> None:
    configure_logs()
    uvicorn.run(
        "stonechat.__main__:make_asgi",
        factory=True,
        host=settings.api_host,
        port=settings.api_port,
        workers=None if reload else settings.workers,
        reload=reload,
        reload_dirs=[str(Path(__file__).parent)] if reload else None,
        ws="websockets-sansio",
        ws_max_size=WS_FRAME_LIMIT,
        ws_per_message_deflate=False,  # It costs 30 to 45 KB per socket and stalls the loop for small frames.
        ws_ping_interval=None,  # The protocol has its own ping, which scripts can see.
        forwarded_allow_ips=",".join(settings.trusted_proxies),
        proxy_headers=bool(settings.trusted_proxies),
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_keep_alive=75,  # Longer than proxies keep theirs, or they send into a line that has just closed.
        timeout_graceful_shutdown=5,
    )


async def _init(settings: Settings) -> dict[str, str | None]:
    """Make the first admin and the first site where there are none."""
    services = make_services(settings)
    password = settings.admin_password or secrets.token_urlsafe(12)
    try:
        made = await services.accounts.ensure_first_admin(settings.admin_email, password)
        site_id, site_name = await services.sites.ensure_first_site()
    finally:
        services.passwords.close()
        await services.database.close()
    return {
        "admin_email": settings.admin_email,
        # A password that was given is known already, and would only stand in a log.
        "admin_password": password if made and settings.admin_password is None else None,
        "site_id": str(site_id),
        "site_name": site_name,
    }


async def _set_password(settings: Settings, email: str) -> int:
    """Make a new password for an agent and tell it."""
    services = make_services(settings)
    password = secrets.token_urlsafe(12)
    try:
        known = await services.accounts.set_password(email, password)
    finally:
        services.passwords.close()
        await services.database.close()
    if not known:
        print(f"stonechat: No agent has the address {email}.", file=sys.stderr)
        return 1
    print(f"The new password of {email} is {password}, and every earlier sign-in has ended.")
    return 0


async def _renew_epoch(settings: Settings) -> None:
    services = make_services(settings)
    try:
        await ensure_epoch(services.database, renew=True)
    finally:
        services.passwords.close()
        await services.database.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stonechat", description="Live chat that a website owner hosts.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("run", "run everything on this machine"), ("serve", "serve the API")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--reload", action="store_true", help="restart when the code changes")
    commands.add_parser("migrate", help="bring the database's tables up to date")
    commands.add_parser("init", help="make the first admin and site where there are none; prints JSON")
    commands.add_parser("renew-epoch", help="make every client load again, after the database was restored by hand")
    command = commands.add_parser("set-password", help="give an agent a new password, and print it")
    command.add_argument("email", metavar="EMAIL")
    for name, text in (
        ("openapi", "write the contract into FILE"),
        ("backup", "save everything into FILE"),
        ("restore", "bring everything back from FILE"),
    ):
        commands.add_parser(name, help=text).add_argument("file", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
