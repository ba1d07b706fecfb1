"""Uses a page by keyboard, and records what its live regions announce to a screen reader."""

from playwright.sync_api import Page

MAX_KEY_PRESSES = 60

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


def move_focus_to(page: Page, name: str, key: str = "Tab") -> None:
    """Presses `key` until the element with this name has the focus. Fails if the focus is invisible at any step."""
    passed = []
    for _ in range(MAX_KEY_PRESSES):
        page.keyboard.press(key)
        focused = page.evaluate(_FOCUSED)
        assert focused["marked"], f"nothing shows that {focused['name']!r} has the focus"
        if any(line.strip().startswith(name) for line in focused["name"].splitlines()):
            return
        passed.append(focused["name"])
    raise AssertionError(f"{name!r} isn't reached by {key}; passed: {passed}")


def focus_and_press(page: Page, name: str, key: str = "Enter") -> None:
    """Moves the focus to the element by Tab and presses a key."""
    move_focus_to(page, name)
    page.keyboard.press(key)


def wait_for_focus(page: Page, name: str) -> None:
    """Waits until an element with this name has the focus."""
    page.wait_for_function(f"name => ({_FOCUSED})().name.includes(name)", arg=name)


def record_announcements(page: Page) -> None:
    """Starts to record the announcements of the page's live regions."""
    page.evaluate(_LISTEN)


def announcements(page: Page, words: str) -> list[str]:
    """The recorded announcements that contain these words."""
    found: list[str] = page.evaluate("words => window.announced.filter((one) => one.includes(words))", words)
    return found
