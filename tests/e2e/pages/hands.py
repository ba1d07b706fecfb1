"""Hands on a keyboard and ears at a screen reader."""

from playwright.sync_api import Page

MOST_STEPS = 60

_FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return { name: "", marked: true }; // the end: from here it begins anew
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const name = at.getAttribute("aria-label") || [...(at.labels ?? [])].map((one) => one.innerText).join(" ");
  return { name: name || at.innerText || "", marked: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 };
}"""

_LISTEN = """() => {
  window.announced = [];
  const region = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]';
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      const node = type === "characterData" ? target.parentElement : target;
      if (!node?.closest(region)) continue;
      const fresh = type === "characterData" ? [target] : [...addedNodes];
      for (const one of fresh) if (one.textContent.trim()) window.announced.push(one.textContent.trim());
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Goes on with `key` until what is named so has the focus, which must be seen at every step."""
    passed = []
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        focused = page.evaluate(_FOCUSED)
        assert focused["marked"], f"nothing shows that {focused['name']!r} has the focus"
        if any(line.strip().startswith(name) for line in focused["name"].splitlines()):
            return
        passed.append(focused["name"])
    raise AssertionError(f"{name!r} isn't reached by {key}; passed: {passed}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    """Goes there by Tab and presses a key on it."""
    reach(page, name)
    page.keyboard.press(key)


def on_focus(page: Page, name: str) -> None:
    """The focus comes to lie on what is named so."""
    page.wait_for_function(f"name => ({_FOCUSED})().name.includes(name)", arg=name)


def listen(page: Page) -> None:
    """From now on the page's live regions are heard."""
    page.evaluate(_LISTEN)


def heard(page: Page, words: str) -> list[str]:
    """What live regions have said so far with these words in it."""
    told: list[str] = page.evaluate("words => window.announced.filter((one) => one.includes(words))", words)
    return told
