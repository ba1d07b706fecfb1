"""Visual defects of a page: empty, missing glyphs, elements outside the screen or cut off."""

import base64

from playwright.sync_api import Page

MIN_COLOURS, MAX_BACKGROUND_SHARE = 16, 0.97
MAX_DARK_LIGHTNESS = 0.4
"""Maximum lightness of a dark background, 0 to 1; a light page behind a modal window has 0.5."""

_COUNT_COLOURS = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, picture.width, picture.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4 * 7) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [[most, share]] = [...counts].sort((a, b) => b[1] - a[1]);
  const light = (0.2126 * (most >> 16) + 0.7152 * ((most >> 8) & 255) + 0.0722 * (most & 255)) / 255;
  return { colours: counts.size, ground: share / (data.length / 28), light };
}"""

_DRAW_LETTERS = """() => {
  const family = getComputedStyle(document.body).fontFamily;
  const pen = new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true });
  const drawn = (letter) => {
    pen.clearRect(0, 0, 48, 48);
    pen.font = `32px ${family}`;
    pen.fillText(letter, 4, 36);
    return pen.getImageData(0, 0, 48, 48).data.join();
  };
  const letters = [..."바로상담사고접수보험긴급출동가A1"];
  return { letters: letters.length, pictures: new Set(letters.map(drawn)).size, pretendard: /Pretendard/.test(family) };
}"""

_FIND_CUT_OFF = """() => {
  const root = document.scrollingElement;
  const WATCHED = "button, a, h1, h2, h3, dt, dd, legend, label, input, select, textarea, .b-bubble, .b-badge";
  const cut = root.scrollWidth > root.clientWidth ? [`the page, by ${root.scrollWidth - root.clientWidth} px`] : [];
  for (const one of document.querySelectorAll(WATCHED)) {
    if (!one.checkVisibility() || one.closest(".sr-only, .b-skip")) continue;
    const { left, right, width } = one.getBoundingClientRect();
    const { overflowX, textOverflow } = getComputedStyle(one);
    const edge = Math.min(innerWidth, one.closest(".b-card")?.getBoundingClientRect().right ?? innerWidth);
    const beside = width > 1 && (left < -1 || right > edge + 1);
    const inside = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && textOverflow !== "ellipsis" &&
      !one.matches("input, select, textarea");
    if (beside || (inside && overflowX !== "auto")) cut.push(`${one.tagName} ${one.className}: ${one.textContent}`);
  }
  return cut;
}"""


_FIND_OUTSIDE = """() => {
  const WATCHED = "header, .c-composer, .c-strip, .p-top, .p-composer, .b-banner, dialog[open], .b-popup";
  const rolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowY) || rolls(one.parentElement));
  const found = [];
  for (const part of document.querySelectorAll(WATCHED)) {
    for (const one of [part, ...part.querySelectorAll("button, a, input, select, textarea, h2, h3, label")]) {
      if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (one.closest(".sr-only, .b-skip, .k-strip, [inert]") || (one.tagName === "INPUT" && one.hidden)) continue;
      const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
      if (width < 1 || height < 1) continue;
      const beside = left < -0.5 || right > innerWidth + 0.5;
      const over = !rolls(one.parentElement) && (top < -0.5 || bottom > innerHeight + 0.5);
      if (beside || over)
        found.push(`${one.tagName}.${one.className} "${one.textContent.slice(0, 20)}": ` +
          `${[left, right].map(Math.round)} of ${innerWidth}, ${[top, bottom].map(Math.round)} of ${innerHeight}`);
    }
  }
  return found;
}"""


_FIND_SQUEEZED = """() => {
  const found = [];
  for (const one of document.querySelectorAll("button, a, label, legend, dt, dd, h2, h3, .p-muted, .b-badge")) {
    const words = one.innerText.trim();
    if (words.length < 3 || !one.checkVisibility({ visibilityProperty: true }) || one.closest(".sr-only, [inert]"))
      continue;
    const { fontSize, paddingLeft, paddingRight, display } = getComputedStyle(one);
    if (display === "inline") continue;
    const letters = (one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) / parseFloat(fontSize);
    const lines = one.clientHeight / parseFloat(fontSize);
    if (letters < 2 && lines > 3) found.push(`${one.className}: ${words.slice(0, 30)}`);
  }
  return found;
}"""


def find_squeezed_text(page: Page) -> list[str]:
    """Texts so narrow that lines hold one or two letters."""
    found: list[str] = page.evaluate(_FIND_SQUEEZED)
    return found


def find_outside_viewport(page: Page) -> list[str]:
    """Parts of headers, composers, menus and windows that are not wholly inside the viewport."""
    found: list[str] = page.evaluate(_FIND_OUTSIDE)
    return found


def find_visual_defects(page: Page, canvas_page: Page, *, dark: bool) -> list[str]:
    """The visual defects of a page. `canvas_page` is an empty page on which colours are counted."""
    found: list[str] = page.evaluate(_FIND_CUT_OFF)
    letters = page.evaluate(_DRAW_LETTERS)
    if letters["pictures"] != letters["letters"] or not letters["pretendard"]:
        found.append(f"letters that look alike: {letters}")
    picture = canvas_page.evaluate(_COUNT_COLOURS, base64.b64encode(page.screenshot()).decode())
    if picture["colours"] < MIN_COLOURS or picture["ground"] > MAX_BACKGROUND_SHARE:
        found.append(f"an empty picture: {picture}")
    if (picture["light"] < MAX_DARK_LIGHTNESS) != dark:
        found.append(f"{'not dark' if dark else 'not light'}: {picture}")
    return found
