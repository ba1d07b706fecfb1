import "@baro/design/design.css";
import "./styles/index.css";
import { applyAppearance, applyBrand, followViewport, loadFont } from "@baro/design";
import { registerServiceWorker } from "@baro/design/offline";
import { render } from "preact";
import { App } from "./app";
import { appearance } from "./appearance";
import { loadChat } from "./lazy_chat";
import { config, loadConfiguration, now } from "./model";
import { watchForNotifications } from "./notifications";
import { sendPendingMessages } from "./pending_messages";
import { listenToEmbedder, token } from "./session";
import { ensureSession, onNewToken, whenUsable } from "./sign_in_flow";
import { language, setTextOverrides, t, textsReady } from "./texts";

/** The font is loaded after the conversation, but not later than this, ms. */
const FONT_TIMEOUT = 5_000;

const root = document.getElementById("app");
if (root) {
  applyAppearance(appearance.value);
  document.documentElement.lang = language.value;
  followViewport();
  sendPendingMessages();
  // Started before the first rendering, so that both load meanwhile.
  const chat = loadChat();
  const booting = boot();
  void textsReady.then(() => render(<App booting={booting} boot={boot} />, root));
  // The conversation gets the bandwidth first.
  void whenUsable(FONT_TIMEOUT).then(() => {
    loadFont();
    registerServiceWorker();
    void watchForNotifications();
  });
  window.addEventListener(
    "hashchange",
    () => void chat.then(({ followAddress }) => followAddress(onNewToken)),
  );
  setInterval(() => {
    now.value = Date.now();
  }, 30_000);
}

async function boot(): Promise<void> {
  await Promise.all([loadConfiguration(), textsReady]);
  const settings = config.value;
  if (!settings) return;
  setTextOverrides(settings.texts);
  applyBrand(settings.brand.colour);
  document.title = t("app_title", { brand: settings.brand.short });
  if (settings.brand.icon !== null)
    for (const link of document.querySelectorAll<HTMLLinkElement>(
      'link[rel~="icon"], link[rel="apple-touch-icon"]',
    ))
      link.href = settings.brand.icon;
  listenToEmbedder(settings, onNewToken);
  if (token.value !== null) await ensureSession();
}
