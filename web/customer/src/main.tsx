import "@baro/design/design.css";
import "./styles/index.css";
import { applyBrand, applyLook, loadFont } from "@baro/design";
import { render } from "preact";
import { App } from "./app";
import { look } from "./look";
import { config, loadSettings, now, renewed, start } from "./model";
import { keepOffline } from "./offline";
import { listenToEmbedder, restoreToken, token } from "./session";
import { language, replaceTexts, t } from "./texts";
import { fitKeyboard } from "./viewport";

const root = document.getElementById("app");
if (root) {
  applyLook(look.value);
  document.documentElement.lang = language.value;
  fitKeyboard();
  restoreToken();
  render(<App boot={boot} />, root);
  loadFont();
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
  keepOffline();
  listenToEmbedder(settings, renewed);
  if (token.value !== null) await start();
}
