import "@baro/design/design.css";
import "./panel.css";
import { applyLook, loadFont, loadLook } from "@baro/design";
import { render } from "preact";
import { App } from "./app";

applyLook(loadLook());
const root = document.getElementById("app");
if (root) render(<App />, root);
loadFont();
