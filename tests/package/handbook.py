"""The shell commands in README and docs."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "web").glob("[!n]*/README.md")),
)
PAGES += (ROOT / "web/README.md",)

_ADDED = {("s3", "mb"), ("cloudformation", "package"), ("cloudformation", "deploy")}
_EVERYWHERE = {"query", "output", "region"}
_BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def shell_blocks(page: Path, heading: str = "") -> list[str]:
    """The shell blocks of a page, or of its section under `## heading`."""
    text = page.read_text("utf-8")
    if heading:
        text = next(part for part in text.split("\n## ") if part.startswith(f"{heading}\n"))
    return [re.sub(rf"(?m)^{match[1]}", "", match[2]) for match in _BLOCK.finditer(text)]


def aws_commands(text: str) -> Iterator[tuple[str, str, set[str]]]:
    """Service, operation and its own options of each call of AWS that a text shows, without those that the command line
    adds to the services."""
    joined = re.sub(r"\\\n *", "", text)
    for service, operation, rest in re.findall(r"\baws ([a-z0-9]+) ([a-z-]+)([^\n`|)]*)", joined):
        if (service, operation) not in _ADDED and operation != "wait":
            yield service, operation, set(re.findall(r"--([a-z-]+)", rest)) - _EVERYWHERE


def make_targets(text: str) -> set[str]:
    """Targets of make that a text mentions."""
    return set(re.findall(r"(?m)(?:`|^)make (?:[A-Z0-9]+=\S+ )*([a-z-]+)", text))
