"""The documentation is as true as the code: its links, settings, commands, floors and the widget's public words."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from stonechat.local.options import DEFAULT_PORTS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "backend/src/stonechat"
DOCS = ROOT / "docs"
PAGES = sorted(
    page
    for pattern in ("*.md", "*/*.md", "docs/adr/*.md")
    for page in ROOT.glob(pattern)
    if not page.relative_to(ROOT).parts[0].startswith(".")
)
DECISIONS = sorted((DOCS / "adr").iterdir())
NO_SETTINGS = {"YES"}
"""Answers to a question of one command."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose_of(path: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text_of(path), flags=re.MULTILINE | re.DOTALL)


def anchors_of(path: Path) -> set[str]:
    """What a link may name behind `#`: GitHub's form of the headings."""
    headings = re.findall(r"^#+ (.+)$", prose_of(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section_of(path: Path, heading: str) -> str:
    """The text below a heading, to the next one of its kind."""
    return text_of(path).split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(table: str) -> list[list[str]]:
    """The words in backticks of the first cell of each row."""
    rows = re.findall(r"^\| (`[^|]*?) \|", table, flags=re.MULTILINE)
    return [re.findall(r"`([^`]+)`", row) for row in rows]


def settings_in(source: Path) -> Iterator[str]:
    """Names that are looked up in the environment: `….get("NAME")`, `….read("NAME", …)`, `….required("NAME", …)`."""
    for node in ast.walk(ast.parse(text_of(source))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        name = node.args[0]
        if node.func.attr in {"get", "read", "required"} and isinstance(name, ast.Constant):
            yield from re.findall(r"^[A-Z][A-Z_]+$", str(name.value))


def test_the_readme_lists_exactly_the_settings_that_are_read() -> None:
    sources = [SOURCE / "settings.py", *(SOURCE / "local").glob("*.py")]
    read = {name for source in sources for name in settings_in(source)} | set(DEFAULT_PORTS)

    listed = [name for [name] in first_cells(section_of(ROOT / "README.md", "Settings"))]

    assert sorted(listed) == sorted(read - NO_SETTINGS)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"", prose_of(page))

    for target in (markdown or html for markdown, html in targets):
        if re.match(r"https?://|mailto:", target):
            continue
        address, _, anchor = target.partition("#")
        found = (page.parent / address).resolve() if address else page
        assert found.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in anchors_of(found), f"{target} names no heading"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_command_in_the_docs_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", text_of(ROOT / "Makefile"), flags=re.MULTILINE))
    blocks = "".join(re.findall(r"^```.*?^```$", text_of(page), flags=re.MULTILINE | re.DOTALL))
    inline = re.findall(r"`make ([a-z0-9-]+)", prose_of(page))

    named = {*inline, *re.findall(r"^make ([a-z0-9-]+)", blocks, flags=re.MULTILINE)}

    assert named <= targets


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    listed = re.findall(r"\(adr/(\d{4}-[a-z0-9-]+\.md)\)", section_of(DOCS / "architecture.md", "Decisions"))

    assert numbers == list(range(1, len(DECISIONS) + 1))
    assert listed == [path.name for path in DECISIONS]


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_a_decision_says_when_why_what_and_at_what_cost(decision: Path) -> None:
    text = text_of(decision)

    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == ["Status", "Why", "What we do", "What it costs"]
    for section in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        assert section.strip()
    assert re.match(r"\w+, 20\d\d-\d\d-\d\d\.", section_of(decision, "Status").strip())


def test_the_floors_are_those_that_are_checked() -> None:
    project = tomllib.loads(text_of(ROOT / "backend/pyproject.toml"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]

    told = first_cells(section_of(DOCS / "architecture.md", "The backend's floors"))

    assert told == [layer.split(" | ") for layer in layers]


def test_the_tag_and_the_widgets_interface_are_told_whole() -> None:
    page, types = DOCS / "embedding.md", text_of(ROOT / "widget-frontend/src/stonechat.ts")

    def names_in(interface: str) -> list[str]:
        body = types.split(f"export interface {interface} {{", 1)[1].split("\n}", 1)[0]
        found = re.findall(r"^  (?:readonly )?(?:\"([\w:]+)\"|(\w+))[?(<:]", body, flags=re.MULTILINE)
        return [quoted or plain for quoted, plain in found]

    tags = [name for [name] in first_cells(section_of(page, "The tag"))]
    words = [name.split("(")[0] for row in first_cells(section_of(page, "window.Stonechat")) for name in row]

    assert sorted(tags) == sorted(f"data-{name}" for name in names_in("StonechatOptions"))
    assert sorted(words) == sorted([*names_in("Stonechat"), *names_in("StonechatEvents")])
