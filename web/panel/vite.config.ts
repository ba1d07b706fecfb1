import { defineConfig } from "vite";
import { page } from "../vite.shared";

export default defineConfig(page("panel"));
