import "@baro/design/design.css";
import "./styles/index.css";
import { applyBrand, applyLook, loadFont } from "@baro/design";
import { render } from "preact";
import { App } from "./app";
import { look } from "./appearance";
import { loadTalking } from "./lazy_chat";
import { config, loadSettings, now } from "./model";
import { keepNotifying } from "./notifications";
import { keepOffline } from "./offline";
import { followEarly } from "./pending_messages";
import { listenToEmbedder, token } from "./session";
import { renewed, start, usable } from "./sign_in_flow";
import { language, replaceTexts, t } from "./texts";
import { fitKeyboard } from "./viewport";

/** The font comes after the conversation, but not later than this, ms. */
const FONT_PATIENCE = 5_000;

const root = document.getElementById("app");
if (root) {
  applyLook(look.value);
  document.documentElement.lang = language.value;
  fitKeyboard();
  followEarly();
  // Begun before drawing: what they need is on its way meanwhile.
  const behind = loadTalking();
  const booting = boot();
  render(<App booting={booting} boot={boot} />, root);
  // The line is for the conversation first.
  void usable(FONT_PATIENCE).then(() => {
    loadFont();
    keepOffline();
    void keepNotifying();
  });
  window.addEventListener(
    "hashchange",
    () => void behind.then(({ followAddress }) => followAddress(renewed)),
  );
  setInterval(() => {
    now.value = Date.now();
  }, 30_000);
}

async function boot(): Promise<void> {
  await loadSettings();
  const settings = config.value;
  if (!settings) return;
  replaceTexts(settings.texts);
  applyBrand(settings.brand.colour);
  document.title = t("app_title", { brand: settings.brand.short });
  if (settings.brand.icon !== null)
    for (const link of document.querySelectorAll<HTMLLinkElement>(
      'link[rel~="icon"], link[rel="apple-touch-icon"]',
    ))
      link.href = settings.brand.icon;
  listenToEmbedder(settings, renewed);
  if (token.value !== null) await start();
}
