"""Run the checks of all parts and count them. `checks.py [unit|lint|e2e]…`; nothing named: all of them.

Two lanes run side by side, and what a check wrote is shown in one piece when it ends: a few lines when it
passed, everything when it failed. All of it stays in .results/.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import reports

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / ".results"
BIN = ROOT / "backend/.venv/bin"
CALM_LINES = 3
NPM = ["npm", "run", "--silent"]
# What sockets, polls and their clients do: these wait for much, and take as long as all the others of the backend.
LIVE_TESTS = [f"tests/test_{name}.py" for name in ("socket", "protocol", "delivery_machine", "delta", "resumes")]


@dataclass
class Check:
    """One command. `report` is the file in which its test runner counts; without one it counts as one check."""

    name: str
    command: list[str]
    folder: str = "."
    kind: str = "lint"
    report: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """Where all of its output is kept."""
        return RESULTS / (self.name.replace(": ", "-").replace(" ", "-") + ".log")


def tool(name: str) -> str:
    """One of the backend's programs."""
    return str(BIN / name)


def backend_tests(name: str, *chosen: str) -> list[Check]:
    """Some of the backend's tests. Each run has a PostgreSQL of its own, so two can run at a time."""
    report = RESULTS / f"{name.replace(': ', '-').replace(' ', '-')}.xml"
    command = [tool("python"), "-m", "pytest", "--quiet", "--junit-xml", str(report), *chosen]
    return [Check(name, command, "backend", "unit", str(report))]


def backend_checks() -> list[Check]:
    """The API, and what is written in Python beside it."""
    docker_files = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("*/Dockerfile"))]
    return [
        Check("backend: style", [tool("ruff"), "check", ".", "../.ci"], "backend"),
        Check("backend: format", [tool("ruff"), "format", "--check", ".", "../.ci"], "backend"),
        Check("backend: types", [tool("mypy")], "backend"),
        Check("checks: types", [tool("mypy"), "--strict", ".ci/checks.py", ".ci/reports.py"]),
        Check("backend: borders", [tool("lint-imports")], "backend"),
        Check("contract: no breaking change", [tool("python"), "backend/scripts/check_contract.py"]),
        Check("dockerfiles", [tool("hadolint"), *docker_files]),
        Check("locks: no host named", [tool("python"), ".ci/locks.py"]),
    ]


def bench_checks() -> list[Check]:
    """The bench's own sources; what it measures is measured by `make bench`."""
    return [
        Check("bench: style", [tool("ruff"), "check", "."], "bench"),
        Check("bench: format", [tool("ruff"), "format", "--check", "."], "bench"),
        Check("bench: types", [tool("mypy")], "bench"),
        *npm_checks("bench/peers"),
    ]


def npm_checks(part: str) -> list[Check]:
    """A part in TypeScript: those of the usual scripts that it has."""
    scripts = json.loads((ROOT / part / "package.json").read_text())["scripts"]
    short = part.removesuffix("-frontend").replace("/", " ")
    report = str(RESULTS / f"{short}.json")
    counted = ["--", "--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    checks = {
        "typecheck": Check(f"{short}: types", [*NPM, "typecheck"], part),
        "lint": Check(f"{short}: style", [*NPM, "lint"], part),
        "test": Check(f"{short}: tests", [*NPM, "test", *counted], part, "unit", report),
        "build": Check(f"{short}: build", [*NPM, "build"], part, "build"),
        "size": Check(f"{short}: size", [*NPM, "size"], part, "build"),
    }
    return [check for script, check in checks.items() if script in scripts]


def contract_checks() -> list[Check]:
    """Contract package and how the frontends are served."""
    report = str(RESULTS / "static-host.xml")
    reporters = [
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=junit",
        f"--test-reporter-destination={report}",
    ]
    return [
        *npm_checks("openapi"),
        Check("contract: style", [*NPM, "lint:contract"], "openapi"),
        Check("contract: reference", [*NPM, "docs"], "openapi", "build"),
        Check("static host: tests", ["node", "--test", *reporters, "openapi/static-host/"], kind="unit", report=report),
        Check("compose file", ["node_modules/.bin/dclint", "--max-warnings", "0", "../docker-compose.yml"], ".ci"),
    ]


def e2e_static_checks() -> list[Check]:
    """The sources of the browser test, of the chaos run and of the bars."""
    scripts = json.loads((ROOT / "e2e/package.json").read_text())["scripts"]
    ours = {"MYPYPATH": str(ROOT / "backend/src")}
    return [
        *(Check(f"e2e: {name}", [*NPM, name], "e2e") for name in ("typecheck", "lint") if name in scripts),
        Check("chaos: style", [tool("ruff"), "check", "."], "e2e/chaos"),
        Check("chaos: types", [tool("mypy"), "--strict", "world/database.py"], "e2e/chaos", environment=ours),
        Check("bars: style", [tool("ruff"), "check", "."], "e2e/bars"),
        Check("bars: types", [tool("mypy"), "--strict", "stage/fill.py"], "e2e/bars", environment=ours),
        Check("looks: style", [tool("ruff"), "check", "."], "e2e/looks"),
        Check("looks: types", [tool("mypy"), "--strict", "past.py"], "e2e/looks", environment=ours),
        node_tests("chaos: the checker's tests", "chaos/*/*.test.ts"),
        node_tests("bars: tests", "bars/**/*.test.ts"),
    ]


