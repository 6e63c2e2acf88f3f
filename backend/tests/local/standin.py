"""Plays the backend's commands and the frontends' servers, so that the supervisor is tested without building them.

standin.py run REPOSITORY | backup REPOSITORY FILE | restore REPOSITORY FILE
standin.py with-database REPOSITORY COMMAND… | ask QUERY | migrate | init | serve | renew-epoch
"""

from __future__ import annotations

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from stonechat.local.backup import backup, restore
from stonechat.local.binaries import find_binaries
from stonechat.local.database import with_database
from stonechat.local.libpq import ask
from stonechat.local.parts import FRONTENDS, Layout
from stonechat.local.run import run

VITE = """
const { createServer } = require("node:http");
const name = process.cwd().endsWith("widget-frontend") ? "WIDGET_PORT" : "DASHBOARD_PORT";
console.log("a banner that nobody needs to see");
const seen = { site: process.env.DEMO_SITE_ID, api: process.env.API_URL, database: process.env.DATABASE_URL ?? null };
createServer((_, answer) => answer.end(JSON.stringify(seen))).listen(Number(process.env[name]), process.env.HOST);
"""
EPOCHS = "CREATE TABLE IF NOT EXISTS epochs AS SELECT 1 AS epoch"


def build(repository: Path) -> None:
    """Make a repository whose frontends are a few lines of Node."""
    for folder in FRONTENDS.values():
        vite = repository / folder / "node_modules/vite/bin/vite.js"
        vite.parent.mkdir(parents=True)
        vite.write_text(VITE)
        (repository / folder / "dist").mkdir()


class Api(BaseHTTPRequestHandler):
    """Ready at once."""

    def do_GET(self) -> None:
        """Answer anything."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ["DASHBOARD_ORIGINS"].encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def layout(repository: str) -> Layout:
    """The repository above, with this file for a backend."""
    return Layout(Path(repository), (sys.executable, __file__))


def main(command: str, *arguments: str) -> int:
    """Do one command."""
    if command == "run":
        return run(layout(arguments[0]), develop=False)
    if command == "backup":
        return backup(arguments[1])
    if command == "restore":
        return restore(arguments[1], layout(arguments[0]))
    if command == "with-database":
        return with_database(list(arguments[1:]), layout(arguments[0]))
    if command == "ask":
        print(len(os.environ["JWT_SECRET"]), ask(find_binaries(), os.environ["DATABASE_URL"], arguments[0])[0])
        return int(sys.stdin.read())
    if command == "serve":
        print(
            '{"level": "info", "event": "an event of every day"}\n{"level": "error", "event": "an event of alarm"}',
            flush=True,
        )
        ThreadingHTTPServer(("127.0.0.1", int(os.environ["API_PORT"])), Api).serve_forever()
    queries = {"migrate": EPOCHS, "init": "SELECT 1", "renew-epoch": "UPDATE epochs SET epoch = epoch + 1"}
    answer, complaint = ask(find_binaries(), os.environ["DATABASE_URL"], queries[command])
    if answer is None:
        print(complaint, file=sys.stderr)
        return 1
    if command == "init":
        Path(os.environ["STONECHAT_DATA"], "committed").touch()
        time.sleep(float(os.environ.get("INIT_ANSWERS_AFTER", "0")))
        password = None if "ADMIN_EXISTS" in os.environ else "made-now"
        print(json.dumps({"admin_email": "a@example.com", "admin_password": password, "site_id": "s1"}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
