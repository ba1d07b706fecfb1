import "@baro/design/design.css";
import "./styles/index.css";
import { applyAppearance, followViewport, loadAppearance, loadFont } from "@baro/design";
import { registerServiceWorker } from "@baro/design/offline";
import { render } from "preact";
import { App } from "./app";

applyAppearance(loadAppearance());
followViewport();
const root = document.getElementById("app");
if (root) render(<App />, root);
loadFont();
registerServiceWorker();
