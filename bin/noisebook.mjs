#!/usr/bin/env node
import { existsSync } from "node:fs";

const built = new URL("../dist/cli/main.mjs", import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  console.error("noisebook is not built yet. In its folder, run: npm install && npm run build");
  process.exitCode = 2;
}
