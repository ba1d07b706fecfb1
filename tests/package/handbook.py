"""The commands that README and docs tell people to type."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "web/README.md")

_BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def blocks(page: Path, heading: str = "") -> list[str]:
    """The shell blocks of a page, or of its section under `## heading`."""
    text = page.read_text("utf-8")
    if heading:
        text = next(part for part in text.split("\n## ") if part.startswith(f"{heading}\n"))
    return [re.sub(rf"(?m)^{match[1]}", "", match[2]) for match in _BLOCK.finditer(text)]


def targets(text: str) -> set[str]:
    """Targets of make that a text speaks of."""
    return set(re.findall(r"(?m)(?:`|^)make (?:[A-Z0-9]+=\S+ )*([a-z-]+)", text))