def node_tests(name: str, pattern: str) -> Check:
    """Tests beside the sources in e2e/, which need no browser."""
    report = str(RESULTS / f"{name.split(':', maxsplit=1)[0]}.xml")
    reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    reporters += ["--test-reporter=junit", f"--test-reporter-destination={report}"]
    tests = sorted(str(path.relative_to(ROOT / "e2e")) for path in (ROOT / "e2e").glob(pattern))
    return Check(name, ["node", "--import", "tsx", "--test", *reporters, *tests], "e2e", "unit", report)


def e2e_checks() -> list[Check]:
    """All parts together, one after the other, because they wait for much: in a browser, under faults, and measured."""
    report = str(RESULTS / "e2e.json")
    counted = ["--", "--reporter=list,json"]
    files = {"PLAYWRIGHT_JSON_OUTPUT_FILE": report, "PLAYWRIGHT_JSON_OUTPUT_NAME": report}
    bench = str(RESULTS / "bench.xml")
    return [
        Check("e2e: tests", [*NPM, "test", *counted], "e2e", "e2e", report, files),
        Check("chaos: a short run", [*NPM, "chaos:short"], "e2e", "e2e"),
        Check("chaos: the control fails", [*NPM, "test:control"], "e2e", "e2e"),
        Check("bars: without a clock", [*NPM, "bars:quick"], "e2e", "e2e"),
        Check("bench: tests", [tool("python"), "-m", "pytest", "--quiet", "--junit-xml", bench], "bench", "e2e", bench),
    ]


def queue() -> list[list[Check]]:
    """What two lanes take from, a list at a time: longest first, so that both end at about the same time."""
    return [
        backend_tests("backend: tests", "--ignore=tests/local", *(f"--ignore={path}" for path in LIVE_TESTS)),
        backend_tests("backend: live tests", *LIVE_TESTS),
        backend_tests("make run: tests", "tests/local"),
        npm_checks("dashboard-frontend"),
        npm_checks("widget-frontend"),
        contract_checks(),
        backend_checks(),
        bench_checks(),
        e2e_static_checks(),
    ]


class Runner:
    """Runs checks and tells about them."""

    def __init__(self) -> None:
        self._voice = threading.Lock()
        self.done: list[Check] = []

    def lane(self, checks: list[Check]) -> None:
        """One after the other; a failure stops none of the others."""
        for check in checks:
            self.run(check)

    def run(self, check: Check) -> None:
        """Run one, count it, and tell how it went."""
        with self._voice:
            print(f"… {check.name}", flush=True)
        begin = time.monotonic()
        if check.report:
            Path(check.report).unlink(missing_ok=True)
        with check.log.open("wb") as log:
            status = subprocess.run(
                check.command,
                cwd=ROOT / check.folder,
                env=environment(check.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        check.seconds = time.monotonic() - begin
        count(check, status)
        self._tell(check, status)

    def _tell(self, check: Check, status: int) -> None:
        lines = [line.rstrip() for line in check.log.read_text(errors="replace").splitlines() if line.strip()]
        shown = lines[-CALM_LINES:] if not check.failed else lines
        verdict = "passed" if not check.failed else f"FAILED (exit status {status})"
        with self._voice:
            self.done.append(check)
            print(f"\n== {check.name}: {verdict}, {check.seconds:.1f} s")
            print("".join(f"   {line}\n" for line in shown), end="", flush=True)


def environment(more: dict[str, str]) -> dict[str, str]:
    """Ours, with the backend's tools first on the PATH, and without what would change a result."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MAKEFLAGS", "MAKELEVEL"}}
    return kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "FORCE_COLOR": "0", "NO_COLOR": "1"} | more


def count(check: Check, status: int) -> None:
    """Read what the runner counted. A check that ended badly has failed, whatever was counted."""
    if check.report and Path(check.report).exists():
        counted = reports.read(Path(check.report))
        check.passed, check.failed, check.skipped = counted.passed, counted.failed, counted.skipped
        check.failures = counted.failures
        if check.passed + check.failed == 0:
            check.failed = 1
    elif check.report:
        check.failed = 1
    else:
        check.passed = int(status == 0)
    if status != 0:
        check.failed = max(1, check.failed)


def main(kinds: list[str]) -> int:
    """Run them all, or those of some kinds. Returns the exit status."""
    begin = time.monotonic()
    RESULTS.mkdir(exist_ok=True)
    runner = Runner()

    def wanted(checks: list[Check]) -> list[Check]:
        return [check for check in checks if not kinds or check.kind in kinds]

    if not kinds or "lint" in kinds:
        # First and alone: it writes the files that the others read.
        runner.run(Check("contract: fresh", [tool("python"), ".ci/fresh.py"]))
    with ThreadPoolExecutor(2) as lanes:
        for lane in [lanes.submit(runner.lane, wanted(checks)) for checks in queue()]:
            lane.result()
    runner.lane(wanted(e2e_checks()))
    return summary(runner.done, time.monotonic() - begin)


def summary(done: list[Check], seconds: float) -> int:
    """Durations, the total, what failed; the total goes to .results/summary.txt, too, for CI."""
    print(f"\n{'check':<34}{'seconds':>8}{'passed':>8}{'failed':>8}{'skipped':>8}")
    for check in done:
        print(f"{check.name:<34}{check.seconds:>8.1f}{check.passed:>8}{check.failed:>8}{check.skipped:>8}")
    passed, failed, skipped = (sum(getattr(check, what) for check in done) for what in ("passed", "failed", "skipped"))
    print(f"{'all':<34}{seconds:>8.1f}{passed:>8}{failed:>8}{skipped:>8}\n")
    for check in done:
        if check.failed:
            print(f"FAILED {check.name}", *check.failures, sep="\n   ")
    rest = f", {skipped} skipped" if skipped else ""
    (RESULTS / "summary.txt").write_text(f"{passed} passed, {failed} failed{rest}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
