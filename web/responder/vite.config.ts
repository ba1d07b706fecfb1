import { defineConfig } from "vite";
import { installedPage } from "../vite.shared.ts";

export default defineConfig(installedPage("responder"));
