"""Where results go, and how figures are shown."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Say = Callable[[str], None]


def write_results(output: Path, page: str, everything: dict[str, Any]) -> None:
    """Both files. `output` is their name without .md and .json."""
    output.parent.mkdir(parents=True, exist_ok=True)
    output.with_suffix(".md").write_text(page, encoding="utf-8")
    output.with_suffix(".json").write_text(json.dumps(short(everything), indent=1) + "\n")


def short(value: Any) -> Any:
    """The same with five digits of each figure. JSON has no infinity: null is what never came."""
    if isinstance(value, dict):
        return {name: short(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [short(each) for each in value]
    if isinstance(value, float):
        return float(f"{value:.5g}") if math.isfinite(value) else None
    return value


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table in Markdown, after an empty one."""
    lines = ["", *(f"| {' | '.join(row)} |" for row in (head, *rows))]
    lines.insert(2, "|---" * len(head) + "|")
    return lines


def verdict(is_reached: bool) -> str:
    """In a table of bars."""
    return "yes" if is_reached else "**no**"
