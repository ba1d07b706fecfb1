"""Contrast of controls when hovered, pressed, focused and disabled, by computed colours."""

from playwright.sync_api import Page

MIN_CONTRAST = 4.5
"""Minimum contrast ratio by WCAG 2.2, 1.4.3; applied to large text and disabled controls as well."""

STATES: dict[str, str] = {
    "at rest": "",
    "hovered": "hover",
    "pressed": "hover|active",
    "focused": "focus-visible|focus",
}
"""The pseudo-classes that hold."""
SCHEMES = ("light", "dark", "forced")

_MEASURE = """(least) => {
  const PRESSABLE = "button, a[href], summary, label, select, [role=option], [role=tab], [role=menuitem]";
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  const read = (colour) => {
    if (!colours.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      colours.set(colour, [r, g, b, a / 255]);
    }
    return colours.get(colour);
  };
  const over = ([r, g, b, a], under, share = 1) =>
    [r, g, b].map((part, at) => part * a * share + under[at] * (1 - a * share));
  const light = (colour) => {
    const [r, g, b] = colour
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const grounds = new Map();
  const ground = (one) => {
    if (!one) return over(read(getComputedStyle(document.documentElement).backgroundColor), [255, 255, 255]);
    if (!grounds.has(one)) {
      const style = getComputedStyle(one);
      grounds.set(one, over(read(style.backgroundColor), ground(one.parentElement), Number(style.opacity)));
    }
    return grounds.get(one);
  };
  const faded = (one) => (one ? Number(getComputedStyle(one).opacity) * faded(one.parentElement) : 1);
  const found = new Set();
  for (const pressable of document.querySelectorAll(PRESSABLE)) {
    for (const one of [pressable, ...pressable.querySelectorAll("*")]) {
      const words = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
      if (!words || !one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (one.closest(".sr-only, option, .b-skip:not(:focus)")) continue;
      const style = getComputedStyle(one);
      const under = ground(one);
      const seen = ratio(over(read(style.color), under, faded(one)), under);
      if (seen >= least) continue;
      const off = pressable.matches(":disabled") ? " (off)" : "";
      const kind = `${pressable.className}[${pressable.dataset.kind ?? ""}]${off}`;
      found.add(`${kind} "${words.slice(0, 30)}" ${seen.toFixed(2)}: ${style.color} on ${under.map(Math.round)}`);
    }
  }
  return [...found];
}"""


_PUT = """(pseudos) => {
  const wanted = pseudos && new RegExp(`:(${pseudos})(?![-\\w])`, "g");
  window.wrote ??= new Map();
  const put = (rules) => {
    for (const rule of rules) {
      if (rule.selectorText && /:(hover|active|focus)/.test(window.wrote.get(rule) ?? rule.selectorText)) {
        if (!window.wrote.has(rule)) window.wrote.set(rule, rule.selectorText);
        const own = window.wrote.get(rule);
        rule.selectorText = wanted ? own.replace(wanted, ":nth-child(n)") : own;
      }
      if (rule.cssRules?.length) put(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) put(sheet.cssRules);
}"""
"""Lets pseudo-classes hold for all elements at once: `:nth-child(n)` weighs as much and is always true."""


def find_low_contrast(page: Page, *schemes: str) -> dict[str, list[str]]:
    """Controls below the minimum contrast, by scheme and state."""
    found: dict[str, list[str]] = {}
    for scheme in schemes or SCHEMES:
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
            reduced_motion="reduce",
        )
        for state, pseudos in STATES.items():
            page.evaluate(_PUT, pseudos)
            if faint := page.evaluate(_MEASURE, MIN_CONTRAST):
                found[f"{scheme}, {state}"] = faint
    page.evaluate(_PUT, "")
    page.emulate_media(forced_colors="none")
    return found
