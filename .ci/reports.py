"""What the test runners wrote about their tests: how many passed, and which failed with which first words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

SENTENCE = 200
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Count:
    """The tests of a run. `failures` names each failed one, with the beginning of what it said."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)


def read(report: Path) -> Count:
    """Count a JUnit, vitest or Playwright report."""
    if report.suffix == ".xml":
        return junit(report)
    data = json.loads(report.read_text())
    return playwright(data) if "stats" in data else vitest(data)


def junit(report: Path) -> Count:
    """What pytest and node's test runner write."""
    count = Count()
    for case in ElementTree.parse(report).iter("testcase"):
        found = [trouble for name in ("failure", "error") if (trouble := case.find(name)) is not None]
        if found:
            name = "::".join(part for part in (case.get("classname"), case.get("name")) if part)
            count.failed += 1
            count.failures.append(failure(name, found[0].get("message") or found[0].text or ""))
        elif case.find("skipped") is not None:
            count.skipped += 1
        else:
            count.passed += 1
    return count


def vitest(data: dict[str, Any]) -> Count:
    """A vitest report; a file that could not be read counts as no test, but has words."""
    failures = []
    for suite in data["testResults"]:
        if suite["status"] == "failed" and not suite["assertionResults"]:
            failures.append(failure(suite["name"], suite["message"]))
        for test in suite["assertionResults"]:
            if test["status"] == "failed":
                failures.append(failure(test["fullName"], next(iter(test["failureMessages"]), "")))
    return Count(
        data["numPassedTests"], data["numFailedTests"], data["numPendingTests"] + data["numTodoTests"], failures
    )


def playwright(data: dict[str, Any]) -> Count:
    """A Playwright report. Nothing is retried, so a flaky test cannot be; were there one, it would be a failure."""
    stats, errors = data["stats"], data.get("errors", [])
    failures = [failure("before the tests", error.get("message", "")) for error in errors]
    suites = list(data["suites"])
    for suite in suites:  # It grows while it is walked, so that suites within suites are seen.
        suites += suite.get("suites", [])
        for spec in suite.get("specs", []):
            if not spec["ok"]:
                results = [result for test in spec["tests"] for result in test["results"]]
                said = next((error["message"] for result in results for error in result.get("errors", [])), "")
                failures.append(failure(f"{spec['file']}:{spec['line']} {spec['title']}", said))
    return Count(stats["expected"], stats["unexpected"] + stats["flaky"] + len(errors), stats["skipped"], failures)


def failure(name: str, said: str) -> str:
    """One line: the test, and how its complaint begins."""
    words = " ".join(COLOUR.sub("", said).split())
    return f"{name}: {words[:SENTENCE]}" if words else name
