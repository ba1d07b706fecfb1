"""Runs axe-core on a page, in every appearance that a person can choose."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"

APPEARANCES: dict[str, dict[str, str]] = {
    "light": {},
    "dark": {"theme": "dark"},
    "large": {"text": "200"},
    "contrast": {"theme": "dark", "contrast": "more"},
}
"""As attributes of <html> (`data-theme`, `data-text`, `data-contrast`)."""

COLOURS, SIZES = "color-contrast", "target-size"

_APPLY_APPEARANCE = """(look) => {
  for (const name of ["theme", "text", "contrast"]) {
    if (look[name]) document.documentElement.setAttribute(`data-${name}`, look[name]);
    else document.documentElement.removeAttribute(`data-${name}`);
  }
  // To their end with all transitions; those of a parent may start others in its children.
  for (let moving = true; moving; ) {
    const running = document.getAnimations().filter((one) => one instanceof CSSTransition);
    for (const one of running) one.finish();
    moving = running.length > 0;
  }
}"""
_RUN_AXE = """async (only) => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(only ? { runOnly: { type: "rule", values: only } } : { rules: { "target-size": { enabled: true } } }),
  });
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) =>
    `${target.join(" ")}: ${failureSummary}`)]);
}"""


def apply_appearance(page: Page, look: Mapping[str, str]) -> None:
    """Applies an appearance, with all transitions at their end; {} for the usual one."""
    page.evaluate(_APPLY_APPEARANCE, look)


def each_appearance(page: Page) -> Iterator[str]:
    """Applies the appearances one after the other, and the first again at the end."""
    for name, look in APPEARANCES.items():
        apply_appearance(page, look)
        yield name
    apply_appearance(page, {})


def find_violations(page: Page) -> dict[str, list[str]]:
    """Violations found by axe: appearance and rule → elements with their failures."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))  # by the debugger, to which the page's policy doesn't apply
    found: dict[str, list[str]] = {}
    for look in each_appearance(page):
        only = {"light": None, "large": [SIZES]}.get(look, [COLOURS])  # the other rules see no difference
        for rule, nodes in page.evaluate(_RUN_AXE, only):
            found[f"{look}: {rule}"] = nodes
    return found
