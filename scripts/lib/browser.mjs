// Starts a headless Chromium that keeps to itself.
import { chromium as playwright } from "playwright-core";
import { chromium } from "./chromium.mjs";

const flags = [
  "--no-sandbox", // containers have no user namespaces for it
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns {Promise<import("playwright-core").Browser>} */
export async function launchBrowser() {
  return playwright.launch({ executablePath: await chromium(), headless: true, args: flags });
}
