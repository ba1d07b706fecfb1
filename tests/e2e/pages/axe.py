"""axe-core on a page, in every look that a person can choose."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"

LOOKS = {
    "light": {},
    "dark": {"theme": "dark"},
    "large": {"text": "large"},
    "contrast": {"theme": "dark", "contrast": "more"},
}
"""As attributes of <html> (`data-theme`, `data-text`, `data-contrast`)."""

COLOURS, SIZES = "color-contrast", "target-size"

_WEAR = """(look) => {
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
_RUN = """async (only) => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(only ? { runOnly: { type: "rule", values: only } } : { rules: { "target-size": { enabled: true } } }),
  });
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) =>
    `${target.join(" ")}: ${failureSummary}`)]);
}"""


def looks(page: Page) -> Iterator[str]:
    """Puts on one look after the other, at last the first again."""
    for name, look in LOOKS.items():
        page.evaluate(_WEAR, look)
        yield name
    page.evaluate(_WEAR, {})


def violations(page: Page) -> dict[str, list[str]]:
    """What axe finds, by look and rule: the elements, with what is the matter with them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))  # by the debugger, to which the page's policy doesn't apply
    found: dict[str, list[str]] = {}
    for look in looks(page):
        only = {"light": None, "large": [SIZES]}.get(look, [COLOURS])  # the other rules see no difference
        for rule, nodes in page.evaluate(_RUN, only):
            found[f"{look}: {rule}"] = nodes
    return found
